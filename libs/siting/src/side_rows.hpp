#pragma once

#include "cover_model.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace yizhan::siting {

/// Closes what open sites exclude: other sites of their location, sites too close to them. `clash` names two open
/// sites that exclude each other, unless both are kept.
void exclude_neighbours(const problem& asked, std::vector<decision>& made, std::string& clash);

/// The conditions on sites as rows over the columns of the model: count, budget, quotas, locations, spacing.
void add_side_rows(const problem& asked, std::span<const decision> made, std::span<const index> column_of,
                   cover_model& model);

/// Covers the edges of a graph with cliques, so that "at most one of these" takes few and strong rows. Greedy: an
/// edge that no clique has yet is grown by common neighbours. Cliques and their members ascending.
std::vector<std::vector<index>> clique_cover(index vertices, std::span<const std::array<index, 2>> edges);

}  // namespace yizhan::siting
