#include "street_costs.hpp"

#include <yizhan/reach/nearest.hpp>

#include <algorithm>

namespace yizhan::reach {
namespace {

constexpr std::uint32_t first_circle_ms = 10 * 60 * 1000;
constexpr std::uint32_t growth = 3;

}  // namespace

nearest_finder::nearest_finder(const streets::travel_graph& graph, std::span<const snapped> places)
    : graph_(&graph), places_(places), search_(graph) {}

std::uint32_t nearest_finder::time_to(const snapped& start, const snapped& place, direction way) const {
    const bool away = way == direction::departing;
    return std::min(search_.cost_at(place),
                    along_one_street(*graph_, away ? start : place, away ? place : start, metric::time));
}

std::vector<near_place> nearest_finder::find(const snapped& start, std::uint32_t k, direction way,
                                             std::uint32_t limit_ms) {
    seeds_.clear();
    add_seeds(*graph_, start, way, metric::time, 0, seeds_);
    std::vector<near_place> found;
    for (std::uint64_t circle = std::min(first_circle_ms, limit_ms);;
         circle = std::min<std::uint64_t>(circle * growth, limit_ms)) {
        const auto within = static_cast<std::uint32_t>(circle);
        search_.run(seeds_, {.way = way, .limit = within, .parents = true});
        found.clear();
        for (std::uint32_t i = 0; i < places_.size(); ++i) {
            const auto ms = time_to(start, places_[i], way);
            if (ms <= within) found.push_back({i, ms, 0});
        }
        if (found.size() >= k || within == limit_ms) break;
    }
    std::ranges::sort(found, {}, [](const near_place& p) { return std::pair(p.ms, p.place); });
    if (found.size() > k) found.resize(k);
    for (auto& f : found)
        f.mm = length_to(start, places_[f.place], way, f.ms);
    return found;
}

// Follows the quickest way back from the place to the seed and adds up lengths.
std::uint32_t nearest_finder::length_to(const snapped& start, const snapped& place, direction way,
                                        std::uint32_t ms) const {
    const auto& a = graph_->arrays();
    const bool away = way == direction::departing;
    if (along_one_street(*graph_, away ? start : place, away ? place : start, metric::time) == ms)
        return along_one_street(*graph_, away ? start : place, away ? place : start, metric::length);
    const auto last = search_.entry_to(place);
    std::uint32_t mm = place.walk_mm + last.mm;
    auto state = last.state;
    for (auto step = search_.parent(state); step.state != streets::no_state; step = search_.parent(state)) {
        mm += graph_->mm_along((away ? a.out_street : a.in_street)[step.arc]);
        state = step.state;
    }
    // Seeds by time and by length come in the same order.
    std::vector<seed> lengths;
    add_seeds(*graph_, start, way, metric::length, 0, lengths);
    for (std::size_t i = 0; i < seeds_.size(); ++i)
        if (seeds_[i].state == state && seeds_[i].cost == search_.cost(state)) return mm + lengths[i].cost;
    return mm;
}

catchments find_catchments(const streets::travel_graph& graph, std::span<const snapped> places, direction way,
                           std::uint32_t limit_ms) {
    std::vector<seed> seeds;
    for (std::uint32_t i = 0; i < places.size(); ++i)
        add_seeds(graph, places[i], way, metric::time, i, seeds);
    search all(graph);
    all.run(seeds, {.way = way, .limit = limit_ms, .sources = true});
    catchments found{std::vector(graph.states(), catchments::no_place),
                     std::vector(all.costs().begin(), all.costs().end())};
    for (const auto state : all.reached())
        found.place[state] = all.source(state);
    return found;
}

}  // namespace yizhan::reach
