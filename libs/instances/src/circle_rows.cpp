#include "circle_rows.hpp"

#include <yizhan/base/parallel.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace yizhan::instances {
namespace {

struct box {
    double low_x = std::numeric_limits<double>::infinity(), low_y = low_x;
    double high_x = -low_x, high_y = -low_x;
};

struct range {
    double low, high;
};

// Several at a time: one after another each comparison would wait for the one before.
range range_of(std::span<const double> values) {
    constexpr std::size_t lanes = 8;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::array<double, lanes> low;
    std::array<double, lanes> high;
    low.fill(infinity);
    high.fill(-infinity);
    const auto add = [&](std::size_t lane, double value) {
        low[lane] = value < low[lane] ? value : low[lane];
        high[lane] = value > high[lane] ? value : high[lane];
    };
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            add(lane, values[i + lane]);
    for (; i < values.size(); ++i)
        add(0, values[i]);
    return {*std::ranges::min_element(low), *std::ranges::max_element(high)};
}

box box_of(std::span<const double> x, std::span<const double> y) {
    const auto across = range_of(x);
    const auto along = range_of(y);
    return {across.low, along.low, across.high, along.high};
}

std::int64_t clipped(double column, std::uint32_t columns) {
    return static_cast<std::int64_t>(std::clamp(column, -1.0, static_cast<double>(columns)));
}

}  // namespace

raster_frame raster_frame::over(std::span<const double> x, std::span<const double> y, double most, unsigned threads) {
    constexpr std::size_t parts = 16;
    std::array<box, parts> boxes;
    parallel_for(parts, threads, [&](std::size_t part, unsigned) {
        const auto from = x.size() * part / parts;
        const auto size = x.size() * (part + 1) / parts - from;
        boxes[part] = box_of(x.subspan(from, size), y.subspan(from, size));
    });
    box all;
    for (const auto& part : boxes)
        all = {std::min(all.low_x, part.low_x), std::min(all.low_y, part.low_y), std::max(all.high_x, part.high_x),
               std::max(all.high_y, part.high_y)};
    raster_frame frame;
    if (x.empty()) return frame;
    frame.left = all.low_x;
    frame.low = all.low_y;
    const double width = all.high_x - all.low_x;
    const double height = all.high_y - all.low_y;
    frame.side = std::max(width, height) / most;
    if (!(frame.side > 0) || !std::isfinite(1 / frame.side)) return frame;
    frame.per_unit = 1 / frame.side;
    frame.columns = static_cast<std::uint32_t>(width * frame.per_unit) + 1;
    frame.rows = static_cast<std::uint32_t>(height * frame.per_unit) + 1;
    return frame;
}

row_span span_in_row(const raster_frame& frame, const circle& of, std::uint32_t row) {
    const double x = of.x - frame.left;
    const double y = of.y - frame.low;
    const double extent = frame.side * std::max(frame.columns, frame.rows);
    // Far above what rounding can shift a point, an edge of a square or a distance by.
    const double margin = 1e-6 * frame.side + 1e-12 * (std::abs(x) + std::abs(y) + of.radius + extent);
    const double low = frame.side * row - margin;
    const double high = frame.side * (row + 1.0) + margin;
    const double nearest = std::max({low - y, y - high, 0.0});
    const double farthest = std::max(std::abs(low - y), std::abs(high - y));
    const double outer = of.radius + margin;
    const double inner = of.radius - margin;
    row_span span;
    if (nearest > outer) return span;
    if (frame.per_unit == 0) return {0, 0, 0, -1};
    const double outer_half = std::sqrt(outer * outer - nearest * nearest) + margin;
    span.first = std::max<std::int64_t>(0, clipped(std::floor((x - outer_half) * frame.per_unit), frame.columns));
    span.last = std::min<std::int64_t>(frame.columns - 1,
                                       clipped(std::floor((x + outer_half) * frame.per_unit), frame.columns));
    if (inner <= farthest) return span;
    const double inner_half = std::sqrt(inner * inner - farthest * farthest) - margin;
    span.inner_first = std::max(span.first, clipped(std::ceil((x - inner_half) * frame.per_unit), frame.columns));
    span.inner_last = std::min(span.last, clipped(std::floor((x + inner_half) * frame.per_unit) - 1, frame.columns));
    return span;
}

}  // namespace yizhan::instances
