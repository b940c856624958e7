#include <yizhan/files/geojson_writer.hpp>

#include <utility>

namespace yizhan::files {

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

void geojson_writer::positions(std::span<const geo::point> points, bool close) {
    json_->begin_array();
    for (const auto p : points)
        json_->position(p);
    if (close) json_->position(points.front());
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

void geojson_writer::multi_line(std::span<const geo::point> points, std::span<const std::uint32_t> first) {
    begin_geometry("MultiLineString");
    json_->begin_array();
    for (std::size_t i = 0; i + 1 < first.size(); ++i)
        positions(points.subspan(first[i], first[i + 1] - first[i]));
    json_->end_array();
    json_->end_object();
}

void geojson_writer::area(const geo::multipolygon& polygons) {
    begin_geometry("MultiPolygon");
    json_->begin_array();
    bool open = false;
    for (const auto& ring : polygons.rings) {
        if (ring.outer && std::exchange(open, true)) json_->end_array();
        if (ring.outer) json_->begin_array();
        positions(polygons.points_of(ring), true);
    }
    if (open) json_->end_array();
    json_->end_array();
    json_->end_object();
}

void geojson_writer::no_geometry() {
    json_->key("geometry");
    json_->null();
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

json_writer& geojson_writer::property_key(std::string_view name) {
    begin_properties();
    json_->key(name);
    return *json_;
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
