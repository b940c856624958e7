#include "drawn_city.hpp"

#include <yizhan/reach/search.hpp>

#include <gtest/gtest.h>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::plain_dijkstra;
using testing::random_place;

struct search_case {
    direction way;
    metric what;
    bool rules;
};

class SearchAgainstDijkstra : public ::testing::TestWithParam<search_case> {};

TEST_P(SearchAgainstDijkstra, finds_the_same_costs_within_every_limit) {
    const auto [way, what, rules] = GetParam();
    std::mt19937 random(17);
    for (int round = 0; round < 25; ++round) {
        const auto graph = build_city(random, {.side = 4 + static_cast<std::uint32_t>(round), .rules = rules});
        search finder(graph);
        for (int start = 0; start < 4; ++start) {
            const auto place = snap(graph, random_place(random, graph), {.max_metres = 1e6});
            ASSERT_TRUE(place.has_value());
            std::vector<seed> seeds;
            add_seeds(graph, *place, way, what, 0, seeds);
            std::vector<std::pair<std::uint32_t, std::uint32_t>> plain_seeds;
            for (const auto& s : seeds)
                plain_seeds.emplace_back(s.state, s.cost);
            const auto expected =
                plain_dijkstra(graph, plain_seeds, way == direction::arriving, what == metric::length);
            for (const auto limit : {0U, 60'000U, 400'000U, no_limit}) {
                finder.run(seeds, {.way = way, .what = what, .limit = limit});
                std::size_t within = 0;
                for (std::uint32_t state = 0; state < graph.states(); ++state) {
                    const auto wanted = expected[state] <= limit ? expected[state] : unreached;
                    ASSERT_EQ(finder.cost(state), wanted);
                    if (wanted != unreached) ++within;
                }
                EXPECT_EQ(finder.reached().size(), within);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Ways, SearchAgainstDijkstra,
                         ::testing::Values(search_case{direction::departing, metric::time, false},
                                           search_case{direction::arriving, metric::time, false},
                                           search_case{direction::departing, metric::length, false},
                                           search_case{direction::arriving, metric::length, true},
                                           search_case{direction::departing, metric::time, true},
                                           search_case{direction::arriving, metric::time, true}));

TEST(Search, parents_lead_back_to_a_seed_at_the_stated_cost) {
    std::mt19937 random(23);
    const auto graph = build_city(random, {.side = 15, .rules = true});
    const auto place = *snap(graph, random_place(random, graph), {.max_metres = 1e6});
    std::vector<seed> seeds;
    add_seeds(graph, place, direction::departing, metric::time, 0, seeds);
    search finder(graph);
    finder.run(seeds, {.parents = true});
    for (const auto state : finder.reached()) {
        std::uint64_t cost = 0;
        auto at = state;
        for (auto step = finder.parent(at); step.state != streets::no_state; step = finder.parent(at)) {
            EXPECT_EQ(graph.arrays().out[step.arc].state, at);
            cost += graph.arrays().out[step.arc].ms;
            at = step.state;
        }
        EXPECT_EQ(cost + finder.cost(at), finder.cost(state));
    }
}

TEST(Search, gives_every_state_to_the_source_it_is_nearest_to) {
    std::mt19937 random(29);
    const auto graph = build_city(random, {.side = 20});
    std::vector<seed> seeds;
    std::vector<std::vector<std::uint32_t>> costs;
    search finder(graph);
    for (std::uint32_t source = 0; source < 6; ++source) {
        std::vector<seed> own;
        add_seeds(graph, *snap(graph, random_place(random, graph), {.max_metres = 1e6}), direction::arriving,
                  metric::time, source, own);
        finder.run(own, {.way = direction::arriving});
        costs.emplace_back(finder.costs().begin(), finder.costs().end());
        seeds.insert(seeds.end(), own.begin(), own.end());
    }
    finder.run(seeds, {.way = direction::arriving, .sources = true});
    for (std::uint32_t state = 0; state < graph.states(); ++state) {
        auto best = unreached;
        for (const auto& of_source : costs)
            best = std::min(best, of_source[state]);
        EXPECT_EQ(finder.cost(state), best);
        if (best != unreached) {
            EXPECT_EQ(costs[finder.source(state)][state], best);
        }
    }
}

// From a to b departing is the same trip as toward b seen from a: also with walks, shares, delays and one-ways.
TEST(Search, departing_and_arriving_agree_on_the_time_between_two_places) {
    std::mt19937 random(31);
    for (int round = 0; round < 40; ++round) {
        const auto graph = build_city(random, {.side = 8, .rules = round % 2 == 1});
        search forward(graph);
        search toward(graph);
        for (int pair = 0; pair < 20; ++pair) {
            const auto a = *snap(graph, random_place(random, graph), {.max_metres = 1e6});
            const auto b = *snap(graph, random_place(random, graph), {.max_metres = 1e6});
            std::vector<seed> from_a;
            std::vector<seed> to_b;
            add_seeds(graph, a, direction::departing, metric::time, 0, from_a);
            add_seeds(graph, b, direction::arriving, metric::time, 0, to_b);
            forward.run(from_a, {});
            toward.run(to_b, {.way = direction::arriving});
            EXPECT_EQ(forward.cost_at(b), toward.cost_at(a));
        }
    }
}

TEST(Snap, finds_the_closest_point_of_all_streets) {
    std::mt19937 random(37);
    const auto graph = build_city(random, {.side = 14});
    for (int i = 0; i < 300; ++i) {
        const auto place = random_place(random, graph);
        const auto scale = geo::local_scale::at(place.lat_degrees());
        double nearest = 1e9;
        for (std::uint32_t s = 0; s < graph.summary().segments; ++s) {
            if (!graph.arrays().segments[s].snappable()) continue;
            const auto points = graph.points_of(s);
            for (std::size_t k = 0; k + 1 < points.size(); ++k)
                nearest = std::min(nearest, geo::closest_on_stretch(place, points[k], points[k + 1], scale).metres);
        }
        const auto found = snap(graph, place, {.max_metres = 1e6});
        ASSERT_TRUE(found.has_value());
        EXPECT_NEAR(found->metres, nearest, 1e-6);
        EXPECT_NEAR(scale.metres(place, found->at), nearest, 0.02);
        EXPECT_NEAR(found->walk_ms, nearest * 750, 1);
    }
}

TEST(Snap, says_when_no_street_is_near) {
    std::mt19937 random(41);
    const auto graph = build_city(random, {});
    const auto far = snap(graph, geo::point::from_degrees(10, 10));
    ASSERT_FALSE(far.has_value());
    EXPECT_EQ(far.error().code, errc::not_found);
    EXPECT_NE(far.error().message.find("500 m"), std::string::npos);
}

}  // namespace
}  // namespace yizhan::reach
