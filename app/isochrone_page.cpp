#include "isochrone_output.hpp"
#include "mode_words.hpp"

#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/map_page.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace yizhan::app {
namespace {

using files::bilingual;
using files::map_page;

bilingual limit_text(const isochrone_request& request, std::uint32_t limit) {
    const bool by_time = request.query.what == reach::metric::time;
    const auto number = files::fixed_text(shown_limit(request, limit), 2);
    return {fmt::format("{} {}", number, by_time ? "分钟" : "米"),
            fmt::format("{} {}", number, by_time ? "minutes" : "metres")};
}

// Gives each limit a colour, or each start where they share the area out among them; names it once.
class colouring {
public:
    explicit colouring(const isochrone_request& request) : request_(&request) {}

    [[nodiscard]] std::size_t colour(std::uint32_t limit, std::optional<std::uint32_t> start) const {
        if (by_start(start)) return *start % map_page::colours;
        const auto& limits = request_->query.limits;
        return static_cast<std::size_t>(std::ranges::find(limits, limit) - limits.begin()) % map_page::colours;
    }
    bilingual label(std::uint32_t limit, std::optional<std::uint32_t> start) {
        if (!named_.emplace(limit, by_start(start) ? *start + 1 : 0).second) return {};
        auto text = limit_text(*request_, limit);
        if (!by_start(start)) return text;
        return {fmt::format("起点 {}，{}", *start + 1, text.zh), fmt::format("start {}, {}", *start + 1, text.en)};
    }

private:
    [[nodiscard]] bool by_start(std::optional<std::uint32_t> start) const {
        return start && request_->query.overlaps == reach::overlap::split;
    }

    const isochrone_request* request_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> named_;
};

bilingual title_of(const isochrone_request& request) {
    const auto mode = words_for(request.travel);
    const bool toward = request.query.way == reach::direction::arriving;
    return {fmt::format("{}可达范围{}", mode.zh, toward ? "（到达此处）" : ""),
            fmt::format("{} {}", toward ? "From where one gets here" : "Where one gets", mode.en)};
}

map_page::table figures_of(const isochrone_request& request, const circles& found) {
    const bool by_time = request.query.what == reach::metric::time;
    map_page::table figures;
    figures.headings = {{"起点", "start"},
                        {by_time ? "分钟" : "米", by_time ? "minutes" : "metres"},
                        {"面积 km²", "area km²"},
                        {"街道 km", "streets km"}};
    for (const auto& one : found.figures)
        figures.rows.push_back(
            {bilingual::same(one.start ? fmt::format("{}", *one.start + 1) : fmt::format("1–{}", request.at.size())),
             bilingual::same(files::fixed_text(shown_limit(request, one.limit), 2)),
             bilingual::same(one.square_metres ? fmt::format("{:.3f}", *one.square_metres / 1e6) : "–"),
             bilingual::same(fmt::format("{:.1f}", one.street_metres / 1e3))});
    return figures;
}

}  // namespace

void write_circles_page(files::output& out, const isochrone_request& request, const circles& found) {
    map_page page;
    page.title = title_of(request);
    colouring colours(request);
    for (const auto& one : found.areas)
        page.areas.push_back({&one.area, colours.colour(one.limit, one.start), colours.label(one.limit, one.start)});
    const auto farthest = request.query.limits.back();
    for (const auto& one : found.lines) {
        if (request.lines)
            page.streets.push_back(
                {&one.points, &one.first, colours.colour(one.limit, one.start), colours.label(one.limit, one.start)});
        else if (one.limit == farthest)
            page.streets.push_back({&one.points, &one.first, map_page::plain, {}});
    }
    for (std::size_t i = 0; i < request.at.size(); ++i)
        page.markers.push_back({request.at[i], fmt::format("{}", i + 1)});
    page.figures = figures_of(request, found);
    files::write_map_page(out, page);
}

}  // namespace yizhan::app
