#include "network_builder.hpp"
#include "osm_reader.hpp"
#include "report.hpp"

#include <yizhan/base/file.hpp>
#include <yizhan/base/hash.hpp>
#include <yizhan/base/parallel.hpp>
#include <yizhan/base/section_file.hpp>
#include <yizhan/streets/import.hpp>
#include <yizhan/streets/rules.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>
#include <utility>

namespace yizhan::streets {
namespace {

class stopwatch {
public:
    /// Seconds since the start or the last call.
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

std::uint64_t peak_memory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// One mode on its way from rules to graph.
struct mode_build {
    mode travel;
    travel_rules rules;
    network_counts counts;
    travel_graph_data graph;
};

result<std::vector<mode_build>> prepare(const import_options& options) {
    std::vector<mode_build> builds;
    for (const auto m : all_modes) {
        if (std::ranges::find(options.modes, m) == options.modes.end()) continue;
        auto rules = load_rules(m, options.overrides, options.overrides_name);
        if (!rules) return pass_on(rules);
        builds.push_back({m, std::move(*rules), {}, {}});
    }
    if (builds.empty()) return fail(errc::bad_call, "no mode to build: name at least one of walk, ebike, bike, drive");
    return builds;
}

// Everything that the written file depends on.
result<std::uint64_t> hash_of(const std::filesystem::path& osm_file, const std::vector<mode_build>& builds,
                              const std::optional<geo::box>& window) {
    const auto file = mapped_file::open(osm_file);
    if (!file) return std::unexpected<error>(file.error());
    auto hash = hash_bytes(file->bytes(), travel_graph::file_version);
    for (const auto& build : builds)
        hash = hash_text(describe(build.rules), hash_text(name_of(build.travel), hash));
    if (window) hash = hash_bytes(std::as_bytes(std::span(&*window, 1)), hash);
    return hash;
}

void build_graphs(const raw_extract& extract, std::vector<mode_build>& builds, progress& watch) {
    constexpr std::string_view stage = "building travel graphs";
    std::mutex mutex;
    std::uint64_t done = 0;
    watch.at(stage, 0, 2 * builds.size());
    const auto step = [&] {
        const std::lock_guard lock(mutex);
        watch.at(stage, ++done, 2 * builds.size());
    };
    parallel_for(builds.size(), 0, [&](std::size_t i, unsigned) {
        auto& build = builds[i];
        const auto streets = build_network(extract, build.rules, build.counts);
        step();
        build.graph = travel_graph_data::build(streets, {build.rules.snap.island_junctions});
        step();
    });
}

result<void> check_streets(const std::vector<mode_build>& builds, const std::filesystem::path& osm_file) {
    const auto has_streets = [](const mode_build& build) { return !build.graph.arrays().points.empty(); };
    if (std::ranges::any_of(builds, has_streets)) return {};
    return fail(errc::bad_input,
                fmt::format("{} has no street open to any of the modes: name an extract that covers a city",
                            osm_file.string()));
}

void add_seconds(import_report& report, std::string_view key, std::string_view label, double seconds) {
    report.seconds += seconds;
    report.counts.push_back({fmt::format("ms_{}", key), fmt::format("milliseconds for {}", label),
                             static_cast<std::uint64_t>(seconds * 1000)});
}

void append(import_report& report, std::vector<import_report::count> counts) {
    std::ranges::move(counts, std::back_inserter(report.counts));
}

result<import_report> import_all(const std::filesystem::path& osm_file, const std::filesystem::path& target,
                                 const import_options& options, progress& watch) {
    stopwatch clock;
    auto builds = prepare(options);
    if (!builds) return pass_on(builds);
    auto extract = read_osm(osm_file, options.window, watch);
    if (!extract) return pass_on(extract);
    auto inputs = hash_of(osm_file, *builds, options.window);
    if (!inputs) return pass_on(inputs);
    import_report report;
    append(report, labelled(extract->counts));
    const double reading = clock.lap();

    build_graphs(extract->streets, *builds, watch);
    extract->streets = {};
    if (auto right = check_streets(*builds, osm_file); !right) return pass_on(right);
    const double building = clock.lap();

    watch.at("writing", 0, 1);
    section_file_writer writer({std::string(travel_graph::file_kind), travel_graph::file_version, *inputs});
    for (const auto& build : *builds)
        build.graph.add_to(writer, build.travel);
    extract->places.add_to(writer);
    if (auto written = writer.write(target); !written) return pass_on(written);
    watch.at("writing", 1, 1);

    for (const auto& build : *builds) {
        append(report, labelled(build.counts, build.travel));
        append(report, labelled(build.graph.arrays().summary, build.travel));
    }
    add_seconds(report, "reading", "reading", reading);
    add_seconds(report, "building", "building graphs", building);
    add_seconds(report, "writing", "writing", clock.lap());
    report.peak_memory_bytes = peak_memory();
    return report;
}

}  // namespace

result<std::uint64_t> hash_of_inputs(const std::filesystem::path& osm_file, const import_options& options) {
    const auto builds = prepare(options);
    if (!builds) return std::unexpected<error>(builds.error());
    return hash_of(osm_file, *builds, options.window);
}

result<import_report> import_streets(const std::filesystem::path& osm_file, const std::filesystem::path& target,
                                     const import_options& options, progress& watch) {
    try {
        return import_all(osm_file, target, options, watch);
    } catch (const std::bad_alloc&) {
        return fail(errc::limit,
                    fmt::format("not enough memory to import {}: cut a smaller extract", osm_file.string()));
    } catch (const std::exception& e) {
        return fail(errc::io, fmt::format("cannot import {}: {}", osm_file.string(), e.what()));
    }
}

}  // namespace yizhan::streets
