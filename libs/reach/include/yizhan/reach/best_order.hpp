#pragma once

#include <yizhan/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// An order in which to visit places.
struct tour {
    std::vector<std::uint32_t> order;  ///< all places, each once; the first is 0
    std::uint64_t ms = 0;
    bool proven = false;  ///< no order is quicker
};

struct tour_options {
    bool fixed_last = false;  ///< the last place stays last
};

/// Up to this many places without a fixed position are put in the best order there is.
inline constexpr std::size_t exact_stops = 12;

/// The quickest order that begins at place 0 and does not come back. `times` is row-major, `places` × `places`,
/// `unreached` where there is no way. Exact up to `exact_stops` (Held & Karp 1962); beyond, the nearest neighbour's
/// order improved by 2-opt (Croes 1958) and Or-opt (Or 1976) until neither finds anything: the same for the same
/// input. Times may differ by direction. `errc::not_found` if no order found reaches all.
result<tour> best_order(std::span<const std::uint32_t> times, std::size_t places, const tour_options& options = {});

}  // namespace yizhan::reach
