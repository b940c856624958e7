#pragma once

#include "mip.hpp"

/// What `mip::solve` and the adapters behind it agree on. Only mip*.cpp sees this.
namespace yizhan::siting::mip {

/// A model made ready for a solver: its costs are scaled to a size at which the solvers' absolute tolerances mean
/// little, and whatever can be answered without a solver has been.
struct task {
    const model& asked;
    std::vector<double> cost;  ///< scaled; all adapters' objectives, bounds and cutoffs are in its unit
    double cutoff;
    std::span<const double> start = {};  ///< empty, or feasible and better than the cutoff
    const settings& how;
    /// Told of solutions and bounds on the way. May be empty.
    std::function<void(std::span<const double> x, double objective, double bound)> improved = {};
};

enum class verdict : std::uint8_t {
    finished,    ///< the search is complete up to the wanted gap
    infeasible,  ///< complete, and there is no solution (better than the cutoff)
    unbounded,   ///< or infeasible: the solver cannot tell
    stopped,     ///< by the clock, the node limit, or trouble with numbers
};

struct finding {
    verdict end = verdict::stopped;
    std::vector<double> x = {};  ///< of the best solution, as the solver gives it
    double bound = -infinity;
    std::vector<double> duals = {};  ///< only of a relaxation that was finished
};

result<finding> solve_with_highs(const task& wanted, work_clock& clock);
result<finding> solve_with_cbc(const task& wanted, work_clock& clock);

}  // namespace yizhan::siting::mip
