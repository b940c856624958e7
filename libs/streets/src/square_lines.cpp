#include "square_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <unordered_map>

namespace yizhan::streets {
namespace {

// Twice the coordinates, so that midpoints are whole numbers too. All tests below are exact for outlines up to
// `widest` units across.
struct spot {
    std::int64_t x;
    std::int64_t y;
    bool operator==(const spot&) const = default;
};
constexpr std::int64_t widest = std::int64_t{1} << 29;

spot doubled(geo::point p) {
    return {2 * std::int64_t{p.lon}, 2 * std::int64_t{p.lat}};
}

// Positive where a, b, c turn left.
int side(spot a, spot b, spot c) {
    const auto cross = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (cross == 0) return 0;
    return cross > 0 ? 1 : -1;
}

struct edge {
    spot from;
    spot to;
};

// p on the straight line through a and b: strictly between them?
bool between(spot a, spot b, spot p) {
    const auto along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
    const auto length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    return along > 0 && along < length;
}

class outline_view {
public:
    explicit outline_view(const square_outline& outline) {
        for (const auto& ring : outline.rings)
            for (std::size_t i = 1; i < ring.size(); ++i)
                edges_.push_back({doubled(ring[i - 1].at), doubled(ring[i].at)});
    }

    // Even-odd rule; points on an edge may be told either way.
    [[nodiscard]] bool inside(spot p) const {
        bool in = false;
        for (const auto& [a, b] : edges_) {
            if ((a.y > p.y) == (b.y > p.y)) continue;
            if (side(a, b, p) == (b.y > a.y ? 1 : -1)) in = !in;
        }
        return in;
    }

    // The stretch between a and b lies inside and touches the rim at its ends only.
    [[nodiscard]] bool sees(spot a, spot b) const {
        const spot middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
        for (const auto& e : edges_) {
            const auto from_side = side(a, b, e.from);
            const auto to_side = side(a, b, e.to);
            if (from_side == 0 && between(a, b, e.from)) return false;
            if (from_side * to_side < 0 && side(e.from, e.to, a) * side(e.from, e.to, b) < 0) return false;
            if (side(e.from, e.to, middle) == 0 && between(e.from, e.to, middle)) return false;
        }
        return inside(middle);
    }

private:
    std::vector<edge> edges_;
};

bool too_wide(const square_outline& outline) {
    auto extent = geo::box::empty();
    for (const auto& ring : outline.rings)
        for (const auto& corner : ring)
            extent.extend(corner.at);
    return !extent.is_empty() && (std::int64_t{extent.max.lon} - extent.min.lon > widest ||
                                  std::int64_t{extent.max.lat} - extent.min.lat > widest);
}

constexpr double far = std::numeric_limits<double>::infinity();

// A few vertices and what joins them.
class small_graph {
public:
    explicit small_graph(std::size_t vertices) : next_(vertices), cost_(vertices), before_(vertices) {}

    void join(std::uint32_t a, std::uint32_t b, double metres) {
        next_[a].push_back({b, metres});
        next_[b].push_back({a, metres});
    }
    // Dijkstra from `start` up to `limit`.
    void search(std::uint32_t start, double limit) {
        std::ranges::fill(cost_, far);
        using item = std::pair<double, std::uint32_t>;
        std::priority_queue<item, std::vector<item>, std::greater<>> queue;
        cost_[start] = 0;
        before_[start] = start;
        queue.emplace(0, start);
        while (!queue.empty()) {
            const auto [cost, vertex] = queue.top();
            queue.pop();
            if (cost > cost_[vertex]) continue;
            for (const auto& [to, metres] : next_[vertex]) {
                if (cost + metres >= cost_[to] || cost + metres > limit) continue;
                cost_[to] = cost + metres;
                before_[to] = vertex;
                queue.emplace(cost_[to], to);
            }
        }
    }
    [[nodiscard]] double cost(std::uint32_t vertex) const { return cost_[vertex]; }
    [[nodiscard]] std::uint32_t before(std::uint32_t vertex) const { return before_[vertex]; }

private:
    struct joint {
        std::uint32_t to;
        double metres;
    };
    std::vector<std::vector<joint>> next_;
    std::vector<double> cost_;
    std::vector<std::uint32_t> before_;
};

struct line {
    std::uint32_t a;
    std::uint32_t b;
    double metres;
};

class square_crosser {
public:
    square_crosser(const square_outline& outline, const travel_rules::squares& limits)
        : outline_(outline), limits_(limits), view_(outline), scale_(scale_of(outline)) {}

    square_crossing run() {
        collect_corners();
        if (entries_ == 0) return {square_outcome::unconnected, {}};
        if (entries_ > limits_.max_entries || corners_.size() - entries_ > limits_.max_corners || too_wide(outline_))
            return {square_outcome::gone_round, {}};
        square_crossing made{square_outcome::crossed, {}};
        for (const auto& l : thinned(needed(visible())))
            made.lines.emplace_back(corners_[l.a].node, corners_[l.b].node);
        return made;
    }

private:
    static geo::local_scale scale_of(const square_outline& outline) {
        const auto any = outline.rings.empty() ? geo::point{} : outline.rings.front().front().at;
        return geo::local_scale::at(any.lat_degrees());
    }

    // Entries first, then corners where the rim bends inwards: shortest ways turn nowhere else.
    void collect_corners() {
        for (const auto& ring : outline_.rings)
            for (const auto& corner : ring)
                if (corner.entry) add(corner);
        entries_ = corners_.size();
        for (const auto& ring : outline_.rings)
            for (std::size_t i = 1; i < ring.size(); ++i)
                if (bends_inwards(ring, i)) add(ring[i]);
    }
    void add(const square_outline::corner& corner) {
        if (index_.try_emplace(corner.node, static_cast<std::uint32_t>(corners_.size())).second)
            corners_.push_back(corner);
    }

    // The rim turns away from the side on which the square lies.
    [[nodiscard]] bool bends_inwards(const std::vector<square_outline::corner>& ring, std::size_t i) const {
        const auto before = doubled(ring[i - 1].at);
        const auto here = doubled(ring[i].at);
        const auto after = doubled(i + 1 < ring.size() ? ring[i + 1].at : ring[1].at);
        const auto turn = side(before, here, after);
        return turn != 0 && turn != interior_side(ring);
    }

    // +1 where the ring has the square on its left, -1 on its right: by its sense of rotation and by whether it lies
    // inside another ring.
    [[nodiscard]] int interior_side(const std::vector<square_outline::corner>& ring) const {
        double area = 0;
        for (std::size_t i = 1; i < ring.size(); ++i)
            area += (static_cast<double>(ring[i - 1].at.lon) - ring[0].at.lon) *
                        (static_cast<double>(ring[i].at.lat) - ring[0].at.lat) -
                    (static_cast<double>(ring[i].at.lon) - ring[0].at.lon) *
                        (static_cast<double>(ring[i - 1].at.lat) - ring[0].at.lat);
        const int rotation = area > 0 ? 1 : -1;
        return is_hole(ring) ? -rotation : rotation;
    }

    [[nodiscard]] bool is_hole(const std::vector<square_outline::corner>& ring) const {
        square_outline others;
        for (const auto& other : outline_.rings)
            if (&other != &ring) others.rings.push_back(other);
        const auto a = doubled(ring[0].at);
        const auto b = doubled(ring[1].at);
        return outline_view(others).inside({(a.x + b.x) / 2, (a.y + b.y) / 2});
    }

    [[nodiscard]] std::vector<line> visible() const {
        std::vector<line> lines;
        for (std::uint32_t a = 0; a < corners_.size(); ++a)
            for (auto b = a + 1; b < corners_.size(); ++b)
                if (view_.sees(doubled(corners_[a].at), doubled(corners_[b].at)))
                    lines.push_back({a, b, scale_.metres(corners_[a].at, corners_[b].at)});
        return lines;
    }

    // The rim between neighbouring corners.
    [[nodiscard]] small_graph rim() const {
        small_graph graph(corners_.size());
        for (const auto& ring : outline_.rings) {
            std::uint32_t last = unknown;
            double metres = 0;
            // Twice round, so that the stretch over the ring's first point is closed.
            for (std::size_t step = 1; step < 2 * ring.size() - 1; ++step) {
                const auto i = (step - 1) % (ring.size() - 1) + 1;
                metres += scale_.metres(ring[i - 1].at, ring[i].at);
                const auto found = index_.find(ring[i].node);
                if (found == index_.end()) continue;
                if (last != unknown) graph.join(last, found->second, metres);
                last = found->second;
                metres = 0;
            }
        }
        return graph;
    }

    // Those lines that are part of a shortest way between two entries.
    [[nodiscard]] std::vector<line> needed(const std::vector<line>& lines) const {
        auto graph = rim();
        for (const auto& l : lines)
            graph.join(l.a, l.b, l.metres);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> used;
        for (std::uint32_t start = 0; start < entries_; ++start) {
            graph.search(start, far);
            for (std::uint32_t end = 0; end < entries_; ++end)
                for (auto at = end; graph.cost(at) < far && graph.before(at) != at; at = graph.before(at))
                    used.push_back(std::minmax({at, graph.before(at)}));
        }
        std::ranges::sort(used);
        std::vector<line> kept;
        std::ranges::copy_if(lines, std::back_inserter(kept),
                             [&](const line& l) { return std::ranges::binary_search(used, std::pair(l.a, l.b)); });
        return kept;
    }

    [[nodiscard]] std::vector<line> thinned(std::vector<line> lines) const {
        std::ranges::stable_sort(lines, {}, &line::metres);
        auto graph = rim();
        std::vector<line> kept;
        for (const auto& l : lines) {
            graph.search(l.a, l.metres * limits_.detour);
            if (graph.cost(l.b) <= l.metres * limits_.detour) continue;
            graph.join(l.a, l.b, l.metres);
            kept.push_back(l);
        }
        return kept;
    }

    static constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();

    const square_outline& outline_;
    const travel_rules::squares& limits_;
    outline_view view_;
    geo::local_scale scale_;
    std::vector<square_outline::corner> corners_;  // entries first
    std::size_t entries_ = 0;
    std::unordered_map<std::uint32_t, std::uint32_t> index_;  // node to corner
};

}  // namespace

square_crossing lines_across(const square_outline& outline, const travel_rules::squares& limits) {
    return square_crosser(outline, limits).run();
}

}  // namespace yizhan::streets
