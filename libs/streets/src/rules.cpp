#include "default_rules.hpp"

#include <yizhan/streets/rules.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace yizhan::streets {
namespace {

permission permission_named(std::string_view word) {
    if (word == "yes") return permission::yes;
    if (word == "local") return permission::local;
    if (word == "push") return permission::push;
    return word == "never" ? permission::closed : permission::no;
}

std::map<std::string, permission, std::less<>> permissions(const rule_table& table, std::string_view name) {
    std::map<std::string, permission, std::less<>> made;
    for (const auto& [key, entry] : table.table(name))
        made.emplace(key, permission_named(std::get<std::string>(entry.value)));
    return made;
}

std::uint32_t delay_ms(const rule_table& table, std::string_view key) {
    return static_cast<std::uint32_t>(std::lround(table.number("delay", key, 0) * 1000));
}

std::uint32_t whole(const rule_table& table, std::string_view name, std::string_view key) {
    return static_cast<std::uint32_t>(table.number(name, key, 0));
}

limit_use limit_use_named(std::string_view word) {
    if (word == "cap") return limit_use::cap;
    return word == "replace" ? limit_use::replace : limit_use::ignore;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

void set_speeds(travel_rules& rules, const rule_table& table) {
    const auto usual = table.number("speed", "usual", 0);
    rules.cap_kmh = table.number("speed", "cap", std::numeric_limits<double>::infinity());
    rules.push_kmh = std::min(rules.cap_kmh, table.number("speed", "push", usual));
    for (std::size_t c = 0; c < way_class_names.size(); ++c)
        rules.classes[c].kmh = std::min(rules.cap_kmh, table.number("speed", way_class_names[c], usual));
}

void set_classes(travel_rules& rules, const rule_table& table) {
    const auto only_caps = table.words("limit", "only_caps_on");
    const auto implied = table.words("oneway", "implied_on");
    const auto plain = table.words("oneway", "plain_on");
    for (std::size_t c = 0; c < way_class_names.size(); ++c) {
        auto& rule = rules.classes[c];
        rule.allowed = permission_named(table.word("class", way_class_names[c], "no"));
        rule.limit_only_caps = contains(only_caps, way_class_names[c]);
        rule.one_way_unless_no = contains(implied, way_class_names[c]);
        rule.own_oneway = contains(plain, way_class_names[c]);
    }
}

void set_access(travel_rules& rules, const rule_table& table) {
    rules.access_keys = table.words("tags", "access");
    rules.access = permissions(table, "access");
    rules.barriers = permissions(table, "barrier");
    rules.other_barriers = permission_named(table.word("barrier", "other", "no"));
    rules.barriers.erase("other");
    rules.motorroads = table.flag("tags", "motorroads", false);
    rules.sidewalk_allows = table.flag("tags", "sidewalk_allows", false);
}

void set_directions(travel_rules& rules, const rule_table& table) {
    rules.oneway_keys = table.words("oneway", "keys");
    rules.roundabouts_one_way = table.flag("oneway", "roundabouts", false);
    rules.contraflow_lanes = table.flag("oneway", "contraflow_lanes", false);
    rules.push_against_below = table.number("oneway", "push_against_below", 0);
    rules.turn_restrictions = table.flag("turns", "restrictions", false);
    rules.u_turns = table.flag("turns", "u_turns", true);
    rules.except = table.words("turns", "except");
}

void set_delays(travel_rules& rules, const rule_table& table) {
    rules.delay = {.signals = delay_ms(table, "signals"),
                   .crossing_signals = delay_ms(table, "crossing_signals"),
                   .crossing = delay_ms(table, "crossing"),
                   .stop = delay_ms(table, "stop"),
                   .give_way = delay_ms(table, "give_way"),
                   .gate = delay_ms(table, "gate"),
                   .toll_booth = delay_ms(table, "toll_booth"),
                   .elevator = delay_ms(table, "elevator"),
                   .on_roads = table.flag("delay", "on_roads", true)};
}

void set_limits(travel_rules& rules, const rule_table& table) {
    rules.limit.use = limit_use_named(table.word("limit", "use", "ignore"));
    rules.limit.share = table.number("limit", "share", 1);
    for (const auto& [key, entry] : table.table("limit_named"))
        rules.limit.named.emplace(key, std::get<double>(entry.value));
}

travel_rules compiled(mode m, const rule_table& table) {
    travel_rules rules;
    rules.travel = m;
    set_speeds(rules, table);
    set_classes(rules, table);
    set_access(rules, table);
    set_directions(rules, table);
    set_delays(rules, table);
    set_limits(rules, table);
    rules.snap = {whole(table, "snap", "island_junctions"), table.number("snap", "max_metres", 0),
                  table.number("snap", "walk_kmh", 0)};
    rules.square = {whole(table, "square", "max_entries"), whole(table, "square", "max_corners"),
                    table.number("square", "detour", 1)};
    rules.text = table.text();
    return rules;
}

std::vector<rule_table> read_shipped() {
    std::vector<rule_table> tables;
    for (const auto m : all_modes) {
        auto table = rule_table::parse(default_rules_text(m), name_of(m), std::nullopt);
        assert(table.has_value());
        tables.push_back(std::move(*table));
    }
    return tables;
}

}  // namespace

const rule_table& shipped_rules(mode m) {
    static const auto tables = read_shipped();
    return tables[static_cast<std::size_t>(m)];
}

result<travel_rules> load_rules(mode m, std::string_view overrides_toml, std::string_view overrides_name) {
    auto own = rule_table::parse(overrides_toml, overrides_name, m);
    if (!own) return pass_on(own);
    auto table = shipped_rules(m);
    table.lay_over(*own);
    return compiled(m, table);
}

}  // namespace yizhan::streets
