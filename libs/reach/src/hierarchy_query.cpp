#include <yizhan/reach/hierarchy.hpp>

#include <algorithm>
#include <cassert>
#include <functional>

namespace yizhan::reach {

hierarchy_query::hierarchy_query(const hierarchy& ready) : ready_(&ready) {
    const auto& a = ready.arrays();
    const std::vector<mark> empty(a.summary.states);
    up_ = {a.first_up, a.up, a.first_down, a.down, empty, {}, {}};
    down_ = {a.first_down, a.down, a.first_up, a.up, empty, {}, {}};
}

void hierarchy_query::reach(half& side, std::uint32_t position, std::uint64_t cost, std::uint32_t parent,
                            std::uint32_t arc) {
    auto& label = side.labels[position];
    if (cost >= label.cost) return;
    if (label.cost == unreached) side.touched.push_back(position);
    label = {static_cast<std::uint32_t>(cost), parent, arc};
    side.heap.push_back(cost << 32 | position);
    std::ranges::push_heap(side.heap, std::greater());
}

void hierarchy_query::start(half& side, std::span<const seed> seeds) const {
    for (const auto position : side.touched)
        side.labels[position] = {};
    side.touched.clear();
    side.heap.clear();
    for (std::uint32_t i = 0; i < seeds.size(); ++i)
        reach(side, ready_->arrays().position[seeds[i].state], seeds[i].cost, no_parent, i);
}

// True if a more important state is known from which this one is reached sooner: then no quickest trip climbs on
// from here at this cost.
bool hierarchy_query::stalled(const half& side, std::uint32_t position, std::uint32_t cost) {
    for (auto i = side.first_back[position]; i < side.first_back[position + 1]; ++i) {
        const auto& [above, ms] = side.arcs_back[i];
        if (side.labels[above].cost != unreached && std::uint64_t{side.labels[above].cost} + ms < cost) return true;
    }
    return false;
}

void hierarchy_query::settle_next(half& side, const half& other) {
    std::ranges::pop_heap(side.heap, std::greater());
    const auto position = static_cast<std::uint32_t>(side.heap.back());
    const auto cost = static_cast<std::uint32_t>(side.heap.back() >> 32);
    side.heap.pop_back();
    if (cost > side.labels[position].cost) return;
    ++settled_;
    if (const auto rest = other.labels[position].cost; rest != unreached && std::uint64_t{cost} + rest < best_) {
        best_ = cost + rest;
        meeting_ = position;
    }
    if (stalled(side, position, cost)) return;
    for (auto i = side.first[position]; i < side.first[position + 1]; ++i)
        reach(side, side.arcs[i].position, std::uint64_t{cost} + side.arcs[i].ms, position, i);
}

std::uint32_t hierarchy_query::run(std::span<const seed> departing, std::span<const seed> arriving) {
    best_ = unreached;
    settled_ = 0;
    start(up_, departing);
    start(down_, arriving);
    const auto goes_on = [&](const half& side) {
        return !side.heap.empty() && static_cast<std::uint32_t>(side.heap.front() >> 32) < best_;
    };
    while (goes_on(up_) || goes_on(down_)) {
        if (goes_on(up_)) settle_next(up_, down_);
        if (goes_on(down_)) settle_next(down_, up_);
    }
    return best_;
}

// The positions from the meeting back to a seed, and that seed's index.
std::uint32_t hierarchy_query::trace(const half& side, std::vector<std::uint32_t>& climbed) const {
    auto at = meeting_;
    climbed.push_back(at);
    for (; side.labels[at].parent != no_parent; at = side.labels[at].parent)
        climbed.push_back(side.labels[at].parent);
    return side.labels[at].arc;
}

result<hierarchy_query::trip> hierarchy_query::last_trip() const {
    assert(best_ != unreached);
    const auto& a = ready_->arrays();
    trip found{};
    std::vector<std::uint32_t> climbed;
    found.departing = trace(up_, climbed);
    for (auto i = climbed.size() - 1; i > 0; --i) {
        const auto arc = up_.labels[climbed[i - 1]].arc;
        if (auto done = unpack({climbed[i], climbed[i - 1], a.up[arc], a.up_via[arc]}, found.arcs); !done)
            return pass_on(done);
    }
    climbed.clear();
    found.arriving = trace(down_, climbed);
    for (std::size_t i = 0; i + 1 < climbed.size(); ++i) {
        const auto arc = down_.labels[climbed[i]].arc;
        if (auto done = unpack({climbed[i], climbed[i + 1], a.down[arc], a.down_via[arc]}, found.arcs); !done)
            return pass_on(done);
    }
    return found;
}

// A shortcut is two arcs by way of a state less important than both ends, where both arcs are kept. Their times are
// compared and arcs counted, so that no file, whatever it says, leads astray or on for ever.
result<void> hierarchy_query::unpack(const stretch& whole, std::vector<std::uint32_t>& into) const {
    const auto& a = ready_->arrays();
    const auto most = into.size() + 2 * std::size_t{a.summary.states} + 1;
    const auto find = [](auto first, auto arcs, std::uint32_t at, std::uint32_t position) {
        auto i = first[at];
        while (i < first[at + 1] && arcs[i].position != position)
            ++i;
        return i;
    };
    std::vector<stretch> open{whole};
    while (!open.empty()) {
        const auto [tail, head, arc, via] = open.back();
        open.pop_back();
        if ((via & hierarchy_arrays::shortcut_flag) == 0) {
            into.push_back(via);
            continue;
        }
        const auto middle = via & ~hierarchy_arrays::shortcut_flag;
        const auto one = find(a.first_down, a.down, middle, tail);
        const auto two = find(a.first_up, a.up, middle, head);
        if (one == a.first_down[middle + 1] || two == a.first_up[middle + 1] || into.size() > most ||
            std::uint64_t{a.down[one].ms} + a.up[two].ms != arc.ms)
            return fail(errc::damaged, "the hierarchy's file is damaged (a shortcut leads astray): remove it");
        open.push_back({middle, head, a.up[two], a.up_via[two]});
        open.push_back({tail, middle, a.down[one], a.down_via[one]});
    }
    return {};
}

}  // namespace yizhan::reach
