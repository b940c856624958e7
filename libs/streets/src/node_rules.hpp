#pragma once

#include "way_rules.hpp"

namespace yizhan::streets {

/// What passing a node costs, and whether one can.
struct node_verdict {
    bool blocked = false;
    std::uint32_t light_ms = 0;  ///< signals, crossings and signs: only for some ways, see `way_verdict::light_delays`
    std::uint32_t other_ms = 0;  ///< gates, elevators: for all
    std::array<bool, 2> applies{true, true};  ///< light_ms: to those along the way's drawing, against it
};

/// Judges nodes by the rules of one mode.
class node_judge {
public:
    /// Both must outlive it.
    node_judge(const travel_rules& rules, const tag_store& store);
    node_verdict judge(tag_store::range tags);

private:
    void judge_barrier(node_verdict& v) const;
    void judge_signs(node_verdict& v) const;

    const travel_rules& rules_;
    tag_view tags_;
    access_tags access_;
    tag_view::slot highway_, barrier_, locked_, crossing_, crossing_signals_, direction_, signal_direction_;
};

}  // namespace yizhan::streets
