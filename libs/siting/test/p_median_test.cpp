#include "p_median.hpp"

#include "brute_force.hpp"
#include "random_problem.hpp"

#include <gtest/gtest.h>

#include <string>

namespace yizhan::siting {
namespace {

result<answer> run(const problem& asked, const options& how = {}) {
    work_clock clock(how);
    return solve_p_median(asked, how, clock);
}

/// Weights in another unit: the engine must not mind.
problem in_units(problem asked, double unit) {
    for (double& weight : asked.weight)
        weight *= unit;
    return asked;
}

TEST(PMedian, IsBestWithAnySideConditions) {
    for (unsigned seed = 1000; seed < 2500; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto asked = random_problem(objective::least_travel, seed, {.sites = seed % 2 == 0 ? 9U : 0U});
        if (!asked.floors.empty() && asked.want.unserved_seconds) continue;
        const auto known = best_by_hand(asked);
        const auto given = run(asked);
        ASSERT_TRUE(given) << given.error().message;
        ASSERT_EQ(given->status, known ? answer_status::optimal : answer_status::infeasible);
        if (!known) {
            EXPECT_FALSE(given->conflict.empty());
            continue;
        }
        EXPECT_EQ(given->objective, *known);
        EXPECT_EQ(given->bound, *known);
    }
}

TEST(PMedian, IsBestOnLargerOnes) {
    // Times at random, of no metric: the gap is wide and the tree has to grow.
    for (unsigned seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto asked =
            random_problem(objective::least_travel, seed, {.side_conditions = seed % 3 == 0, .sites = 13, .cells = 40});
        asked.want.unserved_seconds = 25;
        asked.floors.clear();
        const auto known = best_by_hand(asked);
        const auto given = run(asked);
        ASSERT_TRUE(given) << given.error().message;
        ASSERT_EQ(given->status, known ? answer_status::optimal : answer_status::infeasible);
        if (!known) continue;
        EXPECT_EQ(given->objective, *known);
        EXPECT_EQ(given->bound, *known);
    }
}

TEST(PMedian, IsBestInAnyUnitOfWeight) {
    for (unsigned seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto asked = random_problem(objective::least_travel, seed, {.sites = 9, .cells = 14});
        asked.floors.clear();
        const auto known = best_by_hand(asked);
        for (const double unit : {1e-7, 3e-4, 1e5}) {
            const auto given = run(in_units(asked, unit));
            ASSERT_TRUE(given) << given.error().message;
            ASSERT_EQ(given->status, known ? answer_status::optimal : answer_status::infeasible) << "unit " << unit;
            if (known) {
                EXPECT_NEAR(given->objective, *known * unit, 1e-6 * *known * unit);
            }
        }
    }
}

TEST(PMedian, StoppedAnywhereItBracketsTheBest) {
    for (unsigned seed = 0; seed < 25; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto asked =
            random_problem(objective::least_travel, seed, {.side_conditions = seed % 2 == 0, .sites = 12, .cells = 30});
        asked.floors.clear();
        const auto best = best_by_hand(asked);
        if (!best) continue;
        for (const std::uint64_t limit : {1U, 3U, 10U, 40U, 80U}) {
            const auto given = run(asked, {.work_limit = limit});
            ASSERT_TRUE(given);
            if (given->status != answer_status::unknown) {
                EXPECT_GE(given->objective, *best);
            }
            EXPECT_LE(given->bound, *best) << "limit " << limit;
            EXPECT_LE(given->work, limit);
        }
    }
}

TEST(PMedian, TheCurveOnlyImproves) {
    auto asked = random_problem(objective::least_travel, 3, {.side_conditions = false, .sites = 30, .cells = 90});
    asked.want.unserved_seconds = 25;
    asked.want.budget.reset();
    asked.want.count = 5;
    const auto given = run(asked);
    ASSERT_TRUE(given);
    ASSERT_GT(given->curve.size(), 1U);
    for (std::size_t at = 1; at < given->curve.size(); ++at) {
        EXPECT_GE(given->curve[at].bound, given->curve[at - 1].bound);
        EXPECT_FALSE(given->curve[at].objective > given->curve[at - 1].objective);
        EXPECT_GE(given->curve[at].work, given->curve[at - 1].work);
    }
}

TEST(PMedian, ServesEachCellByTheFastest) {
    problem asked;
    asked.weight = {1, 2, 0};
    asked.pairs = {.first = {0, 3, 6, 9}, .cell = {0, 1, 2, 0, 1, 2, 0, 1, 2}, .seconds = {1, 9, 9, 9, 1, 2, 5, 5, 1}};
    asked.want.what = objective::least_travel;
    asked.want.count = 2;
    const auto given = run(asked);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->open, (std::vector<index>{0, 1}));
    EXPECT_EQ(given->assignment, (std::vector<index>{0, 1, 1}));
    EXPECT_EQ(given->objective, 3);
}

TEST(PMedian, DecidedSitesThatExcludeEachOtherAreAProof) {
    // Without the spacing, 0 and 1 would both be open: reduced costs decide them so, and nothing is left to decide.
    const auto asked = random_problem(objective::least_travel, 615);
    const auto given = run(asked);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->status, answer_status::optimal);
    EXPECT_EQ(given->bound, given->objective);
}

TEST(PMedian, RefusesWhatItCannot) {
    problem asked = random_problem(objective::least_travel, 1);
    asked.want.times = 2;
    EXPECT_EQ(run(asked).error().code, errc::unsupported);
    asked.want.times = 1;
    asked.want.count.reset();
    asked.want.budget.reset();
    EXPECT_EQ(run(asked).error().code, errc::bad_call);
}

}  // namespace
}  // namespace yizhan::siting
