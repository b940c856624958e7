#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

#include <limits>
#include <optional>
#include <vector>

namespace yizhan::siting {

/// The best layout and bound so far, in the problem's own terms. Every layout is evaluated anew from the problem's
/// arrays before it counts, every improvement is noted and reported.
class incumbent {
public:
    incumbent(const problem& asked, const options& how, const work_clock& clock);

    /// Takes the layout if it breaks nothing and is better than the one before.
    bool offer(std::vector<index> open);
    /// Takes a proven bound if it is better than the one before.
    void prove(double bound);
    /// Nothing is better than what was found: the bound is the objective.
    void close();

    [[nodiscard]] bool found() const { return !layout_.empty() || has_layout_; }
    [[nodiscard]] double objective() const { return objective_; }
    [[nodiscard]] double bound() const { return bound_; }
    [[nodiscard]] const std::vector<index>& open() const { return layout_; }
    [[nodiscard]] double gap() const;
    /// Whether the gap asked for is reached.
    [[nodiscard]] bool good_enough() const;
    /// +1 when more is better, −1 when less is.
    [[nodiscard]] double sign() const { return sign_; }

    /// The answer as it stands, with its assignment.
    [[nodiscard]] answer conclude() const;

private:
    void note();

    const problem& asked_;
    const options& how_;
    const work_clock& clock_;
    double sign_;
    bool has_layout_ = false;
    std::vector<index> layout_;
    double objective_ = std::numeric_limits<double>::quiet_NaN();
    double bound_;
    std::vector<standing> curve_;
};

/// |objective − bound| relative to the larger of both; 0 when both are 0, 1 when one is not finite.
double relative_gap(double objective, double bound);

}  // namespace yizhan::siting
