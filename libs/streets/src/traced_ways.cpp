#include "traced_ways.hpp"

#include "square_lines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

namespace yizhan::streets {

void traced_ways::count_uses(const traced_line& line) {
    const auto nodes = std::span(refs).subspan(line.first_ref, line.ref_count);
    const auto add = [&](std::uint32_t node, int more) {
        uses[node] = static_cast<std::uint8_t>(std::min(2, uses[node] + more));
    };
    for (const auto node : nodes)
        add(node, 1);
    add(nodes.front(), 1);
    add(nodes.back(), 1);
}

double length_meter::metres(geo::point a, geo::point b) {
    constexpr std::int64_t units = 100'000;  // a hundredth of a degree
    const auto step = static_cast<std::int32_t>((std::int64_t{a.lat} + b.lat) / (2 * units));
    if (step != step_) {
        step_ = step;
        scale_ = geo::local_scale::at(static_cast<double>(step) * units / geo::point::scale);
    }
    return scale_.metres(a, b);
}

way_tracer::way_tracer(const raw_extract& extract, const travel_rules& rules, network_counts& counts)
    : extract_(extract),
      rules_(rules),
      counts_(counts),
      way_judge_(rules, extract.tags),
      node_judge_(rules, extract.tags),
      name_tags_(extract.tags),
      name_(name_tags_.watch("name")),
      ref_(name_tags_.watch("ref")),
      judged_(extract.nodes.size()) {
    made_.same_as.resize(extract.nodes.size());
    std::iota(made_.same_as.begin(), made_.same_as.end(), 0U);
    made_.uses.resize(extract.nodes.size());
}

traced_ways way_tracer::trace() {
    judge_ways();
    unite_repeated_points();
    for (std::size_t i = 0; i < open_.size(); ++i)
        trace_way(i);
    trace_squares();
    return std::move(made_);
}

std::span<const std::uint32_t> way_tracer::nodes_of(std::size_t way) const {
    const auto& w = extract_.ways[way];
    return std::span(extract_.refs).subspan(w.first_ref, w.ref_count);
}

bool way_tracer::count_refusal(const way_verdict& verdict) {
    switch (verdict.refused) {
        case refusal::none:
            counts_.ways_conditional += verdict.conditional ? 1 : 0;
            return false;
        case refusal::no_street:
            ++counts_.ways_no_street;
            return true;
        case refusal::closed_class:
            ++counts_.ways_closed_class;
            return true;
        case refusal::closed_by_tags:
            ++counts_.ways_closed_by_tags;
            return true;
        case refusal::changing:
            ++counts_.ways_changing_direction;
            return true;
    }
    return true;
}

void way_tracer::judge_ways() {
    std::unordered_set<std::int64_t> squares;
    for (const auto& square : extract_.squares)
        squares.insert(square.id);
    for (std::size_t way = 0; way < extract_.ways.size(); ++way) {
        if (extract_.ways[way].closed && squares.contains(extract_.ways[way].id)) continue;
        const auto verdict = way_judge_.judge(extract_.ways[way].tags);
        if (count_refusal(verdict)) continue;
        open_.push_back(way);
        verdicts_.push_back(verdict);
    }
}

std::uint32_t way_tracer::representative(std::uint32_t node) {
    auto& same_as = made_.same_as;
    while (same_as[node] != node)
        node = same_as[node] = same_as[same_as[node]];
    return node;
}

void way_tracer::unite_repeated_points() {
    const auto unite = [&](std::span<const std::uint32_t> nodes) {
        for (std::size_t i = 1; i < nodes.size(); ++i)
            if (nodes[i] != nodes[i - 1] && extract_.nodes[nodes[i]].at == extract_.nodes[nodes[i - 1]].at)
                made_.same_as[representative(nodes[i])] = representative(nodes[i - 1]);
    };
    for (const auto way : open_)
        unite(nodes_of(way));
    for (const auto& square : extract_.squares)
        for (const auto& ring : square.rings)
            unite(ring);
    for (std::uint32_t node = 0; node < made_.same_as.size(); ++node)
        made_.same_as[node] = representative(node);
}

void way_tracer::judge_nodes(std::span<const std::uint32_t> nodes) {
    for (const auto node : nodes) {
        if (extract_.nodes[node].tags.count == 0 || judged_[node]) continue;
        judged_[node] = true;
        const auto verdict = node_judge_.judge(extract_.nodes[node].tags);
        if (!verdict.blocked && verdict.light_ms == 0 && verdict.other_ms == 0) continue;
        counts_.barriers_closed += verdict.blocked ? 1 : 0;
        counts_.places_with_delay += verdict.blocked ? 0 : 1;
        auto [at, added] = made_.effects.try_emplace(made_.same_as[node], verdict);
        if (added) continue;
        at->second.blocked |= verdict.blocked;
        at->second.light_ms = std::max(at->second.light_ms, verdict.light_ms);
        at->second.other_ms = std::max(at->second.other_ms, verdict.other_ms);
    }
}

// Appends the nodes without repetitions; false, and nothing appended, if fewer than two are left.
bool way_tracer::append_refs(std::span<const std::uint32_t> nodes) {
    const auto first = made_.refs.size();
    for (const auto node : nodes) {
        const auto same = made_.same_as[node];
        if (made_.refs.size() > first && made_.refs.back() == same)
            ++counts_.repeated_points;
        else
            made_.refs.push_back(same);
    }
    if (made_.refs.size() >= first + 2) return true;
    made_.refs.resize(first);
    return false;
}

std::uint32_t way_tracer::name_of(tag_store::range tags) {
    name_tags_.load(tags);
    const auto name = name_tags_[name_].empty() ? name_tags_[ref_] : name_tags_[name_];
    if (name.empty()) return 0;
    const auto [at, added] = name_ids_.try_emplace(name, static_cast<std::uint32_t>(made_.names.size()));
    if (added) made_.names.emplace_back(name);
    return at->second;
}

void way_tracer::add_line(std::int64_t id, const way_verdict& verdict, std::uint32_t name, std::uint32_t first_ref,
                          bool square) {
    traced_line line{id,
                     first_ref,
                     static_cast<std::uint32_t>(made_.refs.size()) - first_ref,
                     verdict.kmh,
                     name,
                     square ? street_class::square : shown_as(verdict.kind),
                     verdict.no_through,
                     verdict.light_delays};
    set_speeds(line, verdict);
    made_.lines.push_back(line);
    made_.count_uses(line);
}

// What depends on the way's length: the duration of ferries, pushing along short one-way ways.
void way_tracer::set_speeds(traced_line& line, const way_verdict& verdict) {
    if (!verdict.duration && !verdict.may_push_against) return;
    double metres = 0;
    for (auto i = line.first_ref + 1; i < line.first_ref + line.ref_count; ++i)
        metres += meter_.metres(extract_.nodes[made_.refs[i - 1]].at, extract_.nodes[made_.refs[i]].at);
    constexpr double slowest = 0.5, fastest = 100;  // km/h that a ferry may plausibly make
    for (auto& kmh : line.kmh) {
        if (verdict.duration && kmh > 0) {
            const auto timed = metres / *verdict.duration * 3.6;
            if (timed >= slowest && timed <= fastest) kmh = timed;
        }
        if (verdict.may_push_against && kmh <= 0 && metres < rules_.push_against_below) kmh = rules_.push_kmh;
    }
}

void way_tracer::trace_way(std::size_t index) {
    const auto nodes = nodes_of(open_[index]);
    const auto& way = extract_.ways[open_[index]];
    const auto first = static_cast<std::uint32_t>(made_.refs.size());
    if (!append_refs(nodes)) {
        ++counts_.ways_without_length;
        return;
    }
    judge_nodes(nodes);
    ++counts_.ways_used;
    add_line(way.id, verdicts_[index], name_of(way.tags), first, false);
}

// Rims first, so that squares which touch one another are entries of each other.
void way_tracer::trace_squares() {
    std::vector<std::pair<std::size_t, way_verdict>> open;
    for (std::size_t i = 0; i < extract_.squares.size(); ++i) {
        const auto verdict = way_judge_.judge(extract_.squares[i].tags);
        if (count_refusal(verdict)) continue;
        open.emplace_back(i, verdict);
        for (const auto& ring : extract_.squares[i].rings)
            for (std::size_t n = 1; n < ring.size(); ++n) {
                auto& uses = made_.uses[made_.same_as[ring[n]]];
                uses = static_cast<std::uint8_t>(std::min(uses + 1, 2));
            }
    }
    for (const auto& [i, verdict] : open)
        trace_square(extract_.squares[i], verdict);
}

void way_tracer::trace_square(const raw_extract::square& square, const way_verdict& verdict) {
    square_outline outline;
    for (const auto& ring : square.rings) {
        auto& corners = outline.rings.emplace_back();
        for (const auto node : ring)
            if (corners.empty() || corners.back().node != made_.same_as[node])
                corners.push_back({made_.same_as[node], extract_.nodes[node].at, made_.uses[made_.same_as[node]] >= 2});
        if (corners.size() < 4 || corners.front().node != corners.back().node) outline.rings.pop_back();
    }
    const auto across = lines_across(outline, rules_.square);
    if (across.outcome == square_outcome::unconnected) {
        ++counts_.squares_unconnected;
        return;
    }
    ++(across.outcome == square_outcome::crossed ? counts_.squares_crossed : counts_.squares_gone_round);
    counts_.square_lines += across.lines.size();
    const auto name = name_of(square.tags);
    for (const auto& ring : square.rings) {
        const auto first = static_cast<std::uint32_t>(made_.refs.size());
        if (!append_refs(ring)) continue;
        judge_nodes(ring);
        add_line(square.id, verdict, name, first, true);
    }
    for (const auto& [from, to] : across.lines) {
        const auto first = static_cast<std::uint32_t>(made_.refs.size());
        made_.refs.insert(made_.refs.end(), {from, to});
        add_line(square.id, verdict, name, first, true);
    }
}

}  // namespace yizhan::streets
