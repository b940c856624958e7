#pragma once

#include "tag_values.hpp"
#include "tag_view.hpp"

#include <yizhan/streets/network.hpp>
#include <yizhan/streets/rules.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace yizhan::streets {

/// Why a way is not part of a mode's network.
enum class refusal : std::uint8_t {
    none,
    no_street,       ///< under construction, gone, or nothing one travels on
    closed_class,    ///< its class is closed to the mode
    closed_by_tags,  ///< access tags
    changing,        ///< its direction changes with the hour
};

/// What the rules make of one way.
struct way_verdict {
    refusal refused = refusal::none;
    way_class kind = way_class::road;
    bool no_through = false;
    bool conditional = false;        ///< has conditional restrictions, which are not looked at
    std::array<double, 2> kmh{};     ///< forward, backward; 0: not allowed
    std::optional<double> duration;  ///< seconds for the whole way (ferries)
    bool light_delays = false;       ///< signals and crossings on it delay
    bool may_push_against = false;   ///< one-way, and short ones may be pushed along against it
};

/// What the mode's access keys say together.
struct access_verdict {
    std::optional<permission> said;
    bool for_the_mode = false;  ///< by a key of its own, not just by `access`
};

/// The mode's access keys, with their directions.
class access_tags {
public:
    access_tags(const travel_rules& rules, tag_view& tags);
    [[nodiscard]] access_verdict read(const tag_view& tags) const;
    /// A key for one direction: `bicycle:backward`.
    [[nodiscard]] std::optional<permission> read_direction(const tag_view& tags, bool backward) const;
    [[nodiscard]] bool conditional(const tag_view& tags) const;

private:
    struct key {
        bool generic;
        tag_view::slot plain, forward, backward, conditional;
    };
    [[nodiscard]] std::optional<permission> meaning(std::string_view value) const;

    const travel_rules& rules_;
    std::vector<key> keys_;
};

/// Judges ways by the rules of one mode. One pass over a way's tags, a few table look-ups.
class way_judge {
public:
    /// Both must outlive it.
    way_judge(const travel_rules& rules, const tag_store& store);
    way_verdict judge(tag_store::range tags);

private:
    [[nodiscard]] std::optional<way_class> class_of() const;
    [[nodiscard]] permission allowed(way_class c, refusal& why) const;
    [[nodiscard]] bool sidewalk() const;
    [[nodiscard]] one_way direction(way_class c) const;
    [[nodiscard]] bool contraflow_lane(one_way way) const;
    void open_directions(way_verdict& v, double kmh) const;
    [[nodiscard]] double limited(way_class c, double kmh, bool backward) const;

    const travel_rules& rules_;
    tag_view tags_;
    access_tags access_;
    std::vector<tag_view::slot> oneway_;
    tag_view::slot highway_, route_, public_transport_, railway_, man_made_, motorroad_, junction_, plain_oneway_,
        conveying_, bicycle_, duration_;
    std::array<tag_view::slot, 4> sidewalk_, cycleway_, cycleway_oneway_;
    std::array<std::array<tag_view::slot, 4>, 2> limit_;  // per direction, strongest first
};

/// The class for display.
street_class shown_as(way_class c);

}  // namespace yizhan::streets
