#pragma once

#include "network_counts.hpp"
#include "raw_extract.hpp"

#include <yizhan/streets/network.hpp>
#include <yizhan/streets/rules.hpp>

#include <cstdint>

namespace yizhan::streets {

/// Whether junctions where the street just goes on are dissolved. `none` is for comparing.
enum class joining : std::uint8_t { full, none };

/// The network of one mode: ways that its rules open, cut at junctions, joined again where nothing branches off and
/// nothing changes, squares crossed, turn restrictions resolved. O(size of the extract).
network build_network(const raw_extract& extract, const travel_rules& rules, network_counts& counts,
                      joining how = joining::full);

}  // namespace yizhan::streets
