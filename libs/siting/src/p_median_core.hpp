#pragma once

#include "p_median_rest.hpp"
#include "site_rules.hpp"
#include "warm_lp.hpp"
#include "work_clock.hpp"

#include <memory>
#include <span>
#include <vector>

namespace yizhan::siting {

/// What is left of a p-median question as a linear programme with Benders cuts: θ_g ≥ C − Σ_j max(0, C − c_gj) y_j for
/// each group g of cells and each cost C of its list, separated in one pass over the sorted list (Durán-Mateluna, Alès
/// & Elloumi, European Journal of Operational Research 308, 2023).
class median_core {
public:
    enum class state : std::uint8_t {
        solved,
        infeasible,
        cut_off,
        stopped,  ///< by the clock
        failed,   ///< the solver has no answer: nothing is known
    };

    /// Begins with the cuts at the dual's best prices. `unsupported` without a solver that stays warm.
    static result<median_core> make(median_rest rest, const site_rules& rules, mip_backend backend);

    /// Solves and separates until no cut is violated, the bound passes `ceiling` or so many rounds are done.
    state relax(double ceiling, int rounds, work_clock& clock);
    /// Solves once within so many iterations: for comparing branches. The bound in any case, infinity if infeasible.
    double glance(int iterations, double ceiling);

    [[nodiscard]] double bound() const {
        return columns() == 0 ? rest_.constant : rest_.constant + lp_->objective() / scale_;
    }
    [[nodiscard]] index columns() const { return rest_.columns(); }
    [[nodiscard]] index site(index column) const { return rest_.site[column]; }
    [[nodiscard]] double y(index column) const { return lp_->x()[column]; }
    [[nodiscard]] double reduced_cost(index column) const { return lp_->reduced_costs()[column] / scale_; }
    [[nodiscard]] std::span<const index> sure() const { return rest_.sure; }  ///< sites open in every layout left
    void set_bounds(index column, double low, double high) { lp_->set_bounds(column, low, high); }
    [[nodiscard]] mip::warm_lp::basis save() const { return lp_->save(); }
    void load(const mip::warm_lp::basis& saved) { lp_->load(saved); }
    [[nodiscard]] index cuts() const { return lp_->rows() - fixed_rows_; }
    [[nodiscard]] index groups() const { return rest_.groups(); }
    /// Removes cuts that do not bind. Bases saved before are of no use afterwards.
    void forget_slack_cuts();
    /// Whether an integral solution's bound is what its layout costs, if that is below the ceiling.
    [[nodiscard]] bool exact() const { return rest_.exact; }

private:
    median_core() = default;
    [[nodiscard]] int iterations_per_unit() const;
    void scale_costs();
    void cut_at_prices();
    void add_columns();
    void add_rules(const site_rules& rules);
    void add_cut(index group, std::size_t entries, double cost);
    void add_service(index group);
    /// Cuts that the relaxation's solution violates. Returns how many.
    index separate();

    std::unique_ptr<mip::warm_lp> lp_;
    median_rest rest_;  // its costs beyond `constant` are the solver's: `scale_` times ours
    double scale_ = 1;
    bool impossible_ = false;
    double tolerance_ = 1e-7;
    index fixed_rows_ = 0;
    std::uint64_t entries_ = 0;  // of cuts, about
    std::vector<index> cut_column_;
    std::vector<double> cut_value_;
};

}  // namespace yizhan::siting
