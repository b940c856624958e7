#pragma once

#include "cover_model.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::siting {

/// A set of open columns of a covering model with everything that a local search asks for kept up to date: what each
/// closed column would gain, what each open one would lose, how far side rows and floors are met. The model must
/// outlive it.
class cover_layout {
public:
    explicit cover_layout(const cover_model& model);

    /// Closes everything and sets what covering a row is worth: its value + Σ price of its floors × weight.
    void reset(std::span<const double> floor_price);

    /// Opens a closed column, closes an open one. O(pairs of the column, and columns of the rows that change state).
    void add(index column);
    void drop(index column);

    [[nodiscard]] bool is_open(index column) const { return place_[column] != nobody; }
    [[nodiscard]] const std::vector<index>& open() const { return open_; }
    /// Worth gained by opening a closed column, or lost by closing an open one.
    [[nodiscard]] double gain(index column) const { return gain_[column]; }
    /// Worth of all covered rows; what the search climbs.
    [[nodiscard]] double worth() const { return worth_; }
    /// The model's objective, `fixed_value` included.
    [[nodiscard]] double value() const { return value_; }

    /// Whether the upper limits of the side rows leave room for this column.
    [[nodiscard]] bool fits(index column) const;
    /// Whether the main row has no room for any column.
    [[nodiscard]] bool is_full() const;
    /// By how much lower limits of side rows that are not met yet would come closer.
    [[nodiscard]] double helps(index column) const;
    [[nodiscard]] bool sides_met() const { return short_sides_ == 0; }
    [[nodiscard]] bool floors_met() const;
    [[nodiscard]] bool floor_met(index floor) const;
    /// What the column takes from the main row (1 for a count).
    [[nodiscard]] double main_cost(index column) const { return main_cost_.empty() ? 1 : main_cost_[column]; }
    [[nodiscard]] bool has_budget() const { return !main_cost_.empty(); }
    [[nodiscard]] bool all_covered() const { return covered_rows_ == model_.rows(); }

    [[nodiscard]] const cover_model& model() const { return model_; }
    [[nodiscard]] std::span<const index> columns_of(index row) const {
        return std::span(row_columns_).subspan(row_first_[row], row_first_[row + 1] - row_first_[row]);
    }

private:
    struct side_part {
        index side;
        double coefficient;
    };
    void shift(index row, double closed, double opened);
    void use_sides(index column, double sign);
    void count_row(index row, double sign);
    void build_rows();
    void build_sides();

    const cover_model& model_;
    std::vector<std::uint64_t> row_first_;
    std::vector<index> row_columns_;
    std::vector<std::vector<side_part>> sides_of_;
    std::vector<double> main_cost_;
    double least_main_cost_ = 0;

    std::vector<double> worth_of_;
    std::vector<index> count_;
    std::vector<double> gain_;
    std::vector<index> place_;
    std::vector<index> open_;
    std::vector<double> side_used_;
    std::vector<double> floor_covered_;
    index short_sides_ = 0;
    index covered_rows_ = 0;
    double worth_ = 0;
    double value_ = 0;
};

}  // namespace yizhan::siting
