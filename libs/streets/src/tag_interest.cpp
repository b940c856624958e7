#include "tag_interest.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace yizhan::streets {
namespace {

bool one_of(std::string_view text, std::span<const std::string_view> texts) {
    return std::ranges::find(texts, text) != texts.end();
}

// Keys that make a point of interest whatever their value (but "no").
constexpr std::array<std::string_view, 9> poi_keys{"amenity",    "shop",  "office", "tourism",   "leisure",
                                                   "healthcare", "craft", "club",   "government"};

constexpr std::array<std::string_view, 4> rail_stops{"station", "halt", "subway_entrance", "tram_stop"};

// Help for people; hydrants and the like are not.
constexpr std::array<std::string_view, 6> emergency_places{
    "ambulance_station", "defibrillator", "first_aid", "emergency_ward_entrance", "phone", "drinking_water"};

// Buildings that an operator may ask for a room: public, social and commercial ones, stations, markets.
constexpr std::array<std::string_view, 25> host_buildings{
    "civic",      "commercial",  "college", "community_centre", "fire_station",
    "government", "hospital",    "hotel",   "industrial",       "kindergarten",
    "kiosk",      "library",     "mall",    "market",           "office",
    "parking",    "pavilion",    "public",  "retail",           "school",
    "service",    "supermarket", "toilets", "train_station",    "transportation"};

constexpr std::array<std::string_view, 11> settlements{"city",     "town",   "village",   "hamlet",
                                                       "borough",  "suburb", "quarter",   "neighbourhood",
                                                       "district", "county", "city_block"};

// Values of `highway` that are no street to travel on: planned, gone, or things beside the road.
constexpr std::array<std::string_view, 16> no_street{
    "proposed",    "construction",    "planned",     "abandoned", "razed",     "demolished", "disused",
    "no",          "traffic_signals", "street_lamp", "bus_stop",  "rest_area", "services",   "traffic_island",
    "toll_gantry", "emergency_bay"};

constexpr std::array<std::string_view, 30> rule_keys{
    "access",          "agricultural", "barrier",    "bicycle",   "bicycle_road", "bollard", "cycle_barrier",
    "crossing",        "direction",    "elevator",   "emergency", "entrance",     "foot",    "ford",
    "goods",           "hgv",          "highway",    "kerb",      "locked",       "moped",   "mofa",
    "motor_vehicle",   "motorcar",     "motorcycle", "noexit",    "railway",      "stop",    "traffic_calming",
    "traffic_signals", "vehicle"};

bool makes_poi(std::string_view key, std::string_view value) {
    if (value == "no") return false;
    if (one_of(key, poi_keys)) return true;
    if (key == "railway") return one_of(value, rail_stops);
    if (key == "public_transport") return value == "station";
    if (key == "highway") return value == "bus_stop";
    if (key == "emergency") return one_of(value, emergency_places);
    if (key == "building") return one_of(value, host_buildings);
    return false;
}

bool is_street(std::string_view key, std::string_view value) {
    if (key == "highway") return !one_of(value, no_street);
    if (key == "railway" || key == "public_transport") return value == "platform";
    return (key == "route" && value == "ferry") || (key == "man_made" && value == "pier");
}

bool is_platform(std::string_view key, std::string_view value) {
    return value == "platform" && (key == "railway" || key == "public_transport" || key == "highway");
}

}  // namespace

interest interest_of_node(const osmium::TagList& tags) {
    interest found;
    bool settled = false;
    bool named = false;
    for (const auto& tag : tags) {
        const std::string_view key = tag.key();
        const std::string_view value = tag.value();
        found.crossing |= is_rule_key(key);
        found.poi |= makes_poi(key, value);
        settled |= key == "place" && one_of(value, settlements);
        named |= key == "name" || key.starts_with("name:");
    }
    found.settlement = settled && named;
    return found;
}

interest interest_of_way(const osmium::TagList& tags) {
    interest found;
    bool area = false;
    bool no_area = false;
    bool platform = false;
    for (const auto& tag : tags) {
        const std::string_view key = tag.key();
        const std::string_view value = tag.value();
        found.street |= is_street(key, value);
        found.poi |= makes_poi(key, value);
        found.boundary |= key == "boundary" && value == "administrative";
        platform |= is_platform(key, value);
        if (key == "area") (value == "no" ? no_area : area) = true;
    }
    found.square = found.street && !no_area && (area || platform);
    return found;
}

interest interest_of_relation(const osmium::TagList& tags) {
    interest found;
    bool multipolygon = false;
    for (const auto& tag : tags) {
        const std::string_view key = tag.key();
        const std::string_view value = tag.value();
        if (key == "type") {
            multipolygon = value == "multipolygon";
            found.restriction = value == "restriction" || value.starts_with("restriction:");
            found.area = multipolygon || value == "boundary";
        }
        found.square |= is_street(key, value) && key != "route";
        found.poi |= makes_poi(key, value);
        found.boundary |= key == "boundary" && value == "administrative";
    }
    found.square &= multipolygon;
    found.poi &= multipolygon;
    found.boundary &= found.area;
    found.area = found.square || found.poi || found.boundary;
    return found;
}

bool is_rule_key(std::string_view key) {
    return one_of(key, rule_keys) || key.starts_with("crossing:") || key.starts_with("traffic_signals:");
}

}  // namespace yizhan::streets
