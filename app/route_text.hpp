#pragma once

#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/output.hpp>
#include <yizhan/geo/point.hpp>
#include <yizhan/reach/route.hpp>
#include <yizhan/streets/mode.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace yizhan::app {

/// A route as found, with what was asked.
struct route_found {
    streets::mode travel;
    reach::language language;
    std::vector<geo::point> at;        ///< as given
    std::vector<std::uint32_t> order;  ///< indices in `at`, as visited
    reach::route way;
};

/// The steps, for people.
std::string route_table(const route_found& found);
/// leg,step,turn,street,seconds,metres,lon,lat
std::string route_csv(const route_found& found);
/// A LineString for each leg.
void write_route_geojson(files::output& out, const route_found& found);
/// Everything: legs with their lines and steps.
void write_route_json(files::output& out, const route_found& found);
/// A page with a map, streets around it, and the steps.
void write_route_page(files::output& out, const route_found& found, const streets::travel_graph& graph);
/// One line: time and length.
std::string route_summary(const route_found& found);
/// An object of time, length and order, without lines and steps.
void write_route_figures(files::json_writer& json, const route_found& found);

}  // namespace yizhan::app
