#pragma once

#include "cover_model.hpp"

#include <span>
#include <vector>

/// The set that relaxations keep: openings between 0 and 1 whose count (or cost) is within the main row.
namespace yizhan::siting {

/// The best value of Σ profit·y over the set, and what the row is worth.
struct main_row_best {
    double value = 0;
    /// Per unit of the row: what a taken column must lose, and what another must gain, before the choice changes.
    /// Equal for a budget; for a count the profits of the last column taken and the next one.
    double price_in = 0;
    double price_out = 0;
};
main_row_best best_openings(const cover_model& model, std::span<const double> profit, std::vector<index>& scratch);

/// Moves `y` to the closest point of the set, distances weighted by 1/step per column. `price` is the multiplier of the
/// row, taken as the first guess. O(columns) per Newton step, few of them.
void project_openings(const cover_model& model, std::span<const double> step, std::span<double> y, double& price);

}  // namespace yizhan::siting
