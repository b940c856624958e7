#include "explain.hpp"

#include "brute_force.hpp"
#include "random_problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace yizhan::siting {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> why(const problem& asked) {
    const options unlimited;
    work_clock clock(unlimited);
    return explain(asked, unlimited, clock);
}

/// Six sites, each alone reaches the cell of its number, of weight 1; at most `most` may be opened.
problem one_each(index most) {
    problem out;
    for (index site = 0; site < 6; ++site) {
        out.weight.push_back(1);
        out.pairs.cell.push_back(site);
        out.pairs.first.push_back(out.pairs.cell.size());
    }
    out.want.count = most;
    return out;
}

TEST(Explain, TwoQuotasAndACount) {
    auto asked = one_each(3);
    asked.quotas = {{"north", {0, 1}, 2, nobody}, {"west", {2}, 0, nobody}, {"south", {3, 4, 5}, 2, nobody}};
    asked.too_close = {{0, 5}};
    EXPECT_THAT(why(asked), ElementsAre("quota 'north': at least 2 open sites", "quota 'south': at least 2 open sites",
                                        "at most 3 sites are opened"));
}

TEST(Explain, ShareAndBudget) {
    auto asked = one_each(6);
    asked.want.what = objective::least_cost;
    asked.want.share = 0.9;
    asked.want.budget = 4;
    EXPECT_THAT(why(asked), ElementsAre("at most 4 is spent", "90 % of all demand is covered"));
}

TEST(Explain, FloorSpacingAndForcedSite) {
    auto asked = one_each(6);
    asked.state.assign(6, site_state::free);
    asked.state[2] = site_state::forced;
    asked.state[5] = site_state::forced;
    asked.too_close = {{2, 3}};
    asked.floors = {{"old town", {3}, 1}, {"new town", {4}, 1}};
    EXPECT_THAT(why(asked), ElementsAre("least spacing (1 pairs of sites are too close)", "site 2 is forced",
                                        "floor 'old town': 100 % of its demand is covered"));
}

TEST(Explain, CellThatNobodyReaches) {
    auto asked = one_each(6);
    asked.want.what = objective::least_worst;
    asked.weight.push_back(2);
    EXPECT_THAT(why(asked), ElementsAre("cell 6 must be served, but no site reaches it"));
}

TEST(Explain, LimitThatCutsACellOff) {
    auto asked = one_each(6);
    asked.want.what = objective::least_travel;
    asked.pairs.seconds = {10, 10, 10, 10, 90, 10};
    asked.want.limit = 60;
    EXPECT_THAT(why(asked), ElementsAre("nobody travels over 60 seconds"));
}

TEST(Explain, CapacitiesTooSmallForAll) {
    auto asked = one_each(6);
    asked.want.what = objective::least_travel;
    asked.capacity = {1, 1, 0.5, 1, 1, 1};
    EXPECT_THAT(why(asked), ElementsAre("sites serve at most their capacity"));
}

TEST(Explain, ForbiddenSites) {
    auto asked = one_each(6);
    asked.state.assign(6, site_state::free);
    asked.state[4] = site_state::forbidden;
    asked.floors = {{"harbour", {4}, 0.5}};
    EXPECT_THAT(why(asked), ElementsAre("1 sites are forbidden", "floor 'harbour': 50 % of its demand is covered"));
}

TEST(Explain, SaysNothingOfWhatIsPossible) {
    EXPECT_THAT(why(one_each(3)), IsEmpty());
}

TEST(Explain, StoppedItNamesEverythingThatIsInForce) {
    auto asked = one_each(3);
    asked.quotas = {{"north", {0, 1}, 2, nobody}, {"south", {3, 4, 5}, 2, nobody}};
    const options stopped{.work_limit = 0};
    work_clock clock(stopped);
    EXPECT_THAT(explain(asked, stopped, clock), Contains(HasSubstr("quota 'south'")));
}

/// The problem with only the named conditions in force.
problem only(problem asked, const std::vector<std::string>& named) {
    const auto said = [&](const std::string& part) {
        return std::ranges::any_of(named, [&](const auto& line) { return line.find(part) != std::string::npos; });
    };
    if (!said("sites are opened")) asked.want.count = asked.sites();
    if (!said("is spent")) asked.want.budget.reset();
    if (!said("of all demand")) asked.want.share = 0;
    if (!said("covered only when")) asked.want.times = 1;
    if (!said("nobody travels")) asked.want.limit = std::numeric_limits<double>::infinity();
    if (!said("too close")) asked.too_close.clear();
    if (!said("at a location")) asked.location.clear();
    for (auto& quota : asked.quotas) {
        if (!said("quota '" + quota.name + "': at least")) quota.least = 0;
        if (!said("quota '" + quota.name + "': at most")) quota.most = nobody;
    }
    for (auto& floor : asked.floors) {
        if (!said("floor '" + floor.name + "'")) floor.share = 0;
    }
    for (index site = 0; site < asked.state.size(); ++site) {
        auto& state = asked.state[site];
        const bool free = (state == site_state::forced && !said("site " + std::to_string(site) + " is forced")) ||
                          (state == site_state::forbidden && !said("forbidden"));
        if (free) state = site_state::free;
    }
    return asked;
}

TEST(Explain, WhatIsNamedClashesAndNothingIsNamedInVain) {
    std::size_t explained = 0;
    for (const auto what : {objective::most_covered, objective::least_cost, objective::least_travel}) {
        for (unsigned seed = 0; seed < 1500; ++seed) {
            const auto asked = random_problem(what, seed);
            if (best_by_hand(asked)) continue;
            SCOPED_TRACE("objective " + std::to_string(static_cast<int>(what)) + ", seed " + std::to_string(seed));
            const auto named = why(asked);
            ASSERT_THAT(named, Not(IsEmpty()));
            EXPECT_FALSE(best_by_hand(only(asked, named)));
            ++explained;
            if (named.front().find("must be served") != std::string::npos) continue;  // can't be left out
            for (std::size_t left_out = 0; left_out < named.size(); ++left_out) {
                auto fewer = named;
                fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
                EXPECT_TRUE(best_by_hand(only(asked, fewer))) << "without need: " << named[left_out];
            }
        }
    }
    EXPECT_GT(explained, 300U);
}

}  // namespace
}  // namespace yizhan::siting
