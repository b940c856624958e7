#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/instances/instance.hpp>

#include <limits>

namespace yizhan::instances {

/// Distances up to `limit` between all sites and cells, as whole numbers of at most 2^24 or else rounded to floats;
/// cells as they are. `limit` beyond what floats hold or `most_pairs`.
result<siting::pair_table> shortest_paths(const graph& of, double limit, unsigned threads);
/// Euclidean, rounded down.
result<siting::pair_table> whole_distances(const plane& of, double limit, unsigned threads);

}  // namespace yizhan::instances
