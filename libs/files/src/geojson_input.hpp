#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>

#include <fmt/format.h>
#include <simdjson.h>

#include <string>
#include <string_view>

namespace yizhan::files {

// GeoJSON (RFC 7946) read into simdjson's DOM. Private to the room: simdjson's types end here.

// Parses checked UTF-8 text; syntax errors name the line. The element lives as long as the parser.
result<simdjson::dom::element> parse_json(simdjson::dom::parser& parser, const std::string& text,
                                          const std::string& name);

// A member that is text; empty if it is missing or something else.
std::string_view text_member(simdjson::dom::element object, std::string_view key);

// [lon, lat] or [lon, lat, height].
result<geo::point> read_position(simdjson::dom::element value);

// A value as text: strings as they are, null as nothing, anything else as JSON.
std::string as_text(simdjson::dom::element value);

// Calls visit(feature, number from 1) -> result<void> for every feature; the top may also be one Feature. Errors of
// `visit` get "name: feature N: " before them.
template <class Visit>
result<void> for_each_feature(simdjson::dom::element top, const std::string& name, Visit visit) {
    const auto located = [&](std::size_t number, const error& problem) {
        return fail(problem.code, fmt::format("{}: feature {}: {}", name, number, problem.message));
    };
    const auto type = text_member(top, "type");
    if (type == "Feature") {
        if (auto visited = visit(top, std::size_t{1}); !visited) return located(1, visited.error());
        return {};
    }
    simdjson::dom::array features;
    if (type != "FeatureCollection" || top["features"].get(features) != simdjson::SUCCESS)
        return fail(errc::bad_input, fmt::format("{}: is no GeoJSON FeatureCollection", name));
    std::size_t number = 0;
    for (const auto feature : features) {
        ++number;
        if (text_member(feature, "type") != "Feature")
            return located(number, error{errc::bad_input, "is no GeoJSON Feature", {}});
        if (auto visited = visit(feature, number); !visited) return located(number, visited.error());
    }
    return {};
}

}  // namespace yizhan::files
