#include <yizhan/geo/hilbert.hpp>
#include <yizhan/geo/packed_rtree.hpp>

#include <numeric>
#include <queue>

namespace yizhan::geo {
namespace {

// Counts of boxes per level, items first; one box on top. Empty for no items.
std::vector<std::uint32_t> level_counts(std::size_t items) {
    std::vector<std::uint32_t> counts;
    if (items == 0) return counts;
    counts.push_back(static_cast<std::uint32_t>(items));
    while (counts.back() > 1)
        counts.push_back((counts.back() + packed_rtree::fanout - 1) / packed_rtree::fanout);
    return counts;
}

double metres_to_box(point p, const box& b, const local_scale& scale) {
    const double dx = std::max({0.0, static_cast<double>(b.min.lon) - p.lon, static_cast<double>(p.lon) - b.max.lon});
    const double dy = std::max({0.0, static_cast<double>(b.min.lat) - p.lat, static_cast<double>(p.lat) - b.max.lat});
    return std::sqrt(dx * scale.x * dx * scale.x + dy * scale.y * dy * scale.y);
}

}  // namespace

packed_rtree packed_rtree::build(std::span<const box> item_boxes) {
    packed_rtree tree;
    auto extent = box::empty();
    for (const auto& b : item_boxes)
        extent.extend(b);
    std::vector<std::uint32_t> key(item_boxes.size());
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = hilbert_index(item_boxes[i].centre(), extent);
    tree.items.resize(item_boxes.size());
    std::iota(tree.items.begin(), tree.items.end(), 0U);
    std::ranges::sort(tree.items, {}, [&](std::uint32_t item) { return std::pair(key[item], item); });

    for (const auto item : tree.items)
        tree.boxes.push_back(item_boxes[item]);
    std::size_t below = 0;
    const auto counts = level_counts(item_boxes.size());
    for (std::size_t depth = 1; depth < counts.size(); ++depth) {
        const std::size_t end = below + counts[depth - 1];
        for (; below < end; below += std::min<std::size_t>(fanout, end - below)) {
            auto around = box::empty();
            for (auto child = below; child < std::min<std::size_t>(end, below + fanout); ++child)
                around.extend(tree.boxes[child]);
            tree.boxes.push_back(around);
        }
    }
    return tree;
}

packed_rtree_view::packed_rtree_view(std::span<const box> boxes, std::span<const std::uint32_t> items)
    : boxes_(boxes), items_(items) {
    std::uint32_t first = 0;
    for (const auto count : level_counts(items.size())) {
        levels_.push_back({first, count});
        first += count;
    }
}

bool packed_rtree_view::valid(std::span<const box> boxes, std::span<const std::uint32_t> items,
                              std::size_t item_count) {
    const auto counts = level_counts(items.size());
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0}) == boxes.size() &&
           std::ranges::all_of(items, [&](auto item) { return item < item_count; });
}

void packed_rtree_view::nearest(point p, double limit_metres,
                                const std::function<double(std::uint32_t, double)>& visit) const {
    struct pending {
        double metres;
        std::uint32_t depth;
        std::uint32_t index;
        bool operator<(const pending& other) const { return metres > other.metres; }  // nearest on top
    };
    if (levels_.empty()) return;
    const auto scale = local_scale::at(p.lat_degrees());
    std::priority_queue<pending> queue;
    const auto push = [&](std::uint32_t depth, std::uint32_t index) {
        const double metres = metres_to_box(p, boxes_[levels_[depth].first + index], scale);
        if (metres <= limit_metres) queue.push({metres, depth, index});
    };
    push(static_cast<std::uint32_t>(levels_.size() - 1), 0);
    while (!queue.empty() && queue.top().metres <= limit_metres) {
        const auto [metres, depth, index] = queue.top();
        queue.pop();
        if (depth == 0) {
            limit_metres = visit(items_[index], limit_metres);
            continue;
        }
        const auto end = std::min(levels_[depth - 1].count, (index + 1) * packed_rtree::fanout);
        for (auto child = index * packed_rtree::fanout; child < end; ++child)
            push(depth - 1, child);
    }
}

}  // namespace yizhan::geo
