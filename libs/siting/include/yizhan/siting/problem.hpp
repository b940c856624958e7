#pragma once

#include <yizhan/base/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Facility location over plain sparse arrays. Sites are where a station may stand, cells are where demand is; both are
/// numbered from 0. Nothing here knows of positions: who reaches whom, and how fast, comes as pairs.
namespace yizhan::siting {

using index = std::uint32_t;
inline constexpr index nobody = std::numeric_limits<index>::max();

/// Which cells a site reaches and in what time, one compressed row per site, cells ascending within a row.
struct pair_table {
    std::vector<std::uint64_t> first = {0};  ///< sites + 1 positions in `cell`
    std::vector<index> cell;
    /// Travel seconds of each pair, exact for whole numbers up to 2^24. Empty: all 0 (only whether a pair is there
    /// counts).
    std::vector<float> seconds;

    [[nodiscard]] index sites() const { return static_cast<index>(first.size() - 1); }
    [[nodiscard]] std::span<const index> cells_of(index site) const {
        return std::span(cell).subspan(first[site], first[site + 1] - first[site]);
    }
    /// As long as `cells_of`, or empty when the table has no times.
    [[nodiscard]] std::span<const float> seconds_of(index site) const {
        if (seconds.empty()) return {};
        return std::span(seconds).subspan(first[site], first[site + 1] - first[site]);
    }
};

enum class site_state : std::uint8_t {
    free,       ///< to be decided
    kept,       ///< exists and stays: open, costs nothing, is not counted by `goal::count`
    forced,     ///< must be opened: costs and counts
    forbidden,  ///< stays closed
};

/// At least and at most so many open sites among these, kept ones counted (a district's quota).
struct site_group {
    std::string name;
    std::vector<index> sites;
    index least = 0;
    index most = nobody;  ///< `nobody`: no upper limit
};

/// At least this share of the group's weight must be covered (a district's floor).
struct cell_group {
    std::string name;
    std::vector<index> cells;
    double share = 0;  ///< 0 … 1
};

enum class objective : std::uint8_t {
    most_covered,  ///< MCLP (Church & ReVelle 1974): the most weight within the limit; needs count or budget
    least_cost,    ///< set cover: the cheapest sites that cover `share` of the weight (1: LSCP, less: PSCLP)
    least_travel,  ///< p-median (Hakimi 1964): the least sum of weight × seconds; needs count or budget
    least_worst,   ///< p-center: the smallest worst seconds of any cell with weight; needs count or budget
};

struct goal {
    objective what = objective::most_covered;
    /// Seconds; a pair that takes longer does not serve.
    double limit = std::numeric_limits<double>::infinity();
    std::optional<index> count;    ///< at most so many sites opened (forced ones counted, kept ones not)
    std::optional<double> budget;  ///< at most so much spent on opened sites (kept ones cost nothing)
    /// `least_cost`: the share of all weight that must be covered, 0 … 1.
    double share = 1;
    /// A cell is covered when at least so many open sites reach it (backup cover, Hogan & ReVelle 1986).
    index times = 1;
    /// `least_travel`: what each unit of weight of a cell counts, in seconds, that no open site reaches, or none faster
    /// than this. Without it, every cell with weight must be served. `least_worst`: every cell must be served.
    std::optional<double> unserved_seconds;
    /// With capacities: whether a cell's demand may be divided between sites.
    bool divided = false;
};

/// Everything about one question. Vectors that are empty mean the default named beside them; others have one entry per
/// site or cell.
struct problem {
    std::vector<double> weight;  ///< per cell, finite, ≥ 0
    std::vector<double>
        load;          ///< per cell, what it takes of a capacity, ≥ 0 (nothing without weight); empty: its weight
    pair_table pairs;  ///< `pairs.sites()` is the number of sites
    std::vector<double> cost;       ///< per site, finite, ≥ 0; empty: 1 each
    std::vector<double> capacity;   ///< per site, weight it can serve, ≥ 0; empty: without limit
    std::vector<site_state> state;  ///< per site; empty: all free
    /// Per site: sites of one location exclude each other (a station's possible classes); `nobody`: a location of its
    /// own; empty: all apart.
    std::vector<index> location;
    /// Least spacing: of two such sites at most one may be opened; a kept one rules the other out.
    std::vector<std::array<index, 2>> too_close;
    std::vector<site_group> quotas;
    std::vector<cell_group> floors;
    goal want;

    [[nodiscard]] index sites() const { return pairs.sites(); }
    [[nodiscard]] index cells() const { return static_cast<index>(weight.size()); }
    [[nodiscard]] double load_of(index cell) const { return load.empty() ? weight[cell] : load[cell]; }
    [[nodiscard]] double cost_of(index site) const { return cost.empty() ? 1 : cost[site]; }
    [[nodiscard]] site_state state_of(index site) const { return state.empty() ? site_state::free : state[site]; }
};

/// Whether the arrays fit together and every number is one that can be worked with; `bad_input` names the first place
/// that is not. Pairs must name cells below `cells()` and be ascending within a site (no pair twice). O(pairs).
result<void> check(const problem& asked);

/// What a class of station is like, for `with_classes`.
struct station_class {
    std::string name;
    double reach = std::numeric_limits<double>::infinity();  ///< seconds within which it serves
    double cost = 1;
    double capacity = std::numeric_limits<double>::infinity();
};

/// The same question with every site that is not kept offered in each class: site s of class c becomes number
/// `s * classes.size() + c`, all classes of a site share a location. `reach` (with `goal::limit`) cuts the pairs, cost
/// and capacity are the class's. Kept sites stay what they are: their first variant is kept with all pairs, the others
/// are forbidden. Quotas name all variants; spacing holds between all variants of two sites.
problem with_classes(const problem& asked, std::span<const station_class> classes);

}  // namespace yizhan::siting
