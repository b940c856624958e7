#pragma once

#include "exact_points.hpp"

#include <yizhan/geo/point.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
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
    /// Sets bits first … last of row y. Both words of a short run are written whether it has bits in both or not:
    /// branches that depend on the streets would cost more.
    [[gnu::always_inline]] void set_run(std::uint32_t first, std::uint32_t last, std::uint32_t y) {
        auto* words = row(y) + first / 64;
        const auto shift = first % 64;
        for (; last - first >= 64; first += 64) {
            *words++ |= ~std::uint64_t{0} << shift;
            *words |= (~std::uint64_t{0} >> 1) >> (63 - shift);
        }
        const auto ones = ~std::uint64_t{0} >> (63 - (last - first));
        words[0] |= ones << shift;
        words[1] |= (ones >> 1) >> (63 - shift);
    }
    [[nodiscard]] bool get(std::uint32_t x, std::uint32_t y) const { return ((row(y)[x / 64] >> (x % 64)) & 1) != 0; }
    /// The bits of x … x + 3 in rows y … y + 3, row by row.
    [[nodiscard]] std::uint32_t four_by_four(std::uint32_t x, std::uint32_t y) const {
        return four_by_four(row(0), std::int64_t{y} * words_ * 64 + x, std::int64_t{words_} * 64);
    }
    /// The same from the place `at`, counted in bits from `bits`, with `stride` bits to a row.
    [[nodiscard]] static std::uint32_t four_by_four(const std::uint64_t* bits, std::int64_t at, std::int64_t stride) {
        const auto* bytes = reinterpret_cast<const std::byte*>(bits) + (at >> 3);
        const auto four_in = [&](std::int64_t row) {
            std::uint16_t two_bytes;
            std::memcpy(&two_bytes, bytes + row * (stride >> 3), sizeof two_bytes);
            return (std::uint32_t{two_bytes} >> (at & 7)) & 15U;
        };
        return four_in(0) | four_in(1) << 4 | four_in(2) << 8 | four_in(3) << 12;
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
    [[nodiscard]] geo::point position(std::int64_t part_x, std::int64_t part_y) const {
        return {static_cast<std::int32_t>((std::int64_t{x} * grid::parts + part_x) * (lattice.step_lon / grid::parts)),
                static_cast<std::int32_t>((std::int64_t{y} * grid::parts + part_y) * (lattice.step_lat / grid::parts))};
    }
};

/// Draws lines over the cells of a frame: calls `touch(first, last, row)` for runs of columns so that every cell that
/// a line meets is touched. A line along the border of two cells touches at least one of them. Cells may be touched
/// more than once. Precondition: lines lie within the frame.
template <class Touch>
class cell_pen {
public:
    cell_pen(const raster_frame& frame, Touch touch);

    /// The line through `points`, at least one.
    template <class Points>
    void draw(const Points& points) const;

private:
    struct place {
        double x;  // in cells from the frame's corner
        double y;
        std::int32_t column;
        std::int32_t row;
    };
    [[nodiscard]] place place_of(exact_position p) const;
    void draw_between(const place& a, const place& b) const;
    // Signed, as that is one instruction.
    static std::int32_t column_of(double x) { return static_cast<std::int32_t>(x); }

    double per_x_;
    double per_y_;
    double frame_x_;
    double frame_y_;
    Touch touch_;
};

}  // namespace yizhan::reach

#include "raster_touch.hpp"
