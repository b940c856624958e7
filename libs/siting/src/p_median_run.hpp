#pragma once

#include "p_median_dual.hpp"
#include "p_median_model.hpp"
#include "p_median_search.hpp"
#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

#include <random>
#include <span>
#include <vector>

namespace yizhan::siting {

/// What the phases of one p-median solve share: the best layout, the best bound, the curve, and when to stop.
class median_run {
public:
    median_run(const median_model& model, const options& how, work_clock& clock);

    [[nodiscard]] const median_model& model() const { return model_; }
    [[nodiscard]] work_clock& clock() { return clock_; }
    [[nodiscard]] const options& how() const { return how_; }
    [[nodiscard]] swap_search& search() { return search_; }
    [[nodiscard]] std::mt19937_64& random() { return random_; }
    [[nodiscard]] bool has_layout() const { return !best_.empty() || found_; }
    [[nodiscard]] const std::vector<index>& best() const { return best_; }
    [[nodiscard]] double cost() const { return cost_; }  ///< of the best layout; infinity without one
    [[nodiscard]] double bound() const { return bound_; }
    /// Layouts that cost so much or more are of no interest.
    [[nodiscard]] double ceiling() const;
    /// A bound at which to say no layout is better.
    [[nodiscard]] double rounded(double bound) const;

    /// Takes the search's layout if it keeps all rules and is better than the best.
    bool offer();
    /// Starts the search from these sites (most wanted first), improves and offers.
    bool improve_from(std::span<const index> wanted);
    /// So many rounds of disturbing the best layout and improving it again.
    void wander(int rounds);
    void raise(double bound);
    /// The problem has no (better) layout: the bound is met.
    void close();
    [[nodiscard]] bool proven() const;
    [[nodiscard]] bool finished() const { return clock_.stopped() || proven() || gap() <= how_.gap; }
    [[nodiscard]] const std::vector<standing>& curve() const { return curve_; }

private:
    [[nodiscard]] double gap() const;
    void note();

    const median_model& model_;
    const options& how_;
    work_clock& clock_;
    swap_search search_;
    std::mt19937_64 random_;
    std::vector<index> best_;
    bool found_ = false, closed_ = false;
    double cost_, bound_;
    std::vector<standing> curve_;
};

}  // namespace yizhan::siting
