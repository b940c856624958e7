#include "drawn_city.hpp"

#include <yizhan/reach/route.hpp>

#include <gtest/gtest.h>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::random_place;

double length_of(std::span<const geo::point> points) {
    double metres = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        metres += geo::metres_between(points[i], points[i + 1]);
    return metres;
}

void expect_consistent(const route_leg& leg, const snapped& from, const snapped& to) {
    ASSERT_FALSE(leg.points.empty());
    EXPECT_EQ(leg.points.front(), from.place);
    EXPECT_EQ(leg.points.back(), to.place);
    for (std::size_t i = 0; i + 1 < leg.points.size(); ++i)
        EXPECT_NE(leg.points[i], leg.points[i + 1]);
    std::uint64_t ms = 0;
    std::uint64_t mm = 0;
    std::size_t point = 0;
    for (const auto& step : leg.steps) {
        ms += step.ms;
        mm += step.mm;
        EXPECT_LE(point, step.first_point);
        EXPECT_LT(step.first_point, leg.points.size());
        EXPECT_LT(step.heading, 360);
        point = step.first_point;
    }
    EXPECT_EQ(ms, leg.ms);
    EXPECT_EQ(mm, leg.mm);
    EXPECT_EQ(leg.steps.back().how, turn::arrive);
    // The line drawn is as long as stated: 2 cm a stretch for positions in 1e-7 degrees.
    EXPECT_NEAR(length_of(leg.points), static_cast<double>(leg.mm) / 1000,
                0.02 * static_cast<double>(leg.points.size()));
}

TEST(Router, takes_the_quickest_time_with_and_without_a_hierarchy) {
    std::mt19937 random(111);
    for (std::uint32_t round = 0; round < 20; ++round) {
        const auto graph = build_city(random, {.side = 3 + round, .rules = round % 2 == 1});
        const auto ready = hierarchy::build(graph, progress::none());
        router by_hierarchy(graph, &ready);
        router by_search(graph);
        search finder(graph);
        for (int pair = 0; pair < 25; ++pair) {
            const auto from = *snap(graph, random_place(random, graph), {.max_metres = 1e6});
            const auto to = *snap(graph, random_place(random, graph), {.max_metres = 1e6});
            std::vector<seed> seeds;
            add_seeds(graph, from, direction::departing, metric::time, 0, seeds);
            finder.run(seeds, {});
            const auto expected = std::min(finder.cost_at(to), along_one_street(graph, from, to, metric::time));
            const std::vector<snapped> places{from, to};
            for (auto* finds : {&by_hierarchy, &by_search}) {
                const auto found = finds->find(places);
                ASSERT_EQ(found.has_value(), expected != unreached);
                if (!found) continue;
                EXPECT_EQ(found->ms, expected);
                expect_consistent(found->legs.front(), from, to);
            }
        }
    }
}

// Two streets that meet at a right angle, the first in two stretches:
//
//   0 --- 1 --- 2     "East Road" 0-1-2, "北路" 2-3 to the north
//               |
//               3
class Corner : public ::testing::Test {
protected:
    Corner() {
        net.junctions = {{0, 0}, {10'000, 0}, {20'000, 0}, {20'000, 10'000}};
        net.names = {"", "East Road", "北路"};
        add(0, 1, 1);
        add(1, 2, 1);
        add(2, 3, 2);
    }
    void add(std::uint32_t from, std::uint32_t to, std::uint32_t name) {
        streets::street s;
        s.from = from;
        s.to = to;
        s.first_point = static_cast<std::uint32_t>(net.points.size());
        s.point_count = 2;
        s.length_mm = static_cast<std::uint32_t>(geo::metres_between(net.junctions[from], net.junctions[to]) * 1000);
        s.forward_ms = s.backward_ms = 80'000;
        s.name = name;
        s.kind = streets::street_class::residential;
        net.points.push_back(net.junctions[from]);
        net.points.push_back(net.junctions[to]);
        net.streets.push_back(s);
    }
    streets::network net;
};

TEST_F(Corner, joins_stretches_of_one_street_and_tells_the_turn) {
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    router finds(graph);
    const auto from = *snap(graph, {2'500, 0});
    const auto to = *snap(graph, {20'000, 5'000});
    const auto there = finds.find(std::vector{from, to});
    ASSERT_TRUE(there.has_value());
    const auto& steps = there->legs.front().steps;
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].how, turn::depart);
    EXPECT_EQ(steps[0].name, "East Road");
    EXPECT_EQ(steps[0].heading, 90);
    EXPECT_EQ(steps[0].ms, 140'000U);
    EXPECT_EQ(steps[1].how, turn::left);
    EXPECT_EQ(steps[1].name, "北路");
    EXPECT_EQ(steps[1].heading, 0);
    EXPECT_EQ(steps[1].ms, 40'000U);
    EXPECT_EQ(there->legs.front().points,
              (std::vector<geo::point>{{2'500, 0}, {10'000, 0}, {20'000, 0}, {20'000, 5'000}}));

    const auto back = finds.find(std::vector{to, from});
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->legs.front().steps[1].how, turn::right);
    EXPECT_EQ(back->ms, there->ms);
}

TEST_F(Corner, walks_straight_between_place_and_street) {
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    router finds(graph);
    const auto from = *snap(graph, {5'000, -2'000});
    const auto to = *snap(graph, {7'500, 1'000});
    const auto found = finds.find(std::vector{from, to});
    ASSERT_TRUE(found.has_value());
    const auto& leg = found->legs.front();
    ASSERT_EQ(leg.steps.size(), 4U);
    EXPECT_FALSE(leg.steps[0].on_street);
    EXPECT_EQ(leg.steps[0].ms, from.walk_ms);
    EXPECT_EQ(leg.steps[1].how, turn::right);
    EXPECT_EQ(leg.steps[1].ms, 20'000U);
    EXPECT_EQ(leg.steps[2].how, turn::left);
    EXPECT_FALSE(leg.steps[2].on_street);
    EXPECT_EQ(leg.ms, along_one_street(graph, from, to, metric::time));
}

TEST_F(Corner, has_a_leg_for_each_pair_of_places_in_a_row) {
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    const auto ready = hierarchy::build(graph, progress::none());
    router finds(graph, &ready);
    const std::vector places{*snap(graph, {2'500, 0}), *snap(graph, {20'000, 5'000}), *snap(graph, {12'500, 0})};
    const auto found = finds.find(places);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->legs.size(), 2U);
    EXPECT_EQ(found->ms, found->legs[0].ms + found->legs[1].ms);
    EXPECT_EQ(found->mm, found->legs[0].mm + found->legs[1].mm);
    EXPECT_EQ(found->legs[1].ms, 100'000U);
}

TEST_F(Corner, needs_two_places_and_a_way) {
    net.streets[2].backward_ms = streets::never;
    const streets::travel_graph graph(streets::travel_graph_data::build(net, {.island_junctions = 1}));
    router finds(graph);
    const std::vector places{*snap(graph, {20'000, 5'000}), *snap(graph, {2'500, 0})};
    EXPECT_EQ(finds.find(std::span(places).first(1)).error().code, errc::bad_call);
    EXPECT_EQ(finds.find(places).error().code, errc::not_found);
}

TEST(Turns, have_a_code_and_words_in_two_languages) {
    EXPECT_EQ(code_of(turn::slight_right), "slight_right");
    EXPECT_EQ(code_of(turn::arrive), "arrive");
    EXPECT_EQ(word_for(turn::left, language::en), "turn left");
    EXPECT_EQ(word_for(turn::left, language::zh), "左转");
    EXPECT_EQ(word_for(turn::arrive, language::zh), "到达");
}

}  // namespace
}  // namespace yizhan::reach
