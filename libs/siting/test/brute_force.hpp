#pragma once

#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <optional>

namespace yizhan::siting {

/// The objective of the sites whose bits are set, found the long way; nothing when a condition is broken. With
/// capacities, of the best way to serve. Written without a line of the engine.
std::optional<double> value_by_hand(const problem& asked, std::uint32_t open);

/// The best of all subsets; nothing when none is possible.
std::optional<double> best_by_hand(const problem& asked);

}  // namespace yizhan::siting
