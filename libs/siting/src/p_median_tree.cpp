#include "p_median_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double integral = 1e-6;
constexpr double same = 1e-6;  // relative: costs that a linear programme cannot tell apart
constexpr int rounds_per_node = 12;
constexpr int rounds_at_root = 200, all_rounds = std::numeric_limits<int>::max();
constexpr index reliable = 4;           // measurements after which a pseudo-cost is believed
constexpr std::size_t candidates = 10;  // columns measured per node at most
constexpr int glance_iterations = 60;
constexpr index nodes_between_roundings = 10, nodes_between_walks = 10, nodes_before_walks = 60;
constexpr int rounds_per_walk = 200;

bool later(const auto& a, const auto& b) {
    return a.bound > b.bound;
}

double score(double down, double up) {
    return std::max(down, 1e-6) * std::max(up, 1e-6);
}

}  // namespace

median_tree::median_tree(median_core& core, median_run& run)
    : core_(core), run_(run), history_(core.columns()), decided_(core.columns(), -1), unresolved_(infinity) {}

void median_tree::push(node one) {
    open_.push_back(std::move(one));
    std::ranges::push_heap(open_, later<node, node>);
}

median_tree::node median_tree::pop() {
    std::ranges::pop_heap(open_, later<node, node>);
    node one = std::move(open_.back());
    open_.pop_back();
    return one;
}

void median_tree::raise_bound(double current) {
    const double least = open_.empty() ? current : std::min(current, open_.front().bound);
    run_.raise(std::min(least, unresolved_));
}

void median_tree::apply(const std::vector<decision>& path) {
    std::vector<signed char> wanted(core_.columns(), -1);
    for (const auto [column, open] : path)
        wanted[column] = open ? 1 : 0;
    for (index column = 0; column < core_.columns(); ++column) {
        if (wanted[column] == decided_[column]) continue;
        core_.set_bounds(column, wanted[column] == 1 ? 1 : 0, wanted[column] == 0 ? 0 : 1);
    }
    decided_ = std::move(wanted);
}

void median_tree::learn(index column, bool open, double rise, double distance) {
    if (!std::isfinite(rise)) return;
    const double slope = std::max(0.0, rise) / std::max(distance, 1e-3);
    history_[column].rise[open] += slope;
    ++history_[column].seen[open];
    total_rise_ += slope;
    ++rises_;
}

double median_tree::promise(index column, double share) {
    const history& known = history_[column];
    const double usual = rises_ > 0 ? total_rise_ / rises_ : 1;
    const double down = known.seen[0] > 0 ? known.rise[0] / known.seen[0] : usual;
    const double up = known.seen[1] > 0 ? known.rise[1] / known.seen[1] : usual;
    return score(down * share, up * (1 - share));
}

void median_tree::measure(index column, double share, const mip::warm_lp::basis& here) {
    const double before = core_.bound(), ceiling = run_.ceiling();
    double after[2];
    for (const bool open : {false, true}) {
        core_.load(here);
        core_.set_bounds(column, open ? 1 : 0, open ? 1 : 0);
        after[open] = core_.glance(glance_iterations, ceiling);
        core_.set_bounds(column, 0, 1);
    }
    const double far = std::isfinite(ceiling) ? ceiling : before + std::abs(before) * 0.1;
    learn(column, false, std::min(after[0], far) - before, share);
    learn(column, true, std::min(after[1], far) - before, 1 - share);
}

std::optional<median_tree::candidate> median_tree::choose() {
    std::vector<candidate> fractional;
    for (index column = 0; column < core_.columns(); ++column) {
        const double share = core_.y(column);
        if (share > integral && share < 1 - integral) fractional.push_back({promise(column, share), column, share});
    }
    if (fractional.empty()) return std::nullopt;
    const auto better = [](const candidate& a, const candidate& b) {
        return a.promise != b.promise ? a.promise > b.promise : a.column < b.column;
    };
    std::ranges::sort(fractional, better);
    const auto here = core_.save();
    std::size_t measured = 0;
    for (candidate& one : fractional) {
        if (measured >= candidates || run_.clock().stopped()) break;
        const history& known = history_[one.column];
        if (std::min(known.seen[0], known.seen[1]) >= reliable) continue;
        measure(one.column, one.share, here);
        run_.clock().tick();
        one.promise = promise(one.column, one.share);
        ++measured;
    }
    if (measured > 0) core_.load(here);
    return *std::ranges::min_element(fractional, better);
}

void median_tree::fix_by_reduced_cost(std::vector<decision>& path) {
    const double ceiling = run_.ceiling(), bound = core_.bound();
    for (index column = 0; column < core_.columns(); ++column) {
        const double cost = core_.reduced_cost(column);
        if (decided_[column] >= 0 || bound + std::abs(cost) < ceiling) continue;
        const bool open = core_.y(column) > 0.5;
        path.push_back({column, open});
        decided_[column] = open ? 1 : 0;
        core_.set_bounds(column, open ? 1 : 0, open ? 1 : 0);
    }
}

void median_tree::round_solution() {
    std::vector<std::pair<double, index>> order;
    for (index column = 0; column < core_.columns(); ++column)
        order.emplace_back(-core_.y(column), core_.site(column));
    std::ranges::sort(order);
    std::vector<index> wanted(core_.sure().begin(), core_.sure().end());
    for (const auto& [share, site] : order) {
        if (share < -integral) wanted.push_back(site);
    }
    run_.improve_from(wanted);
}

void median_tree::tidy() {
    if (core_.cuts() < 3 * cuts_at_root_ + 2000) return;
    core_.forget_slack_cuts();
    ++era_;
    cuts_at_root_ = std::max(cuts_at_root_, core_.cuts());
}

void median_tree::dive(node from) {
    while (!run_.finished()) {
        apply(from.path);
        if (from.basis && from.era == era_) core_.load(*from.basis);
        from.basis.reset();
        auto end = core_.relax(run_.ceiling(), nodes_ == 0 ? rounds_at_root : rounds_per_node, run_.clock());
        // An integral solution says nothing as long as cuts are missing.
        if (end == median_core::state::solved && is_integral())
            end = core_.relax(run_.ceiling(), all_rounds, run_.clock());
        if (end == median_core::state::stopped) break;
        if (end == median_core::state::failed) unresolved_ = std::min(unresolved_, from.bound);
        if (end != median_core::state::solved) return;
        if (nodes_ == 0) cuts_at_root_ = core_.cuts();
        from.bound = std::max(from.bound, core_.bound());
        raise_bound(from.bound);
        const bool whole = is_integral();
        if (nodes_ > nodes_before_walks && nodes_ % nodes_between_walks == 1) run_.wander(rounds_per_walk);
        if (whole || nodes_++ % nodes_between_roundings == 0) round_solution();
        if (run_.rounded(from.bound) >= run_.ceiling()) return;
        if (whole) {
            // The layout itself was offered. What it costs is the bound, unless lists were cut short.
            const bool met = core_.exact() && run_.cost() <= from.bound + same * std::abs(from.bound);
            if (!met) unresolved_ = std::min(unresolved_, from.bound);
            return;
        }
        fix_by_reduced_cost(from.path);
        branch(from);
    }
    push(std::move(from));  // stopped half-way
}

void median_tree::branch(node& from) {
    const candidate by = *choose();
    const bool open = by.share >= 0.5;
    node other{from.bound, from.path, std::make_shared<mip::warm_lp::basis>(core_.save()), era_};
    other.path.push_back({by.column, !open});
    push(std::move(other));
    from.path.push_back({by.column, open});
}

bool median_tree::is_integral() const {
    return std::ranges::all_of(std::views::iota(index{0}, core_.columns()), [this](index column) {
        return core_.y(column) <= integral || core_.y(column) >= 1 - integral;
    });
}

void median_tree::explore() {
    push({-infinity, {}, nullptr, 0});
    while (!open_.empty() && !run_.finished()) {
        node next = pop();
        if (run_.rounded(next.bound) >= run_.ceiling()) continue;
        tidy();
        dive(std::move(next));
        if (!open_.empty()) raise_bound(infinity);
    }
    if (open_.empty() && unresolved_ == infinity && !run_.clock().stopped()) run_.close();
}

}  // namespace yizhan::siting
