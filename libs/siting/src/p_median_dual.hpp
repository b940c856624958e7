#pragma once

#include "p_median_model.hpp"
#include "work_clock.hpp"

#include <span>
#include <vector>

namespace yizhan::siting {

/// The dual of a p-median question by relaxing "every cell is served": for prices λ of the cells every site is worth
/// ρ_j = Σ_i min(0, c_ij − λ_i), and Σ λ_i + the best choice of sites by ρ is a lower bound. Of the rules it knows
/// states, count and budget. Prices never go beyond the end of a list that is cut off, so that the bound stays valid.
class median_dual {
public:
    explicit median_dual(const median_model& model);

    struct point {
        std::vector<double> price;  ///< λ by cell, per unit of weight
        std::vector<double> worth;  ///< ρ by site
        std::vector<index> chosen;  ///< sites that the relaxation opens, all or in part, most worth first
        /// What forcing a site against the choice adds to the bound, at least: by site, negative when it is chosen.
        std::vector<double> reduced;
        double bound = 0;
    };

    /// Begins with these prices (per unit of weight); they are brought into their range.
    void start(std::vector<double> price);
    /// One step towards the target (the best cost known). Returns the bound of the point it stood at.
    double step(double target);
    [[nodiscard]] const point& now() const { return now_; }
    [[nodiscard]] const point& best() const { return best_; }
    /// Share of its last steps length; below a small value nothing more will come.
    [[nodiscard]] double agility() const { return agility_; }

    /// Closes or opens sites for good that no layout better than `target` has otherwise. Returns how many.
    index fix(double target);
    /// Decides a site for good, for a reason of the caller's. `shorten` after the last.
    void decide(index site, bool open);
    void shorten();
    [[nodiscard]] bool is_closed(index site) const { return fate_[site] < 0; }
    [[nodiscard]] bool is_sure(index site) const { return fate_[site] > 0; }
    [[nodiscard]] index undecided() const;
    /// What is left of the count (or, without one, the budget) for undecided sites.
    [[nodiscard]] double means() const { return means_; }
    /// What is known of sites in layouts that cost less than `ceiling`.
    [[nodiscard]] median_model::outlook outlook(double ceiling) const;

private:
    void value_sites();
    void choose();
    void reduce(double least_ratio, double most_ratio);
    /// Σ w·g², where g is what the choice misses of serving each cell once; direction_ follows it.
    double steer();

    const median_model& model_;
    std::vector<std::uint64_t> first_;
    std::vector<way> ways_;
    std::vector<double> ceiling_;  // of λ per unit of weight
    std::vector<signed char> fate_;
    std::vector<double> item_price_;
    double means_ = 0;
    point now_, best_;
    std::vector<double> share_;      // by site, how far the relaxation opens it
    std::vector<double> direction_;  // by cell
    double agility_ = 1.5;
    int barren_ = 0;
};

}  // namespace yizhan::siting
