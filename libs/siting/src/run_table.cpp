#include "run_table.hpp"

#include <algorithm>

namespace yizhan::siting {

void run_table::add_column(std::span<const index> rows) {
    for (std::size_t at = 0; at < rows.size();) {
        std::size_t end = at + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        runs_.push_back({rows[at], rows[end - 1] + 1});
        at = end;
    }
    pairs_ += rows.size();
    first_.push_back(runs_.size());
}

void run_table::sum_columns(std::span<const double> value, std::span<double> sums, std::vector<double>& scratch) const {
    scratch.resize(std::size_t{rows_} + 1);
    double running = 0;
    for (index row = 0; row < rows_; ++row) {
        scratch[row] = running;
        running += value[row];
    }
    scratch[rows_] = running;
    for (index c = 0; c < columns(); ++c) {
        double sum = 0;
        for (const auto& run : column(c))
            sum += scratch[run.end] - scratch[run.begin];
        sums[c] = sum;
    }
}

void run_table::sum_rows(std::span<const double> value, std::span<double> sums, std::vector<double>& scratch) const {
    scratch.assign(std::size_t{rows_} + 1, 0);
    for (index c = 0; c < columns(); ++c) {
        if (value[c] == 0) continue;
        for (const auto& run : column(c)) {
            scratch[run.begin] += value[c];
            scratch[run.end] -= value[c];
        }
    }
    double running = 0;
    for (index row = 0; row < rows_; ++row) {
        running += scratch[row];
        sums[row] = running;
    }
}

}  // namespace yizhan::siting
