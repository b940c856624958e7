// Covering by distance against the plain loop over all sites and points.

#include "bucket_pairs.hpp"
#include "circle_rows.hpp"
#include "merged_cells.hpp"

#include <yizhan/instances/prepare.hpp>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace yizhan::instances {
namespace {

// Weight by set of covering sites.
using faces = std::map<std::vector<index>, double>;

faces plain_faces(const plane& of, const std::vector<double>& weight, double radius) {
    faces all;
    for (std::size_t point = 0; point < of.x.size(); ++point) {
        std::vector<index> set;
        for (index site = 0; site < of.site_x.size(); ++site)
            if (covers(of.x[point] - of.site_x[site], of.y[point] - of.site_y[site], radius * radius))
                set.push_back(site);
        if (weight[point] > 0) all[set] += weight[point];
    }
    return all;
}

faces faces_of(const std::vector<double>& weight, const siting::pair_table& pairs) {
    std::vector<std::vector<index>> sets(weight.size());
    for (index site = 0; site < pairs.sites(); ++site) {
        EXPECT_TRUE(std::ranges::is_sorted(pairs.cells_of(site)));
        for (const auto cell : pairs.cells_of(site))
            sets[cell].push_back(site);
    }
    faces all;
    for (std::size_t cell = 0; cell < sets.size(); ++cell)
        if (weight[cell] > 0) all[sets[cell]] += weight[cell];
    return all;
}

enum class layout : std::uint8_t { spread, lattice, line, one_place, far_away };

// Points and sites; on a lattice many distances are exactly the radius.
instance drawn(layout as, std::size_t sites, std::size_t points, unsigned seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> anywhere(0, 30);
    std::uniform_int_distribution<int> step(0, 12);
    const auto coordinate = [&](bool along) {
        switch (as) {
            case layout::lattice:
                return static_cast<double>(step(random));
            case layout::line:
                return along ? anywhere(random) : 3.0;
            case layout::one_place:
                return 7.0;
            case layout::far_away:
                return 1e9 + anywhere(random);
            case layout::spread:
                break;
        }
        return anywhere(random);
    };
    instance made;
    plane where;
    for (std::size_t i = 0; i < sites; ++i) {
        where.site_x.push_back(coordinate(true));
        where.site_y.push_back(coordinate(false));
        made.site_ids.push_back(std::to_string(i));
    }
    for (std::size_t i = 0; i < points; ++i) {
        where.x.push_back(coordinate(true));
        where.y.push_back(coordinate(false));
        made.weight.push_back(static_cast<double>(step(random)));
    }
    made.reach = std::move(where);
    return made;
}

TEST(merged_cells, are_the_faces_of_the_plain_loop) {
    rc::check([] {
        const auto as = static_cast<layout>(*rc::gen::inRange(0, 5));
        const auto sites = *rc::gen::inRange<std::size_t>(1, 90);
        const auto points = *rc::gen::inRange<std::size_t>(1, 3000);
        const auto made = drawn(as, sites, points, *rc::gen::inRange(0U, 1000U));
        const auto& where = std::get<plane>(made.reach);
        const double radius = *rc::gen::element(0.0, 1.0, 2.0, 5.0, 5.5, 13.0, 1000.0);
        const auto cells = merged_cells(where, made.weight, radius, 1);
        const auto expected = plain_faces(where, made.weight, radius);
        RC_ASSERT(cells.weight.size() == expected.size());
        RC_ASSERT(faces_of(cells.weight, cells.pairs) == expected);
    });
}

TEST(merged_cells, are_the_same_on_a_fine_raster_and_with_many_threads) {
    const auto made = drawn(layout::spread, 100, 400'000, 3);
    const auto& where = std::get<plane>(made.reach);
    const auto one = merged_cells(where, made.weight, 5.5, 1);
    EXPECT_EQ(faces_of(one.weight, one.pairs), plain_faces(where, made.weight, 5.5));
    const auto several = merged_cells(where, made.weight, 5.5, 3);
    EXPECT_EQ(several.weight, one.weight);
    EXPECT_EQ(several.pairs.cell, one.pairs.cell);
}

TEST(merged_cells, add_fractions_alike_with_any_number_of_threads) {
    auto made = drawn(layout::spread, 30, 50'000, 4);
    for (auto& weight : made.weight)
        weight *= 0.1;
    const auto& where = std::get<plane>(made.reach);
    EXPECT_EQ(merged_cells(where, made.weight, 5.5, 1).weight, merged_cells(where, made.weight, 5.5, 4).weight);
}

// More sites than are drawn: pairs are held.
TEST(prepare, pairs_of_many_sites_are_those_of_the_plain_loop) {
    for (const auto as : {layout::spread, layout::lattice, layout::line, layout::one_place, layout::far_away})
        for (const double radius : {0.0, 1.0, 5.0, 60.0}) {
            auto made = drawn(as, 600, 700, 11);
            const auto where = std::get<plane>(made.reach);
            const auto weight = made.weight;
            const auto question = prepare(made, {false, radius, 2});
            ASSERT_TRUE(question.has_value()) << question.error().message;
            EXPECT_EQ(question->weight.size(), 700U);
            EXPECT_EQ(faces_of(question->weight, question->pairs), plain_faces(where, weight, radius));
        }
}

TEST(prepare, distances_of_points_are_euclidean) {
    auto made = drawn(layout::spread, 20, 200, 5);
    const auto where = std::get<plane>(made.reach);
    const auto question = prepare(made, {true, std::nullopt, 1});
    ASSERT_TRUE(question.has_value());
    ASSERT_EQ(question->pairs.cell.size(), 20U * 200U);
    // Cells are numbered anew: the sums per site are compared.
    for (index site = 0; site < 20; ++site) {
        double expected = 0;
        for (std::size_t i = 0; i < where.x.size(); ++i)
            expected += std::hypot(where.x[i] - where.site_x[site], where.y[i] - where.site_y[site]) * made.weight[i];
        double sum = 0;
        const auto cells = question->pairs.cells_of(site);
        for (std::size_t k = 0; k < cells.size(); ++k)
            sum += static_cast<double>(question->pairs.seconds_of(site)[k]) * question->weight[cells[k]];
        EXPECT_NEAR(sum, expected, 1e-5 * expected);
    }
}

TEST(prepare, needs_a_radius_for_points_and_few_enough_pairs) {
    auto made = drawn(layout::spread, 3, 5, 1);
    const auto none = prepare(made, {false, std::nullopt, 1});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, errc::bad_call);
    EXPECT_NE(none.error().message.find("--radius"), std::string::npos);
    const auto& where = std::get<plane>(made.reach);
    EXPECT_TRUE(bucket_pairs(where, 100, false, 1, 15).has_value());
    const auto many = bucket_pairs(where, 100, false, 1, 14);
    ASSERT_FALSE(many.has_value());
    EXPECT_EQ(many.error().code, errc::limit);
}

TEST(covered_by, counts_each_point_once) {
    auto made = drawn(layout::spread, 40, 5000, 8);
    const needs wanted{false, 6.0, 2};
    const auto question = prepare(made, wanted);
    ASSERT_TRUE(question.has_value());
    const std::vector<index> open{3, 5, 17, 30};
    std::vector<bool> hit(question->weight.size());
    double expected = 0;
    for (const auto site : open)
        for (const auto cell : question->pairs.cells_of(site)) {
            if (!hit[cell]) expected += question->weight[cell];
            hit[cell] = true;
        }
    EXPECT_EQ(covered_by(made, wanted, open), expected);
    EXPECT_FALSE(covered_by(made, {true, 6.0, 1}, open).has_value());
}

}  // namespace
}  // namespace yizhan::instances
