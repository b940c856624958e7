#pragma once

#include <yizhan/streets/import.hpp>
#include <yizhan/streets/mode.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// What became of an extract's streets in one mode's network.
struct network_counts {
    std::uint64_t ways_used = 0;
    std::uint64_t ways_no_street = 0;
    std::uint64_t ways_closed_class = 0;
    std::uint64_t ways_closed_by_tags = 0;
    std::uint64_t ways_changing_direction = 0;
    std::uint64_t ways_conditional = 0;
    std::uint64_t ways_without_length = 0;
    std::uint64_t repeated_points = 0;
    std::uint64_t stretches_too_long = 0;
    std::uint64_t barriers_closed = 0;
    std::uint64_t places_with_delay = 0;
    std::uint64_t junctions_dissolved = 0;
    std::uint64_t squares_crossed = 0;
    std::uint64_t squares_gone_round = 0;
    std::uint64_t squares_unconnected = 0;
    std::uint64_t square_lines = 0;
    std::uint64_t restrictions_used = 0;
    std::uint64_t restrictions_exempt = 0;
    std::uint64_t restrictions_conditional = 0;
    std::uint64_t restrictions_unknown_kind = 0;
    std::uint64_t restrictions_without_effect = 0;
    std::uint64_t restrictions_unresolved = 0;
    std::uint64_t streets = 0;
    std::uint64_t junctions = 0;
};

/// The counts that are not zero, for the import report; keys begin with the mode's name.
std::vector<import_report::count> labelled(const network_counts& counts, mode m);

}  // namespace yizhan::streets
