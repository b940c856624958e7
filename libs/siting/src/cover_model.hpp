#pragma once

#include "run_table.hpp"

#include <yizhan/siting/problem.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

/// Covering problems (most_covered, least_cost) in the form that all their algorithms work on: cells with the same
/// candidates are one row, what is decided already is gone. In terms of opened columns y and covered rows z:
///
///     maximise   fixed_value + Σ value·z − Σ price·y
///     subject to need·z ≤ Σ y of the row's columns      (z = 1 where `must`)
///                least ≤ Σ weight·z of a floor's rows
///                least ≤ Σ coefficient·y ≤ most          for every side row
namespace yizhan::siting {

struct side_row {
    std::string name;
    std::vector<index> columns;        ///< ascending
    std::vector<double> coefficients;  ///< ≥ 0, one per column; empty: 1 each
    double least = 0;
    double most = std::numeric_limits<double>::infinity();

    [[nodiscard]] double coefficient(std::size_t at) const { return coefficients.empty() ? 1 : coefficients[at]; }
};

struct floor_row {
    std::string name;
    double least;  ///< weight still to be covered
};

struct cover_model {
    // Columns: sites that are still to be decided.
    std::vector<index> site;    ///< number in the problem
    std::vector<double> price;  ///< what opening costs in the objective (0 for most_covered)
    // Rows: merged cells that are still to be covered.
    std::vector<double> weight;
    std::vector<double> value;     ///< what covering yields in the objective (0 for least_cost)
    std::vector<index> need;       ///< open columns that it still takes
    std::vector<index> floor_set;  ///< number in `floor_sets`
    run_table reach;
    bool must = false;  ///< every row has to be covered

    std::vector<std::vector<index>> floor_sets = {{}};  ///< which floors a row counts for
    std::vector<floor_row> floors;
    std::vector<side_row> sides;
    /// Position in `sides` of the row "count or budget" (least 0): relaxations keep it as it is.
    std::optional<index> main_row;

    double fixed_value = 0;
    std::vector<index> opened;  ///< sites decided open
    std::string clash;          ///< not empty: what is decided already breaks this condition

    [[nodiscard]] index columns() const { return static_cast<index>(site.size()); }
    [[nodiscard]] index rows() const { return static_cast<index>(weight.size()); }
    /// Objectives are whole numbers, so that bounds may be rounded down.
    bool whole = false;
};

/// The model of a problem of kind most_covered or least_cost without capacities. O(pairs) expected time; beside the
/// model it needs 24 bytes per cell.
cover_model make_cover_model(const problem& asked);

enum class decision : char { undecided, open, closed };

/// The model that is left when some columns are decided, rows merged again. `merged_row`, if given, gets for every old
/// row the new one that it is part of (`nobody`: it is gone).
cover_model decide(const cover_model& whole, std::span<const decision> decisions,
                   std::vector<index>* merged_row = nullptr);

}  // namespace yizhan::siting
