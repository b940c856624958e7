#include "p_median_core.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int iterations_per_unit = 4000;
// Of 16 bytes each.
constexpr std::uint64_t most_ways = 12'000'000;
// Between these powers of two the largest cost of a group is brought: solvers work with absolute tolerances.
constexpr int least_exponent = 10, most_exponent = 20;

/// A power of two, so that scaling is exact.
double scale_for(double largest) {
    if (!(largest > 0) || !std::isfinite(largest)) return 1;
    const int exponent = std::ilogb(largest);
    return std::ldexp(1.0, std::clamp(exponent, least_exponent, most_exponent) - exponent);
}

}  // namespace

result<median_core> median_core::make(const median_model& model, const median_dual& dual, double ceiling,
                                      mip_backend backend) {
    auto lp = mip::warm_lp::make(backend);
    if (!lp) return pass_on(lp);
    median_core core;
    core.lp_ = std::move(*lp);
    core.gather(model, dual, ceiling);
    core.add_columns();
    std::vector<index> column_of(model.sites(), nobody);
    for (index column = 0; column < core.columns(); ++column)
        column_of[core.site_[column]] = column;
    core.add_rules(model.rules(), column_of);
    core.fixed_rows_ = core.lp_->rows();
    core.cut_at_prices();
    return core;
}

void median_core::cut_at_prices() {
    for (index group = 0; group < groups(); ++group) {
        const auto from = ways_.begin() + static_cast<std::ptrdiff_t>(first_[group]);
        const auto to = ways_.begin() + static_cast<std::ptrdiff_t>(first_[group + 1]);
        const auto above = std::upper_bound(from, to, price_[group],
                                            [](double cost, const priced_way& one) { return cost < one.cost; });
        const auto below = static_cast<std::size_t>(above - from);
        if (above != to) {
            add_cut(group, below, above->cost);
        } else if (last_[group] < infinity) {
            add_cut(group, below, last_[group]);
        } else {
            add_service(group);
        }
        if (below > 1) add_cut(group, below - 1, std::prev(above)->cost);
    }
}

void median_core::gather(const median_model& model, const median_dual& dual, double ceiling) {
    median_model::outlook seen = dual.outlook(ceiling);
    seen.longest = std::max<index>(50, static_cast<index>(most_ways / std::max<index>(1, model.cells())));
    std::vector<index> column_of(model.sites(), nobody);
    for (index site = 0; site < model.sites(); ++site) {
        if (seen.sure[site]) sure_.push_back(site);
        if (seen.sure[site] || !seen.wanted[site]) continue;
        column_of[site] = columns();
        site_.push_back(site);
    }
    struct group {
        std::vector<double> cost;
        double last = 0, price = 0;
    };
    std::map<std::vector<index>, group> groups;  // by the order in which sites are preferred
    model.each_service(seen, [&](index cell, const median_model::service& found) {
        std::vector<index> order;
        for (const priced_way& one : found.ways)
            order.push_back(column_of[one.site]);
        group& joined = groups[std::move(order)];
        joined.cost.resize(found.ways.size(), 0);
        for (std::size_t at = 0; at < found.ways.size(); ++at)
            joined.cost[at] += found.ways[at].cost;
        joined.last += found.last;
        joined.price += model.weight(cell) * dual.best().price[cell];
        exact_ = exact_ && found.exact;
    });
    double largest = 0;
    for (const auto& [order, joined] : groups)
        largest = std::max(largest, order.empty() ? 0 : joined.cost.back() - joined.cost.front());
    scale_ = scale_for(largest);
    for (const auto& [order, joined] : groups) {
        if (order.empty()) impossible_ = impossible_ || joined.last == infinity;
        const double least = order.empty() ? joined.last : joined.cost.front();
        constant_ += least;
        if (order.empty()) continue;
        for (std::size_t at = 0; at < order.size(); ++at)
            ways_.push_back({order[at], (joined.cost[at] - least) * scale_});
        first_.push_back(ways_.size());
        last_.push_back((joined.last - least) * scale_);
        price_.push_back((joined.price - least) * scale_);
    }
}

void median_core::add_columns() {
    for (index column = 0; column < columns(); ++column)
        lp_->add_column(0, 0, 1);
    for (index group = 0; group < groups(); ++group)
        lp_->add_column(1, 0, infinity);
}

void median_core::add_rules(const site_rules& rules, const std::vector<index>& column_of) {
    for (const site_rules::row& row : rules.rows()) {
        cut_column_.clear();
        cut_value_.clear();
        double taken = 0;
        for (std::size_t at = 0; at < row.sites.size(); ++at) {
            if (std::ranges::binary_search(sure_, row.sites[at])) taken += row.value[at];
            if (column_of[row.sites[at]] == nobody) continue;
            cut_column_.push_back(column_of[row.sites[at]]);
            cut_value_.push_back(row.value[at]);
        }
        const bool empty = cut_column_.empty();
        if (empty) impossible_ = impossible_ || taken < row.low || taken > row.high;
        if (!empty) lp_->add_row(row.low - taken, row.high - taken, cut_column_, cut_value_);
    }
}

void median_core::add_cut(index group, std::size_t entries, double cost) {
    cut_column_.clear();
    cut_value_.clear();
    for (std::size_t at = first_[group]; at < first_[group] + entries; ++at) {
        const double saved = cost - ways_[at].cost;
        if (saved <= 0) break;
        cut_column_.push_back(ways_[at].site);
        cut_value_.push_back(saved);
    }
    cut_column_.push_back(columns() + group);
    cut_value_.push_back(1);
    lp_->add_row(cost, infinity, cut_column_, cut_value_);
}

void median_core::add_service(index group) {
    cut_column_.clear();
    for (std::size_t at = first_[group]; at < first_[group + 1]; ++at)
        cut_column_.push_back(ways_[at].site);
    cut_value_.assign(cut_column_.size(), 1);
    lp_->add_row(1, infinity, cut_column_, cut_value_);
}

index median_core::separate() {
    const auto& x = lp_->x();
    index added = 0;
    for (index group = 0; group < groups(); ++group) {
        double served = 0, cost = 0;
        std::size_t at = first_[group];
        for (; at < first_[group + 1]; ++at) {
            const double share = x[ways_[at].site];
            if (served + share >= 1 - 1e-9) break;
            served += share;
            cost += share * ways_[at].cost;
        }
        const bool complete = at < first_[group + 1];
        if (!complete && last_[group] == infinity) {
            if (served < 1 - 1e-6) {
                add_service(group);
                ++added;
            }
            continue;
        }
        const double last = complete ? ways_[at].cost : last_[group];
        cost += (1 - served) * last;
        if (cost - x[columns() + group] <= tolerance_ * std::max(1.0, cost)) continue;
        add_cut(group, at - first_[group], last);
        ++added;
    }
    return added;
}

median_core::state median_core::relax(double ceiling, int rounds, work_clock& clock) {
    if (impossible_) return state::infeasible;
    if (columns() == 0) return constant_ >= ceiling ? state::cut_off : state::solved;
    for (int round = 0;; ++round) {
        auto how = mip::warm_lp::status::unfinished;
        while (how == mip::warm_lp::status::unfinished) {
            how = lp_->solve(iterations_per_unit, (ceiling - constant_) * scale_);
            if (clock.tick() && how == mip::warm_lp::status::unfinished) return state::stopped;
        }
        if (how == mip::warm_lp::status::infeasible) return state::infeasible;
        if (how == mip::warm_lp::status::cut_off) return state::cut_off;
        if (how == mip::warm_lp::status::failed) return state::failed;
        if (bound() >= ceiling) return state::cut_off;
        if (round >= rounds || separate() == 0) return state::solved;
        if (clock.stopped()) return state::stopped;
    }
}

double median_core::glance(int iterations, double ceiling) {
    const auto how = lp_->solve(iterations, (ceiling - constant_) * scale_);
    return how == mip::warm_lp::status::infeasible ? infinity : bound();
}

void median_core::forget_slack_cuts() {
    std::vector<char> marked = lp_->slack_rows();
    std::fill_n(marked.begin(), fixed_rows_, 0);
    lp_->remove_rows(marked);
}

}  // namespace yizhan::siting
