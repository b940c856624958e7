#pragma once

#include "work_clock.hpp"

#include <yizhan/base/result.hpp>
#include <yizhan/siting/solve.hpp>

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

/// The one door to mixed-integer solvers. Adapters behind it: HiGHS, CBC.
///
/// Accuracy: costs are scaled to between 2^10 and 2^21; two solutions whose scaled values differ by less than 1e-6 may
/// be taken for each other, and a bound may be that much too high. Rows hold to 1e-5 of their largest term.
namespace yizhan::siting::mip {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// minimise cost·x, subject to row_low ≤ A x ≤ row_high, low ≤ x ≤ high, some x integer. Rows are compressed.
struct model {
    std::vector<double> cost, low, high;  ///< per column
    std::vector<bool> integer;            ///< per column
    std::vector<double> row_low, row_high;
    std::vector<std::uint64_t> row_first = {0};
    std::vector<std::uint32_t> entry_column;
    std::vector<double> entry_value;

    std::uint32_t add_column(double cost_of_one, double least, double most, bool whole);
    /// Opens a row; `put` fills it.
    void add_row(double least, double most);
    void put(std::uint32_t column, double value);
    [[nodiscard]] std::uint32_t columns() const { return static_cast<std::uint32_t>(cost.size()); }
    [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(row_low.size()); }
};

enum class status : std::uint8_t {
    optimal,     ///< objective and bound meet (to the accuracy above)
    feasible,    ///< a solution, and a bound that leaves room: stopped, or within the wanted gap
    infeasible,  ///< proven: no solution; with a cutoff: none that is better than it, and the bound is the cutoff
    stopped,     ///< neither a solution nor a proof that there is none
};

struct outcome {
    status state = status::stopped;
    std::vector<double> x = {};   ///< the best solution found; empty without one
    double objective = infinity;  ///< of `x` as the solver says; callers re-evaluate
    double bound = -infinity;     ///< proven lower bound (of the relaxation when `relaxed`)
    std::vector<double> duals = {},
                        reduced_costs = {};  ///< only with `relaxed` and an optimal end; signs: d = cost − Aᵀ·dual
};

struct settings {
    bool relaxed = false;                ///< solve only the linear relaxation
    double cutoff = infinity;            ///< solutions that are not better than this are of no interest
    double gap = 0;                      ///< relative
    std::span<const double> start = {};  ///< a solution to begin with, per column; may be empty
    std::uint64_t node_limit = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t seed = 1;
    mip_backend backend = mip_backend::automatic;
    /// Told of a better solution or bound. May be empty.
    std::function<void(std::span<const double> x, double objective, double bound)> improved = {};
};

/// Solves with one thread, deterministically; the clock ticks at the solver's own checkpoints and ends the run. The
/// linear program of a search's root is one unit, however long it takes.
/// `unsupported` when the wanted backend was not built in; `limit` when the solver runs out of memory.
result<outcome> solve(const model& asked, const settings& how, work_clock& clock);

/// Whether this backend is built in.
bool available(mip_backend backend);

}  // namespace yizhan::siting::mip
