#include <yizhan/geo/hilbert.hpp>
#include <yizhan/geo/point.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace yizhan::geo {
namespace {

// One degree of the meridian and of a parallel on WGS-84, from published tables (metres).
TEST(LocalScale, agrees_with_published_lengths_of_a_degree) {
    const auto metres_per_degree = [](double lat) {
        const auto scale = local_scale::at(lat);
        return std::pair(scale.x * point::scale, scale.y * point::scale);
    };
    EXPECT_NEAR(metres_per_degree(0).first, 111319.491, 0.01);
    EXPECT_NEAR(metres_per_degree(0).second, 110574.276, 0.01);
    EXPECT_NEAR(metres_per_degree(45).first, 78846.835, 0.01);
    EXPECT_NEAR(metres_per_degree(45).second, 111131.778, 0.01);
    EXPECT_NEAR(metres_per_degree(60).first, 55800.0, 0.5);
}

TEST(ClosestOnStretch, stays_on_the_stretch) {
    const auto scale = local_scale::at(0);
    const point a{0, 0};
    const point b{10000, 0};
    EXPECT_DOUBLE_EQ(closest_on_stretch({2500, 700}, a, b, scale).share, 0.25);
    EXPECT_EQ(closest_on_stretch({2500, 700}, a, b, scale).at, (point{2500, 0}));
    EXPECT_NEAR(closest_on_stretch({2500, 700}, a, b, scale).metres, 700 * scale.y, 1e-9);
    EXPECT_DOUBLE_EQ(closest_on_stretch({-9, 0}, a, b, scale).share, 0);
    EXPECT_DOUBLE_EQ(closest_on_stretch({20000, 5}, a, b, scale).share, 1);
    EXPECT_DOUBLE_EQ(closest_on_stretch({3, 4}, a, a, scale).share, 0);
}

// Walking along the curve moves by one cell at a time: the property that makes it good for locality.
TEST(Hilbert, numbers_each_cell_once_and_neighbours_follow) {
    std::vector<std::pair<std::uint32_t, std::pair<int, int>>> cells;
    constexpr int step = 1 << 12;  // a 16 x 16 grid of equal cells
    for (int x = 0; x < 16; ++x)
        for (int y = 0; y < 16; ++y)
            cells.push_back(
                {hilbert_index(static_cast<std::uint16_t>(x * step), static_cast<std::uint16_t>(y * step)) >> 24,
                 {x, y}});
    std::ranges::sort(cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        EXPECT_EQ(cells[i].first, i);
        if (i == 0) continue;
        const auto [x, y] = cells[i].second;
        const auto [before_x, before_y] = cells[i - 1].second;
        EXPECT_EQ(std::abs(x - before_x) + std::abs(y - before_y), 1);
    }
}

}  // namespace
}  // namespace yizhan::geo
