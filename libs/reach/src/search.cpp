#include "street_costs.hpp"

#include <yizhan/reach/search.hpp>

#include <algorithm>
#include <bit>

namespace yizhan::reach {
namespace {

constexpr unsigned bucket_bits = 10;
constexpr std::uint32_t end_of_bucket = std::numeric_limits<std::uint32_t>::max();

std::uint32_t walk_to_street(const snapped& place, metric what) {
    return what == metric::time ? place.walk_ms : place.walk_mm;
}

}  // namespace

std::uint32_t head_delay(const streets::travel_graph& graph, streets::directed_street d, metric what) {
    if (what == metric::length) return 0;
    const auto& a = graph.arrays();
    for (const auto tail : graph.entries_of(d)) {
        for (auto i = a.first_out[tail]; i < a.first_out[tail + 1]; ++i)
            if (a.out_street[i] == d)
                return a.out[i].ms - a.segments[streets::street_of(d)].ms[streets::is_backward(d) ? 1 : 0];
    }
    return 0;
}

void add_seeds(const streets::travel_graph& graph, const snapped& place, direction way, metric what,
               std::uint32_t source, std::vector<seed>& into) {
    const auto& a = graph.arrays();
    for (const bool backward : {false, true}) {
        const auto d = streets::along(place.segment, backward);
        const auto whole = street_cost(a.segments[place.segment], backward, what);
        if (whole == unreached) continue;
        const double gone = backward ? 1.0 - place.share : place.share;
        const auto walk = walk_to_street(place, what);
        if (way == direction::arriving) {
            for (const auto tail : graph.entries_of(d))
                into.push_back({tail, walk + part_of(whole, gone), source});
            continue;
        }
        const auto delay = head_delay(graph, d, what);
        if (a.start_state[d] != streets::no_state)
            into.push_back({a.start_state[d], walk + part_of(whole, 1.0 - gone) + delay, source});
    }
}

std::uint32_t along_one_street(const streets::travel_graph& graph, const snapped& begin, const snapped& end,
                               metric what) {
    if (begin.segment != end.segment) return unreached;
    const auto& s = graph.arrays().segments[begin.segment];
    const auto walks = walk_to_street(begin, what) + walk_to_street(end, what);
    auto best = unreached;
    for (const bool backward : {false, true}) {
        const auto whole = street_cost(s, backward, what);
        const double share = backward ? begin.share - end.share : end.share - begin.share;
        if (whole != unreached && share >= 0) best = std::min(best, walks + part_of(whole, share));
    }
    return best;
}

search::search(const streets::travel_graph& graph) : graph_(&graph), cost_(graph.states(), unreached) {}

void search::reset() {
    for (const auto state : touched_)
        cost_[state] = unreached;
    touched_.clear();
    // A run leaves its buckets empty: only the entries have to be forgotten.
    used_ = 0;
}

void search::grow_ring(std::uint32_t max_cost_step) {
    const auto buckets = std::bit_ceil((max_cost_step >> bucket_bits) + 2U);
    if (ring_.size() < buckets) ring_.assign(buckets, end_of_bucket);
}

void search::push(std::uint32_t state, std::uint32_t cost) {
    auto& bucket = ring_[(cost >> bucket_bits) & (ring_.size() - 1)];
    if (used_ == entries_.size()) entries_.resize(2 * entries_.size() + 1024);
    entries_[used_] = {state, cost, bucket};
    bucket = used_++;
}

void search::run(std::span<const seed> seeds, const options& how) {
    reset();
    last_ = how;
    if (how.sources) source_.resize(cost_.size());
    if (how.parents) parent_.resize(cost_.size());
    const auto& summary = graph_->summary();
    std::uint32_t widest = how.what == metric::time ? summary.max_arc_ms : summary.max_arc_mm;
    for (const auto& s : seeds)
        if (s.cost <= how.limit) widest = std::max(widest, s.cost);
    grow_ring(widest);
    for (const auto& s : seeds) {
        if (s.cost > how.limit || s.cost >= cost_[s.state]) continue;
        if (cost_[s.state] == unreached) touched_.push_back(s.state);
        cost_[s.state] = s.cost;
        if (how.sources) source_[s.state] = s.source;
        if (how.parents) parent_[s.state] = {streets::no_state, 0};
        push(s.state, s.cost);
    }

    using enum direction;
    using enum metric;
    const auto relax = [&]<direction Way, metric What>() {
        if (how.sources && how.parents)
            relax_all<Way, What, true, true>();
        else if (how.sources)
            relax_all<Way, What, true, false>();
        else if (how.parents)
            relax_all<Way, What, false, true>();
        else
            relax_all<Way, What, false, false>();
    };
    const bool by_time = how.what == time;
    if (how.way == departing)
        by_time ? relax.operator()<departing, time>() : relax.operator()<departing, length>();
    else
        by_time ? relax.operator()<arriving, time>() : relax.operator()<arriving, length>();
}

template <direction Way, metric What, bool Sources, bool Parents>
void search::relax_all() {
    const auto& a = graph_->arrays();
    const auto* const first = (Way == direction::departing ? a.first_out : a.first_in).data();
    const auto* const arcs = (Way == direction::departing ? a.out : a.in).data();
    const auto* const along = (Way == direction::departing ? a.out_street : a.in_street).data();
    const auto* const segments = a.segments.data();
    const auto mask = static_cast<std::uint32_t>(ring_.size() - 1);
    const auto limit = last_.limit;
    auto* const ring = ring_.data();
    auto* const costs = cost_.data();
    // Plain pointers and counts in the loop: members would have to be stored and loaded again around every write.
    auto used = used_;
    auto pending = used_;  // entries in buckets
    for (std::uint32_t bucket = 0; pending > 0; ++bucket) {
        auto& head = ring[bucket & mask];
        while (head != end_of_bucket) {
            const auto [state, cost, next] = entries_[head];
            head = next;
            --pending;
            if (cost != costs[state]) continue;
            const auto begin = first[state];
            const auto end = first[state + 1];
            if (entries_.size() < used + (end - begin)) entries_.resize(2 * entries_.size() + (end - begin) + 1024);
            auto* const entries = entries_.data();
            for (auto i = begin; i < end; ++i) {
                const auto to = arcs[i].state;
                const auto reached =
                    cost + (What == metric::time ? arcs[i].ms : segments[streets::street_of(along[i])].length_mm);
                const auto before = costs[to];
                // The last test turns away sums that passed the end of 32 bits.
                if (reached >= before || reached > limit || reached < cost) continue;
                if (before == unreached) touched_.push_back(to);
                costs[to] = reached;
                if constexpr (Sources) source_[to] = source_[state];
                if constexpr (Parents) parent_[to] = {state, i};
                auto& onto = ring[(reached >> bucket_bits) & mask];
                entries[used] = {to, reached, onto};
                onto = used++;
                ++pending;
            }
        }
    }
}

search::entry_point search::entry_to(const snapped& place) const {
    const auto& a = graph_->arrays();
    const auto& segment = a.segments[place.segment];
    const auto walk = walk_to_street(place, last_.what);
    entry_point best{streets::no_state, unreached, 0};
    for (const bool backward : {false, true}) {
        const auto d = streets::along(place.segment, backward);
        const auto whole = street_cost(segment, backward, last_.what);
        if (whole == unreached) continue;
        const bool departs = last_.way == direction::departing;
        const double share = backward == departs ? 1.0 - place.share : place.share;
        const auto consider = [&](std::uint32_t state, std::uint32_t delay) {
            if (state == streets::no_state || cost_[state] == unreached) return;
            const auto cost = cost_[state] + walk + part_of(whole, share) + delay;
            if (cost < best.cost) best = {state, cost, part_of(segment.length_mm, share)};
        };
        if (departs) {
            for (const auto tail : graph_->entries_of(d))
                consider(tail, 0);
        } else {
            consider(a.start_state[d], head_delay(*graph_, d, last_.what));
        }
    }
    return best;
}

}  // namespace yizhan::reach
