#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/instances/prepare.hpp>
#include <yizhan/siting/solve.hpp>

#include <optional>
#include <string_view>

namespace yizhan::instances {

/// What is asked of an instance, as the literature calls it.
enum class problem_kind : std::uint8_t {
    mclp,
    set_cover,
    partial_cover,
    p_median,
    p_center,
    capacitated_p_median,
    capacitated_mclp,
};

/// "mclp", "set-cover" …; `bad_call` lists them for anything else.
result<problem_kind> parse_problem_kind(std::string_view name);
std::string_view name_of(problem_kind kind);

struct inquiry {
    problem_kind kind = problem_kind::mclp;
    std::optional<index> count;    ///< without it, what the file says
    std::optional<double> budget;  ///< instead of a count
    std::optional<double> radius;
    std::optional<double> share;  ///< of all demand, for partial cover
    bool divided = false;         ///< with capacities: a cell's demand may be served by several sites
    bool apart = false;           ///< points that the same sites cover stay cells of their own
};

/// What `prepare` has to give for it.
needs needs_of(const inquiry& asked, unsigned threads);

/// The whole question; takes arrays out of `from` as `prepare` does. `bad_call` when the inquiry misses something or
/// has something that its kind has no use for, and when more sites are to be opened than there are.
result<siting::problem> put(const inquiry& asked, instance& from, unsigned threads);

/// Computes the answer's objective anew, plainly: from the raw points where there are some, else from the pairs. With
/// capacities there is nothing to compare. `damaged` when it is another: a bug, and no result.
result<void> confirm(const inquiry& asked, const instance& from, const siting::problem& question,
                     const siting::answer& found, unsigned threads);

}  // namespace yizhan::instances
