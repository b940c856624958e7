#pragma once

#include "raster.hpp"

#include <array>
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
    std::span<const lattice_point> points;  ///< until the next tracing
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
    enum heading : std::uint32_t { up, to_left, down, to_right };
    struct walker {
        std::uint32_t x;  // of the cell that is entered
        std::uint32_t y;
        std::uint32_t towards;
    };

    // By heading: the step to the next cell (wrapping below 0), and the outer end of the edge that is crossed on
    // entering a cell.
    static constexpr std::array<std::uint32_t, 4> step_x{0, 0xFFFFFFFF, 0, 1};
    static constexpr std::array<std::uint32_t, 4> step_y{1, 0, 0xFFFFFFFF, 0};
    static constexpr std::array<std::uint32_t, 4> outer_x{1, 1, 0, 0};
    static constexpr std::array<std::uint32_t, 4> outer_y{0, 1, 1, 0};

    // A cell's corners as four bits: lower left, lower right, upper left, upper right.
    static constexpr bool is_pair(std::uint32_t corners) { return corners == 0b0110 || corners == 0b1001; }
    using turns = std::array<std::uint8_t, 64>;  // by heading and corners
    static constexpr turns all_turns();
    static const turns heading_after;

    static constexpr std::uint32_t no_ring = 0xFFFFFFFF;

    template <class Joins, class Share>
    const outlines& trace_all(const Joins& joins, const Share& share);
    template <class Joins, class Share>
    void follow(const walker& start, std::uint32_t ring, const Joins& joins, const Share& share);
    [[nodiscard]] static std::int32_t share_held(std::uint32_t window, std::uint32_t towards);
    [[nodiscard]] static lattice_point crossing(std::uint32_t x, std::uint32_t y, std::uint32_t towards,
                                                std::int32_t out);
    [[nodiscard]] static bool in_line(lattice_point a, lattice_point b, lattice_point c);
    void mark_crossed(std::int64_t at, bool horizontal, std::uint32_t ring);
    void close_ring(std::uint32_t first, std::uint32_t shell);
    void rank_edges();

    const bitmap* part_ = nullptr;
    outlines found_;
    std::vector<lattice_point> corners_;  // of all rings; as large as it ever was
    std::uint32_t corners_used_ = 0;

    // Horizontal edges between an inner and an outer point, by their left end. The ring that has crossed each is kept
    // by the edge's rank among all such edges.
    bitmap edges_;
    std::vector<std::uint32_t> rank_;     // edges before each word of edges_
    std::vector<std::uint32_t> ring_at_;  // one more at the end: written where an edge is not horizontal
};

}  // namespace yizhan::reach

#include "contour_trace.hpp"
