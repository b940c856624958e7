#pragma once

#include <yizhan/files/json_writer.hpp>
#include <yizhan/geo/multipolygon.hpp>
#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace yizhan::files {

/// What everything that derives from OpenStreetMap carries.
inline constexpr std::string_view osm_attribution = "© OpenStreetMap contributors, ODbL 1.0";

/// Writes a GeoJSON FeatureCollection (RFC 7946), a feature a line, without holding it:
/// `begin_feature`, then one geometry, then any number of `property`, then `end_feature`.
class geojson_writer {
public:
    /// Begins the collection. An `attribution` that is not empty becomes its foreign member of that name.
    geojson_writer(json_writer& json, std::string_view attribution = osm_attribution);

    /// `id` may be empty: then the feature has none.
    void begin_feature(std::string_view id = {});
    void point(geo::point at);
    void line(std::span<const geo::point> points);
    /// Line i has the points [first[i], first[i + 1]); `first` has one more number than there are lines.
    void multi_line(std::span<const geo::point> points, std::span<const std::uint32_t> first);
    /// Always a MultiPolygon, so that all features of a layer have one type.
    void area(const geo::multipolygon& polygons);
    void no_geometry();

    template <class T>
    void property(std::string_view name, const T& content) {
        begin_properties();
        json_->member(name, content);
    }
    void fixed_property(std::string_view name, double number, int decimals);
    /// Begins a property whose value is then written to the writer returned.
    json_writer& property_key(std::string_view name);
    void end_feature();
    void finish();

private:
    void begin_geometry(std::string_view type);
    void begin_properties();
    void positions(std::span<const geo::point> points, bool close = false);

    json_writer* json_;
    bool in_properties_ = false;
};

}  // namespace yizhan::files
