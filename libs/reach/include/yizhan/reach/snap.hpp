#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <optional>

namespace yizhan::reach {

/// How a place is attached to the streets.
struct snap_options {
    double max_metres = 500;  ///< farther from any street is `errc::not_found`
    double walk_kmh = 4.8;    ///< speed of the straight way between place and street, in every mode
};

/// A place on a street: `share` of the segment's length from its first point.
struct snapped {
    std::uint32_t segment;
    double share;           ///< 0..1
    geo::point place;       ///< where it was asked for
    geo::point at;          ///< the closest point on the street
    double metres;          ///< straight from place to street
    std::uint32_t walk_ms;  ///< the time that takes
    std::uint32_t walk_mm;
};

/// The closest point on any snappable segment. O(log n).
result<snapped> snap(const streets::travel_graph& graph, geo::point place, const snap_options& options = {});

}  // namespace yizhan::reach
