#pragma once

// The templates of contour.hpp, which includes this file at its end.

#include <bit>

namespace yizhan::reach {

template <class Joins>
const outlines& contour_tracer::trace_part(const bitmap& part, const bitmap& whole, const Joins& joins) {
    part_ = &part;
    whole_ = &whole;
    return trace_all(joins);
}

// Row by row from below, edge by edge from the left: the first edge met of an outer ring enters it, the first one of
// a hole leaves the ring (or passes a hole of the ring) that the edge before belongs to.
template <class Joins>
const outlines& contour_tracer::trace_all(const Joins& joins) {
    found_.points.clear();
    found_.rings.clear();
    rank_edges();
    for (std::uint32_t y = 1; y + 1 < part_->height(); ++y) {
        std::uint32_t ring_before = 0;
        for (std::uint32_t word = 0; word < edges_.words(); ++word) {
            for (auto edges = edges_.row(y)[word]; edges != 0; edges &= edges - 1) {
                const auto x = word * 64 + static_cast<std::uint32_t>(std::countr_zero(edges));
                if (!crossed_.get(x, y)) {
                    const auto ring = static_cast<std::uint32_t>(found_.rings.size());
                    const bool leaves = part_->get(x, y);
                    const auto first = static_cast<std::uint32_t>(found_.points.size());
                    follow(leaves ? walker{x, y, up} : walker{x, y - 1, down}, ring, joins);
                    close_ring(first, leaves ? found_.rings[ring_before].shell : ring);
                }
                ring_before = ring_at_[rank_of(x, y)];
            }
        }
    }
    return found_;
}

template <class Joins>
void contour_tracer::follow(walker at, std::uint32_t ring, const Joins& joins) {
    const auto first = static_cast<std::uint32_t>(found_.points.size());
    const auto start = at;
    do {
        cross(at, ring);
        add_corner(crossing(at), first);
        at.towards = turn(at, joins);
        switch (at.towards) {
            case up:
                ++at.y;
                break;
            case down:
                --at.y;
                break;
            case to_left:
                --at.x;
                break;
            case to_right:
                ++at.x;
                break;
        }
    } while (at.x != start.x || at.y != start.y || at.towards != start.towards);
}

template <class Joins>
contour_tracer::heading contour_tracer::turn(const walker& at, const Joins& joins) const {
    // The far corners of the cell, as seen when entering it.
    const auto far_left_x = at.x + (at.towards == to_right || at.towards == down ? 1 : 0);
    const auto far_left_y = at.y + (at.towards == up || at.towards == to_right ? 1 : 0);
    const auto far_right_x = at.x + (at.towards == up || at.towards == to_right ? 1 : 0);
    const auto far_right_y = at.y + (at.towards == up || at.towards == to_left ? 1 : 0);
    const bool far_left = part_->get(far_left_x, far_left_y);
    const bool far_right = part_->get(far_right_x, far_right_y);
    if (far_left && !far_right) return at.towards;
    const bool to_the_right = far_right && (far_left || joins(at.x, at.y));
    return static_cast<heading>((at.towards + (to_the_right ? 3 : 1)) % 4);
}

}  // namespace yizhan::reach
