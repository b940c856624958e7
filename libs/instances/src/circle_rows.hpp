#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace yizhan::instances {

/// Whether a site covers a point, dx and dy being its distance along the axes: the one definition of covering, also on
/// the edge, where it is a matter of the last bit.
inline bool covers(double dx, double dy, double square_of_radius) {
    return dx * dx + dy * dy <= square_of_radius;
}

/// Squares over the box around some points.
struct raster_frame {
    double left = 0, low = 0;
    double side = 0;      ///< of a square; 0 when all points are one
    double per_unit = 0;  ///< squares per unit of length
    std::uint32_t columns = 1, rows = 1;

    /// At most about `most` squares along the longer side.
    static raster_frame over(std::span<const double> x, std::span<const double> y, double most, unsigned threads);

    [[nodiscard]] std::uint32_t column_of(double x) const { return place(x - left, columns); }
    [[nodiscard]] std::uint32_t row_of(double y) const { return place(y - low, rows); }
    [[nodiscard]] std::size_t square_of(double x, double y) const {
        return std::size_t{row_of(y)} * columns + column_of(x);
    }

private:
    [[nodiscard]] std::uint32_t place(double offset, std::uint32_t count) const {
        const auto at = static_cast<std::uint32_t>(offset * per_unit);
        return at < count ? at : count - 1;
    }
};

/// What a circle does to a row of squares: those of `first` … `last` may have points inside and outside, except
/// `inner_first` … `inner_last`, which lie wholly inside; all others lie wholly outside. Ranges are empty when their
/// last is before their first. Rounding is allowed for: "wholly" is meant for `covers`.
struct row_span {
    std::int64_t first = 0, last = -1;
    std::int64_t inner_first = 0, inner_last = -1;
};
struct circle {
    double x, y, radius;
};
row_span span_in_row(const raster_frame& frame, const circle& of, std::uint32_t row);

}  // namespace yizhan::instances
