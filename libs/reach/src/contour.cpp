#include "contour.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace yizhan::reach {
namespace {

// Sum of bits weighted 1, 3, 3, 1 and 1, 2, 1: the 3 x 3 binomial neighbourhoods of two neighbouring points together.
constexpr std::array<std::int32_t, 16> weight_of_four{0, 1, 3, 4, 3, 4, 6, 7, 1, 2, 4, 5, 4, 5, 7, 8};
constexpr std::array<std::int32_t, 8> weight_of_three{0, 1, 2, 3, 1, 2, 3, 4};

bool in_line(lattice_point a, lattice_point b, lattice_point c) {
    return std::int64_t{b.x - a.x} * (c.y - b.y) == std::int64_t{b.y - a.y} * (c.x - b.x);
}

}  // namespace

const outlines& contour_tracer::trace(const bitmap& inner) {
    return trace_part(inner, inner, [](std::uint32_t, std::uint32_t) { return true; });
}

void contour_tracer::rank_edges() {
    edges_.resize(part_->width(), part_->height());
    crossed_.resize(part_->width(), part_->height());
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
    ring_at_.resize(count);
}

std::size_t contour_tracer::rank_of(std::uint32_t x, std::uint32_t y) const {
    const auto before = edges_.row(y)[x / 64] & ((std::uint64_t{1} << (x % 64)) - 1);
    return rank_[std::size_t{y} * edges_.words() + x / 64] + static_cast<std::size_t>(std::popcount(before));
}

// The edge through which the walker enters its cell, and where on it. Half the step out where both neighbourhoods
// together hold half of the points (16 of 32), farther out the more they hold: monotone in the set.
lattice_point contour_tracer::crossing(const walker& at) const {
    const bool horizontal = at.towards == up || at.towards == down;
    const auto x = at.x + (at.towards == to_left ? 1 : 0);
    const auto y = at.y + (at.towards == down ? 1 : 0);
    const auto other_x = horizontal ? x + 1 : x;
    const auto other_y = horizontal ? y : y + 1;
    const bool inner_first = part_->get(x, y);
    std::int32_t out = grid::parts / 2;
    if (!(inner_first ? whole_->get(other_x, other_y) : whole_->get(x, y))) {
        std::int32_t held = 0;
        if (horizontal) {
            held = weight_of_four[whole_->four(x - 1, y - 1)] + 2 * weight_of_four[whole_->four(x - 1, y)] +
                   weight_of_four[whole_->four(x - 1, y + 1)];
        } else {
            const auto three = [&](std::uint32_t row) { return weight_of_three[whole_->four(x - 1, row) & 7U]; };
            held = three(y - 1) + 3 * three(y) + 3 * three(y + 1) + three(y + 2);
        }
        out = std::clamp(held, nearest, farthest);
    }
    const auto along = inner_first ? out : grid::parts - out;
    const auto base_x = static_cast<std::int32_t>(x) * grid::parts;
    const auto base_y = static_cast<std::int32_t>(y) * grid::parts;
    return horizontal ? lattice_point{base_x + along, base_y} : lattice_point{base_x, base_y + along};
}

void contour_tracer::cross(const walker& at, std::uint32_t ring) {
    if (at.towards != up && at.towards != down) return;
    const auto y = at.y + (at.towards == down ? 1 : 0);
    crossed_.set(at.x, y);
    ring_at_[rank_of(at.x, y)] = ring;
}

void contour_tracer::add_corner(lattice_point p, std::uint32_t first) {
    auto& points = found_.points;
    if (points.size() >= first + 2U && in_line(points[points.size() - 2], points.back(), p)) points.pop_back();
    points.push_back(p);
}

void contour_tracer::close_ring(std::uint32_t first, std::uint32_t shell) {
    auto& points = found_.points;
    const auto corner = [&](std::size_t from_end) { return points[points.size() - 1 - from_end]; };
    if (in_line(corner(1), corner(0), points[first])) points.pop_back();
    if (in_line(corner(0), points[first], points[first + 1]))
        points.erase(points.begin() + static_cast<std::ptrdiff_t>(first));
    found_.rings.push_back({first, static_cast<std::uint32_t>(points.size()) - first, shell});
}

}  // namespace yizhan::reach
