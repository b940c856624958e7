#include "place_list.hpp"

#include <yizhan/files/input.hpp>
#include <yizhan/files/text.hpp>

#include <cmath>

namespace yizhan::files {

result<geo::point> checked_position(double lon, double lat) {
    const auto outside = [](std::string_view what, double value, int bound, std::string_view hint) {
        return fail(errc::bad_input, fmt::format("{} {} is outside -{}..{}{}", what, value, bound, bound, hint));
    };
    if (!std::isfinite(lon) || !std::isfinite(lat))
        return fail(errc::bad_input, "a position must be two finite numbers");
    const bool swapped = std::abs(lat) > 90 && std::abs(lat) <= 180 && std::abs(lon) <= 90;
    if (std::abs(lat) > 90) return outside("latitude", lat, 90, swapped ? ": are longitude and latitude swapped?" : "");
    if (std::abs(lon) > 180) return outside("longitude", lon, 180, ": give degrees of WGS-84");
    return geo::point::from_degrees(lon, lat);
}

result<place_list> parse_places(std::string text, const std::string& name) {
    if (auto checked = check_text(text, name); !checked) return pass_on(checked);
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string::npos)
        return fail(errc::bad_input, fmt::format("{} is empty: it needs a heading line such as id,name,lon,lat and a "
                                                 "line for each place",
                                                 name));
    const auto lower = lower_ascii(name);
    const bool named_json = lower.ends_with(".geojson") || lower.ends_with(".json");
    const bool named_csv = lower.ends_with(".csv") || lower.ends_with(".tsv");
    if (named_json || (!named_csv && text[start] == '{')) return parse_places_geojson(text, name);
    return parse_places_csv(text, name);
}

result<place_list> read_places(const std::string& path) {
    auto text = read_input(path);
    if (!text) return pass_on(text);
    return parse_places(std::move(*text), input_name(path));
}

}  // namespace yizhan::files
