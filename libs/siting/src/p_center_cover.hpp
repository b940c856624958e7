#pragma once

#include "mip.hpp"
#include "p_center_model.hpp"
#include "work_clock.hpp"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace yizhan::siting {

/// Whether some layout serves every cell within one radius: set cover with a count (or budget) and the rules. Cells
/// that sites sure to be open serve are gone, and so are cells whose sites include all sites of another cell and, where
/// sites differ in nothing else, sites whose cells another site serves too.
class center_cover {
public:
    enum class verdict : std::uint8_t { possible, impossible, unknown };

    center_cover(const center_model& model, float radius);

    /// By a bound from prices of cells: so many steps. May find a layout on the way.
    verdict weigh(int steps, work_clock& clock);
    /// By exchanging sites one by one, weights growing on cells that stay unserved (after Gao, Weise & Li, "An
    /// efficient local search heuristic with row weighting for the unicost set covering problem", EJOR 246, 2015).
    verdict exchange(int moves, std::mt19937_64& random, work_clock& clock);
    /// By a mixed-integer programme of some cells, to which those are added that its layouts leave unserved.
    result<verdict> decide(const options& how, work_clock& clock);

    /// The layout that was found, when the last verdict was `possible`.
    [[nodiscard]] const std::vector<index>& found() const { return found_; }

private:
    class walk;
    // What one step of the bound works with.
    struct pricing {
        explicit pricing(const site_rules& rules);
        std::vector<double> share, cost;  // by site
        double means = 0;
        std::vector<std::pair<double, index>> order;
        std::vector<index> wanted;
        std::vector<double> missing;  // by cell, how far it is not served
    };
    using table = std::vector<std::vector<index>>;
    /// Of these cells as many as share no site, or all if there are at most so many; those with the fewest sites first.
    [[nodiscard]] std::vector<index> apart(std::vector<index> cells, std::size_t most) const;
    /// The rules as rows, and sites as columns.
    mip::model programme(std::vector<index>& site_of, std::vector<index>& column_of) const;
    [[nodiscard]] std::vector<index> unserved(const std::vector<char>& open) const;
    void drop_dominated_cells();
    void drop_dominated_sites();
    void turn();  ///< `cells_of_` from `sites_of_`
    /// What all cells are worth at their prices, less the most that sites within the means can serve of it.
    double surplus(pricing& now) const;
    /// Whether the layout covers all; then it is the one found.
    bool accept(const layout& now);
    bool try_sites(std::span<const index> wanted);

    const center_model& model_;
    table sites_of_;              // by cell left
    table cells_of_;              // by site
    std::vector<index> columns_;  // sites that still serve a cell
    std::vector<double> price_;   // of cells
    std::uint64_t compared_ = 0;  // entries, in the search for dominated ones
    bool hopeless_ = false;       // a cell without a site is left
    std::vector<index> found_;
};

}  // namespace yizhan::siting
