#pragma once

#include <yizhan/base/section_file.hpp>
#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace yizhan::streets {

// What the importer keeps of an extract besides its streets, in sections "places/…" of the streets file: points of
// interest, named settlements and quarters, administrative boundaries. All their tags are kept.

enum class feature_kind : std::uint8_t {
    poi,         ///< amenity, shop, office, tourism, leisure, healthcare, craft, stations, buildings that may be hosts
    settlement,  ///< a node with place=city … neighbourhood and a name
    boundary,    ///< boundary=administrative
};

enum class osm_kind : std::uint8_t { node, way, relation };

/// A feature as stored. Its tags and rings end where the next feature's begin.
struct place_feature {
    std::int64_t id;  ///< in OSM, within its `origin`
    geo::point at;    ///< a node's own place, else a point inside; only if `located`
    std::uint32_t first_tag;
    std::uint32_t first_ring;  ///< boundaries only
    feature_kind kind;
    osm_kind origin;
    std::uint8_t admin_level;  ///< 0 if not given
    std::uint8_t located;      ///< 0 for boundaries of which no part lies in the extract
    std::uint32_t reserved;
};

struct place_tag {
    std::uint32_t key;  ///< texts
    std::uint32_t value;
};

/// A closed ring (first point == last point); outer ring or hole.
struct place_ring {
    std::uint32_t first_point;
    std::uint32_t outer;
};

/// The arrays of the places, wherever they lie; checked by `places::open`.
struct place_arrays {
    std::span<const place_feature> features;  ///< one more than there are, as the end of the last one's ranges
    std::span<const place_tag> tags;
    std::span<const place_ring> rings;  ///< likewise one more
    std::span<const geo::point> points;
    std::span<const std::uint32_t> first_text;  ///< texts + 1: offsets into `text`
    std::span<const char> text;                 ///< UTF-8, as in OSM; texts are sorted bytewise
};

/// The places of a streets file, mapped. Immutable, cheap to copy; the texts it gives live as long as a copy does.
class places {
public:
    /// Checks checksums and structure. `errc::damaged` for what contradicts itself.
    static result<places> open(const std::filesystem::path& path);
    static result<places> open(std::shared_ptr<const section_file> file);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(boxes_.size()); }
    [[nodiscard]] const place_feature& operator[](std::uint32_t feature) const { return arrays_.features[feature]; }
    [[nodiscard]] std::optional<geo::point> position(std::uint32_t feature) const;

    /// The value of `key`, or an empty text.
    [[nodiscard]] std::string_view value(std::uint32_t feature, std::string_view key) const;
    /// `name:LANGUAGE` if it is there, else `name`, else an empty text.
    [[nodiscard]] std::string_view name(std::uint32_t feature, std::string_view language = {}) const;
    [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> tags(std::uint32_t feature) const;

    /// Features of a kind that have `key`, with `value` unless that is empty; all of the kind if `key` is empty.
    [[nodiscard]] std::vector<std::uint32_t> find(feature_kind kind, std::string_view key = {},
                                                  std::string_view value = {}) const;

    [[nodiscard]] std::size_t ring_count(std::uint32_t feature) const;
    /// Points of a ring of a feature, first == last. Precondition: `ring < ring_count(feature)`.
    [[nodiscard]] std::span<const geo::point> ring(std::uint32_t feature, std::size_t ring) const;
    [[nodiscard]] bool is_outer(std::uint32_t feature, std::size_t ring) const;
    /// True if p lies within the boundary's rings; never for one without rings (clipped by the extract).
    [[nodiscard]] bool contains(std::uint32_t feature, geo::point p) const;
    /// Boundaries around p, the smallest administrative unit (highest level) first.
    [[nodiscard]] std::vector<std::uint32_t> boundaries_around(geo::point p) const;

    [[nodiscard]] const place_arrays& arrays() const { return arrays_; }

private:
    places() = default;
    void finish();
    [[nodiscard]] std::string_view text(std::uint32_t id) const;
    [[nodiscard]] std::optional<std::uint32_t> text_id(std::string_view wanted) const;
    [[nodiscard]] std::span<const place_tag> tags_of(std::uint32_t feature) const;

    std::shared_ptr<const section_file> file_;
    place_arrays arrays_;
    std::vector<geo::box> boxes_;  // of each feature's rings
};

}  // namespace yizhan::streets
