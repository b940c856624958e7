#pragma once

#include <yizhan/base/section_file.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace yizhan {

/// Takes arrays out of a section file, one call each, and remembers the first failure; nothing is read after it.
class section_reader {
public:
    /// `prefix` stands before all names. The file must outlive the reader.
    explicit section_reader(const section_file& file, std::string prefix = {})
        : file_(&file), prefix_(std::move(prefix)) {}

    template <plain T>
    void operator()(std::string_view name, std::span<const T>& into) {
        if (!done_) return;
        auto values = file_->get<T>(prefix_ + std::string(name));
        if (values)
            into = *values;
        else
            done_ = pass_on(values);
    }
    /// A section of one value.
    template <plain T>
    void one(std::string_view name, T& into) {
        std::span<const T> values;
        (*this)(name, values);
        if (!done_) return;
        if (values.size() == 1)
            into = values.front();
        else
            done_ = fail(errc::damaged, file_->name() + " is damaged (section " + prefix_ + std::string(name) + ")");
    }

    /// Whether all went well so far.
    [[nodiscard]] const result<void>& done() const { return done_; }

private:
    const section_file* file_;
    std::string prefix_;
    result<void> done_;
};

/// Whether `offsets` cut `items` items into `buckets` ranges that follow one another: one more than there are buckets,
/// from 0 to `items`, never falling.
inline bool offsets_valid(std::span<const std::uint32_t> offsets, std::size_t buckets, std::size_t items) {
    return offsets.size() == buckets + 1 && offsets.front() == 0 && offsets.back() == items &&
           std::ranges::is_sorted(offsets);
}

}  // namespace yizhan
