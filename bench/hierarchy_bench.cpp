// What a contraction hierarchy costs and gives, beside plain searches in the same run (Google Benchmark).
//
//   hierarchy_bench STREETS MODE [--benchmark_…]
//
// STREETS is the streets file of a city folder. Places are random ones near a street, the same in every run.

#include <yizhan/reach/matrix.hpp>
#include <yizhan/reach/route.hpp>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <queue>
#include <random>

namespace {

using namespace yizhan;
using namespace yizhan::reach;

template <class T>
T need(result<T> value) {
    if (value) return std::move(*value);
    fmt::print(stderr, "{}\n", value.error().message);
    std::exit(1);
}

constexpr std::size_t most_places = 3000;

struct city {
    streets::travel_graph graph;
    hierarchy ready;
    std::vector<snapped> origins;
    std::vector<snapped> destinations;
};

std::vector<snapped> random_places(const streets::travel_graph& graph, unsigned seed_number) {
    std::mt19937 random(seed_number);
    const auto& bounds = graph.summary().bounds;
    std::vector<snapped> places;
    for (int tries = 0; places.size() < most_places && tries < 10'000'000; ++tries) {
        const geo::point at{std::uniform_int_distribution(bounds.min.lon, bounds.max.lon)(random),
                            std::uniform_int_distribution(bounds.min.lat, bounds.max.lat)(random)};
        if (const auto place = snap(graph, at, {.max_metres = 100})) places.push_back(*place);
    }
    return places;
}

// Plain Dijkstra (1959) with a binary heap, ended as soon as the destination is settled: the yardstick.
std::uint32_t dijkstra(const streets::travel_graph& graph, std::uint32_t from, std::uint32_t to,
                       std::vector<std::uint32_t>& cost) {
    const auto& a = graph.arrays();
    cost.assign(graph.states(), unreached);
    using item = std::pair<std::uint32_t, std::uint32_t>;
    std::priority_queue<item, std::vector<item>, std::greater<>> queue;
    cost[from] = 0;
    queue.emplace(0, from);
    while (!queue.empty()) {
        const auto [reached, state] = queue.top();
        queue.pop();
        if (state == to) return reached;
        if (reached > cost[state]) continue;
        for (auto i = a.first_out[state]; i < a.first_out[state + 1]; ++i) {
            const auto next = reached + a.out[i].ms;
            if (next >= cost[a.out[i].state]) continue;
            cost[a.out[i].state] = next;
            queue.emplace(next, a.out[i].state);
        }
    }
    return unreached;
}

void build(benchmark::State& state, const city& in) {
    for (auto _ : state)
        benchmark::DoNotOptimize(hierarchy::build(in.graph, progress::none()).summary().shortcuts);
    state.counters["states"] = in.graph.states();
    state.counters["shortcuts"] = in.ready.summary().shortcuts;
}

void open(benchmark::State& state, const city& in, const std::filesystem::path& path) {
    for (auto _ : state)
        benchmark::DoNotOptimize(need(hierarchy::open(path, in.graph)).summary().shortcuts);
}

void one_to_one_dijkstra(benchmark::State& state, const city& in) {
    std::vector<std::uint32_t> cost;
    std::vector<seed> begin;
    std::vector<seed> end;
    std::size_t i = 0;
    for (auto _ : state) {
        begin.clear();
        end.clear();
        add_seeds(in.graph, in.origins[i % in.origins.size()], direction::departing, metric::time, 0, begin);
        add_seeds(in.graph, in.destinations[i % in.destinations.size()], direction::arriving, metric::time, 0, end);
        benchmark::DoNotOptimize(dijkstra(in.graph, begin.front().state, end.front().state, cost));
        ++i;
    }
}

void one_to_one(benchmark::State& state, const city& in) {
    hierarchy_query query(in.ready);
    std::vector<seed> begin;
    std::vector<seed> end;
    std::size_t i = 0;
    std::size_t settled = 0;
    for (auto _ : state) {
        begin.clear();
        end.clear();
        add_seeds(in.graph, in.origins[i % in.origins.size()], direction::departing, metric::time, 0, begin);
        add_seeds(in.graph, in.destinations[i % in.destinations.size()], direction::arriving, metric::time, 0, end);
        benchmark::DoNotOptimize(query.run(begin, end));
        settled += query.settled();
        ++i;
    }
    state.counters["settled"] = static_cast<double>(settled) / static_cast<double>(i);
}

void whole_route(benchmark::State& state, const city& in, bool with_hierarchy) {
    router finds(in.graph, with_hierarchy ? &in.ready : nullptr);
    std::size_t i = 0;
    for (auto _ : state) {
        const std::vector places{in.origins[i % in.origins.size()], in.destinations[i % in.destinations.size()]};
        const auto found = finds.find(places);
        benchmark::DoNotOptimize(found.has_value());
        ++i;
    }
}

void many_to_many(benchmark::State& state, const city& in, bool with_hierarchy) {
    const auto count = std::min(static_cast<std::size_t>(state.range(0)), in.origins.size());
    for (auto _ : state)
        benchmark::DoNotOptimize(matrix(in.graph, std::span(in.origins).first(count),
                                        std::span(in.destinations).first(count),
                                        {.shortcuts = with_hierarchy ? &in.ready : nullptr})
                                     .data());
}

void add_benchmarks(const city& in, const std::filesystem::path& stored) {
    using benchmark::RegisterBenchmark;
    constexpr auto ms = benchmark::kMillisecond;
    constexpr auto us = benchmark::kMicrosecond;
    RegisterBenchmark("build", build, in)->Unit(ms)->Iterations(1)->UseRealTime();
    RegisterBenchmark("open", open, in, stored)->Unit(ms);
    RegisterBenchmark("one_to_one/hierarchy", one_to_one, in)->Unit(us);
    RegisterBenchmark("one_to_one/dijkstra", one_to_one_dijkstra, in)->Unit(us);
    RegisterBenchmark("route/hierarchy", whole_route, in, true)->Unit(us);
    RegisterBenchmark("route/search", whole_route, in, false)->Unit(us);
    for (const int side : {50, 300, 3000})
        RegisterBenchmark("matrix/hierarchy", many_to_many, in, true)->Arg(side)->Unit(ms)->UseRealTime();
    for (const int side : {50, 300, 3000})
        RegisterBenchmark("matrix/searches", many_to_many, in, false)->Arg(side)->Unit(ms)->UseRealTime();
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (argc != 3) {
        fmt::print(stderr, "usage: {} STREETS MODE [--benchmark_...]\n", argv[0]);
        return 2;
    }
    const auto graph = need(streets::travel_graph::open(argv[1], need(streets::parse_mode(argv[2]))));
    const city in{graph, hierarchy::build(graph, progress::none()), random_places(graph, 1), random_places(graph, 2)};
    const auto stored = std::filesystem::temp_directory_path() / fmt::format("hierarchy_bench_{}.ch", argv[2]);
    if (const auto written = in.ready.writer().write(stored); !written) {
        fmt::print(stderr, "{}\n", written.error().message);
        return 1;
    }
    add_benchmarks(in, stored);
    benchmark::RunSpecifiedBenchmarks();
    std::filesystem::remove(stored);
    return 0;
}
