#pragma once

#include <yizhan/siting/problem.hpp>

namespace yizhan::siting {

/// What a random problem may have beside the plain question.
struct ingredients {
    bool capacities = false;
    bool divided = false;  ///< whether demand may be divided (with capacities; then there are no floors)
    bool side_conditions = true;
    index sites = 0;  ///< exactly so many; 0: drawn, at most 7 (5 with capacities)
    index cells = 0;  ///< exactly so many; 0: drawn, at most 6 (4 with capacities)
};

/// A small problem, drawn from the seed: small enough to be counted by hand unless said otherwise. Weights, costs and
/// seconds are multiples of 0.5, so that sums are exact. Some are infeasible.
problem random_problem(objective what, unsigned seed, ingredients with = {});

}  // namespace yizhan::siting
