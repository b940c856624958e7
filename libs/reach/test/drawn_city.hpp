#pragma once

#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <random>
#include <vector>

namespace yizhan::reach::testing {

/// A made-up city for tests: `side`² junctions on a jittered grid of about 80 m, most neighbours joined by bent
/// streets, some one way, some missing, a few with delays.
struct city_shape {
    std::uint32_t side = 12;
    double missing = 0.15;
    double one_way = 0.2;
    bool rules = false;  ///< with turn restrictions, no turning round and private streets
};
streets::network draw_city(std::mt19937& random, const city_shape& shape);
streets::travel_graph build_city(std::mt19937& random, const city_shape& shape);

/// A random place within the bounds of the graph.
geo::point random_place(std::mt19937& random, const streets::travel_graph& graph);

/// Plain Dijkstra (1959) with a binary heap over the graph's arcs: the reference for every clever search.
/// Seeds are (state, cost); costs of states that cannot be reached are `unreached`.
std::vector<std::uint32_t> plain_dijkstra(const streets::travel_graph& graph,
                                          const std::vector<std::pair<std::uint32_t, std::uint32_t>>& seeds,
                                          bool arriving = false, bool by_length = false);

}  // namespace yizhan::reach::testing
