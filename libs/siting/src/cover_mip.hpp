#pragma once

#include "cover_model.hpp"
#include "mip.hpp"

#include <functional>
#include <span>
#include <vector>

namespace yizhan::siting {

/// The model as a mixed-integer program (minimising the negative objective without `fixed_value`): the columns come
/// first, then the rows that are not `must`.
mip::model as_mip(const cover_model& model);

struct cover_mip_outcome {
    bool proven = false;      ///< nothing better than `best` (or the incumbent given) exists
    bool has_better = false;  ///< `best` holds a layout better than the incumbent
    std::vector<index> best;  ///< open columns
    double upper = 0;         ///< proven bound on the objective, `fixed_value` included
};

/// Looks for layouts better than `incumbent` (an objective with `fixed_value`) by branch and cut. `improved` is told of
/// every better layout and bound.
result<cover_mip_outcome> solve_cover_mip(
    const cover_model& model, double incumbent, std::span<const index> incumbent_columns, const options& how,
    work_clock& clock, const std::function<void(std::span<const index> open, double upper)>& improved);

}  // namespace yizhan::siting
