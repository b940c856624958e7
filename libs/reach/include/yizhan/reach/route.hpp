#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/reach/hierarchy.hpp>
#include <yizhan/reach/search.hpp>
#include <yizhan/reach/snap.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace yizhan::reach {

/// What to do at the beginning of a step.
enum class turn : std::uint8_t {
    depart,
    straight,
    slight_right,
    right,
    sharp_right,
    u_turn,
    sharp_left,
    left,
    slight_left,
    arrive,
};
enum class language : std::uint8_t { en, zh };

/// For machines: "slight_right".
std::string_view code_of(turn how);
/// For people: "bear right", "向右前方".
std::string_view word_for(turn how, language in);

/// Part of a leg along one street, or straight between a place and its street. A new one begins where the name
/// changes, where the class changes among streets without a name, and at every turn of 45 degrees or more.
struct route_step {
    turn how;
    bool on_street;              ///< false: the straight walk between place and street, and the arrival
    std::uint16_t heading;       ///< degrees clockwise from north at its beginning, 0..359
    streets::street_class kind;  ///< of the street it begins on
    std::string_view name;       ///< lives as long as the graph; empty: no name
    std::uint64_t ms;            ///< with the delays at its junctions
    std::uint64_t mm;
    std::size_t first_point;  ///< in the leg's points; ends where the next one begins
};

/// From one place to the next. Its time is the quickest there is, to the ms; times and lengths of the steps add up to
/// the leg's exactly. A street of which only a part is travelled counts that share, rounded to the ms and mm.
struct route_leg {
    std::uint64_t ms = 0;
    std::uint64_t mm = 0;
    std::vector<geo::point> points;  ///< from place to place, no two in a row the same
    std::vector<route_step> steps;   ///< the first departs, the last arrives
};

struct route {
    std::uint64_t ms = 0;
    std::uint64_t mm = 0;
    std::vector<route_leg> legs;
};

/// Finds quickest routes. Keeps its memory between calls; each thread needs its own.
class router {
public:
    /// Without a hierarchy every leg takes a search over as much of the city as is nearer. Graph and hierarchy must
    /// outlive the object.
    explicit router(const streets::travel_graph& graph, const hierarchy* shortcuts = nullptr);

    /// Through the places in the order given. `errc::bad_call` for fewer than two, `errc::not_found` if one cannot be
    /// reached from the one before it.
    result<route> find(std::span<const snapped> places);

private:
    struct ends;
    [[nodiscard]] result<hierarchy_query::trip> quickest(const ends& begin, const ends& end, std::uint32_t& ms);
    [[nodiscard]] hierarchy_query::trip searched_trip(const ends& begin, const ends& end, std::uint32_t& ms);
    [[nodiscard]] result<route_leg> leg(const snapped& from, const snapped& to);

    const streets::travel_graph* graph_;
    std::unique_ptr<hierarchy_query> query_;
    std::unique_ptr<search> search_;
};

}  // namespace yizhan::reach
