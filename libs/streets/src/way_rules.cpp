#include "way_rules.hpp"

#include <algorithm>
#include <string>

namespace yizhan::streets {
namespace {

constexpr bool is_any_of(std::string_view value, std::initializer_list<std::string_view> list) {
    return std::ranges::find(list, value) != list.end();
}

}  // namespace

access_tags::access_tags(const travel_rules& rules, tag_view& tags) : rules_(rules) {
    for (const auto& name : rules.access_keys)
        keys_.push_back({name == "access", tags.watch(name), tags.watch(name + ":forward"),
                         tags.watch(name + ":backward"), tags.watch(name + ":conditional")});
}

std::optional<permission> access_tags::meaning(std::string_view value) const {
    if (value.empty()) return std::nullopt;
    const auto found = rules_.access.find(value);
    return found == rules_.access.end() ? std::nullopt : std::optional(found->second);
}

access_verdict access_tags::read(const tag_view& tags) const {
    access_verdict verdict;
    for (const auto& k : keys_)
        if (const auto said = meaning(tags[k.plain])) verdict = {said, !k.generic};
    return verdict;
}

std::optional<permission> access_tags::read_direction(const tag_view& tags, bool backward) const {
    std::optional<permission> verdict;
    for (const auto& k : keys_)
        if (const auto said = meaning(tags[backward ? k.backward : k.forward])) verdict = said;
    return verdict;
}

bool access_tags::conditional(const tag_view& tags) const {
    return std::ranges::any_of(keys_, [&](const key& k) { return !tags[k.conditional].empty(); });
}

way_judge::way_judge(const travel_rules& rules, const tag_store& store)
    : rules_(rules),
      tags_(store),
      access_(rules, tags_),
      highway_(tags_.watch("highway")),
      route_(tags_.watch("route")),
      public_transport_(tags_.watch("public_transport")),
      railway_(tags_.watch("railway")),
      man_made_(tags_.watch("man_made")),
      motorroad_(tags_.watch("motorroad")),
      junction_(tags_.watch("junction")),
      plain_oneway_(tags_.watch("oneway")),
      conveying_(tags_.watch("conveying")),
      bicycle_(tags_.watch("bicycle")),
      duration_(tags_.watch("duration")) {
    for (const auto& key : rules.oneway_keys)
        oneway_.push_back(tags_.watch(key));
    constexpr std::array<std::string_view, 4> sides{"", ":left", ":right", ":both"};
    for (std::size_t i = 0; i < sides.size(); ++i) {
        sidewalk_[i] = tags_.watch("sidewalk" + std::string(sides[i]));
        cycleway_[i] = tags_.watch("cycleway" + std::string(sides[i]));
        cycleway_oneway_[i] = tags_.watch("cycleway" + std::string(sides[i]) + ":oneway");
    }
    for (const bool backward : {false, true})
        limit_[backward ? 1 : 0] = {tags_.watch(backward ? "maxspeed:backward" : "maxspeed:forward"),
                                    tags_.watch("maxspeed"), tags_.watch("zone:maxspeed"),
                                    tags_.watch("source:maxspeed")};
}

std::optional<way_class> way_judge::class_of() const {
    const auto highway = tags_[highway_];
    if (!highway.empty()) {
        const auto found = std::ranges::find(way_class_names, highway);
        if (found == way_class_names.end() || highway == "ferry") return std::nullopt;
        return static_cast<way_class>(found - way_class_names.begin());
    }
    if (tags_[route_] == "ferry") return way_class::ferry;
    if (tags_[public_transport_] == "platform" || tags_[railway_] == "platform" || tags_[man_made_] == "pier")
        return way_class::platform;
    return std::nullopt;
}

bool way_judge::sidewalk() const {
    return std::ranges::any_of(sidewalk_,
                               [&](auto slot) { return is_any_of(tags_[slot], {"yes", "both", "left", "right"}); });
}

// The class says first; tags for the mode itself open what it closes; `access` alone only restricts.
permission way_judge::allowed(way_class c, refusal& why) const {
    auto by_class = rules_.of(c).allowed;
    why = refusal::closed_class;
    if (by_class == permission::closed) return permission::no;
    if (!rules_.motorroads && tags_[motorroad_] == "yes") by_class = permission::no;
    if (rules_.sidewalk_allows && by_class == permission::no && sidewalk()) by_class = permission::yes;
    const auto tags = access_.read(tags_);
    if (!tags.said) return by_class;
    if (tags.said == permission::no) {
        why = refusal::closed_by_tags;
        return permission::no;
    }
    if (!tags.for_the_mode && by_class == permission::no) return permission::no;
    if (tags.said == permission::yes) {
        const bool lifted = tags.for_the_mode && by_class != permission::local;
        return lifted ? permission::yes : by_class;
    }
    return *tags.said;
}

one_way way_judge::direction(way_class c) const {
    std::optional<one_way> said;
    const auto& rule = rules_.of(c);
    const bool for_bicycles = is_any_of(tags_[bicycle_], {"yes", "designated"});
    if (rule.own_oneway && !for_bicycles) {
        if (const auto conveyed = tags_[conveying_]; is_any_of(conveyed, {"forward", "backward"}))
            said = conveyed == "forward" ? one_way::forward : one_way::backward;
        if (const auto plain = one_way_of(tags_[plain_oneway_])) said = plain;
    }
    for (const auto slot : oneway_)
        if (const auto value = one_way_of(tags_[slot])) said = value;
    if (said) return *said;
    const bool roundabout = rules_.roundabouts_one_way && is_any_of(tags_[junction_], {"roundabout", "circular"});
    return roundabout || rule.one_way_unless_no ? one_way::forward : one_way::no;
}

bool way_judge::contraflow_lane(one_way way) const {
    if (!rules_.contraflow_lanes) return false;
    const auto against = [&](auto slot) { return tags_[slot].starts_with("opposite"); };
    const auto other_direction = [&](auto slot) {
        const auto lane = one_way_of(tags_[slot]);
        return lane && lane != way && lane != one_way::changing;
    };
    return std::ranges::any_of(cycleway_, against) || std::ranges::any_of(cycleway_oneway_, other_direction);
}

double way_judge::limited(way_class c, double kmh, bool backward) const {
    if (rules_.limit.use == limit_use::ignore) return kmh;
    const auto& slots = limit_[backward ? 1 : 0];
    for (const auto slot : slots) {
        const auto limit = speed_limit(tags_[slot], rules_.limit);
        if (!limit) continue;
        const auto usual = *limit * rules_.limit.share;
        const bool only_caps = rules_.limit.use == limit_use::cap || rules_.of(c).limit_only_caps;
        return std::min(rules_.cap_kmh, only_caps ? std::min(kmh, usual) : usual);
    }
    return kmh;
}

void way_judge::open_directions(way_verdict& v, double kmh) const {
    const auto way = direction(v.kind);
    if (way == one_way::changing) {
        v.refused = refusal::changing;
        return;
    }
    const bool lane = way != one_way::no && contraflow_lane(way);
    for (const bool backward : {false, true}) {
        const auto closed = backward ? one_way::forward : one_way::backward;
        bool open = way != closed || lane;
        if (const auto said = access_.read_direction(tags_, backward)) open = said != permission::no;
        v.kmh[backward ? 1 : 0] = open ? limited(v.kind, kmh, backward) : 0;
    }
    v.may_push_against = rules_.push_against_below > 0 && (v.kmh[0] <= 0) != (v.kmh[1] <= 0);
    if (v.kmh[0] <= 0 && v.kmh[1] <= 0) v.refused = refusal::closed_by_tags;
}

way_verdict way_judge::judge(tag_store::range tags) {
    tags_.load(tags);
    way_verdict v;
    v.conditional = access_.conditional(tags_);
    const auto kind = class_of();
    if (!kind) {
        v.refused = refusal::no_street;
        return v;
    }
    v.kind = *kind;
    const auto permitted = allowed(*kind, v.refused);
    if (permitted == permission::no) return v;
    v.refused = refusal::none;
    v.no_through = permitted == permission::local;
    v.light_delays = rules_.delay.on_roads || !is_road(*kind);
    if (*kind == way_class::ferry) v.duration = duration_seconds(tags_[duration_]);
    open_directions(v, permitted == permission::push ? rules_.push_kmh : rules_.of(*kind).kmh);
    return v;
}

street_class shown_as(way_class c) {
    using enum street_class;
    constexpr std::array<street_class, way_class_names.size()> shown{
        motorway, motorway,     trunk,       trunk,         primary, primary,  secondary, secondary, tertiary,
        tertiary, unclassified, residential, living_street, service, other,    track,     service,   pedestrian,
        footway,  cycleway,     path,        path,          steps,   corridor, corridor,  footway,   ferry};
    return shown[static_cast<std::size_t>(c)];
}

}  // namespace yizhan::streets
