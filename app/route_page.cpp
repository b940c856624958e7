#include "mode_words.hpp"
#include "route_text.hpp"

#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/map_page.hpp>

#include <fmt/format.h>

namespace yizhan::app {
namespace {

using files::bilingual;

files::map_page::table steps_of(const route_found& found) {
    files::map_page::table steps;
    steps.headings = {{"段", "leg"}, {"动作", "step"}, {"道路", "street"}, {"分钟", "minutes"}, {"米", "metres"}};
    for (std::size_t i = 0; i < found.way.legs.size(); ++i)
        for (const auto& step : found.way.legs[i].steps)
            steps.rows.push_back({bilingual::same(fmt::format("{}", i + 1)),
                                  {std::string(reach::word_for(step.how, reach::language::zh)),
                                   std::string(reach::word_for(step.how, reach::language::en))},
                                  bilingual::same(std::string(step.name)),
                                  bilingual::same(fmt::format("{:.1f}", static_cast<double>(step.ms) / 60e3)),
                                  bilingual::same(fmt::format("{:.0f}", static_cast<double>(step.mm) / 1e3))});
    return steps;
}

struct line_set {
    std::vector<geo::point> points;
    std::vector<std::uint32_t> first{0};
};

// Streets in and a little around the box of the route.
line_set streets_around(const route_found& found, const streets::travel_graph& graph) {
    constexpr std::int32_t margin = 20'000;  // 0.002 degree: about 200 m
    geo::box window = geo::box::empty();
    for (const auto& leg : found.way.legs)
        for (const auto point : leg.points)
            window.extend(point);
    window = {{window.min.lon - margin, window.min.lat - margin}, {window.max.lon + margin, window.max.lat + margin}};
    line_set lines;
    graph.index().in_window(window, [&](std::uint32_t segment) {
        const auto points = graph.points_of(segment);
        lines.points.insert(lines.points.end(), points.begin(), points.end());
        lines.first.push_back(static_cast<std::uint32_t>(lines.points.size()));
    });
    return lines;
}

}  // namespace

void write_route_page(files::output& out, const route_found& found, const streets::travel_graph& graph) {
    constexpr double route_width = 4;
    const auto mode = words_for(found.travel);
    const auto minutes = fmt::format("{:.1f}", static_cast<double>(found.way.ms) / 60e3);
    const auto km = fmt::format("{:.2f}", static_cast<double>(found.way.mm) / 1e6);
    files::map_page page;
    page.title = {fmt::format("{}路线：{} 分钟，{} 公里", mode.zh, minutes, km),
                  fmt::format("Route {}: {} minutes, {} km", mode.en, minutes, km)};
    page.chinese_first = found.language == reach::language::zh;
    const auto around = streets_around(found, graph);
    page.streets.push_back({&around.points, &around.first, files::map_page::plain, {}});
    std::vector<std::vector<std::uint32_t>> ends;
    for (const auto& leg : found.way.legs)
        ends.push_back({0, static_cast<std::uint32_t>(leg.points.size())});
    for (std::size_t i = 0; i < found.way.legs.size(); ++i)
        page.streets.push_back({&found.way.legs[i].points,
                                &ends[i],
                                i % files::map_page::colours,
                                {fmt::format("第 {} 段", i + 1), fmt::format("leg {}", i + 1)},
                                route_width});
    for (const auto index : found.order)
        page.markers.push_back({found.at[index], fmt::format("{}", index + 1)});
    page.figures = steps_of(found);
    files::write_map_page(out, page);
}

}  // namespace yizhan::app
