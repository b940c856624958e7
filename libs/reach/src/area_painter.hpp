#pragma once

#include "contour.hpp"
#include "raster.hpp"

#include <yizhan/geo/multipolygon.hpp>
#include <yizhan/reach/stretches.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// Turns stretches of street into the area around them: see `isochrone_maker`. Keeps its memory.
class area_painter {
public:
    explicit area_painter(const streets::travel_graph& graph) : graph_(&graph) {}

    result<geo::multipolygon> paint(std::span<const stretch> stretches, double offset_metres);
    /// One area for each of `sources` sources.
    result<std::vector<geo::multipolygon>> paint_owned(std::span<const owned_stretch> stretches, std::uint32_t sources,
                                                       double offset_metres);

private:
    struct claim {
        std::uint32_t cost;
        std::uint32_t source;
    };

    template <class Stretches>
    [[nodiscard]] geo::box bounds_of(const Stretches& stretches) const;
    template <class Touch>
    void draw(const stretch& part, const cell_pen<Touch>& pen);
    result<void> lay_frame(const geo::box& bounds, double offset_metres, std::uint64_t cells_allowed);
    void mark_corners();
    void claim_corners();
    [[nodiscard]] claim claim_at_corner(std::uint32_t x, std::uint32_t y) const;
    [[nodiscard]] geo::multipolygon to_positions(const outlines& found) const;

    const streets::travel_graph* graph_;
    std::vector<exact_position> line_;
    raster_frame frame_{};
    bitmap cells_;
    bitmap corners_;
    bitmap part_;
    std::vector<claim> claims_;  // by cell, then by corner
    std::vector<std::uint32_t> owner_;
    contour_tracer tracer_;
};

}  // namespace yizhan::reach
