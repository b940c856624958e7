#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/geo/multipolygon.hpp>
#include <yizhan/geo/point.hpp>

#include <string>

namespace yizhan::files {

/// The area of a city.
struct boundary {
    geo::multipolygon area;
    geo::box bounds = geo::box::empty();
};

/// Reads a Polygon or MultiPolygon, bare, as a Feature or as the features of a FeatureCollection (all together are
/// the boundary). `-` is standard input. Errors are one line with the file's name and the feature's number.
result<boundary> read_boundary(const std::string& path);
result<boundary> parse_boundary(std::string text, const std::string& name);

/// As a GeoJSON FeatureCollection of one MultiPolygon.
std::string to_geojson(const boundary& city);

}  // namespace yizhan::files
