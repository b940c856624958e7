#include "itinerary.hpp"
#include "street_costs.hpp"

#include <yizhan/reach/route.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace yizhan::reach {

// The seeds of a place, and the directed street that each of them travels.
struct router::ends {
    std::vector<seed> seeds;
    std::vector<streets::directed_street> along;

    ends(const streets::travel_graph& graph, const snapped& place, direction way) {
        add_seeds(graph, place, way, metric::time, 0, seeds);
        for (const bool backward : {false, true}) {
            const auto d = streets::along(place.segment, backward);
            if (street_cost(graph.arrays().segments[place.segment], backward, metric::time) == unreached) continue;
            const bool begins = graph.arrays().start_state[d] != streets::no_state;
            const std::size_t departures = begins ? 1 : 0;
            along.insert(along.end(), way == direction::arriving ? graph.entries_of(d).size() : departures, d);
        }
        assert(along.size() == seeds.size());
    }
};

namespace {

// Share of a directed street that lies before the place.
double gone(const snapped& place, streets::directed_street d) {
    return streets::is_backward(d) ? 1.0 - place.share : place.share;
}

std::uint32_t length_of(const streets::travel_graph& graph, streets::directed_street d) {
    return graph.arrays().segments[streets::street_of(d)].length_mm;
}

// The stretch between two places on one street, in the quicker direction; nothing if that is not allowed.
std::optional<street_part> between(const streets::travel_graph& graph, const snapped& from, const snapped& to) {
    std::optional<street_part> best;
    if (from.segment != to.segment) return best;
    for (const bool backward : {false, true}) {
        const auto d = streets::along(from.segment, backward);
        const auto whole = street_cost(graph.arrays().segments[from.segment], backward, metric::time);
        const auto share = gone(to, d) - gone(from, d);
        if (whole == unreached || share < 0) continue;
        const auto ms = part_of(whole, share);
        if (!best || ms < best->ms) best = {d, ms, part_of(length_of(graph, d), share), &from, &to};
    }
    return best;
}

}  // namespace

router::router(const streets::travel_graph& graph, const hierarchy* shortcuts) : graph_(&graph) {
    if (shortcuts != nullptr)
        query_ = std::make_unique<hierarchy_query>(*shortcuts);
    else
        search_ = std::make_unique<search>(graph);
}

hierarchy_query::trip router::searched_trip(const ends& begin, const ends& end, std::uint32_t& ms) {
    search_->run(begin.seeds, {.parents = true});
    hierarchy_query::trip found{};
    ms = unreached;
    for (std::uint32_t i = 0; i < end.seeds.size(); ++i) {
        const auto cost = search_->cost(end.seeds[i].state);
        if (cost == unreached || std::uint64_t{cost} + end.seeds[i].cost >= ms) continue;
        ms = cost + end.seeds[i].cost;
        found.arriving = i;
    }
    if (ms == unreached) return found;
    auto at = end.seeds[found.arriving].state;
    for (auto step = search_->parent(at); step.state != streets::no_state; step = search_->parent(at)) {
        found.arcs.push_back(step.arc);
        at = step.state;
    }
    std::ranges::reverse(found.arcs);
    const auto first =
        std::ranges::find_if(begin.seeds, [&](const seed& s) { return s.state == at && s.cost == search_->cost(at); });
    found.departing = static_cast<std::uint32_t>(first - begin.seeds.begin());
    return found;
}

result<hierarchy_query::trip> router::quickest(const ends& begin, const ends& end, std::uint32_t& ms) {
    if (!query_) return searched_trip(begin, end, ms);
    ms = query_->run(begin.seeds, end.seeds);
    if (ms == unreached) return hierarchy_query::trip{};
    return query_->last_trip();
}

result<route_leg> router::leg(const snapped& from, const snapped& to) {
    const ends begin(*graph_, from, direction::departing);
    const ends end(*graph_, to, direction::arriving);
    auto ms = unreached;
    const auto trip = quickest(begin, end, ms);
    if (!trip) return fail(trip.error().code, trip.error().message);
    const auto direct = along_one_street(*graph_, from, to, metric::time);
    if (const auto street = between(*graph_, from, to); street && direct <= ms)
        return describe(*graph_, from, to, std::array{*street});
    if (ms == unreached)
        return fail(errc::not_found,
                    fmt::format("no way leads from {:.7f},{:.7f} to {:.7f},{:.7f}", from.place.lon_degrees(),
                                from.place.lat_degrees(), to.place.lon_degrees(), to.place.lat_degrees()));
    const auto& a = graph_->arrays();
    const auto first = begin.along[trip->departing];
    const auto last = end.along[trip->arriving];
    std::vector<street_part> stretches;
    stretches.push_back({first, begin.seeds[trip->departing].cost - from.walk_ms,
                         part_of(length_of(*graph_, first), 1.0 - gone(from, first)), &from, nullptr});
    for (const auto arc : trip->arcs)
        stretches.push_back({a.out_street[arc], a.out[arc].ms, graph_->mm_along(a.out_street[arc])});
    stretches.push_back({last, end.seeds[trip->arriving].cost - to.walk_ms,
                         part_of(length_of(*graph_, last), gone(to, last)), nullptr, &to});
    return describe(*graph_, from, to, stretches);
}

result<route> router::find(std::span<const snapped> places) {
    if (places.size() < 2) return fail(errc::bad_call, "a route needs two places or more");
    route whole;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        auto part = leg(places[i], places[i + 1]);
        if (!part) return pass_on(part);
        whole.ms += part->ms;
        whole.mm += part->mm;
        whole.legs.push_back(std::move(*part));
    }
    return whole;
}

}  // namespace yizhan::reach
