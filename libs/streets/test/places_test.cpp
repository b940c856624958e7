#include "osm_reader.hpp"
#include "osm_text_file.hpp"

#include <yizhan/streets/import.hpp>
#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace yizhan::streets {
namespace {

geo::point at(double lon, double lat) {
    return geo::point::from_degrees(lon, lat);
}

// A street, so that the extract is one, and corners of a square of 0.01 degrees.
const std::string street = node(1, 0, 0) + node(2, 0.01, 0) + node(3, 0.01, 0.01) + node(4, 0, 0.01) +
                           way(900, {1, 2}, {{"highway", "residential"}});
const tag_list district{{"type", "boundary"},
                        {"boundary", "administrative"},
                        {"admin_level", "6"},
                        {"name", "上城区"},
                        {"name:en", "Shangcheng"}};

class Places : public testing::Test {
protected:
    // Through a streets file and back.
    [[nodiscard]] places of(const std::string& body) {
        auto extract = read_osm(folder.write("x.osm", osm_document(street + body)), {}, progress::none());
        EXPECT_TRUE(extract.has_value()) << (extract ? "" : extract.error().message);
        counts = extract->counts;
        section_file_writer writer({std::string(travel_graph::file_kind), travel_graph::file_version, 1});
        extract->places.add_to(writer);
        EXPECT_TRUE(writer.write(folder.path / "x.streets").has_value());
        auto opened = places::open(folder.path / "x.streets");
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        return std::move(*opened);
    }
    scratch_folder folder;
    reader_counts counts;
};

TEST_F(Places, keep_all_tags_of_points_of_interest) {
    const auto p =
        of(node(10, 0.005, 0.006, 1,
                {{"amenity", "toilets"}, {"name", "公厕"}, {"name:en", "Toilet"}, {"opening_hours", "24/7"}}));
    ASSERT_EQ(p.size(), 1U);
    EXPECT_EQ(p[0].kind, feature_kind::poi);
    EXPECT_EQ(p[0].origin, osm_kind::node);
    EXPECT_EQ(p[0].id, 10);
    EXPECT_EQ(p.position(0), at(0.005, 0.006));
    EXPECT_EQ(p.value(0, "opening_hours"), "24/7");
    EXPECT_EQ(p.value(0, "phone"), "");
    EXPECT_EQ(p.name(0), "公厕");
    EXPECT_EQ(p.name(0, "en"), "Toilet");
    EXPECT_EQ(p.name(0, "fr"), "公厕");
    EXPECT_EQ(p.tags(0).size(), 4U);
    EXPECT_EQ(p.ring_count(0), 0U);
}

TEST_F(Places, are_found_by_kind_and_tag) {
    const auto p =
        of(node(10, 0, 0, 1, {{"amenity", "cafe"}}) + node(11, 0, 0, 1, {{"shop", "kiosk"}}) +
           node(12, 0, 0, 1, {{"amenity", "bench"}}) + node(13, 0, 0, 1, {{"place", "suburb"}, {"name", "A"}}) +
           node(14, 0, 0, 1, {{"place", "suburb"}}) + node(15, 0, 0, 1, {{"highway", "crossing"}}) +
           node(16, 0, 0, 1, {{"shop", "no"}}) + node(17, 0, 0, 1, {{"place", "ocean"}, {"name", "B"}}));
    EXPECT_EQ(p.size(), 4U);
    EXPECT_EQ(p.find(feature_kind::poi).size(), 3U);
    EXPECT_EQ(p.find(feature_kind::poi, "amenity").size(), 2U);
    ASSERT_EQ(p.find(feature_kind::poi, "amenity", "bench").size(), 1U);
    EXPECT_EQ(p[p.find(feature_kind::poi, "amenity", "bench")[0]].id, 12);
    EXPECT_TRUE(p.find(feature_kind::poi, "amenity", "kiosk").empty());
    EXPECT_TRUE(p.find(feature_kind::poi, "tourism").empty());
    EXPECT_EQ(p.find(feature_kind::settlement, "place", "suburb").size(), 1U);
}

TEST_F(Places, of_closed_ways_lie_inside_them) {
    // A "U": its centroid lies outside.
    const std::string corners = node(21, 0, 0) + node(22, 0.009, 0) + node(23, 0.009, 0.009) + node(24, 0.008, 0.009) +
                                node(25, 0.008, 0.001) + node(26, 0.001, 0.001) + node(27, 0.001, 0.009) +
                                node(28, 0, 0.009);
    const auto p =
        of(corners + way(30, {21, 22, 23, 24, 25, 26, 27, 28, 21}, {{"building", "hospital"}}) +
           way(31, {1, 2, 3, 4, 1}, {{"amenity", "marketplace"}}) + way(32, {1, 2, 3, 4, 1}, {{"building", "garage"}}));
    ASSERT_EQ(p.size(), 2U);
    const auto inside = *p.position(0);
    EXPECT_TRUE(inside.lon_degrees() < 0.001 || inside.lon_degrees() > 0.008 || inside.lat_degrees() < 0.001);
    EXPECT_EQ(p.position(1), at(0.005, 0.005));
}

TEST_F(Places, of_multipolygons_avoid_holes) {
    const std::string hole =
        node(31, 0.004, 0.004) + node(32, 0.006, 0.004) + node(33, 0.006, 0.006) + node(34, 0.004, 0.006);
    const auto p =
        of(hole + way(30, {1, 2, 3, 4, 1}, {}) + way(31, {31, 32, 33, 34, 31}, {}) +
           relation(7, {{"way", 30, "outer"}, {"way", 31, "inner"}}, {{"type", "multipolygon"}, {"shop", "mall"}}));
    ASSERT_EQ(p.size(), 1U);
    EXPECT_EQ(p[0].origin, osm_kind::relation);
    const auto inside = *p.position(0);
    EXPECT_NEAR(inside.lat_degrees(), 0.005, 1e-7);
    EXPECT_TRUE(inside.lon_degrees() < 0.004 || inside.lon_degrees() > 0.006);
}

TEST_F(Places, tell_what_lies_within_a_boundary) {
    const std::string hole = node(31, 0.004, 0.004) + node(32, 0.006, 0.004) + node(33, 0.005, 0.006);
    const auto p = of(hole + way(30, {1, 2, 3}, {}) + way(31, {3, 4, 1}, {}) + way(32, {31, 32, 33, 31}, {}) +
                      relation(7, {{"way", 30, "outer"}, {"way", 31, "outer"}, {"way", 32, "inner"}}, district) +
                      way(33, {1, 2, 3, 1}, {{"boundary", "administrative"}, {"admin_level", "8"}}));
    ASSERT_EQ(p.size(), 2U);
    EXPECT_EQ(counts.boundaries, 2U);
    const auto area = p.find(feature_kind::boundary, "admin_level", "6").at(0);
    EXPECT_EQ(p[area].admin_level, 6);
    EXPECT_EQ(p.name(area, "en"), "Shangcheng");
    ASSERT_EQ(p.ring_count(area), 2U);
    EXPECT_TRUE(p.is_outer(area, 0));
    EXPECT_FALSE(p.is_outer(area, 1));
    EXPECT_EQ(p.ring(area, 0).size(), 5U);
    EXPECT_EQ(p.ring(area, 0).front(), p.ring(area, 0).back());
    EXPECT_TRUE(p.contains(area, at(0.002, 0.005)));
    EXPECT_FALSE(p.contains(area, at(0.005, 0.0045)));  // in the hole
    EXPECT_FALSE(p.contains(area, at(0.011, 0.005)));
    EXPECT_TRUE(p.contains(area, *p.position(area)));
    EXPECT_EQ(p.boundaries_around(at(0.009, 0.001)).size(), 2U);
    EXPECT_EQ(p[p.boundaries_around(at(0.009, 0.001))[0]].admin_level, 8);
    EXPECT_EQ(p.boundaries_around(at(0.001, 0.009)).size(), 1U);
}

TEST_F(Places, of_clipped_boundaries_keep_their_names) {
    const auto outer = way(30, {1, 2, 3}, {});
    const auto p =
        of(outer + relation(7, {{"way", 30, "outer"}, {"way", 99, "outer"}, {"node", 4, "admin_centre"}}, district) +
           relation(8, {{"way", 98, "outer"}}, district) + relation(9, {{"way", 30, "outer"}}, district));
    ASSERT_EQ(p.size(), 3U);
    EXPECT_EQ(counts.incomplete_boundaries, 2U);
    EXPECT_EQ(counts.broken_boundaries, 1U);  // 9: not closed
    EXPECT_EQ(counts.boundaries, 0U);
    for (std::uint32_t i = 0; i < 3; ++i) {
        EXPECT_EQ(p.name(i), "上城区");
        EXPECT_EQ(p.ring_count(i), 0U);
        EXPECT_FALSE(p.contains(i, at(0.005, 0.005)));
    }
    EXPECT_EQ(p.position(0), at(0, 0.01));
    EXPECT_FALSE(p.position(1).has_value());
}

// A damaged file whose checksums are right must be refused or read, never crash.
TEST_F(Places, of_damaged_files_never_crash) {
    const auto body = node(10, 0.005, 0.006, 1, {{"amenity", "toilets"}, {"name", "x"}}) +
                      way(30, {1, 2, 3, 4, 1}, {}) + relation(7, {{"way", 30, "outer"}}, district);
    auto extract = read_osm(folder.write("x.osm", osm_document(street + body)), {}, progress::none());
    ASSERT_TRUE(extract.has_value());
    const auto a = extract->places.arrays();
    std::mt19937 random(7);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        std::vector<place_feature> features(a.features.begin(), a.features.end());
        std::vector<place_tag> tags(a.tags.begin(), a.tags.end());
        std::vector<place_ring> rings(a.rings.begin(), a.rings.end());
        std::vector<std::uint32_t> texts(a.first_text.begin(), a.first_text.end());
        const auto spoil = [&]<class T>(std::vector<T>& values) {
            if (random() % 4 == 0) values.resize(random() % (values.size() + 1));
            if (values.empty()) return;
            auto* bytes = reinterpret_cast<unsigned char*>(values.data());
            bytes[random() % (values.size() * sizeof(T))] = static_cast<unsigned char>(random());
        };
        switch (random() % 4) {
            case 0:
                spoil(features);
                break;
            case 1:
                spoil(tags);
                break;
            case 2:
                spoil(rings);
                break;
            default:
                spoil(texts);
        }
        section_file_writer writer({std::string(travel_graph::file_kind), travel_graph::file_version, 1});
        writer.add<place_feature>("places/features", features);
        writer.add<place_tag>("places/tags", tags);
        writer.add<place_ring>("places/rings", rings);
        writer.add("places/points", a.points);
        writer.add<std::uint32_t>("places/first_text", texts);
        writer.add("places/text", a.text);
        const auto image = writer.image();
        auto file = section_file::over(image, "x", travel_graph::file_kind, travel_graph::file_version);
        ASSERT_TRUE(file.has_value());
        const auto p = places::open(std::make_shared<const section_file>(std::move(*file)));
        if (!p) {
            EXPECT_EQ(p.error().code, errc::damaged);
            ++refused;
            continue;
        }
        for (std::uint32_t i = 0; i < p->size(); ++i) {
            std::ignore = p->tags(i);
            std::ignore = p->contains(i, at(0.005, 0.005));
        }
        std::ignore = p->find(feature_kind::poi, "amenity", "toilets");
        std::ignore = p->boundaries_around(at(0.005, 0.005));
    }
    EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace yizhan::streets
