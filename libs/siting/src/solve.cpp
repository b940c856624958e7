#include "cover.hpp"
#include "explain.hpp"
#include "goal.hpp"
#include "p_center.hpp"
#include "p_median.hpp"
#include "plain_model.hpp"
#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

namespace {

/// Capacities, and side conditions beside travel times, have no engine of their own yet.
bool needs_plain_model(const problem& asked) {
    if (!asked.capacity.empty()) return true;
    const bool covering = asked.want.what == objective::most_covered || asked.want.what == objective::least_cost;
    const bool sides = !asked.floors.empty() || !asked.quotas.empty() || !asked.too_close.empty() ||
                       !asked.location.empty() || !asked.state.empty();
    return !covering && sides;
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
    work_clock clock(how);
    auto given = solve_by_kind(asked, how, clock);
    if (given && given->status == answer_status::infeasible) given->conflict = explain(asked, how, clock);
    return given;
}

}  // namespace yizhan::siting
