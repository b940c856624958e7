#include "p_median.hpp"

#include "p_median_core.hpp"
#include "p_median_dual.hpp"
#include "p_median_price_tree.hpp"
#include "p_median_run.hpp"
#include "p_median_tree.hpp"
#include "site_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int steps_at_first = 400, steps_afterwards = 400;
constexpr int steps_per_unit = 10;
constexpr int steps_between_looks = 40;
constexpr double tired = 0.004;  // agility at which the dual is as good as it gets
constexpr int rounds_at_first = 40, rounds_afterwards = 80;
// Up to so many sites left to open, and so many ways gone through, prices are tried before linear programmes.
constexpr double few_sites = 15;
constexpr std::uint64_t price_effort = 4'000'000'000;
constexpr int rebuilds = 4;
constexpr int core_rounds = 200;

result<void> refuse(const problem& asked) {
    if (!asked.want.count && !asked.want.budget) {
        return fail(errc::bad_call, "p-median needs a count or a budget: name one");
    }
    if (asked.want.times > 1) {
        return fail(errc::unsupported, "p-median serves each cell once: `times` above 1 is for covering models");
    }
    if (!asked.floors.empty() && asked.want.unserved_seconds) {
        return fail(errc::unsupported, "p-median where cells may stay unserved knows no floors");
    }
    return {};
}

/// About how many of a cell's sites a good layout may use.
index reach_of(const problem& asked, const site_rules& rules) {
    const auto open = std::max<std::uint64_t>(1, rules.room());
    return static_cast<index>(std::min<std::uint64_t>(asked.sites(), 6 * std::uint64_t{asked.sites()} / open + 20));
}

std::vector<double> prices_near(const median_run& run, const swap_search& search) {
    const median_model& model = run.model();
    std::vector<double> price(model.cells());
    for (index cell = 0; cell < model.cells(); ++cell) {
        const index server = search.server(cell);
        const auto ways = model.ways(cell);
        if (server != nobody) {
            price[cell] = model.cost(cell, server) / model.weight(cell);
        } else if (!ways.empty()) {
            price[cell] = static_cast<double>(ways.back().seconds);
        }
    }
    return price;
}

double target_of(const median_run& run, const median_dual& dual) {
    if (run.has_layout()) return run.cost();
    const double bound = dual.best().bound;
    return std::isfinite(bound) ? bound + 0.05 * std::abs(bound) + 1 : 1;
}

/// Steps of the dual, now and then a layout from what it opens, and sites decided for good.
void climb(median_run& run, median_dual& dual, int steps) {
    for (int step = 1; step <= steps && dual.agility() > tired; ++step) {
        dual.step(target_of(run, dual));
        if (step % steps_per_unit == 0 && run.clock().tick()) break;
        if (step % steps_between_looks != 0) continue;
        run.raise(dual.best().bound);
        if (run.finished()) break;
        run.improve_from(dual.best().chosen);
        if (std::isfinite(run.ceiling())) dual.fix(run.ceiling());
    }
    run.raise(dual.best().bound);
}

/// Decides sites by the reduced costs of the core's relaxation. Returns how many.
index decide(const median_core& core, const median_run& run, median_dual& dual) {
    index decided = 0;
    for (index column = 0; column < core.columns(); ++column) {
        if (core.bound() + std::abs(core.reduced_cost(column)) < run.ceiling()) continue;
        dual.decide(core.site(column), core.y(column) > 0.5);
        ++decided;
    }
    if (decided > 0) dual.shorten();
    return decided;
}

/// Branch and bound without linear programmes, where they would be large and few sites are opened.
void explore_prices(median_run& run, const median_dual& dual) {
    const site_rules& rules = run.model().rules();
    const bool only_counted = rules.most_opened() != nobody && std::isinf(rules.most_spent()) && !rules.entangled();
    if (run.finished() || !only_counted || !run.has_layout() || dual.means() > few_sites) return;
    const auto means = static_cast<index>(std::max(0.0, dual.means()));
    median_price_tree tree(median_rest::gather(run.model(), dual, run.ceiling()), means, run);
    tree.explore(price_effort);
}

/// The exact finish. Without a solver that stays warm, what the dual proved is all there is.
result<void> finish(median_run& run, median_dual& dual) {
    explore_prices(run, dual);
    for (int built = 0; built < rebuilds && !run.finished(); ++built) {
        auto core = median_core::make(median_rest::gather(run.model(), dual, run.ceiling()), run.model().rules(),
                                      run.how().mip);
        if (!core) {
            if (core.error().code == errc::unsupported) return {};
            return pass_on(core);
        }
        const auto end = core->relax(run.ceiling(), core_rounds, run.clock());
        if (end == median_core::state::stopped || end == median_core::state::failed) return {};
        if (end != median_core::state::solved) {
            run.close();
            return {};
        }
        run.raise(core->bound());
        median_tree tree(*core, run);
        tree.round_solution();
        run.wander(rounds_afterwards);
        if (run.finished()) return {};
        const index undecided = core->columns();
        if (built + 1 < rebuilds && 5 * decide(*core, run, dual) > undecided) continue;
        core->forget_slack_cuts();
        tree.explore();
        return {};
    }
    return {};
}

answer summed_up(const problem& asked, const median_run& run, const work_clock& clock) {
    answer given;
    given.bound = run.bound();
    given.curve = run.curve();
    given.work = clock.work();
    given.seconds = clock.seconds();
    if (run.has_layout()) {
        given.status = run.proven() ? answer_status::optimal : answer_status::feasible;
        given.objective = run.cost();
        if (run.proven()) given.bound = run.cost();
        given.open = run.best();
        given.assignment =
            fastest_of(asked, given.open, std::min(asked.want.limit, asked.want.unserved_seconds.value_or(infinity)));
    } else {
        if (run.proven()) return infeasible(conditions_of(asked), clock);
        given.objective = std::numeric_limits<double>::quiet_NaN();
    }
    return given;
}

}  // namespace

result<answer> solve_p_median(const problem& asked, const options& how, work_clock& clock) {
    if (auto possible = refuse(asked); !possible) return pass_on(possible);
    site_rules rules(asked);
    rules.close_out();
    if (auto broken = rules.broken_from_the_start(); !broken.empty()) return infeasible(std::move(broken), clock);
    const median_model model(asked, rules, reach_of(asked, rules));
    if (const index lost = model.lost_cell(); lost != nobody) {
        return infeasible({fmt::format("cell {} has weight and no site that could serve it", lost)}, clock);
    }
    median_run run(model, how, clock);
    if (!how.start.empty()) run.improve_from(how.start);
    run.improve_from({});
    run.wander(rounds_at_first);

    median_dual dual(model);
    run.search().start(run.best());
    dual.start(prices_near(run, run.search()));
    climb(run, dual, steps_at_first);
    if (!run.finished()) {
        run.wander(rounds_afterwards);
        climb(run, dual, steps_afterwards);
    }
    if (auto done = finish(run, dual); !done) return pass_on(done);
    return summed_up(asked, run, clock);
}

}  // namespace yizhan::siting
