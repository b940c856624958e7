#pragma once

#include "p_median_core.hpp"
#include "p_median_run.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace yizhan::siting {

/// Branch and bound over the core's relaxation: dives from the node with the least bound, branches on the site that
/// promises most (pseudo-costs, at first measured by a few iterations of each branch).
class median_tree {
public:
    median_tree(median_core& core, median_run& run);

    /// Explores until nothing better can be left (the run's bound is met then) or the run is finished.
    void explore();
    /// Improves from what the relaxation opens, most open first.
    void round_solution();

private:
    struct decision {
        index column;
        bool open;
    };
    struct node {
        double bound;
        std::vector<decision> path;
        std::shared_ptr<const mip::warm_lp::basis> basis;
        index era;
    };
    struct candidate {
        double promise;
        index column;
        double share;
    };
    struct history {
        double rise[2] = {0, 0};
        index seen[2] = {0, 0};
    };

    void dive(node from);
    void apply(const std::vector<decision>& path);
    void branch(node& from);
    [[nodiscard]] bool is_integral() const;
    /// The column to branch on; nothing when all are integral. Leaves the basis, not the solution, as it was.
    std::optional<candidate> choose();
    double promise(index column, double share);
    void measure(index column, double share, const mip::warm_lp::basis& here);
    void learn(index column, bool open, double rise, double distance);
    void fix_by_reduced_cost(std::vector<decision>& path);

    void push(node one);
    node pop();
    void tidy();
    void raise_bound(double current);

    median_core& core_;
    median_run& run_;
    std::vector<node> open_;  // a heap, least bound first
    std::vector<history> history_;
    std::vector<signed char> decided_;  // bounds now set, by column: -1 none, else 0 or 1
    double unresolved_;                 // least bound of nodes that could not be decided
    double total_rise_ = 0;
    index rises_ = 0, era_ = 0, nodes_ = 0, cuts_at_root_ = 0;
};

}  // namespace yizhan::siting
