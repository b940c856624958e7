#pragma once

#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::geo {

/// Areas with holes in flat arrays. Rings are stored without repeating their first point; each polygon is an outer
/// ring (counter-clockwise) followed by its holes (clockwise), as GeoJSON (RFC 7946) wants them.
struct multipolygon {
    struct ring {
        std::uint32_t first;  ///< into `points`
        std::uint32_t count;
        bool outer;
    };
    std::vector<point> points;
    std::vector<ring> rings;

    [[nodiscard]] std::span<const point> points_of(const ring& r) const {
        return std::span(points).subspan(r.first, r.count);
    }
    /// Square metres, holes taken off: flat around each ring's own latitude.
    [[nodiscard]] double area() const;
    /// True for points inside and on the border; on the border of a hole too. O(points).
    [[nodiscard]] bool contains(point p) const;
};

}  // namespace yizhan::geo
