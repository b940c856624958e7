#ifdef YIZHAN_HAS_HIGHS

#include "mip_adapter.hpp"

#include <interfaces/highs_c_api.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <new>

// Only the C interface is used: the wheel's library may have been built with another std::string than ours.

namespace yizhan::siting::mip {
namespace {

struct closer {
    void operator()(void* highs) const { Highs_destroy(highs); }
};
using solver = std::unique_ptr<void, closer>;

/// What the call-back works on. Nothing may be thrown through HiGHS: the first exception is kept and ends the run.
struct watch {
    const task& wanted;
    work_clock& clock;
    std::vector<double> best = {};
    double objective = infinity;
    double bound = -infinity;
    std::exception_ptr thrown = nullptr;

    /// A solution counts from the end of the unit that it was found in: of a unit that is broken off nothing stays.
    std::vector<double> newest = {};
    double newest_objective = infinity;

    void take_solution(const HighsCallbackDataOut& seen) {
        if (seen.mip_solution == nullptr || seen.objective_function_value >= newest_objective) return;
        newest_objective = seen.objective_function_value;
        newest.assign(seen.mip_solution, seen.mip_solution + wanted.cost.size());
    }
    void end_unit(double seen_bound) {
        const bool closer = seen_bound > bound + 1e-9 * std::max(1.0, std::abs(bound)) && seen_bound < 1e300;
        const bool better = newest_objective < objective;
        if (closer) bound = seen_bound;
        if (better) {
            objective = newest_objective;
            best = newest;
        }
        if ((closer || better) && wanted.improved) wanted.improved(best, objective, bound);
    }
};

void on_event(int type, const char* /*message*/, const HighsCallbackDataOut* out, HighsCallbackDataIn* in, void* data) {
    auto& seen = *static_cast<watch*>(data);
    try {
        if (type == kHighsCallbackMipImprovingSolution) {
            seen.take_solution(*out);
            return;
        }
        // HiGHS may ask again after it was told to stop: that is no further unit of work.
        const bool stopped = seen.thrown || seen.clock.stopped();
        if (!stopped && type == kHighsCallbackMipInterrupt) seen.end_unit(out->mip_dual_bound);
        if (stopped || seen.clock.tick()) in->user_interrupt = 1;
    } catch (...) {
        if (!seen.thrown) seen.thrown = std::current_exception();
        if (in != nullptr) in->user_interrupt = 1;
    }
}

/// Everything that could make two runs differ, or speak, is switched off. HiGHS looks at its own clock only for its log
/// and for its time limit, which is there for what asks no call-back: the root's linear programme. The unit in which
/// that limit strikes is thrown away.
bool configure(void* highs, const task& wanted, double seconds_left) {
    const auto& how = wanted.how;
    const auto nodes = static_cast<HighsInt>(std::min<std::uint64_t>(how.node_limit, 2'147'483'647));
    bool ok = true;
    const auto set = [&](HighsInt status) { ok = ok && status == kHighsStatusOk; };
    set(Highs_setBoolOptionValue(highs, "output_flag", 0));
    set(Highs_setIntOptionValue(highs, "threads", 1));
    set(Highs_setStringOptionValue(highs, "parallel", "off"));
    set(Highs_setIntOptionValue(highs, "random_seed", static_cast<HighsInt>(how.seed % 2'147'483'647)));
    set(Highs_setDoubleOptionValue(highs, "mip_rel_gap", how.gap));
    set(Highs_setDoubleOptionValue(highs, "mip_abs_gap", 0));
    set(Highs_setIntOptionValue(highs, "mip_max_nodes", nodes));
    // The other interior-point method would need OpenBLAS, with threads of its own.
    set(Highs_setStringOptionValue(highs, "mip_ipm_solver", "ipx"));
    set(Highs_setDoubleOptionValue(highs, "time_limit", seconds_left));
    if (wanted.cutoff < infinity) set(Highs_setDoubleOptionValue(highs, "objective_bound", wanted.cutoff));
    return ok;
}

bool load(void* highs, const task& wanted) {
    const auto& asked = wanted.asked;
    const auto columns = static_cast<HighsInt>(asked.columns());
    const auto rows = static_cast<HighsInt>(asked.rows());
    const auto entries = static_cast<HighsInt>(asked.entry_column.size());
    const std::vector<HighsInt> first(asked.row_first.begin(), asked.row_first.end());
    const std::vector<HighsInt> index(asked.entry_column.begin(), asked.entry_column.end());
    std::vector<HighsInt> whole(asked.columns(), kHighsVarTypeContinuous);
    bool any = false;
    for (std::size_t column = 0; column < whole.size() && !wanted.how.relaxed; ++column) {
        if (!asked.integer[column]) continue;
        whole[column] = kHighsVarTypeInteger;
        any = true;
    }
    return Highs_passMip(highs, columns, rows, entries, kHighsMatrixFormatRowwise, kHighsObjSenseMinimize, 0,
                         wanted.cost.data(), asked.low.data(), asked.high.data(), asked.row_low.data(),
                         asked.row_high.data(), first.data(), index.data(), asked.entry_value.data(),
                         any ? whole.data() : nullptr) != kHighsStatusError;
}

verdict verdict_of(HighsInt status) {
    switch (status) {
        case kHighsModelStatusOptimal:
        case kHighsModelStatusModelEmpty:
            return verdict::finished;
        case kHighsModelStatusInfeasible:
        case kHighsModelStatusObjectiveBound:
            return verdict::infeasible;
        case kHighsModelStatusUnboundedOrInfeasible:
        case kHighsModelStatusUnbounded:
            return verdict::unbounded;
        default:
            return verdict::stopped;
    }
}

double info(void* highs, const char* name) {
    double value = 0;
    return Highs_getDoubleInfoValue(highs, name, &value) == kHighsStatusOk ? value : std::nan("");
}

bool has_solution(void* highs) {
    HighsInt status = 0;
    return Highs_getIntInfoValue(highs, "primal_solution_status", &status) == kHighsStatusOk &&
           status == kHighsSolutionStatusFeasible;
}

finding read(void* highs, const task& wanted, watch seen) {
    finding found{.end = verdict_of(Highs_getModelStatus(highs)), .x = std::move(seen.best), .bound = seen.bound};
    if (found.end == verdict::stopped && !wanted.how.relaxed) return found;
    const bool relaxed = wanted.how.relaxed;
    if (has_solution(highs) && (!relaxed || found.end == verdict::finished)) {
        std::vector<double> x(wanted.asked.columns()), column_duals(x.size());
        std::vector<double> activity(wanted.asked.rows()), row_duals(activity.size());
        Highs_getSolution(highs, x.data(), column_duals.data(), activity.data(), row_duals.data());
        found.x = std::move(x);
        if (relaxed) found.duals = std::move(row_duals);
    }
    if (!relaxed) {
        const double bound = info(highs, "mip_dual_bound");
        if (!std::isnan(bound)) found.bound = std::max(found.bound, bound);
    }
    return found;
}

result<finding> run(const task& wanted, work_clock& clock) {
    const solver highs(Highs_create());
    if (!highs || !configure(highs.get(), wanted, clock.seconds_left())) {
        return fail(errc::unsupported,
                    "this version of HiGHS lacks an option that is needed; install the one that "
                    "scripts/python-packages.txt names");
    }
    if (!load(highs.get(), wanted)) return fail(errc::bad_call, "HiGHS refuses the model: a number in it is no number");
    watch seen{.wanted = wanted, .clock = clock};
    Highs_setCallback(highs.get(), on_event, &seen);
    for (const auto type : {kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt,
                            kHighsCallbackMipImprovingSolution}) {
        Highs_startCallback(highs.get(), type);
    }
    if (!wanted.start.empty()) Highs_setSolution(highs.get(), wanted.start.data(), nullptr, nullptr, nullptr);
    Highs_run(highs.get());
    if (seen.thrown) std::rethrow_exception(seen.thrown);
    if (Highs_getModelStatus(highs.get()) == kHighsModelStatusTimeLimit) clock.stop();
    if (!clock.stopped()) seen.end_unit(info(highs.get(), "mip_dual_bound"));
    return read(highs.get(), wanted, std::move(seen));
}

}  // namespace

result<finding> solve_with_highs(const task& wanted, work_clock& clock) {
    try {
        return run(wanted, clock);
    } catch (const std::bad_alloc&) {
        return fail(errc::limit, "HiGHS runs out of memory");
    }
}

}  // namespace yizhan::siting::mip

#endif
