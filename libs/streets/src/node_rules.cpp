#include "node_rules.hpp"

#include <algorithm>

namespace yizhan::streets {
namespace {

// Barriers that take time to open or to get through.
bool is_gate(std::string_view barrier) {
    constexpr std::array<std::string_view, 12> gates{"gate",         "lift_gate",      "swing_gate",
                                                     "sliding_gate", "hampshire_gate", "kissing_gate",
                                                     "wicket_gate",  "turnstile",      "full-height_turnstile",
                                                     "stile",        "sally_port",     "bump_gate"};
    return std::ranges::find(gates, barrier) != gates.end();
}

}  // namespace

node_judge::node_judge(const travel_rules& rules, const tag_store& store)
    : rules_(rules),
      tags_(store),
      access_(rules, tags_),
      highway_(tags_.watch("highway")),
      barrier_(tags_.watch("barrier")),
      locked_(tags_.watch("locked")),
      crossing_(tags_.watch("crossing")),
      crossing_signals_(tags_.watch("crossing:signals")),
      direction_(tags_.watch("direction")),
      signal_direction_(tags_.watch("traffic_signals:direction")) {}

void node_judge::judge_barrier(node_verdict& v) const {
    const auto kind = tags_[barrier_];
    if (kind.empty() || kind == "no") return;
    const auto found = rules_.barriers.find(kind);
    auto allowed = found == rules_.barriers.end() ? rules_.other_barriers : found->second;
    if (tags_[locked_] == "yes") allowed = permission::no;
    if (const auto said = access_.read(tags_).said) allowed = *said;
    v.blocked = allowed == permission::no;
    if (is_gate(kind)) v.other_ms += rules_.delay.gate;
    if (kind == "toll_booth") v.other_ms += rules_.delay.toll_booth;
}

void node_judge::judge_signs(node_verdict& v) const {
    const auto what = tags_[highway_];
    const auto crossing = tags_[crossing_];
    if (what == "traffic_signals")
        v.light_ms = rules_.delay.signals;
    else if (what == "crossing" && (crossing == "traffic_signals" || tags_[crossing_signals_] == "yes"))
        v.light_ms = rules_.delay.crossing_signals;
    else if (what == "crossing" && crossing != "no")
        v.light_ms = rules_.delay.crossing;
    else if (what == "stop")
        v.light_ms = rules_.delay.stop;
    else if (what == "give_way")
        v.light_ms = rules_.delay.give_way;
    else if (what == "elevator")
        v.other_ms += rules_.delay.elevator;
    auto direction = tags_[signal_direction_];
    if (direction.empty()) direction = tags_[direction_];
    v.applies = {direction != "backward", direction != "forward"};
}

node_verdict node_judge::judge(tag_store::range tags) {
    tags_.load(tags);
    node_verdict v;
    judge_barrier(v);
    judge_signs(v);
    return v;
}

}  // namespace yizhan::streets
