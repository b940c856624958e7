#include "ascii_map.hpp"

#include "state_expansion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <queue>

namespace yizhan::streets::testing {
namespace {

constexpr double origin_lon = -8.61;
constexpr double origin_lat = 41.15;

tag_store::range stored(tag_store& store, const tag_list& tags) {
    for (const auto& [key, value] : tags)
        store.add(key, value);
    return store.finish();
}

// A place on a street, as a share of its length.
struct foothold {
    std::uint32_t street;
    double share;
};

std::vector<foothold> footholds(const network& net, geo::point p) {
    std::vector<foothold> found;
    for (std::uint32_t id = 0; id < net.streets.size(); ++id) {
        const auto& s = net.streets[id];
        double before = 0, whole = 0;
        std::vector<double> at;
        for (std::uint32_t i = 0; i < s.point_count; ++i) {
            if (i > 0) whole += geo::metres_between(net.points[s.first_point + i - 1], net.points[s.first_point + i]);
            before = whole;
            if (net.points[s.first_point + i] == p) at.push_back(before);
        }
        for (const auto metres : at)
            found.push_back({id, metres / whole});
    }
    return found;
}

double ms_along(const street& s, bool backward) {
    const auto ms = backward ? s.backward_ms : s.forward_ms;
    return ms == never ? std::numeric_limits<double>::infinity() : ms;
}

}  // namespace

ascii_map::ascii_map(std::string_view drawing, double metres) {
    const auto scale = geo::local_scale::at(origin_lat);
    const auto origin = geo::point::from_degrees(origin_lon, origin_lat);
    int line = 0, column = 0;
    for (const char c : drawing) {
        if (c == '\n') {
            ++line;
            column = 0;
            continue;
        }
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            nodes_[c] = {origin.lon + static_cast<std::int32_t>(std::lround(column * metres / scale.x)),
                         origin.lat - static_cast<std::int32_t>(std::lround(line * metres / scale.y))};
        ++column;
    }
}

ascii_map& ascii_map::node(char letter, tag_list tags) {
    node_tags_[letter] = std::move(tags);
    return *this;
}

ascii_map& ascii_map::way(std::string letters, tag_list tags) {
    ways_.push_back({std::move(letters), std::move(tags)});
    return *this;
}

ascii_map& ascii_map::square(std::vector<std::string> rings, tag_list tags) {
    squares_.push_back({std::move(rings), std::move(tags)});
    return *this;
}

std::int64_t ascii_map::way_id(std::string_view letters) const {
    const auto found = std::ranges::find(ways_, letters, &drawn_way::letters);
    return found - ways_.begin() + 1;  // one that is not drawn gets an id that no way has
}

ascii_map& ascii_map::restriction(std::string kind, std::string_view from, const std::vector<std::string>& via,
                                  std::string_view to, tag_list tags) {
    raw_extract::restriction rule{};
    rule.id = static_cast<std::int64_t>(restrictions_.size()) + 1;
    rule.kind = std::move(kind);
    rule.from_way = way_id(from);
    rule.to_way = way_id(to);
    for (const auto& member : via) {
        if (member.size() == 1)
            rule.via_node = static_cast<unsigned char>(member.front());
        else
            rule.via_ways.push_back(way_id(member));
    }
    for (const auto& [key, value] : tags)
        if (key == "except") rule.except = value;
    restrictions_.push_back({std::move(rule), std::move(tags)});
    return *this;
}

ascii_map& ascii_map::place(char letter, geo::point at) {
    nodes_[letter] = at;
    return *this;
}

geo::point ascii_map::at(char letter) const {
    return nodes_.at(letter);
}

double ascii_map::metres(char a, char b) const {
    return geo::metres_between(at(a), at(b));
}

raw_extract ascii_map::extract() const {
    raw_extract made;
    std::map<char, std::uint32_t> index;
    for (const auto& [letter, at] : nodes_) {
        index[letter] = static_cast<std::uint32_t>(made.nodes.size());
        const auto tags = node_tags_.find(letter);
        made.nodes.push_back({letter, at, stored(made.tags, tags == node_tags_.end() ? tag_list{} : tags->second)});
    }
    for (const auto& w : ways_) {
        const auto first = static_cast<std::uint32_t>(made.refs.size());
        for (const char letter : w.letters)
            made.refs.push_back(index.at(letter));
        made.ways.push_back({static_cast<std::int64_t>(made.ways.size()) + 1, first,
                             static_cast<std::uint32_t>(w.letters.size()), stored(made.tags, w.tags),
                             w.letters.front() == w.letters.back()});
    }
    for (const auto& s : squares_) {
        raw_extract::square square{-static_cast<std::int64_t>(made.squares.size()) - 1, stored(made.tags, s.tags), {}};
        for (const auto& ring : s.rings) {
            auto& nodes = square.rings.emplace_back();
            for (const char letter : ring)
                nodes.push_back(index.at(letter));
        }
        made.squares.push_back(std::move(square));
    }
    for (const auto& r : restrictions_) {
        made.restrictions.push_back(r.rule);
        made.restrictions.back().tags = stored(made.tags, r.tags);
    }
    return made;
}

travel_rules rules_for(mode m, std::string_view overrides) {
    auto rules = load_rules(m, overrides);
    if (rules) return std::move(*rules);
    ADD_FAILURE() << rules.error().message;
    return std::move(*load_rules(m));
}

travelled_map::travelled_map(const ascii_map& map, const travel_rules& rules, joining how)
    : map_(map), streets_(build_network(map.extract(), rules, counts_, how)) {}

travelled_map::travelled_map(const ascii_map& map, mode m, std::string_view overrides)
    : travelled_map(map, rules_for(m, overrides)) {}

travel_graph travelled_map::graph(const graph_options& options) const {
    return travel_graph(travel_graph_data::build(streets_, options));
}

std::optional<double> travelled_map::seconds(char from, char to) const {
    return seconds(map_.at(from), map_.at(to));
}

std::optional<double> travelled_map::seconds(geo::point from, geo::point to) const {
    const auto states = expand(streets_);
    std::vector<std::vector<expanded_network::link>> links(states.junction_of.size());
    for (const auto& link : states.links)
        links[link.tail].push_back(link);
    std::vector<double> cost(links.size(), std::numeric_limits<double>::infinity());
    using item = std::pair<double, std::uint32_t>;
    std::priority_queue<item, std::vector<item>, std::greater<>> queue;
    const auto reach = [&](std::uint32_t state, double ms) {
        if (ms >= cost[state]) return;
        cost[state] = ms;
        queue.emplace(ms, state);
    };
    const auto delay = [&](directed_street d) {
        const auto& s = streets_.streets[street_of(d)];
        return is_backward(d) ? s.delay_at_from_ms : s.delay_at_to_ms;
    };
    double best = std::numeric_limits<double>::infinity();
    const auto ends = footholds(streets_, to);
    for (const auto& start : footholds(streets_, from))
        for (const bool backward : {false, true}) {
            const auto d = along(start.street, backward);
            const auto ms = ms_along(streets_.streets[start.street], backward);
            if (!std::isfinite(ms)) continue;
            const auto left = backward ? start.share : 1 - start.share;
            reach(states.start_state[d], ms * left + delay(d));
            for (const auto& end : ends)
                if (end.street == start.street && (backward ? end.share <= start.share : end.share >= start.share))
                    best = std::min(best, ms * std::abs(end.share - start.share));
        }
    while (!queue.empty()) {
        const auto [ms, state] = queue.top();
        queue.pop();
        if (ms > cost[state]) continue;
        for (const auto& link : links[state]) {
            const auto& s = streets_.streets[street_of(link.along)];
            const auto whole = ms_along(s, is_backward(link.along));
            for (const auto& end : ends)
                if (end.street == street_of(link.along))
                    best = std::min(best, ms + whole * (is_backward(link.along) ? 1 - end.share : end.share));
            reach(link.head, ms + whole + delay(link.along));
        }
    }
    if (!std::isfinite(best)) return std::nullopt;
    return best / 1000;
}

}  // namespace yizhan::streets::testing
