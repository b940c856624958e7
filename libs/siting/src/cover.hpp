#pragma once

#include "cover_model.hpp"
#include "incumbent.hpp"
#include "work_clock.hpp"

#include <yizhan/base/result.hpp>
#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

/// Solves most_covered and least_cost without capacities: merging, local search, relaxation, fixing, exact finish. The
/// problem has passed `check`.
result<answer> solve_cover(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
