// Each format on small texts: what is read, and what is said of every kind of bad line.

#include "readers.hpp"

#include "support.hpp"

#include <yizhan/instances/prepare.hpp>

#include <gmock/gmock.h>

namespace yizhan::instances {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct bad_text {
    format as;
    std::string text;
    std::string told;  // what the message begins with, behind the name
};

void PrintTo(const bad_text& bad, std::ostream* out) {
    *out << bad.told;
}

class Refused : public testing::TestWithParam<bad_text> {};

TEST_P(Refused, with_line_and_mend) {
    const auto& bad = GetParam();
    EXPECT_THAT(refusal(parse(bad.as, bad.text, "f.txt")), StartsWith("f.txt:" + bad.told));
}

INSTANTIATE_TEST_SUITE_P(
    orlib_pmed, Refused,
    testing::Values(
        bad_text{format::orlib_pmed, "", "1: the file ends where the number of nodes should be"},
        bad_text{format::orlib_pmed, "3 2", "1: the file ends where p should be"},
        bad_text{format::orlib_pmed, "0 0 1\n", "1: the number of nodes is '0': give a whole number from 1"},
        bad_text{format::orlib_pmed, "99999999 0 1\n", "1: the number of nodes is '99999999'"},
        bad_text{format::orlib_pmed, "3 2 1 4\n", "1: '4' is one field too many: the line should be NODES EDGES P"},
        bad_text{format::orlib_pmed, "3 2 1\n1 2 5\n",
                 "3: the file ends where a node should be: is the file complete?"},
        bad_text{format::orlib_pmed, "3 2 1\n1 2 5\n2 3 4\n1 3 1\n", "4: '1' after the last edge"},
        bad_text{format::orlib_pmed, "3 1 1\n1 4 5\n", "2: a node is '4': give a whole number from 1 to 3"},
        bad_text{format::orlib_pmed, "3 1 1\n\n1 2 -5\n", "3: the length is -5: give 0 or more"},
        bad_text{format::orlib_pmed, "3 1 1\n1 2 nan\n", "2: the length is 'nan': give a number"},
        bad_text{format::orlib_pmed, "3 1 1\n1 2 inf\n", "2: the length is 'inf': give a number"},
        bad_text{format::orlib_pmed, "3 1 1\n1 2 1e999\n", "2: the length is '1e999': give a number"},
        bad_text{format::orlib_pmed, "3 1 1\n1 2 1e16\n", "2: the length is '1e16': at most 1e+15"},
        bad_text{format::orlib_pmed, "3 2 1\n1 2\n2 3 4\n", "2: the line ends where the length should be"},
        bad_text{format::orlib_pmed, "3 1 1\n1 2 5 6\n",
                 "2: '6' is one field too many: the line should be NODE NODE LENGTH"},
        bad_text{format::orlib_pmed, "3 1 1\n1 x 5\n", "2: a node is 'x'"}));

INSTANTIATE_TEST_SUITE_P(
    orlib_pmedcap, Refused,
    testing::Values(bad_text{format::orlib_pmedcap, "1 713\n2 1 120\n1 2 3 4\n",
                             "4: the file ends where a point's number should be"},
                    bad_text{format::orlib_pmedcap, "1 713\n2 1 120\n1 2 3 4\n1 2 3 4\n", "4: point 1 is there twice"},
                    bad_text{format::orlib_pmedcap, "1 713\n1 1 120\n1 2 3 -4\n",
                             "3: the demand is -4: give 0 or more"},
                    bad_text{format::orlib_pmedcap, "1 713\n1 1 NaN\n1 2 3 4\n", "2: the capacity is 'NaN'"},
                    bad_text{format::orlib_pmedcap, "1 713\n1 1 9\n1 2 3 4\n2 2 3 4\n", "4: '2' after the last point"},
                    bad_text{format::orlib_pmedcap, "1 713\n1 1 9\n1 2 3 4 5\n", "3: '5' is one field too many"}));

INSTANTIATE_TEST_SUITE_P(
    orlib_scp, Refused,
    testing::Values(
        bad_text{format::orlib_scp, "2 2\n1 1\n1\n1\n",
                 "5: the file ends where the number of columns that cover row 2"},
        bad_text{format::orlib_scp, "1 2\n1 -1\n1\n1\n", "2: the cost of column 2 is -1"},
        bad_text{format::orlib_scp, "1 2\n1 1\n1\n3\n", "4: a column is '3': give a whole number from 1 to 2"},
        bad_text{format::orlib_scp, "1 2\n1 1\n2\n1\n1\n", "5: column 1 covers row 1 twice"},
        bad_text{format::orlib_scp, "1 2\n1 1\n3 1 2 2\n", "3: the number of columns that cover row 1 is '3'"},
        bad_text{format::orlib_scp, "1 2\n1 1\n1 1\n7\n", "4: '7' after the last row"},
        bad_text{format::orlib_scp, "999999 999999\n1 1\n", "1: the number of rows is '999999'"}));

const std::string tsp = "NAME : a\nTYPE: TSP\nDIMENSION : 2\nEDGE_WEIGHT_TYPE : EUC_2D\n";

INSTANTIATE_TEST_SUITE_P(
    tsplib, Refused,
    testing::Values(
        bad_text{format::tsplib, tsp, "5: no NODE_COORD_SECTION"},
        bad_text{format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 0\n",
                 "7: the file ends where a point's number should be"},
        bad_text{format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 0\nEOF\n", "7: a point's number is 'EOF'"},
        bad_text{format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 0\n1 1 1\nEOF\n", "7: point 1 is there twice"},
        bad_text{format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 0\n2 1 1\n3 1 1\nEOF\n",
                 "8: '3 1 1' after the last point"},
        bad_text{format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 zero\n", "6: y is 'zero': give a number"},
        bad_text{format::tsplib, "DIMENSION : 2\nEDGE_WEIGHT_TYPE : GEO\n", "2: distances of type 'GEO': only EUC_2D"},
        bad_text{format::tsplib, "DIMENSION : 2\nNODE_COORD_SECTION\n", "2: no EDGE_WEIGHT_TYPE"},
        bad_text{format::tsplib, "EDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n", "2: no DIMENSION"},
        bad_text{format::tsplib, "DIMENSION : many\n", "1: DIMENSION is 'many'"},
        bad_text{format::tsplib, "hello\n", "1: 'hello' is no line of TSPLIB"}));

INSTANTIATE_TEST_SUITE_P(
    cfl, Refused,
    testing::Values(bad_text{format::cfl, "1 2\nF 0 1 1 1\nC 0 1 1 5\n", "1: 2 points are promised, 1 are there"},
                    bad_text{format::cfl, "2 1\nF 0 1 1 1\nC 0 1 1 5\n", "1: 2 candidates are promised, 1 are there"},
                    bad_text{format::cfl, "1 1\nF 0 1 1 1\nC 0 1 1 -5\n", "3: the demand is -5: give 0 or more"},
                    bad_text{format::cfl, "1 1\nF 0 1 1 nan\nC 0 1 1 5\n", "2: the cost is 'nan'"},
                    bad_text{format::cfl, "2 1\nF 0 1 1 1\nF 0 1 1 1\nC 0 1 1 5\n", "3: F 0 is there twice"},
                    bad_text{format::cfl, "1 2\nF 0 1 1 1\nC 7 1 1 5\nC 7 1 1 5\n", "4: C 7 is there twice"},
                    bad_text{format::cfl, "1 1\nF 0 1 1 1\nC 0 1 1\n", "3: the line ends where the demand should be"},
                    bad_text{format::cfl, "1 1\nG 0 1 1 1\n", "2: the line begins with 'G': F for candidates"},
                    bad_text{format::cfl, "1 1\nF 0 1 1 1 1\n", "2: '1' is one field too many"},
                    bad_text{format::cfl, "1 1\nF 0 1 1 1\nC 0 1 1 0\n", " the demand is 0 everywhere"}));

INSTANTIATE_TEST_SUITE_P(
    points, Refused,
    testing::Values(bad_text{format::points, "", "1: the file is empty"},
                    bad_text{format::points, "x y demand\n", "2: no point after the heading"},
                    bad_text{format::points, "x y demand\n1 2 3\n1 2\n", "3: the line ends where the demand should be"},
                    bad_text{format::points, "x y demand\n1 2 3 4\n", "2: '4' is one field too many"},
                    bad_text{format::points, "x y demand\n1 2 -3\n", "2: the demand is -3"},
                    bad_text{format::points, "3\n1 2 3\n1 2 3\n", "1: 3 points are promised, 2 are there"},
                    bad_text{format::points, "x y demand\n1 2 0\n1 2 0\n", " the demand is 0 everywhere"}));

TEST(orlib_pmed, later_edges_overwrite_earlier_ones) {
    auto read = parse(format::orlib_pmed, " 3 3 2 \r\n 1 2 10 \r\n 2 3 1 \r\n 2 1 4 \r\n", "folder/small.txt");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->name, "small");
    EXPECT_EQ(read->count, 2U);
    EXPECT_THAT(read->site_ids, ElementsAre("1", "2", "3"));
    const auto question = prepare(*read, {true, std::nullopt, 1});
    ASSERT_TRUE(question.has_value());
    EXPECT_THAT(question->pairs.seconds, ElementsAre(0, 4, 5, 4, 0, 1, 5, 1, 0));
}

TEST(orlib_pmed, pairs_without_a_way_or_beyond_the_radius_are_absent) {
    auto read = parse(format::orlib_pmed, "4 2 1\n1 2 3\n2 3 3\n", "a");
    ASSERT_TRUE(read.has_value());
    auto again = *read;
    EXPECT_THAT(prepare(*read, {true, std::nullopt, 1})->pairs.first, ElementsAre(0, 3, 6, 9, 10));
    EXPECT_THAT(prepare(again, {true, 3.0, 1})->pairs.first, ElementsAre(0, 2, 5, 7, 8));
}

TEST(orlib_pmedcap, weighs_points_alike_and_loads_demands) {
    auto read = parse(format::orlib_pmedcap, " 1 7\n 2 1 120\n 5 0 0 3\n 9 3 3.9 14\n", "a");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->best_known, 7);
    EXPECT_THAT(read->site_ids, ElementsAre("5", "9"));
    const auto question = prepare(*read, {true, std::nullopt, 1});
    ASSERT_TRUE(question.has_value());
    EXPECT_THAT(question->weight, ElementsAre(1, 1));
    EXPECT_THAT(question->load, ElementsAre(3, 14));
    EXPECT_THAT(question->capacity, ElementsAre(120, 120));
    EXPECT_THAT(question->pairs.seconds, ElementsAre(0, 4, 4, 0));  // rounded down
}

TEST(orlib_scp, columns_are_sites) {
    auto read = parse(format::orlib_scp, "3 2\n4 5\n1 1\n2\n1 2 1\n2\n", "a");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    const auto question = prepare(*read, {});
    ASSERT_TRUE(question.has_value());
    EXPECT_THAT(question->cost, ElementsAre(4, 5));
    EXPECT_THAT(question->pairs.first, ElementsAre(0, 2, 4));
    EXPECT_THAT(question->pairs.cell, ElementsAre(0, 1, 1, 2));
}

TEST(tsplib, keeps_numbers_and_rounds_down) {
    auto read = parse(format::tsplib, tsp + "NODE_COORD_SECTION\n 7 0.0e0 0\n 8 1e1 +9.99\n", "a.tsp");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_THAT(read->site_ids, ElementsAre("7", "8"));
    EXPECT_THAT(prepare(*read, {true, std::nullopt, 1})->pairs.seconds, ElementsAre(0, 14, 14, 0));
}

TEST(tsplib, distances_that_floats_do_not_hold_are_refused) {
    auto read = parse(format::tsplib, tsp + "NODE_COORD_SECTION\n1 0 0\n2 2e7 0\n", "a.tsp");
    ASSERT_TRUE(read.has_value());
    const auto question = prepare(*read, {true, std::nullopt, 1});
    ASSERT_FALSE(question.has_value());
    EXPECT_EQ(question.error().code, errc::limit);
}

TEST(cfl, lines_in_any_order) {
    const auto read = parse(format::cfl,
                            "\xEF\xBB\xBF"
                            "2 2\nC 1 3 4 5\nF 10 0 0 2\nC 0 1 1 7\nF 3 1 1 3\n",
                            "a");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_THAT(read->site_ids, ElementsAre("10", "3"));
    EXPECT_THAT(read->weight, ElementsAre(5, 7));
    EXPECT_THAT(read->cost, ElementsAre(2, 3));
}

TEST(points, sites_are_the_points) {
    auto read = parse(format::points, "x y demand\n0 0 1\n3 4 2\n30 40 4\n", "a");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_THAT(read->site_ids, ElementsAre("1", "2", "3"));
    const auto question = prepare(*read, {false, 5.0, 1});
    ASSERT_TRUE(question.has_value());
    EXPECT_EQ(question->weight.size(), 2U);  // the first two points are covered alike
    EXPECT_EQ(question->pairs.cell.size(), 3U);
}

TEST(id_register, knows_every_id_once) {
    id_register ids;
    for (const auto id : {5U, 6U, 9U, 7U, 8U, 4U, 10U})
        EXPECT_TRUE(ids.add(id)) << id;
    for (const auto id : {5U, 6U, 9U, 7U, 8U, 4U, 10U})
        EXPECT_FALSE(ids.add(id)) << id;
}

TEST(formats, have_names) {
    EXPECT_EQ(format_of("orlib-scp"), format::orlib_scp);
    EXPECT_FALSE(format_of("csv").has_value());
    EXPECT_FALSE(format_of("").has_value());
}

TEST(read, says_that_a_file_is_not_there) {
    const auto read = instances::read(format::cfl, "/none/a.txt");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, errc::not_found);
}

}  // namespace
}  // namespace yizhan::instances
