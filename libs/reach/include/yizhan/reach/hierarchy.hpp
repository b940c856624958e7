#pragma once

#include <yizhan/base/progress.hpp>
#include <yizhan/base/section_file.hpp>
#include <yizhan/reach/search.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::reach {

// A contraction hierarchy (Geisberger, Sanders, Schultes, Delling 2008) over the states of a travel graph, by time.
//
// States stand in an order of importance, and shortcuts keep every travel time when only arcs between a state and
// more important ones are left. So a search from each end that only climbs meets at the most important state of a
// quickest trip after a few hundred states. States are renumbered by *position*, 0 the most important, so that what
// every search looks at lies together.

/// An arc between a state and a more important one, kept at the less important end.
struct climb {
    std::uint32_t position;  ///< of the more important end
    std::uint32_t ms;
};

struct hierarchy_summary {
    std::uint32_t states;
    std::uint32_t up_arcs;
    std::uint32_t down_arcs;
    std::uint32_t shortcuts;  ///< among both
    std::uint32_t build_ms;   ///< what building took, wherever that was
    std::uint32_t reserved;
};

/// The arrays of a hierarchy, wherever they lie. Invariants (checked by `hierarchy::open`): `position` is a
/// permutation, arcs lead to smaller positions, an arc's `via` is either an arc of the travel graph with the same
/// ends and time, or, with `shortcut_flag`, a position greater than both ends.
struct hierarchy_arrays {
    static constexpr std::uint32_t shortcut_flag = std::uint32_t{1} << 31;

    hierarchy_summary summary{};
    std::span<const std::uint32_t> position;  ///< per state
    std::span<const std::uint32_t> first_up;  ///< positions + 1: arcs to more important states
    std::span<const climb> up;                ///< by growing position
    std::span<const std::uint32_t> up_via;
    std::span<const std::uint32_t> first_down;  ///< positions + 1: arcs from more important states
    std::span<const climb> down;
    std::span<const std::uint32_t> down_via;
};

/// Immutable; any number of threads may query it. Cheap to copy.
class hierarchy {
public:
    static constexpr std::string_view file_kind = "ch";
    static constexpr std::uint32_t file_version = 1;

    /// Seconds for a city, minutes for millions of states.
    static hierarchy build(const streets::travel_graph& graph, progress& watch);
    /// `errc::outdated` if it was built for another graph or by another version, `errc::damaged` if its checksums or
    /// its invariants do not hold.
    static result<hierarchy> open(const std::filesystem::path& path, const streets::travel_graph& graph);
    static result<hierarchy> open(std::shared_ptr<const section_file> file, const streets::travel_graph& graph);

    [[nodiscard]] section_file_writer writer() const;
    [[nodiscard]] const streets::travel_graph& graph() const { return graph_; }
    [[nodiscard]] const hierarchy_arrays& arrays() const { return arrays_; }
    [[nodiscard]] const hierarchy_summary& summary() const { return arrays_.summary; }
    [[nodiscard]] double build_seconds() const { return arrays_.summary.build_ms / 1000.0; }

private:
    explicit hierarchy(streets::travel_graph graph) : graph_(std::move(graph)) {}

    streets::travel_graph graph_;
    std::shared_ptr<const void> keeper_;
    hierarchy_arrays arrays_;
};

/// A hierarchy, and how it came about.
struct opened_hierarchy {
    hierarchy ready;
    bool built = false;   ///< now, rather than read
    std::string why;      ///< why it had to be built: one line; empty if it was read
    std::string unsaved;  ///< why it could not be stored (it serves from memory): one line; empty if all is well
};

/// The hierarchy kept at `path`; built and stored there (atomically) if it is missing, of another version or graph,
/// or damaged. One process or thread builds at a time, the others wait for it (lock file: `path` + ".lock"). A folder
/// that cannot be written to costs the building each time, nothing else.
opened_hierarchy open_or_build(const std::filesystem::path& path, const streets::travel_graph& graph, progress& watch);

/// Quickest trips between places, through a hierarchy: climbing searches from both ends that leave out states to
/// which a more important one knows a quicker way (stall on demand). Its memory is kept between runs, so one object
/// serves many; each thread needs its own. The hierarchy must outlive it.
class hierarchy_query {
public:
    explicit hierarchy_query(const hierarchy& ready);

    /// Least time in ms of seed, arcs, seed over all pairs of `departing` and `arriving` seeds (see `add_seeds`);
    /// `unreached` if there is no way. Trips along a single street are not seen: see `along_one_street`.
    std::uint32_t run(std::span<const seed> departing, std::span<const seed> arriving);

    /// A trip: seeds by their index in the run's spans, and the indices of the arcs between in the graph's out arrays.
    struct trip {
        std::uint32_t departing;
        std::uint32_t arriving;
        std::vector<std::uint32_t> arcs;
    };
    /// The trip whose time the last run gave. Precondition: it was reached. `errc::damaged` if the hierarchy's file
    /// contradicts itself.
    [[nodiscard]] result<trip> last_trip() const;

    /// States that the last run looked at.
    [[nodiscard]] std::size_t settled() const { return settled_; }

private:
    struct mark {
        std::uint32_t cost = unreached;
        std::uint32_t parent = no_parent;  // position, or none: then `arc` is the seed's index
        std::uint32_t arc = 0;
    };
    struct half {
        std::span<const std::uint32_t> first;
        std::span<const climb> arcs;
        std::span<const std::uint32_t> first_back;
        std::span<const climb> arcs_back;
        std::vector<mark> labels;
        std::vector<std::uint32_t> touched;
        std::vector<std::uint64_t> heap;  // cost in the upper half, position in the lower
    };
    static constexpr std::uint32_t no_parent = 0xFFFFFFFF;

    void start(half& side, std::span<const seed> seeds) const;
    static void reach(half& side, std::uint32_t position, std::uint64_t cost, std::uint32_t parent, std::uint32_t arc);
    static bool stalled(const half& side, std::uint32_t position, std::uint32_t cost);
    void settle_next(half& side, const half& other);
    std::uint32_t trace(const half& side, std::vector<std::uint32_t>& climbed) const;

    struct stretch {
        std::uint32_t tail;
        std::uint32_t head;
        climb arc;
        std::uint32_t via;
    };
    [[nodiscard]] result<void> unpack(const stretch& whole, std::vector<std::uint32_t>& into) const;

    const hierarchy* ready_;
    half up_;
    half down_;
    std::uint32_t best_ = unreached;
    std::uint32_t meeting_ = 0;
    std::size_t settled_ = 0;
};

}  // namespace yizhan::reach
