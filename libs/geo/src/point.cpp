#include <yizhan/geo/point.hpp>

namespace yizhan::geo {

closest_point closest_on_stretch(point p, point a, point b, const local_scale& scale) {
    const double dx = scale.x * (static_cast<double>(b.lon) - a.lon);
    const double dy = scale.y * (static_cast<double>(b.lat) - a.lat);
    const double px = scale.x * (static_cast<double>(p.lon) - a.lon);
    const double py = scale.y * (static_cast<double>(p.lat) - a.lat);
    const double length2 = dx * dx + dy * dy;
    const double share = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
    const point at{static_cast<std::int32_t>(std::lround(a.lon + share * (static_cast<double>(b.lon) - a.lon))),
                   static_cast<std::int32_t>(std::lround(a.lat + share * (static_cast<double>(b.lat) - a.lat)))};
    const double rx = px - share * dx;
    const double ry = py - share * dy;
    return {share, at, std::sqrt(rx * rx + ry * ry)};
}

}  // namespace yizhan::geo
