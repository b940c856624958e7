#include "ascii_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace yizhan::streets::testing {
namespace {

const tag_list street{{"highway", "residential"}};

TEST(Network, joins_what_just_goes_on) {
    const auto map = ascii_map("A--B--C--D").way("AB", street).way("CB", street).way("CD", street);
    const travelled_map city(map, mode::walk);
    ASSERT_EQ(city.streets().streets.size(), 1U);
    EXPECT_EQ(city.streets().junctions.size(), 2U);
    EXPECT_EQ(city.streets().streets[0].point_count, 4U);
    EXPECT_NEAR(city.streets().streets[0].length_mm / 1000.0, map.metres('A', 'D'), 0.01);
    EXPECT_EQ(city.counts().junctions_dissolved, 2U);
    EXPECT_NEAR(city.seconds('B', 'C').value(), 300 / 4.8 * 3.6, 0.1);
}

TEST(Network, keeps_junctions_where_something_changes) {
    const auto streets = [](tag_list first, tag_list second, mode m = mode::ebike) {
        const auto map = ascii_map("A--B--C").way("AB", std::move(first)).way("BC", std::move(second));
        return travelled_map(map, m).streets().streets.size();
    };
    EXPECT_EQ(streets(street, street), 1U);
    EXPECT_EQ(streets(street, {{"highway", "tertiary"}}), 2U);
    EXPECT_EQ(streets(street, {{"highway", "residential"}, {"name", "Rua"}}), 2U);
    EXPECT_EQ(streets(street, {{"highway", "residential"}, {"maxspeed", "10"}}), 2U);
    EXPECT_EQ(streets(street, {{"highway", "residential"}, {"oneway", "yes"}}), 2U);
    EXPECT_EQ(streets({{"highway", "residential"}, {"access", "destination"}}, street, mode::drive), 2U);
    EXPECT_EQ(streets({{"highway", "residential"}, {"oneway", "yes"}}, {{"highway", "residential"}, {"oneway", "yes"}}),
              1U);
}

TEST(Network, keeps_a_junction_where_one_waits) {
    const auto map = ascii_map("A--B--C").way("ABC", street).node('B', {{"highway", "traffic_signals"}});
    EXPECT_EQ(travelled_map(map, mode::ebike).streets().streets.size(), 2U);
    EXPECT_EQ(travelled_map(map, mode::walk).streets().streets.size(), 1U);
}

TEST(Network, joins_one_way_streets_drawn_against_each_other) {
    const auto map = ascii_map("A--B--C")
                         .way("AB", {{"highway", "residential"}, {"oneway", "yes"}})
                         .way("CB", {{"highway", "residential"}, {"oneway", "-1"}});
    const travelled_map city(map, mode::drive);
    EXPECT_EQ(city.streets().streets.size(), 1U);
    EXPECT_TRUE(city.seconds('A', 'C').has_value());
    EXPECT_FALSE(city.seconds('C', 'A').has_value());
}

TEST(Network, keeps_rings_and_loops) {
    const auto ring = ascii_map("A--B\n|  |\nC--D").way("ABDCA", street);
    const travelled_map alone(ring, mode::walk);
    ASSERT_EQ(alone.streets().streets.size(), 1U);
    EXPECT_EQ(alone.streets().streets[0].from, alone.streets().streets[0].to);
    EXPECT_EQ(alone.graph().states(), 1U);

    const auto lollipop = ascii_map("E--A--B\n   |  |\n   C--D").way("ABDCA", street).way("EA", street);
    const travelled_map city(lollipop, mode::drive);
    EXPECT_EQ(city.streets().streets.size(), 2U);
    EXPECT_TRUE(city.seconds('E', 'D').has_value());
    EXPECT_TRUE(city.seconds('D', 'E').has_value());
}

TEST(Network, cuts_a_way_where_it_crosses_itself) {
    const auto map = ascii_map(R"(
        A--B--C
           |  |
           E--D
           |
           F
    )")
                         .way("ABCDEBF", street);
    const travelled_map city(map, mode::walk);
    EXPECT_NEAR(city.seconds('A', 'F').value(), (map.metres('A', 'B') + map.metres('B', 'F')) / 4.8 * 3.6, 0.1);
}

TEST(Network, skips_repeated_nodes_and_points) {
    auto map = ascii_map("A--B--C--D\n   |\n   E").way("AABBXC", street).way("XE", street).way("CD", street);
    map.place('X', map.at('B'));  // another node at the same place
    const travelled_map city(map, mode::walk);
    EXPECT_EQ(city.counts().repeated_points, 3U);
    EXPECT_NEAR(city.seconds('A', 'E').value(), (map.metres('A', 'B') + map.metres('B', 'E')) / 4.8 * 3.6, 0.1);
    for (const auto& s : city.streets().streets)
        EXPECT_GT(s.length_mm, 0U);
}

TEST(Network, leaves_out_stretches_that_no_search_can_add_up) {
    auto map = ascii_map("A--B--C").way("AB", {{"route", "ferry"}}).way("BC", street);
    map.place('A', geo::point::from_degrees(60, 20));
    const travelled_map city(map, mode::walk);
    EXPECT_EQ(city.counts().stretches_too_long, 1U);
    EXPECT_FALSE(city.seconds('A', 'C').has_value());
    EXPECT_TRUE(city.seconds('B', 'C').has_value());
}

TEST(Network, of_nothing_is_empty) {
    network_counts counts;
    const auto net = build_network({}, rules_for(mode::walk), counts);
    EXPECT_TRUE(net.streets.empty());
    EXPECT_EQ(travel_graph_data::build(net).arrays().summary.states, 0U);
}

TEST(Network, takes_the_number_of_a_nameless_road) {
    const auto map = ascii_map("A--B--C")
                         .way("AB", {{"highway", "primary"}, {"ref", "G25"}})
                         .way("BC", {{"highway", "primary"}, {"name", "西湖大道"}, {"ref", "G25"}});
    const travelled_map city(map, mode::drive);
    EXPECT_EQ(city.streets().names, (std::vector<std::string>{"", "G25", "西湖大道"}));
}

// Random streets between the nodes of a small town.
ascii_map random_town() {
    ascii_map map(R"(
        A--B-C---D
        E-F--G-H-I
        J---K-L--M
        N-O--P-Q-R
    )");
    const std::string letters = "ABCDEFGHIJKLMNOPQR";
    const auto letter = rc::gen::elementOf(letters);
    const std::vector<tag_list> kinds{street,
                                      street,
                                      street,
                                      {{"highway", "residential"}, {"oneway", "yes"}},
                                      {{"highway", "residential"}, {"oneway", "-1"}},
                                      {{"highway", "tertiary"}, {"name", "Rua"}},
                                      {{"highway", "footway"}, {"bicycle", "yes"}},
                                      {{"highway", "residential"}, {"access", "destination"}},
                                      {{"highway", "service"}}};
    const std::vector<tag_list> things{{{"highway", "traffic_signals"}},
                                       {{"highway", "traffic_signals"}, {"traffic_signals:direction", "forward"}},
                                       {{"barrier", "bollard"}},
                                       {{"barrier", "stile"}},
                                       {{"barrier", "gate"}}};
    const auto ways = *rc::gen::inRange<std::size_t>(1, 14);
    std::vector<std::string> drawn;
    for (std::size_t i = 0; i < ways; ++i) {
        const auto length = *rc::gen::inRange<std::size_t>(2, 6);
        drawn.push_back(*rc::gen::container<std::string>(length, letter));
        map.way(drawn.back(), *rc::gen::elementOf(kinds));
    }
    for (auto i = *rc::gen::inRange(0, 4); i > 0; --i)
        map.node(*letter, *rc::gen::elementOf(things));
    for (auto i = *rc::gen::inRange(0, 4); i > 0; --i)
        map.restriction(*rc::gen::elementOf(std::vector<std::string>{"no_left_turn", "only_straight_on", "no_u_turn"}),
                        *rc::gen::elementOf(drawn), {std::string(1, *letter)}, *rc::gen::elementOf(drawn));
    return map;
}

// Dissolving junctions changes no travel time.
void same_times_when_joined(mode m) {
    const auto map = random_town();
    const auto rules = rules_for(m);
    const travelled_map joined(map, rules);
    const travelled_map cut(map, rules, joining::none);
    RC_ASSERT(joined.streets().streets.size() <= cut.streets().streets.size());
    RC_ASSERT(joined.streets().restrictions.size() == cut.streets().restrictions.size());
    const std::string letters = "ABCDEFGHIJKLMNOPQR";
    for (int i = 0; i < 12; ++i) {
        const auto from = *rc::gen::elementOf(letters);
        const auto to = *rc::gen::elementOf(letters);
        const auto a = joined.seconds(from, to);
        const auto b = cut.seconds(from, to);
        RC_ASSERT(a.has_value() == b.has_value());
        if (a) RC_ASSERT(std::abs(*a - *b) <= 0.05);  // a rounding of half a millisecond per stretch
    }
}

RC_GTEST_PROP(Joining, keeps_walking_times, ()) {
    same_times_when_joined(mode::walk);
}
RC_GTEST_PROP(Joining, keeps_riding_times, ()) {
    same_times_when_joined(mode::ebike);
}
RC_GTEST_PROP(Joining, keeps_driving_times, ()) {
    same_times_when_joined(mode::drive);
}

}  // namespace
}  // namespace yizhan::streets::testing
