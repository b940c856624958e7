// Generated instances: the same everywhere, and drawn from what they promise.

#include <yizhan/base/hash.hpp>
#include <yizhan/instances/generate.hpp>
#include <yizhan/instances/prepare.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yizhan::instances {
namespace {

std::uint64_t hash_of(const std::vector<double>& values) {
    return hash_bytes(std::as_bytes(std::span(values)));
}

TEST(generate_cfl, is_uniform_in_the_square) {
    const auto drawn = generate_cfl({100, 200'000, 7}, 1);
    const auto& where = std::get<plane>(drawn.reach);
    ASSERT_EQ(where.x.size(), 200'000U);
    for (const auto* values : {&where.x, &where.y}) {
        EXPECT_GE(*std::ranges::min_element(*values), 0);
        EXPECT_LT(*std::ranges::max_element(*values), 30);
        EXPECT_NEAR(std::accumulate(values->begin(), values->end(), 0.0) / 200'000, 15, 0.1);
        EXPECT_TRUE(std::ranges::all_of(*values, [](double v) { return std::round(v * 1e6) / 1e6 == v; }));
    }
    std::vector<int> count(101);
    for (const double weight : drawn.weight)
        ++count[static_cast<std::size_t>(weight)];
    EXPECT_EQ(count[0], 0);
    for (std::size_t weight = 1; weight <= 100; ++weight)
        EXPECT_NEAR(count[weight], 2000, 250);
    EXPECT_EQ(drawn.cost, std::vector<double>(100, 1.0));
    // x and y have nothing to do with each other.
    double product = 0;
    for (std::size_t i = 0; i < where.x.size(); ++i)
        product += (where.x[i] - 15) * (where.y[i] - 15);
    EXPECT_NEAR(product / 200'000 / 75, 0, 0.02);
}

TEST(generate_cfl, is_the_same_for_any_number_of_threads_and_more_points) {
    const auto one = generate_cfl({50, 600'000, 3}, 1);
    const auto many = generate_cfl({50, 600'000, 3}, 4);
    const auto fewer = generate_cfl({50, 10, 3}, 1);
    const auto other = generate_cfl({50, 600'000, 4}, 1);
    EXPECT_EQ(one.weight, many.weight);
    EXPECT_EQ(std::get<plane>(one.reach).x, std::get<plane>(many.reach).x);
    EXPECT_EQ(std::get<plane>(one.reach).site_x, std::get<plane>(fewer.reach).site_x);
    EXPECT_NE(std::get<plane>(one.reach).site_x, std::get<plane>(other.reach).site_x);
}

// Published figures rest on these numbers: they must not change.
TEST(generators, stay_as_they_are) {
    const auto cfl = generate_cfl({100, 1000, 1}, 1);
    const auto& points = std::get<plane>(cfl.reach);
    const auto town = generate_city({100, 1000, 1});
    const auto& cells = std::get<plane>(town.reach);
    EXPECT_EQ(hash_of(points.site_x), 0x41ad92eea1d3f18aU);
    EXPECT_EQ(hash_of(points.y), 0xe8840611ecd4f2fcU);
    EXPECT_EQ(hash_of(cfl.weight), 0x44bc0fb93086cf77U);
    EXPECT_EQ(hash_of(cells.x), 0xa8022fd750522ce0U);
    EXPECT_EQ(hash_of(town.weight), 0x1405f5c6c33fd804U);
    EXPECT_EQ(hash_of(cells.site_y), 0x66f2bab25e113ac6U);
    const auto even = generate_uniform_city({100, 1000, 1});
    const auto& spots = std::get<plane>(even.reach);
    EXPECT_EQ(hash_of(spots.x), 0xccd4e209028398d0U);
    EXPECT_EQ(hash_of(spots.site_y), 0x8a99ac9e7a795737U);
    EXPECT_EQ(hash_of(even.weight), 0xae16d0d1b0e24623U);
}

TEST(generate_city, has_centres_suburbs_and_a_river) {
    const auto drawn = generate_city({2000, 40'000, 5});
    const auto& where = std::get<plane>(drawn.reach);
    ASSERT_EQ(drawn.cells(), 40'000U);
    ASSERT_EQ(drawn.sites(), 2000U);
    auto weight = drawn.weight;
    std::ranges::sort(weight);
    EXPECT_GE(weight.front(), 1);
    EXPECT_GT(weight[39'999], 20 * weight[20'000]);
    // Candidates stand in denser cells than the average one, and within half a spacing of a cell.
    const auto near = [&](double radius) {
        auto copy = drawn;
        return prepare(copy, {false, radius, 1})->pairs.cell.size();
    };
    EXPECT_GE(near(107), 2000U);
    // Between two of 300 rows the river leaves cells out: the gap is wider than the spacing somewhere in each column.
    std::vector<double> column;
    for (std::size_t i = 0; i < where.x.size(); ++i)
        if (where.x[i] >= 15'000 && where.x[i] < 15'150) column.push_back(where.y[i]);
    std::ranges::sort(column);
    double widest = 0;
    for (std::size_t i = 1; i < column.size(); ++i)
        widest = std::max(widest, column[i] - column[i - 1]);
    EXPECT_GT(widest, 600);
}

TEST(generate_uniform_city, is_uniform_in_the_square) {
    const auto drawn = generate_uniform_city({2000, 90'000, 5});
    const auto& where = std::get<plane>(drawn.reach);
    ASSERT_EQ(drawn.cells(), 90'000U);
    ASSERT_EQ(drawn.sites(), 2000U);
    constexpr double side = 300 * 150;
    for (const auto* values : {&where.x, &where.y, &where.site_x, &where.site_y}) {
        const auto count = static_cast<double>(values->size());
        EXPECT_GE(*std::ranges::min_element(*values), 0);
        EXPECT_LT(*std::ranges::max_element(*values), side);
        EXPECT_NEAR(std::accumulate(values->begin(), values->end(), 0.0) / count, side / 2,
                    1.2 * side / std::sqrt(count));
        EXPECT_TRUE(std::ranges::all_of(*values, [](double v) { return std::round(v * 1000) / 1000 == v; }));
    }
    // Nine parts of the square have a ninth each.
    std::vector<int> in_part(9);
    for (std::size_t i = 0; i < where.x.size(); ++i)
        ++in_part[static_cast<std::size_t>(where.x[i] / side * 3) * 3 +
                  static_cast<std::size_t>(where.y[i] / side * 3)];
    for (const auto count : in_part)
        EXPECT_NEAR(count, 10'000, 500);
    EXPECT_NEAR(std::accumulate(drawn.weight.begin(), drawn.weight.end(), 0.0) / 90'000, 50.5, 0.5);
    EXPECT_EQ(*std::ranges::min_element(drawn.weight), 1);
    EXPECT_EQ(*std::ranges::max_element(drawn.weight), 100);
    EXPECT_NE(where.x, std::get<plane>(generate_uniform_city({2000, 90'000, 6}).reach).x);
}

// What a radius reaches on average, of either city: its area, in squares of 150 m.
TEST(generated_cities, a_radius_reaches_about_as_many_cells) {
    auto uniform = generate_uniform_city({500, 40'000, 2});
    const auto reached = prepare(uniform, {true, 1500.0, 1})->pairs.cell.size();
    EXPECT_NEAR(static_cast<double>(reached) / 500, 3.14159 * 100, 25);  // a little less along the rim
}

TEST(parse_drawing, three_numbers) {
    const auto drawn = parse_drawing("--generate-cfl", "100,20000,7");
    ASSERT_TRUE(drawn.has_value());
    EXPECT_EQ(drawn->candidates, 100U);
    EXPECT_EQ(drawn->cells, 20'000U);
    EXPECT_EQ(drawn->seed, 7U);
    for (const auto* bad :
         {"", "1,2", "1,2,3,4", "0,1,1", "1,0,1", "a,1,1", "1,1,-1", "1,1,1 ", "10000001,1,1", "1,300000000,1"}) {
        const auto refused = parse_drawing("--generate-cfl", bad);
        ASSERT_FALSE(refused.has_value()) << bad;
        EXPECT_EQ(refused.error().code, errc::bad_call);
        EXPECT_NE(refused.error().message.find("--generate-cfl"), std::string::npos);
    }
}

}  // namespace
}  // namespace yizhan::instances
