#include "cover_relaxation.hpp"

#include "main_row.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

namespace {

double square(double x) {
    return x * x;
}

/// Restart when the residual of the fixed point has fallen to this share of the first one, …
constexpr double sufficient_decay = 0.2;
/// … to this share and rises again, …
constexpr double necessary_decay = 0.8;
/// … or when the steps since the last restart are more than this share of all.
constexpr double long_run = 0.36;

}  // namespace

cover_relaxation::cover_relaxation(const cover_model& model) : model_(model) {
    const std::size_t columns = model.columns();
    const std::size_t rows = model.rows();
    set_steps();
    at_.y.assign(columns, 0);
    at_.z.assign(rows, 1);
    at_.cover.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        at_.cover[i] = model.value[i] / (2 * model.need[i]);
    at_.floor.assign(model.floors.size(), 0);
    at_.side.assign(model.sides.size(), 0);
    at_.reach.assign(rows, 0);
    at_.yield.resize(columns);
    next_ = at_;
    profit_.resize(columns);
    pull_.resize(columns);
    model_.reach.sum_columns(at_.cover, at_.yield, scratch_);
    anchor_ = at_;
    y_ = at_.y;
}

void cover_relaxation::set_steps() {
    const index columns = model_.columns();
    const index rows = model_.rows();
    std::vector<double> column_weight(columns);
    model_.reach.sum_columns(model_.weight, column_weight, scratch_);
    std::vector<double> degree(rows);
    const std::vector<double> ones(columns, 1);
    model_.reach.sum_rows(ones, degree, scratch_);

    cover_step_.resize(rows);
    covered_step_.resize(rows);
    for (index i = 0; i < rows; ++i) {
        const double need = model_.need[i];
        const auto floors = static_cast<double>(model_.floor_sets[model_.floor_set[i]].size());
        cover_step_[i] = model_.weight[i] / (degree[i] + need);
        covered_step_[i] = 1 / (model_.weight[i] * (need + floors));
    }
    floor_step_.assign(model_.floors.size(), 0);
    for (index i = 0; i < rows; ++i) {
        for (const index f : model_.floor_sets[model_.floor_set[i]])
            floor_step_[f] += model_.weight[i];
    }
    for (double& step : floor_step_)
        step = 1 / std::max(step, 1e-300);

    double all_weight = 0;
    double all_price = 0;
    for (index c = 0; c < columns; ++c) {
        all_weight += column_weight[c];
        all_price += model_.price[c];
    }
    const double typical = columns > 0 ? std::max(all_weight / columns, 1e-300) : 1;
    omega_ = all_price > 0 ? 0.3 * all_weight / all_price : 0.3;
    std::vector<double> used = column_weight;
    side_step_.assign(model_.sides.size(), 0);
    for (std::size_t s = 0; s < model_.sides.size(); ++s) {
        const auto& row = model_.sides[s];
        if (s == model_.main_row || row.columns.empty()) continue;
        double sum = 0;
        for (std::size_t at = 0; at < row.columns.size(); ++at)
            sum += row.coefficient(at);
        const double scale = typical * static_cast<double>(row.columns.size()) / std::max(sum, 1e-300);
        side_step_[s] = scale / std::max(sum, 1e-300);
        for (std::size_t at = 0; at < row.columns.size(); ++at)
            used[row.columns[at]] += scale * row.coefficient(at);
    }
    opening_step_.resize(columns);
    for (index c = 0; c < columns; ++c)
        opening_step_[c] = 1 / std::max(used[c], 1e-9 * typical);
}

std::vector<double> cover_relaxation::set_prices(std::span<const double> floor_price) const {
    std::vector<double> prices;
    prices.reserve(model_.floor_sets.size());
    for (const auto& set : model_.floor_sets) {
        double sum = 0;
        for (const index f : set)
            sum += floor_price[f];
        prices.push_back(sum);
    }
    return prices;
}

void cover_relaxation::price_columns(std::span<const double> yield, std::span<const double> side,
                                     std::span<double> profit) const {
    for (index c = 0; c < model_.columns(); ++c)
        profit[c] = yield[c] - model_.price[c];
    for (std::size_t s = 0; s < model_.sides.size(); ++s) {
        if (side[s] == 0) continue;
        const auto& row = model_.sides[s];
        for (std::size_t at = 0; at < row.columns.size(); ++at)
            profit[row.columns[at]] -= side[s] * row.coefficient(at);
    }
}

void cover_relaxation::step_openings() {
    price_columns(at_.yield, at_.side, profit_);
    for (index c = 0; c < model_.columns(); ++c) {
        pull_[c] = omega_ * opening_step_[c];
        next_.y[c] = at_.y[c] + pull_[c] * profit_[c];
    }
    project_openings(model_, pull_, next_.y, main_price_);
    model_.reach.sum_rows(next_.y, next_.reach, scratch_);
}

double cover_relaxation::step_rows() {
    const auto prices = set_prices(at_.floor);
    const bool bounded = model_.floors.empty() && !model_.must;
    const double least = model_.must ? 1 : 0;
    double error = 0;
    primal_ = model_.fixed_value;
    for (index i = 0; i < model_.rows(); ++i) {
        const double need = model_.need[i];
        const double worth = model_.value[i] + prices[model_.floor_set[i]] * model_.weight[i];
        const double z = std::clamp(at_.z[i] + omega_ * covered_step_[i] * (worth - need * at_.cover[i]), least, 1.0);
        const double lack = need * (2 * z - at_.z[i]) - (2 * next_.reach[i] - at_.reach[i]);
        double cover = std::max(0.0, at_.cover[i] + cover_step_[i] / omega_ * lack);
        if (bounded) cover = std::min(cover, worth / need);
        error +=
            square(z - at_.z[i]) / (covered_step_[i] * omega_) + square(cover - at_.cover[i]) / cover_step_[i] * omega_;
        next_.z[i] = z;
        next_.cover[i] = cover;
        primal_ += model_.value[i] * std::min(1.0, next_.reach[i] / need);
    }
    for (index c = 0; c < model_.columns(); ++c)
        primal_ -= model_.price[c] * next_.y[c];
    return error;
}

double cover_relaxation::step_floors_and_sides() {
    double error = 0;
    if (!model_.floors.empty()) {
        std::vector<double> of_set(model_.floor_sets.size(), 0);
        for (index i = 0; i < model_.rows(); ++i)
            of_set[model_.floor_set[i]] += model_.weight[i] * (2 * next_.z[i] - at_.z[i]);
        std::vector<double> covered(model_.floors.size(), 0);
        for (std::size_t set = 0; set < of_set.size(); ++set) {
            for (const index f : model_.floor_sets[set])
                covered[f] += of_set[set];
        }
        for (std::size_t f = 0; f < model_.floors.size(); ++f) {
            const double step = floor_step_[f] / omega_;
            next_.floor[f] = std::max(0.0, at_.floor[f] + step * (model_.floors[f].least - covered[f]));
            error += square(next_.floor[f] - at_.floor[f]) / step;
        }
    }
    for (std::size_t s = 0; s < model_.sides.size(); ++s) {
        if (side_step_[s] == 0) continue;
        const auto& row = model_.sides[s];
        const double step = side_step_[s] / omega_;
        double sum = 0;
        for (std::size_t at = 0; at < row.columns.size(); ++at) {
            sum += row.coefficient(at) * (2 * next_.y[row.columns[at]] - at_.y[row.columns[at]]);
        }
        const double moved = at_.side[s] + step * sum;
        next_.side[s] = moved - step * std::clamp(moved / step, row.least, row.most);
        error += square(next_.side[s] - at_.side[s]) / step;
    }
    return error;
}

double cover_relaxation::error_of_openings() const {
    double error = 0;
    for (index c = 0; c < model_.columns(); ++c)
        error += square(next_.y[c] - at_.y[c]) / (opening_step_[c] * omega_);
    return error;
}

void cover_relaxation::step() {
    step_openings();
    double error = error_of_openings();
    error += step_rows();
    error += step_floors_and_sides();
    model_.reach.sum_columns(next_.cover, next_.yield, scratch_);
    error_ = std::sqrt(error);
    ++steps_;
}

void cover_relaxation::look() {
    auto cover = next_.cover;
    auto yield = next_.yield;
    const auto prices = set_prices(next_.floor);
    double value = model_.fixed_value;
    bool lowered = false;
    for (index i = 0; i < model_.rows(); ++i) {
        const double worth = model_.value[i] + prices[model_.floor_set[i]] * model_.weight[i];
        const double rest = worth - model_.need[i] * cover[i];
        if (rest < 0 && !model_.must) {
            cover[i] = worth / model_.need[i];
            lowered = true;
        } else {
            value += rest;
        }
    }
    if (lowered) model_.reach.sum_columns(cover, yield, scratch_);
    for (std::size_t f = 0; f < model_.floors.size(); ++f)
        value -= next_.floor[f] * model_.floors[f].least;
    for (std::size_t s = 0; s < model_.sides.size(); ++s) {
        if (next_.side[s] > 0) value += next_.side[s] * model_.sides[s].most;
        if (next_.side[s] < 0) value += next_.side[s] * model_.sides[s].least;
    }
    std::vector<double> profit(model_.columns());
    price_columns(yield, next_.side, profit);
    std::vector<index> order;
    const auto best = best_openings(model_, profit, order);
    value += best.value;
    value += 1e-11 * std::abs(value);  // sums of many doubles: stay on the safe side
    if (!(value < upper_)) return;
    upper_ = value;
    best_floor_price_ = next_.floor;
    best_price_in_ = best.price_in;
    best_price_out_ = best.price_out;
    best_raw_profit_ = profit;
    best_profit_.resize(profit.size());
    for (index c = 0; c < model_.columns(); ++c) {
        const double used = model_.main_row ? model_.sides[*model_.main_row].coefficient(c) : 0;
        best_profit_[c] = profit[c] - (best.price_in + best.price_out) / 2 * used;
    }
}

bool cover_relaxation::wants_restart(double error) const {
    if (since_restart_ < 20) return false;
    return error < sufficient_decay * first_error_ || (error < necessary_decay * first_error_ && error > last_error_) ||
           static_cast<double>(since_restart_) > long_run * static_cast<double>(steps_);
}

void cover_relaxation::restart() {
    double primal_way = 0;
    double dual_way = 0;
    for (index c = 0; c < model_.columns(); ++c)
        primal_way += square(next_.y[c] - anchor_.y[c]) / opening_step_[c];
    for (index i = 0; i < model_.rows(); ++i) {
        primal_way += square(next_.z[i] - anchor_.z[i]) / covered_step_[i];
        dual_way += square(next_.cover[i] - anchor_.cover[i]) / cover_step_[i];
    }
    for (std::size_t f = 0; f < floor_step_.size(); ++f)
        dual_way += square(next_.floor[f] - anchor_.floor[f]) / floor_step_[f];
    for (std::size_t s = 0; s < side_step_.size(); ++s) {
        if (side_step_[s] > 0) dual_way += square(next_.side[s] - anchor_.side[s]) / side_step_[s];
    }
    if (primal_way > 1e-20 && dual_way > 1e-20) omega_ = std::sqrt(omega_ * std::sqrt(primal_way / dual_way));
    at_ = next_;
    anchor_ = next_;
    since_restart_ = 0;
}

/// at ← a·(2·next − at) + (1 − a)·anchor: Halpern's iteration of the reflected operator.
void cover_relaxation::blend() {
    const double a = (static_cast<double>(since_restart_) + 1) / (static_cast<double>(since_restart_) + 2);
    const auto move = [a](std::vector<double>& at, const std::vector<double>& next, const std::vector<double>& anchor) {
        for (std::size_t k = 0; k < at.size(); ++k)
            at[k] = a * (2 * next[k] - at[k]) + (1 - a) * anchor[k];
    };
    move(at_.y, next_.y, anchor_.y);
    move(at_.z, next_.z, anchor_.z);
    move(at_.cover, next_.cover, anchor_.cover);
    move(at_.floor, next_.floor, anchor_.floor);
    move(at_.side, next_.side, anchor_.side);
    move(at_.reach, next_.reach, anchor_.reach);
    move(at_.yield, next_.yield, anchor_.yield);
    ++since_restart_;
}

void cover_relaxation::run(std::uint64_t iterations, double enough, double accuracy, work_clock& clock) {
    for (std::uint64_t k = 0; k < iterations && !clock.stopped(); ++k) {
        step();
        if (since_restart_ == 0) first_error_ = error_;
        if (steps_ % 10 == 0) {
            look();
            converged_ =
                std::abs(upper_ - primal_) <= accuracy * std::max(1.0, std::abs(upper_)) && model_.floors.empty();
            y_ = next_.y;
            clock.tick();
            if (upper_ <= enough || converged_) return;
        }
        const bool again = wants_restart(error_);
        last_error_ = error_;
        if (again) {
            restart();
        } else {
            blend();
        }
    }
}

std::vector<decision> cover_relaxation::decisions(double incumbent) const {
    std::vector<decision> made(model_.columns(), decision::undecided);
    const double needed =
        incumbent + (model_.whole ? 1 - 1e-6 * std::max(1.0, 1e-9 * std::abs(incumbent)) : 1e-9 * std::abs(incumbent));
    for (index c = 0; c < best_raw_profit_.size(); ++c) {
        const double used = model_.main_row ? model_.sides[*model_.main_row].coefficient(c) : 0;
        const double profit = best_raw_profit_[c];
        if (upper_ - (best_price_out_ * used - profit) < needed) made[c] = decision::closed;
        if (upper_ - (profit - best_price_in_ * used) < needed) made[c] = decision::open;
    }
    return made;
}

void cover_relaxation::start_from(const cover_relaxation& before, std::span<const index> merged_row) {
    index at = 0;
    for (index c = 0; c < before.model_.columns() && at < model_.columns(); ++c) {
        if (before.model_.site[c] == model_.site[at]) at_.y[at++] = before.y_[c];
    }
    std::ranges::fill(at_.cover, 0.0);
    for (std::size_t i = 0; i < merged_row.size(); ++i) {
        if (merged_row[i] != nobody) at_.cover[merged_row[i]] += before.next_.cover[i];
    }
    at_.floor = before.next_.floor;
    at_.side = before.next_.side;
    omega_ = before.omega_;
    model_.reach.sum_rows(at_.y, at_.reach, scratch_);
    for (index i = 0; i < model_.rows(); ++i)
        at_.z[i] = std::min(1.0, at_.reach[i] / model_.need[i]);
    model_.reach.sum_columns(at_.cover, at_.yield, scratch_);
    anchor_ = at_;
    next_ = at_;
    since_restart_ = 0;
}

void cover_relaxation::start_from(std::span<const index> open_columns) {
    std::ranges::fill(at_.y, 0.0);
    for (const index c : open_columns)
        at_.y[c] = 1;
    model_.reach.sum_rows(at_.y, at_.reach, scratch_);
    for (index i = 0; i < model_.rows(); ++i)
        at_.z[i] = std::min(1.0, at_.reach[i] / model_.need[i]);
    anchor_ = at_;
}

}  // namespace yizhan::siting
