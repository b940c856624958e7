#include "network_counts.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace yizhan::streets {
namespace {

struct entry {
    std::uint64_t network_counts::* value;
    std::string_view key;
    std::string_view label;
};

constexpr std::array entries{
    entry{&network_counts::streets, "streets", "streets in the network"},
    entry{&network_counts::junctions, "junctions", "junctions in the network"},
    entry{&network_counts::ways_used, "ways_used", "ways used"},
    entry{&network_counts::ways_no_street, "ways_no_street", "ways left out: under construction, gone, or no street"},
    entry{&network_counts::ways_closed_class, "ways_closed_class", "ways left out: their class is closed"},
    entry{&network_counts::ways_closed_by_tags, "ways_closed_by_tags", "ways left out: access tags"},
    entry{&network_counts::ways_changing_direction, "ways_changing_direction",
          "ways left out: their direction changes with the hour"},
    entry{&network_counts::ways_without_length, "ways_without_length", "ways left out: all points are the same"},
    entry{&network_counts::ways_conditional, "ways_conditional", "ways whose conditional access was not looked at"},
    entry{&network_counts::repeated_points, "repeated_points", "repeated points skipped"},
    entry{&network_counts::stretches_too_long, "stretches_too_long", "stretches left out: too long"},
    entry{&network_counts::barriers_closed, "barriers_closed", "barriers that cut a street"},
    entry{&network_counts::places_with_delay, "places_with_delay", "places with a delay: signals, crossings, gates"},
    entry{&network_counts::junctions_dissolved, "junctions_dissolved", "junctions dissolved: the street just goes on"},
    entry{&network_counts::squares_crossed, "squares_crossed", "squares with lines across"},
    entry{&network_counts::squares_gone_round, "squares_gone_round", "squares gone round"},
    entry{&network_counts::squares_unconnected, "squares_unconnected", "squares left out: no street leads there"},
    entry{&network_counts::square_lines, "square_lines", "lines across squares"},
    entry{&network_counts::restrictions_used, "restrictions_used", "turn restrictions in force"},
    entry{&network_counts::restrictions_exempt, "restrictions_exempt", "turn restrictions that exempt the mode"},
    entry{&network_counts::restrictions_conditional, "restrictions_conditional",
          "turn restrictions left out: for some hours only"},
    entry{&network_counts::restrictions_unknown_kind, "restrictions_unknown_kind",
          "turn restrictions left out: unknown kind"},
    entry{&network_counts::restrictions_without_effect, "restrictions_without_effect",
          "turn restrictions left out: their ways are not open anyway"},
    entry{&network_counts::restrictions_unresolved, "restrictions_unresolved",
          "turn restrictions left out: their members do not meet, or in several ways"},
};

}  // namespace

std::vector<import_report::count> labelled(const network_counts& counts, mode m) {
    std::vector<import_report::count> out;
    for (const auto& e : entries)
        if (const auto value = counts.*e.value; value != 0)
            out.push_back({fmt::format("{}_{}", name_of(m), e.key), fmt::format("{}: {}", name_of(m), e.label), value});
    return out;
}

}  // namespace yizhan::streets
