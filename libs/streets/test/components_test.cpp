#include "components.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace yizhan::streets {
namespace {

struct random_graph {
    std::vector<std::uint32_t> first, head;
    [[nodiscard]] adjacency view() const { return {first, head}; }
};

random_graph make_graph(std::mt19937& random, std::uint32_t vertices, std::uint32_t most_exits) {
    random_graph graph;
    std::uniform_int_distribution<std::uint32_t> vertex(0, vertices - 1);
    std::uniform_int_distribution<std::uint32_t> exits(0, most_exits);
    graph.first.push_back(0);
    for (std::uint32_t v = 0; v < vertices; ++v) {
        for (auto n = exits(random); n > 0; --n)
            graph.head.push_back(vertex(random));
        graph.first.push_back(static_cast<std::uint32_t>(graph.head.size()));
    }
    return graph;
}

TEST(StrongComponents, are_the_classes_of_mutual_reachability) {
    std::mt19937 random(5);
    for (int round = 0; round < 60; ++round) {
        const auto graph =
            make_graph(random, 1 + static_cast<std::uint32_t>(round) % 23, 1 + static_cast<std::uint32_t>(round) % 3);
        const auto n = graph.first.size() - 1;
        std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n));
        for (std::size_t v = 0; v < n; ++v) {
            reaches[v][v] = true;
            spread(graph.view(), reaches[v]);
        }
        const auto component = strong_components(graph.view());
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b)
                EXPECT_EQ(component[a] == component[b], reaches[a][b] && reaches[b][a]);
    }
}

TEST(StrongComponents, need_no_stack_for_a_long_street) {
    random_graph graph;
    constexpr std::uint32_t length = 1'000'000;
    for (std::uint32_t v = 0; v <= length; ++v)
        graph.first.push_back(v);
    for (std::uint32_t v = 0; v < length; ++v)
        graph.head.push_back((v + 1) % length);
    const auto component = strong_components(graph.view());
    EXPECT_TRUE(std::ranges::all_of(component, [](auto c) { return c == 0; }));
}

}  // namespace
}  // namespace yizhan::streets
