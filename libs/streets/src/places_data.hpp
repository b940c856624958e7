#pragma once

#include <yizhan/streets/places.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yizhan::streets {

/// Places in memory, as built: features are added one after the other, then `finish` lays them out.
class places_data {
public:
    struct head {
        feature_kind kind;
        osm_kind origin;
        std::int64_t id;
        std::optional<geo::point> at;
        std::uint8_t admin_level = 0;
    };
    /// Begins a feature; tags and rings that follow are its own.
    void begin(const head& feature);
    void tag(std::string_view key, std::string_view value);
    /// Precondition: first point == last point.
    void ring(std::span<const geo::point> points, bool outer);
    /// Sorts the texts and closes the arrays; nothing may be added afterwards.
    void finish();

    [[nodiscard]] place_arrays arrays() const;
    /// The writer keeps views: the object must outlive it. Precondition: finished.
    void add_to(section_file_writer& writer) const;

private:
    std::uint32_t intern(std::string_view text);
    void sort_texts();

    std::vector<place_feature> features_;
    std::vector<place_tag> tags_;
    std::vector<place_ring> rings_;
    std::vector<geo::point> points_;
    std::deque<std::string> texts_;  // in order of first use; the keys of ids_ point into them
    std::unordered_map<std::string_view, std::uint32_t> ids_;
    std::vector<std::uint32_t> first_text_;
    std::string text_;
};

}  // namespace yizhan::streets
