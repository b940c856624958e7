#include "plain_model.hpp"

#include "evaluation.hpp"
#include "site_rules.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace yizhan::siting {
namespace {

/// Writes the model, one condition after the other.
class writer {
public:
    writer(const problem& asked, columns& map) : asked_(asked), want_(asked.want), map_(map) {}

    mip::model write() {
        add_sites();
        add_count_and_budget();
        add_exclusions();
        add_quotas();
        find_reaching();
        if (who_serves_matters()) {
            add_pairs();
            add_capacities();
        }
        if (cover_matters() && asked_.capacity.empty()) add_covered();
        if (want_.what == objective::least_worst) add_levels();
        for (const auto& floor : asked_.floors)
            add_share_of(floor.cells, floor.share);
        if (want_.what == objective::least_cost) add_share_of(all_cells(), want_.share);
        return std::move(model_);
    }

private:
    struct reach {
        index site;
        double seconds;
    };

    [[nodiscard]] bool who_serves_matters() const {
        return !asked_.capacity.empty() || want_.what == objective::least_travel;
    }
    [[nodiscard]] bool cover_matters() const {
        return want_.what == objective::most_covered || want_.what == objective::least_cost || !asked_.floors.empty();
    }
    [[nodiscard]] bool all_served() const {
        return want_.what == objective::least_worst ||
               (want_.what == objective::least_travel && !want_.unserved_seconds);
    }
    [[nodiscard]] std::vector<index> all_cells() const {
        std::vector<index> cells(asked_.cells());
        for (index cell = 0; cell < asked_.cells(); ++cell)
            cells[cell] = cell;
        return cells;
    }

    void add_sites();
    void add_count_and_budget();
    void add_exclusions();
    void add_quotas();
    void find_reaching();
    void add_pairs();
    void add_served(index cell, std::size_t first);
    void add_unserved(index cell, double seconds);
    void add_capacities();
    void add_covered();
    void add_levels();
    void add_levels_of(index cell);
    void add_share_of(std::span<const index> cells, double share);
    void put_covered(index cell, double factor);

    const problem& asked_;
    const goal& want_;
    columns& map_;
    mip::model model_;
    std::vector<std::vector<reach>> reaching_;        ///< per cell with weight: who may serve it, fastest first
    std::vector<std::vector<std::uint32_t>> served_;  ///< per cell: its places in `map_.pairs`
};

void writer::add_sites() {
    for (index site = 0; site < asked_.sites(); ++site) {
        const auto state = asked_.state_of(site);
        const bool must = state == site_state::kept || state == site_state::forced;
        const bool costs = want_.what == objective::least_cost && state != site_state::kept;
        map_.open.push_back(model_.add_column(costs ? asked_.cost_of(site) : 0, must ? 1 : 0,
                                              state == site_state::forbidden ? 0 : 1, true));
    }
}

void writer::add_count_and_budget() {
    const auto put_new = [&](bool costs) {
        for (index site = 0; site < asked_.sites(); ++site) {
            if (asked_.state_of(site) == site_state::kept) continue;
            model_.put(map_.open[site], costs ? asked_.cost_of(site) : 1);
        }
    };
    if (want_.count) {
        model_.add_row(-mip::infinity, *want_.count);
        put_new(false);
    }
    if (want_.budget && std::isfinite(*want_.budget)) {
        model_.add_row(-mip::infinity, *want_.budget);
        put_new(true);
    }
}

void writer::add_exclusions() {
    const auto kept = [&](index site) { return asked_.state_of(site) == site_state::kept; };
    for (const auto& [one, other] : asked_.too_close) {
        if (kept(one) && kept(other)) continue;
        model_.add_row(-mip::infinity, 1);
        model_.put(map_.open[one], 1);
        model_.put(map_.open[other], 1);
    }
    if (asked_.location.empty()) return;
    std::map<index, std::vector<index>> at;
    for (index site = 0; site < asked_.sites(); ++site) {
        if (asked_.location[site] != nobody) at[asked_.location[site]].push_back(site);
    }
    for (const auto& [location, sites] : at) {
        const auto already = std::ranges::count_if(sites, kept);
        // Kept sites exist, and may be several; beside one of them nothing else is opened.
        model_.add_row(-mip::infinity, already > 0 ? 0 : 1);
        for (const index site : sites) {
            if (!kept(site)) model_.put(map_.open[site], 1);
        }
    }
}

void writer::add_quotas() {
    for (const auto& quota : asked_.quotas) {
        model_.add_row(quota.least, quota.most == nobody ? mip::infinity : static_cast<double>(quota.most));
        for (const index site : quota.sites)
            model_.put(map_.open[site], 1);
    }
}

void writer::find_reaching() {
    reaching_.resize(asked_.cells());
    for (index site = 0; site < asked_.sites(); ++site) {
        if (asked_.state_of(site) == site_state::forbidden) continue;
        const auto cells = asked_.pairs.cells_of(site);
        const auto seconds = asked_.pairs.seconds_of(site);
        for (std::size_t place = 0; place < cells.size(); ++place) {
            const double time = seconds_at(seconds, place);
            if (time > want_.limit || asked_.weight[cells[place]] == 0) continue;
            reaching_[cells[place]].push_back({site, time});
        }
    }
    for (auto& reaches : reaching_)
        std::ranges::stable_sort(reaches, {}, &reach::seconds);
}

void writer::add_pairs() {
    const bool whole = !asked_.capacity.empty() && !want_.divided;
    map_.unserved.assign(asked_.cells(), columns::none);
    served_.resize(asked_.cells());
    for (index cell = 0; cell < asked_.cells(); ++cell) {
        if (asked_.weight[cell] == 0) continue;
        const auto first = map_.pairs.size();
        for (const auto& [site, seconds] : reaching_[cell]) {
            double cost = 0;
            if (want_.what == objective::least_travel) cost = asked_.weight[cell] * counted(asked_, seconds);
            if (want_.what == objective::most_covered) cost = -asked_.weight[cell];
            const auto column = model_.add_column(cost, 0, 1, whole);
            served_[cell].push_back(static_cast<std::uint32_t>(map_.pairs.size()));
            map_.pairs.push_back({cell, site, seconds, column});
            // Only an open site serves.
            model_.add_row(-mip::infinity, 0);
            model_.put(column, 1);
            model_.put(map_.open[site], -1);
        }
        if (want_.what == objective::least_travel && want_.unserved_seconds)
            add_unserved(cell, *want_.unserved_seconds);
        add_served(cell, first);
    }
}

/// The shares of a cell add up to at most 1, and to 1 where everybody must be served.
void writer::add_served(index cell, std::size_t first) {
    const auto unserved = map_.unserved[cell];
    const bool exactly = all_served() || unserved != columns::none;
    model_.add_row(exactly ? 1 : -mip::infinity, 1);
    for (auto place = first; place < map_.pairs.size(); ++place)
        model_.put(map_.pairs[place].column, 1);
    if (unserved != columns::none) model_.put(unserved, 1);
}

void writer::add_unserved(index cell, double seconds) {
    const bool whole = !asked_.capacity.empty() && !want_.divided;
    map_.unserved[cell] = model_.add_column(asked_.weight[cell] * seconds, 0, 1, whole);
}

void writer::add_capacities() {
    if (asked_.capacity.empty()) return;
    std::vector<std::vector<const columns::pair*>> by_site(asked_.sites());
    for (const auto& pair : map_.pairs)
        by_site[pair.site].push_back(&pair);
    for (index site = 0; site < asked_.sites(); ++site) {
        if (std::isinf(asked_.capacity[site])) continue;
        model_.add_row(-mip::infinity, 0);
        for (const auto* pair : by_site[site])
            model_.put(pair->column, asked_.load_of(pair->cell));
        model_.put(map_.open[site], -asked_.capacity[site]);
    }
}

/// covered × times ≤ open sites that reach the cell. With times = 1 the column need not be whole: what is open is.
void writer::add_covered() {
    const bool counts = want_.what == objective::most_covered;
    map_.covered.assign(asked_.cells(), columns::none);
    for (index cell = 0; cell < asked_.cells(); ++cell) {
        if (asked_.weight[cell] == 0) continue;
        const auto column = model_.add_column(counts ? -asked_.weight[cell] : 0, 0, 1, want_.times > 1);
        map_.covered[cell] = column;
        model_.add_row(0, mip::infinity);
        for (const auto& [site, seconds] : reaching_[cell])
            model_.put(map_.open[site], 1);
        model_.put(column, -static_cast<double>(want_.times));
    }
}

/// The worst is the first level plus the steps to all levels that it is not below (Elloumi, Labbé & Pochet 2004).
void writer::add_levels() {
    for (const auto& reaches : reaching_) {
        for (const auto& [site, seconds] : reaches)
            map_.levels.push_back(seconds);
    }
    std::ranges::sort(map_.levels);
    const auto rest = std::ranges::unique(map_.levels);
    map_.levels.erase(rest.begin(), rest.end());
    for (std::size_t level = 1; level < map_.levels.size(); ++level) {
        map_.above.push_back(model_.add_column(map_.levels[level] - map_.levels[level - 1], 0, 1, true));
        if (level == 1) continue;
        model_.add_row(0, mip::infinity);
        model_.put(map_.above[level - 2], 1);
        model_.put(map_.above[level - 1], -1);
    }
    for (index cell = 0; cell < asked_.cells(); ++cell) {
        if (asked_.weight[cell] > 0) add_levels_of(cell);
    }
}

/// For each of the cell's own times: either it is wholly served within it, or the worst is at least its next time.
void writer::add_levels_of(index cell) {
    const auto& reaches = reaching_[cell];
    for (std::size_t end = 0; end <= reaches.size(); ++end) {
        if (end > 0 && end < reaches.size() && reaches[end].seconds == reaches[end - 1].seconds) continue;
        model_.add_row(1, mip::infinity);
        for (std::size_t place = 0; place < end; ++place) {
            model_.put(served_.empty() ? map_.open[reaches[place].site] : map_.pairs[served_[cell][place]].column, 1);
        }
        if (end == reaches.size()) break;
        const auto level = std::ranges::lower_bound(map_.levels, reaches[end].seconds) - map_.levels.begin();
        if (level == 0) {
            // Nothing is below the first level: no condition.
            model_.row_low.back() = -mip::infinity;
            continue;
        }
        model_.put(map_.above[static_cast<std::size_t>(level - 1)], 1);
    }
}

void writer::put_covered(index cell, double factor) {
    if (asked_.weight[cell] == 0) return;
    if (asked_.capacity.empty()) {
        model_.put(map_.covered[cell], factor);
        return;
    }
    for (const auto place : served_[cell])
        model_.put(map_.pairs[place].column, factor);
}

void writer::add_share_of(std::span<const index> cells, double share) {
    if (share <= 0) return;
    if (share >= 1) {
        // Cell by cell, without the rounding of sums.
        for (const index cell : cells) {
            if (asked_.weight[cell] == 0) continue;
            model_.add_row(1, mip::infinity);
            put_covered(cell, 1);
        }
        return;
    }
    double all = 0;
    for (const index cell : cells)
        all += asked_.weight[cell];
    if (all == 0) return;
    model_.add_row(share * all * (1 - sum_accuracy / 2), mip::infinity);
    for (const index cell : cells)
        put_covered(cell, asked_.weight[cell]);
}

/// Multiplies rows whose numbers are weights or costs by a power of two, so that the solvers' absolute tolerance is
/// some 10^-10 of the largest number.
void scale_rows(mip::model& model) {
    for (std::uint32_t row = 0; row < model.rows(); ++row) {
        double largest = 0;
        for (auto entry = model.row_first[row]; entry < model.row_first[row + 1]; ++entry) {
            largest = std::max(largest, std::abs(model.entry_value[entry]));
        }
        if (largest == 0 || (largest >= 1 && largest <= 1024)) continue;
        const double factor = std::ldexp(1.0, 12 - std::ilogb(largest));
        for (auto entry = model.row_first[row]; entry < model.row_first[row + 1]; ++entry)
            model.entry_value[entry] *= factor;
        model.row_low[row] *= factor;
        model.row_high[row] *= factor;
    }
}

}  // namespace

mip::model plain_model(const problem& asked, columns& map) {
    map = {};
    auto model = writer(asked, map).write();
    scale_rows(model);
    return model;
}

std::vector<index> open_in(const columns& map, std::span<const double> x) {
    std::vector<index> open;
    for (index site = 0; site < map.open.size(); ++site) {
        if (x[map.open[site]] > 0.5) open.push_back(site);
    }
    return open;
}

std::vector<served> shares_in(const problem& asked, const columns& map, std::span<const double> x) {
    constexpr double least = 1e-7;
    std::vector<served> shares;
    for (const auto& pair : map.pairs) {
        const double share = asked.want.divided ? x[pair.column] : std::round(x[pair.column]);
        if (share < least) continue;
        shares.push_back({pair.cell, pair.site, share * asked.weight[pair.cell]});
    }
    return shares;
}

std::vector<double> solution_of(const problem& asked, const mip::model& model, const columns& map,
                                std::span<const index> open) {
    std::vector<double> x(model.columns(), 0.0);
    for (const index site : open) {
        if (site < map.open.size()) x[map.open[site]] = 1;
    }
    const auto fastest = fastest_of(asked, open, asked.want.limit);
    for (const auto column : map.unserved) {
        if (column != columns::none) x[column] = 1;
    }
    for (const auto& pair : map.pairs) {
        if (fastest[pair.cell] != pair.site) continue;
        x[pair.column] = 1;
        if (map.unserved[pair.cell] != columns::none) x[map.unserved[pair.cell]] = 0;
    }
    std::vector<index> times(asked.cells(), 0);
    std::vector<double> seconds_to(asked.cells(), 0);
    for (const index site : open) {
        const auto cells = asked.pairs.cells_of(site);
        const auto seconds = asked.pairs.seconds_of(site);
        for (std::size_t place = 0; place < cells.size(); ++place) {
            const double time = seconds_at(seconds, place);
            if (time <= asked.want.limit) ++times[cells[place]];
            if (site == fastest[cells[place]]) seconds_to[cells[place]] = time;
        }
    }
    double worst = 0;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (asked.weight[cell] > 0) worst = std::max(worst, seconds_to[cell]);
        if (map.covered.empty() || map.covered[cell] == columns::none) continue;
        x[map.covered[cell]] = times[cell] >= asked.want.times ? 1 : 0;
    }
    for (std::size_t level = 1; level < map.levels.size(); ++level) {
        x[map.above[level - 1]] = worst >= map.levels[level] ? 1 : 0;
    }
    return x;
}

}  // namespace yizhan::siting
