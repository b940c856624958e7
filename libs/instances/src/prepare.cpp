#include "bucket_pairs.hpp"
#include "circle_rows.hpp"
#include "distances.hpp"
#include "merged_cells.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/instances/prepare.hpp>

#include <algorithm>
#include <numeric>

namespace yizhan::instances {
namespace {

// Circles of up to so many sites are drawn, whatever the number of points.
constexpr std::size_t most_drawn_sites = 512;

std::vector<double> in_order(const std::vector<double>& values, const std::vector<index>& order) {
    std::vector<double> sorted;
    sorted.reserve(values.empty() ? 0 : order.size());
    if (!values.empty())
        for (const auto i : order)
            sorted.push_back(values[i]);
    return sorted;
}

result<void> take_points(instance& from, const plane& where, const needs& wanted, siting::problem& into) {
    constexpr double everywhere = std::numeric_limits<double>::infinity();
    if (!wanted.times && !wanted.radius)
        return fail(errc::bad_call, "points cover by distance: give --radius, in the units of the coordinates");
    if (!wanted.times && !wanted.apart && where.site_x.size() <= most_drawn_sites) {
        auto cells = merged_cells(where, from.weight, *wanted.radius, wanted.threads);
        into.weight = std::move(cells.weight);
        into.pairs = std::move(cells.pairs);
        return {};
    }
    auto found = bucket_pairs(where, wanted.radius.value_or(everywhere), wanted.times, wanted.threads);
    if (!found) return pass_on(found);
    into.weight = in_order(from.weight, found->point_of);
    into.pairs = std::move(found->pairs);
    return {};
}

result<void> take_distances(instance& from, result<siting::pair_table> table, siting::problem& into) {
    if (!table) return pass_on(table);
    into.pairs = std::move(*table);
    into.weight = std::move(from.weight);
    return {};
}

result<void> take_reach(instance& from, const needs& wanted, siting::problem& into) {
    const double limit = wanted.radius.value_or(std::numeric_limits<double>::infinity());
    if (auto* pairs = std::get_if<siting::pair_table>(&from.reach))
        return take_distances(from, std::move(*pairs), into);
    if (const auto* streets = std::get_if<graph>(&from.reach))
        return take_distances(from, shortest_paths(*streets, limit, wanted.threads), into);
    const auto& where = std::get<plane>(from.reach);
    if (where.whole_distances) return take_distances(from, whole_distances(where, limit, wanted.threads), into);
    return take_points(from, where, wanted, into);
}

}  // namespace

result<siting::problem> prepare(instance& from, const needs& wanted) {
    siting::problem question;
    if (auto good = take_reach(from, wanted, question); !good) return pass_on(good);
    question.cost = from.cost;
    question.capacity = from.capacity;
    question.state = from.state;
    question.load = std::move(from.load);
    return question;
}

std::optional<double> covered_by(const instance& from, const needs& wanted, std::span<const index> open) {
    const auto* where = std::get_if<plane>(&from.reach);
    if (where == nullptr || where->whole_distances || wanted.times || !wanted.radius) return std::nullopt;
    const double square = *wanted.radius * *wanted.radius;
    constexpr std::size_t slices = 64;
    std::vector<double> covered(slices);
    parallel_for(slices, wanted.threads, [&](std::size_t slice, unsigned) {
        const auto points = where->x.size();
        for (auto i = points * slice / slices; i < points * (slice + 1) / slices; ++i)
            for (const auto site : open)
                if (covers(where->x[i] - where->site_x[site], where->y[i] - where->site_y[site], square)) {
                    covered[slice] += from.weight[i];
                    break;
                }
    });
    return std::accumulate(covered.begin(), covered.end(), 0.0);
}

}  // namespace yizhan::instances
