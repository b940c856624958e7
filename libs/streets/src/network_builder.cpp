#include "network_builder.hpp"

#include "street_joiner.hpp"
#include "street_pieces.hpp"
#include "traced_ways.hpp"
#include "turn_resolver.hpp"

namespace yizhan::streets {

network build_network(const raw_extract& extract, const travel_rules& rules, network_counts& counts, joining how) {
    counts = {};
    auto traced = way_tracer(extract, rules, counts).trace();
    turn_resolver turns(extract, rules, traced, counts);
    const auto pieces = cut(extract, traced, turns.turn_nodes(), counts);
    auto joined = join_pieces(extract, traced, pieces, how == joining::full, counts);
    auto& made = joined.streets;
    made.restrictions = turns.resolve(pieces, joined);
    made.names = std::move(traced.names);
    made.no_u_turns = !rules.u_turns;
    return std::move(made);
}

}  // namespace yizhan::streets
