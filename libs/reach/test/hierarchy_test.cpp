#include "drawn_city.hpp"

#include <yizhan/reach/hierarchy.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::plain_dijkstra;

// A network without any shape: random streets between random junctions, with loops, parallel ones, one-ways,
// unconnected parts and times of nothing.
streets::network tangle(std::mt19937& random, std::uint32_t junctions, std::uint32_t street_count, std::uint32_t most) {
    streets::network net;
    const auto below = [&](std::uint32_t end) {
        return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random);
    };
    for (std::uint32_t i = 0; i < junctions; ++i)
        net.junctions.push_back({static_cast<std::int32_t>(below(90'000)), static_cast<std::int32_t>(below(90'000))});
    for (std::uint32_t i = 0; i < street_count; ++i) {
        streets::street s;
        s.from = below(junctions);
        s.to = below(10) == 0 ? s.from : below(junctions);
        s.first_point = static_cast<std::uint32_t>(net.points.size());
        s.point_count = 2;
        s.forward_ms = below(4) == 0 ? 0 : below(most);
        s.backward_ms = below(2) == 0 ? streets::never : below(most);
        s.length_mm = 1000 + below(1000);
        s.delay_at_to_ms = below(3) == 0 ? below(100) : 0;
        net.points.push_back(net.junctions[s.from]);
        net.points.push_back(net.junctions[s.to]);
        net.streets.push_back(s);
    }
    return net;
}

streets::travel_graph graph_of(const streets::network& net) {
    return streets::travel_graph(streets::travel_graph_data::build(net));
}

// Every pair's time is Dijkstra's, and every trip is made of the graph's arcs, end to end, at that time.
void expect_all_pairs(const streets::travel_graph& graph, const hierarchy& ready) {
    const auto& a = graph.arrays();
    hierarchy_query query(ready);
    for (std::uint32_t from = 0; from < graph.states(); ++from) {
        const auto expected = plain_dijkstra(graph, {{from, 5}});
        for (std::uint32_t to = 0; to < graph.states(); ++to) {
            const std::vector<seed> begin{{from, 5}};
            const std::vector<seed> end{{to, 0}};
            ASSERT_EQ(query.run(begin, end), expected[to]) << from << " to " << to;
            if (expected[to] == unreached) continue;
            const auto trip = query.last_trip();
            ASSERT_TRUE(trip.has_value()) << trip.error().message;
            auto at = from;
            std::uint64_t cost = 5;
            for (const auto arc : trip->arcs) {
                ASSERT_TRUE(a.first_out[at] <= arc && arc < a.first_out[at + 1]);
                cost += a.out[arc].ms;
                at = a.out[arc].state;
            }
            ASSERT_EQ(at, to);
            ASSERT_EQ(cost, expected[to]);
        }
    }
}

TEST(Hierarchy, gives_dijkstras_times_and_real_trips_on_tangles) {
    std::mt19937 random(51);
    for (std::uint32_t round = 0; round < 60; ++round) {
        const auto junctions = 2 + round;
        const auto graph =
            graph_of(tangle(random, junctions, junctions * (1 + round % 4), round % 3 == 0 ? 4 : 50'000));
        expect_all_pairs(graph, hierarchy::build(graph, progress::none()));
    }
}

TEST(Hierarchy, gives_dijkstras_times_and_real_trips_in_cities) {
    std::mt19937 random(53);
    for (std::uint32_t round = 0; round < 12; ++round) {
        const auto graph = build_city(random, {.side = 3 + round, .rules = round % 2 == 1});
        expect_all_pairs(graph, hierarchy::build(graph, progress::none()));
    }
}

TEST(Hierarchy, takes_sums_past_32_bits_as_unreached_like_every_search) {
    streets::network net;
    for (std::int32_t i = 0; i < 8; ++i)
        net.junctions.push_back({i * 1000, 0});
    for (std::uint32_t i = 0; i + 1 < 8; ++i) {
        streets::street s;
        s.from = i;
        s.to = i + 1;
        s.first_point = 2 * i;
        s.point_count = 2;
        s.length_mm = 1000;
        s.forward_ms = streets::longest_stretch;
        s.delay_at_to_ms = streets::longest_stretch;
        net.points.push_back(net.junctions[i]);
        net.points.push_back(net.junctions[i + 1]);
        net.streets.push_back(s);
    }
    const auto graph = graph_of(net);
    const auto ready = hierarchy::build(graph, progress::none());
    hierarchy_query query(ready);
    search finder(graph);
    for (std::uint32_t from = 0; from < graph.states(); ++from) {
        const std::vector<seed> begin{{from, 0}};
        finder.run(begin, {});
        for (std::uint32_t to = 0; to < graph.states(); ++to) {
            const std::vector<seed> end{{to, 0}};
            EXPECT_EQ(query.run(begin, end), finder.cost(to)) << from << " to " << to;
        }
    }
}

TEST(Hierarchy, finds_the_best_of_several_seeds_at_both_ends) {
    std::mt19937 random(57);
    const auto graph = build_city(random, {.side = 14, .rules = true});
    const auto ready = hierarchy::build(graph, progress::none());
    hierarchy_query query(ready);
    search finder(graph);
    const auto any = [&] {
        std::vector<seed> seeds(1 + random() % 5);
        for (auto& s : seeds)
            s = {static_cast<std::uint32_t>(random() % graph.states()), static_cast<std::uint32_t>(random() % 300'000)};
        return seeds;
    };
    for (int round = 0; round < 300; ++round) {
        const auto begin = any();
        const auto end = any();
        finder.run(begin, {});
        auto best = unreached;
        for (const auto& e : end)
            if (finder.cost(e.state) != unreached) best = std::min(best, finder.cost(e.state) + e.cost);
        ASSERT_EQ(query.run(begin, end), best);
        if (best == unreached) continue;
        const auto trip = query.last_trip();
        ASSERT_TRUE(trip.has_value());
        auto cost = begin[trip->departing].cost + end[trip->arriving].cost;
        for (const auto arc : trip->arcs)
            cost += graph.arrays().out[arc].ms;
        EXPECT_EQ(cost, best);
    }
}

TEST(Hierarchy, tells_how_far_it_has_got) {
    class recorder final : public progress {
    public:
        void at(std::string_view, std::uint64_t done, std::uint64_t total) override {
            EXPECT_GE(done, last);
            last = done;
            whole = total;
        }
        std::uint64_t last = 0;
        std::uint64_t whole = 0;
    } watch;
    std::mt19937 random(61);
    const auto graph = build_city(random, {.side = 20});
    const auto ready = hierarchy::build(graph, watch);
    EXPECT_EQ(watch.last, graph.states());
    EXPECT_EQ(watch.whole, graph.states());
}

}  // namespace
}  // namespace yizhan::reach
