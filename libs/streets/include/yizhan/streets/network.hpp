#pragma once

#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace yizhan::streets {

/// A travel time that stands for "not in this direction".
inline constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

/// Longest time or length of one stretch, in ms or mm: about 6 days or 537 km. Keeps sums along a path in 32 bits
/// wherever an import can get.
inline constexpr std::uint32_t longest_stretch = std::uint32_t{1} << 29;

/// What a stretch is, for display; from the `highway` value of its way.
enum class street_class : std::uint8_t {
    other,
    motorway,
    trunk,
    primary,
    secondary,
    tertiary,
    unclassified,
    residential,
    living_street,
    service,
    pedestrian,
    footway,
    cycleway,
    path,
    track,
    steps,
    corridor,
    ferry,
    square,
};

/// A stretch of street between two junctions, with one speed in each direction.
struct street {
    std::uint32_t from = 0;  ///< junction at the first point
    std::uint32_t to = 0;    ///< junction at the last point
    std::uint32_t first_point = 0;
    std::uint32_t point_count = 0;  ///< at least 2
    std::uint32_t length_mm = 0;
    std::uint32_t forward_ms = never;   ///< from → to, without delays
    std::uint32_t backward_ms = never;  ///< to → from, without delays
    std::uint32_t delay_at_to_ms = 0;   ///< for whoever goes forward and on across `to` (signals, crossings)
    std::uint32_t delay_at_from_ms = 0;
    std::uint32_t name = 0;  ///< index in `network::names`
    street_class kind = street_class::other;
    bool no_through = false;  ///< only for trips that start or end in such streets: private, service
    std::int64_t way = 0;     ///< OSM id of the (first) way
};

/// One direction of a street: 2 * street, + 1 for to → from.
using directed_street = std::uint32_t;
constexpr directed_street along(std::uint32_t street, bool backward) {
    return 2 * street + (backward ? 1 : 0);
}
constexpr std::uint32_t street_of(directed_street d) {
    return d / 2;
}
constexpr bool is_backward(directed_street d) {
    return (d & 1) != 0;
}
constexpr directed_street reversed(directed_street d) {
    return d ^ 1;
}

/// `path` is from, via…, to: connected directed streets, at least two. A prohibition forbids driving the whole path
/// in this order; a mandate says that whoever has driven all but the last must go on to the last.
struct turn_restriction {
    std::vector<directed_street> path;
    bool mandatory = false;
};

/// The streets of one mode as the importer leaves them and `travel_graph_data::build` takes them.
struct network {
    std::vector<geo::point> junctions;
    std::vector<street> streets;
    std::vector<geo::point> points;                 ///< of all streets, in the order of `street::first_point`
    std::vector<std::string> names{std::string()};  ///< names[0] is "no name"
    std::vector<turn_restriction> restrictions;
    bool no_u_turns = false;  ///< turning round is for dead ends only
};

}  // namespace yizhan::streets
