#pragma once

#include "context.hpp"

#include <yizhan/files/output.hpp>
#include <yizhan/reach/isochrone.hpp>
#include <yizhan/streets/mode.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace yizhan::app {

/// The options of a call of `isochrone`, read and checked.
struct isochrone_request {
    streets::mode travel = streets::mode::walk;
    std::vector<geo::point> at;
    reach::isochrone_query query;
    bool lines = false;
    files::output_format format = files::output_format::geojson;
};

/// What is told about one area or set of lines.
struct circle {
    std::uint32_t limit;
    std::optional<std::uint32_t> start;
    std::optional<double> square_metres;
    double street_metres;
};

/// What was found: either areas or lines are the answer, with the figures beside them; a page also draws the streets
/// within areas.
struct circles {
    std::vector<circle> figures;
    std::vector<reach::isochrone_area> areas;
    std::vector<reach::isochrone_lines> lines;
};

/// Writes the answer to `path` (empty or `-`: standard output), and, if that is a file, the figures to standard output.
result<void> write_circles(const std::string& path, const isochrone_request& request, const circles& found,
                           const common_options& common);

/// The answer as a page with a map.
void write_circles_page(files::output& out, const isochrone_request& request, const circles& found);

/// A limit in minutes or metres.
double shown_limit(const isochrone_request& request, std::uint32_t limit);

}  // namespace yizhan::app
