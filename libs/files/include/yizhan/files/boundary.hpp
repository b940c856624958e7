#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// A closed line: its first position is also its last, at least four in all.
using ring = std::vector<geo::point>;

/// The outer ring, then the holes.
using ring_polygon = std::vector<ring>;

/// The area of a city.
struct boundary {
    std::vector<ring_polygon> polygons;
    geo::box bounds = geo::box::empty();
};

/// Reads a Polygon or MultiPolygon, bare, as a Feature or as the features of a FeatureCollection (all together are
/// the boundary). `-` is standard input. Errors are one line with the file's name and the feature's number.
result<boundary> read_boundary(const std::string& path);
result<boundary> parse_boundary(std::string text, const std::string& name);

/// As a GeoJSON FeatureCollection of one MultiPolygon.
std::string to_geojson(const boundary& area);

}  // namespace yizhan::files
