#include "place_extractor.hpp"

#include "area_assembly.hpp"
#include "rings.hpp"
#include "tag_interest.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace yizhan::streets {
namespace {

std::uint8_t level_of(const osmium::TagList& tags) {
    const std::string_view text = tags.get_value_by_key("admin_level", "");
    std::uint8_t level = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), level);
    return failed == std::errc{} && end == text.data() + text.size() ? level : std::uint8_t{0};
}

std::vector<geo::point> points_of(const osmium::Way& way) {
    std::vector<geo::point> points;
    for (const auto& node : way.nodes())
        if (node.location().valid()) points.push_back({node.location().x(), node.location().y()});
    return points;
}

bool is_ring(const osmium::Way& way, const std::vector<geo::point>& points) {
    return way.nodes().size() >= 4 && points.size() == way.nodes().size() && way.ends_have_same_id();
}

class place_extractor {
public:
    place_extractor(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts)
        : scan_(scan), window_(window), counts_(counts) {}

    places_data run() {
        for (std::size_t i = 0; i < scan_.nodes().size(); ++i)
            take_node(scan_.nodes().at<osmium::Node>(i));
        for (std::size_t i = 0; i < scan_.ways().size(); ++i)
            take_way(scan_.ways().at<osmium::Way>(i));
        for (std::size_t i = 0; i < scan_.relations().size(); ++i)
            take_relation(scan_.relations().at<osmium::Relation>(i));
        made_.finish();
        return std::move(made_);
    }

private:
    [[nodiscard]] bool in_window(geo::point at) const { return !window_ || window_->contains(at); }
    [[nodiscard]] bool in_window(const std::vector<ring_points>& rings) const {
        if (!window_) return true;
        auto around = geo::box::empty();
        for (const auto ring : rings)
            for (const auto p : ring)
                around.extend(p);
        return around.min.lon <= window_->max.lon && window_->min.lon <= around.max.lon &&
               around.min.lat <= window_->max.lat && window_->min.lat <= around.max.lat;
    }

    void begin(const osmium::OSMObject& object, feature_kind kind, osm_kind origin, std::optional<geo::point> at) {
        made_.begin({kind, origin, object.id(), at,
                     kind == feature_kind::boundary ? level_of(object.tags()) : std::uint8_t{0}});
        for (const auto& tag : object.tags())
            made_.tag(tag.key(), tag.value());
        if (kind == feature_kind::poi) ++counts_.pois;
        if (kind == feature_kind::settlement) ++counts_.settlements;
    }

    void take_node(const osmium::Node& node) {
        const auto wanted = interest_of_node(node.tags());
        if (!wanted.place()) return;
        const geo::point at{node.location().x(), node.location().y()};
        if (in_window(at))
            begin(node, wanted.settlement ? feature_kind::settlement : feature_kind::poi, osm_kind::node, at);
        else
            ++counts_.outside_window;
    }

    void take_way(const osmium::Way& way) {
        const auto wanted = interest_of_way(way.tags());
        if (!wanted.place()) return;
        const auto points = points_of(way);
        std::vector<ring_points> rings;
        if (is_ring(way, points)) rings.emplace_back(points);
        if (wanted.boundary)
            take_boundary_way(way, points, rings);
        else
            take_poi(way, osm_kind::way, points, rings);
    }

    // A boundary is drawn by a relation; a way alone is one only if it is closed.
    void take_boundary_way(const osmium::Way& way, std::span<const geo::point> points,
                           const std::vector<ring_points>& rings) {
        if (!way.nodes().empty() && way.ends_have_same_id() && way.nodes().size() >= 4)
            take_boundary(way, osm_kind::way, rings, {true}, points);
    }

    void take_poi(const osmium::OSMObject& object, osm_kind origin, std::span<const geo::point> points,
                  const std::vector<ring_points>& rings) {
        if (points.empty()) {
            ++counts_.places_left_out;
            return;
        }
        const auto at = rings.empty() ? mean_of(points) : point_inside(rings);
        if (in_window(at))
            begin(object, feature_kind::poi, origin, at);
        else
            ++counts_.outside_window;
    }

    void take_boundary(const osmium::OSMObject& object, osm_kind origin, const std::vector<ring_points>& rings,
                       const std::vector<bool>& outer, std::span<const geo::point> parts) {
        std::optional<geo::point> at;
        if (!rings.empty())
            at = point_inside(rings);
        else if (!parts.empty())
            at = mean_of(parts);
        if (rings.empty() ? at && !in_window(*at) : !in_window(rings)) {
            ++counts_.outside_window;
            return;
        }
        begin(object, feature_kind::boundary, origin, at);
        for (std::size_t i = 0; i < rings.size(); ++i)
            made_.ring(rings[i], outer[i]);
        if (!rings.empty())
            ++counts_.boundaries;
        else if (origin == osm_kind::way)
            ++counts_.incomplete_boundaries;
    }

    // Where the relation says its label goes, else all member nodes and ways that are there.
    [[nodiscard]] std::vector<geo::point> parts_of(const osmium::Relation& relation) const {
        std::vector<geo::point> parts;
        for (const auto& member : relation.members()) {
            if (member.type() == osmium::item_type::way) {
                if (const auto* way = scan_.ways().find(member.ref())) {
                    const auto points = points_of(static_cast<const osmium::Way&>(*way));
                    parts.insert(parts.end(), points.begin(), points.end());
                }
            }
            if (member.type() != osmium::item_type::node) continue;
            const auto slot = scan_.table().find(member.ref());
            if (slot == node_table::no_slot || !scan_.table().location(slot).valid()) continue;
            const auto location = scan_.table().location(slot);
            const std::string_view role = member.role();
            if (role == "label" || role == "admin_centre") return {{location.x(), location.y()}};
            parts.push_back({location.x(), location.y()});
        }
        return parts;
    }

    void take_relation(const osmium::Relation& relation) {
        const auto wanted = interest_of_relation(relation.tags());
        if (!wanted.place()) return;
        const auto area = assemble(relation, scan_.ways());
        std::vector<ring_points> rings;
        std::vector<bool> outer;
        for (const auto& ring : area.rings) {
            rings.emplace_back(ring.points);
            outer.push_back(ring.outer);
        }
        const auto parts = parts_of(relation);
        if (!wanted.boundary) {
            take_poi(relation, osm_kind::relation, parts, rings);
            return;
        }
        if (rings.empty()) ++(area.complete ? counts_.broken_boundaries : counts_.incomplete_boundaries);
        take_boundary(relation, osm_kind::relation, rings, outer, parts);
    }

    const osm_scan& scan_;
    const std::optional<geo::box>& window_;
    reader_counts& counts_;
    places_data made_;
};

}  // namespace

places_data extract_places(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts) {
    return place_extractor(scan, window, counts).run();
}

}  // namespace yizhan::streets
