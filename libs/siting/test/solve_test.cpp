#include "brute_force.hpp"
#include "evaluation.hpp"
#include "goal.hpp"
#include "random_problem.hpp"

#include <yizhan/siting/solve.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace yizhan::siting {
namespace {

/// The engine's own ways against all subsets counted by hand.
void compare_with_brute_force(objective what, unsigned seeds, ingredients with) {
    unsigned possible = 0;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
        const auto asked = random_problem(what, seed, with);
        const auto known = best_by_hand(asked);
        const auto given = solve(asked);
        ASSERT_TRUE(given) << given.error().message;
        if (!known) {
            ASSERT_EQ(given->status, answer_status::infeasible);
            EXPECT_FALSE(given->conflict.empty());
            continue;
        }
        ++possible;
        ASSERT_EQ(given->status, answer_status::optimal) << "known best: " << *known;
        ASSERT_NEAR(given->objective, *known, 1e-6);
        ASSERT_NEAR(given->bound, *known, 1e-6);
        if (asked.capacity.empty()) {
            ASSERT_EQ(evaluate(asked, given->open), given->objective);
        }
    }
    EXPECT_GT(possible, seeds / 6) << "too few of the problems drawn can be solved";
}

class Solve : public testing::TestWithParam<objective> {};

TEST_P(Solve, IsRightWithoutSideConditions) {
    compare_with_brute_force(GetParam(), 300, {.side_conditions = false});
}

TEST_P(Solve, IsRightWithSideConditions) {
    compare_with_brute_force(GetParam(), 600, {});
}

TEST_P(Solve, IsRightWithCapacities) {
    compare_with_brute_force(GetParam(), 100, {.capacities = true});
}

/// Stopped after part of the work, and again after exactly that much.
void compare_runs(const problem& asked, std::uint64_t limit) {
    const auto part = solve(asked, {.work_limit = limit});
    ASSERT_TRUE(part);
    EXPECT_LE(part->work, limit);
    const auto again = solve(asked, {.work_limit = part->work});
    ASSERT_TRUE(again);
    EXPECT_EQ(part->status, again->status);
    EXPECT_EQ(part->open, again->open);
    EXPECT_EQ(part->assignment, again->assignment);
    EXPECT_EQ(part->work, again->work);
    EXPECT_EQ(part->conflict, again->conflict);
    EXPECT_EQ(part->bound, again->bound);
    if (!part->open.empty()) {
        EXPECT_EQ(part->objective, again->objective);
    }
}

TEST_P(Solve, GivesTheSameAnswerForTheSameWork) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const bool large = seed % 2 == 0;
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto asked = random_problem(
            GetParam(), seed, {.side_conditions = seed % 4 > 1, .sites = large ? 30U : 0U, .cells = large ? 80U : 0U});
        const auto whole = solve(asked);
        ASSERT_TRUE(whole);
        for (const std::uint64_t limit : {whole->work, whole->work / 2 + 1, whole->work / 8 + 1})
            compare_runs(asked, limit);
        const auto again = solve(asked, {.work_limit = whole->work});
        ASSERT_TRUE(again);
        EXPECT_EQ(again->status, whole->status);
        EXPECT_EQ(again->open, whole->open);
    }
}

INSTANTIATE_TEST_SUITE_P(Each, Solve,
                         testing::Values(objective::most_covered, objective::least_cost, objective::least_travel,
                                         objective::least_worst));

}  // namespace
}  // namespace yizhan::siting
