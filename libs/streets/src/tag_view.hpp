#pragma once

#include "raw_extract.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace yizhan::streets {

/// Finds the values of a few known keys of many objects quickly: keys are registered once as slots, then each object
/// is loaded with one pass over its tags.
class tag_view {
public:
    using slot = std::uint32_t;

    explicit tag_view(const tag_store& store) : store_(store), values_(1) {}

    /// The slot of a key; the same for the same key.
    slot watch(std::string_view key);
    void load(tag_store::range tags);
    /// Value in the object loaded last, or an empty text. Of a list ("a; b") the first: rules know single values.
    [[nodiscard]] std::string_view operator[](slot s) const { return values_[s]; }

private:
    const tag_store& store_;
    std::vector<slot> slot_of_;  // by text id, 0: not watched
    std::vector<std::string_view> values_;
    std::vector<slot> loaded_;
};

/// The first of "a; b", without blanks around it.
std::string_view first_of_list(std::string_view value);

}  // namespace yizhan::streets
