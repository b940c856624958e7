#include "ascii_map.hpp"

#include <gtest/gtest.h>

namespace yizhan::streets::testing {
namespace {

const tag_list residential{{"highway", "residential"}};

tag_list with(tag_list tags, std::string key, std::string value) {
    tags.emplace_back(std::move(key), std::move(value));
    return tags;
}

//   A---B===C---D      the straight way B-C is what the tests close to through traffic; B-E-F-C goes round it
//       |   |
//       |   |
//       |   |
//       E---F
ascii_map short_cut(tag_list tags) {
    return ascii_map(R"(
        A---B---C---D
            |   |
            |   |
            |   |
            E---F
    )")
        .way("AB", residential)
        .way("BC", std::move(tags))
        .way("CD", residential)
        .way("BEFC", residential);
}

bool is_through(tag_list tags) {
    const auto map = short_cut(std::move(tags));
    const travelled_map city(map, mode::drive);
    EXPECT_TRUE(city.seconds('A', 'D').has_value());
    const auto straight =
        city.seconds('A', 'B').value() + city.seconds('B', 'C').value() + city.seconds('C', 'D').value();
    return city.seconds('A', 'D').value() <= straight + 0.01;
}

TEST(ThroughTraffic, keeps_to_public_streets) {
    EXPECT_TRUE(is_through(with(residential, "maxspeed", "50")));
    for (const auto* value : {"private", "destination", "customers", "delivery", "permit"})
        EXPECT_FALSE(is_through(with(with(residential, "maxspeed", "50"), "access", value))) << value;
    EXPECT_FALSE(is_through(with(residential, "motor_vehicle", "destination")));
    EXPECT_FALSE(is_through({{"highway", "service"}, {"maxspeed", "50"}}));
    EXPECT_FALSE(is_through({{"highway", "service"}, {"motor_vehicle", "yes"}}));
    EXPECT_FALSE(is_through({{"highway", "track"}}));
}

TEST(ThroughTraffic, reaches_what_lies_on_private_streets) {
    const auto map = ascii_map("A--B--C--D--E")
                         .way("AB", residential)
                         .way("BCD", with(residential, "access", "private"))
                         .way("DE", residential);
    const travelled_map city(map, mode::drive);
    EXPECT_TRUE(city.seconds('A', 'C').has_value());
    EXPECT_TRUE(city.seconds('C', 'E').has_value());
    EXPECT_FALSE(city.seconds('A', 'E').has_value());
}

TEST(ThroughTraffic, on_foot_and_by_bicycle_uses_service_roads) {
    for (const auto m : {mode::walk, mode::ebike, mode::bike}) {
        const travelled_map city(short_cut({{"highway", "service"}, {"access", "destination"}}), m);
        const auto straight =
            city.seconds('A', 'B').value() + city.seconds('B', 'C').value() + city.seconds('C', 'D').value();
        EXPECT_NEAR(city.seconds('A', 'D').value(), straight, 0.01) << name_of(m);
    }
}

TEST(Barriers, cut_a_street_into_two_dead_ends) {
    const auto map = ascii_map("A---N---B").way("ANB", residential).node('N', {{"barrier", "bollard"}});
    const travelled_map car(map, mode::drive);
    EXPECT_FALSE(car.seconds('A', 'B').has_value());
    EXPECT_TRUE(car.seconds('A', 'N').has_value());
    EXPECT_TRUE(car.seconds('N', 'B').has_value());
    EXPECT_EQ(car.streets().junctions.size(), 4U);
    EXPECT_TRUE(travelled_map(map, mode::walk).seconds('A', 'B').has_value());
}

TEST(Barriers, at_a_junction_cut_every_street) {
    const auto map = ascii_map(R"(
        A---N---B
            |
            C
    )")
                         .way("ANB", residential)
                         .way("NC", residential)
                         .node('N', {{"barrier", "block"}});
    const travelled_map car(map, mode::drive);
    for (const auto& [from, to] : {std::pair('A', 'B'), std::pair('A', 'C'), std::pair('C', 'B')})
        EXPECT_FALSE(car.seconds(from, to).has_value());
    EXPECT_EQ(car.streets().junctions.size(), 6U);
}

//   Cars turn round in dead ends only; on foot anywhere.
TEST(UTurns, are_for_dead_ends) {
    const auto map = ascii_map(R"(
        A---B---C
            |
            D
    )")
                         .way("ABC", with(residential, "oneway", "yes"))
                         .way("BD", residential);
    const travelled_map car(map, mode::drive);
    EXPECT_TRUE(car.streets().no_u_turns);
    EXPECT_TRUE(car.seconds('A', 'C').has_value());
    EXPECT_TRUE(car.seconds('D', 'C').has_value());
    EXPECT_FALSE(travelled_map(map, mode::walk).streets().no_u_turns);
}

TEST(Islands, are_left_out_of_snapping_by_the_city_s_threshold) {
    const auto map = ascii_map("A---B---C   D---E")
                         .way("AB", residential)
                         .way("BC", {{"highway", "footway"}})
                         .way("DE", residential);
    const auto rules = rules_for(mode::walk, "[modes.walk.snap]\nisland_junctions = 2\n");
    const travelled_map city(map, rules);
    EXPECT_EQ(city.graph().summary().island_segments, 1U);
    EXPECT_EQ(city.graph({rules.snap.island_junctions}).summary().island_segments, 0U);
}

}  // namespace
}  // namespace yizhan::streets::testing
