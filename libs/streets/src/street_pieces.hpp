#pragma once

#include "traced_ways.hpp"

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// A stretch of a line between neighbouring junctions.
struct piece {
    std::uint32_t line;
    std::uint32_t first_ref;  ///< into `traced_ways::refs`
    std::uint32_t last_ref;
    std::uint32_t from;  ///< junctions
    std::uint32_t to;
    double metres;
};

/// Lines cut at junctions. A closed barrier cuts each line into ends of their own.
struct street_pieces {
    std::vector<piece> pieces;               ///< by line, in order
    std::vector<std::uint32_t> first_piece;  ///< per line + 1
    std::vector<std::uint32_t> junction_node;
    std::vector<bool> fixed;  ///< per junction: must stay one, for a delay, a barrier or a turn restriction
};

/// `turn_nodes`: nodes (as in `refs`) where turn restrictions meet.
street_pieces cut(const raw_extract& extract, const traced_ways& traced, const std::vector<std::uint32_t>& turn_nodes,
                  network_counts& counts);

/// Milliseconds for a stretch, at least one.
double travel_ms(double metres, double kmh);

}  // namespace yizhan::streets
