#include <yizhan/geo/packed_rtree.hpp>

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace yizhan::geo {
namespace {

std::vector<box> random_boxes(std::mt19937& random, int count) {
    std::uniform_int_distribution<std::int32_t> place(-1'000'000, 1'000'000);
    std::uniform_int_distribution<std::int32_t> size(0, 50'000);
    std::vector<box> boxes;
    for (int i = 0; i < count; ++i) {
        const point corner{place(random), place(random)};
        boxes.push_back({corner, {corner.lon + size(random), corner.lat + size(random)}});
    }
    return boxes;
}

class PackedRtree : public testing::TestWithParam<int> {};

TEST_P(PackedRtree, finds_in_a_window_what_a_scan_finds) {
    std::mt19937 random(7);
    const auto boxes = random_boxes(random, GetParam());
    const auto tree = packed_rtree::build(boxes);
    ASSERT_TRUE(packed_rtree_view::valid(tree.boxes, tree.items, boxes.size()));
    const packed_rtree_view view(tree);
    for (const auto& window : random_boxes(random, 50)) {
        std::set<std::uint32_t> expected;
        for (std::uint32_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].min.lon <= window.max.lon && window.min.lon <= boxes[i].max.lon &&
                boxes[i].min.lat <= window.max.lat && window.min.lat <= boxes[i].max.lat)
                expected.insert(i);
        }
        std::set<std::uint32_t> found;
        view.in_window(window, [&](std::uint32_t item) { EXPECT_TRUE(found.insert(item).second); });
        EXPECT_EQ(found, expected);
    }
}

TEST_P(PackedRtree, finds_the_nearest_box) {
    std::mt19937 random(11);
    const auto boxes = random_boxes(random, GetParam());
    const auto tree = packed_rtree::build(boxes);
    const packed_rtree_view view(tree);
    const auto metres_to = [&](point p, const box& b) {
        const point nearest{std::clamp(p.lon, b.min.lon, b.max.lon), std::clamp(p.lat, b.min.lat, b.max.lat)};
        return local_scale::at(p.lat_degrees()).metres(p, nearest);
    };
    for (const auto& probe : random_boxes(random, 50)) {
        double expected = 1e9;
        for (const auto& b : boxes)
            expected = std::min(expected, metres_to(probe.min, b));
        double found = 1e9;
        view.nearest(probe.min, 1e9, [&](std::uint32_t item, double limit) {
            found = std::min(found, metres_to(probe.min, boxes[item]));
            return std::min(limit, found);
        });
        EXPECT_DOUBLE_EQ(found, expected);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, PackedRtree, testing::Values(0, 1, 15, 16, 17, 256, 257, 5000));

TEST(PackedRtreeValid, refuses_arrays_that_are_no_tree) {
    std::mt19937 random(3);
    auto tree = packed_rtree::build(random_boxes(random, 40));
    EXPECT_FALSE(packed_rtree_view::valid(tree.boxes, tree.items, 39));
    tree.boxes.pop_back();
    EXPECT_FALSE(packed_rtree_view::valid(tree.boxes, tree.items, 40));
}

}  // namespace
}  // namespace yizhan::geo
