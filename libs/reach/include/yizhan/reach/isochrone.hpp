#pragma once

#include <yizhan/geo/multipolygon.hpp>
#include <yizhan/reach/search.hpp>
#include <yizhan/reach/snap.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace yizhan::reach {

/// What to do where the circles of several starts overlap.
enum class overlap : std::uint8_t {
    keep,   ///< one area for each start, over one another
    merge,  ///< one area: within reach of any start
    split   ///< one area for each start: what is nearest to it; they do not overlap
};

struct isochrone_query {
    std::vector<snapped> starts;
    direction way = direction::departing;
    metric what = metric::time;
    std::vector<std::uint32_t> limits;  ///< ms or mm, at least one
    overlap overlaps = overlap::keep;
    double offset_metres = 40;  ///< 5 to 1000
};

/// The area, or the streets, within one limit of a start (of all starts, if merged).
struct isochrone_area {
    std::uint32_t limit;
    std::optional<std::uint32_t> start;  ///< index in the query's starts; nothing if merged
    geo::multipolygon area;
    double street_metres;  ///< length of the reached streets
};
struct isochrone_lines {
    std::uint32_t limit;
    std::optional<std::uint32_t> start;
    std::vector<geo::point> points;
    std::vector<std::uint32_t> first;  ///< of each line in `points`; one more at the end
    double street_metres;
};

/// Circles by travel time. Keeps its memory between queries; each thread needs its own.
///
/// Areas follow the streets: they contain every point on a reached stretch of street, no point of theirs is farther
/// than the offset from one, holes are kept, areas of shorter limits lie within those of longer ones, and they are
/// valid in the sense of OGC Simple Features. How: the cells of a grid of offset / 2.4 that reached streets touch are
/// marked, their corners are taken as inner points, and the outline is traced by marching squares crossing grid
/// edges at most 3/4 of the way out, so that no point is farther than (√2 + √(1/4 + 9/16)) = 2.32 steps away. With
/// `split` a cell that streets of several starts touch goes to the one that is nearest there.
///
/// Areas come by falling limit, and by start within a limit. O(reached streets + cells of their bounding box / 64).
class isochrone_maker {
public:
    explicit isochrone_maker(const streets::travel_graph& graph);
    isochrone_maker(isochrone_maker&&) noexcept;
    isochrone_maker& operator=(isochrone_maker&&) noexcept;
    ~isochrone_maker();

    /// `errc::limit` where the area is too large for its offset: over 2^31 cells, or 2^27 with `split` (squares of
    /// some 770 and 190 km at 40 m).
    result<std::vector<isochrone_area>> areas(const isochrone_query& query);
    std::vector<isochrone_lines> lines(const isochrone_query& query);

private:
    class workshop;
    std::unique_ptr<workshop> workshop_;
};

}  // namespace yizhan::reach
