#include "cover_layout.hpp"

#include <algorithm>

namespace yizhan::siting {

namespace {

constexpr double slack = 1e-9;

bool falls_short(const side_row& row, double used) {
    return used < row.least - slack;
}

}  // namespace

cover_layout::cover_layout(const cover_model& model) : model_(model) {
    build_rows();
    build_sides();
    reset(std::vector<double>(model.floors.size(), 0));
}

void cover_layout::build_rows() {
    row_first_.assign(std::size_t{model_.rows()} + 1, 0);
    for (index c = 0; c < model_.columns(); ++c)
        model_.reach.for_rows(c, [&](index row) { ++row_first_[row + 1]; });
    for (index row = 0; row < model_.rows(); ++row)
        row_first_[row + 1] += row_first_[row];
    row_columns_.resize(row_first_.back());
    auto next = row_first_;
    for (index c = 0; c < model_.columns(); ++c)
        model_.reach.for_rows(c, [&](index row) { row_columns_[next[row]++] = c; });
}

void cover_layout::build_sides() {
    sides_of_.resize(model_.columns());
    for (index s = 0; s < model_.sides.size(); ++s) {
        const auto& row = model_.sides[s];
        for (std::size_t at = 0; at < row.columns.size(); ++at)
            sides_of_[row.columns[at]].push_back({s, row.coefficient(at)});
    }
    if (model_.main_row) main_cost_ = model_.sides[*model_.main_row].coefficients;
    least_main_cost_ = main_cost_.empty() ? 1 : *std::ranges::min_element(main_cost_);
}

void cover_layout::reset(std::span<const double> floor_price) {
    worth_of_ = model_.value;
    for (index row = 0; row < model_.rows(); ++row) {
        for (const index f : model_.floor_sets[model_.floor_set[row]])
            worth_of_[row] += floor_price[f] * model_.weight[row];
        if (model_.must) worth_of_[row] += model_.weight[row];
    }
    count_.assign(model_.rows(), 0);
    place_.assign(model_.columns(), nobody);
    open_.clear();
    side_used_.assign(model_.sides.size(), 0);
    floor_covered_.assign(model_.floors.size(), 0);
    short_sides_ = 0;
    for (const auto& row : model_.sides)
        short_sides_ += falls_short(row, 0) ? 1U : 0U;
    covered_rows_ = 0;
    worth_ = 0;
    value_ = model_.fixed_value;

    std::vector<double> single(worth_of_);
    for (index row = 0; row < model_.rows(); ++row) {
        if (model_.need[row] != 1) single[row] = 0;
    }
    gain_.resize(model_.columns());
    std::vector<double> scratch;
    model_.reach.sum_columns(single, gain_, scratch);
    for (index c = 0; c < model_.columns(); ++c) {  // running sums round: gains start exact
        gain_[c] = 0;
        model_.reach.for_rows(c, [&](index row) { gain_[c] += single[row]; });
    }
}

/// Changes the gain of the row's closed columns and the loss of its open ones.
void cover_layout::shift(index row, double closed, double opened) {
    for (const index c : columns_of(row))
        gain_[c] += place_[c] == nobody ? closed : opened;
}

void cover_layout::count_row(index row, double sign) {
    worth_ += sign * worth_of_[row];
    value_ += sign * model_.value[row];
    covered_rows_ = sign > 0 ? covered_rows_ + 1 : covered_rows_ - 1;
    for (const index f : model_.floor_sets[model_.floor_set[row]])
        floor_covered_[f] += sign * model_.weight[row];
}

void cover_layout::use_sides(index column, double sign) {
    for (const auto& part : sides_of_[column]) {
        const auto& row = model_.sides[part.side];
        const bool before = falls_short(row, side_used_[part.side]);
        side_used_[part.side] += sign * part.coefficient;
        const bool after = falls_short(row, side_used_[part.side]);
        if (before && !after) --short_sides_;
        if (after && !before) ++short_sides_;
    }
}

void cover_layout::add(index column) {
    place_[column] = static_cast<index>(open_.size());
    open_.push_back(column);
    gain_[column] = 0;
    value_ -= model_.price[column];
    use_sides(column, 1);
    model_.reach.for_rows(column, [&](index row) {
        const index need = model_.need[row];
        const double worth = worth_of_[row];
        const index now = ++count_[row];
        if (now == need) {
            count_row(row, 1);
            shift(row, -worth, worth);
        } else if (now == need + 1) {
            shift(row, 0, -worth);
            gain_[column] += worth;  // it was not among those that lost
        } else if (now + 1 == need) {
            shift(row, worth, 0);
        }
    });
}

void cover_layout::drop(index column) {
    const index place = place_[column];
    place_[open_.back()] = place;
    open_[place] = open_.back();
    open_.pop_back();
    place_[column] = nobody;
    gain_[column] = 0;
    value_ += model_.price[column];
    use_sides(column, -1);
    model_.reach.for_rows(column, [&](index row) {
        const index need = model_.need[row];
        const double worth = worth_of_[row];
        const index now = --count_[row];
        if (now + 1 == need) {
            count_row(row, -1);
            shift(row, worth, -worth);
        } else if (now == need) {
            shift(row, 0, worth);
        } else if (now + 2 == need) {
            shift(row, -worth, 0);
            gain_[column] += worth;  // it had no such gain to lose
        }
    });
}

bool cover_layout::fits(index column) const {
    for (const auto& part : sides_of_[column]) {
        if (side_used_[part.side] + part.coefficient > model_.sides[part.side].most + slack) return false;
    }
    return true;
}

bool cover_layout::is_full() const {
    if (!model_.main_row) return false;
    return side_used_[*model_.main_row] + least_main_cost_ > model_.sides[*model_.main_row].most + slack;
}

double cover_layout::helps(index column) const {
    double help = 0;
    for (const auto& part : sides_of_[column]) {
        if (falls_short(model_.sides[part.side], side_used_[part.side])) help += part.coefficient;
    }
    return help;
}

bool cover_layout::floor_met(index floor) const {
    return floor_covered_[floor] >= model_.floors[floor].least;
}

bool cover_layout::floors_met() const {
    for (index f = 0; f < model_.floors.size(); ++f) {
        if (!floor_met(f)) return false;
    }
    return true;
}

}  // namespace yizhan::siting
