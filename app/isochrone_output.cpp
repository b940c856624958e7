#include "isochrone_output.hpp"

#include "output_result.hpp"

#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace yizhan::app {
namespace {

using files::output_format;

const char* limit_name(const isochrone_request& request) {
    return request.query.what == reach::metric::time ? "minutes" : "metres";
}

// What is told about a circle: `number(name, value, decimals)` and `text(name, value)` write it.
template <class Number, class Text>
void tell(const isochrone_request& request, const circle& one, Number number, Text text) {
    text("mode", streets::name_of(request.travel));
    text("direction", request.query.way == reach::direction::arriving ? "toward" : "from");
    number(limit_name(request), shown_limit(request, one.limit), 5);
    if (one.start) {
        number("start", *one.start + 1.0, 0);
        number("lon", request.at[*one.start].lon_degrees(), 7);
        number("lat", request.at[*one.start].lat_degrees(), 7);
    }
    if (one.square_metres) number("area_km2", *one.square_metres / 1e6, 6);
    number("street_km", one.street_metres / 1e3, 3);
}

void write_geojson(files::output& out, const isochrone_request& request, const circles& found) {
    files::json_writer json(into(out));
    files::geojson_writer writer(json);
    for (std::size_t i = 0; i < found.figures.size(); ++i) {
        writer.begin_feature();
        if (request.lines)
            writer.multi_line(found.lines[i].points, found.lines[i].first);
        else
            writer.area(found.areas[i].area);
        tell(
            request, found.figures[i],
            [&](const char* name, double value, int decimals) { writer.fixed_property(name, value, decimals); },
            [&](const char* name, std::string_view value) { writer.property(name, value); });
        writer.end_feature();
    }
    writer.finish();
}

std::string as_csv(const isochrone_request& request, const circles& found) {
    auto text = fmt::format("mode,{},start,lon,lat,area_km2,street_km\n", limit_name(request));
    for (const auto& one : found.figures) {
        std::string start = ",,";
        if (one.start)
            start = fmt::format("{},{},{}", *one.start + 1, files::degrees_text(request.at[*one.start].lon),
                                files::degrees_text(request.at[*one.start].lat));
        text += fmt::format("{},{},{},{},{}\n", streets::name_of(request.travel),
                            files::fixed_text(shown_limit(request, one.limit), 5), start,
                            one.square_metres ? files::fixed_text(*one.square_metres / 1e6, 6) : "",
                            files::fixed_text(one.street_metres / 1e3, 3));
    }
    return text;
}

std::string as_table(const isochrone_request& request, std::vector<circle> figures) {
    using side = files::text_table::side;
    std::ranges::stable_sort(figures, {}, [](const circle& one) { return std::pair(one.start, one.limit); });
    files::text_table table({{"start", side::right},
                             {limit_name(request), side::right},
                             {"area km²", side::right},
                             {"streets km", side::right}});
    for (const auto& one : figures)
        table.add({one.start ? fmt::format("{}", *one.start + 1) : "all",
                   files::fixed_text(shown_limit(request, one.limit), 2),
                   one.square_metres ? fmt::format("{:.3f}", *one.square_metres / 1e6) : "-",
                   fmt::format("{:.1f}", one.street_metres / 1e3)});
    return table.text();
}

void write_summary(files::json_writer& json, const std::string& path, const isochrone_request& request,
                   const circles& found) {
    json.begin_object();
    json.member("file", path);
    json.member("attribution", files::osm_attribution);
    json.key("circles");
    json.begin_array();
    for (const auto& one : found.figures) {
        json.new_line();
        json.begin_object();
        tell(
            request, one,
            [&](const char* name, double value, int decimals) { json.fixed_member(name, value, decimals); },
            [&](const char* name, std::string_view value) { json.member(name, value); });
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace

double shown_limit(const isochrone_request& request, std::uint32_t limit) {
    return limit / (request.query.what == reach::metric::time ? 60'000.0 : 1'000.0);
}

result<void> write_circles(const std::string& path, const isochrone_request& request, const circles& found,
                           const common_options& common) {
    auto out = open_output(path);
    if (!out) return pass_on(out);
    if (request.format == output_format::csv)
        out->put(as_csv(request, found));
    else if (request.format == output_format::html)
        write_circles_page(*out, request, found);
    else
        write_geojson(*out, request, found);
    if (auto done = out->finish(); !done) return done;
    if (!is_file(path)) return {};
    if (common.json) return print_json([&](files::json_writer& json) { write_summary(json, path, request, found); });
    if (common.quiet) return {};
    return print(as_table(request, found.figures));
}

}  // namespace yizhan::app
