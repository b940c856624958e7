#pragma once

#include "site_rules.hpp"

#include <yizhan/siting/problem.hpp>

#include <functional>
#include <span>
#include <vector>

namespace yizhan::siting {

/// One way to serve a cell.
struct way {
    index site;
    float seconds;
};

/// One way to serve a group of cells: its site and what that costs (weight × seconds).
struct priced_way {
    index site;
    double cost;
};

/// A p-median question made ready: cells without weight dropped, cells with the same row merged, and for each cell its
/// sites from the cheapest on, cut off where no good layout goes. Keeps a reference to the problem.
class median_model {
public:
    /// `reach`: about how many ways each cell's list keeps; lists of fewer are complete.
    median_model(const problem& asked, const site_rules& rules, index reach);

    [[nodiscard]] index cells() const { return static_cast<index>(weight_.size()); }
    [[nodiscard]] index sites() const { return asked_.sites(); }
    [[nodiscard]] const site_rules& rules() const { return rules_; }
    [[nodiscard]] double weight(index cell) const { return weight_[cell]; }
    /// By seconds, then site; forbidden sites left out.
    [[nodiscard]] std::span<const way> ways(index cell) const {
        return std::span(ways_).subspan(first_[cell], first_[cell + 1] - first_[cell]);
    }
    /// Whether the cell's list ends before its sites do: those beyond cost at least as much as the last.
    [[nodiscard]] bool cut_off(index cell) const { return cut_off_[cell] != 0; }
    /// What serving the cell so costs.
    [[nodiscard]] double cost(index cell, const way& by) const {
        return weight_[cell] * static_cast<double>(by.seconds);
    }
    /// What a cell costs that nobody serves; where all must be served, more than any layout that serves all.
    [[nodiscard]] double unserved(index cell) const { return unserved_[cell]; }
    /// A cell of the problem that must be served and that no site reaches; nobody: there is none.
    [[nodiscard]] index lost_cell() const;
    [[nodiscard]] bool must_serve() const { return !asked_.want.unserved_seconds; }
    /// Whether every layout's cost is a whole number, so that bounds may be rounded up.
    [[nodiscard]] bool whole() const { return whole_; }
    /// Cost of serving the cell from the site, `unserved` or more if it cannot. O(log row).
    [[nodiscard]] double cost(index cell, index site) const;
    /// Calls back (cell, cost) for each cell that the site can serve.
    template <class callback>
    void each_cell_of(index site, callback&& tell) const;
    /// How a cell can be served when most sites are decided; after the ways, what is left costs `last`.
    struct service {
        std::vector<priced_way> ways;  ///< of undecided sites, cheapest first
        double last = 0;               ///< infinity: one of the ways must be
        bool exact = true;             ///< otherwise what is left costs `last` or more
    };
    /// Which sites can still open, which are sure to be open, and by how much closing each raises a bound at least
    /// (sums count): a cell is served before its list has raised it by `slack`.
    struct outlook {
        std::vector<char> wanted, sure;
        std::vector<double> loss;
        double slack = 0;
        index longest = nobody;  ///< lists end here in any case
    };
    /// Tells (cell, service) of each cell in order. One block of rows at a time.
    void each_service(const outlook& seen, const std::function<void(index, service&)>& tell) const;
    /// What the layout costs, evaluated anew from the problem's own arrays; infinity when it breaks a condition.
    [[nodiscard]] double true_cost(std::span<const index> open) const;

private:
    void merge();
    void set_unserved();
    void gather(index reach);
    template <class callback>
    void each_block(const std::vector<char>& wanted, callback&& row) const;

    const problem& asked_;
    const site_rules& rules_;
    std::vector<index> merged_;  // per cell of the problem; nobody: stands for no model cell itself
    std::vector<index> origin_;  // per model cell
    std::vector<double> weight_, unserved_;
    std::vector<std::uint64_t> first_ = {0};
    std::vector<way> ways_;
    std::vector<char> cut_off_;
    bool whole_ = true;
};

template <class callback>
void median_model::each_cell_of(index site, callback&& tell) const {
    const auto cells = asked_.pairs.cells_of(site);
    const auto seconds = asked_.pairs.seconds_of(site);
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const double taken = seconds.empty() ? 0 : static_cast<double>(seconds[at]);
        const index cell = merged_[cells[at]];
        if (cell != nobody && taken <= asked_.want.limit) tell(cell, weight_[cell] * taken);
    }
}

}  // namespace yizhan::siting
