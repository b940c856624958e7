#include "brute_force.hpp"
#include "evaluation.hpp"
#include "goal.hpp"
#include "plain_model.hpp"
#include "random_problem.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

namespace yizhan::siting {
namespace {

constexpr std::array all_objectives = {objective::most_covered, objective::least_cost, objective::least_travel,
                                       objective::least_worst};

answer must_solve(const problem& asked, const options& how) {
    work_clock clock(how);
    auto solved = solve_plain(asked, how, clock);
    EXPECT_TRUE(solved) << (solved ? "" : solved.error().message);
    return solved ? std::move(*solved) : answer{};
}

/// The answer's objective found again from what it says.
std::optional<double> recomputed(const problem& asked, const answer& given) {
    if (asked.capacity.empty()) return evaluate(asked, given.open);
    if (asked.want.divided) return evaluate_served(asked, given.open, given.shares);
    std::vector<served> shares;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (given.assignment[cell] != nobody) shares.push_back({cell, given.assignment[cell], asked.weight[cell]});
    }
    return evaluate_served(asked, given.open, shares);
}

void expect_best(const problem& asked, const answer& given) {
    const auto known = best_by_hand(asked);
    if (!known) {
        EXPECT_EQ(given.status, answer_status::infeasible);
        return;
    }
    ASSERT_EQ(given.status, answer_status::optimal) << "known best: " << *known;
    EXPECT_NEAR(given.objective, *known, 1e-6);
    EXPECT_NEAR(given.bound, *known, 1e-6);
    EXPECT_EQ(recomputed(asked, given), given.objective);
}

void compare(unsigned seeds, ingredients with, mip_backend backend) {
    for (const auto what : all_objectives) {
        unsigned possible = 0;
        for (unsigned seed = 0; seed < seeds; ++seed) {
            SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
            const auto asked = random_problem(what, seed, with);
            ASSERT_TRUE(check(asked)) << check(asked).error().message;
            ASSERT_TRUE(check_goal(asked)) << check_goal(asked).error().message;
            const auto given = must_solve(asked, {.mip = backend});
            expect_best(asked, given);
            if (testing::Test::HasFailure()) return;
            possible += given.status == answer_status::optimal ? 1 : 0;
        }
        EXPECT_GT(possible, seeds / 6) << "too few of the problems drawn can be solved";
    }
}

class PlainModel : public testing::TestWithParam<mip_backend> {
protected:
    void SetUp() override {
        if (!mip::available(GetParam())) GTEST_SKIP() << "this solver was not built in";
    }
};

TEST_P(PlainModel, IsRightWithoutSideConditions) {
    compare(150, {.side_conditions = false}, GetParam());
}

TEST_P(PlainModel, IsRightWithSideConditions) {
    compare(1200, {}, GetParam());
}

TEST_P(PlainModel, IsRightWithCapacities) {
    compare(500, {.capacities = true}, GetParam());
}

TEST_P(PlainModel, IsRightWithDividedDemand) {
    compare(500, {.capacities = true, .divided = true}, GetParam());
}

/// Larger than can be counted by hand: both solvers must come to the same.
TEST(PlainModels, BothSolversAgree) {
    if (!mip::available(mip_backend::highs) || !mip::available(mip_backend::cbc)) GTEST_SKIP() << "needs both solvers";
    unsigned possible = 0;
    for (const auto what : all_objectives) {
        for (unsigned seed = 0; seed < 12; ++seed) {
            SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
            const ingredients with{.capacities = seed % 3 == 0, .divided = seed % 2 == 0, .sites = 12, .cells = 25};
            const auto asked = random_problem(what, seed, with);
            const auto one = must_solve(asked, {.mip = mip_backend::highs});
            const auto other = must_solve(asked, {.mip = mip_backend::cbc});
            ASSERT_EQ(one.status, other.status);
            if (one.status != answer_status::optimal) continue;
            EXPECT_NEAR(one.objective, other.objective, 1e-6);
            EXPECT_EQ(recomputed(asked, one), one.objective);
            EXPECT_EQ(recomputed(asked, other), other.objective);
            ++possible;
        }
    }
    EXPECT_GT(possible, 12U);
}

TEST_P(PlainModel, StartsFromAGivenLayout) {
    for (const auto what : all_objectives) {
        for (unsigned seed = 0; seed < 100; ++seed) {
            SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
            const auto asked = random_problem(what, seed);
            const auto first = must_solve(asked, {.mip = GetParam()});
            if (first.status != answer_status::optimal || first.open.empty()) continue;
            // One unit of work is not enough to find anything: what is there was given.
            const auto kept = must_solve(asked, {.work_limit = 1, .mip = GetParam(), .start = first.open});
            EXPECT_EQ(kept.objective, first.objective);
            const auto again = must_solve(asked, {.mip = GetParam(), .start = first.open});
            EXPECT_EQ(again.status, answer_status::optimal);
            EXPECT_NEAR(again.objective, first.objective, 1e-9);
        }
    }
}

TEST_P(PlainModel, ReportsImprovementsInOrder) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        const auto asked = random_problem(objective::most_covered, seed);
        std::vector<standing> told;
        options how{.mip = GetParam()};
        how.report = [&](const standing& now) { told.push_back(now); };
        const auto given = must_solve(asked, how);
        ASSERT_EQ(told.size(), given.curve.size());
        for (std::size_t step = 1; step < told.size(); ++step) {
            EXPECT_GE(told[step].work, told[step - 1].work);
            EXPECT_LE(told[step].bound, told[step - 1].bound);
            EXPECT_FALSE(told[step].objective < told[step - 1].objective);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Each, PlainModel, testing::Values(mip_backend::highs, mip_backend::cbc),
                         [](const auto& tested) { return tested.param == mip_backend::highs ? "Highs" : "Cbc"; });

}  // namespace
}  // namespace yizhan::siting
