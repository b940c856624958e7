#include "geojson_input.hpp"

#include <yizhan/files/boundary.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/input.hpp>
#include <yizhan/files/text.hpp>

#include <utility>

namespace yizhan::files {
namespace {

result<ring> read_ring(simdjson::dom::element value) {
    simdjson::dom::array positions;
    if (value.get(positions) != simdjson::SUCCESS) return fail(errc::bad_input, "a ring must be a list of positions");
    ring read;
    for (const auto item : positions) {
        const auto position = read_position(item);
        if (!position) return std::unexpected(position.error());
        read.push_back(*position);
    }
    if (read.size() < 4 || read.front() != read.back())
        return fail(errc::bad_input, "a ring must be closed and have at least four positions");
    return read;
}

result<void> read_polygon(simdjson::dom::element coordinates, boundary& into) {
    simdjson::dom::array rings;
    if (coordinates.get(rings) != simdjson::SUCCESS || rings.size() == 0)
        return fail(errc::bad_input, "a polygon must be a list of rings");
    ring_polygon read;
    for (const auto item : rings) {
        auto one = read_ring(item);
        if (!one) return pass_on(one);
        read.push_back(std::move(*one));
    }
    for (const auto position : read.front())
        into.bounds.extend(position);
    into.polygons.push_back(std::move(read));
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
    boundary area;
    if (is_area(text_member(*top, "type"))) {
        if (auto read = read_area(*top, area); !read)
            return fail(read.error().code, fmt::format("{}: {}", name, read.error().message));
    } else {
        const auto visit = [&](simdjson::dom::element feature, std::size_t) { return read_feature(feature, area); };
        if (auto read = for_each_feature(*top, name, visit); !read) return pass_on(read);
    }
    if (area.polygons.empty()) return fail(errc::bad_input, fmt::format("{}: holds no polygon", name));
    return area;
}

result<boundary> read_boundary(const std::string& path) {
    auto text = read_input(path);
    if (!text) return pass_on(text);
    return parse_boundary(std::move(*text), input_name(path));
}

std::string to_geojson(const boundary& area) {
    std::string text;
    json_writer json([&](std::string_view part) { text += part; });
    geojson_writer writer(json, "");
    writer.begin_feature("boundary");
    writer.multi_polygon(area.polygons);
    writer.end_feature();
    writer.finish();
    return text;
}

}  // namespace yizhan::files
