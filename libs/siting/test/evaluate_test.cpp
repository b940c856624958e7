#include "brute_force.hpp"
#include "evaluation.hpp"
#include "random_problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace yizhan::siting {
namespace {

using testing::HasSubstr;

TEST(Evaluate, AgreesWithCountingByHand) {
    for (const auto what :
         {objective::most_covered, objective::least_cost, objective::least_travel, objective::least_worst}) {
        for (unsigned seed = 0; seed < 1000; ++seed) {
            SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
            const auto asked = random_problem(what, seed);
            for (std::uint32_t open = 0; open < 1U << asked.sites(); ++open) {
                std::vector<index> sites;
                for (index site = 0; site < asked.sites(); ++site) {
                    if ((open >> site & 1U) != 0) sites.push_back(site);
                }
                std::string broken;
                const auto value = evaluate(asked, sites, &broken);
                ASSERT_EQ(value, value_by_hand(asked, open)) << broken;
                ASSERT_EQ(value.has_value(), broken.empty());
            }
        }
    }
}

/// Three sites in a row; cells 0, 1, 2 of weight 4, 2, 1. Site 0 reaches cells 0 and 1, site 1 cells 1 and 2, site 2
/// cell 2.
problem row() {
    problem out;
    out.weight = {4, 2, 1};
    out.pairs.first = {0, 2, 4, 5};
    out.pairs.cell = {0, 1, 1, 2, 2};
    out.pairs.seconds = {10, 30, 20, 20, 5};
    out.want.count = 3;
    return out;
}

std::string why_not(const problem& asked, const std::vector<index>& open) {
    std::string broken;
    EXPECT_FALSE(evaluate(asked, open, &broken));
    return broken;
}

TEST(Evaluate, SaysWhichConditionIsBroken) {
    auto asked = row();
    EXPECT_THAT(why_not(asked, {3}), HasSubstr("there is no site 3"));
    EXPECT_THAT(why_not(asked, {1, 1}), HasSubstr("site 1 is named twice"));
    asked.want.count = 1;
    EXPECT_THAT(why_not(asked, {0, 1}), HasSubstr("2 sites are opened, 1 may be"));
    asked.want.budget = 1.5;
    asked.want.count = 2;
    EXPECT_THAT(why_not(asked, {0, 1}), HasSubstr("2 is spent of a budget of 1.5"));
    asked = row();
    asked.state = {site_state::kept, site_state::forced, site_state::forbidden};
    EXPECT_THAT(why_not(asked, {1}), HasSubstr("site 0 is kept, but not open"));
    EXPECT_THAT(why_not(asked, {0}), HasSubstr("site 1 is forced, but not open"));
    EXPECT_THAT(why_not(asked, {0, 1, 2}), HasSubstr("site 2 is forbidden"));
    asked = row();
    asked.too_close = {{0, 1}};
    EXPECT_THAT(why_not(asked, {0, 1}), HasSubstr("sites 0 and 1 are too close"));
    asked = row();
    asked.location = {5, 6, 5};
    EXPECT_THAT(why_not(asked, {0, 2}), HasSubstr("sites 0 and 2 are of one location"));
    asked = row();
    asked.quotas = {{"east", {1, 2}, 1, 1}};
    EXPECT_THAT(why_not(asked, {0}), HasSubstr("quota 'east' has 0 open sites, at least 1"));
    EXPECT_THAT(why_not(asked, {1, 2}), HasSubstr("quota 'east' has 2 open sites, at most 1"));
    asked = row();
    asked.floors = {{"centre", {0, 1}, 0.8}};
    EXPECT_THAT(why_not(asked, {1}), HasSubstr("floor 'centre' has 2 of 6 covered"));
    asked = row();
    asked.want.what = objective::least_worst;
    EXPECT_THAT(why_not(asked, {0}), HasSubstr("cell 2 is not served"));
    asked.want.what = objective::least_cost;
    EXPECT_THAT(why_not(asked, {0}), HasSubstr("6 of 7 is covered"));
}

TEST(Evaluate, KeptSitesMayBeCloseToEachOther) {
    auto asked = row();
    asked.state = {site_state::kept, site_state::kept, site_state::free};
    asked.too_close = {{0, 1}, {1, 2}};
    asked.location = {1, 1, 2};
    EXPECT_TRUE(evaluate(asked, std::array<index, 2>{0, 1}));
    EXPECT_FALSE(evaluate(asked, std::array<index, 3>{0, 1, 2}));
}

TEST(EvaluateServed, SaysWhichShareCannotBe) {
    auto asked = row();
    asked.capacity = {5, 5, 0};
    const std::array<index, 2> open{0, 1};
    const auto why = [&](std::vector<served> shares) {
        std::string broken;
        EXPECT_FALSE(evaluate_served(asked, open, shares, &broken));
        return broken;
    };
    EXPECT_EQ(evaluate_served(asked, open, std::vector<served>{{0, 0, 4}, {1, 1, 2}}), 6);
    EXPECT_THAT(why({{0, 2, 1}}), HasSubstr("one of them is not there"));
    EXPECT_THAT(why({{2, 0, 1}}), HasSubstr("site 0 cannot serve cell 2: it does not reach it in time"));
    EXPECT_THAT(why({{0, 0, 4}, {1, 0, 2}}), HasSubstr("site 0 bears 6, its capacity is 5"));
    EXPECT_THAT(why({{1, 0, 1}, {1, 1, 1}}), HasSubstr("another site does"));
    EXPECT_THAT(why({{0, 0, 3}}), HasSubstr("3 of cell 0 is served, its weight is 4"));
    EXPECT_THAT(why({{1, 0, -1}}), HasSubstr("negative"));
    asked.load = {0, 3, 1};
    EXPECT_EQ(evaluate_served(asked, open, std::vector<served>{{0, 0, 4}, {1, 0, 2}}), 6);
    asked.load = {4, 3, 1};
    EXPECT_THAT(why({{0, 0, 4}, {1, 0, 2}}), HasSubstr("site 0 bears 7, its capacity is 5"));
    asked.load.clear();
    asked.want.divided = true;
    EXPECT_EQ(evaluate_served(asked, open, std::vector<served>{{0, 0, 3}, {1, 0, 1}, {1, 1, 1}}), 5);
    EXPECT_THAT(why({{1, 0, 2}, {1, 1, 2}}), HasSubstr("4 of cell 1 is served, its weight is 2"));
}

}  // namespace
}  // namespace yizhan::siting
