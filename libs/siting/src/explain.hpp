#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

#include <string>
#include <vector>

namespace yizhan::siting {

/// Why nothing fulfils all conditions of an infeasible problem: conditions that clash, one line each. Leaving out any
/// one of them makes the rest possible, as far as the clock let that be found out; where it did not, there may be some
/// too many. Conditions are count, budget, share, times, limit, capacities, spacing, locations, each quota, each floor,
/// each forced site, and that sites are forbidden. Kept sites, and that all demand must be served where the goal asks
/// for it, are given.
std::vector<std::string> explain(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
