#pragma once

#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace yizhan::siting {

/// A run of consecutive rows [begin, end).
struct row_run {
    index begin;
    index end;
};

/// A 0/1 matrix by columns, every column as runs of consecutive rows. Where rows lie in an order that keeps neighbours
/// together, a station's circle of thousands of rows is a few dozen runs; with running sums both products with the
/// matrix then cost O(rows + runs) instead of O(pairs).
class run_table {
public:
    run_table() = default;
    explicit run_table(index rows) : rows_(rows) {}

    /// Appends a column; rows ascending, none twice.
    void add_column(std::span<const index> rows);

    [[nodiscard]] index rows() const { return rows_; }
    [[nodiscard]] index columns() const { return static_cast<index>(first_.size() - 1); }
    [[nodiscard]] std::uint64_t pairs() const { return pairs_; }
    [[nodiscard]] std::uint64_t runs() const { return runs_.size(); }
    [[nodiscard]] std::span<const row_run> column(index c) const {
        return std::span(runs_).subspan(first_[c], first_[c + 1] - first_[c]);
    }
    /// How many rows the column has.
    [[nodiscard]] index rows_of(index c) const {
        index sum = 0;
        for (const auto& run : column(c))
            sum += run.end - run.begin;
        return sum;
    }
    template <class Visit>
    void for_rows(index c, Visit&& visit) const {
        for (const auto& run : column(c)) {
            for (index row = run.begin; row < run.end; ++row)
                visit(row);
        }
    }

    /// sums[c] = Σ value[row] over the rows of column c. `scratch` is working memory.
    void sum_columns(std::span<const double> value, std::span<double> sums, std::vector<double>& scratch) const;
    /// sums[row] = Σ value[c] over the columns that have the row; columns with value 0 cost nothing.
    void sum_rows(std::span<const double> value, std::span<double> sums, std::vector<double>& scratch) const;

private:
    index rows_ = 0;
    std::uint64_t pairs_ = 0;
    std::vector<std::uint64_t> first_ = {0};
    std::vector<row_run> runs_;
};

}  // namespace yizhan::siting
