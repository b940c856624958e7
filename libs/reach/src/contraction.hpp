#pragma once

#include <yizhan/base/progress.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::reach {

/// An arc of the shrinking graph, as seen from one end. `via` tells what it stands for: an arc of the travel graph
/// (its index among the out arcs), or, with `shortcut_flag`, two arcs by way of that state.
struct link {
    static constexpr std::uint32_t shortcut_flag = std::uint32_t{1} << 31;

    std::uint32_t node;
    std::uint32_t ms;
    std::uint32_t via;
    std::uint32_t hops;  ///< arcs of the travel graph that it stands for
};

/// What contraction leaves: for every state its arcs to (up) and from (down) states contracted later.
struct contracted_graph {
    std::vector<std::uint32_t> order;  ///< states, first contracted first
    std::vector<std::vector<link>> up;
    std::vector<std::vector<link>> down;
};

/// Contraction hierarchy (Geisberger, Sanders, Schultes, Delling 2008) by time, in rounds of independent sets
/// (Vetter 2009): every state that is less important than all its neighbours is contracted, with witness searches that
/// keep off the whole set. On one thread: the rounds are short and end together, so that a second one gained a quarter
/// at best and doubled the time on a machine with other work.
contracted_graph contract(const streets::graph_arrays& graph, progress& watch);

}  // namespace yizhan::reach
