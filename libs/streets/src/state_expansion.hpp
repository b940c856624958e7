#pragma once

#include <yizhan/streets/network.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// A network with every rule of turning worked into its vertices: see travel_graph.hpp. States are numbered in order
/// of discovery.
struct expanded_network {
    struct link {
        std::uint32_t tail;
        std::uint32_t head;
        directed_street along;
    };
    std::vector<std::uint32_t> junction_of;  ///< per state
    std::vector<link> links;
    std::vector<std::uint32_t> start_state;  ///< per directed street; no_state where it may not be travelled
};

/// Follows every possible trip through `streets`, remembering only what rules need: the street just left where
/// turning round is forbidden, the restrictions that are under way, and whether the trip is still in the private
/// streets where it began, in public ones, or in those where it will end. O(states + links); restrictions add states
/// only along their own paths.
expanded_network expand(const network& streets);

}  // namespace yizhan::streets
