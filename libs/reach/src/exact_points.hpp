#pragma once

#include <yizhan/reach/stretches.hpp>

#include <algorithm>

namespace yizhan::reach {

/// A position in units of 1e-7 degree, not rounded: so that part of a line lies on the line.
struct exact_position {
    double lon;
    double lat;

    exact_position(double x, double y) : lon(x), lat(y) {}
    explicit exact_position(geo::point p) : lon(p.lon), lat(p.lat) {}
    static exact_position between(geo::point a, geo::point b, double share) {
        return {a.lon + share * (static_cast<double>(b.lon) - a.lon),
                a.lat + share * (static_cast<double>(b.lat) - a.lat)};
    }
};

/// Calls `emit(exact_position)` for the points of a part of a segment, ends interpolated, in the segment's direction.
template <class Emit>
void walk_points(const streets::travel_graph& graph, const stretch& part, Emit emit) {
    const auto points = graph.points_of(part.segment);
    if (part.from <= 0 && part.to >= 1) {
        for (const auto p : points)
            emit(exact_position(p));
        return;
    }
    const auto scale = geo::local_scale::at(points.front().lat_degrees());
    double total = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        total += scale.metres(points[i], points[i + 1]);
    const double begin = part.from * total;
    const double end = part.to * total;
    double gone = 0;
    bool inside = false;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double piece = scale.metres(points[i], points[i + 1]);
        const bool last = i + 2 == points.size();
        const auto at = [&](double metres) {
            const double share = piece > 0 ? std::clamp((metres - gone) / piece, 0.0, 1.0) : 0.0;
            return exact_position::between(points[i], points[i + 1], share);
        };
        if (!inside && (gone + piece >= begin || last)) {
            emit(at(begin));
            inside = true;
        }
        if (inside && (gone + piece >= end || last)) {
            emit(at(end));
            return;
        }
        if (inside) emit(exact_position(points[i + 1]));
        gone += piece;
    }
}

}  // namespace yizhan::reach
