#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// A place of a list. `attributes` lie beside `place_list::attribute_names`; what a record lacks is an empty text.
struct place {
    std::string id;
    std::string name;
    geo::point at;
    std::vector<std::string> attributes;
};

struct place_list {
    std::vector<std::string> attribute_names;
    std::vector<place> places;
};

/// Reads places from a file, or from standard input for `-`, at most 1 GB of UTF-8.
///
/// CSV (delimited by `,` `;` or tab): the first line has headings, in any order and case: id (编号), name (名称),
/// lon (longitude, lng, x, 经度) and lat (latitude, y, 纬度) in WGS-84 degrees; other columns are kept as attributes.
/// GeoJSON: a FeatureCollection of points; the id is the feature's own or the property `id`.
/// Without an id, a place gets its number (from 1). Ids must be unique.
/// Errors are one line, "file:line: what, mend", or "file: feature N: what".
result<place_list> read_places(const std::string& path);

/// The same over text; `name` stands in messages, and its ending tells CSV from GeoJSON (else the first character).
result<place_list> parse_places(std::string text, const std::string& name);

/// A position from degrees. `bad_input` (without a file's name) when out of range, with a hint when longitude and
/// latitude seem swapped.
result<geo::point> checked_position(double lon, double lat);

}  // namespace yizhan::files
