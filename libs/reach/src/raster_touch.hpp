#pragma once

// The templates of raster.hpp, which includes this file at its end.

#include <algorithm>
#include <cmath>

namespace yizhan::reach {

template <class Touch>
cell_pen<Touch>::cell_pen(const raster_frame& frame, Touch touch)
    : per_x_(1.0 / frame.lattice.step_lon),
      per_y_(1.0 / frame.lattice.step_lat),
      frame_x_(frame.x),
      frame_y_(frame.y),
      touch_(touch) {}

template <class Touch>
template <class Points>
void cell_pen<Touch>::draw(const Points& points) const {
    auto at = place_of(exact_position(points[0]));
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto next = place_of(exact_position(points[i]));
        draw_between(at, next);
        at = next;
    }
}

// Most lines lie within one row or two: both rows are touched then, once or twice the same, without a branch.
template <class Touch>
[[gnu::always_inline]] inline void cell_pen<Touch>::draw_between(const place& a, const place& b) const {
    const bool rising = b.y > a.y;
    const place low = rising ? a : b;
    const place high = rising ? b : a;
    const auto [left, right] = std::minmax(a.x, b.x);
    const double slope = (high.x - low.x) / (high.y - low.y);
    const auto column_at = [&](double y) {  // where the line meets height y; of a level line, its left end
        return column_of(std::min(right, std::max(left, low.x + (y - low.y) * slope)));
    };
    auto from = low.column;
    auto row = low.row;
    for (; row + 1 < high.row; ++row) {
        const auto to = column_at(row + 1.0);
        touch_(std::min(from, to), std::max(from, to), row);
        from = to;
    }
    const auto to = high.row == row ? high.column : column_at(high.row);
    touch_(std::min(from, to), std::max(from, to), row);
    touch_(std::min(to, high.column), std::max(to, high.column), high.row);
}

template <class Touch>
[[gnu::always_inline]] inline cell_pen<Touch>::place cell_pen<Touch>::place_of(exact_position p) const {
    const double x = p.lon * per_x_ - frame_x_;
    const double y = p.lat * per_y_ - frame_y_;
    return {x, y, column_of(x), column_of(y)};
}

}  // namespace yizhan::reach
