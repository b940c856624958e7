#pragma once

#include <yizhan/geo/point.hpp>

#include <cstdint>

namespace yizhan::geo {

/// Place of (x, y) on the Hilbert curve of order 16: neighbours in the plane stay near one another in the number.
std::uint32_t hilbert_index(std::uint16_t x, std::uint16_t y);

/// Place of p on the Hilbert curve laid over `extent`. Precondition: `extent` contains p.
std::uint32_t hilbert_index(point p, const box& extent);

}  // namespace yizhan::geo
