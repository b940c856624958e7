#include "map_projection.hpp"

#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/map_page.hpp>
#include <yizhan/files/text.hpp>

#include <fmt/format.h>

namespace yizhan::files {
namespace {

constexpr std::string_view style =
    R"(:root{color-scheme:light dark;--back:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--street:#b6bec7;
--c0:#0b6e4f;--c1:#1d6fb8;--c2:#b8860b;--c3:#c2481f;--c4:#8b3a8f;--c5:#5b5bd6}
@media(prefers-color-scheme:dark){:root{--back:#14181d;--ink:#e6e9ed;--soft:#a0a9b4;--line:#333b45;--street:#4a5460;
--c0:#3fc79a;--c1:#5fb0f5;--c2:#e5b93c;--c3:#f5875f;--c4:#d68ae0;--c5:#9d9dff}}
body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.4rem;margin:.5rem 0}svg{width:100%;height:auto;border:1px solid var(--line);background:var(--back)}
#zh:checked~div [lang=en],#en:checked~div [lang=zh]{display:none}
main>label{display:inline-block;padding:.4rem 1rem .4rem .3rem}input{width:1.2rem;height:1.2rem;vertical-align:-.2rem;margin:0}:focus-visible{outline:3px solid var(--c1);outline-offset:2px}
.s{fill:none;stroke-linecap:round;stroke-linejoin:round}.a{fill-opacity:.22;stroke-width:1.2;fill-rule:evenodd;vector-effect:non-scaling-stroke}
.m{fill:var(--ink);stroke:var(--back);stroke-width:2}.t{fill:var(--back);font:bold 13px sans-serif;text-anchor:middle;dominant-baseline:central}
.foot{fill:var(--back)}.bar{fill:none;stroke:var(--ink);stroke-width:2}.n{fill:var(--ink);font:13px sans-serif}
ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}li svg{width:1.6em;height:1em;border:0;vertical-align:-.1em;margin-right:.4em}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .8rem .2rem 0;text-align:left;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}.q{white-space:nowrap;overflow-wrap:normal}
footer{color:var(--soft);font-size:.85rem}
@media(max-width:40rem){.m{r:26px}.t,.n{font-size:34px}.bar{stroke-width:5}.s{vector-effect:non-scaling-stroke}th,td{padding-right:.5rem}table{width:100%}}
)";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : printable(text)) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string spans(const bilingual& text) {
    if (text.zh == text.en) return escaped(text.zh);
    return fmt::format(R"(<span lang="zh">{}</span><span lang="en">{}</span>)", escaped(text.zh), escaped(text.en));
}

std::string colour_of(std::size_t colour) {
    return colour < map_page::colours ? fmt::format("var(--c{})", colour) : "var(--street)";
}

map_projection projection_of(const map_page& page) {
    geo::box extent = geo::box::empty();
    for (const auto& one : page.areas)
        for (const auto p : one.shape->points)
            extent.extend(p);
    for (const auto& one : page.streets)
        if (one.colour != map_page::plain)
            for (const auto p : *one.points)
                extent.extend(p);
    for (const auto& one : page.markers)
        extent.extend(one.at);
    return map_projection(extent);
}

void draw_area(output& out, const map_projection& projection, const map_page::area& one) {
    out.put(fmt::format(R"(<path class="a" fill="{0}" stroke="{0}" d=")", colour_of(one.colour)));
    for (const auto& ring : one.shape->rings)
        out.put(projection.path(one.shape->points_of(ring)) + "Z");
    out.put("\"/>\n");
}

void draw_lines(output& out, const map_projection& projection, const map_page::lines& all) {
    out.put(fmt::format(R"(<path class="s" stroke="{}" stroke-width="{}" d=")", colour_of(all.colour), all.width));
    const std::span points(*all.points);
    for (std::size_t i = 0; i + 1 < all.first->size(); ++i)
        out.put(projection.path(points.subspan((*all.first)[i], (*all.first)[i + 1] - (*all.first)[i])));
    out.put("\"/>\n");
}

void draw_marker(output& out, const map_projection& projection, const map_page::marker& one) {
    const auto [x, y] = projection.at(one.at);
    out.put(fmt::format(
        R"(<circle class="m" cx="{0:.1f}" cy="{1:.1f}" r="10"/><text class="t" x="{0:.1f}" y="{1:.1f}">{2}</text>)", x,
        y, escaped(one.text)));
    out.put("\n");
}

void draw_scale_bar(output& out, const map_projection& projection) {
    const double metres = projection.scale_bar_metres();
    const double y = projection.height() - 16;
    const double end = 16 + projection.pixels(metres);
    const auto label = metres < 1000 ? fmt::format("{:.0f} m", metres) : fmt::format("{:.0f} km", metres / 1000);
    // Streets run on below what is shown, the bar is read without them.
    out.put(fmt::format(R"(<path class="foot" d="M0,{:.1f}h{:.0f}v{:.0f}H0"/>)",
                        projection.height() - map_projection::foot, map_projection::width, map_projection::foot + 1));
    out.put(fmt::format(
        R"(<path class="bar" d="M16,{0:.1f}v6H{1:.1f}v-6"/><text class="n" x="{2:.1f}" y="{3:.1f}">{4}</text>)", y - 6,
        end, end + 8, y, label));
    out.put("\n");
}

void draw_map(output& out, const map_page& page) {
    const auto projection = projection_of(page);
    out.put(fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}"><title>{}</title>)",
                        map_projection::width, projection.height(), escaped(page.title.zh + " / " + page.title.en),
                        escaped(page.title.zh + " / " + page.title.en)));
    out.put("\n");
    for (const auto& one : page.areas)
        draw_area(out, projection, one);
    for (const auto& one : page.streets)
        draw_lines(out, projection, one);
    for (const auto& one : page.markers)
        draw_marker(out, projection, one);
    draw_scale_bar(out, projection);
    out.put("</svg>\n");
}

void write_legend(output& out, const map_page& page) {
    const auto entry = [&](std::string_view swatch, const bilingual& label) {
        if (label.zh.empty() && label.en.empty()) return;
        out.put(
            fmt::format(R"(<li><svg viewBox="0 0 24 14" aria-hidden="true">{}</svg>{}</li>)", swatch, spans(label)));
        out.put("\n");
    };
    out.put("<ul>\n");
    for (const auto& one : page.areas)
        entry(fmt::format(R"(<rect class="a" width="24" height="14" fill="{0}" stroke="{0}"/>)", colour_of(one.colour)),
              one.label);
    for (const auto& one : page.streets)
        entry(fmt::format(R"(<path class="s" stroke="{}" stroke-width="4" d="M3,7H21"/>)", colour_of(one.colour)),
              one.label);
    out.put("</ul>\n");
}

// Figures are not broken at the end of a line.
bool is_figure(const bilingual& text) {
    return !text.zh.empty() && text.zh.find_first_not_of("0123456789.,–") == std::string::npos;
}

void write_table(output& out, const map_page::table& figures) {
    if (figures.rows.empty()) return;
    out.put("<table><thead><tr>");
    for (const auto& heading : figures.headings)
        out.put(fmt::format(R"(<th scope="col">{}</th>)", spans(heading)));
    out.put("</tr></thead><tbody>\n");
    for (const auto& row : figures.rows) {
        out.put("<tr>");
        for (const auto& field : row)
            out.put(fmt::format("<td{}>{}</td>", is_figure(field) ? R"( class="q")" : "", spans(field)));
        out.put("</tr>\n");
    }
    out.put("</tbody></table>\n");
}

}  // namespace

void write_map_page(output& out, const map_page& page) {
    const auto& first = page.chinese_first ? page.title.zh : page.title.en;
    out.put(fmt::format(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{}</title>\n<style>\n",
        page.chinese_first ? "zh" : "en", escaped(first)));
    out.put(style);
    // The choice of language stands beside what it governs, so that a rule of style can follow it without a script.
    out.put(
        fmt::format("</style></head><body>\n<main>\n<input type=\"radio\" name=\"language\" id=\"zh\"{}><label "
                    "for=\"zh\" lang=\"zh\">中文</label>\n"
                    "<input type=\"radio\" name=\"language\" id=\"en\"{}><label for=\"en\" "
                    "lang=\"en\">English</label>\n<div>\n<h1>{}</h1>\n",
                    page.chinese_first ? " checked" : "", page.chinese_first ? "" : " checked", spans(page.title)));
    draw_map(out, page);
    write_legend(out, page);
    write_table(out, page.figures);
    out.put(fmt::format("<footer>{}</footer>\n</div></main></body></html>\n", escaped(osm_attribution)));
}

}  // namespace yizhan::files
