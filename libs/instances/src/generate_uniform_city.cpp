#include "random.hpp"

#include <yizhan/instances/generate.hpp>

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

namespace yizhan::instances {
namespace {

constexpr double spacing = 150'000;  // millimetres: the side of the square that a cell has on average

enum stream : std::uint64_t { candidates = 21, cells, demands };

// Whole millimetres are drawn, by 53 bits: no product here is rounded differently anywhere.
void draw_places(const random_stream& numbers, index count, double side, std::vector<double>& x,
                 std::vector<double>& y) {
    x.reserve(count);
    y.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        x.push_back(std::floor(numbers.unit(2 * i) * side) / 1000);
        y.push_back(std::floor(numbers.unit(2 * i + 1) * side) / 1000);
    }
}

}  // namespace

instance generate_uniform_city(const drawing& asked) {
    instance drawn;
    drawn.name = fmt::format("uniform-city-{}-{}-{}", asked.candidates, asked.cells, asked.seed);
    plane where;
    const double side = std::ceil(std::sqrt(static_cast<double>(asked.cells)) * spacing);
    draw_places(random_stream(asked.seed, candidates), asked.candidates, side, where.site_x, where.site_y);
    draw_places(random_stream(asked.seed, cells), asked.cells, side, where.x, where.y);
    const random_stream weights(asked.seed, demands);
    drawn.weight.reserve(asked.cells);
    for (index i = 0; i < asked.cells; ++i)
        drawn.weight.push_back(1.0 + weights.below(i, 100));
    for (index i = 0; i < asked.candidates; ++i)
        drawn.site_ids.push_back(std::to_string(i));
    drawn.cost.assign(asked.candidates, 1);
    drawn.reach = std::move(where);
    return drawn;
}

}  // namespace yizhan::instances
