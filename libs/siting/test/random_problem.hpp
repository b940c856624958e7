#pragma once

#include <yizhan/siting/problem.hpp>

namespace yizhan::siting {

/// What a random problem may have beside the plain question.
struct ingredients {
    bool capacities = false;
    bool divided = false;  ///< whether demand may be divided (with capacities; then there are no floors)
    bool side_conditions = true;
};

/// A small problem, drawn from the seed: at most 7 sites and 6 cells (5 and 4 with capacities). Weights, costs and
/// seconds are multiples of 0.5, so that sums are exact. Some are infeasible.
problem random_problem(objective what, unsigned seed, ingredients with = {});

}  // namespace yizhan::siting
