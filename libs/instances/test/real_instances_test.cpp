// The published instances that YIZHAN_TEST_DATA holds, where something is known of them.

#include "support.hpp"

#include <yizhan/instances/generate.hpp>
#include <yizhan/instances/prepare.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <numeric>

namespace yizhan::instances {
namespace {

// The best single site, by plain search: p-median and p-center with p = 1.
struct single {
    double travel = 1e300;
    double worst = 1e300;
};
single best_single(const siting::problem& question) {
    single best;
    for (index site = 0; site < question.sites(); ++site) {
        const auto seconds = question.pairs.seconds_of(site);
        best.travel = std::min(best.travel, std::accumulate(seconds.begin(), seconds.end(), 0.0));
        best.worst = std::min(best.worst, static_cast<double>(*std::ranges::max_element(seconds)));
    }
    return best;
}

TEST(real_pmed, all_are_read_and_connected) {
    YIZHAN_LOCATION_FILE(first, "p-median/pmed1.txt");
    for (int i = 1; i <= 20; ++i) {
        auto read = instances::read(format::orlib_pmed, location_file("p-median/pmed" + std::to_string(i) + ".txt"));
        ASSERT_TRUE(read.has_value()) << read.error().message;
        const auto nodes = read->sites();
        EXPECT_EQ(nodes, static_cast<index>((i + 4) / 5 * 100));
        ASSERT_TRUE(read->count.has_value());
        const auto question = prepare(*read, {true, std::nullopt, 1});
        ASSERT_TRUE(question.has_value());
        EXPECT_EQ(question->pairs.cell.size(), std::size_t{nodes} * nodes);
    }
}

// Greedy with exchanges reaches the published optimum of the smallest one: distances are right.
double exchanged(const siting::problem& question, std::size_t count) {
    const auto sites = question.sites();
    const auto at = [&](index site, index cell) { return question.pairs.seconds[std::size_t{site} * sites + cell]; };
    const auto total = [&](const std::vector<index>& open) {
        double sum = 0;
        for (index cell = 0; cell < sites; ++cell) {
            float nearest = at(open[0], cell);
            for (const auto site : open)
                nearest = std::min(nearest, at(site, cell));
            sum += static_cast<double>(nearest);
        }
        return sum;
    };
    std::vector<index> open(count);
    std::iota(open.begin(), open.end(), 0U);
    double best = total(open);
    for (bool better = true; better;) {
        better = false;
        for (auto& place : open)
            for (index site = 0; site < sites; ++site) {
                const auto before = std::exchange(place, site);
                const double now = total(open);
                if (now < best)
                    better = true, best = now;
                else
                    place = before;
            }
    }
    return best;
}

TEST(real_pmed, the_optimum_of_pmed1_is_reached_by_exchanges) {
    YIZHAN_LOCATION_FILE(path, "p-median/pmed1.txt");
    auto read = instances::read(format::orlib_pmed, path);
    ASSERT_TRUE(read.has_value());
    const auto question = prepare(*read, {true, std::nullopt, 1});
    ASSERT_TRUE(question.has_value());
    EXPECT_EQ(exchanged(*question, 5), 5819);
}

TEST(real_pmedcap, are_read) {
    YIZHAN_LOCATION_FILE(first, "capacitated-p-median/pmedcap1_1.txt");
    constexpr std::array best{713, 740, 751, 651, 664, 778, 787, 820, 715, 829};
    for (std::size_t i = 0; i < best.size(); ++i) {
        const auto name = "capacitated-p-median/pmedcap1_" + std::to_string(i + 1) + ".txt";
        auto read = instances::read(format::orlib_pmedcap, location_file(name));
        ASSERT_TRUE(read.has_value()) << read.error().message;
        EXPECT_EQ(read->best_known, best[i]);
        EXPECT_EQ(read->sites(), 50U);
        EXPECT_EQ(read->count, 5U);
        EXPECT_LE(std::accumulate(read->load.begin(), read->load.end(), 0.0), 5 * 120);
        // Capacities aside, exchanges cannot stay above the best known value with them.
        const auto question = prepare(*read, {true, std::nullopt, 1});
        ASSERT_TRUE(question.has_value());
        EXPECT_LE(exchanged(*question, 5), best[i]);
        EXPECT_GE(exchanged(*question, 5), 0.8 * best[i]);
    }
}

TEST(real_scp, scp41) {
    YIZHAN_LOCATION_FILE(path, "set-cover/scp41.txt");
    const auto read = instances::read(format::orlib_scp, path);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->sites(), 1000U);
    EXPECT_EQ(read->cells(), 200U);
    EXPECT_EQ(read->cost.front(), 1);
    EXPECT_EQ(read->cost.back(), 100);
    EXPECT_EQ(std::get<siting::pair_table>(read->reach).cell.size(), 4009U);
}

TEST(real_tsplib, three_are_read) {
    YIZHAN_LOCATION_FILE(path, "tsplib/rl1304.tsp");
    const std::map<std::string, index> points{{"rl1304", 1304}, {"fl1400", 1400}, {"u724", 724}};
    for (const auto& [name, count] : points) {
        auto read = instances::read(format::tsplib, location_file("tsplib/" + name + ".tsp"));
        ASSERT_TRUE(read.has_value()) << read.error().message;
        EXPECT_EQ(read->name, name);
        EXPECT_EQ(read->sites(), count);
        const auto question = prepare(*read, {true, std::nullopt, 2});
        ASSERT_TRUE(question.has_value());
        EXPECT_EQ(question->pairs.cell.size(), std::size_t{count} * count);
        EXPECT_GT(best_single(*question).travel, 0);
    }
}

TEST(real_cfl, totals_are_those_published) {
    YIZHAN_LOCATION_FILE(path, "mclp/BDS10000.txt");
    for (const auto& [name, points, total] :
         {std::tuple{"BDS1000", 1000U, 49916}, std::tuple{"BDS10000", 10000U, 502399}}) {
        auto read = instances::read(format::cfl, location_file(std::string("mclp/") + name + ".txt"));
        ASSERT_TRUE(read.has_value()) << read.error().message;
        EXPECT_EQ(read->sites(), 100U);
        EXPECT_EQ(read->cells(), points);
        const auto question = prepare(*read, {false, 6.25, 1});
        ASSERT_TRUE(question.has_value());
        EXPECT_EQ(std::accumulate(question->weight.begin(), question->weight.end(), 0.0), total);
        std::vector<index> all(100);
        std::iota(all.begin(), all.end(), 0U);
        EXPECT_EQ(covered_by(*read, {false, 6.25, 1}, all), total);  // 15 sites cover everything
    }
}

}  // namespace
}  // namespace yizhan::instances
