#include "area_painter.hpp"

#include <yizhan/reach/isochrone.hpp>
#include <yizhan/reach/stretches.hpp>

#include <algorithm>
#include <functional>

namespace yizhan::reach {

class isochrone_maker::workshop {
public:
    explicit workshop(const streets::travel_graph& graph)
        : graph_(&graph), search_(graph), collector_(graph), painter_(graph) {}

    template <class Result, class Whole, class Owned>
    std::vector<Result> make(const isochrone_query& query, Whole whole, Owned owned) {
        auto limits = query.limits;
        std::ranges::sort(limits, std::greater());
        limits.erase(std::ranges::unique(limits).begin(), limits.end());
        std::vector<Result> results;
        if (query.overlaps == overlap::split && query.starts.size() > 1) {
            explore(query, query.starts, limits.front());
            for (const auto limit : limits)
                owned(limit, collector_.collect_owned(search_, query.starts, limit), results);
            return results;
        }
        const bool merged = query.overlaps == overlap::merge && query.starts.size() > 1;
        const std::size_t group = merged ? query.starts.size() : 1;
        for (std::size_t first = 0; first < query.starts.size(); first += group) {
            const auto places = std::span(query.starts).subspan(first, group);
            explore(query, places, limits.front());
            const auto start = merged ? std::nullopt : std::optional(static_cast<std::uint32_t>(first));
            for (const auto limit : limits)
                results.push_back(whole(limit, start, collector_.collect(search_, places, limit)));
        }
        std::ranges::stable_sort(results, std::greater(), &Result::limit);
        return results;
    }

    result<std::vector<isochrone_area>> areas(const isochrone_query& query) {
        std::optional<error> failure;
        const auto painted = [&](auto made) {
            if (made) return std::move(*made);
            failure = std::move(made.error());
            return typename decltype(made)::value_type{};
        };
        const auto whole = [&](std::uint32_t limit, std::optional<std::uint32_t> start,
                               std::span<const stretch> stretches) {
            return isochrone_area{limit, start, painted(painter_.paint(stretches, query.offset_metres)),
                                  collector_.metres(stretches)};
        };
        const auto owned = [&](std::uint32_t limit, std::span<const owned_stretch> stretches,
                               std::vector<isochrone_area>& results) {
            const auto starts = static_cast<std::uint32_t>(query.starts.size());
            auto parts = painted(painter_.paint_owned(stretches, starts, query.offset_metres));
            for (std::uint32_t start = 0; start < parts.size(); ++start)
                results.push_back(
                    {limit, start, std::move(parts[start]), collector_.metres(stretches_of(stretches, start))});
        };
        auto results = make<isochrone_area>(query, whole, owned);
        if (failure) return std::unexpected<error>(std::move(*failure));
        return results;
    }

    std::vector<isochrone_lines> lines(const isochrone_query& query) {
        const auto whole = [&](std::uint32_t limit, std::optional<std::uint32_t> start,
                               std::span<const stretch> stretches) { return draw(limit, start, stretches); };
        const auto owned = [&](std::uint32_t limit, std::span<const owned_stretch> stretches,
                               std::vector<isochrone_lines>& results) {
            for (std::uint32_t start = 0; start < query.starts.size(); ++start)
                results.push_back(draw(limit, start, stretches_of(stretches, start)));
        };
        return make<isochrone_lines>(query, whole, owned);
    }

private:
    void explore(const isochrone_query& query, std::span<const snapped> places, std::uint32_t limit) {
        seeds_.clear();
        for (std::uint32_t source = 0; source < places.size(); ++source)
            add_seeds(*graph_, places[source], query.way, query.what, source, seeds_);
        const bool sources = query.overlaps == overlap::split;
        search_.run(seeds_, {.way = query.way, .what = query.what, .limit = limit, .sources = sources});
    }

    static std::vector<stretch> stretches_of(std::span<const owned_stretch> all, std::uint32_t source) {
        std::vector<stretch> own;
        for (const auto& s : all)
            if (s.source == source) own.push_back(s.part);
        return own;
    }

    [[nodiscard]] isochrone_lines draw(std::uint32_t limit, std::optional<std::uint32_t> start,
                                       std::span<const stretch> stretches) const {
        isochrone_lines drawn{limit, start, {}, {}, collector_.metres(stretches)};
        for (const auto& part : stretches) {
            drawn.first.push_back(static_cast<std::uint32_t>(drawn.points.size()));
            append_points(*graph_, part, drawn.points);
        }
        drawn.first.push_back(static_cast<std::uint32_t>(drawn.points.size()));
        return drawn;
    }

    const streets::travel_graph* graph_;
    search search_;
    stretch_collector collector_;
    area_painter painter_;
    std::vector<seed> seeds_;
};

isochrone_maker::isochrone_maker(const streets::travel_graph& graph) : workshop_(std::make_unique<workshop>(graph)) {}
isochrone_maker::isochrone_maker(isochrone_maker&&) noexcept = default;
isochrone_maker& isochrone_maker::operator=(isochrone_maker&&) noexcept = default;
isochrone_maker::~isochrone_maker() = default;

result<std::vector<isochrone_area>> isochrone_maker::areas(const isochrone_query& query) {
    return workshop_->areas(query);
}
std::vector<isochrone_lines> isochrone_maker::lines(const isochrone_query& query) {
    return workshop_->lines(query);
}

}  // namespace yizhan::reach
