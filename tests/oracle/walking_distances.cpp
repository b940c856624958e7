// Compares our walking distances with those of an engine that we did not write.
//
//   walking_distances STREETS DISTANCES.json        (DISTANCES.json: see bench/valhalla/distances.mjs)
//
// Prints how many agree within 3 % and lists the others, farthest off first; exits with 1 if fewer than 95 % agree.

#include <yizhan/base/file.hpp>
#include <yizhan/reach/search.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace {

using namespace yizhan;
using nlohmann::json;

constexpr double close_enough = 0.03;
constexpr double share_wanted = 0.95;

template <class T>
T need(result<T> value) {
    if (value) return std::move(*value);
    fmt::print(stderr, "{}\n", value.error().message);
    std::exit(2);
}

// Metres of the shortest walk, without the way between the places and their streets; infinite if there is none.
double shortest(const streets::travel_graph& graph, reach::search& search, geo::point from, geo::point to) {
    auto begin = reach::snap(graph, from);
    auto end = reach::snap(graph, to);
    if (!begin || !end) return std::numeric_limits<double>::infinity();
    begin->walk_mm = end->walk_mm = 0;
    std::vector<reach::seed> seeds;
    reach::add_seeds(graph, *begin, reach::direction::departing, reach::metric::length, 0, seeds);
    search.run(seeds, {.what = reach::metric::length});
    const auto mm = std::min(search.cost_at(*end), reach::along_one_street(graph, *begin, *end, reach::metric::length));
    return mm == reach::unreached ? std::numeric_limits<double>::infinity() : mm / 1000.0;
}

geo::point position(const json& lon_lat) {
    return geo::point::from_degrees(lon_lat[0], lon_lat[1]);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: walking_distances STREETS DISTANCES.json\n");
        return 2;
    }
    const auto graph = need(streets::travel_graph::open(argv[1], streets::mode::walk));
    const auto pairs = json::parse(need(read_file(argv[2], 1 << 26)));
    reach::search search(graph);
    struct difference {
        double share;
        std::string line;
    };
    std::vector<difference> others;
    for (const auto& pair : pairs) {
        const double theirs = pair["metres"];
        const double ours = shortest(graph, search, position(pair["from"]), position(pair["to"]));
        const double share = ours / theirs - 1;
        if (std::abs(share) <= close_enough) continue;
        others.push_back(
            {std::abs(share), fmt::format("{:+8.1f} %  ours {:8.0f} m  theirs {:8.0f} m  from {} to {}", 100 * share,
                                          ours, theirs, pair["from"].dump(), pair["to"].dump())});
    }
    std::ranges::sort(others, std::greater(), &difference::share);
    const double agree = 1 - static_cast<double>(others.size()) / static_cast<double>(pairs.size());
    fmt::print("{} walking distances, {:.1f} % agree within {:.0f} %\n", pairs.size(), 100 * agree, 100 * close_enough);
    for (const auto& other : others)
        fmt::print("{}\n", other.line);
    return pairs.size() >= 100 && agree >= share_wanted ? 0 : 1;
}
