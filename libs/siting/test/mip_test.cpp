#include "mip.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace yizhan::siting::mip {
namespace {

std::vector<mip_backend> backends() {
    std::vector<mip_backend> there;
    for (const auto backend : {mip_backend::highs, mip_backend::cbc}) {
        if (available(backend)) there.push_back(backend);
    }
    return there;
}

const char* name_of(mip_backend backend) {
    return backend == mip_backend::highs ? "HiGHS" : "CBC";
}

outcome must_solve(const model& asked, const settings& how, work_clock& clock) {
    auto solved = solve(asked, how, clock);
    EXPECT_TRUE(solved) << (solved ? "" : solved.error().message);
    return solved ? *solved : outcome{};
}

outcome must_solve(const model& asked, const settings& how) {
    const options unlimited;
    work_clock clock(unlimited);
    return must_solve(asked, how, clock);
}

/// Covering by unit sites: cells drawn at random, at most `most` of the sites, the uncovered weight is to be least.
model covering(unsigned seed, std::uint32_t sites, std::uint32_t cells, std::uint32_t most, double unit = 1) {
    std::mt19937 draw(seed);
    model out;
    for (std::uint32_t site = 0; site < sites; ++site)
        out.add_column(0, 0, 1, true);
    for (std::uint32_t cell = 0; cell < cells; ++cell) {
        const auto missed = out.add_column(unit * static_cast<double>(1 + draw() % 1000), 0, 1, false);
        out.add_row(1, infinity);
        out.put(missed, 1);
        for (std::uint32_t site = 0; site < sites; ++site) {
            if (draw() % 8 == 0) out.put(site, 1);
        }
    }
    out.add_row(-infinity, most);
    for (std::uint32_t site = 0; site < sites; ++site)
        out.put(site, 1);
    return out;
}

/// A small model of whole columns 0 … 2 with random rows, and its least value by counting all points.
struct counted {
    model asked;
    double least = infinity;
};

counted count_all(unsigned seed) {
    std::mt19937 draw(seed);
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(draw() % static_cast<unsigned>(high - low + 1));
    };
    counted out;
    const auto columns = static_cast<std::uint32_t>(number(1, 6));
    for (std::uint32_t column = 0; column < columns; ++column)
        out.asked.add_column(number(-9, 9), 0, 2, true);
    const int rows = number(0, 4);
    for (int row = 0; row < rows; ++row) {
        const double middle = number(-4, 8);
        const int kind = number(0, 2);
        out.asked.add_row(kind == 0 ? -infinity : middle, kind == 1 ? infinity : middle + number(0, 2));
        for (std::uint32_t column = 0; column < columns; ++column) {
            if (draw() % 3 != 0) out.asked.put(column, number(-4, 4));
        }
    }
    std::vector<int> x(columns, 0);
    for (;;) {
        bool holds = true;
        for (std::uint32_t row = 0; row < out.asked.rows(); ++row) {
            double sum = 0;
            for (auto entry = out.asked.row_first[row]; entry < out.asked.row_first[row + 1]; ++entry) {
                sum += out.asked.entry_value[entry] * x[out.asked.entry_column[entry]];
            }
            holds = holds && sum >= out.asked.row_low[row] && sum <= out.asked.row_high[row];
        }
        double value = 0;
        for (std::uint32_t column = 0; column < columns; ++column)
            value += out.asked.cost[column] * x[column];
        if (holds) out.least = std::min(out.least, value);
        std::uint32_t next = 0;
        while (next < columns && ++x[next] == 3)
            x[next++] = 0;
        if (next == columns) return out;
    }
}

RC_GTEST_PROP(Mip, FindsTheLeastOfAllPoints, (unsigned seed)) {
    const auto known = count_all(seed);
    for (const auto backend : backends()) {
        const auto found = must_solve(known.asked, {.backend = backend});
        if (known.least == infinity) {
            RC_ASSERT(found.state == status::infeasible);
            RC_ASSERT(found.bound == infinity);
        } else {
            RC_ASSERT(found.state == status::optimal);
            RC_ASSERT(found.objective == known.least);
            RC_ASSERT(found.bound <= known.least);
        }
    }
}

RC_GTEST_PROP(Mip, CutoffKeepsOnlyWhatIsBetter, (unsigned seed)) {
    const auto known = count_all(seed);
    RC_PRE(known.least < infinity);
    for (const auto backend : backends()) {
        const auto above = must_solve(known.asked, {.cutoff = known.least + 0.5, .backend = backend});
        RC_ASSERT(above.state == status::optimal);
        RC_ASSERT(above.objective == known.least);
        const auto at = must_solve(known.asked, {.cutoff = known.least, .backend = backend});
        RC_ASSERT(at.state == status::infeasible);
        RC_ASSERT(at.x.empty());
        RC_ASSERT(at.bound == known.least);
        const auto below = must_solve(known.asked, {.cutoff = known.least - 0.5, .backend = backend});
        RC_ASSERT(below.state == status::infeasible);
        RC_ASSERT(below.bound == known.least - 0.5);
    }
}

TEST(Mip, CutoffJustAboveTheLeastLosesNothing) {
    // CBC's probing cuts its best solution off.
    const auto known = count_all(235956);
    ASSERT_EQ(known.least, 3);
    for (const auto backend : backends()) {
        for (const double slack : {0.25, 0.5, 1.0, 100.0}) {
            const auto found = must_solve(known.asked, {.cutoff = known.least + slack, .backend = backend});
            EXPECT_EQ(found.state, status::optimal) << name_of(backend) << " +" << slack;
            EXPECT_EQ(found.objective, known.least) << name_of(backend) << " +" << slack;
        }
    }
}

RC_GTEST_PROP(Mip, StartIsKeptOrBeaten, (unsigned seed)) {
    const auto known = count_all(seed);
    RC_PRE(known.least < infinity);
    const auto best = must_solve(known.asked, {});
    for (const auto backend : backends()) {
        const options no_time{.work_limit = 1};
        work_clock clock(no_time);
        const auto kept = must_solve(known.asked, {.start = best.x, .backend = backend}, clock);
        RC_ASSERT(kept.objective == known.least);
        RC_ASSERT(kept.bound <= known.least);
        const auto full = must_solve(known.asked, {.start = best.x, .backend = backend});
        RC_ASSERT(full.state == status::optimal);
        RC_ASSERT(full.objective == known.least);
    }
}

RC_GTEST_PROP(Mip, RelaxationIsBoundedByItsDuals, (unsigned seed)) {
    const auto known = count_all(seed);
    double other = std::nan("");
    for (const auto backend : backends()) {
        const auto found = must_solve(known.asked, {.relaxed = true, .backend = backend});
        if (found.state == status::infeasible) {
            RC_ASSERT(known.least == infinity);
            continue;
        }
        RC_ASSERT(found.state == status::optimal);
        RC_ASSERT(found.bound <= known.least + 1e-9);
        RC_ASSERT(std::abs(found.bound - found.objective) <= 1e-6);
        RC_ASSERT(found.duals.size() == known.asked.rows());
        RC_ASSERT(found.reduced_costs.size() == known.asked.columns());
        if (!std::isnan(other)) {
            RC_ASSERT(std::abs(found.objective - other) <= 1e-6);
        }
        other = found.objective;
    }
}

TEST(Mip, CoveringWithEachBackend) {
    const auto asked = covering(7, 25, 100, 5);
    double known = std::nan("");
    for (const auto backend : backends()) {
        std::size_t told = 0;
        settings how{.backend = backend};
        how.improved = [&](std::span<const double> x, double objective, double bound) {
            ++told;
            EXPECT_TRUE(x.empty() || x.size() == asked.columns());
            EXPECT_LE(bound, objective);
        };
        const auto found = must_solve(asked, how);
        EXPECT_EQ(found.state, status::optimal) << name_of(backend);
        EXPECT_GT(told, 0U) << name_of(backend);
        if (!std::isnan(known)) {
            EXPECT_NEAR(found.objective, known, 1e-6 * known);
        }
        known = found.objective;
    }
}

TEST(Mip, CostsOfAnySizeAreProvenAlike) {
    const auto plain = must_solve(covering(7, 25, 100, 5), {});
    for (const double unit : {1e-9, 1e-3, 1e6, 1e12}) {
        const auto found = must_solve(covering(7, 25, 100, 5, unit), {});
        EXPECT_EQ(found.state, status::optimal) << unit;
        EXPECT_NEAR(found.objective / unit, plain.objective, 1e-6 * plain.objective) << unit;
    }
}

TEST(Mip, SameWorkSameAnswer) {
    const auto asked = covering(11, 40, 150, 6);
    for (const auto backend : backends()) {
        const options limited{.work_limit = 20};
        work_clock first(limited);
        const auto one = must_solve(asked, {.backend = backend}, first);
        work_clock second(limited);
        const auto two = must_solve(asked, {.backend = backend}, second);
        EXPECT_EQ(first.work(), second.work()) << name_of(backend);
        EXPECT_EQ(one.x, two.x) << name_of(backend);
        EXPECT_EQ(one.bound, two.bound) << name_of(backend);
        EXPECT_EQ(first.work(), 20U) << name_of(backend) << " goes on after the clock has stopped";
    }
}

TEST(Mip, BoundOfAStoppedRunHolds) {
    const auto asked = covering(5, 30, 120, 6);
    const auto best = must_solve(asked, {});
    ASSERT_EQ(best.state, status::optimal);
    for (const auto backend : backends()) {
        for (const std::uint64_t work : {1U, 2U, 5U, 10U, 20U, 40U, 80U}) {
            const options limited{.work_limit = work};
            work_clock clock(limited);
            const auto found = must_solve(asked, {.backend = backend}, clock);
            EXPECT_LE(found.bound, best.objective + 1e-6) << name_of(backend) << " after " << work;
            EXPECT_GE(found.objective, best.objective - 1e-6) << name_of(backend) << " after " << work;
        }
    }
}

TEST(Mip, NodeLimitEndsTheSearch) {
    const auto asked = covering(5, 30, 120, 6);
    for (const auto backend : backends()) {
        const auto found = must_solve(asked, {.node_limit = 1, .backend = backend});
        EXPECT_NE(found.state, status::infeasible) << name_of(backend);
        EXPECT_LE(found.bound, found.objective) << name_of(backend);
    }
}

TEST(Mip, ThrownInTheCallbackComesOut) {
    const auto asked = covering(5, 30, 120, 6);
    for (const auto backend : backends()) {
        settings how{.backend = backend};
        how.improved = [](std::span<const double>, double, double) { throw std::runtime_error("enough"); };
        const options unlimited;
        work_clock clock(unlimited);
        EXPECT_THROW((void)solve(asked, how, clock), std::runtime_error) << name_of(backend);
    }
}

TEST(Mip, UnboundedModelsAreRefused) {
    model asked;
    asked.add_column(-1, 0, infinity, true);
    for (const auto backend : backends()) {
        const options unlimited;
        work_clock clock(unlimited);
        const auto found = solve(asked, {.backend = backend}, clock);
        ASSERT_FALSE(found) << name_of(backend);
        EXPECT_EQ(found.error().code, errc::bad_call);
    }
}

TEST(Mip, ModelsWithoutColumnsOrRows) {
    model empty;
    EXPECT_EQ(must_solve(empty, {}).state, status::optimal);
    empty.add_row(1, 2);
    EXPECT_EQ(must_solve(empty, {}).state, status::infeasible);
    model free;
    free.add_column(3, 2, 5, true);
    for (const auto backend : backends()) {
        const auto found = must_solve(free, {.backend = backend});
        EXPECT_EQ(found.state, status::optimal) << name_of(backend);
        EXPECT_EQ(found.objective, 6) << name_of(backend);
    }
}

TEST(Mip, BackendThatIsNotThereIsNamed) {
    for (const auto backend : {mip_backend::highs, mip_backend::cbc}) {
        if (available(backend)) continue;
        const options unlimited;
        work_clock clock(unlimited);
        const auto found = solve(covering(1, 3, 3, 1), {.backend = backend}, clock);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().code, errc::unsupported);
    }
}

}  // namespace
}  // namespace yizhan::siting::mip
