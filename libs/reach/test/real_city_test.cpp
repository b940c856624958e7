// The clever searches on real streets, beside plain Dijkstra. The extracts lie under the folder that the environment
// variable YIZHAN_TEST_DATA names.

#include "drawn_city.hpp"

#include <yizhan/reach/matrix.hpp>
#include <yizhan/reach/route.hpp>
#include <yizhan/streets/import.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace yizhan::reach {
namespace {

using testing::plain_dijkstra;
using testing::random_place;

struct real_city {
    const char* extract;
    streets::mode mode;
};

class RealCity : public ::testing::TestWithParam<real_city> {
protected:
    void SetUp() override {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets variables
        const char* const data = std::getenv("YIZHAN_TEST_DATA");
        if (data == nullptr) GTEST_SKIP() << "YIZHAN_TEST_DATA does not name the folder of test data";
        const auto extract = std::filesystem::path(data) / "osm" / GetParam().extract;
        if (!std::filesystem::exists(extract)) GTEST_SKIP() << extract << " is not there";
        file_ = std::filesystem::path(::testing::TempDir()) /
                (std::string(GetParam().extract) + "." + std::string(streets::name_of(GetParam().mode)));
        streets::import_options options;
        options.modes = {GetParam().mode};
        const auto imported = streets::import_streets(extract, file_, options, progress::none());
        ASSERT_TRUE(imported.has_value()) << imported.error().message;
    }
    void TearDown() override { std::filesystem::remove(file_); }

    static std::vector<snapped> places_in(std::mt19937& random, const streets::travel_graph& graph, std::size_t count) {
        std::vector<snapped> places;
        while (places.size() < count)
            places.push_back(*snap(graph, random_place(random, graph), {.max_metres = 1e6}));
        return places;
    }

    std::filesystem::path file_;
};

TEST_P(RealCity, has_the_same_times_by_hierarchy_matrix_route_and_dijkstra) {
    const auto graph = streets::travel_graph::open(file_, GetParam().mode);
    ASSERT_TRUE(graph.has_value()) << graph.error().message;
    const auto ready = hierarchy::build(*graph, progress::none());
    std::mt19937 random(211);
    const auto origins = places_in(random, *graph, 20);
    const auto destinations = places_in(random, *graph, 60);
    const auto by_sweeps = matrix(*graph, origins, destinations, {.shortcuts = &ready});
    EXPECT_EQ(matrix(*graph, origins, destinations), by_sweeps);
    router finds(*graph, &ready);
    std::size_t reached = 0;
    for (std::size_t o = 0; o < origins.size(); ++o) {
        std::vector<seed> begin;
        add_seeds(*graph, origins[o], direction::departing, metric::time, 0, begin);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> plain;
        for (const auto& s : begin)
            plain.emplace_back(s.state, s.cost);
        const auto costs = plain_dijkstra(*graph, plain);
        for (std::size_t d = 0; d < destinations.size(); ++d) {
            std::vector<seed> end;
            add_seeds(*graph, destinations[d], direction::arriving, metric::time, 0, end);
            auto expected = along_one_street(*graph, origins[o], destinations[d], metric::time);
            for (const auto& s : end)
                if (costs[s.state] != unreached) expected = std::min(expected, costs[s.state] + s.cost);
            ASSERT_EQ(by_sweeps[o * destinations.size() + d], expected);
            const auto route = finds.find(std::vector{origins[o], destinations[d]});
            ASSERT_EQ(route.has_value(), expected != unreached);
            if (!route) continue;
            ASSERT_EQ(route->ms, expected);
            ++reached;
        }
    }
    EXPECT_GT(reached, origins.size() * destinations.size() / 2);
}

INSTANTIATE_TEST_SUITE_P(Extracts, RealCity,
                         ::testing::Values(real_city{"monaco.osm.pbf", streets::mode::walk},
                                           real_city{"monaco.osm.pbf", streets::mode::drive},
                                           real_city{"porto-center.osm.pbf", streets::mode::walk},
                                           real_city{"porto-center.osm.pbf", streets::mode::ebike},
                                           real_city{"porto-center.osm.pbf", streets::mode::drive}),
                         [](const auto& one) {
                             const std::string name = one.param.extract;
                             auto label =
                                 name.substr(0, name.find('.')) + "_" + std::string(streets::name_of(one.param.mode));
                             std::ranges::replace(label, '-', '_');
                             return label;
                         });

}  // namespace
}  // namespace yizhan::reach
