#pragma once

#include "p_median_model.hpp"
#include "work_clock.hpp"

#include <random>
#include <span>
#include <vector>

namespace yizhan::siting {

/// Local search by swaps of an open site for a closed one, after Resende & Werneck, "A fast swap-based local search
/// procedure for location problems", Annals of Operations Research 150 (2007): what each swap brings is kept up to
/// date for the cells that a move touches. Only swaps that keep the rules are made.
class swap_search {
public:
    explicit swap_search(const median_model& model);

    /// Starts from these sites, as far as the rules let them be opened.
    void start(std::span<const index> open);
    /// Adds the site that helps most, one after the other, while the rules allow.
    void fill(work_clock& clock);
    /// Swaps (and adds, if there is room) until nothing helps or the clock stops. One unit of work per swap.
    void descend(work_clock& clock);
    /// Exchanges so many random open sites for random closed ones nearby.
    void shake(index swaps, std::mt19937_64& random);

    [[nodiscard]] double cost() const { return cost_; }  ///< with `unserved` for cells that nobody serves
    [[nodiscard]] const layout& now() const { return now_; }
    /// Per cell the open site that serves it; nobody: none does.
    [[nodiscard]] index server(index cell) const { return near_[cell].first; }

private:
    struct nearest {
        index first = nobody, second = nobody;
        double first_cost = 0, second_cost = 0;
    };
    struct extra {  // what is got back when `out` closes together with the opening of the site whose list this is in
        index out;
        index cells;
        double back;
    };
    struct move {
        index in = nobody, out = nobody;
        double profit = 0;
    };

    [[nodiscard]] nearest look(index cell) const;
    void look_beyond(index cell, nearest& found) const;
    /// Adds the cell to the tables of gains and losses, or (`sign` −1) takes it out.
    void count_cell(index cell, int sign);
    void add_extra(index in, index out, double back, int sign);
    void recount();
    void opened(index site);
    void closed(index site);
    void swap(index in, index out);
    template <class mover>
    void change(index in, index out, mover&& step);
    [[nodiscard]] move best_swap() const;
    void best_swap_with(index in, index cheapest_out, move& best) const;
    [[nodiscard]] move best_addition() const;
    [[nodiscard]] double least_profit() const;

    const median_model& model_;
    layout now_;
    std::vector<index> open_;  // unordered
    std::vector<nearest> near_;
    std::vector<double> gain_, loss_;  // by site
    std::vector<std::vector<extra>> extras_;
    double cost_ = 0;
    index filled_ = 0, additions_per_unit_ = 1;
};

}  // namespace yizhan::siting
