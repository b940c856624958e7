#pragma once

#include <yizhan/instances/instance.hpp>

#include <optional>

namespace yizhan::instances {

/// Cells that stand for all points that the same sites cover, weights added up; points without weight are left out.
/// The pairs of sites and points are never held. The same for any number of threads.
struct covered_cells {
    std::vector<double> weight;
    siting::pair_table pairs;
};
covered_cells merged_cells(const plane& of, std::span<const double> weight, double radius, unsigned threads);

}  // namespace yizhan::instances
