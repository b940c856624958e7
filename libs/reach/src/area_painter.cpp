#include "area_painter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

namespace yizhan::reach {
namespace {

// Cells of this share of the offset keep the outline within it: 2.32 steps at most, the rest is room for rounding.
constexpr double steps_in_offset = 2.4;

// Free cells around everything: the tracer looks two points beyond the last inner one.
constexpr std::int32_t margin = 3;

// Three bitmaps of 2^31 bits take 0.8 GB; with an owner for each cell 2^27 take 1.6 GB.
constexpr std::uint64_t most_cells = std::uint64_t{1} << 31;
constexpr std::uint64_t most_cells_divided = std::uint64_t{1} << 27;

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

}  // namespace

// Rounded outwards where stretches end between points.
template <class Stretches>
geo::box area_painter::bounds_of(const Stretches& stretches) const {
    auto bounds = geo::box::empty();
    for (const stretch& part : stretches) {
        if (part.from <= 0 && part.to >= 1) {
            for (const auto p : graph_->points_of(part.segment))
                bounds.extend(p);
            continue;
        }
        walk_points(*graph_, part, [&](exact_position p) {
            bounds.extend(
                geo::point{static_cast<std::int32_t>(std::floor(p.lon)), static_cast<std::int32_t>(std::floor(p.lat))});
            bounds.extend(
                geo::point{static_cast<std::int32_t>(std::ceil(p.lon)), static_cast<std::int32_t>(std::ceil(p.lat))});
        });
    }
    return bounds;
}

template <class Touch>
void area_painter::draw(const stretch& part, const cell_pen<Touch>& pen) {
    if (part.from <= 0 && part.to >= 1) {
        pen.draw(graph_->points_of(part.segment));
        return;
    }
    line_.clear();
    walk_points(*graph_, part, [&](exact_position p) { line_.push_back(p); });
    pen.draw(line_);
}

result<void> area_painter::lay_frame(const geo::box& bounds, double offset_metres, std::uint64_t cells_allowed) {
    const auto lattice = grid::over(graph_->summary().bounds, offset_metres / steps_in_offset);
    frame_ = raster_frame::around(lattice, bounds, margin);
    if (std::uint64_t{frame_.width} * frame_.height > cells_allowed)
        return fail(errc::limit, fmt::format("the area is too large to be drawn to {:.0f} m: use fewer minutes or a "
                                             "larger offset",
                                             offset_metres));
    cells_.resize(frame_.width, frame_.height);
    corners_.resize(frame_.width + 1, frame_.height + 1);
    return {};
}

// The corners of every marked cell.
void area_painter::mark_corners() {
    const auto words = std::min(cells_.words(), corners_.words());
    for (std::uint32_t y = 0; y < frame_.height; ++y) {
        const auto* row = cells_.row(y);
        auto* below = corners_.row(y);
        auto* above = corners_.row(y + 1);
        std::uint64_t carry = 0;
        for (std::uint32_t w = 0; w < words; ++w) {
            const auto both = row[w] | (row[w] << 1) | carry;
            carry = row[w] >> 63;
            below[w] |= both;
            above[w] |= both;
        }
    }
}

result<geo::multipolygon> area_painter::paint(std::span<const stretch> stretches, double offset_metres) {
    if (stretches.empty()) return geo::multipolygon{};
    if (auto laid = lay_frame(bounds_of(stretches), offset_metres, most_cells); !laid) return pass_on(laid);
    const cell_pen pen(frame_, [this](std::int32_t first, std::int32_t last, std::int32_t row) {
        cells_.set_run(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
                       static_cast<std::uint32_t>(row));
    });
    for (const auto& part : stretches)
        draw(part, pen);
    mark_corners();
    return to_positions(tracer_.trace(corners_));
}

result<std::vector<geo::multipolygon>> area_painter::paint_owned(std::span<const owned_stretch> stretches,
                                                                 std::uint32_t sources, double offset_metres) {
    std::vector<geo::multipolygon> areas(sources);
    if (stretches.empty()) return areas;
    const auto bounds = bounds_of(std::views::transform(stretches, &owned_stretch::part));
    if (auto laid = lay_frame(bounds, offset_metres, most_cells_divided); !laid) return pass_on(laid);
    claims_.assign(std::size_t{frame_.width} * frame_.height, {unreached, nobody});
    claim own{};
    const cell_pen pen(frame_, [&](std::int32_t first, std::int32_t last, std::int32_t row) {
        const auto y = static_cast<std::uint32_t>(row);
        for (auto x = static_cast<std::uint32_t>(first); x <= static_cast<std::uint32_t>(last); ++x) {
            cells_.set(x, y);
            auto& there = claims_[std::size_t{y} * frame_.width + x];
            if (std::pair(own.cost, own.source) < std::pair(there.cost, there.source)) there = own;
        }
    });
    for (const auto& s : stretches) {
        own = {std::min(s.cost_from, s.cost_to), s.source};
        draw(s.part, pen);
    }
    mark_corners();
    claim_corners();
    const auto owner = [&](std::uint32_t x, std::uint32_t y) { return owner_[std::size_t{y} * corners_.width() + x]; };
    for (std::uint32_t source = 0; source < sources; ++source) {
        part_.resize(corners_.width(), corners_.height());
        for (std::uint32_t y = 0; y < corners_.height(); ++y)
            for (std::uint32_t x = 0; x < corners_.width(); ++x)
                if (owner(x, y) == source) part_.set(x, y);
        // Of two sources that hold two opposite corners each, the lower one goes through.
        const auto joins = [&](std::uint32_t x, std::uint32_t y) {
            const bool rising = owner(x, y) == source;
            const auto a = rising ? owner(x + 1, y) : owner(x, y);
            const auto b = rising ? owner(x, y + 1) : owner(x + 1, y + 1);
            return a != b || source < a;
        };
        areas[source] = to_positions(tracer_.trace_part(part_, corners_, joins));
    }
    return areas;
}

void area_painter::claim_corners() {
    owner_.assign(std::size_t{corners_.width()} * corners_.height(), nobody);
    for (std::uint32_t y = 1; y < frame_.height; ++y)
        for (std::uint32_t x = 1; x < frame_.width; ++x)
            if (corners_.get(x, y)) owner_[std::size_t{y} * corners_.width() + x] = claim_at_corner(x, y).source;
}

area_painter::claim area_painter::claim_at_corner(std::uint32_t x, std::uint32_t y) const {
    claim best{unreached, nobody};
    for (const auto row : {y - 1, y}) {
        for (const auto column : {x - 1, x}) {
            const auto& there = claims_[std::size_t{row} * frame_.width + column];
            if (std::pair(there.cost, there.source) < std::pair(best.cost, best.source)) best = there;
        }
    }
    return best;
}

// Polygon by polygon: each outer ring with its holes behind it.
geo::multipolygon area_painter::to_positions(const outlines& found) const {
    std::vector<std::uint32_t> order(found.rings.size());
    std::vector<std::uint32_t> next(found.rings.size() + 1);
    for (const auto& r : found.rings)
        ++next[r.shell + 1];
    for (std::size_t i = 1; i < next.size(); ++i)
        next[i] += next[i - 1];
    for (std::uint32_t i = 0; i < found.rings.size(); ++i)
        order[next[found.rings[i].shell]++] = i;

    geo::multipolygon area;
    area.points.reserve(found.points.size());
    area.rings.reserve(found.rings.size());
    for (const auto i : order) {
        const auto& r = found.rings[i];
        area.rings.push_back({static_cast<std::uint32_t>(area.points.size()), r.count, r.shell == i});
        for (auto k = r.first; k < r.first + r.count; ++k)
            area.points.push_back(frame_.position(found.points[k].x, found.points[k].y));
    }
    return area;
}

}  // namespace yizhan::reach
