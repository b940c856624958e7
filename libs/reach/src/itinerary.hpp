#pragma once

#include <yizhan/reach/route.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// A stretch of one street as travelled. A cut end lies at a place.
struct street_part {
    streets::directed_street along;
    std::uint32_t ms;
    std::uint32_t mm;
    const snapped* cut_begin = nullptr;
    const snapped* cut_end = nullptr;
};

/// Points, steps and sums of the trip from place to place along the stretches.
route_leg describe(const streets::travel_graph& graph, const snapped& from, const snapped& to,
                   std::span<const street_part> stretches);

}  // namespace yizhan::reach
