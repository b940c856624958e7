#include "geojson_input.hpp"

#include <yizhan/files/boundary.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/input.hpp>
#include <yizhan/files/text.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace yizhan::files {
namespace {

// Twice the signed area in square units, positive for counter-clockwise rings: relative to the first position, so that
// doubles stay exact enough.
double doubled_area(std::span<const geo::point> ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = static_cast<double>(ring[i].lon) - ring[0].lon;
        const double ay = static_cast<double>(ring[i].lat) - ring[0].lat;
        const double bx = static_cast<double>(ring[i + 1].lon) - ring[0].lon;
        const double by = static_cast<double>(ring[i + 1].lat) - ring[0].lat;
        sum += ax * by - ay * bx;
    }
    return sum;
}

result<void> read_ring(simdjson::dom::element value, bool outer, geo::multipolygon& into) {
    simdjson::dom::array positions;
    if (value.get(positions) != simdjson::SUCCESS) return fail(errc::bad_input, "a ring must be a list of positions");
    const auto first = into.points.size();
    for (const auto item : positions) {
        const auto position = read_position(item);
        if (!position) return std::unexpected(position.error());
        into.points.push_back(*position);
    }
    if (into.points.size() - first < 4 || into.points[first] != into.points.back())
        return fail(errc::bad_input, "a ring must be closed and have at least four positions");
    into.points.pop_back();
    const auto ring = std::span(into.points).subspan(first);
    const double area = doubled_area(ring);
    if (area == 0) return fail(errc::bad_input, "a ring encloses nothing");
    if ((area > 0) != outer) std::ranges::reverse(ring);
    into.rings.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(ring.size()), outer});
    return {};
}

result<void> read_polygon(simdjson::dom::element coordinates, boundary& into) {
    simdjson::dom::array rings;
    if (coordinates.get(rings) != simdjson::SUCCESS || rings.size() == 0)
        return fail(errc::bad_input, "a polygon must be a list of rings");
    bool outer = true;
    for (const auto item : rings) {
        if (auto read = read_ring(item, outer, into.area); !read) return read;
        outer = false;
    }
    return {};
}

bool is_area(std::string_view type) {
    return type == "Polygon" || type == "MultiPolygon";
}

result<void> read_area(simdjson::dom::element geometry, boundary& into) {
    const auto type = text_member(geometry, "type");
    if (!is_area(type))
        return fail(errc::bad_input, fmt::format("is a {}: a boundary needs a Polygon or MultiPolygon",
                                                 type.empty() ? "nameless geometry" : printable(type.substr(0, 40))));
    simdjson::dom::element coordinates;
    if (geometry["coordinates"].get(coordinates) != simdjson::SUCCESS)
        return fail(errc::bad_input, "has no coordinates");
    if (type == "Polygon") return read_polygon(coordinates, into);
    simdjson::dom::array polygons;
    if (coordinates.get(polygons) != simdjson::SUCCESS)
        return fail(errc::bad_input, "the coordinates of a MultiPolygon must be a list of polygons");
    for (const auto polygon : polygons)
        if (auto read = read_polygon(polygon, into); !read) return read;
    return {};
}

result<void> read_feature(simdjson::dom::element feature, boundary& into) {
    simdjson::dom::element geometry;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS || geometry.is_null())
        return fail(errc::bad_input, "has no geometry: a boundary needs a Polygon or MultiPolygon");
    return read_area(geometry, into);
}

}  // namespace

result<boundary> parse_boundary(std::string text, const std::string& name) {
    if (auto checked = check_text(text, name); !checked) return pass_on(checked);
    simdjson::dom::parser parser;
    const auto top = parse_json(parser, text, name);
    if (!top) return std::unexpected(top.error());
    boundary city;
    if (is_area(text_member(*top, "type"))) {
        if (auto read = read_area(*top, city); !read)
            return fail(read.error().code, fmt::format("{}: {}", name, read.error().message));
    } else {
        const auto visit = [&](simdjson::dom::element feature, std::size_t) { return read_feature(feature, city); };
        if (auto read = for_each_feature(*top, name, visit); !read) return pass_on(read);
    }
    if (city.area.rings.empty()) return fail(errc::bad_input, fmt::format("{}: holds no polygon", name));
    for (const auto position : city.area.points)
        city.bounds.extend(position);
    return city;
}

result<boundary> read_boundary(const std::string& path) {
    auto text = read_input(path);
    if (!text) return pass_on(text);
    return parse_boundary(std::move(*text), input_name(path));
}

std::string to_geojson(const boundary& city) {
    std::string text;
    json_writer json([&](std::string_view part) { text += part; });
    geojson_writer writer(json, "");
    writer.begin_feature("boundary");
    writer.area(city.area);
    writer.end_feature();
    writer.finish();
    return text;
}

}  // namespace yizhan::files
