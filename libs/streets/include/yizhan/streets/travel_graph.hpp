#pragma once

#include <yizhan/base/section_file.hpp>
#include <yizhan/geo/packed_rtree.hpp>
#include <yizhan/geo/point.hpp>
#include <yizhan/streets/mode.hpp>
#include <yizhan/streets/network.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::streets {

// The travel graph of one mode: what every search runs on.
//
// Its vertices are *states*: a junction, or a junction together with what must be remembered about how it was
// reached, where turn restrictions, the ban on turning round or streets without through traffic make that matter.
// A mode without such rules has one state per junction. Its *arcs* lead from state to state, each along one
// directed street, at the street's time plus the delay at its head. So every rule is part of the graph, and any
// shortest-path algorithm on it is right without knowing of rules.
//
// States are numbered along the Hilbert curve, arcs by their tail, segments by their lower state, so that what is
// near in the city is near in memory.

/// An arc as seen from one end: the state at the other end and the time in ms.
struct arc {
    std::uint32_t state;
    std::uint32_t ms;
};

inline constexpr std::uint32_t no_state = std::numeric_limits<std::uint32_t>::max();

/// A stretch of street as stored.
struct segment {
    std::uint32_t first_point;  ///< its points are [first_point, first_point of the next segment)
    std::uint32_t length_mm;
    std::array<std::uint32_t, 2> ms;  ///< forward, backward, without delays; `never` where forbidden
    std::uint32_t name;
    street_class kind;
    std::uint8_t flags;
    std::uint16_t reserved;
    std::int64_t way;

    static constexpr std::uint8_t snappable_flag = 1;   ///< places may be attached: it is no island
    static constexpr std::uint8_t no_through_flag = 2;  ///< private or service
    [[nodiscard]] constexpr bool snappable() const { return (flags & snappable_flag) != 0; }
};

/// Counts and extremes of a graph.
struct graph_summary {
    std::uint32_t states;
    std::uint32_t junctions;
    std::uint32_t arcs;
    std::uint32_t segments;  ///< one more is stored, as the end of the last one's points
    std::uint32_t max_arc_ms;
    std::uint32_t max_arc_mm;       ///< of the longest segment
    std::uint32_t island_segments;  ///< not snappable
    std::uint32_t islands;          ///< connected parts that were left out of snapping
    geo::box bounds;
};

/// The arrays of a travel graph, wherever they lie. Invariants (checked by `travel_graph::open`): offsets grow and
/// end at the sizes of what they point into; states, segments, names and points exist.
struct graph_arrays {
    graph_summary summary{};
    std::span<const std::uint32_t> first_out;  ///< states + 1
    std::span<const arc> out;                  ///< by tail
    std::span<const directed_street> out_street;
    std::span<const std::uint32_t> first_in;  ///< states + 1
    std::span<const arc> in;                  ///< by head
    std::span<const directed_street> in_street;
    std::span<const geo::point> state_point;  ///< position of each state's junction
    std::span<const segment> segments;        ///< segments + 1
    std::span<const geo::point> points;
    std::span<const std::uint32_t>
        start_state;  ///< per directed street: the state at its head for a trip that began on it
    std::span<const std::uint32_t> first_entry;  ///< per directed street + 1
    std::span<const std::uint32_t> entry;  ///< tails of the arcs that run along it: states from which it can be entered
    std::span<const std::uint32_t> first_name;  ///< names + 1: offsets into name_text
    std::span<const char> name_text;
    std::span<const geo::box> index_boxes;  ///< packed R-tree over the segments
    std::span<const std::uint32_t> index_items;
};

/// How a graph is made from a network.
struct graph_options {
    /// A strongly connected part with fewer junctions than this, and not the largest, is an island: no place snaps
    /// to it.
    std::uint32_t island_junctions = 100;
};

/// A travel graph in memory, as built.
class travel_graph_data {
public:
    /// O(n log n). Streets that no direction allows, that have fewer than two points or unknown junctions are a
    /// bug of the caller (asserted).
    static travel_graph_data build(const network& streets, const graph_options& options = {});

    [[nodiscard]] graph_arrays arrays() const;
    /// Adds the graph's sections, named "MODE/…". The writer keeps views: the object must outlive it.
    void add_to(section_file_writer& writer, mode m) const;

private:
    friend class graph_builder;

    graph_summary summary_{};
    std::vector<std::uint32_t> first_out_, first_in_;
    std::vector<arc> out_, in_;
    std::vector<directed_street> out_street_, in_street_;
    std::vector<geo::point> state_point_, points_;
    std::vector<segment> segments_;
    std::vector<std::uint32_t> start_state_, first_entry_, entry_;
    std::vector<std::uint32_t> first_name_;
    std::string name_text_;
    geo::packed_rtree index_;
};

/// A travel graph ready for searches: over a mapped file, or over one just built. Immutable; any number of threads
/// may search it. Cheap to copy.
class travel_graph {
public:
    static constexpr std::string_view file_kind = "streets";
    static constexpr std::uint32_t file_version = 2;

    /// The graph of one mode in a streets file. Checks checksums and invariants: milliseconds for a city.
    /// `errc::not_found` if the file was built without that mode.
    static result<travel_graph> open(const std::filesystem::path& path, mode m);
    static result<travel_graph> open(std::shared_ptr<const section_file> file, mode m);
    explicit travel_graph(travel_graph_data data);

    [[nodiscard]] const graph_arrays& arrays() const { return arrays_; }
    [[nodiscard]] const graph_summary& summary() const { return arrays_.summary; }
    [[nodiscard]] std::uint32_t states() const { return arrays_.summary.states; }

    /// Length of an arc along a directed street.
    [[nodiscard]] std::uint32_t mm_along(directed_street d) const { return arrays_.segments[street_of(d)].length_mm; }
    [[nodiscard]] std::span<const geo::point> points_of(std::uint32_t segment_id) const {
        const auto first = arrays_.segments[segment_id].first_point;
        return arrays_.points.subspan(first, arrays_.segments[segment_id + 1].first_point - first);
    }
    [[nodiscard]] std::string_view name_of(std::uint32_t segment_id) const;
    [[nodiscard]] std::span<const std::uint32_t> entries_of(directed_street d) const {
        return arrays_.entry.subspan(arrays_.first_entry[d], arrays_.first_entry[d + 1] - arrays_.first_entry[d]);
    }
    [[nodiscard]] const geo::packed_rtree_view& index() const { return index_; }
    /// Changes when the graph does: what is derived from it (a hierarchy) carries it.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

private:
    travel_graph() = default;
    void finish();

    std::shared_ptr<const void> keeper_;
    graph_arrays arrays_;
    geo::packed_rtree_view index_;
    std::uint64_t fingerprint_ = 0;
};

}  // namespace yizhan::streets
