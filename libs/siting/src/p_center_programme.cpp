#include "mip.hpp"
#include "p_center_cover.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// The exact programme begins with some cells if there are more than this, and takes so many at a time.
constexpr std::size_t cells_at_once = 300;

}  // namespace

std::vector<index> center_cover::apart(std::vector<index> cells, std::size_t most) const {
    std::ranges::stable_sort(cells, {}, [this](index cell) { return sites_of_[cell].size(); });
    std::vector<char> taken(cells_of_.size(), 0);
    std::vector<index> chosen, others;
    for (const index cell : cells) {
        const auto& sites = sites_of_[cell];
        const bool alone = std::ranges::none_of(sites, [&](index site) { return taken[site] != 0; });
        (alone ? chosen : others).push_back(cell);
        if (!alone) continue;
        for (const index site : sites)
            taken[site] = 1;
    }
    if (others.size() + chosen.size() <= most) {
        chosen.insert(chosen.end(), others.begin(), others.end());
    } else if (chosen.size() > most) {
        chosen.resize(most);
    }
    return chosen;
}

mip::model center_cover::programme(std::vector<index>& site_of, std::vector<index>& column_of) const {
    const site_rules& rules = model_.rules();
    mip::model asked;
    column_of.assign(rules.sites(), nobody);
    const auto add = [&](index site) {
        if (!rules.is_free(site) || column_of[site] != nobody) return;
        column_of[site] = asked.add_column(1, 0, 1, true);
        site_of.push_back(site);
    };
    std::ranges::for_each(columns_, add);
    for (const site_group& quota : rules.quotas()) {
        if (quota.least > 0) std::ranges::for_each(quota.sites, add);
    }
    for (const site_rules::row& row : rules.rows()) {
        double taken = 0;
        for (std::size_t at = 0; at < row.sites.size(); ++at) {
            if (rules.must_be_open(row.sites[at])) taken += row.value[at];
        }
        asked.add_row(row.low - taken, row.high - taken);
        for (std::size_t at = 0; at < row.sites.size(); ++at) {
            if (column_of[row.sites[at]] != nobody) asked.put(column_of[row.sites[at]], row.value[at]);
        }
    }
    return asked;
}

std::vector<index> center_cover::unserved(const std::vector<char>& open) const {
    std::vector<index> cells;
    for (index cell = 0; cell < sites_of_.size(); ++cell) {
        if (std::ranges::none_of(sites_of_[cell], [&](index site) { return open[site] != 0; })) cells.push_back(cell);
    }
    return cells;
}

result<center_cover::verdict> center_cover::decide(const options& how, work_clock& clock) {
    if (hopeless_) return verdict::impossible;
    std::vector<index> site_of, column_of, open;
    mip::model asked = programme(site_of, column_of);
    std::vector<char> is_open(cells_of_.size(), 0);
    auto lacking = unserved(is_open);
    do {  // even if no cell is left: there may be quotas
        for (const index cell : apart(std::move(lacking), cells_at_once)) {
            asked.add_row(1, infinity);
            for (const index site : sites_of_[cell])
                asked.put(column_of[site], 1);
        }
        // Any layout will do.
        auto given = mip::solve(asked, {.gap = 1, .seed = how.seed, .backend = how.mip}, clock);
        if (!given) return pass_on(given);
        if (given->state == mip::status::infeasible) return verdict::impossible;
        if (given->x.empty() || clock.stopped()) return verdict::unknown;
        std::ranges::fill(is_open, 0);
        open.clear();
        for (index column = 0; column < site_of.size(); ++column) {
            if (given->x[column] <= 0.5) continue;
            open.push_back(site_of[column]);
            is_open[site_of[column]] = 1;
        }
        lacking = unserved(is_open);
    } while (!lacking.empty());
    return try_sites(open) ? verdict::possible : verdict::unknown;
}

}  // namespace yizhan::siting
