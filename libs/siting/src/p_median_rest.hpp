#pragma once

#include "p_median_dual.hpp"
#include "p_median_model.hpp"

#include <cstddef>
#include <vector>

namespace yizhan::siting {

/// What is left of a p-median question when most sites are decided: the undecided ones as columns, and groups of cells
/// that prefer them in the same order. A layout costs `constant` and what its groups cost.
struct median_rest {
    /// For layouts that cost less than `ceiling`.
    static median_rest gather(const median_model& model, const median_dual& dual, double ceiling);

    [[nodiscard]] index columns() const { return static_cast<index>(site.size()); }
    [[nodiscard]] index groups() const { return static_cast<index>(last.size()); }

    std::vector<index> site;               ///< by column, ascending
    std::vector<index> sure;               ///< sites open in every layout left, ascending
    double constant = 0;                   ///< sites that are sure, and the least cost of every group
    std::vector<std::size_t> first = {0};  ///< groups + 1 positions in `ways`
    std::vector<priced_way> ways;          ///< `site` is a column; cost above the group's least, ascending in a group
    std::vector<double> last, price, weight;  ///< by group: what it costs that no column serves (infinity: not
                                              ///< allowed), the dual's price, both above the least; what it weighs
    bool exact = true;                        ///< otherwise lists were cut short: groups cost `last` or more
    bool impossible = false;                  ///< a cell that must be served cannot be
};

}  // namespace yizhan::siting
