#include "drawn_city.hpp"

#include <yizhan/reach/nearest.hpp>

#include <gtest/gtest.h>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::plain_dijkstra;
using testing::random_place;

std::vector<snapped> random_places(std::mt19937& random, const streets::travel_graph& graph, int count) {
    std::vector<snapped> places;
    for (int i = 0; i < count; ++i)
        places.push_back(*snap(graph, random_place(random, graph), {.max_metres = 1e6}));
    return places;
}

// Time between two places by plain Dijkstra.
std::uint32_t reference(const streets::travel_graph& graph, const snapped& from, const snapped& to) {
    std::vector<seed> begin;
    std::vector<seed> end;
    add_seeds(graph, from, direction::departing, metric::time, 0, begin);
    add_seeds(graph, to, direction::arriving, metric::time, 0, end);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;
    for (const auto& s : begin)
        starts.emplace_back(s.state, s.cost);
    const auto cost = plain_dijkstra(graph, starts);
    auto best = along_one_street(graph, from, to, metric::time);
    for (const auto& s : end)
        if (cost[s.state] != unreached) best = std::min(best, cost[s.state] + s.cost);
    return best;
}

TEST(Nearest, are_those_that_plain_dijkstra_finds) {
    std::mt19937 random(51);
    for (int round = 0; round < 30; ++round) {
        const auto graph = build_city(random, {.side = 10, .rules = round % 2 == 1});
        const auto places = random_places(random, graph, 25);
        const auto way = round % 3 == 0 ? direction::arriving : direction::departing;
        nearest_finder finder(graph, places);
        for (const auto& start : random_places(random, graph, 4)) {
            std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
            for (std::uint32_t i = 0; i < places.size(); ++i) {
                const auto ms = way == direction::departing ? reference(graph, start, places[i])
                                                            : reference(graph, places[i], start);
                if (ms != unreached) expected.emplace_back(ms, i);
            }
            std::ranges::sort(expected);
            for (const std::uint32_t k : {1U, 5U, 30U}) {
                const auto found = finder.find(start, k, way);
                ASSERT_EQ(found.size(), std::min<std::size_t>(k, expected.size()));
                for (std::size_t i = 0; i < found.size(); ++i)
                    EXPECT_EQ(std::pair(found[i].ms, found[i].place), expected[i]);
            }
        }
    }
}

TEST(Nearest, length_is_that_of_the_quickest_way) {
    // Without delays and at one speed, time tells length: 4.8 km/h is 750 ms a metre.
    std::mt19937 random(53);
    auto net = testing::draw_city(random, {.side = 12, .one_way = 0.1});
    for (auto& s : net.streets) {
        s.delay_at_to_ms = 0;
        s.forward_ms = s.length_mm * 3 / 4;
        if (s.backward_ms != streets::never) s.backward_ms = s.forward_ms;
    }
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    const auto places = random_places(random, graph, 40);
    nearest_finder finder(graph, places);
    for (const auto& start : random_places(random, graph, 20)) {
        for (const auto way : {direction::departing, direction::arriving})
            for (const auto& found : finder.find(start, 40, way))
                EXPECT_NEAR(found.mm * 0.75, found.ms, 80);
    }
}

TEST(Nearest, keeps_to_its_limit) {
    std::mt19937 random(57);
    const auto graph = build_city(random, {.side = 20});
    const auto places = random_places(random, graph, 30);
    nearest_finder finder(graph, places);
    const auto all = finder.find(places[0], 30);
    const auto limit = all[all.size() / 2].ms;
    const auto within = finder.find(places[0], 30, direction::departing, limit);
    ASSERT_FALSE(within.empty());
    EXPECT_EQ(within.size(),
              static_cast<std::size_t>(std::ranges::count_if(all, [&](auto& p) { return p.ms <= limit; })));
    EXPECT_EQ(within[0].place, 0U);
    EXPECT_EQ(within[0].ms, 2 * places[0].walk_ms);
}

TEST(Catchments, give_every_state_its_nearest_place) {
    std::mt19937 random(59);
    const auto graph = build_city(random, {.side = 15});
    const auto places = random_places(random, graph, 8);
    const auto found = find_catchments(graph, places);
    std::vector<std::uint32_t> best(graph.states(), unreached);
    std::vector<std::vector<std::uint32_t>> by_place;
    for (const auto& place : places) {
        std::vector<seed> seeds;
        add_seeds(graph, place, direction::arriving, metric::time, 0, seeds);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;
        for (const auto& s : seeds)
            starts.emplace_back(s.state, s.cost);
        by_place.push_back(plain_dijkstra(graph, starts, true));
        for (std::size_t s = 0; s < best.size(); ++s)
            best[s] = std::min(best[s], by_place.back()[s]);
    }
    EXPECT_EQ(found.ms, best);
    for (std::size_t s = 0; s < best.size(); ++s) {
        if (best[s] == unreached)
            EXPECT_EQ(found.place[s], catchments::no_place);
        else
            EXPECT_EQ(by_place[found.place[s]][s], best[s]);
    }
}

}  // namespace
}  // namespace yizhan::reach
