#pragma once

#include "city.hpp"
#include "context.hpp"

#include <yizhan/files/boundary.hpp>
#include <yizhan/streets/import.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace yizhan::app {

struct import_request {
    city_paths paths;
    std::filesystem::path osm;
    city_settings changes;  ///< what the options say; the rest is city.toml's, or the default
    std::optional<files::boundary> boundary;
};

struct import_outcome {
    bool up_to_date = false;  ///< nothing had to be done; then there is no report
    std::vector<streets::mode> modes;
    streets::import_report report;
};

/// Makes or renews a city's folder: one import at a time (lock), leftovers of killed ones removed first, streets
/// written before city.toml. On failure or interruption a folder made here vanishes, and one that was there keeps its
/// streets and settings.
result<import_outcome> import_city(const import_request& request, context& with);

}  // namespace yizhan::app
