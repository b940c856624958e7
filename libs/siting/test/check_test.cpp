#include "goal.hpp"

#include <yizhan/siting/problem.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

namespace yizhan::siting {
namespace {

using testing::HasSubstr;

/// Two sites; the first reaches cells 0 and 1, the second 1 and 2.
problem sound() {
    problem out;
    out.weight = {1, 2, 3};
    out.pairs.first = {0, 2, 4};
    out.pairs.cell = {0, 1, 1, 2};
    out.pairs.seconds = {10, 20, 30, 40};
    out.cost = {1, 2};
    out.capacity = {5, std::numeric_limits<double>::infinity()};
    out.state = {site_state::free, site_state::kept};
    out.location = {0, 1};
    out.too_close = {{0, 1}};
    out.quotas = {{"north", {0, 1}, 1, 2}};
    out.floors = {{"old town", {0, 2}, 0.5}};
    out.want.count = 1;
    return out;
}

struct mistake {
    const char* name;
    std::function<void(problem&)> make;
    const char* said;
};

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

const std::vector<mistake>& mistakes() {
    static const std::vector<mistake> list = {
        {"NegativeWeight", [](problem& p) { p.weight[1] = -1; }, "cell 1 has weight -1"},
        {"WeightNotANumber", [](problem& p) { p.weight[2] = not_a_number; }, "cell 2 has weight nan"},
        {"EndlessWeight", [](problem& p) { p.weight[0] = endless; }, "cell 0 has weight inf"},
        {"NegativeCost", [](problem& p) { p.cost[1] = -0.5; }, "site 1 has cost -0.5"},
        {"NegativeCapacity", [](problem& p) { p.capacity[0] = -2; }, "site 0 has capacity -2"},
        {"NegativeLoad", [](problem& p) { p.load = {1, 1, -1}; }, "cell 2 has load -1"},
        {"ShortLoad", [](problem& p) { p.load = {1}; }, "load has 1 entries for 3 cells"},
        {"ShortCost", [](problem& p) { p.cost.pop_back(); }, "cost has 1 entries for 2 sites"},
        {"LongState", [](problem& p) { p.state.push_back(site_state::free); }, "state has 3 entries for 2 sites"},
        {"ShortCapacity", [](problem& p) { p.capacity.pop_back(); }, "capacity has 1 entries"},
        {"ShortLocation", [](problem& p) { p.location.pop_back(); }, "location has 1 entries"},
        {"NoTable", [](problem& p) { p.pairs.first.clear(); }, "table of pairs"},
        {"TableEndsEarly", [](problem& p) { p.pairs.first.back() = 3; }, "table of pairs"},
        {"RowEndsBeforeItBegins", [](problem& p) { p.pairs.first = {0, 5, 4}; }, "pairs of site 1 end before"},
        {"TooFewTimes", [](problem& p) { p.pairs.seconds.pop_back(); }, "4 pairs but 3 travel times"},
        {"PairNamesNobody", [](problem& p) { p.pairs.cell[3] = 3; }, "site 1 reaches cell 3, but there are only 3"},
        {"PairTwice", [](problem& p) { p.pairs.cell[0] = 1; }, "pair of site 0 and cell 1 is there twice"},
        {"PairsUnsorted", [](problem& p) { p.pairs.cell[2] = 2, p.pairs.cell[3] = 1; },
         "site 1 has cell 1 after cell 2"},
        {"NegativeTime", [](problem& p) { p.pairs.seconds[2] = -1; }, "site 1 and cell 1 takes -1"},
        {"TimeNotANumber", [](problem& p) { p.pairs.seconds[0] = std::nanf(""); }, "site 0 and cell 0 takes nan"},
        {"TooCloseToNobody", [](problem& p) { p.too_close[0] = {0, 2}; }, "sites 0 and 2 are said to be too close"},
        {"TooCloseToItself", [](problem& p) { p.too_close[0] = {1, 1}; }, "site 1 is said to be too close to itself"},
        {"QuotaNamesNobody", [](problem& p) { p.quotas[0].sites = {0, 7}; }, "quota 'north' names site 7"},
        {"QuotaNamesTwice", [](problem& p) { p.quotas[0].sites = {1, 0, 1}; }, "quota 'north' names site 1 twice"},
        {"QuotaCannotBe", [](problem& p) { p.quotas[0].least = 3; },
         "quota 'north' wants at least 3 sites and at most 2"},
        {"FloorNamesNobody", [](problem& p) { p.floors[0].cells = {9}; }, "floor 'old town' names cell 9"},
        {"FloorShareTooHigh", [](problem& p) { p.floors[0].share = 1.5; }, "floor 'old town' wants a share of 1.5"},
        {"NegativeLimit", [](problem& p) { p.want.limit = -1; }, "limit is -1"},
        {"LimitNotANumber", [](problem& p) { p.want.limit = not_a_number; }, "limit is nan"},
        {"NegativeBudget", [](problem& p) { p.want.budget = -3; }, "budget is -3"},
        {"ShareNotANumber", [](problem& p) { p.want.share = not_a_number; }, "share is nan"},
        {"CoveredByNobody", [](problem& p) { p.want.times = 0; }, "not 0 times"},
        {"UnservedNotANumber", [](problem& p) { p.want.unserved_seconds = endless; }, "unserved demand counts inf"},
    };
    return list;
}

class Check : public testing::TestWithParam<mistake> {};

TEST_P(Check, NamesTheMistakeInOneLine) {
    auto asked = sound();
    GetParam().make(asked);
    const auto checked = check(asked);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, errc::bad_input);
    EXPECT_THAT(checked.error().message, HasSubstr(GetParam().said));
    EXPECT_EQ(checked.error().message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Each, Check, testing::ValuesIn(mistakes()),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(CheckSound, PassesWhatIsSound) {
    EXPECT_TRUE(check(sound()));
    EXPECT_TRUE(check(problem{}));
    auto bare = sound();
    bare.cost = bare.capacity = {};
    bare.state = {};
    bare.location = {};
    bare.pairs.seconds = {};
    EXPECT_TRUE(check(bare));
}

TEST(CheckGoal, RefusesWhatNoModelHas) {
    auto endless_opening = sound();
    endless_opening.want.count.reset();
    EXPECT_THAT(check_goal(endless_opening).error().message, HasSubstr("number of sites or a budget"));
    endless_opening.want.what = objective::least_cost;
    EXPECT_TRUE(check_goal(endless_opening));
    auto too_many = sound();
    too_many.want.count = 3;
    EXPECT_EQ(check_goal(too_many).error().code, errc::bad_call);
    EXPECT_THAT(check_goal(too_many).error().message, HasSubstr("3 sites are to be opened, but there are only 2"));
    auto twice = sound();
    twice.want.times = 2;
    EXPECT_THAT(check_goal(twice).error().message, HasSubstr("capacities"));
    twice.capacity = {};
    EXPECT_TRUE(check_goal(twice));
    twice.want.what = objective::least_travel;
    EXPECT_THAT(check_goal(twice).error().message, HasSubstr("most_covered and least_cost only"));
}

}  // namespace
}  // namespace yizhan::siting
