#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/siting/problem.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace yizhan::siting {

enum class answer_status : std::uint8_t {
    optimal,     ///< proven: no other layout is better (by more than the accuracy of doubles)
    feasible,    ///< the best found so far; `bound` says how much better any other could be
    infeasible,  ///< proven: nothing fulfils all conditions; `conflict` says which of them clash
    unknown,     ///< stopped before a layout was found or excluded
};

/// One step of the way: what was known after so many units of work.
struct standing {
    std::uint64_t work = 0;
    double seconds = 0;
    double objective = 0;  ///< of the best layout so far; NaN while there is none
    double bound = 0;      ///< no layout is better than this; ±infinity while nothing is known
};

/// What one cell gets: so much of its weight is served by this site.
struct served {
    index cell;
    index site;
    double amount;
};

struct answer {
    answer_status status = answer_status::unknown;
    /// Re-evaluated from the problem's own arrays: covered weight, cost, weight × seconds, or seconds, by `goal::what`.
    double objective = 0;
    double bound = 0;         ///< for `most_covered` an upper, else a lower bound
    std::vector<index> open;  ///< ascending; kept and forced sites too
    /// Per cell the site that serves it (the fastest open one within the limit; with capacities, the one assigned);
    /// `nobody` where there is none. Empty when demand is divided: see `shares`.
    std::vector<index> assignment;
    std::vector<served> shares;   ///< only with `goal::divided` and capacities
    std::vector<standing> curve;  ///< improvements of objective or bound, in order
    std::uint64_t work = 0;       ///< units used; `options::work_limit` set to it gives this answer again
    double seconds = 0;
    std::vector<std::string> conflict;  ///< `infeasible`: conditions that clash, as few as could be found

    /// |objective − bound| / max(|objective|, |bound|); 0 when both are 0.
    [[nodiscard]] double gap() const;
};

enum class mip_backend : std::uint8_t { automatic, highs, cbc };

struct options {
    double time_limit = std::numeric_limits<double>::infinity();  ///< seconds; looked at after each unit of work
    std::uint64_t work_limit = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t memory_limit = std::numeric_limits<std::uint64_t>::max();  ///< bytes; see `memory_needed`
    double gap = 0;  ///< stop when the relative gap is at most this
    std::uint64_t seed = 1;
    unsigned threads = 1;  ///< 0: all cores
    mip_backend mip = mip_backend::automatic;
    std::function<void(const standing&)> report = {};  ///< at every improvement, from the calling thread
    const std::atomic<bool>* cancelled = nullptr;      ///< looked at after each unit of work
    /// A layout to start from (open sites); need not be feasible.
    std::vector<index> start = {};
};

/// Solves the problem, or comes as near as the limits allow. The same problem, seed, threads and number of work units
/// give the same answer on any machine of one kind, however busy; limits of time only choose the number of units.
/// Fails with `bad_input` (see `check`), `bad_call` (a goal without count and budget that needs one, p over the number
/// of sites, a combination that no model here has) or `limit` (more memory than `memory_needed` may be had).
result<answer> solve(const problem& asked, const options& how = {});

/// Upper estimate in bytes of what `solve` allocates beside the problem itself, known before the work begins: linear in
/// pairs, cells and sites. Branch and cut on a core may go beyond it while it has many open nodes. O(1).
std::uint64_t memory_needed(const problem& asked);

/// One point of "how much is covered by how many".
struct curve_point {
    index count = 0;       ///< sites opened besides the kept ones
    double nested = 0;     ///< covered weight when each layout only adds one site to the one before
    index added = nobody;  ///< the site that the nested layout adds
    double best = 0;       ///< the best covered weight found with so many sites
    double bound = 0;      ///< no layout with so many sites covers more
};

/// The marginal curve of `most_covered` for every count from 0 to `up_to`: nested by greedy addition, re-optimised,
/// with proven bounds; `best` and `bound` do not fall. Ignores the problem's own count and budget.
result<std::vector<curve_point>> marginal_curve(const problem& asked, index up_to, const options& how = {});

/// The objective of a layout, computed plainly from the problem's arrays; without capacities. `nullopt` when it breaks
/// a condition (then `broken`, if given, names it). O(pairs of the open sites).
std::optional<double> evaluate(const problem& asked, std::span<const index> open, std::string* broken = nullptr);

}  // namespace yizhan::siting
