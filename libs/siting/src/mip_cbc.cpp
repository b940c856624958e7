#ifdef YIZHAN_HAS_CBC

#include "mip_adapter.hpp"

// CBC's headers lean on each other without saying so.
class CbcNode;

#include <CbcCutGenerator.hpp>
#include <CbcEventHandler.hpp>
#include <CbcHeuristic.hpp>
#include <CbcHeuristicDiveCoefficient.hpp>
#include <CbcHeuristicLocal.hpp>
#include <CbcHeuristicRINS.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglGomory.hpp>
#include <CglKnapsackCover.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglZeroHalf.hpp>
#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <new>

// CBC is driven as a library, without CbcMain: no preprocessing, so that solutions on the way are those of the model,
// and none of the heuristics that look at the clock (the feasibility pump also reports values that are not so).

namespace yizhan::siting::mip {
namespace {

/// What the event handlers work on; CBC copies the handlers. Nothing may be thrown through CBC.
struct watch {
    const task& wanted;
    work_clock& clock;
    std::vector<double> best = {};
    double objective = infinity;
    double bound = -infinity;
    std::exception_ptr thrown = nullptr;

    /// A solver may ask again after it was told to stop: that is no further unit of work.
    bool stop() { return thrown != nullptr || clock.stopped() || clock.tick(); }
    void take(const CbcModel& model) {
        const double seen = model.getBestPossibleObjValue();
        const bool closer = seen > bound + 1e-9 * std::max(1.0, std::abs(bound)) && seen < 1e30;
        const double* x = model.bestSolution();
        const bool better = x != nullptr && model.getMinimizationObjValue() < objective;
        if (closer) bound = seen;
        if (better) {
            objective = model.getMinimizationObjValue();
            best.assign(x, x + wanted.cost.size());
        }
        if ((closer || better) && wanted.improved) wanted.improved(best, objective, bound);
    }
};

class search_events final : public CbcEventHandler {
public:
    explicit search_events(watch& seen) : seen_(&seen) {}
    CbcEventHandler* clone() const override { return new search_events(*this); }
    CbcAction event(CbcEvent what) override {
        // Heuristics solve smaller models of their own, which inherit the handler: their columns are not ours.
        if (model_ == nullptr || model_->parentModel() != nullptr) return noAction;
        if (what != node && what != treeStatus && what != heuristicPass && what != generatedCuts) return noAction;
        try {
            if (what == node || what == treeStatus) seen_->take(*model_);
            return seen_->stop() ? stop : noAction;
        } catch (...) {
            seen_->thrown = std::current_exception();
            return stop;
        }
    }

private:
    watch* seen_;
};

class simplex_events final : public ClpEventHandler {
public:
    explicit simplex_events(watch& seen) : seen_(&seen) {}
    ClpEventHandler* clone() const override { return new simplex_events(*this); }
    int event(Event what) override {
        if (what != endOfFactorization) return -1;
        return seen_->stop() ? 0 : -1;
    }

private:
    watch* seen_;
};

std::vector<double> with_their_infinity(std::span<const double> values) {
    std::vector<double> out(values.begin(), values.end());
    for (double& value : out)
        value = std::clamp(value, -COIN_DBL_MAX, COIN_DBL_MAX);
    return out;
}

template <class Solver>
void load(Solver& solver, const task& wanted) {
    const auto& asked = wanted.asked;
    const std::vector<CoinBigIndex> first(asked.row_first.begin(), asked.row_first.end());
    const std::vector<int> index(asked.entry_column.begin(), asked.entry_column.end());
    const CoinPackedMatrix matrix(false, static_cast<int>(asked.columns()), static_cast<int>(asked.rows()),
                                  first.back(), asked.entry_value.data(), index.data(), first.data(), nullptr);
    solver.loadProblem(matrix, with_their_infinity(asked.low).data(), with_their_infinity(asked.high).data(),
                       wanted.cost.data(), with_their_infinity(asked.row_low).data(),
                       with_their_infinity(asked.row_high).data());
}

finding relax(const task& wanted, watch& seen) {
    ClpSimplex simplex;
    simplex.setLogLevel(0);
    load(simplex, wanted);
    const simplex_events events(seen);
    simplex.passInEventHandler(&events);
    simplex.dual();
    finding found;
    switch (simplex.status()) {
        case 0: {
            found.end = verdict::finished;
            const double* x = simplex.primalColumnSolution();
            const double* duals = simplex.dualRowSolution();
            found.x.assign(x, x + wanted.asked.columns());
            found.duals.assign(duals, duals + wanted.asked.rows());
            found.bound = simplex.objectiveValue();
            break;
        }
        case 1:
            found.end = verdict::infeasible;
            break;
        case 2:
            found.end = verdict::unbounded;
            break;
        default:
            break;
    }
    return found;
}

/// All but probing: over integers that are not binary it cuts off best solutions (the tests keep a case).
void add_cuts(CbcModel& model) {
    CglGomory gomory;
    gomory.setLimit(300);
    CglKnapsackCover covers;
    CglClique cliques;
    cliques.setStarCliqueReport(false);
    cliques.setRowCliqueReport(false);
    CglMixedIntegerRounding2 rounding;
    CglZeroHalf halves;
    // -98: at the root, and below it only where they help there.
    model.addCutGenerator(&gomory, -98, "gomory");
    model.addCutGenerator(&covers, -98, "covers");
    model.addCutGenerator(&cliques, -98, "cliques");
    model.addCutGenerator(&rounding, -98, "rounding");
    model.addCutGenerator(&halves, -98, "halves");
}

void add_heuristics(CbcModel& model) {
    CbcRounding rounding(model);
    CbcHeuristicDiveCoefficient dive(model);
    CbcHeuristicLocal local(model);
    CbcHeuristicRINS neighbours(model);
    model.addHeuristic(&rounding);
    model.addHeuristic(&dive);
    model.addHeuristic(&local);
    model.addHeuristic(&neighbours);
}

void configure(CbcModel& model, const task& wanted) {
    const auto& how = wanted.how;
    model.setLogLevel(0);
    model.setRandomSeed(static_cast<int>(how.seed % 2'147'483'647));
    model.setAllowableGap(0);
    model.setAllowableFractionGap(how.gap);
    model.setDblParam(CbcModel::CbcCutoffIncrement, 1e-6);
    model.setDblParam(CbcModel::CbcMaximumSeconds, 1e100);
    model.setMaximumNodes(static_cast<int>(std::min<std::uint64_t>(how.node_limit, 2'000'000'000)));
    if (wanted.cutoff < infinity) model.setCutoff(wanted.cutoff);
    if (!wanted.start.empty()) {
        double objective = 0;
        for (std::size_t column = 0; column < wanted.cost.size(); ++column) {
            objective += wanted.cost[column] * wanted.start[column];
        }
        model.setBestSolution(wanted.start.data(), static_cast<int>(wanted.start.size()), objective);
    }
    add_cuts(model);
    add_heuristics(model);
}

finding search(const task& wanted, watch& seen) {
    OsiClpSolverInterface solver;
    solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
    solver.messageHandler()->setLogLevel(0);
    load(solver, wanted);
    for (std::uint32_t column = 0; column < wanted.asked.columns(); ++column) {
        if (wanted.asked.integer[column]) solver.setInteger(static_cast<int>(column));
    }
    CbcModel model(solver);
    configure(model, wanted);
    search_events events(seen);
    model.passInEventHandler(&events);
    model.initialSolve();
    finding found;
    if (seen.stop()) return found;
    if (model.isInitialSolveProvenPrimalInfeasible()) return {.end = verdict::infeasible};
    if (model.isInitialSolveProvenDualInfeasible()) return {.end = verdict::unbounded};
    seen.bound = model.solver()->getObjValue();  // of the relaxation
    model.branchAndBound();
    if (!seen.thrown) seen.take(model);
    found.x = std::move(seen.best);
    found.bound = seen.bound;
    if (model.status() != 0) return found;
    found.end = found.x.empty() ? verdict::infeasible : verdict::finished;
    // Its bound stays where the last open node was, unless it stopped for the gap.
    if (model.secondaryStatus() <= 1) found.bound = seen.objective;
    return found;
}

}  // namespace

result<finding> solve_with_cbc(const task& wanted, work_clock& clock) {
    try {
        watch seen{.wanted = wanted, .clock = clock};
        auto found = wanted.how.relaxed ? relax(wanted, seen) : search(wanted, seen);
        if (seen.thrown) std::rethrow_exception(seen.thrown);
        return found;
    } catch (const std::bad_alloc&) {
        return fail(errc::limit, "CBC runs out of memory");
    } catch (CoinError& problem) {
        return fail(errc::unsupported, fmt::format("CBC fails: {}", problem.message()));
    }
}

}  // namespace yizhan::siting::mip

#endif
