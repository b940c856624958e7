#include "brute_force.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace yizhan::siting {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
/// Much less than half a unit of what is drawn, much more than sums of shares are off.
constexpr double slack = 1e-9;

struct table {
    const problem& asked;
    std::uint32_t open;

    [[nodiscard]] bool is_open(index site) const { return (open >> site & 1U) != 0; }
    /// Infinite where the open site does not serve the cell.
    [[nodiscard]] double seconds(index site, index cell) const {
        if (!is_open(site)) return endless;
        for (auto at = asked.pairs.first[site]; at < asked.pairs.first[site + 1]; ++at) {
            if (asked.pairs.cell[at] != cell) continue;
            const double time = asked.pairs.seconds.empty() ? 0 : static_cast<double>(asked.pairs.seconds[at]);
            return time <= asked.want.limit ? time : endless;
        }
        return endless;
    }
    [[nodiscard]] double load(index cell) const { return asked.load.empty() ? asked.weight[cell] : asked.load[cell]; }
    [[nodiscard]] double capacity(index site) const { return asked.capacity.empty() ? endless : asked.capacity[site]; }
};

bool sites_possible(const problem& asked, std::uint32_t open) {
    const auto is_open = [&](index site) { return (open >> site & 1U) != 0; };
    const auto kept = [&](index site) { return asked.state_of(site) == site_state::kept; };
    index opened = 0;
    double spent = 0;
    for (index site = 0; site < asked.sites(); ++site) {
        const auto state = asked.state_of(site);
        if (is_open(site) == (state == site_state::forbidden) && state != site_state::free) return false;
        if (!is_open(site) || kept(site)) continue;
        ++opened;
        spent += asked.cost_of(site);
    }
    if (asked.want.count && opened > *asked.want.count) return false;
    if (asked.want.budget && spent > *asked.want.budget + slack) return false;
    const auto clash = [&](index one, index other) {
        return is_open(one) && is_open(other) && !(kept(one) && kept(other));
    };
    for (const auto& [one, other] : asked.too_close) {
        if (clash(one, other)) return false;
    }
    for (index one = 0; one < asked.location.size(); ++one) {
        for (index other = one + 1; other < asked.location.size(); ++other) {
            const bool together = asked.location[one] == asked.location[other] && asked.location[one] != nobody;
            if (together && clash(one, other)) return false;
        }
    }
    return std::ranges::all_of(asked.quotas, [&](const site_group& quota) {
        const auto there = static_cast<index>(std::ranges::count_if(quota.sites, is_open));
        return there >= quota.least && there <= quota.most;
    });
}

double spent_on(const problem& asked, std::uint32_t open) {
    double sum = 0;
    for (index site = 0; site < asked.sites(); ++site) {
        if ((open >> site & 1U) != 0 && asked.state_of(site) != site_state::kept) sum += asked.cost_of(site);
    }
    return sum;
}

/// Of what each cell gets (weight covered) and needs (seconds; infinite: not served): the objective, or nothing.
std::optional<double> judged(const table& at, const std::vector<double>& covered, const std::vector<double>& seconds) {
    const auto& asked = at.asked;
    const auto reached = [&](const std::vector<index>& cells, double share) {
        double got = 0;
        double all = 0;
        for (const index cell : cells) {
            got += covered[cell];
            all += asked.weight[cell];
        }
        return got >= share * all - slack;
    };
    for (const auto& floor : asked.floors) {
        if (!reached(floor.cells, floor.share)) return std::nullopt;
    }
    std::vector<index> everywhere;
    double sum = 0;
    double travel = 0;
    double worst = 0;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        everywhere.push_back(cell);
        sum += covered[cell];
        if (asked.weight[cell] == 0) continue;
        const double time = std::min(seconds[cell], asked.want.unserved_seconds.value_or(endless));
        travel += asked.weight[cell] * time;
        worst = std::max(worst, seconds[cell]);
    }
    switch (asked.want.what) {
        case objective::most_covered:
            return sum;
        case objective::least_cost:
            return reached(everywhere, asked.want.share) ? std::optional(spent_on(asked, at.open)) : std::nullopt;
        case objective::least_travel:
            return std::isfinite(travel) ? std::optional(travel) : std::nullopt;
        case objective::least_worst:
            return std::isfinite(worst) ? std::optional(worst) : std::nullopt;
    }
    return std::nullopt;
}

bool better(objective what, double one, double other) {
    return what == objective::most_covered ? one > other : one < other;
}

void keep_better(objective what, std::optional<double>& best, std::optional<double> seen) {
    if (seen && (!best || better(what, *seen, *best))) best = seen;
}

std::optional<double> without_capacities(const table& at) {
    std::vector<double> covered, seconds;
    for (index cell = 0; cell < at.asked.cells(); ++cell) {
        index times = 0;
        double fastest = endless;
        for (index site = 0; site < at.asked.sites(); ++site) {
            if (std::isfinite(at.seconds(site, cell))) ++times;
            fastest = std::min(fastest, at.seconds(site, cell));
        }
        covered.push_back(times >= at.asked.want.times ? at.asked.weight[cell] : 0);
        seconds.push_back(fastest);
    }
    return judged(at, covered, seconds);
}

/// All ways to give each cell one site or none.
std::optional<double> undivided(const table& at) {
    const auto& asked = at.asked;
    std::vector<double> covered(asked.cells(), 0), seconds(asked.cells(), endless), room;
    for (index site = 0; site < asked.sites(); ++site)
        room.push_back(at.capacity(site));
    std::optional<double> best;
    const std::function<void(index)> place = [&](index cell) {
        if (cell == asked.cells()) {
            keep_better(asked.want.what, best, judged(at, covered, seconds));
            return;
        }
        place(cell + 1);
        for (index site = 0; site < asked.sites(); ++site) {
            const double takes = asked.weight[cell] == 0 ? 0 : at.load(cell);
            if (std::isinf(at.seconds(site, cell)) || room[site] < takes) continue;
            room[site] -= takes;
            covered[cell] = asked.weight[cell];
            seconds[cell] = at.seconds(site, cell);
            place(cell + 1);
            room[site] += takes;
            covered[cell] = 0;
            seconds[cell] = endless;
        }
    };
    place(0);
    return best;
}

/// The cheapest largest flow from sites to cells, by shortest augmenting paths (Bellman–Ford). Node 0 is the source,
/// then sites, then cells, then the sink.
class flow_network {
public:
    explicit flow_network(index nodes) : nodes_(nodes) {}
    void connect(index from, index to, double room, double cost) {
        arcs_.push_back({from, to, room, cost});
        arcs_.push_back({to, from, 0, -cost});
    }
    struct total {
        double flow = 0;
        double cost = 0;
    };
    total run() {
        total sum;
        while (augment(sum)) {
        }
        return sum;
    }

private:
    struct arc {
        index from, to;
        double room, cost;
    };
    bool augment(total& sum) {
        std::vector<double> distance(nodes_, endless);
        std::vector<std::size_t> via(nodes_, 0);
        distance[0] = 0;
        for (index round = 0; round < nodes_; ++round) {
            for (std::size_t at = 0; at < arcs_.size(); ++at) {
                const auto& [from, to, room, cost] = arcs_[at];
                if (room <= slack || distance[from] + cost >= distance[to] - slack) continue;
                distance[to] = distance[from] + cost;
                via[to] = at;
            }
        }
        if (std::isinf(distance.back())) return false;
        double room = endless;
        for (index node = nodes_ - 1; node != 0; node = arcs_[via[node]].from)
            room = std::min(room, arcs_[via[node]].room);
        for (index node = nodes_ - 1; node != 0; node = arcs_[via[node]].from) {
            arcs_[via[node]].room -= room;
            arcs_[via[node] ^ 1U].room += room;
        }
        sum.flow += room;
        sum.cost += room * distance.back();
        return true;
    }
    index nodes_;
    std::vector<arc> arcs_;
};

flow_network::total divide(const table& at, double slowest, std::optional<double> unserved) {
    const auto& asked = at.asked;
    const index cells_from = 1 + asked.sites();
    const index sink = cells_from + asked.cells();
    flow_network network(sink + 1);
    for (index site = 0; site < asked.sites(); ++site) {
        network.connect(0, 1 + site, std::min(at.capacity(site), 1e6), 0);
        for (index cell = 0; cell < asked.cells(); ++cell) {
            if (at.seconds(site, cell) <= slowest && std::isfinite(at.seconds(site, cell))) {
                network.connect(1 + site, cells_from + cell, 1e6, at.seconds(site, cell));
            }
        }
    }
    for (index cell = 0; cell < asked.cells(); ++cell) {
        network.connect(cells_from + cell, sink, asked.weight[cell], 0);
        if (unserved) network.connect(0, cells_from + cell, 1e6, *unserved);
    }
    return network.run();
}

/// There are no floors to look at.
std::optional<double> divided(const table& at) {
    const auto& want = at.asked.want;
    double all = 0;
    for (const double weight : at.asked.weight)
        all += weight;
    const auto freely =
        divide(at, endless, want.what == objective::least_travel ? want.unserved_seconds : std::nullopt);
    switch (want.what) {
        case objective::most_covered:
            return freely.flow;
        case objective::least_cost:
            return freely.flow >= want.share * all - slack ? std::optional(spent_on(at.asked, at.open)) : std::nullopt;
        case objective::least_travel:
            return freely.flow >= all - slack ? std::optional(freely.cost) : std::nullopt;
        case objective::least_worst:
            break;
    }
    if (all == 0) return 0;
    for (index half_seconds = 0; half_seconds <= 40; ++half_seconds) {
        if (divide(at, 0.5 * half_seconds, std::nullopt).flow >= all - slack) return 0.5 * half_seconds;
    }
    return std::nullopt;
}

}  // namespace

std::optional<double> value_by_hand(const problem& asked, std::uint32_t open) {
    if (!sites_possible(asked, open)) return std::nullopt;
    const table at{asked, open};
    if (asked.capacity.empty()) return without_capacities(at);
    return asked.want.divided ? divided(at) : undivided(at);
}

std::optional<double> best_by_hand(const problem& asked) {
    std::optional<double> best;
    for (std::uint32_t open = 0; open < 1U << asked.sites(); ++open) {
        keep_better(asked.want.what, best, value_by_hand(asked, open));
    }
    return best;
}

}  // namespace yizhan::siting
