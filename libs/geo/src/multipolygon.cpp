#include <yizhan/geo/multipolygon.hpp>

namespace yizhan::geo {
namespace {

enum class side : std::uint8_t { outside, inside, border };

side side_of(point p, std::span<const point> ring) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[(i + 1) % ring.size()];
        const auto cross = (std::int64_t{b.lon} - a.lon) * (std::int64_t{p.lat} - a.lat) -
                           (std::int64_t{b.lat} - a.lat) * (std::int64_t{p.lon} - a.lon);
        const bool between = std::min(a.lon, b.lon) <= p.lon && p.lon <= std::max(a.lon, b.lon) &&
                             std::min(a.lat, b.lat) <= p.lat && p.lat <= std::max(a.lat, b.lat);
        if (cross == 0 && between) return side::border;
        if ((a.lat > p.lat) != (b.lat > p.lat) && (cross > 0) == (b.lat > a.lat)) inside = !inside;
    }
    return inside ? side::inside : side::outside;
}

double signed_area(std::span<const point> ring) {
    const auto origin = ring.front();
    const auto scale = local_scale::at(origin.lat_degrees());
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[(i + 1) % ring.size()];
        twice += (static_cast<double>(a.lon) - origin.lon) * (static_cast<double>(b.lat) - origin.lat) -
                 (static_cast<double>(b.lon) - origin.lon) * (static_cast<double>(a.lat) - origin.lat);
    }
    return twice / 2 * scale.x * scale.y;
}

}  // namespace

double multipolygon::area() const {
    double sum = 0;
    for (const auto& r : rings)
        sum += (r.outer ? 1 : -1) * std::abs(signed_area(points_of(r)));
    return sum;
}

bool multipolygon::contains(point p) const {
    bool inside = false;
    for (const auto& r : rings) {
        const auto where = side_of(p, points_of(r));
        if (where == side::border) return true;
        if (where == side::inside) inside = r.outer;
    }
    return inside;
}

}  // namespace yizhan::geo
