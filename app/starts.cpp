#include "starts.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/files/json_writer.hpp>
#include <yizhan/streets/rules.hpp>

#include <fmt/format.h>

#include <optional>

namespace yizhan::app {
namespace {

result<reach::snap_options> snap_options_of(const city& of, streets::mode m) {
    const auto rules = streets::load_rules(m, of.settings_text, of.paths.settings().string());
    if (!rules) return fail(errc::bad_input, rules.error().message);
    return reach::snap_options{rules->snap.max_metres, rules->snap.walk_kmh};
}

// "41.15,-8.61" for a place in Porto: valid, but in the wrong order.
std::optional<geo::point> swapped(geo::point p, const geo::box& bounds) {
    constexpr std::int32_t most_lat = 90 * 10'000'000;
    if (p.lon > most_lat || p.lon < -most_lat) return std::nullopt;
    const geo::point other{p.lat, p.lon};
    if (!bounds.contains(other)) return std::nullopt;
    return other;
}

}  // namespace

result<std::vector<reach::snapped>> snap_starts(const streets::travel_graph& graph, const city& of, streets::mode m,
                                                std::span<const geo::point> at) {
    const auto options = snap_options_of(of, m);
    if (!options) return std::unexpected(options.error());
    std::vector<reach::snapped> starts;
    for (const auto place : at) {
        const auto start = reach::snap(graph, place, *options);
        if (start) {
            starts.push_back(*start);
            continue;
        }
        if (const auto meant = swapped(place, graph.summary().bounds))
            return fail(errc::not_found,
                        fmt::format("no street near --at {},{}: longitude comes first; is --at {},{} meant?",
                                    files::degrees_text(place.lon), files::degrees_text(place.lat),
                                    files::degrees_text(meant->lon), files::degrees_text(meant->lat)));
        return std::unexpected(start.error());
    }
    return starts;
}

result<snapped_places> snap_places(const streets::travel_graph& graph, const city& of, streets::mode m,
                                   const files::place_list& list) {
    const auto options = snap_options_of(of, m);
    if (!options) return std::unexpected(options.error());
    std::vector<std::optional<reach::snapped>> tried(list.places.size());
    parallel_for(list.places.size(), 0, [&](std::size_t i, unsigned) {
        if (auto place = reach::snap(graph, list.places[i].at, *options)) tried[i] = *place;
    });
    snapped_places places;
    for (std::size_t i = 0; i < tried.size(); ++i) {
        if (!tried[i]) {
            ++places.far;
            continue;
        }
        places.at.push_back(*tried[i]);
        places.index.push_back(static_cast<std::uint32_t>(i));
    }
    return places;
}

}  // namespace yizhan::app
