#include "turn_resolver.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

namespace yizhan::streets {
namespace {

bool lists_any(std::string_view list, const std::vector<std::string>& words) {
    while (!list.empty()) {
        if (std::ranges::find(words, first_of_list(list)) != words.end()) return true;
        const auto end = list.find(';');
        list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
    }
    return false;
}

// `restriction:bicycle` alone: nothing for motor vehicles, the only ones that keep to restrictions here.
bool for_bicycles_only(const tag_store& tags, tag_store::range of) {
    const auto has = [&](std::string_view key) { return !tags.get(of, key).empty(); };
    return has("restriction:bicycle") && !has("restriction") && !has("restriction:motorcar") &&
           !has("restriction:motor_vehicle") && !has("restriction:vehicle");
}

// Degrees to the left of straight on, -180 to 180.
double turn_degrees(geo::point before, geo::point here, geo::point after) {
    const auto scale = geo::local_scale::at(here.lat_degrees());
    const auto heading = [&](geo::point a, geo::point b) {
        return std::atan2(scale.y * (static_cast<double>(b.lat) - a.lat),
                          scale.x * (static_cast<double>(b.lon) - a.lon));
    };
    constexpr double degrees = 180 / std::numbers::pi;
    return std::remainder((heading(here, after) - heading(before, here)) * degrees, 360.0);
}

// Whether a turn is of the kind that the restriction's value speaks of.
bool fits(std::string_view kind, double degrees) {
    if (kind.ends_with("left_turn")) return degrees > 20 && degrees < 170;
    if (kind.ends_with("right_turn")) return degrees < -20 && degrees > -170;
    if (kind.ends_with("straight_on")) return std::abs(degrees) < 50;
    return kind.ends_with("u_turn") && std::abs(degrees) > 130;
}

// Pieces of the cut, travelled one way.
struct travelled {
    std::uint32_t piece;
    bool backward;
    bool operator==(const travelled&) const = default;
};

class path_finder {
public:
    path_finder(const traced_ways& traced, const street_pieces& cut, const joined_streets& joined)
        : traced_(traced), cut_(cut), joined_(joined) {}

    using lines = std::vector<std::uint32_t>;

    [[nodiscard]] std::vector<travelled> arriving(const lines& ways, std::uint32_t node) const {
        std::vector<travelled> found;
        for_each_allowed(ways, [&](travelled t) {
            if (end_node(t) == node) found.push_back(t);
        });
        return found;
    }
    [[nodiscard]] std::vector<travelled> leaving(const lines& ways, std::uint32_t node) const {
        std::vector<travelled> found;
        for_each_allowed(ways, [&](travelled t) {
            if (start_node(t) == node) found.push_back(t);
        });
        return found;
    }

    // Along one way from one node of it to another; empty if it does not lead there.
    [[nodiscard]] std::vector<travelled> between(const lines& ways, std::uint32_t from, std::uint32_t to) const {
        std::vector<travelled> best;
        for (const auto start : leaving(ways, from)) {
            auto path = follow(start, to);
            if (!path.empty() && (best.empty() || path.size() < best.size())) best = std::move(path);
        }
        return best;
    }

    [[nodiscard]] directed_street street(travelled t) const {
        const auto forward = joined_.street_of_piece[t.piece];
        return t.backward ? reversed(forward) : forward;
    }

    [[nodiscard]] double turn(const raw_extract& extract, travelled in, travelled out) const {
        const auto at = [&](std::uint32_t ref) { return extract.nodes[traced_.refs[ref]].at; };
        const auto& a = cut_.pieces[in.piece];
        const auto& b = cut_.pieces[out.piece];
        return turn_degrees(at(in.backward ? a.first_ref + 1 : a.last_ref - 1),
                            at(in.backward ? a.first_ref : a.last_ref),
                            at(out.backward ? b.last_ref - 1 : b.first_ref + 1));
    }

    // Every street begins where the one before ends.
    [[nodiscard]] bool connected(const std::vector<directed_street>& path) const {
        const auto& streets = joined_.streets.streets;
        const auto end = [&](directed_street d) {
            return is_backward(d) ? streets[street_of(d)].from : streets[street_of(d)].to;
        };
        for (std::size_t i = 1; i < path.size(); ++i)
            if (end(path[i - 1]) != end(reversed(path[i]))) return false;
        return true;
    }

private:
    [[nodiscard]] std::uint32_t end_node(travelled t) const {
        const auto& p = cut_.pieces[t.piece];
        return traced_.refs[t.backward ? p.first_ref : p.last_ref];
    }
    [[nodiscard]] std::uint32_t start_node(travelled t) const { return end_node({t.piece, !t.backward}); }

    template <class Visit>
    void for_each_allowed(const lines& ways, Visit visit) const {
        for (const auto line : ways)
            for (auto p = cut_.first_piece[line]; p < cut_.first_piece[line + 1]; ++p)
                for (const bool backward : {false, true})
                    if (traced_.lines[line].kmh[backward ? 1 : 0] > 0) visit(travelled{p, backward});
    }

    [[nodiscard]] std::vector<travelled> follow(travelled t, std::uint32_t to) const {
        const auto line = cut_.pieces[t.piece].line;
        std::vector<travelled> path{t};
        while (end_node(t) != to) {
            if (t.piece == (t.backward ? cut_.first_piece[line] : cut_.first_piece[line + 1] - 1)) return {};
            t.piece = t.backward ? t.piece - 1 : t.piece + 1;
            path.push_back(t);
        }
        return path;
    }

    const traced_ways& traced_;
    const street_pieces& cut_;
    const joined_streets& joined_;
};

// The one way of coming and going that a restriction means; several are told apart by the kind of turn.
std::optional<std::pair<travelled, travelled>> meant(const path_finder& paths, const raw_extract& extract,
                                                     std::string_view kind, const std::vector<travelled>& in,
                                                     const std::vector<travelled>& out, bool at_one_node) {
    std::vector<std::pair<travelled, travelled>> all;
    for (const auto a : in)
        for (const auto b : out)
            if (!at_one_node || a.piece != b.piece || a.backward == b.backward || kind.ends_with("u_turn"))
                all.emplace_back(a, b);
    if (all.size() > 1 && at_one_node)
        std::erase_if(all, [&](const auto& p) { return !fits(kind, paths.turn(extract, p.first, p.second)); });
    if (all.size() != 1) return std::nullopt;
    return all.front();
}

std::optional<std::vector<directed_street>> path_of(const path_finder& paths, const raw_extract& extract,
                                                    std::string_view kind,
                                                    const std::vector<const path_finder::lines*>& ways,
                                                    const std::vector<std::uint32_t>& meetings) {
    if (ways.size() < 2 || meetings.size() + 1 != ways.size()) return std::nullopt;
    const auto in = paths.arriving(*ways.front(), meetings.front());
    const auto out = paths.leaving(*ways.back(), meetings.back());
    const auto ends = meant(paths, extract, kind, in, out, meetings.size() == 1);
    if (!ends) return std::nullopt;
    std::vector<directed_street> path(1, paths.street(ends->first));
    for (std::size_t i = 1; i < meetings.size(); ++i) {
        const auto via = paths.between(*ways[i], meetings[i - 1], meetings[i]);
        if (via.empty()) return std::nullopt;
        for (const auto t : via)
            if (const auto s = paths.street(t); path.back() != s) path.push_back(s);
    }
    path.push_back(paths.street(ends->second));
    if (!paths.connected(path)) return std::nullopt;
    return path;
}

}  // namespace

turn_resolver::turn_resolver(const raw_extract& extract, const travel_rules& rules, const traced_ways& traced,
                             network_counts& counts)
    : extract_(extract), rules_(rules), traced_(traced), counts_(counts) {
    if (rules.turn_restrictions && !extract.restrictions.empty()) plan_all();
}

void turn_resolver::plan_all() {
    index_members();
    for (const auto& r : extract_.restrictions) {
        if (!concerns(r)) continue;
        const auto closed = [&](std::int64_t way) { return !open(way); };
        if (closed(r.from_way) || closed(r.to_way) || std::ranges::any_of(r.via_ways, closed)) {
            ++counts_.restrictions_without_effect;
            continue;
        }
        if (auto p = planned(r))
            plans_.push_back(std::move(*p));
        else
            ++counts_.restrictions_unresolved;
    }
}

bool turn_resolver::concerns(const raw_extract::restriction& r) {
    const auto has = [&](std::string_view key) { return !extract_.tags.get(r.tags, key).empty(); };
    if (!r.kind.starts_with("no_") && !r.kind.starts_with("only_"))
        ++counts_.restrictions_unknown_kind;
    else if (lists_any(r.except, rules_.except) || for_bicycles_only(extract_.tags, r.tags))
        ++counts_.restrictions_exempt;
    else if (has("day_on") || has("hour_on"))
        ++counts_.restrictions_conditional;
    else
        return true;
    return false;
}

void turn_resolver::index_members() {
    std::unordered_map<std::int64_t, bool> members;
    for (const auto& r : extract_.restrictions) {
        members[r.from_way] = members[r.to_way] = true;
        for (const auto way : r.via_ways)
            members[way] = true;
        if (r.via_ways.empty()) nodes_[r.via_node] = 0xFFFFFFFF;
    }
    for (std::uint32_t line = 0; line < traced_.lines.size(); ++line)
        if (members.contains(traced_.lines[line].id) && traced_.lines[line].kind != street_class::square)
            lines_[traced_.lines[line].id].push_back(line);
    for (std::uint32_t node = 0; node < extract_.nodes.size(); ++node)
        if (const auto found = nodes_.find(extract_.nodes[node].id); found != nodes_.end())
            found->second = traced_.same_as[node];
    std::erase_if(nodes_, [](const auto& entry) { return entry.second == 0xFFFFFFFF; });
}

std::optional<turn_resolver::plan> turn_resolver::planned(const raw_extract::restriction& r) const {
    plan p{&r, r.kind.starts_with("only_"), {r.from_way}, {}};
    p.ways.insert(p.ways.end(), r.via_ways.begin(), r.via_ways.end());
    p.ways.push_back(r.to_way);
    if (r.via_ways.empty()) {
        const auto found = nodes_.find(r.via_node);
        if (found == nodes_.end()) return std::nullopt;
        p.meetings.push_back(found->second);
        return p;
    }
    for (std::size_t i = 1; i < p.ways.size(); ++i) {
        const auto node = meeting(p.ways[i - 1], p.ways[i]);
        if (!node) return std::nullopt;
        p.meetings.push_back(*node);
    }
    return p;
}

// The node where two ways meet; of several, the one where most of them end.
std::optional<std::uint32_t> turn_resolver::meeting(std::int64_t way, std::int64_t next) const {
    std::unordered_map<std::uint32_t, int> ends;
    const auto visit = [&](std::int64_t id, auto seen) {
        for (const auto line : lines_.at(id)) {
            const auto& l = traced_.lines[line];
            for (std::uint32_t i = 0; i < l.ref_count; ++i)
                seen(traced_.refs[l.first_ref + i], i == 0 || i + 1 == l.ref_count);
        }
    };
    visit(way, [&](std::uint32_t node, bool end) { ends[node] = std::max(ends[node], end ? 2 : 1); });
    std::optional<std::uint32_t> best;
    int most = 0;
    visit(next, [&](std::uint32_t node, bool end) {
        const auto found = ends.find(node);
        if (found == ends.end() || found->second + (end ? 1 : 0) <= most) return;
        most = found->second + (end ? 1 : 0);
        best = node;
    });
    return best;
}

std::vector<std::uint32_t> turn_resolver::turn_nodes() const {
    std::vector<std::uint32_t> nodes;
    for (const auto& p : plans_)
        nodes.insert(nodes.end(), p.meetings.begin(), p.meetings.end());
    return nodes;
}

std::vector<turn_restriction> turn_resolver::resolve(const street_pieces& cut, const joined_streets& joined) {
    const path_finder paths(traced_, cut, joined);
    std::vector<turn_restriction> made;
    for (const auto& p : plans_) {
        std::vector<const path_finder::lines*> ways;
        for (const auto way : p.ways)
            ways.push_back(&lines_.at(way));
        auto path = path_of(paths, extract_, p.rule->kind, ways, p.meetings);
        if (path)
            made.push_back({std::move(*path), p.mandatory});
        else
            ++counts_.restrictions_unresolved;
    }
    counts_.restrictions_used = made.size();
    return made;
}

}  // namespace yizhan::streets
