#include "readers.hpp"

namespace yizhan::instances {
namespace {

// n² distances have to be held.
constexpr std::uint64_t most_nodes = 15'000;

result<graph::edge> read_edge(scanner& in, index nodes) {
    const auto from = in.whole("a node", 1, nodes);
    if (!from) return std::unexpected(from.error());
    const auto to = in.whole("a node", 1, nodes);
    if (!to) return std::unexpected(to.error());
    const auto length = in.amount("the length");
    if (!length) return std::unexpected(length.error());
    if (auto end = in.end_of_line("NODE NODE LENGTH"); !end) return pass_on(end);
    return graph::edge{static_cast<index>(*from - 1), static_cast<index>(*to - 1), static_cast<float>(*length)};
}

}  // namespace

// Beasley's p-median: "nodes edges p", then an edge a line.
result<instance> parse_orlib_pmed(std::string_view text, const std::string& name) {
    scanner in(text, name);
    in.next_line();
    const auto nodes = in.whole("the number of nodes", 1, most_nodes);
    if (!nodes) return std::unexpected(nodes.error());
    const auto edges = in.whole("the number of edges", 0, most_things);
    if (!edges) return std::unexpected(edges.error());
    const auto count = in.whole("p", 0, most_things);
    if (!count) return std::unexpected(count.error());
    if (auto end = in.end_of_line("NODES EDGES P"); !end) return pass_on(end);

    graph streets{static_cast<index>(*nodes), {}};
    for (std::uint64_t i = 0; i < *edges; ++i) {
        in.next_line();
        const auto edge = read_edge(in, streets.nodes);
        if (!edge) return std::unexpected(edge.error());
        streets.edges.push_back(*edge);
    }
    if (auto end = in.end_of_text("the last edge"); !end) return pass_on(end);
    instance read;
    read.site_ids = numbered_ids(*nodes);
    read.weight.assign(*nodes, 1);
    read.reach = std::move(streets);
    read.count = static_cast<index>(*count);
    return read;
}

}  // namespace yizhan::instances
