#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/instances/instance.hpp>
#include <yizhan/siting/problem.hpp>

#include <optional>
#include <span>

namespace yizhan::instances {

/// What the question needs of an instance.
struct needs {
    bool times = false;            ///< travel counts (p-median, p-center), not only who covers whom
    std::optional<double> radius;  ///< pairs beyond it are of no use
    unsigned threads = 1;          ///< 0: all cores; the result does not depend on it
    bool apart = false;            ///< every point stays a cell of its own
};

/// The instance's arrays as a question without a goal. Points that the same sites cover may come as one cell, and
/// cells in another order than in the file; sites keep theirs. Takes pairs, weights and the like out of `from`; what is
/// needed for names and `evaluate` stays. Fails with `limit` when there are too many pairs to hold, and with `bad_call`
/// when points of a plane are to be covered without a radius.
result<siting::problem> prepare(instance& from, const needs& wanted);

/// The objective of a layout computed from the raw points, plainly and on its own, for what `prepare` worked on:
/// covered weight without `times`; else nothing. Nothing either for instances that are no points with a radius.
std::optional<double> covered_by(const instance& from, const needs& wanted, std::span<const index> open);

/// Every pair that `prepare` may have to hold is below this many (2.5 × 10^8: 2 GB with times).
inline constexpr std::uint64_t most_pairs = 250'000'000;

}  // namespace yizhan::instances
