#include "ascii_map.hpp"

#include <gtest/gtest.h>

namespace yizhan::streets::testing {
namespace {

const tag_list square{{"highway", "pedestrian"}, {"area", "yes"}};
const tag_list path{{"highway", "footway"}};

double metres(const travelled_map& city, char from, char to) {
    return city.seconds(from, to).value() * 4.8 / 3.6;
}

//   a         b
//    A-------B
//    |       |
//    C-------D
//   c         d
ascii_map plain() {
    return ascii_map(R"(
        a       b
         A-----B
         |     |
         |     |
         |     |
         C-----D
        c       d
    )",
                     10)
        .way("aA", path)
        .way("bB", path)
        .way("cC", path)
        .way("dD", path)
        .square({"ABDCA"}, square);
}

TEST(Square, is_crossed_straight) {
    const auto map = plain();
    const travelled_map city(map, mode::walk);
    EXPECT_NEAR(metres(city, 'A', 'D'), map.metres('A', 'D'), 0.1);
    EXPECT_NEAR(metres(city, 'B', 'C'), map.metres('B', 'C'), 0.1);
    EXPECT_NEAR(metres(city, 'A', 'B'), map.metres('A', 'B'), 0.1);
    EXPECT_EQ(city.counts().squares_crossed, 1U);
    EXPECT_EQ(city.counts().square_lines, 2U);  // the rim serves the sides
}

TEST(Square, can_be_pushed_across_and_not_driven_on) {
    const auto map = plain();
    EXPECT_NEAR(travelled_map(map, mode::ebike).seconds('A', 'D').value(), map.metres('A', 'D') / 4.8 * 3.6, 0.1);
    EXPECT_FALSE(travelled_map(map, mode::drive).seconds('A', 'D').has_value());
}

TEST(Square, is_gone_round_where_it_has_too_many_entries) {
    const auto map = plain();
    const travelled_map city(map, mode::walk, "[modes.walk.square]\nmax_entries = 3\n");
    EXPECT_NEAR(metres(city, 'A', 'D'), map.metres('A', 'B') + map.metres('B', 'D'), 0.1);
    EXPECT_EQ(city.counts().squares_gone_round, 1U);
}

TEST(Square, without_entries_is_left_out) {
    const travelled_map city(ascii_map("A-B\n| |\nC-D").square({"ABDCA"}, square), mode::walk);
    EXPECT_EQ(city.counts().squares_unconnected, 1U);
    EXPECT_TRUE(city.streets().streets.empty());
}

TEST(Square, that_is_closed_is_left_out) {
    const travelled_map city(plain().square({"ABDCA"}, {{"highway", "pedestrian"}, {"access", "private"}}), mode::walk);
    EXPECT_EQ(city.counts().ways_closed_by_tags, 1U);
}

//    A--B        an L: from A to F the way bends round the inner corner C
//    |  |
//    |  C-----E
//    |        |
//    G--------F
TEST(Square, bends_round_inner_corners) {
    const auto shape = ascii_map(R"(
        A--B
        |  |
        |  C-----E
        |        |
        G--------F
       x          y
    )",
                                 10)
                           .way("xA", path)
                           .way("yE", path)
                           .square({"ABCEFGA"}, square);
    const travelled_map city(shape, mode::walk);
    EXPECT_NEAR(metres(city, 'A', 'E'), shape.metres('A', 'C') + shape.metres('C', 'E'), 0.1);
}

//   A-----------B
//   |   P---Q   |
//   |   |   |   |    a fountain in the middle
//   |   R---S   |
//   C-----------D
TEST(Square, goes_round_holes) {
    for (const std::string hole : {"PQSRP", "PRSQP"}) {  // whichever way it is drawn
        const auto map = ascii_map(R"(
       a             b
        A-----------B
        |   P---Q   |
        |   |   |   |
        |   R---S   |
        C-----------D
       c             d
    )",
                                   10)
                             .way("aA", path)
                             .way("dD", path)
                             .square({"ABDCA", hole}, square);
        const travelled_map city(map, mode::walk);
        const auto over = map.metres('A', 'Q') + map.metres('Q', 'D');
        const auto below = map.metres('A', 'R') + map.metres('R', 'D');
        EXPECT_NEAR(metres(city, 'A', 'D'), std::min(over, below), 0.1) << hole;
        EXPECT_GT(metres(city, 'A', 'D'), map.metres('A', 'D') * 1.02);
    }
}

// Many entries all round: every pair within the stated detour of the straight way, with far fewer lines than pairs.
TEST(Square, thins_its_lines_to_the_stated_detour) {
    auto map = ascii_map(R"(
        A B C D E F G
        H           I
        J           K
        L           M
        N O P Q R S T
    )",
                         10);
    const std::string rim = "ABCDEFGIKMTSRQPONLJHA";
    map.square({rim}, square);
    for (std::size_t i = 0; i + 1 < rim.size(); ++i)
        map.way(std::string(1, rim[i]) + rim[i + 1], path);
    const travelled_map city(map, mode::walk);
    for (std::size_t i = 0; i + 1 < rim.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto straight = map.metres(rim[i], rim[j]);
            EXPECT_LE(metres(city, rim[i], rim[j]), straight * 1.03 + 0.1) << rim[i] << rim[j];
        }
    EXPECT_LT(city.counts().square_lines, 90U);  // of 190 pairs
}

TEST(Square, with_a_rim_that_makes_no_sense_is_survived) {
    auto map = plain();
    map.square({"AD"}, square)
        .square({"A"}, square)
        .square({}, square)
        .square({"ADBCA"}, square)
        .square({"ABAB"}, square);
    const travelled_map city(map, mode::walk);
    EXPECT_NEAR(metres(city, 'A', 'D'), map.metres('A', 'D'), 0.1);
}

TEST(Square, passes_over_to_its_neighbour) {
    const auto map = ascii_map(R"(
        A---B---C
        |   |   |
        D---E---F
    )",
                               10)
                         .square({"ABEDA"}, square)
                         .square({"BCFEB"}, square)
                         .way("AD", path)
                         .way("CF", path);
    const travelled_map city(map, mode::walk);
    EXPECT_NEAR(metres(city, 'A', 'E'), map.metres('A', 'E'), 0.1);
    EXPECT_NEAR(metres(city, 'E', 'C'), map.metres('E', 'C'), 0.1);
}

}  // namespace
}  // namespace yizhan::streets::testing
