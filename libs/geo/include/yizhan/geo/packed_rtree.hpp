#pragma once

#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace yizhan::geo {

/// A static R-tree packed along the Hilbert curve (Kamel & Faloutsos 1993): two plain arrays that can be stored and
/// mapped back. Level 0 holds the items' boxes in curve order; each level above holds the boxes of `fanout`
/// neighbours below.
struct packed_rtree {
    static constexpr std::uint32_t fanout = 16;

    std::vector<box> boxes;            ///< all levels, items first
    std::vector<std::uint32_t> items;  ///< item of each box of level 0

    /// O(n log n).
    static packed_rtree build(std::span<const box> item_boxes);
};

/// Searches the arrays of a `packed_rtree`, wherever they lie.
class packed_rtree_view {
public:
    packed_rtree_view() = default;
    /// Precondition: `valid(boxes, items)`.
    packed_rtree_view(std::span<const box> boxes, std::span<const std::uint32_t> items);
    explicit packed_rtree_view(const packed_rtree& tree) : packed_rtree_view(tree.boxes, tree.items) {}

    /// True if the arrays have the sizes of a tree over `item_count` items and name only those. O(n).
    static bool valid(std::span<const box> boxes, std::span<const std::uint32_t> items, std::size_t item_count);

    /// Calls `visit(item)` for every item whose box meets `window`.
    template <class Visit>
    void in_window(const box& window, Visit visit) const;

    /// Visits items by growing distance of their boxes from p. `visit(item, limit)` returns the new limit in
    /// metres: what is farther is not visited any more. Typical cost O(log n).
    void nearest(point p, double limit_metres,
                 const std::function<double(std::uint32_t item, double limit)>& visit) const;

private:
    struct level {
        std::uint32_t first;
        std::uint32_t count;
    };

    std::span<const box> boxes_;
    std::span<const std::uint32_t> items_;
    std::vector<level> levels_;
};

template <class Visit>
void packed_rtree_view::in_window(const box& window, Visit visit) const {
    const auto meets = [&](const box& b) {
        return b.min.lon <= window.max.lon && window.min.lon <= b.max.lon && b.min.lat <= window.max.lat &&
               window.min.lat <= b.max.lat;
    };
    struct pending {
        std::uint32_t depth;
        std::uint32_t index;
    };
    std::vector<pending> stack;
    if (!levels_.empty()) stack.push_back({static_cast<std::uint32_t>(levels_.size() - 1), 0});
    while (!stack.empty()) {
        const auto [depth, index] = stack.back();
        stack.pop_back();
        if (!meets(boxes_[levels_[depth].first + index])) continue;
        if (depth == 0) {
            visit(items_[index]);
            continue;
        }
        const auto below = levels_[depth - 1];
        const auto end = std::min(below.count, (index + 1) * packed_rtree::fanout);
        for (auto child = index * packed_rtree::fanout; child < end; ++child)
            stack.push_back({depth - 1, child});
    }
}

}  // namespace yizhan::geo
