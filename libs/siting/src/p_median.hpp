#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

/// `objective::least_travel` without capacities. The problem has passed `check`. Serves with the fastest open site; a
/// cell whose fastest takes longer than `unserved_seconds` counts as unserved. Where every cell must
/// be served, floors are met by every layout. `unsupported` for `times` > 1 and for floors where cells may stay
/// unserved, `bad_call` without count and budget.
result<answer> solve_p_median(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
