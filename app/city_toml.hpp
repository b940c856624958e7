#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/streets/mode.hpp>

#include <optional>
#include <string>
#include <vector>

namespace yizhan::app {

/// What city.toml says about the city itself; what it does not say is nothing.
struct city_settings {
    std::optional<std::string> name;
    std::optional<std::string> time_zone;
    std::optional<std::vector<streets::mode>> modes;
};

/// Reads the text of a city.toml; `file` stands in messages ("file:line: what").
result<city_settings> parse_city_toml(const std::string& text, const std::string& file);

/// A new city.toml, with comments that say how to change the rules of travel.
std::string new_city_toml(const city_settings& settings);

/// The text with the given settings put in place of what it says, everything else untouched, comments included.
/// `errc::unsupported` where a key is written in a way that cannot be edited.
result<std::string> with_settings(const std::string& text, const city_settings& changes, const std::string& file);

}  // namespace yizhan::app
