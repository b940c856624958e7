#pragma once

#include "city.hpp"

#include <yizhan/files/place_list.hpp>
#include <yizhan/reach/snap.hpp>

#include <span>
#include <vector>

namespace yizhan::app {

/// The places of `--at`, attached to the streets. Errors say when longitude and latitude seem swapped.
result<std::vector<reach::snapped>> snap_starts(const streets::travel_graph& graph, const city& of, streets::mode m,
                                                std::span<const geo::point> at);

/// Places of a list attached to the streets; those too far from any are left out.
struct snapped_places {
    std::vector<reach::snapped> at;
    std::vector<std::uint32_t> index;  ///< in the list, of each
    std::size_t far = 0;               ///< how many were left out
};
result<snapped_places> snap_places(const streets::travel_graph& graph, const city& of, streets::mode m,
                                   const files::place_list& list);

}  // namespace yizhan::app
