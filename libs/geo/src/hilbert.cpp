#include <yizhan/geo/hilbert.hpp>

#include <utility>

namespace yizhan::geo {

std::uint32_t hilbert_index(std::uint16_t x, std::uint16_t y) {
    std::uint32_t index = 0;
    std::uint32_t column = x;
    std::uint32_t row = y;
    for (std::uint32_t side = 1U << 15; side > 0; side >>= 1) {
        const std::uint32_t right = (column & side) != 0 ? 1 : 0;
        const std::uint32_t upper = (row & side) != 0 ? 1 : 0;
        index += side * side * ((3 * right) ^ upper);
        if (upper == 0) {  // turn the quadrant so that the curve enters and leaves at its corners
            if (right == 1) {
                column = 0xFFFF - column;
                row = 0xFFFF - row;
            }
            std::swap(column, row);
        }
    }
    return index;
}

std::uint32_t hilbert_index(point p, const box& extent) {
    const auto share = [](std::int32_t value, std::int32_t low, std::int32_t high) {
        const double width = std::max(1.0, static_cast<double>(high) - low);
        return static_cast<std::uint16_t>((static_cast<double>(value) - low) / width * 65535.0);
    };
    return hilbert_index(share(p.lon, extent.min.lon, extent.max.lon), share(p.lat, extent.min.lat, extent.max.lat));
}

}  // namespace yizhan::geo
