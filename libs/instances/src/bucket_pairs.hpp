#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/instances/prepare.hpp>

namespace yizhan::instances {

/// The pairs within a radius, every point a cell. Points are numbered anew along the rows of a grid, so that what a
/// circle holds of a row is a run of cells.
struct numbered_pairs {
    std::vector<index> point_of;  ///< of each cell
    siting::pair_table pairs;     ///< with distances if they were wanted
};
/// `limit` beyond `most` pairs. The same for any number of threads.
result<numbered_pairs> bucket_pairs(const plane& of, double radius, bool with_distances, unsigned threads,
                                    std::uint64_t most = most_pairs);

}  // namespace yizhan::instances
