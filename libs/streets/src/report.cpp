#include "report.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace yizhan::streets {
namespace {

struct entry {
    std::uint64_t reader_counts::* value;
    std::string_view key;
    std::string_view label;
    bool always;
};

constexpr std::array entries{
    entry{&reader_counts::nodes, "nodes", "nodes read", true},
    entry{&reader_counts::ways, "ways", "ways read", true},
    entry{&reader_counts::relations, "relations", "relations read", true},
    entry{&reader_counts::street_ways, "street_ways", "ways that may be streets", true},
    entry{&reader_counts::squares, "squares", "squares and platforms", true},
    entry{&reader_counts::restrictions, "restrictions", "turn restrictions", true},
    entry{&reader_counts::pois, "pois", "points of interest kept", true},
    entry{&reader_counts::settlements, "settlements", "named settlements and quarters kept", true},
    entry{&reader_counts::boundaries, "boundaries", "administrative boundaries kept", true},
    entry{&reader_counts::incomplete_boundaries, "incomplete_boundaries",
          "boundaries kept by name only: clipped by the extract", false},
    entry{&reader_counts::broken_boundaries, "broken_boundaries",
          "boundaries kept by name only: their ways make no valid area", false},
    entry{&reader_counts::duplicates, "duplicates", "duplicate objects (highest version, else the last, used)", false},
    entry{&reader_counts::deleted, "deleted", "deleted objects left out", false},
    entry{&reader_counts::nodes_out_of_range, "nodes_out_of_range", "nodes out of range left out", false},
    entry{&reader_counts::nodes_without_place, "nodes_without_position", "nodes without a position left out", false},
    entry{&reader_counts::missing_refs, "missing_nodes", "references from streets to missing nodes", false},
    entry{&reader_counts::cut_ways, "cut_ways", "ways cut or shortened at missing nodes", false},
    entry{&reader_counts::repeated_refs, "repeated_nodes", "nodes repeated in a row in a way", false},
    entry{&reader_counts::degenerate_ways, "degenerate_ways", "ways or parts with fewer than two nodes left out",
          false},
    entry{&reader_counts::zero_length_ways, "zero_length_ways", "ways or parts without length left out", false},
    entry{&reader_counts::broken_squares, "broken_squares", "squares whose ways make no valid area left out", false},
    entry{&reader_counts::odd_restrictions, "odd_restrictions",
          "turn restrictions without usable kind or members left out", false},
    entry{&reader_counts::places_left_out, "places_without_position", "places without any node in the extract left out",
          false},
    entry{&reader_counts::outside_window, "outside_window", "objects outside the window left out", false},
};

}  // namespace

std::vector<import_report::count> labelled(const reader_counts& counts) {
    std::vector<import_report::count> out;
    for (const auto& e : entries)
        if (const auto value = counts.*e.value; e.always || value != 0)
            out.push_back({std::string(e.key), std::string(e.label), value});
    return out;
}

std::vector<import_report::count> labelled(const graph_summary& summary, mode m) {
    const auto name = name_of(m);
    return {
        {fmt::format("{}_segments", name), fmt::format("{}: segments of street", name), summary.segments},
        {fmt::format("{}_states", name), fmt::format("{}: states to search", name), summary.states},
        {fmt::format("{}_islands", name), fmt::format("{}: islands left out of snapping", name), summary.islands},
        {fmt::format("{}_island_segments", name), fmt::format("{}: segments on them", name), summary.island_segments}};
}

}  // namespace yizhan::streets
