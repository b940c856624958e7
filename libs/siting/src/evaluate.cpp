#include "evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace yizhan::siting {
namespace {

/// What becomes of the cells: how much of each one's weight is covered, and in what time it is reached.
struct outcome_of_cells {
    std::vector<double> covered;        ///< weight
    std::vector<double> worst_seconds;  ///< per cell, infinite where some of its weight is not served
    double travel = 0;                  ///< weight × seconds of what is served
    double unserved = 0;                ///< weight
};

/// Finds the first condition that a layout breaks.
class judge {
public:
    judge(const problem& asked, std::span<const index> open)
        : asked_(asked), open_(open), is_open_(asked.sites(), false) {}

    bool sites_hold() { return listed() && states_hold() && limits_hold() && apart() && quotas_hold(); }
    bool cells_hold(const outcome_of_cells& cells) { return floors_hold(cells) && goal_holds(cells); }
    [[nodiscard]] double value(const outcome_of_cells& cells) const;
    [[nodiscard]] bool is_open(index site) const { return site < is_open_.size() && is_open_[site]; }
    bool breaks(std::string how) {
        broken_ = std::move(how);
        return false;
    }
    [[nodiscard]] std::string& broken() { return broken_; }

private:
    bool listed();
    bool states_hold();
    bool limits_hold();
    bool apart();
    bool quotas_hold();
    bool floors_hold(const outcome_of_cells& cells);
    bool goal_holds(const outcome_of_cells& cells);
    [[nodiscard]] double spent() const;

    const problem& asked_;
    std::span<const index> open_;
    std::vector<bool> is_open_;
    std::string broken_;
};

bool judge::listed() {
    for (const index site : open_) {
        if (site >= asked_.sites()) return breaks(fmt::format("there is no site {}", site));
        if (is_open_[site]) return breaks(fmt::format("site {} is named twice", site));
        is_open_[site] = true;
    }
    return true;
}

bool judge::states_hold() {
    for (index site = 0; site < asked_.sites(); ++site) {
        const auto state = asked_.state_of(site);
        if (is_open_[site] && state == site_state::forbidden) return breaks(fmt::format("site {} is forbidden", site));
        if (is_open_[site]) continue;
        if (state == site_state::kept) return breaks(fmt::format("site {} is kept, but not open", site));
        if (state == site_state::forced) return breaks(fmt::format("site {} is forced, but not open", site));
    }
    return true;
}

double judge::spent() const {
    double sum = 0;
    for (const index site : open_)
        sum += asked_.state_of(site) == site_state::kept ? 0 : asked_.cost_of(site);
    return sum;
}

bool judge::limits_hold() {
    const auto opened =
        std::ranges::count_if(open_, [&](index site) { return asked_.state_of(site) != site_state::kept; });
    if (asked_.want.count && opened > static_cast<std::ptrdiff_t>(*asked_.want.count)) {
        return breaks(fmt::format("{} sites are opened, {} may be", opened, *asked_.want.count));
    }
    if (asked_.want.budget && falls_short(*asked_.want.budget, spent())) {
        return breaks(fmt::format("{} is spent of a budget of {}", spent(), *asked_.want.budget));
    }
    return true;
}

bool judge::apart() {
    // Sites that are kept exist: however close they are to each other, only others must keep away from them.
    const auto kept = [&](index site) { return asked_.state_of(site) == site_state::kept; };
    for (const auto& [one, other] : asked_.too_close) {
        if (!is_open_[one] || !is_open_[other] || (kept(one) && kept(other))) continue;
        return breaks(fmt::format("sites {} and {} are too close to each other", one, other));
    }
    if (asked_.location.empty()) return true;
    std::unordered_map<index, index> first;
    for (const index site : open_) {
        if (asked_.location[site] == nobody) continue;
        const auto [there, is_first] = first.try_emplace(asked_.location[site], site);
        if (is_first || (kept(there->second) && kept(site))) continue;
        return breaks(fmt::format("sites {} and {} are of one location", there->second, site));
    }
    return true;
}

bool judge::quotas_hold() {
    for (const auto& quota : asked_.quotas) {
        const auto open = std::ranges::count_if(quota.sites, [&](index site) { return is_open_[site]; });
        if (open < static_cast<std::ptrdiff_t>(quota.least)) {
            return breaks(
                fmt::format("quota '{}' has {} open sites, at least {} are wanted", quota.name, open, quota.least));
        }
        if (quota.most != nobody && open > static_cast<std::ptrdiff_t>(quota.most)) {
            return breaks(
                fmt::format("quota '{}' has {} open sites, at most {} are allowed", quota.name, open, quota.most));
        }
    }
    return true;
}

bool judge::floors_hold(const outcome_of_cells& cells) {
    for (const auto& floor : asked_.floors) {
        double covered = 0;
        double all = 0;
        for (const index cell : floor.cells) {
            covered += cells.covered[cell];
            all += asked_.weight[cell];
        }
        if (!falls_short(covered, floor.share * all)) continue;
        return breaks(
            fmt::format("floor '{}' has {} of {} covered, {} of it is wanted", floor.name, covered, all, floor.share));
    }
    return true;
}

bool judge::goal_holds(const outcome_of_cells& cells) {
    const auto& want = asked_.want;
    if (want.what == objective::least_cost) {
        double covered = 0;
        double all = 0;
        for (index cell = 0; cell < asked_.cells(); ++cell) {
            covered += cells.covered[cell];
            all += asked_.weight[cell];
        }
        if (!falls_short(covered, want.share * all)) return true;
        return breaks(fmt::format("{} of {} is covered, a share of {} is wanted", covered, all, want.share));
    }
    const bool all_served =
        want.what == objective::least_worst || (want.what == objective::least_travel && !want.unserved_seconds);
    if (!all_served) return true;
    for (index cell = 0; cell < asked_.cells(); ++cell) {
        if (asked_.weight[cell] > 0 && std::isinf(cells.worst_seconds[cell])) {
            return breaks(fmt::format("cell {} is not served", cell));
        }
    }
    return true;
}

double judge::value(const outcome_of_cells& cells) const {
    double sum = 0;
    switch (asked_.want.what) {
        case objective::most_covered:
            for (const double weight : cells.covered)
                sum += weight;
            return sum;
        case objective::least_cost:
            return spent();
        case objective::least_travel:
            return cells.travel + cells.unserved * asked_.want.unserved_seconds.value_or(0);
        case objective::least_worst:
            for (index cell = 0; cell < asked_.cells(); ++cell) {
                if (asked_.weight[cell] > 0) sum = std::max(sum, cells.worst_seconds[cell]);
            }
            return sum;
    }
    return sum;
}

constexpr double never = std::numeric_limits<double>::infinity();

/// Without capacities: everybody goes to the fastest open site.
outcome_of_cells serve_all(const problem& asked, std::span<const index> open) {
    outcome_of_cells out{.covered = std::vector<double>(asked.cells(), 0.0),
                         .worst_seconds = std::vector<double>(asked.cells(), never)};
    std::vector<index> times(asked.cells(), 0);
    for (const index site : open) {
        const auto cells = asked.pairs.cells_of(site);
        const auto seconds = asked.pairs.seconds_of(site);
        for (std::size_t place = 0; place < cells.size(); ++place) {
            const double time = seconds_at(seconds, place);
            if (time > asked.want.limit) continue;
            ++times[cells[place]];
            out.worst_seconds[cells[place]] = std::min(out.worst_seconds[cells[place]], time);
        }
    }
    for (index cell = 0; cell < asked.cells(); ++cell) {
        const double weight = asked.weight[cell];
        if (times[cell] >= asked.want.times) out.covered[cell] = weight;
        if (weight == 0) continue;
        if (times[cell] > 0) out.travel += weight * counted(asked, out.worst_seconds[cell]);
        if (times[cell] == 0) out.unserved += weight;
    }
    return out;
}

/// Seconds of a pair within the limit; nothing without such a pair.
std::optional<double> seconds_between(const problem& asked, index site, index cell) {
    const auto cells = asked.pairs.cells_of(site);
    const auto found = std::ranges::lower_bound(cells, cell);
    if (found == cells.end() || *found != cell) return std::nullopt;
    const double time = seconds_at(asked.pairs.seconds_of(site), static_cast<std::size_t>(found - cells.begin()));
    if (time > asked.want.limit) return std::nullopt;
    return time;
}

/// What the shares come to; nothing, with the reason in `broken`, when they are not possible.
std::optional<outcome_of_cells> serve_shares(const problem& asked, judge& layout, std::span<const served> shares) {
    outcome_of_cells out{.covered = std::vector<double>(asked.cells(), 0.0),
                         .worst_seconds = std::vector<double>(asked.cells(), 0.0)};
    std::vector<double> load(asked.sites(), 0.0);
    std::vector<index> server(asked.cells(), nobody);
    const double accuracy = asked.want.divided ? share_accuracy : sum_accuracy;
    for (const auto& [cell, site, amount] : shares) {
        const auto refuse = [&, site = site, cell = cell](const char* why) {
            layout.breaks(fmt::format("site {} cannot serve cell {}: {}", site, cell, why));
            return std::nullopt;
        };
        if (cell >= asked.cells() || !layout.is_open(site)) return refuse("one of them is not there");
        if (!(amount >= 0)) return refuse("the amount is negative");
        const auto time = seconds_between(asked, site, cell);
        if (!time) return refuse("it does not reach it in time");
        if (!asked.want.divided && server[cell] != nobody && server[cell] != site) return refuse("another site does");
        server[cell] = site;
        if (asked.weight[cell] > 0) load[site] += amount / asked.weight[cell] * asked.load_of(cell);
        out.covered[cell] += amount;
        out.travel += amount * counted(asked, *time);
        if (amount > 0) out.worst_seconds[cell] = std::max(out.worst_seconds[cell], *time);
    }
    for (index site = 0; site < asked.sites(); ++site) {
        if (asked.capacity.empty() || !falls_short(asked.capacity[site], load[site], accuracy)) continue;
        layout.breaks(fmt::format("site {} bears {}, its capacity is {}", site, load[site], asked.capacity[site]));
        return std::nullopt;
    }
    for (index cell = 0; cell < asked.cells(); ++cell) {
        const double weight = asked.weight[cell];
        const bool whole = !falls_short(out.covered[cell], weight, accuracy);
        if (falls_short(weight, out.covered[cell], accuracy) ||
            (!asked.want.divided && !whole && out.covered[cell] > 0)) {
            layout.breaks(fmt::format("{} of cell {} is served, its weight is {}", out.covered[cell], cell, weight));
            return std::nullopt;
        }
        if (whole) continue;
        out.worst_seconds[cell] = never;
        out.unserved += weight - out.covered[cell];
    }
    return out;
}

std::optional<double> verdict_of(judge& layout, const std::optional<outcome_of_cells>& cells, std::string* broken) {
    if (cells && layout.cells_hold(*cells)) return layout.value(*cells);
    if (broken != nullptr) *broken = std::move(layout.broken());
    return std::nullopt;
}

}  // namespace

std::optional<double> evaluate(const problem& asked, std::span<const index> open, std::string* broken) {
    judge layout(asked, open);
    if (!layout.sites_hold()) return verdict_of(layout, std::nullopt, broken);
    return verdict_of(layout, serve_all(asked, open), broken);
}

std::optional<double> evaluate_served(const problem& asked, std::span<const index> open, std::span<const served> shares,
                                      std::string* broken) {
    judge layout(asked, open);
    if (!layout.sites_hold()) return verdict_of(layout, std::nullopt, broken);
    return verdict_of(layout, serve_shares(asked, layout, shares), broken);
}

}  // namespace yizhan::siting
