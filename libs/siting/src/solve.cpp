#include "cover.hpp"
#include "explain.hpp"
#include "goal.hpp"
#include "memory.hpp"
#include "p_center.hpp"
#include "p_median.hpp"
#include "plain_model.hpp"
#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

#include <utility>

namespace yizhan::siting {

namespace {

/// Capacities, and floors where cells may stay unserved, have no engine of their own.
bool needs_plain_model(const problem& asked) {
    const bool may_stay_away = asked.want.what == objective::least_travel && asked.want.unserved_seconds;
    return !asked.capacity.empty() || (may_stay_away && !asked.floors.empty());
}

result<answer> solve_by_kind(const problem& asked, const options& how, work_clock& clock) {
    if (needs_plain_model(asked)) return solve_plain(asked, how, clock);
    switch (asked.want.what) {
        case objective::most_covered:
        case objective::least_cost:
            return solve_cover(asked, how, clock);
        case objective::least_travel:
            return solve_p_median(asked, how, clock);
        case objective::least_worst:
            return solve_p_center(asked, how, clock);
    }
    return fail(errc::bad_call, "the goal has no objective that is known here");
}

}  // namespace

result<answer> solve(const problem& asked, const options& how) {
    if (auto checked = check(asked); !checked) return pass_on(checked);
    if (auto checked = check_goal(asked); !checked) return pass_on(checked);
    if (auto fits = check_memory(asked, how); !fits) return pass_on(fits);
    work_clock clock(how);
    auto given = solve_by_kind(asked, how, clock);
    if (!given) return pass_on(given);
    if (given->status == answer_status::infeasible) {
        if (auto conflict = explain(asked, how, clock); !conflict.empty()) given->conflict = std::move(conflict);
    }
    // One unit for the end: a limit of exactly the work used must not stop the run before it.
    clock.tick();
    given->work = clock.work();
    given->seconds = clock.seconds();
    return given;
}

}  // namespace yizhan::siting
