#pragma once

#include "cover_model.hpp"
#include "work_clock.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yizhan::siting {

/// The linear relaxation of a covering model, solved by the reflected, restarted Halpern primal–dual hybrid gradient
/// method (Lu & Yang 2024; step sizes by Pock & Chambolle 2011): no factorisation, an iteration is one pass over the
/// runs of the matrix. It can be stopped at any time: every bound comes from the Lagrangian function of some
/// multipliers (covering rows, floors and side rows relaxed, box and main row kept), so that it is valid whether the
/// iteration has converged or not.
class cover_relaxation {
public:
    explicit cover_relaxation(const cover_model& model);

    /// Makes up to `iterations` more steps; stops before when the clock does, when `upper() ≤ enough` or when the
    /// primal and dual values are within `accuracy` (relative). One tick of the clock is 10 steps.
    void run(std::uint64_t iterations, double enough, double accuracy, work_clock& clock);

    /// No solution of the model is better. `fixed_value` included.
    [[nodiscard]] double upper() const { return upper_; }
    /// The value of the fractional solution as it stands; a true value of the relaxation only without side rows and
    /// floors.
    [[nodiscard]] double primal() const { return primal_; }
    [[nodiscard]] bool converged() const { return converged_; }
    /// Fractional openings, per column.
    [[nodiscard]] std::span<const double> openings() const { return y_; }
    /// What opening a column yields at the multipliers of the best bound, the price of the main row subtracted.
    [[nodiscard]] std::span<const double> profits() const { return best_profit_; }
    /// Multipliers of the floors at the best bound: what one more unit of weight there is worth.
    [[nodiscard]] std::span<const double> floor_prices() const { return best_floor_price_; }

    /// Columns that no solution better than `incumbent` has open (or closed): by the loss that the best bound proves.
    [[nodiscard]] std::vector<decision> decisions(double incumbent) const;

    /// Starts from another relaxation of the same model before some decisions. `merged_row` as from `decide`.
    void start_from(const cover_relaxation& before, std::span<const index> merged_row);
    /// Starts from a layout: columns open or not.
    void start_from(std::span<const index> open_columns);

private:
    struct point {
        std::vector<double> y, z, cover, floor, side;  ///< cover, floor, side: multipliers of the rows
        std::vector<double> reach;                     ///< A·y per row
        std::vector<double> yield;                     ///< Aᵀ·cover per column
    };
    void set_steps();
    void step();
    void step_openings();
    double step_rows();
    double step_floors_and_sides();
    void price_columns(std::span<const double> yield, std::span<const double> side, std::span<double> profit) const;
    void look();
    bool wants_restart(double error) const;
    void restart();
    void blend();
    [[nodiscard]] double error_of_openings() const;
    [[nodiscard]] std::vector<double> set_prices(std::span<const double> floor_price) const;

    const cover_model& model_;
    std::vector<double> opening_step_, covered_step_, cover_step_, floor_step_, side_step_;
    double omega_ = 1;  ///< balance of primal and dual steps
    double main_price_ = 0;
    point at_, next_, anchor_;
    std::vector<double> scratch_, profit_, pull_;
    std::uint64_t steps_ = 0, since_restart_ = 0;
    double first_error_ = 0, last_error_ = std::numeric_limits<double>::infinity(), error_ = 0;

    std::vector<double> y_;
    double upper_ = std::numeric_limits<double>::infinity();
    double primal_ = -std::numeric_limits<double>::infinity();
    bool converged_ = false;
    std::vector<double> best_profit_, best_floor_price_;
    double best_price_in_ = 0, best_price_out_ = 0;
    std::vector<double> best_raw_profit_;
};

}  // namespace yizhan::siting
