#include "p_median_price_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int most_steps = 60, steps_at_root = 400, steps_per_unit = 10;
constexpr int patience = 3;  // steps without progress before steps become shorter
constexpr double first_agility = 0.8, tired = 0.06;
constexpr double kept_share = 0.6;  // of the last direction in the next
constexpr double memory = 0.92;     // of choices of late
constexpr int rounds = 4;           // of fixing and climbing again per node
constexpr index nodes_between_searches = 50;

bool later(const auto& a, const auto& b) {
    return a.bound > b.bound;
}

}  // namespace

median_price_tree::median_price_tree(median_rest rest, index means, median_run& run)
    : rest_(std::move(rest)), means_(means), run_(run), history_(rest_.columns()), unresolved_(infinity) {
    worth_.resize(rest_.columns());
    reduced_.resize(rest_.columns());
    usual_.resize(rest_.columns());
    chosen_.resize(rest_.columns());
}

void median_price_tree::push(node one) {
    open_.push_back(std::move(one));
    std::ranges::push_heap(open_, later<node, node>);
}

median_price_tree::node median_price_tree::pop() {
    std::ranges::pop_heap(open_, later<node, node>);
    node one = std::move(open_.back());
    open_.pop_back();
    return one;
}

void median_price_tree::raise_bound(double current) {
    const double least = open_.empty() ? current : std::min(current, open_.front().bound);
    run_.raise(std::min(least, unresolved_));
}

bool median_price_tree::prepare(const node& at) {
    const auto opened = static_cast<index>(std::ranges::count(at.fate, 1));
    if (opened > means_) return false;
    means_left_ = means_ - opened;
    undecided_.clear();
    for (index column = 0; column < rest_.columns(); ++column) {
        if (at.fate[column] == 0) undecided_.push_back(column);
    }
    fixed_ = rest_.constant;
    group_.clear();
    first_.assign(1, 0);
    ways_.clear();
    last_.clear();
    price_.clear();
    for (index group = 0; group < rest_.groups(); ++group) {
        double last = rest_.last[group];
        for (std::size_t way = rest_.first[group]; way < rest_.first[group + 1]; ++way) {
            const priced_way& one = rest_.ways[way];
            const int fate = at.fate[one.site];
            if (fate == 0) ways_.push_back(one);
            if (fate <= 0) continue;
            last = one.cost;
            break;
        }
        if (ways_.size() > first_.back()) {
            group_.push_back(group);
            first_.push_back(ways_.size());
            last_.push_back(last);
            price_.push_back(std::min((*at.price)[group], last));
        } else if (last == infinity) {
            return false;
        } else {
            fixed_ += last;
        }
    }
    direction_.assign(group_.size(), 0);
    return true;
}

void median_price_tree::value_columns() {
    for (const index column : undecided_)
        worth_[column] = 0;
    bound_ = fixed_;
    for (std::size_t at = 0; at < group_.size(); ++at) {
        const double price = price_[at];
        bound_ += price;
        for (std::size_t way = first_[at]; way < first_[at + 1] && ways_[way].cost < price; ++way)
            worth_[ways_[way].site] += ways_[way].cost - price;
    }
}

void median_price_tree::choose() {
    const auto less = [this](index a, index b) { return worth_[a] != worth_[b] ? worth_[a] < worth_[b] : a < b; };
    std::nth_element(undecided_.begin(), undecided_.begin() + means_left_, undecided_.end(), less);
    for (std::size_t at = 0; at < undecided_.size(); ++at) {
        const index column = undecided_[at];
        chosen_[column] = at < means_left_ && worth_[column] < 0 ? 1 : 0;
        if (chosen_[column]) bound_ += worth_[column];
        usual_[column] = memory * usual_[column] + (chosen_[column] ? 1 - memory : 0);
    }
}

void median_price_tree::reduce() {
    // Any multiplier of the count between the two gives this bound; each column takes the one that says more.
    double last_taken = -infinity;
    for (std::size_t at = 0; at < means_left_; ++at)
        last_taken = std::max(last_taken, worth_[undecided_[at]]);
    const double first_left = worth_[undecided_[means_left_]];
    for (const index column : undecided_)
        reduced_[column] = worth_[column] - (chosen_[column] ? first_left : last_taken);
}

double median_price_tree::steer() {
    double norm = 0;
    for (std::size_t at = 0; at < group_.size(); ++at) {
        const double price = price_[at];
        double missing = 1;
        for (std::size_t way = first_[at]; way < first_[at + 1] && ways_[way].cost < price; ++way)
            missing -= chosen_[ways_[way].site];
        double& towards = direction_[at];
        towards = (1 - kept_share) * missing + kept_share * towards;
        if (price >= last_[at] && towards > 0) towards = 0;
        if (price <= 0 && towards < 0) towards = 0;
        norm += rest_.weight[group_[at]] * towards * towards;
    }
    return norm;
}

void median_price_tree::keep_best() {
    if (bound_ > best_bound_ + 1e-4 * (run_.cost() - best_bound_)) {
        barren_ = 0;
    } else if (++barren_ >= patience) {
        barren_ = 0;
        agility_ *= 0.6;
    }
    if (bound_ <= best_bound_) return;
    best_bound_ = bound_;
    reduce();
    best_reduced_ = reduced_;
    best_price_ = price_;
}

void median_price_tree::step(double target) {
    value_columns();
    choose();
    keep_best();
    const double norm = steer();
    effort_ += ways_.size() + undecided_.size();
    if (norm <= 0) {
        agility_ = 0;
        return;
    }
    const double length = agility_ * std::max(target - bound_, 1e-7 * std::abs(target)) / norm;
    for (std::size_t at = 0; at < group_.size(); ++at) {
        const double moved = price_[at] + length * rest_.weight[group_[at]] * direction_[at];
        price_[at] = std::clamp(moved, 0.0, last_[at]);
    }
}

index median_price_tree::fix(node& at, double ceiling) {
    index fixed = 0;
    for (const index column : undecided_) {
        const double reduced = best_reduced_[column];
        if (reduced == 0 || best_bound_ + std::abs(reduced) < ceiling) continue;
        at.fate[column] = reduced < 0 ? 1 : -1;
        ++fixed;
    }
    return fixed;
}

median_price_tree::end median_price_tree::climb(node& at) {
    best_bound_ = -infinity;
    agility_ = first_agility;
    barren_ = 0;
    const int most = nodes_ == 0 ? steps_at_root : most_steps;
    for (int taken = 1; taken <= most && agility_ > tired; ++taken) {
        step(run_.cost());
        if (run_.rounded(best_bound_) >= run_.ceiling()) return end::pruned;
        if (taken % steps_per_unit == 0 && run_.clock().tick()) return end::stopped;
    }
    at.bound = std::max(at.bound, best_bound_);
    auto kept = *at.price;
    for (std::size_t place = 0; place < group_.size(); ++place)
        kept[group_[place]] = best_price_[place];
    at.price = std::make_shared<const std::vector<double>>(std::move(kept));
    return end::undecided;
}

void median_price_tree::finish_leaf(const node& at) {
    double cost = fixed_;
    std::vector<index> wanted = rest_.sure;
    for (index column = 0; column < rest_.columns(); ++column) {
        if (at.fate[column] > 0 || (at.fate[column] == 0 && means_left_ > 0)) wanted.push_back(rest_.site[column]);
    }
    for (std::size_t place = 0; place < group_.size(); ++place)
        cost += means_left_ > 0 ? ways_[first_[place]].cost : last_[place];
    if (run_.rounded(cost) >= run_.ceiling()) return;
    run_.improve_from(wanted);
    const bool met = rest_.exact && run_.cost() <= cost + 1e-9 * std::abs(cost);
    if (!met) unresolved_ = std::min(unresolved_, cost);
}

median_price_tree::end median_price_tree::settle(node& at) {
    for (int round = 0; round < rounds; ++round) {
        if (!prepare(at)) return end::pruned;
        if (is_leaf()) {
            finish_leaf(at);
            return end::pruned;
        }
        if (round == 0) std::ranges::fill(usual_, 0.5 * means_left_ / static_cast<double>(undecided_.size()));
        if (const end how = climb(at); how != end::undecided) return how;
        const auto before = undecided_.size();
        const index fixed = fix(at, run_.ceiling());
        if (fixed == 0) return end::undecided;
        if (4 * fixed < before) break;
    }
    if (!prepare(at)) return end::pruned;
    if (!is_leaf()) return end::undecided;
    finish_leaf(at);
    return end::pruned;
}

double median_price_tree::promise(index column) const {
    const double share = std::clamp(usual_[column], 0.05, 0.95);
    const history& known = history_[column];
    const double usual = rises_ > 0 ? total_rise_ / rises_ : 1;
    double down = (known.seen[0] > 0 ? known.rise[0] / known.seen[0] : usual) * share;
    double up = (known.seen[1] > 0 ? known.rise[1] / known.seen[1] : usual) * (1 - share);
    const double reduced = best_reduced_[column];
    if (reduced < 0) down = std::max(down, -reduced);
    if (reduced > 0) up = std::max(up, reduced);
    return std::max(down, 1e-9) * std::max(up, 1e-9);
}

void median_price_tree::learn(const node& at, double before) {
    if (at.column == nobody || !std::isfinite(before)) return;
    const double rise = std::max(0.0, std::min(at.bound, run_.cost()) - before) / std::max(at.distance, 0.05);
    history_[at.column].rise[at.opened] += rise;
    ++history_[at.column].seen[at.opened];
    total_rise_ += rise;
    ++rises_;
}

void median_price_tree::branch(node& from) {
    index best = undecided_.front();
    for (const index column : undecided_) {
        const double difference = promise(column) - promise(best);
        if (difference > 0 || (difference == 0 && column < best)) best = column;
    }
    const double share = std::clamp(usual_[best], 0.05, 0.95);
    from.column = best;
    node other = from;
    from.opened = share >= 0.5;
    other.opened = !from.opened;
    for (node* one : {&from, &other}) {
        one->fate[best] = one->opened ? 1 : -1;
        one->distance = one->opened ? 1 - share : share;
    }
    push(std::move(other));
}

void median_price_tree::dive(node from) {
    while (!run_.finished() && effort_ < most_effort_) {
        const double before = from.bound;
        const end how = settle(from);
        if (how == end::stopped) break;
        if (how == end::pruned) from.bound = run_.ceiling();
        learn(from, before);
        ++nodes_;
        if (how == end::pruned) return;
        raise_bound(from.bound);
        if (nodes_ % nodes_between_searches == 1) {
            std::vector<index> wanted = rest_.sure;
            for (index column = 0; column < rest_.columns(); ++column) {
                if (from.fate[column] > 0 || (from.fate[column] == 0 && chosen_[column])) {
                    wanted.push_back(rest_.site[column]);
                }
            }
            run_.improve_from(wanted);
        }
        branch(from);
    }
    push(std::move(from));  // left half-way
}

void median_price_tree::explore(std::uint64_t effort) {
    if (rest_.impossible) return run_.close();
    most_effort_ = effort;
    push({-infinity, std::vector<signed char>(rest_.columns(), 0),
          std::make_shared<const std::vector<double>>(rest_.price)});
    while (!open_.empty() && !run_.finished() && effort_ < effort) {
        node next = pop();
        if (run_.rounded(next.bound) >= run_.ceiling()) continue;
        dive(std::move(next));
        if (!open_.empty()) raise_bound(infinity);
    }
    if (open_.empty() && unresolved_ == infinity && !run_.clock().stopped()) run_.close();
}

}  // namespace yizhan::siting
