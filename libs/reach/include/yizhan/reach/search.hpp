#pragma once

#include <yizhan/reach/snap.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace yizhan::reach {

/// What a search adds up along the way.
enum class metric : std::uint8_t {
    time,   ///< milliseconds
    length  ///< millimetres
};

/// Which way one travels between the given places and the states found.
enum class direction : std::uint8_t {
    departing,  ///< from the places to the states
    arriving    ///< from the states to the places ("toward")
};

inline constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t no_limit = unreached - 1;

/// A state where a search begins, at a cost, on behalf of a source.
struct seed {
    std::uint32_t state;
    std::uint32_t cost;
    std::uint32_t source = 0;
};

/// The seeds of a snapped place: both ways along its street where allowed, the walk to the street counted.
void add_seeds(const streets::travel_graph& graph, const snapped& place, direction way, metric what,
               std::uint32_t source, std::vector<seed>& into);

/// Cost from the place at `begin` to the one at `end` if both lie on one segment and that stretch may be travelled in
/// that direction, walks to the street counted; otherwise `unreached`.
std::uint32_t along_one_street(const streets::travel_graph& graph, const snapped& begin, const snapped& end,
                               metric what);

/// Shortest paths from seeds to every state within a limit: Dial's buckets (Dial 1969) of 1024 cost units, label
/// correcting within a bucket (as Δ-stepping, Meyer & Sanders 2003). Its memory is kept between runs, so one object
/// serves many searches; each thread needs its own.
class search {
public:
    explicit search(const streets::travel_graph& graph);

    struct options {
        direction way = direction::departing;
        metric what = metric::time;
        std::uint32_t limit = no_limit;  ///< states beyond it are not reached
        bool sources = false;            ///< keep the source of each state (ties: the lower cost found first)
        bool parents = false;            ///< keep the arc by which each state was reached
    };
    /// Forgets the last run. O(reached states and arcs).
    void run(std::span<const seed> seeds, const options& how);

    /// States reached by the last run, in the order of first discovery.
    [[nodiscard]] std::span<const std::uint32_t> reached() const { return touched_; }
    /// `unreached` for states beyond the limit.
    [[nodiscard]] std::uint32_t cost(std::uint32_t state) const { return cost_[state]; }
    [[nodiscard]] std::span<const std::uint32_t> costs() const { return cost_; }
    /// Source of a reached state; only after a run with `sources`.
    [[nodiscard]] std::uint32_t source(std::uint32_t state) const { return source_[state]; }
    /// State before this one (after it, when arriving) and the index of the arc between them in the graph's out (in)
    /// arrays; `no_state` for seeds. Only after a run with `parents`.
    struct step {
        std::uint32_t state;
        std::uint32_t arc;
    };
    [[nodiscard]] step parent(std::uint32_t state) const { return parent_[state]; }

    /// Cost between the sources of the last run and a place, its walk to the street counted: the best over all
    /// states from which its street is entered. Does not see sources on the same segment: see `along_one_street`.
    [[nodiscard]] std::uint32_t cost_at(const snapped& place) const { return entry_to(place).cost; }
    /// The state from which that place is entered (or, arriving, to which one leaves it), what the whole costs, and
    /// how much of the place's street lies between. `no_state` and `unreached` if it cannot be reached.
    struct entry_point {
        std::uint32_t state;
        std::uint32_t cost;
        std::uint32_t mm;
    };
    [[nodiscard]] entry_point entry_to(const snapped& place) const;

    [[nodiscard]] const streets::travel_graph& graph() const { return *graph_; }
    [[nodiscard]] const options& last() const { return last_; }

private:
    template <direction Way, metric What, bool Sources, bool Parents>
    void relax_all();
    void reset();
    void grow_ring(std::uint32_t max_cost_step);
    void push(std::uint32_t state, std::uint32_t cost);

    struct entry {
        std::uint32_t state;
        std::uint32_t cost;
        std::uint32_t next;
    };

    const streets::travel_graph* graph_;
    options last_;
    std::vector<std::uint32_t> cost_;
    std::vector<std::uint32_t> source_;
    std::vector<step> parent_;
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint32_t> ring_;  // first entry of each bucket, a power of two
    std::vector<entry> entries_;
    std::uint32_t used_ = 0;  // of entries_
};

}  // namespace yizhan::reach
