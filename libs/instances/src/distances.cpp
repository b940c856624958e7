#include "distances.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/instances/prepare.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

namespace yizhan::instances {
namespace {

// Whole numbers beyond it are not exact in floats.
constexpr double most_distance = 1 << 24;

struct row {
    std::vector<index> cell;
    std::vector<float> seconds;
    bool too_far = false;

    void add(index at, double distance) {
        too_far = too_far || distance > most_distance;
        cell.push_back(at);
        seconds.push_back(static_cast<float>(distance));
    }
};

result<siting::pair_table> joined(const std::vector<row>& rows) {
    siting::pair_table table;
    for (const auto& one : rows) {
        if (one.too_far)
            return fail(errc::limit, fmt::format("distances above {} cannot be kept exactly: scale them down",
                                                 static_cast<std::uint64_t>(most_distance)));
        table.first.push_back(table.first.back() + one.cell.size());
    }
    table.cell.reserve(table.first.back());
    table.seconds.reserve(table.first.back());
    for (const auto& one : rows) {
        table.cell.insert(table.cell.end(), one.cell.begin(), one.cell.end());
        table.seconds.insert(table.seconds.end(), one.seconds.begin(), one.seconds.end());
    }
    return table;
}

// Edges at each node, the latest of several between the same two.
struct adjacency {
    struct arc {
        index to;
        double length;
    };
    std::vector<std::size_t> first;
    std::vector<arc> arcs;
};

adjacency arcs_of(const graph& of) {
    auto edges = of.edges;
    for (auto& edge : edges)
        if (edge.from > edge.to) std::swap(edge.from, edge.to);
    const auto ends = [](const graph::edge& edge) { return std::pair(edge.from, edge.to); };
    std::ranges::reverse(edges);
    std::ranges::stable_sort(edges, {}, ends);
    const auto earlier = std::ranges::unique(edges, {}, ends);
    edges.erase(earlier.begin(), earlier.end());

    adjacency all;
    all.first.assign(std::size_t{of.nodes} + 1, 0);
    for (const auto& edge : edges)
        for (const auto node : {edge.from, edge.to})
            ++all.first[node + 1];
    std::inclusive_scan(all.first.begin(), all.first.end(), all.first.begin());
    all.arcs.resize(edges.size() * 2);
    auto next = all.first;
    for (const auto& edge : edges) {
        all.arcs[next[edge.from]++] = {edge.to, static_cast<double>(edge.length)};
        all.arcs[next[edge.to]++] = {edge.from, static_cast<double>(edge.length)};
    }
    return all;
}

// Dijkstra's algorithm; what is not reached is infinitely far.
void search(const adjacency& arcs, index from, std::vector<double>& distance) {
    using entry = std::pair<double, index>;
    std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
    std::ranges::fill(distance, std::numeric_limits<double>::infinity());
    distance[from] = 0;
    queue.emplace(0, from);
    while (!queue.empty()) {
        const auto [so_far, node] = queue.top();
        queue.pop();
        if (so_far > distance[node]) continue;
        for (auto i = arcs.first[node]; i < arcs.first[node + 1]; ++i) {
            const auto& arc = arcs.arcs[i];
            if (so_far + arc.length >= distance[arc.to]) continue;
            distance[arc.to] = so_far + arc.length;
            queue.emplace(distance[arc.to], arc.to);
        }
    }
}

}  // namespace

result<siting::pair_table> shortest_paths(const graph& of, double limit, unsigned threads) {
    const auto arcs = arcs_of(of);
    std::vector<row> rows(of.nodes);
    parallel_for(of.nodes, threads, [&](std::size_t from, unsigned) {
        std::vector<double> distance(of.nodes);
        search(arcs, static_cast<index>(from), distance);
        for (index to = 0; to < of.nodes; ++to)
            if (std::isfinite(distance[to]) && distance[to] <= limit) rows[from].add(to, distance[to]);
    });
    return joined(rows);
}

result<siting::pair_table> whole_distances(const plane& of, double limit, unsigned threads) {
    if (std::uint64_t{of.x.size()} * of.site_x.size() > most_pairs)
        return fail(errc::limit, fmt::format("{} × {} distances are more than {}: take fewer points", of.site_x.size(),
                                             of.x.size(), most_pairs));
    std::vector<row> rows(of.site_x.size());
    parallel_for(rows.size(), threads, [&](std::size_t site, unsigned) {
        for (index cell = 0; cell < of.x.size(); ++cell) {
            const double dx = of.x[cell] - of.site_x[site];
            const double dy = of.y[cell] - of.site_y[site];
            const double distance = std::floor(std::sqrt(dx * dx + dy * dy));
            if (distance <= limit) rows[site].add(cell, distance);
        }
    });
    return joined(rows);
}

}  // namespace yizhan::instances
