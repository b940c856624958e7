#pragma once

#include "city_toml.hpp"
#include "context.hpp"

#include <yizhan/base/result.hpp>
#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <filesystem>
#include <string>

namespace yizhan::app {

/// Where a city's files lie.
struct city_paths {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path settings() const { return folder / "city.toml"; }
    [[nodiscard]] std::filesystem::path streets() const { return folder / "streets.yz"; }
    [[nodiscard]] std::filesystem::path hierarchy(streets::mode m) const;
    [[nodiscard]] std::filesystem::path layers() const { return folder / "layers"; }
    [[nodiscard]] std::filesystem::path boundary() const { return layers() / "boundary.geojson"; }
    [[nodiscard]] std::filesystem::path lock() const { return folder / ".yizhan.lock"; }
};

/// Largest city.toml that is read.
inline constexpr std::size_t max_settings_bytes = std::size_t{1} << 20;

/// A city's folder with its settings.
struct city {
    city_paths paths;
    city_settings settings;
    std::string settings_text;
};

/// The city of `--city`, else of $YIZHAN_CITY, else of the current folder. `errc::not_found` if that is no city.
result<city> open_city(const common_options& common);

/// A city and its streets for one mode.
struct opened_streets {
    city home;
    streets::travel_graph graph;
};
/// As `open_city`; errors of the streets say how to build or mend them.
result<opened_streets> open_streets(const common_options& common, streets::mode m);

/// What was kept of the extract besides its streets. Errors say how to build or mend it.
result<streets::places> open_places(const city& of);

}  // namespace yizhan::app
