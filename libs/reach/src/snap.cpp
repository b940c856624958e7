#include <yizhan/reach/snap.hpp>

#include <fmt/format.h>

#include <cmath>

namespace yizhan::reach {
namespace {

// Share of a polyline's length at which its piece `piece` has gone `share` of its own way.
double share_along(std::span<const geo::point> points, std::size_t piece, double share, const geo::local_scale& scale) {
    double total = 0;
    double before = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double metres = scale.metres(points[i], points[i + 1]);
        if (i < piece) before += metres;
        if (i == piece) before += share * metres;
        total += metres;
    }
    return total > 0 ? std::min(before / total, 1.0) : 0.0;
}

}  // namespace

result<snapped> snap(const streets::travel_graph& graph, geo::point place, const snap_options& options) {
    const auto scale = geo::local_scale::at(place.lat_degrees());
    const auto& segments = graph.arrays().segments;
    std::optional<std::uint32_t> best;
    std::size_t best_piece = 0;
    geo::closest_point closest{0, place, options.max_metres};
    graph.index().nearest(place, options.max_metres, [&](std::uint32_t id, double limit) {
        if (!segments[id].snappable()) return limit;
        const auto points = graph.points_of(id);
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const auto candidate = geo::closest_on_stretch(place, points[i], points[i + 1], scale);
            const bool nearer = candidate.metres < closest.metres || (!best && candidate.metres <= closest.metres);
            if (!nearer) continue;
            best = id;
            best_piece = i;
            closest = candidate;
        }
        return closest.metres;
    });
    if (!best)
        return fail(errc::not_found,
                    fmt::format("no street within {:.0f} m of {:.7f},{:.7f}: give a place inside the city (LON,LAT)",
                                options.max_metres, place.lon_degrees(), place.lat_degrees()));
    return snapped{*best,
                   share_along(graph.points_of(*best), best_piece, closest.share, scale),
                   place,
                   closest.at,
                   closest.metres,
                   static_cast<std::uint32_t>(std::lround(closest.metres * 3600.0 / options.walk_kmh)),
                   static_cast<std::uint32_t>(std::lround(closest.metres * 1000.0))};
}

}  // namespace yizhan::reach
