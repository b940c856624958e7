#pragma once

#include "raster.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// A corner of an outline in parts of a grid step from the frame's origin.
struct lattice_point {
    std::int32_t x;
    std::int32_t y;
};

/// Outlines of a set of lattice points: rings with the inside on their left (outer rings run counter-clockwise,
/// holes clockwise), not closed by a repeated point. Each hole names the outer ring that it lies in.
struct outlines {
    struct ring {
        std::uint32_t first;  ///< into `points`
        std::uint32_t count;
        std::uint32_t shell;  ///< itself for an outer ring
    };
    std::vector<lattice_point> points;
    std::vector<ring> rings;
};

/// Marching squares (Lorensen & Cline 1987 in the plane) over lattice points that are in (1) or out (0), with
/// outlines crossing each grid edge between an inner and an outer point at a place smoothed by the 3 × 3
/// neighbourhoods of both, `nearest` to `farthest` parts of the step outwards. Two inner points that touch by a corner
/// only are joined.
///
/// Rings are simple and never touch each other, as every grid edge is crossed once at most, away from its ends. The
/// crossing grows with the set of inner points: outlines of nested sets are nested.
class contour_tracer {
public:
    static constexpr std::int32_t nearest = grid::parts / 4;
    static constexpr std::int32_t farthest = grid::parts * 3 / 4;

    /// `inner` must be 0 in its outermost two rows and columns. O(words + length of the outlines).
    const outlines& trace(const bitmap& inner);

    /// The outline of `part`, a subset of `whole`, where whole is divided among several parts: towards other parts,
    /// edges are crossed half way and `joins(x, y)` says whether the part's points are joined across the cell at
    /// (x, y) that has two of them in opposite corners; so the outlines of all parts fit together.
    template <class Joins>
    const outlines& trace_part(const bitmap& part, const bitmap& whole, const Joins& joins);

private:
    // Where the outline goes next; the inside is on its left.
    enum heading : std::uint8_t { up, to_left, down, to_right };
    struct walker {
        std::uint32_t x;  // of the cell that is entered
        std::uint32_t y;
        heading towards;
    };

    template <class Joins>
    const outlines& trace_all(const Joins& joins);
    template <class Joins>
    void follow(walker at, std::uint32_t ring, const Joins& joins);
    template <class Joins>
    [[nodiscard]] heading turn(const walker& at, const Joins& joins) const;
    [[nodiscard]] lattice_point crossing(const walker& at) const;
    void cross(const walker& at, std::uint32_t ring);
    void add_corner(lattice_point p, std::uint32_t first);
    void close_ring(std::uint32_t first, std::uint32_t shell);

    const bitmap* part_ = nullptr;
    const bitmap* whole_ = nullptr;
    outlines found_;
    void rank_edges();
    [[nodiscard]] std::size_t rank_of(std::uint32_t x, std::uint32_t y) const;

    // Horizontal edges between an inner and an outer point, by their left end: whether a ring has crossed them yet,
    // and which. Rings are kept by the edge's rank among all such edges.
    bitmap edges_;
    bitmap crossed_;
    std::vector<std::uint32_t> rank_;  // edges before each word of edges_
    std::vector<std::uint32_t> ring_at_;
};

}  // namespace yizhan::reach

#include "contour_trace.hpp"
