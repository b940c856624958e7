#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/streets/mode.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::streets {

// The rules of one mode: who may use what, how fast, with which delays. They are written down in one table per mode
// (`rules/MODE.toml`, part of the program and of the manual), and a city overrides single values of it.

/// What rules tell ways apart by: mostly the value of `highway`.
enum class way_class : std::uint8_t {
    motorway,
    motorway_link,
    trunk,
    trunk_link,
    primary,
    primary_link,
    secondary,
    secondary_link,
    tertiary,
    tertiary_link,
    unclassified,
    residential,
    living_street,
    service,
    road,
    track,
    busway,
    pedestrian,
    footway,
    cycleway,
    path,
    bridleway,
    steps,
    corridor,
    elevator,
    platform,
    ferry,
};
inline constexpr std::array<std::string_view, 27> way_class_names{
    "motorway",       "motorway_link", "trunk",         "trunk_link",   "primary",     "primary_link",  "secondary",
    "secondary_link", "tertiary",      "tertiary_link", "unclassified", "residential", "living_street", "service",
    "road",           "track",         "busway",        "pedestrian",   "footway",     "cycleway",      "path",
    "bridleway",      "steps",         "corridor",      "elevator",     "platform",    "ferry"};

/// Made for motor vehicles: where a walker meets signals only when crossing it, not when going along it.
constexpr bool is_road(way_class c) {
    return c <= way_class::busway;
}

enum class permission : std::uint8_t {
    yes,
    local,  ///< only for trips that start or end there
    push,   ///< dismounted
    no,     ///< unless a tag for the mode itself allows it
    closed  ///< whatever tags say
};

/// How speed limits count.
enum class limit_use : std::uint8_t {
    ignore,
    cap,     ///< nothing is faster than the limit
    replace  ///< a share of the limit takes the place of the class's speed
};

/// The rules in force for one mode. Times in ms, speeds in km/h.
struct travel_rules {
    struct class_rule {
        permission allowed = permission::no;
        double kmh = 0;
        bool limit_only_caps = false;    ///< even where limits replace speeds
        bool one_way_unless_no = false;  ///< one-way where no tag says otherwise
        bool own_oneway = false;         ///< made for this mode: plain `oneway` and `conveying` mean it
    };
    struct delays {
        std::uint32_t signals, crossing_signals, crossing, stop, give_way;
        std::uint32_t gate, toll_booth, elevator;
        bool on_roads;  ///< whether signals and crossings also delay those who go along the road
    };
    struct speed_limits {
        limit_use use;
        double share;
        std::map<std::string, double, std::less<>> named;  ///< "CN:urban", or "urban" for any country
    };
    struct snapping {
        std::uint32_t island_junctions;
        double max_metres;
        double walk_kmh;
    };
    struct squares {
        std::uint32_t max_entries;
        std::uint32_t max_corners;
        double detour;
    };

    mode travel = mode::walk;
    std::array<class_rule, way_class_names.size()> classes{};
    double push_kmh = 0;
    double cap_kmh = 0;
    std::vector<std::string> access_keys;                     ///< weakest first
    std::map<std::string, permission, std::less<>> access;    ///< meaning of those keys' values
    std::map<std::string, permission, std::less<>> barriers;  ///< only yes and no
    permission other_barriers = permission::no;
    bool motorroads = false;
    bool sidewalk_allows = false;          ///< a way of a class with `no` is open where it has a sidewalk
    std::vector<std::string> oneway_keys;  ///< weakest first
    bool roundabouts_one_way = false;
    bool contraflow_lanes = false;
    double push_against_below = 0;  ///< metres: shorter one-way ways may be pushed along against their direction
    bool turn_restrictions = false;
    bool u_turns = true;
    std::vector<std::string> except;  ///< values of `except` that exempt this mode from a turn restriction
    delays delay{};
    speed_limits limit{};
    snapping snap{};
    squares square{};
    std::string text;  ///< see `describe`

    [[nodiscard]] const class_rule& of(way_class c) const { return classes[static_cast<std::size_t>(c)]; }
};

/// The table of a mode as shipped, with its comments (TOML).
std::string_view default_rules_text(mode m);

/// The shipped rules with the city's own values for `[modes.MODE.…]` laid over them; other tables of the text are not
/// looked at. `bad_call`, with one line that names file, line and key, for a text that is no TOML, an unknown mode,
/// table or key, or a value of the wrong kind or out of range.
result<travel_rules> load_rules(mode m, std::string_view overrides_toml = {},
                                std::string_view overrides_name = "city.toml");

/// The rules in force in canonical form (TOML, sorted, without comments): equal texts mean equal rules.
inline const std::string& describe(const travel_rules& rules) {
    return rules.text;
}

}  // namespace yizhan::streets
