#pragma once

#include "p_median_dual.hpp"
#include "p_median_model.hpp"
#include "warm_lp.hpp"
#include "work_clock.hpp"

#include <memory>
#include <span>
#include <vector>

namespace yizhan::siting {

/// What is left of a p-median question when most sites are decided, as a linear programme over the undecided ones with
/// Benders cuts: θ_g ≥ C − Σ_j max(0, C − c_gj) y_j for each group g of cells and each cost C of its list, separated in
/// one pass over the sorted list (Durán-Mateluna, Alès & Elloumi, European Journal of Operational Research 308, 2023).
/// Cells that prefer the undecided sites in the same order are one group.
class median_core {
public:
    enum class state : std::uint8_t {
        solved,
        infeasible,
        cut_off,
        stopped,  ///< by the clock
        failed,   ///< the solver has no answer: nothing is known
    };

    /// For layouts that cost less than `ceiling`. Begins with the cuts at the dual's best prices.
    static result<median_core> make(const median_model& model, const median_dual& dual, double ceiling,
                                    mip_backend backend);

    /// Solves and separates until no cut is violated, the bound passes `ceiling` or so many rounds are done.
    state relax(double ceiling, int rounds, work_clock& clock);
    /// Solves once within so many iterations: for comparing branches. The bound in any case, infinity if infeasible.
    double glance(int iterations, double ceiling);

    [[nodiscard]] double bound() const { return columns() == 0 ? constant_ : constant_ + lp_->objective() / scale_; }
    [[nodiscard]] index columns() const { return static_cast<index>(site_.size()); }
    [[nodiscard]] index site(index column) const { return site_[column]; }
    [[nodiscard]] double y(index column) const { return lp_->x()[column]; }
    [[nodiscard]] double reduced_cost(index column) const { return lp_->reduced_costs()[column] / scale_; }
    [[nodiscard]] std::span<const index> sure() const { return sure_; }  ///< sites open in every layout left
    void set_bounds(index column, double low, double high) { lp_->set_bounds(column, low, high); }
    [[nodiscard]] mip::warm_lp::basis save() const { return lp_->save(); }
    void load(const mip::warm_lp::basis& saved) { lp_->load(saved); }
    [[nodiscard]] index cuts() const { return lp_->rows() - fixed_rows_; }
    [[nodiscard]] index groups() const { return static_cast<index>(first_.size() - 1); }
    /// Removes cuts that do not bind. Bases saved before are of no use afterwards.
    void forget_slack_cuts();
    /// Whether an integral solution's bound is what its layout costs, if that is below the ceiling.
    [[nodiscard]] bool exact() const { return exact_; }

private:
    median_core() = default;
    void gather(const median_model& model, const median_dual& dual, double ceiling);
    void cut_at_prices();
    void add_columns();
    void add_rules(const site_rules& rules, const std::vector<index>& column_of);
    void add_cut(index group, std::size_t entries, double cost);
    void add_service(index group);
    /// Cuts that the relaxation's solution violates. Returns how many.
    index separate();

    std::unique_ptr<mip::warm_lp> lp_;
    std::vector<index> site_;  // by column
    std::vector<index> sure_;
    std::vector<std::size_t> first_ = {0};  // by group
    std::vector<priced_way> ways_;          // `site` is a column; costs above the group's least
    std::vector<double> last_;              // by group: what the group costs that nobody serves; infinity: not allowed
    std::vector<double> price_;             // by group, above the least cost: where to cut first
    double constant_ = 0, scale_ = 1;       // the solver's costs are `scale_` times ours, beyond `constant_`
    bool exact_ = true, impossible_ = false;
    double tolerance_ = 1e-7;
    index fixed_rows_ = 0;
    std::vector<index> cut_column_;
    std::vector<double> cut_value_;
};

}  // namespace yizhan::siting
