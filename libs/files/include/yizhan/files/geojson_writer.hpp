#pragma once

#include <yizhan/files/json_writer.hpp>
#include <yizhan/geo/point.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// What everything that derives from OpenStreetMap carries.
inline constexpr std::string_view osm_attribution = "© OpenStreetMap contributors, ODbL 1.0";

/// Writes a GeoJSON FeatureCollection (RFC 7946), a feature a line, without holding it:
/// `begin_feature`, then one geometry, then any number of `property`, then `end_feature`. Outer rings are written
/// counter-clockwise and holes clockwise, whatever their order in memory.
class geojson_writer {
public:
    /// Begins the collection. An `attribution` that is not empty becomes its foreign member of that name.
    geojson_writer(json_writer& json, std::string_view attribution = osm_attribution);

    /// `id` may be empty: then the feature has none.
    void begin_feature(std::string_view id = {});
    void point(geo::point at);
    void line(std::span<const geo::point> points);
    void multi_line(std::span<const std::vector<geo::point>> lines);
    /// Rings are closed: the first position is also the last.
    void polygon(std::span<const std::vector<geo::point>> rings);
    void multi_polygon(std::span<const std::vector<std::vector<geo::point>>> polygons);

    template <class T>
    void property(std::string_view name, const T& content) {
        begin_properties();
        json_->member(name, content);
    }
    void fixed_property(std::string_view name, double number, int decimals);
    void null_property(std::string_view name);
    void end_feature();
    void finish();

private:
    void begin_geometry(std::string_view type);
    void begin_properties();
    void positions(std::span<const geo::point> points);
    void rings(std::span<const std::vector<geo::point>> of_polygon);

    json_writer* json_;
    bool in_properties_ = false;
};

}  // namespace yizhan::files
