#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

/// `objective::least_worst`. The problem has passed `check`. Every cell with weight must be served; how much weight
/// does not matter. `unsupported` for `times` > 1, `bad_call` without count and budget.
result<answer> solve_p_center(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
