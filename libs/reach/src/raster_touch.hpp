#pragma once

// The templates of raster.hpp, which includes this file at its end.

#include <algorithm>
#include <cmath>

namespace yizhan::reach {

template <class Touch>
void touch_cells(const raster_frame& frame, std::span<const exact_position> points, Touch touch) {
    const double per_x = 1.0 / frame.lattice.step_lon;
    const double per_y = 1.0 / frame.lattice.step_lat;
    const auto across = [&](exact_position p) { return p.lon * per_x - frame.x; };
    const auto up = [&](exact_position p) { return p.lat * per_y - frame.y; };

    double x = across(points.front());
    double y = up(points.front());
    auto column = static_cast<std::uint32_t>(x);
    auto row = static_cast<std::uint32_t>(y);
    touch(column, row);
    for (const auto& point : points.subspan(1)) {
        const double next_x = across(point);
        const double next_y = up(point);
        const auto next_column = static_cast<std::uint32_t>(next_x);
        const auto next_row = static_cast<std::uint32_t>(next_y);
        if (next_row == row) {
            const auto last = std::max(column, next_column);
            for (auto c = std::min(column, next_column); c <= last; ++c)
                touch(c, row);
        } else {
            // Row by row, from the lower end to the upper one: the part of the line that lies within the row.
            const bool rising = next_y > y;
            const double low_x = rising ? x : next_x;
            const double low_y = rising ? y : next_y;
            const double high_x = rising ? next_x : x;
            const double slope = (next_x - x) / (next_y - y);
            const auto low_row = std::min(row, next_row);
            const auto high_row = std::max(row, next_row);
            for (auto r = low_row; r <= high_row; ++r) {
                const double enter = r == low_row ? low_x : low_x + (r - low_y) * slope;
                const double leave = r == high_row ? high_x : low_x + (r + 1.0 - low_y) * slope;
                const auto last = static_cast<std::uint32_t>(std::max(enter, leave));
                for (auto c = static_cast<std::uint32_t>(std::min(enter, leave)); c <= last; ++c)
                    touch(c, r);
            }
        }
        x = next_x;
        y = next_y;
        column = next_column;
        row = next_row;
    }
}

}  // namespace yizhan::reach
