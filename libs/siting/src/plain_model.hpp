#pragma once

#include "mip.hpp"
#include "work_clock.hpp"

#include <yizhan/siting/solve.hpp>

#include <cstdint>
#include <span>
#include <vector>

/// The whole question as one mixed-integer model, written down as it is said: nothing merged, nothing left out. The
/// engine's last resort, and what its shorter ways are measured against. Rows: about cells + pairs.
namespace yizhan::siting {

/// Which column of the model means what.
struct columns {
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    struct pair {
        index cell;
        index site;
        double seconds;
        std::uint32_t column;  ///< the share of the cell's demand that the site serves, 0 … 1
    };

    std::vector<std::uint32_t> open;  ///< per site: whether it is open
    std::vector<std::uint32_t>
        covered;  ///< per cell: whether it is covered; `none` where pairs say so, or it does not matter
    std::vector<std::uint32_t> unserved;  ///< per cell: the share that nobody serves; `none` if that is not allowed
    std::vector<pair> pairs;              ///< ordered by cell; empty where who serves whom does not matter
    std::vector<double> levels;           ///< `least_worst`: the seconds that can be the worst, ascending
    std::vector<std::uint32_t> above;     ///< per level but the first: whether the worst is at least that
};

/// `most_covered` is turned round: the model minimises.
mip::model plain_model(const problem& asked, columns& map);

/// The open sites of a solution, ascending.
std::vector<index> open_in(const columns& map, std::span<const double> x);
/// Who serves how much of whom in a solution of a model with pairs.
std::vector<served> shares_in(const problem& asked, const columns& map, std::span<const double> x);
/// The solution that a layout stands for, for models without capacities; whether it is one is for the solver to say.
std::vector<double> solution_of(const problem& asked, const mip::model& model, const columns& map,
                                std::span<const index> open);

/// Solves the whole model. Of a problem that `check` and `check_goal` have passed.
result<answer> solve_plain(const problem& asked, const options& how, work_clock& clock);

}  // namespace yizhan::siting
