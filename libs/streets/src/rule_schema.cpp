#include "rule_schema.hpp"

#include "default_rules.hpp"

#include <yizhan/streets/rules.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace yizhan::streets {
namespace {

using namespace std::string_view_literals;

enum class kind : std::uint8_t { number, whole_number, flag, word, words };

// The one list of keys. `each_class` stands for every name of a class of ways, `each_value` for a fixed vocabulary,
// `any` for whatever a city needs.
constexpr auto each_class = "CLASS"sv;
constexpr auto each_value = "VALUE"sv;
constexpr auto any = "ANY"sv;

struct spec {
    std::string_view table;
    std::string_view key;
    kind is;
    double least = 0;
    double most = 0;
    std::string_view unit{};
    std::span<const std::string_view> choice{};
};

constexpr std::array class_words{"yes"sv, "local"sv, "push"sv, "no"sv, "never"sv};
constexpr std::array access_words{"yes"sv, "local"sv, "push"sv, "no"sv};
constexpr std::array yes_or_no{"yes"sv, "no"sv};
constexpr std::array limit_words{"ignore"sv, "cap"sv, "replace"sv};
constexpr std::array access_tags{"access"sv,        "foot"sv,  "vehicle"sv,       "bicycle"sv,  "electric_bicycle"sv,
                                 "motor_vehicle"sv, "moped"sv, "mofa"sv,          "motorcar"sv, "motorcycle"sv,
                                 "hgv"sv,           "goods"sv, "light_motorcar"sv};
constexpr std::array oneway_tags{"oneway"sv,         "oneway:foot"sv,          "oneway:vehicle"sv,
                                 "oneway:bicycle"sv, "oneway:motor_vehicle"sv, "oneway:motorcar"sv,
                                 "oneway:moped"sv};

constexpr std::array specs{
    spec{"speed", "usual", kind::number, 0.5, 150, "km/h"},
    spec{"speed", "cap", kind::number, 0.5, 150, "km/h"},
    spec{"speed", "push", kind::number, 0.5, 10, "km/h"},
    spec{"speed", each_class, kind::number, 0.5, 150, "km/h"},
    spec{"class", each_class, kind::word, 0, 0, {}, class_words},
    spec{"tags", "access", kind::words, 0, 0, {}, access_tags},
    spec{"tags", "motorroads", kind::flag},
    spec{"tags", "sidewalk_allows", kind::flag},
    spec{"access", each_value, kind::word, 0, 0, {}, access_words},
    spec{"barrier", "other", kind::word, 0, 0, {}, yes_or_no},
    spec{"barrier", each_value, kind::word, 0, 0, {}, yes_or_no},
    spec{"oneway", "keys", kind::words, 0, 0, {}, oneway_tags},
    spec{"oneway", "plain_on", kind::words, 0, 0, {}, way_class_names},
    spec{"oneway", "implied_on", kind::words, 0, 0, {}, way_class_names},
    spec{"oneway", "roundabouts", kind::flag},
    spec{"oneway", "contraflow_lanes", kind::flag},
    spec{"oneway", "push_against_below", kind::number, 0, 10'000, "metres"},
    spec{"delay", "signals", kind::number, 0, 600, "seconds"},
    spec{"delay", "crossing_signals", kind::number, 0, 600, "seconds"},
    spec{"delay", "crossing", kind::number, 0, 600, "seconds"},
    spec{"delay", "stop", kind::number, 0, 600, "seconds"},
    spec{"delay", "give_way", kind::number, 0, 600, "seconds"},
    spec{"delay", "gate", kind::number, 0, 600, "seconds"},
    spec{"delay", "toll_booth", kind::number, 0, 600, "seconds"},
    spec{"delay", "elevator", kind::number, 0, 600, "seconds"},
    spec{"delay", "on_roads", kind::flag},
    spec{"limit", "use", kind::word, 0, 0, {}, limit_words},
    spec{"limit", "share", kind::number, 0.1, 1.5, "of the limit"},
    spec{"limit", "only_caps_on", kind::words, 0, 0, {}, way_class_names},
    spec{"limit_named", any, kind::number, 3, 150, "km/h"},
    spec{"turns", "restrictions", kind::flag},
    spec{"turns", "u_turns", kind::flag},
    spec{"turns", "except", kind::words, 0, 0, {}, access_tags},
    spec{"snap", "island_junctions", kind::whole_number, 1, 1'000'000, "junctions"},
    spec{"snap", "max_metres", kind::number, 1, 10'000, "metres"},
    spec{"snap", "walk_kmh", kind::number, 0.5, 10, "km/h"},
    spec{"square", "max_entries", kind::whole_number, 0, 500, "entries"},
    spec{"square", "max_corners", kind::whole_number, 0, 500, "corners"},
    spec{"square", "detour", kind::number, 1, 2, "times the straight way"},
};

// The values that the shipped tables give a meaning to, in any mode.
std::vector<std::string> vocabulary(std::string_view table) {
    std::vector<std::string> known;
    for (const auto m : all_modes)
        for (const auto& [key, entry] : shipped_rules(m).table(table))
            known.push_back(key);
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    return known;
}

bool names(const spec& s, std::string_view key) {
    if (s.key == each_class) return std::ranges::find(way_class_names, key) != way_class_names.end();
    if (s.key == each_value) return std::ranges::binary_search(vocabulary(s.table), key);
    return s.key == any || s.key == key;
}

std::string keys_of(std::string_view table) {
    std::vector<std::string> keys;
    for (const auto& s : specs) {
        if (s.table != table) continue;
        if (s.key == each_class)
            keys.insert(keys.end(), way_class_names.begin(), way_class_names.end());
        else if (s.key == each_value)
            keys = vocabulary(table);
        else
            keys.emplace_back(s.key);
    }
    return fmt::format("{}", fmt::join(keys, ", "));
}

std::string tables() {
    std::vector<std::string_view> found;
    for (const auto& s : specs)
        if (found.empty() || found.back() != s.table) found.push_back(s.table);
    return fmt::format("{}", fmt::join(found, ", "));
}

std::optional<std::string> about_number(const spec& s, const rule_value& value) {
    const auto* number = std::get_if<double>(&value);
    const bool whole = s.is == kind::whole_number;
    if (number != nullptr && *number >= s.least && *number <= s.most && (!whole || std::floor(*number) == *number))
        return std::nullopt;
    return fmt::format("must be a {}number from {} to {} ({})", whole ? "whole " : "", s.least, s.most, s.unit);
}

std::optional<std::string> about_words(const spec& s, const rule_value& value) {
    const auto chosen = [&](const std::string& word) { return std::ranges::find(s.choice, word) != s.choice.end(); };
    const auto* one = std::get_if<std::string>(&value);
    const auto* many = std::get_if<std::vector<std::string>>(&value);
    if (s.is == kind::word && one != nullptr && chosen(*one)) return std::nullopt;
    if (s.is == kind::words && many != nullptr && std::ranges::all_of(*many, chosen)) return std::nullopt;
    return fmt::format("must be {}: {}", s.is == kind::word ? "one of" : "a list of", fmt::join(s.choice, ", "));
}

std::optional<std::string> about_value(const spec& s, const rule_value& value) {
    if (s.is == kind::number || s.is == kind::whole_number) return about_number(s, value);
    if (s.is == kind::word || s.is == kind::words) return about_words(s, value);
    if (std::holds_alternative<bool>(value)) return std::nullopt;
    return "must be true or false";
}

}  // namespace

std::optional<std::string> complaint_about(std::string_view table, std::string_view key, const rule_value& value) {
    if (std::ranges::find(specs, table, &spec::table) == specs.end())
        return fmt::format("is not a table of rules: use {}", tables());
    if (key.empty()) return std::nullopt;
    const auto found = std::ranges::find_if(specs, [&](const spec& s) { return s.table == table && names(s, key); });
    if (found == specs.end()) return fmt::format("is not a key: use {}", keys_of(table));
    return about_value(*found, value);
}

}  // namespace yizhan::streets
