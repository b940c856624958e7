#pragma once

#include "cover_layout.hpp"
#include "cover_model.hpp"
#include "random.hpp"
#include "work_clock.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yizhan::siting {

/// Local search for covering models: greedy construction, swaps, and ruin and recreate (Schrimpf et al. 2000) under
/// simulated annealing. Side rows hold at every step (lower limits are sought by preference), floors are
/// sought by raising what their rows are worth. Deterministic for a seed.
class cover_search {
public:
    cover_search(const cover_model& model, std::uint64_t seed);

    /// Begins again with these columns open, as far as the side rows allow, and adds greedily what still fits.
    void start(std::span<const index> open_columns);
    /// Replaces open columns one by one as long as that gains anything.
    void descend(work_clock& clock);
    /// `rounds` of ruin and recreate. Temperatures are relative to the best value.
    void anneal(std::uint64_t rounds, double hot, double cold, work_clock& clock);
    /// Prices of floors to begin with, as from the relaxation.
    void price_floors(std::span<const double> prices);
    /// Any layout that breaks nothing will do: everything stops as soon as there is one.
    void first_will_do() { first_will_do_ = true; }

    [[nodiscard]] bool found() const { return best_value_ > -std::numeric_limits<double>::infinity(); }
    /// Objective of the best layout that breaks nothing, `fixed_value` included.
    [[nodiscard]] double best_value() const { return best_value_; }
    [[nodiscard]] const std::vector<index>& best() const { return best_; }

private:
    void fill(double noise);
    [[nodiscard]] index choose(double noise);
    void ruin(std::size_t columns);
    [[nodiscard]] index open_column_near(index column);
    void polish(std::size_t begin);
    void add(index column);
    void drop(index column);
    void undo();
    void remember();
    [[nodiscard]] bool met() const;
    [[nodiscard]] bool satisfied() const { return first_will_do_ && found(); }
    void adapt_floor_prices();

    cover_layout layout_;
    random_numbers random_;
    std::vector<double> floor_price_;
    std::vector<double> least_floor_price_;
    struct change {
        index column;
        bool added;
    };
    std::vector<change> log_;
    std::vector<index> best_;
    double best_value_ = -std::numeric_limits<double>::infinity();
    bool first_will_do_ = false;
};

}  // namespace yizhan::siting
