#include "mip.hpp"

#include "mip_adapter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace yizhan::siting::mip {

std::uint32_t model::add_column(double cost_of_one, double least, double most, bool whole) {
    cost.push_back(cost_of_one);
    low.push_back(least);
    high.push_back(most);
    integer.push_back(whole);
    return columns() - 1;
}

void model::add_row(double least, double most) {
    row_low.push_back(least);
    row_high.push_back(most);
    row_first.push_back(entry_column.size());
}

void model::put(std::uint32_t column, double value) {
    entry_column.push_back(column);
    entry_value.push_back(value);
    ++row_first.back();
}

bool available(mip_backend backend) {
#ifdef YIZHAN_HAS_HIGHS
    if (backend == mip_backend::highs) return true;
#endif
#ifdef YIZHAN_HAS_CBC
    if (backend == mip_backend::cbc) return true;
#endif
    return backend == mip_backend::automatic;
}

namespace {

/// How far, beside the numbers that are there, a row may be off: ten times what the solvers themselves allow.
constexpr double feasibility = 1e-5;
/// Least improvement that the solvers look for, in scaled cost.
constexpr double least_step = 1e-6;
/// The solvers count entries in 32 bits.
constexpr std::uint64_t most_entries = 2'000'000'000;

/// A power of two, so that scaling is exact and whole costs stay multiples of one number.
double cost_scale(const model& asked) {
    double largest = 0;
    for (const double cost : asked.cost)
        largest = std::max(largest, std::abs(cost));
    if (largest == 0) return 1;
    const int exponent = std::ilogb(largest);
    if (exponent < 10) return std::ldexp(1.0, 10 - exponent);
    if (exponent > 20) return std::ldexp(1.0, 20 - exponent);
    return 1;
}

double value_of(const model& asked, std::span<const double> x) {
    double sum = 0;
    for (std::size_t column = 0; column < x.size(); ++column)
        sum += asked.cost[column] * x[column];
    return sum;
}

bool within(double value, double low, double high, double size) {
    const double slack = feasibility * std::max(1.0, size);
    return value >= low - slack && value <= high + slack;
}

bool rows_hold(const model& asked, std::span<const double> x) {
    for (std::uint32_t row = 0; row < asked.rows(); ++row) {
        double sum = 0;
        double size = 0;
        for (auto entry = asked.row_first[row]; entry < asked.row_first[row + 1]; ++entry) {
            const double part = asked.entry_value[entry] * x[asked.entry_column[entry]];
            sum += part;
            size = std::max({size, std::abs(part), std::abs(asked.entry_value[entry])});
        }
        if (!within(sum, asked.row_low[row], asked.row_high[row], size)) return false;
    }
    return true;
}

/// Rounds whole columns and says whether what comes out is a solution. A row's tolerance is relative to its largest
/// term.
bool settle(const model& asked, bool relaxed, std::vector<double>& x) {
    if (x.size() != asked.columns()) return false;
    for (std::uint32_t column = 0; column < asked.columns(); ++column) {
        if (!std::isfinite(x[column])) return false;
        if (!within(x[column], asked.low[column], asked.high[column], std::abs(x[column]))) return false;
        if (asked.integer[column] && !relaxed) {
            const double rounded = std::round(x[column]);
            if (std::abs(rounded - x[column]) > feasibility) return false;
            x[column] = rounded;
        }
        x[column] = std::clamp(x[column], asked.low[column], asked.high[column]);
    }
    return rows_hold(asked, x);
}

/// The bound that these duals prove, whatever the solver's tolerances: min over low ≤ x ≤ high of (cost − Aᵀy)·x plus
/// what the rows must at least bring. Signs that no row can have are set to 0 first. Fills `reduced`.
double bound_of_duals(const model& asked, std::vector<double>& duals, std::vector<double>& reduced) {
    reduced.assign(asked.cost.begin(), asked.cost.end());
    double bound = 0;
    for (std::uint32_t row = 0; row < asked.rows(); ++row) {
        double& dual = duals[row];
        const double side = dual > 0 ? asked.row_low[row] : asked.row_high[row];
        if (!std::isfinite(side)) dual = 0;
        if (dual == 0) continue;
        bound += dual * side;
        for (auto entry = asked.row_first[row]; entry < asked.row_first[row + 1]; ++entry) {
            reduced[asked.entry_column[entry]] -= dual * asked.entry_value[entry];
        }
    }
    for (std::uint32_t column = 0; column < asked.columns(); ++column) {
        const double cost = reduced[column];
        const double side = cost > 0 ? asked.low[column] : asked.high[column];
        // On a side without end only the solver's own tolerance (1e-7) can be taken for 0.
        const double size = std::max(1.0, std::abs(asked.cost[column]));
        if (!std::isfinite(side) && std::abs(cost) <= 1e-7 * size) continue;
        if (cost != 0) bound += cost * side;
    }
    return bound;
}

bool bounded_below(const model& asked) {
    for (std::uint32_t column = 0; column < asked.columns(); ++column) {
        const double cost = asked.cost[column];
        if (cost > 0 && !std::isfinite(asked.low[column])) return false;
        if (cost < 0 && !std::isfinite(asked.high[column])) return false;
    }
    return true;
}

/// The end of a complete search that found nothing (better than the cutoff).
outcome nothing_there(double cutoff) {
    outcome end;
    end.state = status::infeasible;
    end.bound = cutoff;
    return end;
}

/// Nothing to decide: every row is an empty sum.
outcome without_columns(const model& asked) {
    outcome end;
    if (!rows_hold(asked, end.x)) return nothing_there(infinity);
    end.state = status::optimal;
    end.objective = end.bound = 0;
    return end;
}

mip_backend chosen(mip_backend wanted) {
    if (wanted != mip_backend::automatic) return wanted;
    return available(mip_backend::highs) ? mip_backend::highs : mip_backend::cbc;
}

result<finding> run([[maybe_unused]] const task& wanted, [[maybe_unused]] work_clock& clock) {
    const auto backend = chosen(wanted.how.backend);
#ifdef YIZHAN_HAS_HIGHS
    if (backend == mip_backend::highs) return solve_with_highs(wanted, clock);
#endif
#ifdef YIZHAN_HAS_CBC
    if (backend == mip_backend::cbc) return solve_with_cbc(wanted, clock);
#endif
    return fail(errc::unsupported, backend == mip_backend::highs
                                       ? "this program was built without HiGHS; take the solver CBC"
                                       : "this program was built without CBC; take the solver HiGHS");
}

outcome of_relaxation(const model& asked, double cutoff, finding found, double scale) {
    if (found.end == verdict::infeasible) return nothing_there(cutoff);
    outcome end;
    end.bound = found.bound / scale;
    if (found.end != verdict::finished || !settle(asked, true, found.x)) return end;
    end.objective = value_of(asked, found.x);
    end.x = std::move(found.x);
    end.duals = std::move(found.duals);
    for (double& dual : end.duals)
        dual /= scale;
    end.bound = bound_of_duals(asked, end.duals, end.reduced_costs);
    end.state = status::optimal;
    return end;
}

/// The state that objective and bound justify.
status standing_of(const outcome& end, double scale) {
    if (end.objective == infinity) return status::stopped;
    const double accuracy = 2 * least_step / scale + 1e-9 * std::abs(end.objective);
    return end.objective - end.bound <= accuracy ? status::optimal : status::feasible;
}

outcome of_search(const model& asked, const settings& how, finding found, std::vector<double> start, double scale) {
    outcome end;
    const bool claimed = !found.x.empty();
    const bool sound = claimed && settle(asked, false, found.x);
    if (sound) end.x = std::move(found.x);
    if (end.x.empty() || (!start.empty() && value_of(asked, start) < value_of(asked, end.x))) end.x = std::move(start);
    if (!end.x.empty()) end.objective = value_of(asked, end.x);
    if (end.objective >= how.cutoff) {
        end.x.clear();
        end.objective = infinity;
    }
    const double nothing_better = std::min(how.cutoff, end.objective);
    const bool complete = found.end == verdict::infeasible || (found.end == verdict::finished && sound);
    if (complete && end.x.empty()) return nothing_there(how.cutoff);
    end.bound = std::min(found.end == verdict::infeasible ? nothing_better : found.bound / scale, nothing_better);
    end.state = standing_of(end, scale);
    return end;
}

}  // namespace

result<outcome> solve(const model& asked, const settings& how, work_clock& clock) {
    if (asked.entry_column.size() > most_entries) {
        return fail(errc::limit, "the model has over 2,000,000,000 entries, more than the solvers can hold");
    }
    if (asked.columns() == 0) return without_columns(asked);
    const double scale = cost_scale(asked);
    std::vector<double> start(how.start.begin(), how.start.end());
    if (!settle(asked, false, start) || value_of(asked, start) >= how.cutoff) start.clear();

    task wanted{asked, asked.cost, how.cutoff * scale, start, how, {}};
    for (double& cost : wanted.cost)
        cost *= scale;
    if (how.improved) {
        wanted.improved = [&](std::span<const double> x, double objective, double bound) {
            how.improved(x, objective / scale, std::min({bound / scale, objective / scale, how.cutoff}));
        };
    }
    finding found;
    if (!clock.stopped()) {
        auto ran = run(wanted, clock);
        if (!ran) return pass_on(ran);
        found = std::move(*ran);
    }
    if (found.end == verdict::unbounded) {
        if (!bounded_below(asked)) return fail(errc::bad_call, "the model has no least value: bound its columns");
        found.end = verdict::infeasible;
    }
    if (how.relaxed) return of_relaxation(asked, how.cutoff, std::move(found), scale);
    return of_search(asked, how, std::move(found), std::move(start), scale);
}

}  // namespace yizhan::siting::mip
