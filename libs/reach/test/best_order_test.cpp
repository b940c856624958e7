#include <yizhan/reach/best_order.hpp>
#include <yizhan/reach/search.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace yizhan::reach {
namespace {

std::vector<std::uint32_t> random_times(std::mt19937& random, std::size_t places, double missing) {
    std::vector<std::uint32_t> times(places * places);
    for (auto& ms : times)
        ms =
            std::bernoulli_distribution(missing)(random) ? unreached : static_cast<std::uint32_t>(random() % 1'000'000);
    return times;
}

std::uint64_t cost_of(const std::vector<std::uint32_t>& times, const std::vector<std::uint32_t>& order) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        const auto ms = times[order[i] * order.size() + order[i + 1]];
        if (ms == unreached) return UINT64_MAX;
        sum += ms;
    }
    return sum;
}

std::uint64_t best_by_trying_all(const std::vector<std::uint32_t>& times, std::size_t places, bool fixed_last) {
    std::vector<std::uint32_t> order(places);
    std::iota(order.begin(), order.end(), 0U);
    auto best = UINT64_MAX;
    do {
        best = std::min(best, cost_of(times, order));
    } while (std::next_permutation(order.begin() + 1, order.end() - (fixed_last ? 1 : 0)));
    return best;
}

TEST(BestOrder, is_the_best_of_all_orders_for_few_places) {
    std::mt19937 random(101);
    for (int round = 0; round < 120; ++round) {
        const auto places = 2 + static_cast<std::size_t>(round) % 7;
        const bool fixed_last = round % 3 == 0;
        const auto times = random_times(random, places, round % 4 == 0 ? 0.3 : 0);
        const auto expected = best_by_trying_all(times, places, fixed_last);
        const auto found = best_order(times, places, {.fixed_last = fixed_last});
        ASSERT_EQ(found.has_value(), expected != UINT64_MAX);
        if (!found) {
            EXPECT_EQ(found.error().code, errc::not_found);
            continue;
        }
        EXPECT_EQ(found->ms, expected);
        EXPECT_EQ(cost_of(times, found->order), expected);
        EXPECT_TRUE(found->proven);
    }
}

void expect_whole_order(const tour& found, std::size_t places) {
    auto sorted = found.order;
    std::ranges::sort(sorted);
    ASSERT_EQ(sorted.size(), places);
    for (std::uint32_t i = 0; i < places; ++i)
        ASSERT_EQ(sorted[i], i);
    EXPECT_EQ(found.order.front(), 0U);
}

// Places along a line, shuffled: the best order is known for any number of them.
TEST(BestOrder, of_many_places_on_a_line_is_along_the_line) {
    std::mt19937 random(103);
    for (const std::size_t places : {13UL, 14UL, 15UL, 30UL, 80UL}) {
        std::vector<std::uint32_t> at(places);
        std::iota(at.begin(), at.end(), 0U);
        std::shuffle(at.begin() + 1, at.end(), random);
        std::vector<std::uint32_t> times;
        for (const auto a : at)
            for (const auto b : at)
                times.push_back(1000 * (a > b ? a - b : b - a));
        const auto found = best_order(times, places);
        ASSERT_TRUE(found.has_value());
        expect_whole_order(*found, places);
        EXPECT_EQ(found->ms, 1000 * (places - 1));
        EXPECT_EQ(found->proven, places <= exact_stops + 1);
    }
}

TEST(BestOrder, of_many_places_is_valid_repeatable_and_better_than_chance) {
    std::mt19937 random(107);
    for (int round = 0; round < 20; ++round) {
        const std::size_t places = 16 + static_cast<std::size_t>(round);
        const bool fixed_last = round % 2 == 0;
        const auto times = random_times(random, places, 0.02);
        const auto found = best_order(times, places, {.fixed_last = fixed_last});
        ASSERT_TRUE(found.has_value());
        expect_whole_order(*found, places);
        EXPECT_EQ(found->ms, cost_of(times, found->order));
        EXPECT_EQ(found->order, best_order(times, places, {.fixed_last = fixed_last})->order);
        EXPECT_FALSE(found->proven);
        if (fixed_last) {
            EXPECT_EQ(found->order.back(), places - 1);
        }
        auto shuffled = found->order;
        std::shuffle(shuffled.begin() + 1, shuffled.end() - 1, random);
        EXPECT_LT(found->ms, cost_of(times, shuffled));
    }
}

TEST(BestOrder, takes_one_place_and_none) {
    EXPECT_TRUE(best_order({}, 0)->order.empty());
    EXPECT_EQ(best_order(std::vector<std::uint32_t>{0}, 1)->order, std::vector<std::uint32_t>{0});
}

}  // namespace
}  // namespace yizhan::reach
