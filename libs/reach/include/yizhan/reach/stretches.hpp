#pragma once

#include <yizhan/reach/search.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// A reached part of a segment: shares of its length, from < to.
struct stretch {
    std::uint32_t segment;
    double from;
    double to;
};

/// A reached part of a segment that is nearest to one source, with the cost at both of its ends (linear between).
struct owned_stretch {
    stretch part;
    std::uint32_t cost_from;
    std::uint32_t cost_to;
    std::uint32_t source;
};

/// Turns the states that a search has reached into stretches of street. Keeps its memory between calls.
class stretch_collector {
public:
    explicit stretch_collector(const streets::travel_graph& graph);

    /// Everything within `limit` (at most the limit of the search's last run) of its sources. Stretches of one
    /// segment do not overlap. `places` are the sources, in the order of the seeds' source numbers.
    /// O(reached arcs + segments / 64); for an arriving search over a graph with turning rules O(segments).
    std::span<const stretch> collect(const search& found, std::span<const snapped> places, std::uint32_t limit);

    /// The same, divided among the sources: where two meet on a street, it is cut where they are equally far.
    /// Precondition: the search kept sources.
    std::vector<owned_stretch> collect_owned(const search& found, std::span<const snapped> places, std::uint32_t limit);

    /// Sum of the lengths of stretches in metres, without the lines drawn across squares.
    [[nodiscard]] double metres(std::span<const stretch> stretches) const;

private:
    struct covered {
        double low;   // [0, low] is reached
        double high;  // [high, 1] is reached
    };

    template <class Visit>
    void for_each_front(const search& found, std::uint32_t limit, Visit visit) const;
    void cover(streets::directed_street along, direction way, double share);
    void add_covered(std::uint32_t id);
    [[nodiscard]] stretch own_street(const search& found, const snapped& place, std::uint32_t limit) const;
    void add_own_streets(const search& found, std::span<const snapped> places, std::uint32_t limit);

    const streets::travel_graph* graph_;
    std::vector<covered> cover_;
    std::vector<std::uint64_t> touched_;  // a bit per segment: so that stretches come in the order of memory
    std::vector<stretch> result_;
};

/// The points of a part of a segment, ends interpolated, in the segment's direction. At least two.
void append_points(const streets::travel_graph& graph, const stretch& part, std::vector<geo::point>& into);

}  // namespace yizhan::reach
