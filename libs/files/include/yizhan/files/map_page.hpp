#pragma once

#include <yizhan/files/output.hpp>
#include <yizhan/geo/multipolygon.hpp>
#include <yizhan/geo/point.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace yizhan::files {

/// A text in the page's two languages.
struct bilingual {
    std::string zh;
    std::string en;

    /// A number or a name, which is the same in both.
    static bilingual same(const std::string& text) { return {text, text}; }
};

/// What a page shows: areas, then lines, then markers. The map shows all of them but what lines in the background
/// have outside. Nothing is copied: geometry must outlive the writing.
struct map_page {
    /// Lines of one look. Line i has the points [first[i], first[i + 1]).
    struct lines {
        const std::vector<geo::point>* points;
        const std::vector<std::uint32_t>* first;
        std::size_t colour;  ///< below `colours`, or `plain` for streets in the background
        bilingual label;     ///< in the legend; none if empty
        double width = 1.6;  ///< pixels
    };
    struct area {
        const geo::multipolygon* shape;
        std::size_t colour;
        bilingual label;
    };
    struct marker {
        geo::point at;
        std::string text;  ///< a few characters
    };
    struct table {
        std::vector<bilingual> headings;
        std::vector<std::vector<bilingual>> rows;
    };

    static constexpr std::size_t colours = 6;
    static constexpr std::size_t plain = colours;

    bilingual title;
    std::vector<area> areas;
    std::vector<lines> streets;
    std::vector<marker> markers;
    table figures;
    bool chinese_first = true;
};

/// Writes one HTML file that needs nothing else: no script, no network. A map as inline SVG (flat around its middle
/// latitude) with a scale bar, a legend, a table and the attribution of OpenStreetMap; Chinese and English in one
/// page, chosen by a button; light and dark as the reader's system has it.
void write_map_page(output& out, const map_page& page);

}  // namespace yizhan::files
