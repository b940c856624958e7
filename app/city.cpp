#include "city.hpp"

#include "environment.hpp"

#include <yizhan/base/file.hpp>

#include <fmt/format.h>

namespace yizhan::app {
namespace {

namespace fs = std::filesystem;

fs::path city_folder(const common_options& common) {
    if (!common.city.empty()) return common.city;
    const auto named = environment_variable("YIZHAN_CITY");
    return named.empty() ? fs::path(".") : fs::path(named);
}

// What to do about a streets file that cannot be used.
std::unexpected<error> with_mend(const error& problem, const city& of) {
    const auto rebuild = fmt::format("run yizhan init {} --osm FILE", of.paths.folder.string());
    std::error_code ignored;
    if (problem.code == errc::not_found && !fs::exists(of.paths.streets(), ignored))
        return fail(errc::not_found, fmt::format("{} is missing: {}", of.paths.streets().string(), rebuild));
    const bool mended = problem.message.contains("yizhan init");
    if (mended || (problem.code != errc::damaged && problem.code != errc::outdated)) return std::unexpected(problem);
    return fail(problem.code, fmt::format("{}: {}", problem.message, rebuild));
}

}  // namespace

std::filesystem::path city_paths::hierarchy(streets::mode m) const {
    return folder / fmt::format("streets.{}.ch", streets::name_of(m));
}

result<city> open_city(const common_options& common) {
    city opened{{city_folder(common)}, {}, {}};
    std::error_code problem;
    if (!fs::exists(opened.paths.settings(), problem))
        return fail(errc::not_found, fmt::format("{} is no city (it has no city.toml): make one with yizhan init DIR "
                                                 "--osm FILE, or name one with --city DIR",
                                                 fs::absolute(opened.paths.folder).lexically_normal().string()));
    auto text = read_file(opened.paths.settings(), max_settings_bytes);
    if (!text) return pass_on(text);
    auto settings = parse_city_toml(*text, opened.paths.settings().string());
    if (!settings) return pass_on(settings);
    opened.settings = std::move(*settings);
    opened.settings_text = std::move(*text);
    return opened;
}

result<opened_streets> open_streets(const common_options& common, streets::mode m) {
    auto home = open_city(common);
    if (!home) return pass_on(home);
    auto graph = streets::travel_graph::open(home->paths.streets(), m);
    if (!graph) return with_mend(graph.error(), *home);
    return opened_streets{std::move(*home), std::move(*graph)};
}

result<streets::places> open_places(const city& of) {
    auto kept = streets::places::open(of.paths.streets());
    if (!kept) return with_mend(kept.error(), of);
    return kept;
}

}  // namespace yizhan::app
