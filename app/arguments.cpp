#include "arguments.hpp"

#include <yizhan/files/place_list.hpp>
#include <yizhan/files/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace yizhan::app {
namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto comma = text.find(',');
        parts.push_back(files::trimmed(text.substr(0, comma)));
        if (comma == std::string_view::npos) return parts;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace

result<geo::point> parse_position(const std::string& text) {
    const auto parts = split(text);
    const auto lon = files::parse_number(parts[0]);
    const auto lat = parts.size() == 2 ? files::parse_number(parts[1]) : std::nullopt;
    if (!lon || !lat)
        return fail(errc::bad_call,
                    fmt::format("--at {}: give one place as LON,LAT in degrees, such as 121.4737,31.2304; repeat --at "
                                "for more",
                                text));
    auto position = files::checked_position(*lon, *lat);
    if (!position) return fail(errc::bad_call, fmt::format("--at {}: {}", text, position.error().message));
    return position;
}

result<std::vector<geo::point>> parse_positions(std::span<const std::string> texts) {
    std::vector<geo::point> positions;
    for (const auto& text : texts) {
        auto position = parse_position(text);
        if (!position) return pass_on(position);
        positions.push_back(*position);
    }
    return positions;
}

result<double> parse_positive(const std::string& option, const std::string& text, double most) {
    const auto value = files::parse_number(files::trimmed(text));
    if (!value)
        return fail(errc::bad_call,
                    fmt::format("{} {}: '{}' is no number: give one above 0, at most {}", option, text, text, most));
    if (*value <= 0 || *value > most)
        return fail(errc::bad_call, fmt::format("{} {}: must be above 0 and at most {}", option, text, most));
    return *value;
}

result<std::vector<double>> parse_positives(const std::string& option, const std::string& text, double most) {
    std::vector<double> values;
    for (const auto part : split(text)) {
        auto value = parse_positive(option, std::string(part), most);
        if (!value) return pass_on(value);
        values.push_back(*value);
    }
    std::ranges::sort(values);
    const auto repeats = std::ranges::unique(values);
    values.erase(repeats.begin(), repeats.end());
    return values;
}

result<std::uint32_t> parse_count(const std::string& option, const std::string& text, std::uint32_t most) {
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value == 0 || value > most)
        return fail(errc::bad_call, fmt::format("{} {}: give a whole number from 1 to {}", option, text, most));
    return value;
}

result<std::vector<streets::mode>> parse_modes(const std::string& text) {
    std::vector<streets::mode> modes;
    for (const auto part : split(text)) {
        auto mode = streets::parse_mode(part);
        if (!mode) return fail(errc::bad_call, fmt::format("--modes {}: {}", text, mode.error().message));
        modes.push_back(*mode);
    }
    std::ranges::sort(modes);
    const auto repeats = std::ranges::unique(modes);
    modes.erase(repeats.begin(), repeats.end());
    return modes;
}

}  // namespace yizhan::app
