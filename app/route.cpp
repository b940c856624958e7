#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"
#include "route_text.hpp"
#include "starts.hpp"
#include "travel.hpp"

#include <yizhan/reach/best_order.hpp>
#include <yizhan/reach/matrix.hpp>
#include <yizhan/reach/route.hpp>

#include <fmt/format.h>

#include <array>
#include <numeric>

namespace yizhan::app {
namespace {

using files::output_format;

struct route_call {
    std::vector<std::string> at;
    std::string mode;
    bool best_order = false;
    bool fixed_last = false;
    std::string language = "en";
    std::string output;
};

struct route_request {
    streets::mode travel = streets::mode::walk;
    std::vector<geo::point> at;
    reach::language language = reach::language::en;
    std::optional<output_format> format;  // none: a table
};

result<route_request> read_request(const route_call& call, const common_options& common) {
    route_request request;
    const auto mode = streets::parse_mode(call.mode);
    if (!mode) return std::unexpected(mode.error());
    request.travel = *mode;
    auto at = parse_positions(call.at);
    if (!at) return pass_on(at);
    request.at = std::move(*at);
    if (request.at.size() < 2) return fail(errc::bad_call, "a route needs two places: give --at at least twice");
    if (call.fixed_last && !call.best_order) return fail(errc::bad_call, "--fixed-last goes with --best-order");
    if (call.language != "en" && call.language != "zh")
        return fail(errc::bad_call, fmt::format("--language {}: use en or zh", call.language));
    request.language = call.language == "zh" ? reach::language::zh : reach::language::en;
    constexpr std::array formats{output_format::geojson, output_format::json, output_format::csv, output_format::html};
    auto format = asked_format(call.output, common.json, formats, "a route");
    if (!format) return pass_on(format);
    request.format = *format;
    return request;
}

// The order in which to visit the places: as given, or the quickest.
result<std::vector<std::uint32_t>> visiting_order(const route_call& call, const streets::travel_graph& graph,
                                                  std::span<const reach::snapped> places,
                                                  const reach::hierarchy& shortcuts, context& with) {
    std::vector<std::uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0U);
    if (!call.best_order) return order;
    reach::matrix_options options;
    options.shortcuts = &shortcuts;
    const auto times = reach::matrix(graph, places, places, options);
    auto best = reach::best_order(times, places.size(), {call.fixed_last});
    if (!best) return pass_on(best);
    if (!best->proven) with.say.info("the order is good, but not proven to be the best: so many places take too long");
    return std::move(best->order);
}

result<void> write_route(const route_call& call, const route_request& request, const route_found& found,
                         const streets::travel_graph& graph, const common_options& common) {
    auto out = open_output(call.output);
    if (!out) return pass_on(out);
    const auto format = request.format;
    if (!format)
        out->put(route_table(found));
    else if (*format == output_format::csv)
        out->put(route_csv(found));
    else if (*format == output_format::geojson)
        write_route_geojson(*out, found);
    else if (*format == output_format::html)
        write_route_page(*out, found, graph);
    else
        write_route_json(*out, found);
    if (auto done = out->finish(); !done) return done;
    if (!is_file(call.output) || common.quiet) return {};
    if (!common.json) return print(route_summary(found));
    return print_json([&](files::json_writer& json) { write_route_figures(json, found); });
}

result<void> run(const route_call& call, context& with) {
    const auto request = read_request(call, with.common);
    if (!request) return std::unexpected(request.error());
    const auto opened = open_streets(with.common, request->travel);
    if (!opened) return std::unexpected(opened.error());
    const auto& [home, graph] = *opened;
    const auto places = snap_starts(graph, home, request->travel, request->at);
    if (!places) return std::unexpected(places.error());
    const auto shortcuts = ready_hierarchy(home, graph, request->travel, with);
    auto order = visiting_order(call, graph, *places, shortcuts, with);
    if (!order) return pass_on(order);
    std::vector<reach::snapped> stops;
    for (const auto index : *order)
        stops.push_back((*places)[index]);
    reach::router router(graph, &shortcuts);
    const auto way = router.find(stops);
    if (!way) return std::unexpected(way.error());
    const route_found found{request->travel, request->language, request->at, *order, *way};
    return write_route(call, *request, found, graph, with.common);
}

}  // namespace

void add_route(command_line& commands) {
    auto call = std::make_shared<route_call>();
    commands.add("route", "The quickest way through places, with its steps",
                 "yizhan route --city porto --at -8.611,41.149 --at -8.605,41.142 --mode ebike -o route.geojson",
                 [call](context& with) { return run(*call, with); });
    commands.list({"--at", "LON,LAT", "A place in degrees of WGS-84; twice or more, in order", true}, call->at);
    commands.text(mode_option(), call->mode);
    commands.flag({"--best-order", "", "Visit the places after the first in the quickest order"}, call->best_order);
    commands.flag({"--fixed-last", "", "But keep the last one last"}, call->fixed_last);
    commands.text({"--language", "en|zh", "Of the steps (default en)"}, call->language);
    commands.text({"-o,--output", "FILE",
                   "Where to write: .geojson or .json (the line), .csv (the steps), .html (a map); default: a table of "
                   "the steps"},
                  call->output);
}

}  // namespace yizhan::app
