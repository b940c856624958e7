#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::streets {

/// A directed graph as offsets and heads (CSR).
struct adjacency {
    std::span<const std::uint32_t> first;  ///< vertices + 1
    std::span<const std::uint32_t> head;
};

/// The strongly connected component of each vertex, numbered from 0 (Tarjan 1972, without recursion). O(V + E).
std::vector<std::uint32_t> strong_components(const adjacency& graph);

/// Marks what can be reached from the marked vertices. O(V + E).
void spread(const adjacency& graph, std::vector<bool>& marked);

}  // namespace yizhan::streets
