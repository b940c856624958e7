#include "tag_values.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace yizhan::streets {
namespace {

constexpr double kmh_per_mile = 1.609344;
constexpr double kmh_per_knot = 1.852;

struct amount {
    double value;
    std::string_view unit;  // the rest, without blanks before it
};

std::optional<amount> amount_of(std::string_view text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (failed != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    return amount{value, text};
}

std::optional<double> kmh_of(amount limit) {
    if (limit.unit.empty() || limit.unit == "km/h" || limit.unit == "kmh" || limit.unit == "kph") return limit.value;
    if (limit.unit == "mph") return limit.value * kmh_per_mile;
    if (limit.unit == "knots") return limit.value * kmh_per_knot;
    return std::nullopt;
}

// "DE:zone:30", "FR:zone30", "AT:city_limit30": the number at the end.
std::optional<double> zone_number(std::string_view value) {
    const auto colon = value.rfind(':');
    const auto digits = value.find_last_not_of("0123456789");
    if (colon == std::string_view::npos || digits == std::string_view::npos || digits + 1 == value.size())
        return std::nullopt;
    const auto number = amount_of(value.substr(digits + 1));
    return number ? std::optional(number->value) : std::nullopt;
}

std::optional<double> named_limit(std::string_view value, const travel_rules::speed_limits& rules) {
    if (const auto found = rules.named.find(value); found != rules.named.end()) return found->second;
    const auto colon = value.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (const auto found = rules.named.find(value.substr(colon + 1)); found != rules.named.end()) return found->second;
    return zone_number(value);
}

bool plausible(double kmh) {
    return kmh >= 3 && kmh <= 150;
}

// "PT1H30M", "PT45M"; days and seconds too.
std::optional<double> iso_seconds(std::string_view text) {
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    constexpr std::array<std::pair<char, double>, 4> units{{{'D', 86400}, {'H', 3600}, {'M', 60}, {'S', 1}}};
    double sum = 0;
    while (!text.empty()) {
        if (text.front() == 'T') {
            text.remove_prefix(1);
            continue;
        }
        const auto part = amount_of(text);
        if (!part || part->unit.empty()) return std::nullopt;
        double seconds = 0;
        for (const auto& [letter, worth] : units)
            if (part->unit.front() == letter) seconds = worth * part->value;
        if (seconds <= 0 && part->value > 0) return std::nullopt;
        sum += seconds;
        text = part->unit.substr(1);
    }
    return sum;
}

// "25" minutes, "1:30" hours and minutes, "1:30:00".
std::optional<double> clock_seconds(std::string_view text) {
    std::array<double, 3> parts{};
    std::size_t count = 0;
    while (count < parts.size()) {
        const auto part = amount_of(text);
        if (!part) return std::nullopt;
        parts[count++] = part->value;
        if (part->unit.empty()) break;
        if (part->unit.front() != ':') return std::nullopt;
        text = part->unit.substr(1);
    }
    if (count == 1) return parts[0] * 60;
    return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

}  // namespace

std::optional<double> speed_limit(std::string_view value, const travel_rules::speed_limits& rules) {
    if (value.empty()) return std::nullopt;
    const auto number = amount_of(value);
    const auto kmh = number ? kmh_of(*number) : named_limit(value, rules);
    return kmh && plausible(*kmh) ? kmh : std::nullopt;
}

std::optional<double> duration_seconds(std::string_view value) {
    const auto seconds = value.starts_with('P') ? iso_seconds(value) : clock_seconds(value);
    constexpr double week = 7 * 86400.0;
    return seconds && *seconds > 0 && *seconds <= week ? seconds : std::nullopt;
}

std::optional<one_way> one_way_of(std::string_view value) {
    constexpr std::array<std::pair<std::string_view, one_way>, 10> values{{{"yes", one_way::forward},
                                                                           {"no", one_way::no},
                                                                           {"-1", one_way::backward},
                                                                           {"1", one_way::forward},
                                                                           {"true", one_way::forward},
                                                                           {"reverse", one_way::backward},
                                                                           {"reversible", one_way::changing},
                                                                           {"alternating", one_way::no},
                                                                           {"false", one_way::no},
                                                                           {"0", one_way::no}}};
    for (const auto& [name, meaning] : values)
        if (value == name) return meaning;
    return std::nullopt;
}

}  // namespace yizhan::streets
