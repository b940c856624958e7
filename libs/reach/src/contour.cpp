#include "contour.hpp"

#include <algorithm>
#include <bit>

namespace yizhan::reach {
namespace {

// The points of the 3 x 3 binomial neighbourhoods of an edge's two ends, both together, in the 4 x 4 window around
// the cell that is entered through the edge: along the edge 1, 3, 3, 1, across it 1, 2, 1. Half of the 32 in all.
std::int32_t constexpr weight(std::uint32_t bit, bool horizontal, bool far) {
    constexpr std::array<std::int32_t, 4> along{1, 3, 3, 1};
    constexpr std::array<std::int32_t, 5> across{1, 2, 1, 0, 0};
    const auto x = bit % 4;
    const auto y = bit / 4;
    const auto behind = [&](std::uint32_t row) { return far ? (row == 0 ? 0 : across[row - 1]) : across[row]; };
    return horizontal ? along[x] * behind(y) : along[y] * behind(x);
}

// By the edge (as a heading) and the window's lower and upper half.
struct held_table {
    std::array<std::array<std::int8_t, 256>, 2> of_half;
};

constexpr held_table held_through(bool horizontal, bool far) {
    held_table table{};
    for (std::uint32_t half = 0; half < 2; ++half) {
        for (std::uint32_t bits = 0; bits < 256; ++bits) {
            std::int32_t sum = 0;
            for (std::uint32_t i = 0; i < 8; ++i)
                if (((bits >> i) & 1U) != 0) sum += weight(half * 8 + i, horizontal, far);
            table.of_half[half][bits] = static_cast<std::int8_t>(sum);
        }
    }
    return table;
}

// up enters through the lower edge, to_left through the right one, down through the upper, to_right through the left.
constexpr std::array<held_table, 4> held_by_heading{held_through(true, false), held_through(false, true),
                                                    held_through(true, true), held_through(false, false)};

}  // namespace

// Straight on between an inner corner on the left and an outer one on the right; to the right if the right one is
// inner (of two inner ones in opposite corners: joining them); to the left if none is.
constexpr contour_tracer::turns contour_tracer::all_turns() {
    turns table{};
    for (std::uint32_t towards = 0; towards < 4; ++towards) {
        for (std::uint32_t corners = 0; corners < 16; ++corners) {
            constexpr std::array<std::uint32_t, 4> far_left{2, 0, 1, 3};
            constexpr std::array<std::uint32_t, 4> far_right{3, 2, 0, 1};
            const bool left = ((corners >> far_left[towards]) & 1U) != 0;
            const bool right = ((corners >> far_right[towards]) & 1U) != 0;
            table[towards * 16 + corners] = static_cast<std::uint8_t>((towards + (right ? 3U : left ? 0U : 1U)) % 4);
        }
    }
    return table;
}
constexpr contour_tracer::turns contour_tracer::heading_after = contour_tracer::all_turns();

const outlines& contour_tracer::trace(const bitmap& inner) {
    part_ = &inner;
    return trace_all([](std::uint32_t, std::uint32_t) { return true; },
                     [](std::uint32_t, std::uint32_t, std::uint32_t towards, std::uint32_t window) {
                         return share_held(window, towards);
                     });
}

void contour_tracer::rank_edges() {
    edges_.resize(part_->width(), part_->height());
    rank_.resize(std::size_t{edges_.words()} * edges_.height());
    std::uint32_t count = 0;
    std::size_t at = 0;
    for (std::uint32_t y = 0; y < part_->height(); ++y) {
        const auto* row = part_->row(y);
        auto* edges = edges_.row(y);
        for (std::uint32_t word = 0; word < edges_.words(); ++word) {
            const auto next = word + 1 < edges_.words() ? row[word + 1] : 0;
            edges[word] = row[word] ^ ((row[word] >> 1) | (next << 63));
            rank_[at++] = count;
            count += static_cast<std::uint32_t>(std::popcount(edges[word]));
        }
    }
    ring_at_.assign(count + 1, no_ring);
}

// Parts of the step outwards. Half of it where both neighbourhoods together hold half of the points, farther out the
// more they hold: monotone in the set.
std::int32_t contour_tracer::share_held(std::uint32_t window, std::uint32_t towards) {
    const auto& table = held_by_heading[towards].of_half;
    return std::clamp<std::int32_t>(table[0][window & 255U] + table[1][window >> 8], nearest, farthest);
}

void contour_tracer::close_ring(std::uint32_t first, std::uint32_t shell) {
    const auto corner = [&](std::uint32_t from_end) { return corners_[corners_used_ - 1 - from_end]; };
    if (in_line(corner(1), corner(0), corners_[first])) --corners_used_;
    if (in_line(corner(0), corners_[first], corners_[first + 1])) ++first;
    found_.rings.push_back({first, corners_used_ - first, shell});
}

}  // namespace yizhan::reach
