#pragma once

#include <yizhan/reach/search.hpp>

#include <cmath>

namespace yizhan::reach {

/// A share of a whole cost, rounded to the nearest unit: the one rounding that all parts of streets have.
inline std::uint32_t part_of(std::uint32_t whole, double share) {
    return static_cast<std::uint32_t>(std::lround(whole * share));
}

/// Cost of a segment's full length in a direction; `unreached` where that is forbidden.
inline std::uint32_t street_cost(const streets::segment& s, bool backward, metric what) {
    if (s.ms[backward ? 1 : 0] == streets::never) return unreached;
    return what == metric::time ? s.ms[backward ? 1 : 0] : s.length_mm;
}

/// Delay at the head of a directed street: what an arc along it costs beyond the street itself.
std::uint32_t head_delay(const streets::travel_graph& graph, streets::directed_street d, metric what);

}  // namespace yizhan::reach
