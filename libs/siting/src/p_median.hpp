#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

/// `objective::least_travel` without capacities. The problem has passed `check`. Serves with the fastest open site; a
/// cell whose fastest takes longer than `unserved_seconds` counts as unserved. `unsupported` for `times` > 1 and cell
/// floors, `bad_call` without count and budget.
result<answer> solve_p_median(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
