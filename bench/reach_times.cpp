// How long Yizhan takes for what bench/valhalla/times.mjs asks Valhalla: the same starts, one JSON object.
//
//   reach_times STREETS POINTS.json [RUNS=61]

#include "times.hpp"

#include <yizhan/base/file.hpp>
#include <yizhan/reach/hierarchy.hpp>
#include <yizhan/reach/isochrone.hpp>
#include <yizhan/reach/matrix.hpp>
#include <yizhan/reach/nearest.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace yizhan;
using nlohmann::json;

constexpr std::uint32_t quarter_hour = 900'000;

template <class T>
T need(result<T> value) {
    if (value) return std::move(*value);
    fmt::print(stderr, "{}\n", value.error().message);
    std::exit(1);
}

json to_json(const bench::figures& f) {
    return {{"min", f.min}, {"median", f.median}, {"max", f.max}, {"runs", f.runs}};
}

class stopwatch_of_mode {
public:
    stopwatch_of_mode(const std::filesystem::path& streets, streets::mode m, std::vector<geo::point> points,
                      std::size_t runs)
        : path_(streets),
          mode_(m),
          graph_(need(streets::travel_graph::open(streets, m))),
          points_(std::move(points)),
          runs_(runs) {}

    json opening() const {
        return to_json(
            bench::time(runs_, [&](std::size_t) { std::ignore = need(streets::travel_graph::open(path_, mode_)); }));
    }

    /// Snapping and searching: every state within 15 minutes and its time.
    json reached_set() {
        reach::search search(graph_);
        std::vector<reach::seed> seeds;
        std::size_t states = 0;
        auto figures = to_json(bench::time(runs_, [&](std::size_t i) {
            seeds.clear();
            reach::add_seeds(graph_, start(i), reach::direction::departing, reach::metric::time, 0, seeds);
            search.run(seeds, {.limit = quarter_hour});
            states += search.reached().size();
        }));
        figures["states"] = states / (2 * runs_);
        return figures;
    }

    /// Snapping, searching and the outline at 40 m with its holes.
    json polygon() {
        reach::isochrone_maker maker(graph_);
        std::size_t corners = 0;
        auto figures = to_json(bench::time(runs_, [&](std::size_t i) {
            corners += need(maker.areas({.starts = {start(i)}, .limits = {quarter_hour}})).front().area.points.size();
        }));
        figures["corners"] = corners / (2 * runs_);
        return figures;
    }

    json catchments() const {
        std::vector<reach::snapped> places;
        for (std::size_t i = 0; i < 100; ++i)
            places.push_back(start(i));
        auto figures =
            to_json(bench::time(21, [&](std::size_t) { std::ignore = reach::find_catchments(graph_, places); }));
        figures["places"] = places.size();
        figures["states"] = graph_.states();
        return figures;
    }

    /// All pairs of the first `size` points and the next `size`, snapping counted, the hierarchy ready; for sizes
    /// beyond the points, places between two of them.
    json matrix(const reach::hierarchy& ready, std::size_t size) const {
        const auto runs = size > 1000 ? std::size_t{3} : std::size_t{7};
        return to_json(bench::time(runs, [&](std::size_t) {
            std::vector<reach::snapped> from;
            std::vector<reach::snapped> to;
            for (std::size_t i = 0; i < size; ++i)
                from.push_back(need(reach::snap(graph_, spread(i))));
            for (std::size_t i = size; i < 2 * size; ++i)
                to.push_back(need(reach::snap(graph_, spread(i))));
            std::ignore = reach::matrix(graph_, from, to, {.shortcuts = &ready});
        }));
    }

    [[nodiscard]] const streets::travel_graph& graph() const { return graph_; }

private:
    [[nodiscard]] geo::point spread(std::size_t i) const {
        const auto a = points_[i % points_.size()];
        if (i < points_.size()) return a;
        const auto b = points_[(i / points_.size() + i) % points_.size()];
        const auto place =
            geo::box{{std::min(a.lon, b.lon), std::min(a.lat, b.lat)}, {std::max(a.lon, b.lon), std::max(a.lat, b.lat)}}
                .centre();
        return reach::snap(graph_, place) ? place : a;
    }
    [[nodiscard]] reach::snapped start(std::size_t i) const {
        return need(reach::snap(graph_, points_[i % points_.size()]));
    }

    std::filesystem::path path_;
    streets::mode mode_;
    streets::travel_graph graph_;
    std::vector<geo::point> points_;
    std::size_t runs_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: reach_times STREETS POINTS.json [RUNS=61]\n");
        return 2;
    }
    const std::filesystem::path streets = argv[1];
    const std::size_t runs = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 61;
    std::vector<geo::point> points;
    for (const auto& p : json::parse(need(read_file(argv[2], 1 << 24))))
        points.push_back(geo::point::from_degrees(p[0], p[1]));
    stopwatch_of_mode walk(streets, streets::mode::walk, points, runs);
    stopwatch_of_mode ebike(streets, streets::mode::ebike, points, runs);
    const auto ready = reach::hierarchy::build(walk.graph(), progress::none());
    const json report{{"engine", "Yizhan"},
                      {"hierarchy_build_ms", ready.summary().build_ms},
                      {"matrix_walk_50", walk.matrix(ready, 50)},
                      {"matrix_walk_300", walk.matrix(ready, 300)},
                      {"matrix_walk_3000", walk.matrix(ready, 3000)},
                      {"unit", "ms"},
                      {"open_walk", walk.opening()},
                      {"reached_walk_15", walk.reached_set()},
                      {"isochrone_walk_15", walk.polygon()},
                      {"reached_ebike_15", ebike.reached_set()},
                      {"isochrone_ebike_15", ebike.polygon()},
                      {"catchments_walk", walk.catchments()}};
    fmt::print("{}\n", report.dump(1));
}
