#pragma once

#include <yizhan/geo/point.hpp>
#include <yizhan/streets/rules.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace yizhan::streets {

/// A square's rim: closed rings, outer ones and holes in any order.
struct square_outline {
    struct corner {
        std::uint32_t node;
        geo::point at;
        bool entry;  ///< another line meets it here
    };
    std::vector<std::vector<corner>> rings;
};

enum class square_outcome : std::uint8_t {
    crossed,      ///< lines found, or none needed
    gone_round,   ///< too many entries or corners: along the rim only
    unconnected,  ///< no entry
};

struct square_crossing {
    square_outcome outcome;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;  ///< nodes
};

/// Straight lines inside a square which, with its rim, lead from every entry to every other on a way that is at most
/// `detour` times as long as the shortest one inside: the shortest ways over the graph of what sees what (entries and
/// inner corners), thinned to a greedy spanner (Althöfer et al. 1993). O((entries + corners)² · rim).
square_crossing lines_across(const square_outline& outline, const travel_rules::squares& limits);

}  // namespace yizhan::streets
