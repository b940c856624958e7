#include "p_median_rest.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Of 16 bytes each.
constexpr std::uint64_t most_ways = 12'000'000;

}  // namespace

median_rest median_rest::gather(const median_model& model, const median_dual& dual, double ceiling) {
    median_rest rest;
    median_model::outlook seen = dual.outlook(ceiling);
    seen.longest = std::max<index>(50, static_cast<index>(most_ways / std::max<index>(1, model.cells())));
    std::vector<index> column_of(model.sites(), nobody);
    for (index site = 0; site < model.sites(); ++site) {
        if (seen.sure[site]) rest.sure.push_back(site);
        if (seen.sure[site] || !seen.wanted[site]) continue;
        column_of[site] = rest.columns();
        rest.site.push_back(site);
    }
    struct group {
        std::vector<double> cost;
        double last = 0, price = 0, weight = 0;
    };
    std::map<std::vector<index>, group> groups;  // by the order in which sites are preferred
    model.each_service(seen, [&](index cell, const median_model::service& found) {
        std::vector<index> order;
        for (const priced_way& one : found.ways)
            order.push_back(column_of[one.site]);
        group& joined = groups[std::move(order)];
        joined.cost.resize(found.ways.size(), 0);
        for (std::size_t at = 0; at < found.ways.size(); ++at)
            joined.cost[at] += found.ways[at].cost;
        joined.last += found.last;
        joined.price += model.weight(cell) * dual.best().price[cell];
        joined.weight += model.weight(cell);
        rest.exact = rest.exact && found.exact;
    });
    for (const auto& [order, joined] : groups) {
        if (order.empty()) rest.impossible = rest.impossible || joined.last == infinity;
        const double least = order.empty() ? joined.last : joined.cost.front();
        rest.constant += least;
        if (order.empty()) continue;
        for (std::size_t at = 0; at < order.size(); ++at)
            rest.ways.push_back({order[at], joined.cost[at] - least});
        rest.first.push_back(rest.ways.size());
        rest.last.push_back(joined.last - least);
        rest.price.push_back(joined.price - least);
        rest.weight.push_back(joined.weight);
    }
    return rest;
}

}  // namespace yizhan::siting
