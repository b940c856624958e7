#include "rings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace yizhan::streets {
namespace {

// Twice the signed area, in square units, and the centroid's offset from the first point.
struct moments {
    double area = 0;
    double x = 0;
    double y = 0;
};

moments moments_of(ring_points ring) {
    moments m;
    const auto origin = ring.front();
    const auto dx = [&](geo::point p) { return static_cast<double>(p.lon) - origin.lon; };
    const auto dy = [&](geo::point p) { return static_cast<double>(p.lat) - origin.lat; };
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double cross = dx(ring[i]) * dy(ring[i + 1]) - dx(ring[i + 1]) * dy(ring[i]);
        m.area += cross;
        m.x += cross * (dx(ring[i]) + dx(ring[i + 1]));
        m.y += cross * (dy(ring[i]) + dy(ring[i + 1]));
    }
    if (m.area != 0) {
        m.x /= 3 * m.area;
        m.y /= 3 * m.area;
    }
    return m;
}

bool inside(const std::vector<ring_points>& rings, geo::point p) {
    return std::ranges::count_if(rings, [&](auto ring) { return ray_crosses_oddly(ring, p); }) % 2 == 1;
}

// Longitude at which the stretch a–b passes a height; nothing if it does not.
std::optional<double> crossing(geo::point a, geo::point b, std::int32_t lat) {
    if ((a.lat > lat) == (b.lat > lat)) return std::nullopt;
    const double share = (static_cast<double>(lat) - a.lat) / (static_cast<double>(b.lat) - a.lat);
    return a.lon + share * (static_cast<double>(b.lon) - a.lon);
}

std::optional<geo::point> widest_inside(const std::vector<ring_points>& rings, std::int32_t lat) {
    std::vector<double> cuts;
    for (const auto ring : rings)
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            if (const auto lon = crossing(ring[i], ring[i + 1], lat)) cuts.push_back(*lon);
    std::ranges::sort(cuts);
    std::optional<geo::point> best;
    double width = 0;
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
        if (cuts[i + 1] - cuts[i] <= width) continue;
        width = cuts[i + 1] - cuts[i];
        best = geo::point{static_cast<std::int32_t>(std::lround((cuts[i] + cuts[i + 1]) / 2)), lat};
    }
    return best;
}

}  // namespace

bool ray_crosses_oddly(ring_points ring, geo::point p) {
    bool odd = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        if (const auto lon = crossing(ring[i], ring[i + 1], p.lat); lon && *lon > p.lon) odd = !odd;
    return odd;
}

geo::point point_inside(const std::vector<ring_points>& rings) {
    ring_points largest = rings.front();
    moments best = moments_of(largest);
    for (const auto ring : rings) {
        const auto m = moments_of(ring);
        if (std::abs(m.area) <= std::abs(best.area)) continue;
        best = m;
        largest = ring;
    }
    if (best.area == 0) return mean_of(largest);
    const geo::point centroid{static_cast<std::int32_t>(std::lround(largest.front().lon + best.x)),
                              static_cast<std::int32_t>(std::lround(largest.front().lat + best.y))};
    if (inside(rings, centroid)) return centroid;
    return widest_inside(rings, centroid.lat).value_or(largest.front());
}

geo::point mean_of(std::span<const geo::point> points) {
    std::int64_t lon = 0;
    std::int64_t lat = 0;
    for (const auto p : points) {
        lon += p.lon;
        lat += p.lat;
    }
    const auto count = static_cast<std::int64_t>(points.size());
    return {static_cast<std::int32_t>(lon / count), static_cast<std::int32_t>(lat / count)};
}

}  // namespace yizhan::streets
