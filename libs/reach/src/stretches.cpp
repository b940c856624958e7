#include "exact_points.hpp"
#include "street_costs.hpp"

#include <yizhan/reach/stretches.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace yizhan::reach {
namespace {

using streets::directed_street;

// A wave of travel on one segment: it begins at share `origin` at `cost` and runs towards `towards` (0 or 1),
// costing `whole` for the full length.
struct wave {
    double origin;
    double cost;
    bool backward;
    double whole;
    std::uint32_t source;

    [[nodiscard]] bool covers(double share) const { return backward ? share <= origin : share >= origin; }
    [[nodiscard]] double cost_at(double share) const { return cost + std::abs(share - origin) * whole; }
};

double share_within(std::uint32_t budget, std::uint32_t whole) {
    return budget >= whole ? 1.0 : static_cast<double>(budget) / whole;
}

// Shares at which the nearest wave may change.
std::vector<double> breakpoints(std::span<const wave> waves, std::uint32_t limit) {
    std::vector<double> at{0.0, 1.0};
    const auto add = [&](double share) {
        if (share > 0 && share < 1) at.push_back(share);
    };
    for (const auto& w : waves) {
        add(w.origin);
        const double far = w.whole > 0 ? (limit - w.cost) / w.whole : 1.0;
        add(w.backward ? w.origin - far : w.origin + far);
        for (const auto& other : waves) {
            // Both costs are linear between origins: w falls towards 0 if it runs backward, rises towards 1 if not.
            const double slope = w.backward ? -w.whole : w.whole;
            const double other_slope = other.backward ? -other.whole : other.whole;
            if (slope == other_slope) continue;
            add(((other.cost - other_slope * other.origin) - (w.cost - slope * w.origin)) / (slope - other_slope));
        }
    }
    std::ranges::sort(at);
    return at;
}

// The lower envelope of the waves within the limit.
void divide(std::uint32_t segment, std::span<const wave> waves, std::uint32_t limit, std::vector<owned_stretch>& into) {
    const auto at = breakpoints(waves, limit);
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        const double middle = (at[i] + at[i + 1]) / 2;
        const wave* best = nullptr;
        for (const auto& w : waves) {
            if (!w.covers(middle) || w.cost_at(middle) > limit) continue;
            if (best == nullptr || w.cost_at(middle) < best->cost_at(middle)) best = &w;
        }
        if (best == nullptr || at[i] >= at[i + 1]) continue;
        into.push_back({{segment, at[i], at[i + 1]},
                        static_cast<std::uint32_t>(best->cost_at(at[i])),
                        static_cast<std::uint32_t>(best->cost_at(at[i + 1])),
                        best->source});
    }
}

}  // namespace

stretch_collector::stretch_collector(const streets::travel_graph& graph)
    : graph_(&graph),
      cover_(graph.summary().segments, covered{0.0, 1.0}),
      touched_(graph.summary().segments / 64 + 1) {}

// Calls `visit(directed street, state, cost at its near end)` for each street that a reached state opens: departing,
// its near end is where one enters it; arriving, where one leaves it.
template <class Visit>
void stretch_collector::for_each_front(const search& found, std::uint32_t limit, Visit visit) const {
    const auto& a = graph_->arrays();
    if (found.last().way == direction::departing) {
        for (const auto state : found.reached()) {
            const auto cost = found.cost(state);
            if (cost > limit) continue;
            for (auto i = a.first_out[state]; i < a.first_out[state + 1]; ++i)
                visit(a.out_street[i], state, cost);
        }
        return;
    }
    const auto leave = [&](directed_street d) {
        const auto state = a.start_state[d];
        if (state == streets::no_state || found.cost(state) == unreached) return;
        const auto cost = found.cost(state) + head_delay(*graph_, d, found.last().what);
        if (cost <= limit) visit(d, state, cost);
    };
    if (graph_->summary().states > graph_->summary().junctions) {
        // With turning rules a trip may begin in states that no arc leads to.
        for (directed_street d = 0; d < a.start_state.size(); ++d)
            leave(d);
        return;
    }
    for (const auto state : found.reached())
        for (auto i = a.first_in[state]; i < a.first_in[state + 1]; ++i)
            leave(a.in_street[i]);
}

void stretch_collector::cover(directed_street along, direction way, double share) {
    const auto id = streets::street_of(along);
    auto& c = cover_[id];
    touched_[id / 64] |= std::uint64_t{1} << (id % 64);
    // Departing forward and arriving backward both begin at the segment's first point.
    const bool from_first_point = streets::is_backward(along) == (way == direction::arriving);
    if (from_first_point)
        c.low = std::max(c.low, share);
    else
        c.high = std::min(c.high, 1.0 - share);
}

std::span<const stretch> stretch_collector::collect(const search& found, std::span<const snapped> places,
                                                    std::uint32_t limit) {
    result_.clear();
    const auto& a = graph_->arrays();
    const auto way = found.last().way;
    const auto what = found.last().what;
    for_each_front(found, limit, [&](directed_street d, std::uint32_t, std::uint32_t cost) {
        const auto whole = street_cost(a.segments[streets::street_of(d)], streets::is_backward(d), what);
        const auto share = share_within(limit - cost, whole);
        if (share > 0) cover(d, way, share);
    });
    add_own_streets(found, places, limit);
    for (std::uint32_t word = 0; word < touched_.size(); ++word) {
        for (auto ids = std::exchange(touched_[word], 0); ids != 0; ids &= ids - 1)
            add_covered(word * 64 + static_cast<std::uint32_t>(std::countr_zero(ids)));
    }
    return result_;
}

void stretch_collector::add_covered(std::uint32_t id) {
    const auto c = std::exchange(cover_[id], covered{0.0, 1.0});
    if (c.low >= c.high) {
        result_.push_back({id, 0.0, 1.0});
        return;
    }
    if (c.low > 0.0) result_.push_back({id, 0.0, c.low});
    if (c.high < 1.0) result_.push_back({id, c.high, 1.0});
}

// What is reached from the places along their own streets, joined with what is reached there from the ends: these
// few segments are settled here and taken out of `cover_`.
void stretch_collector::add_own_streets(const search& found, std::span<const snapped> places, std::uint32_t limit) {
    std::vector<stretch> parts;
    for (const auto& place : places) {
        if (const auto part = own_street(found, place, limit); part.from < part.to) parts.push_back(part);
    }
    const auto places_only = parts.size();
    for (std::size_t i = 0; i < places_only; ++i) {
        const auto id = parts[i].segment;
        const auto c = std::exchange(cover_[id], covered{0.0, 1.0});
        if (c.low > 0.0) parts.push_back({id, 0.0, c.low});
        if (c.high < 1.0) parts.push_back({id, c.high, 1.0});
    }
    std::ranges::sort(parts, {}, [](const stretch& s) { return std::pair(s.segment, s.from); });
    for (const auto& part : parts) {
        if (!result_.empty() && result_.back().segment == part.segment && part.from <= result_.back().to)
            result_.back().to = std::max(result_.back().to, part.to);
        else
            result_.push_back(part);
    }
}

stretch stretch_collector::own_street(const search& found, const snapped& place, std::uint32_t limit) const {
    const auto way = found.last().way;
    const auto what = found.last().what;
    const auto at = place.share;
    stretch part{place.segment, at, at};
    const auto walk = what == metric::time ? place.walk_ms : place.walk_mm;
    if (walk > limit) return part;
    for (const bool backward : {false, true}) {
        const auto whole = street_cost(graph_->arrays().segments[place.segment], backward, what);
        if (whole == unreached) continue;
        const auto share = share_within(limit - walk, whole);
        if (backward == (way == direction::arriving))
            part.to = std::min(1.0, part.to + share);
        else
            part.from = std::max(0.0, part.from - share);
    }
    return part;
}

std::vector<owned_stretch> stretch_collector::collect_owned(const search& found, std::span<const snapped> places,
                                                            std::uint32_t limit) {
    const auto& a = graph_->arrays();
    const auto way = found.last().way;
    const auto what = found.last().what;
    std::vector<std::pair<std::uint32_t, wave>> waves;
    const auto add = [&](directed_street d, double origin, std::uint32_t cost, std::uint32_t source) {
        const auto whole = street_cost(a.segments[streets::street_of(d)], streets::is_backward(d), what);
        if (whole == unreached || cost > limit) return;
        const bool backward = streets::is_backward(d) != (way == direction::arriving);
        waves.push_back({streets::street_of(d), {origin, double(cost), backward, double(whole), source}});
    };
    for_each_front(found, limit, [&](directed_street d, std::uint32_t state, std::uint32_t cost) {
        add(d, streets::is_backward(d) == (way == direction::arriving) ? 0.0 : 1.0, cost, found.source(state));
    });
    for (std::uint32_t source = 0; source < places.size(); ++source) {
        const auto& place = places[source];
        const auto walk = what == metric::time ? place.walk_ms : place.walk_mm;
        for (const bool backward : {false, true})
            add(streets::along(place.segment, backward), place.share, walk, source);
    }
    std::ranges::stable_sort(waves, {}, [](const auto& w) { return w.first; });
    std::vector<owned_stretch> result;
    std::vector<wave> here;
    for (std::size_t i = 0; i < waves.size();) {
        const auto segment = waves[i].first;
        here.clear();
        for (; i < waves.size() && waves[i].first == segment; ++i)
            here.push_back(waves[i].second);
        divide(segment, here, limit, result);
    }
    return result;
}

double stretch_collector::metres(std::span<const stretch> stretches) const {
    double sum = 0;
    for (const auto& s : stretches)
        if (const auto& g = graph_->arrays().segments[s.segment]; g.kind != streets::street_class::square)
            sum += (s.to - s.from) * g.length_mm;
    return sum / 1000;
}

void append_points(const streets::travel_graph& graph, const stretch& part, std::vector<geo::point>& into) {
    walk_points(graph, part, [&](exact_position p) {
        into.push_back({static_cast<std::int32_t>(std::lround(p.lon)), static_cast<std::int32_t>(std::lround(p.lat))});
    });
}

}  // namespace yizhan::reach
