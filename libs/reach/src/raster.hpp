#pragma once

#include "exact_points.hpp"

#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// A regular grid laid over the city: lines every `step` units of longitude and latitude, at multiples of the step.
/// The same for every circle of a city, so that circles of different starts and minutes fit together.
struct grid {
    std::int32_t step_lon;
    std::int32_t step_lat;

    /// Positions on grid lines are given in this share of a step: crossings of an outline are exact in it.
    static constexpr std::int32_t parts = 32;

    /// Cells whose sides are at most `metres` anywhere in `bounds`.
    static grid over(const geo::box& bounds, double metres);
};

/// Bits on the grid's lattice points or cells, in rows of 64-bit words.
class bitmap {
public:
    void resize(std::uint32_t width, std::uint32_t height);

    [[nodiscard]] std::uint32_t width() const { return width_; }
    [[nodiscard]] std::uint32_t height() const { return height_; }
    [[nodiscard]] std::uint32_t words() const { return words_; }
    [[nodiscard]] std::uint64_t* row(std::uint32_t y) { return bits_.data() + std::size_t{y} * words_; }
    [[nodiscard]] const std::uint64_t* row(std::uint32_t y) const { return bits_.data() + std::size_t{y} * words_; }

    void set(std::uint32_t x, std::uint32_t y) { row(y)[x / 64] |= std::uint64_t{1} << (x % 64); }
    [[nodiscard]] bool get(std::uint32_t x, std::uint32_t y) const { return ((row(y)[x / 64] >> (x % 64)) & 1) != 0; }
    /// Bits x … x + 3 of row y, lowest first. Precondition: x + 4 <= width.
    [[nodiscard]] std::uint32_t four(std::uint32_t x, std::uint32_t y) const {
        const auto* words = row(y) + x / 64;
        const auto shift = x % 64;
        auto bits = words[0] >> shift;
        if (shift > 60) bits |= words[1] << (64 - shift);
        return static_cast<std::uint32_t>(bits) & 15U;
    }

private:
    std::uint32_t width_ = 0;
    std::uint32_t height_ = 0;
    std::uint32_t words_ = 0;
    std::vector<std::uint64_t> bits_;
};

/// A window of the grid: cell (0, 0) has its lower left corner at lattice point (x, y) of the grid.
struct raster_frame {
    grid lattice;
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::uint32_t width = 0;   ///< cells
    std::uint32_t height = 0;  ///< cells

    /// Around `bounds` with a margin of `margin` cells on every side.
    static raster_frame around(const grid& lattice, const geo::box& bounds, std::int32_t margin);
    /// Position of a point given in parts of a step from the frame's origin.
    [[nodiscard]] geo::point position(std::int64_t part_x, std::int64_t part_y) const;
};

/// Calls `touch(x, y)` for every cell of the frame that the line through `points` meets. A line along the border of
/// two cells touches at least one of them. Cells may be called more than once.
template <class Touch>
void touch_cells(const raster_frame& frame, std::span<const exact_position> points, Touch touch);

}  // namespace yizhan::reach

#include "raster_touch.hpp"
