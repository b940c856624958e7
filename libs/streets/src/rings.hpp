#pragma once

#include <yizhan/geo/point.hpp>

#include <span>
#include <vector>

namespace yizhan::streets {

/// A closed ring: first point == last point.
using ring_points = std::span<const geo::point>;

/// How often a ray from p to the east crosses the ring: odd within it. Points on the ring itself count either way.
bool ray_crosses_oddly(ring_points ring, geo::point p);

/// A point inside the area of rings (outer ones and holes in any order): the centroid of the largest ring where that
/// lies inside, else the middle of the widest stretch inside at that height. Precondition: no ring is empty, at
/// least one ring.
geo::point point_inside(const std::vector<ring_points>& rings);

/// Middle of points. Precondition: not empty.
geo::point mean_of(std::span<const geo::point> points);

}  // namespace yizhan::streets
