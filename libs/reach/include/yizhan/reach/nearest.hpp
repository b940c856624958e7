#pragma once

#include <yizhan/reach/search.hpp>
#include <yizhan/reach/snap.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// A place with what it takes to get there, walks between places and streets counted.
struct near_place {
    std::uint32_t place;  ///< index among the places given
    std::uint32_t ms;
    std::uint32_t mm;  ///< length of the quickest way, not of the shortest
};

/// Finds the k places that are quickest to reach from a start, or, arriving, those from which the start is quickest
/// to reach. Keeps its memory between queries; each thread needs its own.
class nearest_finder {
public:
    /// `places` must outlive the object.
    nearest_finder(const streets::travel_graph& graph, std::span<const snapped> places);

    /// By rising time, ties by index; fewer than k if no more can be reached within `limit_ms`. Searches circles of
    /// growing time until k places are within one: O(what lies within reach of the k-th, times a small constant).
    std::vector<near_place> find(const snapped& start, std::uint32_t k, direction way = direction::departing,
                                 std::uint32_t limit_ms = no_limit);

private:
    [[nodiscard]] std::uint32_t time_to(const snapped& start, const snapped& place, direction way) const;
    [[nodiscard]] std::uint32_t length_to(const snapped& start, const snapped& place, direction way,
                                          std::uint32_t ms) const;

    const streets::travel_graph* graph_;
    std::span<const snapped> places_;
    search search_;
    std::vector<seed> seeds_;
};

/// For every state of a graph, the place that is quickest to reach from it (or, departing, from which it is quickest
/// to reach) and the time that takes, in one pass over the graph.
struct catchments {
    static constexpr std::uint32_t no_place = 0xFFFFFFFF;
    std::vector<std::uint32_t> place;  ///< by state; `no_place` if none can be reached within the limit
    std::vector<std::uint32_t> ms;     ///< by state; `unreached` likewise
};
catchments find_catchments(const streets::travel_graph& graph, std::span<const snapped> places,
                           direction way = direction::arriving, std::uint32_t limit_ms = no_limit);

}  // namespace yizhan::reach
