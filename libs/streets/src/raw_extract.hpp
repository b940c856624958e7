#pragma once

#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace yizhan::streets {

/// Tags of many objects, each text stored once. Tags of an object are a range of `pairs`.
class tag_store {
public:
    struct range {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };

    [[nodiscard]] std::uint32_t intern(std::string_view text);
    /// The id of a text that was interned.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
    [[nodiscard]] std::string_view text(std::uint32_t id) const { return texts_[id]; }
    /// Appends a tag to the object that is being read; `finish` closes it.
    void add(std::string_view key, std::string_view value) { pairs_.emplace_back(intern(key), intern(value)); }
    [[nodiscard]] range finish();
    /// The value of `key`, or an empty text.
    [[nodiscard]] std::string_view get(range tags, std::string_view key) const;
    [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs(range tags) const {
        return std::span(pairs_).subspan(tags.first, tags.count);
    }

private:
    std::vector<std::string> texts_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
    std::uint32_t open_first_ = 0;
};

/// What the importer keeps of an OSM extract before modes are considered: everything that may be travelled on, with
/// nodes resolved. A way whose nodes are partly missing (clipped extract) is cut into the parts that are there.
struct raw_extract {
    static constexpr std::uint32_t no_node = 0xFFFFFFFF;

    struct node {
        std::int64_t id;
        geo::point at;
        tag_store::range tags;  ///< only tags that rules may look at: highway, barrier, access keys, crossing …
    };
    struct way {
        std::int64_t id;
        std::uint32_t first_ref;  ///< into `refs`
        std::uint32_t ref_count;  ///< at least 2
        tag_store::range tags;
        bool closed;  ///< first and last node are the same
    };
    /// A pedestrian square: from a closed way or a multipolygon, assembled. Rings are closed (first == last).
    struct square {
        std::int64_t id;  ///< of the way, or the negative of the relation's
        tag_store::range tags;
        std::vector<std::vector<std::uint32_t>> rings;  ///< nodes; outer rings and holes in any order
    };
    struct restriction {
        std::int64_t id;
        std::string kind;    ///< value of `restriction` (or of the first `restriction:…` that concerns vehicles)
        std::string except;  ///< value of `except`
        std::int64_t from_way;
        std::vector<std::int64_t> via_ways;  ///< in the relation's order; empty if `via_node` is given
        std::int64_t via_node = 0;
        std::int64_t to_way;
        tag_store::range tags;
    };

    tag_store tags;
    std::vector<node> nodes;
    std::vector<std::uint32_t> refs;  ///< indices into `nodes`
    std::vector<way> ways;
    std::vector<square> squares;
    std::vector<restriction> restrictions;
};

}  // namespace yizhan::streets
