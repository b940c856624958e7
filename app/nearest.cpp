#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"
#include "starts.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/reach/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace yizhan::app {
namespace {

using files::output_format;

struct nearest_call {
    std::string at;
    std::string mode;
    std::string count = "5";
    std::string places;
    bool toward = false;
    std::string output;
};

struct nearest_request {
    streets::mode travel = streets::mode::walk;
    geo::point at;
    std::uint32_t count = 5;
    reach::direction way = reach::direction::departing;
    std::optional<output_format> format;  // none: a table
};

result<nearest_request> read_request(const nearest_call& call, const common_options& common) {
    nearest_request request;
    const auto mode = streets::parse_mode(call.mode);
    if (!mode) return std::unexpected(mode.error());
    request.travel = *mode;
    const auto at = parse_position(call.at);
    if (!at) return std::unexpected(at.error());
    request.at = *at;
    const auto count = parse_count("-k", call.count, 1'000'000);
    if (!count) return std::unexpected(count.error());
    request.count = *count;
    request.way = call.toward ? reach::direction::arriving : reach::direction::departing;
    constexpr std::array formats{output_format::csv, output_format::geojson, output_format::json};
    auto format = asked_format(call.output, common.json, formats, "places");
    if (!format) return pass_on(format);
    request.format = *format;
    return request;
}

// The places found, beside the list they come from.
struct findings {
    const nearest_request& request;
    const files::place_list& list;
    std::vector<reach::near_place> found;  // `place` is the index in the list
    std::size_t far = 0;

    [[nodiscard]] const files::place& place(std::size_t i) const { return list.places[found[i].place]; }
    [[nodiscard]] double seconds(std::size_t i) const { return found[i].ms / 1e3; }
    [[nodiscard]] double metres(std::size_t i) const { return found[i].mm / 1e3; }
};

constexpr std::array<std::string_view, 6> own_columns{"id", "name", "lon", "lat", "seconds", "metres"};

bool is_own_column(std::string_view name) {
    return std::ranges::find(own_columns, name) != own_columns.end();
}

std::string as_table(const findings& all) {
    using side = files::text_table::side;
    files::text_table table({{"#", side::right}, {"id"}, {"name"}, {"minutes", side::right}, {"metres", side::right}});
    for (std::size_t i = 0; i < all.found.size(); ++i)
        table.add({fmt::format("{}", i + 1), all.place(i).id, all.place(i).name,
                   fmt::format("{:.1f}", all.seconds(i) / 60), fmt::format("{:.0f}", all.metres(i))});
    return table.text();
}

std::string as_csv(const findings& all) {
    std::string text = "id,name,lon,lat,seconds,metres";
    for (const auto& name : all.list.attribute_names) {
        if (is_own_column(name)) continue;
        text += ',';
        files::append_csv_field(text, name);
    }
    text += '\n';
    for (std::size_t i = 0; i < all.found.size(); ++i) {
        const auto& place = all.place(i);
        files::append_csv_field(text, place.id);
        text += ',';
        files::append_csv_field(text, place.name);
        text += fmt::format(",{},{},{},{}", files::degrees_text(place.at.lon), files::degrees_text(place.at.lat),
                            files::fixed_text(all.seconds(i), 1), files::fixed_text(all.metres(i), 1));
        for (std::size_t j = 0; j < place.attributes.size(); ++j) {
            if (is_own_column(all.list.attribute_names[j])) continue;
            text += ',';
            files::append_csv_field(text, place.attributes[j]);
        }
        text += '\n';
    }
    return text;
}

void write_geojson(files::output& out, const findings& all) {
    files::json_writer json(into(out));
    files::geojson_writer writer(json);
    for (std::size_t i = 0; i < all.found.size(); ++i) {
        const auto& place = all.place(i);
        writer.begin_feature(place.id);
        writer.point(place.at);
        writer.property("name", place.name);
        writer.fixed_property("seconds", all.seconds(i), 1);
        writer.fixed_property("metres", all.metres(i), 1);
        for (std::size_t j = 0; j < place.attributes.size(); ++j)
            if (!is_own_column(all.list.attribute_names[j]))
                writer.property(all.list.attribute_names[j], place.attributes[j]);
        writer.end_feature();
    }
    writer.finish();
}

void write_json(files::output& out, const findings& all) {
    files::json_writer json(into(out));
    json.begin_object();
    json.member("mode", streets::name_of(all.request.travel));
    json.member("direction", all.request.way == reach::direction::arriving ? "toward" : "from");
    json.key("at");
    json.position(all.request.at);
    json.member("far_from_streets", all.far);
    json.member("attribution", files::osm_attribution);
    json.key("places");
    json.begin_array();
    for (std::size_t i = 0; i < all.found.size(); ++i) {
        const auto& place = all.place(i);
        json.new_line();
        json.begin_object();
        json.member("id", place.id);
        json.member("name", place.name);
        json.fixed_member("lon", place.at.lon_degrees(), 7);
        json.fixed_member("lat", place.at.lat_degrees(), 7);
        json.fixed_member("seconds", all.seconds(i), 1);
        json.fixed_member("metres", all.metres(i), 1);
        json.key("attributes");
        json.begin_object();
        for (std::size_t j = 0; j < place.attributes.size(); ++j)
            json.member(all.list.attribute_names[j], place.attributes[j]);
        json.end_object();
        json.end_object();
    }
    json.end_array();
    json.end_object();
    json.finish();
}

result<void> write_result(const nearest_call& call, const findings& all) {
    auto out = open_output(call.output);
    if (!out) return pass_on(out);
    if (!all.request.format)
        out->put(as_table(all));
    else if (*all.request.format == output_format::csv)
        out->put(as_csv(all));
    else if (*all.request.format == output_format::geojson)
        write_geojson(*out, all);
    else
        write_json(*out, all);
    return out->finish();
}

result<void> run(const nearest_call& call, context& with) {
    const auto request = read_request(call, with.common);
    if (!request) return std::unexpected(request.error());
    const auto list = files::read_places(call.places);
    if (!list) return std::unexpected(list.error());
    const auto opened = open_streets(with.common, request->travel);
    if (!opened) return std::unexpected(opened.error());
    const auto& [home, graph] = *opened;
    const auto start = snap_starts(graph, home, request->travel, std::span(&request->at, 1));
    if (!start) return std::unexpected(start.error());
    const auto places = snap_places(graph, home, request->travel, *list);
    if (!places) return std::unexpected(places.error());
    if (places->far > 0)
        with.say.warning(
            fmt::format("{} of {} places are too far from any street and left out", places->far, list->places.size()));

    reach::nearest_finder finder(graph, places->at);
    findings all{*request, *list, finder.find(start->front(), request->count, request->way), places->far};
    for (auto& item : all.found)
        item.place = places->index[item.place];
    return write_result(call, all);
}

}  // namespace

void add_nearest(command_line& commands) {
    auto call = std::make_shared<nearest_call>();
    commands.add("nearest", "The places of a list that are quickest to reach",
                 "yizhan nearest --city porto --at -8.611,41.149 --mode walk -k 5 --places stations.csv",
                 [call](context& with) { return run(*call, with); });
    commands.text({"--at", "LON,LAT", "Where one is, in degrees of WGS-84", true}, call->at);
    commands.text(mode_option(), call->mode);
    commands.text({"-k", "COUNT", "How many places (default 5)"}, call->count);
    commands.text(
        {"--places", "FILE", "The places: CSV with id,name,lon,lat or GeoJSON points; - is standard input", true},
        call->places);
    commands.flag({"--toward", "", "Quickest to come from, instead of quickest to go to"}, call->toward);
    commands.text(
        {"-o,--output", "FILE", "Where to write: .csv, .geojson or .json (default: a table on standard output)"},
        call->output);
}

}  // namespace yizhan::app
