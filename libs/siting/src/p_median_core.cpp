#include "p_median_core.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// A unit of work is so many iterations, fewer when the programme is large: some tenths of a second at most.
constexpr std::uint64_t most_iterations = 4000, least_iterations = 50, entries_per_unit = 1'500'000'000;
// Between these powers of two the largest cost of a group is brought: solvers work with absolute tolerances.
constexpr int least_exponent = 10, most_exponent = 20;

/// A power of two, so that scaling is exact.
double scale_for(double largest) {
    if (!(largest > 0) || !std::isfinite(largest)) return 1;
    const int exponent = std::ilogb(largest);
    return std::ldexp(1.0, std::clamp(exponent, least_exponent, most_exponent) - exponent);
}

}  // namespace

result<median_core> median_core::make(median_rest rest, const site_rules& rules, mip_backend backend) {
    auto lp = mip::warm_lp::make(backend);
    if (!lp) return pass_on(lp);
    median_core core;
    core.lp_ = std::move(*lp);
    core.rest_ = std::move(rest);
    core.impossible_ = core.rest_.impossible;
    core.scale_costs();
    core.add_columns();
    core.add_rules(rules);
    core.fixed_rows_ = core.lp_->rows();
    core.cut_at_prices();
    return core;
}

void median_core::scale_costs() {
    double largest = 0;
    for (const priced_way& one : rest_.ways)
        largest = std::max(largest, one.cost);
    scale_ = scale_for(largest);
    for (priced_way& one : rest_.ways)
        one.cost *= scale_;
    for (index group = 0; group < groups(); ++group) {
        rest_.last[group] *= scale_;
        rest_.price[group] *= scale_;
    }
}

void median_core::cut_at_prices() {
    for (index group = 0; group < groups(); ++group) {
        const auto from = rest_.ways.begin() + static_cast<std::ptrdiff_t>(rest_.first[group]);
        const auto to = rest_.ways.begin() + static_cast<std::ptrdiff_t>(rest_.first[group + 1]);
        const auto above = std::upper_bound(from, to, rest_.price[group],
                                            [](double cost, const priced_way& one) { return cost < one.cost; });
        const auto below = static_cast<std::size_t>(above - from);
        if (above != to) {
            add_cut(group, below, above->cost);
        } else if (rest_.last[group] < infinity) {
            add_cut(group, below, rest_.last[group]);
        } else {
            add_service(group);
        }
        if (below > 1) add_cut(group, below - 1, std::prev(above)->cost);
    }
}

void median_core::add_columns() {
    for (index column = 0; column < columns(); ++column)
        lp_->add_column(0, 0, 1);
    for (index group = 0; group < groups(); ++group)
        lp_->add_column(1, 0, infinity);
}

void median_core::add_rules(const site_rules& rules) {
    std::vector<index> column_of(rules.sites(), nobody);
    for (index column = 0; column < columns(); ++column)
        column_of[site(column)] = column;
    for (const site_rules::row& row : rules.rows()) {
        cut_column_.clear();
        cut_value_.clear();
        double taken = 0;
        for (std::size_t at = 0; at < row.sites.size(); ++at) {
            if (std::ranges::binary_search(rest_.sure, row.sites[at])) taken += row.value[at];
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
    for (std::size_t at = rest_.first[group]; at < rest_.first[group] + entries; ++at) {
        const double saved = cost - rest_.ways[at].cost;
        if (saved <= 0) break;
        cut_column_.push_back(rest_.ways[at].site);
        cut_value_.push_back(saved);
    }
    entries_ += cut_column_.size();
    cut_column_.push_back(columns() + group);
    cut_value_.push_back(1);
    lp_->add_row(cost, infinity, cut_column_, cut_value_);
}

void median_core::add_service(index group) {
    cut_column_.clear();
    for (std::size_t at = rest_.first[group]; at < rest_.first[group + 1]; ++at)
        cut_column_.push_back(rest_.ways[at].site);
    entries_ += cut_column_.size();
    cut_value_.assign(cut_column_.size(), 1);
    lp_->add_row(1, infinity, cut_column_, cut_value_);
}

index median_core::separate() {
    const auto& x = lp_->x();
    index added = 0;
    for (index group = 0; group < groups(); ++group) {
        double served = 0, cost = 0;
        std::size_t at = rest_.first[group];
        for (; at < rest_.first[group + 1]; ++at) {
            const double share = x[rest_.ways[at].site];
            if (served + share >= 1 - 1e-9) break;
            served += share;
            cost += share * rest_.ways[at].cost;
        }
        const bool complete = at < rest_.first[group + 1];
        if (!complete && rest_.last[group] == infinity) {
            if (served < 1 - 1e-6) {
                add_service(group);
                ++added;
            }
            continue;
        }
        const double last = complete ? rest_.ways[at].cost : rest_.last[group];
        cost += (1 - served) * last;
        if (cost - x[columns() + group] <= tolerance_ * std::max(1.0, cost)) continue;
        add_cut(group, at - rest_.first[group], last);
        ++added;
    }
    return added;
}

int median_core::iterations_per_unit() const {
    return static_cast<int>(std::clamp(entries_per_unit / (entries_ + 1), least_iterations, most_iterations));
}

median_core::state median_core::relax(double ceiling, int rounds, work_clock& clock) {
    if (impossible_) return state::infeasible;
    if (columns() == 0) return rest_.constant >= ceiling ? state::cut_off : state::solved;
    for (int round = 0;; ++round) {
        auto how = mip::warm_lp::status::unfinished;
        while (how == mip::warm_lp::status::unfinished) {
            how = lp_->solve(iterations_per_unit(), (ceiling - rest_.constant) * scale_);
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
    const auto how = lp_->solve(iterations, (ceiling - rest_.constant) * scale_);
    return how == mip::warm_lp::status::infeasible ? infinity : bound();
}

void median_core::forget_slack_cuts() {
    std::vector<char> marked = lp_->slack_rows();
    std::fill_n(marked.begin(), fixed_rows_, 0);
    const auto gone = static_cast<std::uint64_t>(std::ranges::count(marked, 1));
    entries_ -= entries_ * gone / std::max<std::uint64_t>(1, marked.size());
    lp_->remove_rows(marked);
}

}  // namespace yizhan::siting
