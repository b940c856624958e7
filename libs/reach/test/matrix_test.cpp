#include "drawn_city.hpp"

#include <yizhan/reach/matrix.hpp>

#include <gtest/gtest.h>

#include <map>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::random_place;

std::vector<snapped> places_in(std::mt19937& random, const streets::travel_graph& graph, std::size_t count) {
    std::vector<snapped> places;
    while (places.size() < count)
        places.push_back(*snap(graph, random_place(random, graph), {.max_metres = 1e6}));
    return places;
}

// One pair at a time: a search, the end's street, and the way along one street.
std::vector<std::uint32_t> expected_matrix(const streets::travel_graph& graph, const std::vector<snapped>& origins,
                                           const std::vector<snapped>& destinations) {
    std::vector<std::uint32_t> values;
    search finder(graph);
    for (const auto& origin : origins) {
        std::vector<seed> seeds;
        add_seeds(graph, origin, direction::departing, metric::time, 0, seeds);
        finder.run(seeds, {});
        for (const auto& destination : destinations)
            values.push_back(
                std::min(finder.cost_at(destination), along_one_street(graph, origin, destination, metric::time)));
    }
    return values;
}

TEST(Matrix, is_the_same_with_a_hierarchy_with_searches_and_pair_by_pair) {
    std::mt19937 random(71);
    for (std::uint32_t round = 0; round < 16; ++round) {
        const auto graph = build_city(random, {.side = 4 + round, .rules = round % 2 == 1});
        const auto ready = hierarchy::build(graph, progress::none());
        const auto origins = places_in(random, graph, 1 + round * 5);
        const auto destinations = places_in(random, graph, 1 + (round * 7) % 40);
        const auto expected = expected_matrix(graph, origins, destinations);
        EXPECT_EQ(matrix(graph, origins, destinations, {.shortcuts = &ready}), expected);
        EXPECT_EQ(matrix(graph, origins, destinations, {.shortcuts = &ready, .threads = 3}), expected);
        EXPECT_EQ(matrix(graph, origins, destinations, {.threads = 2}), expected);
    }
}

TEST(Matrix, within_a_limit_is_the_whole_one_cut_off) {
    std::mt19937 random(73);
    const auto graph = build_city(random, {.side = 18});
    const auto ready = hierarchy::build(graph, progress::none());
    const auto origins = places_in(random, graph, 40);
    const auto destinations = places_in(random, graph, 50);
    for (const auto limit : {0U, 90'000U, 600'000U, 5'000'000U}) {
        auto expected = expected_matrix(graph, origins, destinations);
        for (auto& ms : expected)
            if (ms > limit) ms = unreached;
        EXPECT_EQ(matrix(graph, origins, destinations, {.limit = limit}), expected);
        EXPECT_EQ(matrix(graph, origins, destinations, {.shortcuts = &ready, .limit = limit}), expected);
    }
}

TEST(Matrix, is_symmetric_where_every_street_is_without_delay_and_both_ways) {
    std::mt19937 random(79);
    auto net = testing::draw_city(random, {.side = 12, .one_way = 0});
    for (auto& s : net.streets)
        s.delay_at_to_ms = 0;
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    const auto ready = hierarchy::build(graph, progress::none());
    const auto places = places_in(random, graph, 45);
    const auto values = matrix(graph, places, places, {.shortcuts = &ready});
    for (std::size_t i = 0; i < places.size(); ++i) {
        EXPECT_EQ(values[i * places.size() + i], 2 * places[i].walk_ms);
        for (std::size_t j = 0; j < i; ++j)
            // The two halves of a street are rounded to the ms apart: one ms at either end.
            EXPECT_NEAR(values[i * places.size() + j], values[j * places.size() + i], 2);
    }
}

TEST(Matrix, comes_in_blocks_of_rows_in_order) {
    std::mt19937 random(83);
    const auto graph = build_city(random, {.side = 12});
    const auto ready = hierarchy::build(graph, progress::none());
    const auto origins = places_in(random, graph, 70);
    const auto destinations = places_in(random, graph, 9);
    const auto whole = matrix(graph, origins, destinations, {.shortcuts = &ready});
    for (const std::size_t rows : {1UL, 16UL, 33UL, 500UL}) {
        std::vector<std::uint32_t> joined;
        const auto taken =
            for_matrix_rows(graph, origins, destinations, {.shortcuts = &ready, .rows_at_once = rows}, progress::none(),
                            [&](std::size_t first, std::span<const std::uint32_t> values) -> result<void> {
                                EXPECT_EQ(first * destinations.size(), joined.size());
                                EXPECT_LE(values.size(), rows * destinations.size());
                                joined.insert(joined.end(), values.begin(), values.end());
                                return {};
                            });
        ASSERT_TRUE(taken.has_value());
        EXPECT_EQ(joined, whole);
    }
}

TEST(Matrix, ends_when_its_rows_are_not_taken) {
    std::mt19937 random(89);
    const auto graph = build_city(random, {});
    const auto places = places_in(random, graph, 8);
    int calls = 0;
    const auto taken = for_matrix_rows(graph, places, places, {.rows_at_once = 2}, progress::none(),
                                       [&](std::size_t, std::span<const std::uint32_t>) -> result<void> {
                                           if (++calls == 2) return fail(errc::io, "disk full");
                                           return {};
                                       });
    ASSERT_FALSE(taken.has_value());
    EXPECT_EQ(taken.error().message, "disk full");
    EXPECT_EQ(calls, 2);
}

TEST(Matrix, of_no_places_is_empty) {
    std::mt19937 random(97);
    const auto graph = build_city(random, {});
    const auto places = places_in(random, graph, 3);
    EXPECT_TRUE(matrix(graph, {}, places).empty());
    EXPECT_TRUE(matrix(graph, places, {}).empty());
}

}  // namespace
}  // namespace yizhan::reach
