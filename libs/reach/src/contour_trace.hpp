#pragma once

// The templates of contour.hpp, which includes this file at its end.

#include <bit>

namespace yizhan::reach {

template <class Joins>
const outlines& contour_tracer::trace_part(const bitmap& part, const bitmap& whole, const Joins& joins) {
    part_ = &part;
    return trace_all(joins, [&](std::uint32_t x, std::uint32_t y, std::uint32_t towards, std::uint32_t) {
        // Towards another part the edge is crossed half way.
        return whole.get(x + outer_x[towards], y + outer_y[towards])
                   ? grid::parts / 2
                   : share_held(whole.four_by_four(x - 1, y - 1), towards);
    });
}

// Row by row from below, edge by edge from the left: the first edge met of an outer ring enters it, the first one of
// a hole leaves the ring (or passes a hole of the ring) that the edge before belongs to.
template <class Joins, class Share>
const outlines& contour_tracer::trace_all(const Joins& joins, const Share& share) {
    found_.rings.clear();
    corners_used_ = 0;
    rank_edges();
    std::size_t rank = 0;
    for (std::uint32_t y = 0; y < edges_.height(); ++y) {
        std::uint32_t ring_before = 0;
        for (std::uint32_t word = 0; word < edges_.words(); ++word) {
            for (auto edges = edges_.row(y)[word]; edges != 0; edges &= edges - 1) {
                if (ring_at_[rank] == no_ring) {
                    const auto x = word * 64 + static_cast<std::uint32_t>(std::countr_zero(edges));
                    const auto ring = static_cast<std::uint32_t>(found_.rings.size());
                    const bool leaves = part_->get(x, y);
                    const auto first = corners_used_;
                    follow(leaves ? walker{x, y, up} : walker{x, y - 1, down}, ring, joins, share);
                    close_ring(first, leaves ? found_.rings[ring_before].shell : ring);
                }
                ring_before = ring_at_[rank++];
            }
        }
    }
    found_.points = std::span(corners_).first(corners_used_);
    return found_;
}

// Which way an outline goes is close to a coin thrown: it is looked up, and the loop has no branch for it. What the
// next step waits for is kept short: one place in bits, two rows, one table.
template <class Joins, class Share>
void contour_tracer::follow(const walker& start, std::uint32_t ring, const Joins& joins, const Share& share) {
    const auto* const bits = part_->row(0);
    const auto row = std::int64_t{part_->words()} * 64;
    const std::array<std::int64_t, 4> step_at{row, -1, -row, 1};
    std::array<std::int64_t, 64> step_after;
    for (std::size_t i = 0; i < 64; ++i)
        step_after[i] = step_at[heading_after[i]];

    const auto begin = std::int64_t{start.y} * row + start.x;
    auto at = begin;
    auto [x, y, towards] = start;
    auto before = lattice_point{0, 0};
    auto last = before;
    const auto first = corners_used_;
    auto used = corners_used_;
    do {
        mark_crossed(at + (towards == down ? row : 0), towards % 2 == 0, ring);
        if (corners_.size() <= used) corners_.resize(2 * std::size_t{used} + 1024);
        const auto window = bitmap::four_by_four(bits, at - 1 - row, row);
        const auto next = crossing(x, y, towards, share(x, y, towards, window));
        const bool straight = used >= first + 2 && in_line(before, last, next);
        used -= straight ? 1 : 0;
        corners_[used++] = next;
        before = straight ? before : last;
        last = next;

        auto turn = towards * 16 + (((window >> 5) & 3U) | ((window >> 7) & 12U));
        if (is_pair(turn % 16)) [[unlikely]]
            if (!joins(x, y)) turn = towards * 16;  // as if there were none ahead
        towards = heading_after[turn];
        at += step_after[turn];
        x += step_x[towards];
        y += step_y[towards];
    } while (at != begin || towards != start.towards);
    corners_used_ = used;
}

[[gnu::always_inline]] inline void contour_tracer::mark_crossed(std::int64_t at, bool horizontal, std::uint32_t ring) {
    const auto word = static_cast<std::size_t>(at >> 6);
    const auto before = edges_.row(0)[word] & ((std::uint64_t{1} << (at & 63)) - 1);
    const auto rank = rank_[word] + static_cast<std::size_t>(std::popcount(before));
    ring_at_[horizontal ? rank : ring_at_.size() - 1] = ring;
}

// Where the walker enters its cell, `out` parts from the inner end of the edge.
[[gnu::always_inline]] inline lattice_point contour_tracer::crossing(std::uint32_t x, std::uint32_t y,
                                                                     std::uint32_t towards, std::int32_t out) {
    constexpr std::array<std::int32_t, 4> inner_x{0, grid::parts, grid::parts, 0};
    constexpr std::array<std::int32_t, 4> inner_y{0, 0, grid::parts, grid::parts};
    constexpr std::array<std::int32_t, 4> outwards_x{1, 0, -1, 0};
    constexpr std::array<std::int32_t, 4> outwards_y{0, 1, 0, -1};
    return {static_cast<std::int32_t>(x) * grid::parts + inner_x[towards] + out * outwards_x[towards],
            static_cast<std::int32_t>(y) * grid::parts + inner_y[towards] + out * outwards_y[towards]};
}

inline bool contour_tracer::in_line(lattice_point a, lattice_point b, lattice_point c) {
    return std::int64_t{b.x - a.x} * (c.y - b.y) == std::int64_t{b.y - a.y} * (c.x - b.x);
}

}  // namespace yizhan::reach
