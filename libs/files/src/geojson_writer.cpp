#include <yizhan/files/geojson_writer.hpp>

#include <ranges>

namespace yizhan::files {
namespace {

// Twice the signed area in square units: positive for counter-clockwise rings. Relative to the first position, so
// that the sums stay exact enough in doubles.
bool is_counter_clockwise(std::span<const geo::point> ring) {
    double doubled = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = static_cast<double>(ring[i].lon) - ring[0].lon;
        const double ay = static_cast<double>(ring[i].lat) - ring[0].lat;
        const double bx = static_cast<double>(ring[i + 1].lon) - ring[0].lon;
        const double by = static_cast<double>(ring[i + 1].lat) - ring[0].lat;
        doubled += ax * by - ay * bx;
    }
    return doubled > 0;
}

}  // namespace

geojson_writer::geojson_writer(json_writer& json, std::string_view attribution) : json_(&json) {
    json_->begin_object();
    json_->member("type", "FeatureCollection");
    if (!attribution.empty()) json_->member("attribution", attribution);
    json_->key("features");
    json_->begin_array();
}

void geojson_writer::begin_feature(std::string_view id) {
    json_->new_line();
    json_->begin_object();
    json_->member("type", "Feature");
    if (!id.empty()) json_->member("id", id);
}

void geojson_writer::begin_geometry(std::string_view type) {
    json_->key("geometry");
    json_->begin_object();
    json_->member("type", type);
    json_->key("coordinates");
}

void geojson_writer::positions(std::span<const geo::point> points) {
    json_->begin_array();
    for (const auto p : points)
        json_->position(p);
    json_->end_array();
}

void geojson_writer::rings(std::span<const std::vector<geo::point>> of_polygon) {
    json_->begin_array();
    for (std::size_t i = 0; i < of_polygon.size(); ++i) {
        const bool outer = i == 0;
        if (is_counter_clockwise(of_polygon[i]) == outer) {
            positions(of_polygon[i]);
        } else {
            const std::vector<geo::point> turned(of_polygon[i].rbegin(), of_polygon[i].rend());
            positions(turned);
        }
    }
    json_->end_array();
}

void geojson_writer::point(geo::point at) {
    begin_geometry("Point");
    json_->position(at);
    json_->end_object();
}

void geojson_writer::line(std::span<const geo::point> points) {
    begin_geometry("LineString");
    positions(points);
    json_->end_object();
}

void geojson_writer::multi_line(std::span<const std::vector<geo::point>> lines) {
    begin_geometry("MultiLineString");
    json_->begin_array();
    for (const auto& one : lines)
        positions(one);
    json_->end_array();
    json_->end_object();
}

void geojson_writer::polygon(std::span<const std::vector<geo::point>> of_polygon) {
    begin_geometry("Polygon");
    rings(of_polygon);
    json_->end_object();
}

void geojson_writer::multi_polygon(std::span<const std::vector<std::vector<geo::point>>> polygons) {
    begin_geometry("MultiPolygon");
    json_->begin_array();
    for (const auto& one : polygons)
        rings(one);
    json_->end_array();
    json_->end_object();
}

void geojson_writer::begin_properties() {
    if (in_properties_) return;
    in_properties_ = true;
    json_->key("properties");
    json_->begin_object();
}

void geojson_writer::fixed_property(std::string_view name, double number, int decimals) {
    begin_properties();
    json_->fixed_member(name, number, decimals);
}

void geojson_writer::null_property(std::string_view name) {
    begin_properties();
    json_->key(name);
    json_->null();
}

void geojson_writer::end_feature() {
    begin_properties();
    json_->end_object();
    json_->end_object();
    in_properties_ = false;
}

void geojson_writer::finish() {
    json_->new_line();
    json_->end_array();
    json_->end_object();
    json_->finish();
}

}  // namespace yizhan::files
