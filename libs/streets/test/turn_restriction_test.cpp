#include "ascii_map.hpp"

#include <gtest/gtest.h>

namespace yizhan::streets::testing {
namespace {

const tag_list street{{"highway", "residential"}};

//           C
//           |
//       A---B---D---I
//           |   |   |
//           E---F---J
ascii_map block() {
    return ascii_map(R"(
            C
            |
        A---B---D---I
            |   |   |
            E---F---J
    )")
        .way("AB", street)
        .way("BC", street)
        .way("BD", street)
        .way("DI", street)
        .way("BE", street)
        .way("EF", street)
        .way("DF", street)
        .way("FJ", street)
        .way("IJ", street);
}

// Blocks driven, at 400 m and 200 m; -1 if there is no way.
double metres(const ascii_map& map, char from, char to, std::string_view overrides = {}) {
    const auto seconds = travelled_map(map, mode::drive, overrides).seconds(from, to);
    return seconds ? std::round(*seconds * 25 / 3.6 / 10) * 10 : -1;
}

TEST(Restrictions, are_not_there_unless_drawn) {
    EXPECT_EQ(metres(block(), 'A', 'C'), 600);
    EXPECT_EQ(metres(block(), 'A', 'E'), 600);
}

TEST(Restrictions, no_left_turn_sends_round_the_block) {
    const auto map = block().restriction("no_left_turn", "AB", {"B"}, "BC");
    EXPECT_EQ(metres(map, 'A', 'C'), 400 + 400 + 200 + 400 + 200 + 200);
    EXPECT_EQ(metres(map, 'A', 'E'), 600);
    EXPECT_EQ(metres(map, 'C', 'A'), 600);
    EXPECT_EQ(travelled_map(map, mode::drive).counts().restrictions_used, 1U);
}

TEST(Restrictions, only_straight_on_forbids_the_turns) {
    const auto map = block().restriction("only_straight_on", "AB", {"B"}, "BD");
    EXPECT_EQ(metres(map, 'A', 'D'), 800);
    EXPECT_EQ(metres(map, 'A', 'C'), 400 + 400 + 200 + 400 + 200 + 200);
    EXPECT_EQ(metres(map, 'A', 'E'), 400 + 400 + 200 + 400);
}

TEST(Restrictions, by_way_of_a_way_forbid_the_whole_path_only) {
    const auto map = block().restriction("no_right_turn", "AB", {"BD"}, "DF");
    EXPECT_EQ(metres(map, 'A', 'D'), 800);
    EXPECT_EQ(metres(map, 'A', 'F'), 400 + 200 + 400);
    EXPECT_EQ(metres(map, 'C', 'F'), 200 + 200 + 400);
    EXPECT_EQ(metres(map, 'A', 'I'), 1200);
}

TEST(Restrictions, by_way_of_several_ways) {
    const auto map = block().restriction("no_u_turn", "BD", {"DF", "EF"}, "BE");
    const travelled_map city(map, mode::drive);
    ASSERT_EQ(city.streets().restrictions.size(), 1U);
    EXPECT_EQ(city.streets().restrictions.front().path.size(), 4U);
}

TEST(Restrictions, by_way_of_a_way_that_is_cut_in_between) {
    const auto map = ascii_map(R"(
            C   G
            |   |
        A---B-K-D---I
              |
              L
    )")
                         .way("AB", street)
                         .way("BC", street)
                         .way("BKD", street)
                         .way("KL", street)
                         .way("DG", street)
                         .way("DI", street)
                         .restriction("no_left_turn", "AB", {"BKD"}, "DG");
    const travelled_map city(map, mode::drive);
    ASSERT_EQ(city.streets().restrictions.size(), 1U);
    EXPECT_EQ(city.streets().restrictions.front().path.size(), 4U);
    EXPECT_TRUE(city.seconds('C', 'G').has_value());
    EXPECT_EQ(city.seconds('A', 'I').has_value(), true);
    // Only by turning round in the dead end L.
    EXPECT_NEAR(city.seconds('A', 'G').value(), (400 + 400 + 200 + 400) * 3.6 / 25, 0.5);
}

TEST(Restrictions, only_by_way_of_a_way) {
    const auto map = block().restriction("only_straight_on", "AB", {"BD"}, "DI");
    EXPECT_EQ(metres(map, 'A', 'F'), 400 + 200 + 400);
    EXPECT_EQ(metres(map, 'C', 'F'), 800);
    EXPECT_EQ(travelled_map(map, mode::drive).counts().restrictions_used, 1U);
}

TEST(Restrictions, exempt_cars_where_they_say_so) {
    const auto spared = block().restriction("no_left_turn", "AB", {"B"}, "BC", {{"except", "psv; motorcar"}});
    EXPECT_EQ(metres(spared, 'A', 'C'), 600);
    EXPECT_EQ(travelled_map(spared, mode::drive).counts().restrictions_exempt, 1U);
    const auto meant = block().restriction("no_left_turn", "AB", {"B"}, "BC", {{"except", "psv;bicycle"}});
    EXPECT_GT(metres(meant, 'A', 'C'), 600);
}

TEST(Restrictions, for_bicycles_alone_exempt_cars) {
    const auto map = block().restriction("no_left_turn", "AB", {"B"}, "BC", {{"restriction:bicycle", "no_left_turn"}});
    EXPECT_EQ(metres(map, 'A', 'C'), 600);
    EXPECT_EQ(travelled_map(map, mode::drive).counts().restrictions_exempt, 1U);
}

TEST(Restrictions, for_some_hours_are_counted_and_left_out) {
    const auto map = block().restriction("no_left_turn", "AB", {"B"}, "BC", {{"hour_on", "07:00"}});
    EXPECT_EQ(metres(map, 'A', 'C'), 600);
    EXPECT_EQ(travelled_map(map, mode::drive).counts().restrictions_conditional, 1U);
}

TEST(Restrictions, do_not_concern_walkers_and_riders) {
    const auto map = block().restriction("no_left_turn", "AB", {"B"}, "BC");
    for (const auto m : {mode::walk, mode::ebike, mode::bike})
        EXPECT_TRUE(travelled_map(map, m).streets().restrictions.empty());
    EXPECT_EQ(metres(map, 'A', 'C', "[modes.drive.turns]\nrestrictions = false\n"), 600);
}

TEST(Restrictions, keep_their_junction_where_the_street_just_goes_on) {
    const auto map =
        ascii_map("A---B---C").way("AB", street).way("BC", street).restriction("no_straight_on", "AB", {"B"}, "BC");
    const travelled_map city(map, mode::drive);
    EXPECT_EQ(city.streets().junctions.size(), 3U);
    EXPECT_FALSE(city.seconds('A', 'C').has_value());
    EXPECT_TRUE(city.seconds('C', 'A').has_value());
}

TEST(Restrictions, are_found_on_ways_joined_with_others) {
    // K-A-B is one street made of two ways; so is B-D-I.
    const auto map = ascii_map(R"(
                C
                |
        K---A---B---D---I
    )")
                         .way("KA", street)
                         .way("AB", street)
                         .way("BC", street)
                         .way("DB", street)
                         .way("DI", street)
                         .restriction("no_straight_on", "AB", {"B"}, "DB");
    const travelled_map city(map, mode::drive);
    EXPECT_EQ(city.streets().streets.size(), 3U);
    EXPECT_EQ(city.counts().restrictions_used, 1U);
    // Up to C, where one turns round.
    EXPECT_NEAR(city.seconds('K', 'I').value(), (800 + 400 + 800) * 3.6 / 25, 0.5);
}

TEST(Restrictions, of_ways_that_run_through_are_told_apart_by_the_kind_of_turn) {
    const auto map = ascii_map(R"(
            C
            |
        A---B---D
            |
            E
    )")
                         .way("ABD", street)
                         .way("CBE", street)
                         .restriction("no_left_turn", "ABD", {"B"}, "CBE");
    // From A or from D, to C or to E: two turns of four are left turns, so it stays open which is meant.
    EXPECT_EQ(travelled_map(map, mode::drive).counts().restrictions_unresolved, 1U);
    const auto one = ascii_map(R"(
            C
            |
        A---B---D
            |
            E
    )")
                         .way("ABD", {{"highway", "residential"}, {"oneway", "yes"}})
                         .way("CBE", street)
                         .restriction("no_left_turn", "ABD", {"B"}, "CBE");
    const travelled_map city(one, mode::drive);
    EXPECT_EQ(city.counts().restrictions_used, 1U);
    // To E, round, and straight on.
    EXPECT_NEAR(city.seconds('A', 'C').value(), (400 + 200 + 200 + 200) * 3.6 / 25, 0.5);
    EXPECT_NEAR(city.seconds('A', 'E').value(), 600 * 3.6 / 25, 0.5);
}

TEST(Restrictions, that_dangle_are_counted_and_never_fatal) {
    const auto counts = [](const ascii_map& map) { return travelled_map(map, mode::drive).counts(); };
    EXPECT_EQ(counts(block().restriction("no_left_turn", "XY", {"B"}, "BC")).restrictions_without_effect, 1U);
    EXPECT_EQ(counts(block().restriction("no_left_turn", "AB", {"XY"}, "BC")).restrictions_without_effect, 1U);
    EXPECT_EQ(counts(block().restriction("no_left_turn", "AB", {"Z"}, "BC")).restrictions_unresolved, 1U);
    EXPECT_EQ(counts(block().restriction("no_left_turn", "AB", {"J"}, "BC")).restrictions_unresolved, 1U);
    EXPECT_EQ(counts(block().restriction("no_left_turn", "AB", {"FJ"}, "BC")).restrictions_unresolved, 1U);
    EXPECT_EQ(counts(block().restriction("no_left_turn", "AB", {}, "BC")).restrictions_unresolved, 1U);
    EXPECT_EQ(counts(block().restriction("sometimes", "AB", {"B"}, "BC")).restrictions_unknown_kind, 1U);
    EXPECT_EQ(counts(block().restriction("", "AB", {"B"}, "BC")).restrictions_unknown_kind, 1U);
    const auto blocked = block().node('B', {{"barrier", "block"}}).restriction("no_left_turn", "AB", {"B"}, "BC");
    EXPECT_EQ(counts(blocked).restrictions_unresolved, 1U);
}

}  // namespace
}  // namespace yizhan::streets::testing
