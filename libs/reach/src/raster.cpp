#include "raster.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::reach {
namespace {

// Number of the last lattice line at or below `value`.
std::int32_t line_below(std::int32_t value, std::int32_t step) {
    return static_cast<std::int32_t>(std::floor(static_cast<double>(value) / step));
}

}  // namespace

grid grid::over(const geo::box& bounds, double metres) {
    // A unit of longitude is longest where the latitude is smallest, one of latitude where it is largest.
    const double south = bounds.min.lat_degrees();
    const double north = bounds.max.lat_degrees();
    const double lowest = south <= 0 && north >= 0 ? 0.0 : std::min(std::abs(south), std::abs(north));
    const double highest = std::max(std::abs(south), std::abs(north));
    const auto step = [&](double metres_per_unit) {
        const auto units = static_cast<std::int32_t>(metres / metres_per_unit / parts);
        return std::max(1, units) * parts;
    };
    return {step(geo::local_scale::at(lowest).x), step(geo::local_scale::at(highest).y)};
}

void bitmap::resize(std::uint32_t width, std::uint32_t height) {
    width_ = width;
    height_ = height;
    // One word more than needed, so that `four`, `set_run` and shifts may look past the last bit.
    words_ = width / 64 + 2;
    bits_.assign(std::size_t{words_} * height, 0);
}

raster_frame raster_frame::around(const grid& lattice, const geo::box& bounds, std::int32_t margin) {
    raster_frame frame{lattice};
    frame.x = line_below(bounds.min.lon, lattice.step_lon) - margin;
    frame.y = line_below(bounds.min.lat, lattice.step_lat) - margin;
    frame.width = static_cast<std::uint32_t>(line_below(bounds.max.lon, lattice.step_lon) + margin + 1 - frame.x);
    frame.height = static_cast<std::uint32_t>(line_below(bounds.max.lat, lattice.step_lat) + margin + 1 - frame.y);
    return frame;
}

}  // namespace yizhan::reach
