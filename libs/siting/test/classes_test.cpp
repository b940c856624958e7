#include "brute_force.hpp"
#include "evaluation.hpp"
#include "random_problem.hpp"

#include <yizhan/siting/problem.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace yizhan::siting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double endless = std::numeric_limits<double>::infinity();

/// Three sites, the first kept, the second forced, the third free; each reaches both cells.
problem three_sites() {
    problem out;
    out.weight = {3, 5};
    out.pairs.first = {0, 2, 4, 6};
    out.pairs.cell = {0, 1, 0, 1, 0, 1};
    out.pairs.seconds = {100, 200, 300, 400, 500, 600};
    out.state = {site_state::kept, site_state::forced, site_state::free};
    out.too_close = {{0, 1}, {1, 2}};
    out.quotas = {{"all", {0, 2}, 1, 2}};
    out.want.count = 2;
    return out;
}

TEST(WithClasses, OffersEachSiteInEachClass) {
    const std::array<station_class, 2> classes = {{{"kiosk", 350, 1, 10}, {"hall", endless, 4, 50}}};
    const auto out = with_classes(three_sites(), classes);
    ASSERT_TRUE(check(out)) << check(out).error().message;
    EXPECT_EQ(out.sites(), 6U);
    EXPECT_THAT(out.state, ElementsAre(site_state::kept, site_state::forbidden, site_state::free, site_state::free,
                                       site_state::free, site_state::free));
    EXPECT_THAT(out.location, ElementsAre(0, 0, 1, 1, 2, 2));
    EXPECT_THAT(out.pairs.cells_of(0), ElementsAre(0, 1)) << "kept: whatever the class reaches";
    EXPECT_THAT(out.pairs.cells_of(1), IsEmpty());
    EXPECT_THAT(out.pairs.cells_of(2), ElementsAre(0)) << "a kiosk does not reach what is 400 seconds away";
    EXPECT_THAT(out.pairs.seconds_of(3), ElementsAre(300, 400));
    EXPECT_THAT(out.pairs.cells_of(4), IsEmpty());
    EXPECT_THAT(out.cost, ElementsAre(1, 0, 1, 4, 1, 4));
    EXPECT_THAT(out.capacity, ElementsAre(endless, 0, 10, 50, 10, 50));
    ASSERT_EQ(out.quotas.size(), 2U);
    EXPECT_THAT(out.quotas[0].sites, ElementsAre(2, 3)) << "forced: in one class or the other";
    EXPECT_EQ(out.quotas[0].least, 1U);
    EXPECT_THAT(out.quotas[1].sites, ElementsAre(0, 1, 4, 5));
    EXPECT_EQ(out.too_close.size(), 2U + 4U);
}

TEST(WithClasses, StaysWithoutCapacitiesWhereNobodyHasOne) {
    const std::array<station_class, 2> classes = {{{"small", 350, 1}, {"large", 900, 2}}};
    EXPECT_THAT(with_classes(three_sites(), classes).capacity, IsEmpty());
}

TEST(WithClasses, WithoutClassesNothingChanges) {
    EXPECT_EQ(with_classes(three_sites(), {}).sites(), 3U);
}

/// One class that reaches everything and costs what every site costs changes nothing but the numbers' meaning.
TEST(WithClasses, OneClassForAllIsTheSameQuestion) {
    const std::array<station_class, 1> same = {{{"any"}}};
    for (unsigned seed = 0; seed < 300; ++seed) {
        auto asked = random_problem(objective::most_covered, seed);
        asked.cost.clear();
        EXPECT_EQ(best_by_hand(asked), best_by_hand(with_classes(asked, same))) << "seed " << seed;
    }
}

TEST(WithClasses, SecondClassNeverMakesThingsWorse) {
    const std::array<station_class, 2> classes = {{{"any"}, {"near", 8, 0.5}}};
    for (unsigned seed = 0; seed < 100; ++seed) {
        auto asked = random_problem(objective::most_covered, seed);
        asked.cost.clear();
        const auto one = best_by_hand(with_classes(asked, std::span(classes).first(1)));
        const auto two = best_by_hand(with_classes(asked, classes));
        EXPECT_GE(two, one) << "seed " << seed;  // nothing is less than any number
    }
}

}  // namespace
}  // namespace yizhan::siting
