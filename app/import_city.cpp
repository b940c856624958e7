#include "import_city.hpp"

#include "interrupt.hpp"
#include "progress_bar.hpp"
#include "time_zone.hpp"

#include <yizhan/base/file.hpp>
#include <yizhan/files/input.hpp>
#include <yizhan/geo/point.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace yizhan::app {
namespace {

namespace fs = std::filesystem;

/// How far beyond the boundary's box streets are kept, so that trips near it may lead round outside.
constexpr double margin_metres = 5000;

result<void> make_layers_folder(const city_paths& paths) {
    std::error_code problem;
    fs::create_directory(paths.layers(), problem);
    if (problem) return fail(errc::io, fmt::format("cannot make {}: {}", paths.layers().string(), problem.message()));
    return {};
}

result<file_lock> lock_city(const city_paths& paths) {
    auto lock = file_lock::acquire(paths.lock());
    if (!lock && lock.error().code == errc::busy)
        return fail(errc::busy,
                    fmt::format("another import into {} is running: wait until it ends", paths.folder.string()));
    return lock;
}

// Under the lock nobody else writes here, so temporaries are leftovers.
void remove_leftovers(const fs::path& folder, const messages& say) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (!is_temporary_of_atomic_file(entry.path())) continue;
        say.debug(fmt::format("removing {}, left by an import that was killed", entry.path().string()));
        fs::remove(entry.path(), ignored);
    }
}

// The settings in force, and the text of city.toml that says so.
struct settings_plan {
    city_settings settings;
    std::string before;  // empty if there is no city.toml yet
    std::string after;
};

result<settings_plan> plan_settings(const import_request& request) {
    const auto path = request.paths.settings();
    settings_plan plan;
    std::error_code problem;
    if (fs::exists(path, problem)) {
        auto text = read_file(path, max_settings_bytes);
        if (!text) return pass_on(text);
        plan.before = std::move(*text);
        auto after = with_settings(plan.before, request.changes, path.string());
        if (!after) return pass_on(after);
        plan.after = std::move(*after);
    }
    auto settings = parse_city_toml(plan.after, path.string());
    if (!settings) return pass_on(settings);
    plan.settings = std::move(*settings);
    auto& modes = plan.settings.modes;
    if (!modes) modes = request.changes.modes;
    if (!modes) modes = std::vector<streets::mode>(streets::all_modes.begin(), streets::all_modes.end());
    if (!plan.before.empty()) return plan;
    const auto folder = fs::absolute(request.paths.folder).lexically_normal();
    plan.settings.name =
        request.changes.name.value_or((folder.has_filename() ? folder : folder.parent_path()).filename().string());
    plan.settings.time_zone = request.changes.time_zone.value_or(default_time_zone);
    plan.after = new_city_toml(plan.settings);
    return plan;
}

result<std::optional<files::boundary>> boundary_in_force(const import_request& request) {
    std::error_code problem;
    if (request.boundary || !fs::exists(request.paths.boundary(), problem)) return request.boundary;
    auto kept = files::read_boundary(request.paths.boundary().string());
    if (!kept) return pass_on(kept);
    return std::optional(std::move(*kept));
}

geo::box widened(const geo::box& box) {
    constexpr std::int64_t most_lon = 180 * std::int64_t{10'000'000};
    constexpr std::int64_t most_lat = 90 * std::int64_t{10'000'000};
    const auto farthest = std::max(std::abs(box.min.lat_degrees()), std::abs(box.max.lat_degrees()));
    const auto scale = geo::local_scale::at(std::min(farthest, 85.0));
    const auto dx = static_cast<std::int64_t>(margin_metres / scale.x);
    const auto dy = static_cast<std::int64_t>(margin_metres / scale.y);
    const auto at = [&](std::int64_t lon, std::int64_t lat) {
        return geo::point{static_cast<std::int32_t>(std::clamp(lon, -most_lon, most_lon)),
                          static_cast<std::int32_t>(std::clamp(lat, -most_lat, most_lat))};
    };
    return {at(box.min.lon - dx, box.min.lat - dy), at(box.max.lon + dx, box.max.lat + dy)};
}

// What is wrong in city.toml is wrong in a file, not in the call.
error as_bad_input(error problem) {
    if (problem.code == errc::bad_call) problem.code = errc::bad_input;
    return problem;
}

// Whether the streets file is whole, has all modes and was made from the same inputs.
bool is_up_to_date(const city_paths& paths, const streets::import_options& options, std::uint64_t inputs) {
    auto file =
        section_file::open(paths.streets(), streets::travel_graph::file_kind, streets::travel_graph::file_version);
    if (!file || file->inputs() != inputs) return false;
    const auto shared = std::make_shared<const section_file>(std::move(*file));
    return std::ranges::all_of(options.modes,
                               [&](streets::mode m) { return streets::travel_graph::open(shared, m).has_value(); });
}

// Hierarchies belong to one graph; a new one is built on first need.
void remove_hierarchies(const city_paths& paths) {
    std::error_code ignored;
    for (const auto mode : streets::all_modes)
        fs::remove(paths.hierarchy(mode), ignored);
}

result<void> write_if_changed(const fs::path& path, const std::string& before, const std::string& after) {
    if (before == after) return {};
    return write_file(path, after);
}

result<import_outcome> import_locked(const import_request& request, context& with) {
    const auto& paths = request.paths;
    remove_leftovers(paths.folder, with.say);
    remove_leftovers(paths.layers(), with.say);
    const auto plan = plan_settings(request);
    if (!plan) return std::unexpected(plan.error());
    const auto boundary = boundary_in_force(request);
    if (!boundary) return std::unexpected(boundary.error());

    streets::import_options options;
    options.modes = *plan->settings.modes;
    options.overrides = plan->after;
    options.overrides_name = paths.settings().string();
    if (*boundary) options.window = widened((*boundary)->bounds);
    const auto inputs = streets::hash_of_inputs(request.osm, options);
    if (!inputs) return std::unexpected(as_bad_input(inputs.error()));

    import_outcome outcome{is_up_to_date(paths, options, *inputs), options.modes, {}};
    if (!outcome.up_to_date) {
        progress_bar bar;
        const bool shown = with.say.shows(log_level::info) && can_show_progress();
        auto report = streets::import_streets(request.osm, paths.streets(), options, shown ? bar : progress::none());
        if (!report) return pass_on(report);
        outcome.report = std::move(*report);
        remove_hierarchies(paths);
    }
    if (auto made = make_layers_folder(paths); !made) return pass_on(made);
    if (request.boundary)
        if (auto written = write_file(paths.boundary(), files::to_geojson(*request.boundary)); !written)
            return pass_on(written);
    if (auto written = write_if_changed(paths.settings(), plan->before, plan->after); !written) return pass_on(written);
    return outcome;
}

}  // namespace

result<import_outcome> import_city(const import_request& request, context& with) {
    std::error_code problem;
    fresh_folder folder(request.paths.folder, problem);
    if (problem)
        return fail(errc::io, fmt::format("cannot make {}: {}", request.paths.folder.string(), problem.message()));
    watch_folder(request.paths.folder);
    watch_folder(request.paths.layers());
    const auto lock = lock_city(request.paths);
    if (!lock) return std::unexpected(lock.error());
    auto outcome = import_locked(request, with);
    if (outcome) folder.keep();
    return outcome;
}

}  // namespace yizhan::app
