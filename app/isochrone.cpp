#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "isochrone_output.hpp"
#include "output_result.hpp"
#include "starts.hpp"

#include <yizhan/reach/isochrone.hpp>

#include <fmt/format.h>

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
    constexpr std::array formats{output_format::geojson, output_format::json, output_format::csv, output_format::html};
    auto format = asked_format(call.output, false, formats, "isochrones");
    if (!format) return pass_on(format);
    request.format = format->value_or(output_format::geojson);
    return request;
}

result<circles> find_circles(const streets::travel_graph& graph, const isochrone_request& request) {
    reach::isochrone_maker maker(graph);
    circles found;
    if (!request.lines) {
        auto areas = maker.areas(request.query);
        if (!areas) return pass_on(areas);
        found.areas = std::move(*areas);
        for (const auto& one : found.areas)
            found.figures.push_back({one.limit, one.start, one.area.area(), one.street_metres});
    }
    if (!request.lines && request.format != output_format::html) return found;
    found.lines = maker.lines(request.query);
    if (!request.lines) return found;
    for (const auto& one : found.lines)
        found.figures.push_back({one.limit, one.start, std::nullopt, one.street_metres});
    return found;
}

result<void> run(const isochrone_call& call, context& with) {
    auto request = read_request(call);
    if (!request) return pass_on(request);
    const auto opened = open_streets(with.common, request->travel);
    if (!opened) return std::unexpected(opened.error());
    const auto& [home, graph] = *opened;
    auto starts = snap_starts(graph, home, request->travel, request->at);
    if (!starts) return pass_on(starts);
    request->query.starts = std::move(*starts);

    auto found = find_circles(graph, *request);
    if (!found) return pass_on(found);
    return write_circles(call.output, *request, *found, with.common);
}

}  // namespace

void add_isochrone(command_line& commands) {
    auto call = std::make_shared<isochrone_call>();
    commands.add("isochrone", "Where one gets to within minutes or metres, as areas or streets",
                 "yizhan isochrone --city porto --at -8.611,41.149 --mode ebike --minutes 5,10,15 -o circles.geojson",
                 [call](context& with) { return run(*call, with); });
    commands.list({"--at", "LON,LAT", "A start in degrees of WGS-84; repeat for several", true}, call->at);
    commands.text(mode_option(), call->mode);
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
                   "Where to write: .geojson or .json, .csv (figures), .html (a map); default: standard "
                   "output"},
                  call->output);
}

}  // namespace yizhan::app
