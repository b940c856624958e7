#include "drawn_city.hpp"

#include <yizhan/reach/search.hpp>

#include <cmath>
#include <queue>

namespace yizhan::reach::testing {
namespace {

using streets::network;

class city_drawer {
public:
    city_drawer(std::mt19937& random, const city_shape& shape) : random_(random), shape_(shape) {}

    network draw() {
        const auto side = shape_.side;
        for (std::uint32_t row = 0; row < side; ++row)
            for (std::uint32_t column = 0; column < side; ++column)
                net_.junctions.push_back({place(column, 10000), place(row, 7500) + 411'000'000});
        for (std::uint32_t row = 0; row < side; ++row) {
            for (std::uint32_t column = 0; column < side; ++column) {
                const auto here = row * side + column;
                if (column + 1 < side && !chance(shape_.missing)) add_street(here, here + 1);
                if (row + 1 < side && !chance(shape_.missing)) add_street(here, here + side);
            }
        }
        if (shape_.rules) add_rules();
        return std::move(net_);
    }

private:
    bool chance(double probability) { return std::bernoulli_distribution(probability)(random_); }
    std::int32_t jitter(std::int32_t most) { return std::uniform_int_distribution<std::int32_t>(-most, most)(random_); }
    std::int32_t place(std::uint32_t cell, std::int32_t size) {
        return static_cast<std::int32_t>(cell) * size + jitter(size / 4);
    }

    void add_street(std::uint32_t from, std::uint32_t to) {
        streets::street s;
        s.from = from;
        s.to = to;
        s.first_point = static_cast<std::uint32_t>(net_.points.size());
        const auto a = net_.junctions[from];
        const auto b = net_.junctions[to];
        net_.points.push_back(a);
        if (chance(0.5))
            net_.points.push_back({(a.lon + b.lon) / 2 + jitter(1500), (a.lat + b.lat) / 2 + jitter(1500)});
        net_.points.push_back(b);
        s.point_count = static_cast<std::uint32_t>(net_.points.size()) - s.first_point;
        double metres = 0;
        for (auto i = s.first_point; i + 1 < net_.points.size(); ++i)
            metres += geo::metres_between(net_.points[i], net_.points[i + 1]);
        s.length_mm = static_cast<std::uint32_t>(std::lround(metres * 1000));
        const double kmh = chance(0.2) ? 3.0 : 4.8;
        s.forward_ms = static_cast<std::uint32_t>(std::lround(metres * 3600 / kmh));
        s.backward_ms = chance(shape_.one_way) ? streets::never : s.forward_ms;
        if (chance(0.1)) s.delay_at_to_ms = 15'000;
        s.way = static_cast<std::int64_t>(net_.streets.size()) + 1;
        net_.streets.push_back(s);
    }

    void add_rules() {
        net_.no_u_turns = true;
        for (auto& s : net_.streets)
            s.no_through = chance(0.08);
        for (std::uint32_t a = 0; a < net_.streets.size(); ++a) {
            for (std::uint32_t b = 0; b < net_.streets.size(); ++b) {
                if (a != b && net_.streets[a].to == net_.streets[b].from && chance(0.08))
                    net_.restrictions.push_back({{streets::along(a, false), streets::along(b, false)}, chance(0.2)});
            }
        }
    }

    std::mt19937& random_;
    city_shape shape_;
    network net_;
};

}  // namespace

network draw_city(std::mt19937& random, const city_shape& shape) {
    return city_drawer(random, shape).draw();
}

streets::travel_graph build_city(std::mt19937& random, const city_shape& shape) {
    return streets::travel_graph(streets::travel_graph_data::build(draw_city(random, shape)));
}

geo::point random_place(std::mt19937& random, const streets::travel_graph& graph) {
    const auto& b = graph.summary().bounds;
    return {std::uniform_int_distribution<std::int32_t>(b.min.lon, b.max.lon)(random),
            std::uniform_int_distribution<std::int32_t>(b.min.lat, b.max.lat)(random)};
}

std::vector<std::uint32_t> plain_dijkstra(const streets::travel_graph& graph,
                                          const std::vector<std::pair<std::uint32_t, std::uint32_t>>& seeds,
                                          bool arriving, bool by_length) {
    const auto& a = graph.arrays();
    const auto first = arriving ? a.first_in : a.first_out;
    const auto arcs = arriving ? a.in : a.out;
    const auto streets = arriving ? a.in_street : a.out_street;
    std::vector<std::uint32_t> cost(graph.states(), unreached);
    using item = std::pair<std::uint64_t, std::uint32_t>;
    std::priority_queue<item, std::vector<item>, std::greater<>> queue;
    for (const auto& [state, start] : seeds)
        queue.emplace(start, state);
    while (!queue.empty()) {
        const auto [reached, state] = queue.top();
        queue.pop();
        if (reached >= cost[state]) continue;
        cost[state] = static_cast<std::uint32_t>(reached);
        for (auto i = first[state]; i < first[state + 1]; ++i)
            queue.emplace(reached + (by_length ? graph.mm_along(streets[i]) : arcs[i].ms), arcs[i].state);
    }
    return cost;
}

}  // namespace yizhan::reach::testing
