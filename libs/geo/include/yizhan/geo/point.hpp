#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <numbers>

namespace yizhan::geo {

/// A position in WGS-84, in units of 1e-7 degree (about 1.1 cm): OpenStreetMap's own resolution.
struct point {
    std::int32_t lon = 0;
    std::int32_t lat = 0;

    static constexpr double scale = 1e7;

    /// Precondition: |lon| <= 180, |lat| <= 90, both finite.
    static point from_degrees(double lon, double lat) {
        return {static_cast<std::int32_t>(std::lround(lon * scale)),
                static_cast<std::int32_t>(std::lround(lat * scale))};
    }
    [[nodiscard]] constexpr double lon_degrees() const { return lon / scale; }
    [[nodiscard]] constexpr double lat_degrees() const { return lat / scale; }

    constexpr auto operator<=>(const point&) const = default;
};

/// A box of positions, borders included. `box::empty()` contains nothing and extends to anything.
struct box {
    point min;
    point max;

    static constexpr box empty() { return {{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}}; }
    [[nodiscard]] constexpr bool is_empty() const { return min.lon > max.lon || min.lat > max.lat; }

    constexpr void extend(point p) {
        min = {std::min(min.lon, p.lon), std::min(min.lat, p.lat)};
        max = {std::max(max.lon, p.lon), std::max(max.lat, p.lat)};
    }
    constexpr void extend(const box& other) {
        if (other.is_empty()) return;
        extend(other.min);
        extend(other.max);
    }
    [[nodiscard]] constexpr bool contains(point p) const {
        return min.lon <= p.lon && p.lon <= max.lon && min.lat <= p.lat && p.lat <= max.lat;
    }
    /// Precondition: not empty.
    [[nodiscard]] constexpr point centre() const {
        return {static_cast<std::int32_t>((std::int64_t{min.lon} + max.lon) / 2),
                static_cast<std::int32_t>((std::int64_t{min.lat} + max.lat) / 2)};
    }
};

/// Metres per unit (1e-7 degree) of longitude and latitude around one latitude, from the ellipsoid's radii of
/// curvature (WGS-84). Flat distances with it are right to 1e-5 within 10 km of that latitude (to 1e-3 within
/// 100 km), up to 80 degrees north and south.
struct local_scale {
    double x;  ///< metres per unit of longitude
    double y;  ///< metres per unit of latitude

    static local_scale at(double lat_degrees) {
        constexpr double equatorial_radius = 6378137.0;
        constexpr double eccentricity2 = 0.00669437999014;
        constexpr double radians = std::numbers::pi / 180.0;
        const double sine = std::sin(lat_degrees * radians);
        const double w2 = 1.0 - eccentricity2 * sine * sine;
        const double prime_vertical = equatorial_radius / std::sqrt(w2);
        const double meridian = prime_vertical * (1.0 - eccentricity2) / w2;
        return {prime_vertical * std::cos(lat_degrees * radians) * radians / point::scale,
                meridian * radians / point::scale};
    }

    [[nodiscard]] double metres(point a, point b) const {
        const double dx = x * (static_cast<double>(b.lon) - a.lon);
        const double dy = y * (static_cast<double>(b.lat) - a.lat);
        return std::sqrt(dx * dx + dy * dy);
    }
};

/// Distance in metres, flat around the mean latitude: for points up to some tens of kilometres apart.
inline double metres_between(point a, point b) {
    return local_scale::at((a.lat_degrees() + b.lat_degrees()) / 2).metres(a, b);
}

/// The place on the stretch a–b closest to p: its share of the way from a (0..1), the place itself, and how far it
/// is from p in metres.
struct closest_point {
    double share;
    point at;
    double metres;
};
closest_point closest_on_stretch(point p, point a, point b, const local_scale& scale);

}  // namespace yizhan::geo
