#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"
#include "starts.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/reach/isochrone.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace yizhan::app {
namespace {

using files::output_format;

struct isochrone_call {
    std::vector<std::string> at;
    std::string mode;
    std::string minutes;
    std::string metres;
    bool toward = false;
    std::string as = "polygon";
    std::string overlap = "keep";
    std::string offset = "40";
    std::string output;
};

// The call's options, read and checked.
struct isochrone_request {
    streets::mode travel = streets::mode::walk;
    std::vector<geo::point> at;
    reach::isochrone_query query;
    bool lines = false;
    output_format format = output_format::geojson;
};

// One area or set of lines, with what is told about it.
struct circle {
    std::uint32_t limit;
    std::optional<std::uint32_t> start;
    std::optional<double> square_metres;
    double street_metres;
};

result<reach::overlap> parse_overlap(const std::string& text) {
    if (text == "keep") return reach::overlap::keep;
    if (text == "merge") return reach::overlap::merge;
    if (text == "split") return reach::overlap::split;
    return fail(errc::bad_call, fmt::format("--overlap {}: use keep, merge or split", text));
}

result<void> read_limits(const isochrone_call& call, reach::isochrone_query& query) {
    if (call.minutes.empty() == call.metres.empty())
        return fail(errc::bad_call, "give either --minutes or --metres, such as --minutes 5,10,15");
    const bool by_time = call.metres.empty();
    const auto values = by_time ? parse_positives("--minutes", call.minutes, most_minutes)
                                : parse_positives("--metres", call.metres, most_metres);
    if (!values) return std::unexpected(values.error());
    query.what = by_time ? reach::metric::time : reach::metric::length;
    for (const double value : *values)
        query.limits.push_back(static_cast<std::uint32_t>(std::ceil(value * (by_time ? 60'000 : 1'000))));
    return {};
}

result<isochrone_request> read_request(const isochrone_call& call) {
    isochrone_request request;
    const auto mode = streets::parse_mode(call.mode);
    if (!mode) return std::unexpected(mode.error());
    request.travel = *mode;
    auto at = parse_positions(call.at);
    if (!at) return pass_on(at);
    request.at = std::move(*at);
    if (auto limits = read_limits(call, request.query); !limits) return pass_on(limits);
    const auto overlap = parse_overlap(call.overlap);
    if (!overlap) return std::unexpected(overlap.error());
    request.query.overlaps = *overlap;
    const auto offset = parse_positive("--offset", call.offset, 1000);
    if (!offset) return std::unexpected(offset.error());
    if (*offset < 5) return fail(errc::bad_call, fmt::format("--offset {}: must be 5 to 1000 metres", call.offset));
    request.query.offset_metres = *offset;
    request.query.way = call.toward ? reach::direction::arriving : reach::direction::departing;
    if (call.as != "polygon" && call.as != "lines")
        return fail(errc::bad_call, fmt::format("--as {}: use polygon or lines", call.as));
    request.lines = call.as == "lines";
    constexpr std::array formats{output_format::geojson, output_format::json, output_format::csv};
    if (!call.output.empty() && call.output != "-") {
        const auto format = files::format_of(call.output, formats, "isochrones");
        if (!format) return std::unexpected(format.error());
        request.format = *format;
    }
    return request;
}

double shown_limit(const isochrone_request& request, std::uint32_t limit) {
    return limit / (request.query.what == reach::metric::time ? 60'000.0 : 1'000.0);
}

const char* limit_name(const isochrone_request& request) {
    return request.query.what == reach::metric::time ? "minutes" : "metres";
}

// What is told about a circle, as members of an open JSON object: `member(name, number, decimals)` and
// `text(name, text)` write them.
template <class Member, class Text>
void tell(const isochrone_request& request, const circle& one, Member member, Text text) {
    text("mode", streets::name_of(request.travel));
    text("direction", request.query.way == reach::direction::arriving ? "toward" : "from");
    member(limit_name(request), shown_limit(request, one.limit), 5);
    if (one.start) {
        member("start", *one.start + 1.0, 0);
        member("lon", request.at[*one.start].lon_degrees(), 7);
        member("lat", request.at[*one.start].lat_degrees(), 7);
    }
    if (one.square_metres) member("area_km2", *one.square_metres / 1e6, 6);
    member("street_km", one.street_metres / 1e3, 3);
}

class result_writer {
public:
    result_writer(const isochrone_request& request, const isochrone_call& call, context& with)
        : request_(&request), call_(&call), with_(&with) {}

    // `geometry(writer, i)` writes the geometry of circle i.
    template <class Geometry>
    result<void> write(const std::vector<circle>& circles, Geometry geometry) {
        auto out = open_output(call_->output);
        if (!out) return pass_on(out);
        if (request_->format == output_format::csv)
            out->put(csv(circles));
        else
            write_geojson(*out, circles, geometry);
        if (auto done = out->finish(); !done) return done;
        if (call_->output.empty() || call_->output == "-") return {};
        if (with_->common.json) return print_json([&](files::json_writer& json) { summary_json(json, circles); });
        if (with_->common.quiet) return {};
        return print(table(circles));
    }

private:
    template <class Geometry>
    void write_geojson(files::output& out, const std::vector<circle>& circles, Geometry geometry) const {
        files::json_writer json(into(out));
        files::geojson_writer writer(json);
        for (std::size_t i = 0; i < circles.size(); ++i) {
            writer.begin_feature();
            geometry(writer, i);
            tell(
                *request_, circles[i],
                [&](const char* name, double value, int decimals) { writer.fixed_property(name, value, decimals); },
                [&](const char* name, std::string_view value) { writer.property(name, value); });
            writer.end_feature();
        }
        writer.finish();
    }

    void summary_json(files::json_writer& json, const std::vector<circle>& circles) const {
        json.begin_object();
        json.member("file", call_->output);
        json.member("attribution", files::osm_attribution);
        json.key("circles");
        json.begin_array();
        for (const auto& one : circles) {
            json.new_line();
            json.begin_object();
            tell(
                *request_, one,
                [&](const char* name, double value, int decimals) { json.fixed_member(name, value, decimals); },
                [&](const char* name, std::string_view value) { json.member(name, value); });
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }

    [[nodiscard]] std::string csv(const std::vector<circle>& circles) const {
        auto text = fmt::format("mode,{},start,lon,lat,area_km2,street_km\n", limit_name(*request_));
        for (const auto& one : circles) {
            std::string start = ",,";
            if (one.start)
                start = fmt::format("{},{},{}", *one.start + 1, files::degrees_text(request_->at[*one.start].lon),
                                    files::degrees_text(request_->at[*one.start].lat));
            text += fmt::format("{},{},{},{},{}\n", streets::name_of(request_->travel),
                                files::fixed_text(shown_limit(*request_, one.limit), 5), start,
                                one.square_metres ? files::fixed_text(*one.square_metres / 1e6, 6) : "",
                                files::fixed_text(one.street_metres / 1e3, 3));
        }
        return text;
    }

    [[nodiscard]] std::string table(std::vector<circle> circles) const {
        std::ranges::stable_sort(circles, {}, [](const circle& one) { return std::pair(one.start, one.limit); });
        using side = files::text_table::side;
        files::text_table shown({{"start", side::right},
                                 {limit_name(*request_), side::right},
                                 {"area km²", side::right},
                                 {"streets km", side::right}});
        for (const auto& one : circles)
            shown.add({one.start ? fmt::format("{}", *one.start + 1) : "all",
                       files::fixed_text(shown_limit(*request_, one.limit), 2),
                       one.square_metres ? fmt::format("{:.3f}", *one.square_metres / 1e6) : "-",
                       fmt::format("{:.1f}", one.street_metres / 1e3)});
        return shown.text();
    }

    const isochrone_request* request_;
    const isochrone_call* call_;
    context* with_;
};

result<void> run(const isochrone_call& call, context& with) {
    auto request = read_request(call);
    if (!request) return pass_on(request);
    const auto home = open_city(with.common);
    if (!home) return std::unexpected(home.error());
    const auto graph = open_graph(*home, request->travel);
    if (!graph) return std::unexpected(graph.error());
    auto starts = snap_starts(*graph, *home, request->travel, request->at);
    if (!starts) return pass_on(starts);
    request->query.starts = std::move(*starts);

    reach::isochrone_maker maker(*graph);
    result_writer writer(*request, call, with);
    std::vector<circle> circles;
    if (request->lines) {
        const auto found = maker.lines(request->query);
        for (const auto& one : found)
            circles.push_back({one.limit, one.start, std::nullopt, one.street_metres});
        return writer.write(
            circles, [&](files::geojson_writer& to, std::size_t i) { to.multi_line(found[i].points, found[i].first); });
    }
    const auto areas = maker.areas(request->query);
    if (!areas) return std::unexpected(areas.error());
    const auto& found = *areas;
    for (const auto& one : found)
        circles.push_back({one.limit, one.start, one.area.area(), one.street_metres});
    return writer.write(circles, [&](files::geojson_writer& to, std::size_t i) { to.area(found[i].area); });
}

}  // namespace

void add_isochrone(command_line& commands) {
    auto call = std::make_shared<isochrone_call>();
    commands.add("isochrone", "Where one gets to within minutes or metres, as areas or streets",
                 "yizhan isochrone --city porto --at -8.611,41.149 --mode ebike --minutes 5,10,15 -o circles.geojson",
                 [call](context& with) { return run(*call, with); });
    commands.list({"--at", "LON,LAT", "A start in degrees of WGS-84; repeat for several", true}, call->at);
    commands.text({"--mode", "MODE", "walk, ebike, bike or drive", true}, call->mode);
    commands.text({"--minutes", "M,…", "Travel times, each above 0 and at most 720"}, call->minutes);
    commands.text({"--metres", "M,…", "Or travel lengths, each above 0 and at most 100000"}, call->metres);
    commands.flag({"--toward", "", "From where the place can be reached, instead of what can be reached from it"},
                  call->toward);
    commands.text({"--as", "polygon|lines", "Areas (default) or the streets themselves"}, call->as);
    commands.text({"--overlap", "keep|merge|split",
                   "Several starts: areas over one another (default), one area, or what is nearest to each"},
                  call->overlap);
    commands.text({"--offset", "METRES", "How far areas may reach beyond the streets: 5 to 1000 (default 40)"},
                  call->offset);
    commands.text({"-o,--output", "FILE",
                   "Where to write: .geojson or .json (areas), .csv (figures); default: standard "
                   "output"},
                  call->output);
}

}  // namespace yizhan::app
