#include <yizhan/files/boundary.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace yizhan::files {
namespace {

using testing::HasSubstr;

// The outer ring runs clockwise and the hole counter-clockwise: both against RFC 7946.
constexpr auto square_with_hole = R"({"type":"Polygon","coordinates":[
    [[0,0],[0,1],[1,1],[1,0],[0,0]], [[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.4]]]})";

TEST(Boundary, PolygonWithHoleIsTurnedRight) {
    const auto city = parse_boundary(square_with_hole, "b.geojson");
    ASSERT_TRUE(city) << city.error().message;
    EXPECT_EQ(city->bounds.max, geo::point::from_degrees(1, 1));
    EXPECT_EQ(city->area.rings.size(), 2U);
    EXPECT_TRUE(city->area.contains(geo::point::from_degrees(0.1, 0.1)));
    EXPECT_FALSE(city->area.contains(geo::point::from_degrees(0.55, 0.45)));
    EXPECT_GT(city->area.area(), 0);
}

TEST(Boundary, FeaturesOfACollectionAreOneBoundary) {
    const std::string feature = R"({"type":"Feature","geometry":)" + std::string(square_with_hole) + "}";
    const std::string far = R"({"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":
        [[[[5,5],[6,5],[6,6],[5,5]]],[[[7,7],[8,7],[8,8],[7,7]]]]}})";
    const auto city =
        parse_boundary(R"({"type":"FeatureCollection","features":[)" + feature + "," + far + "]}", "b.geojson");
    ASSERT_TRUE(city) << city.error().message;
    EXPECT_EQ(city->area.rings.size(), 4U);
    EXPECT_EQ(city->bounds.max, geo::point::from_degrees(8, 8));
}

TEST(Boundary, WhatIsWrittenReadsBack) {
    const auto city = parse_boundary(square_with_hole, "b.geojson");
    ASSERT_TRUE(city);
    const auto again = parse_boundary(to_geojson(*city), "again");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->area.points, city->area.points);
    EXPECT_EQ(again->area.rings.size(), city->area.rings.size());
}

std::string refusal(const std::string& text) {
    const auto city = parse_boundary(text, "b.geojson");
    return city ? "(accepted)" : city.error().message;
}

TEST(Boundary, Refusals) {
    EXPECT_THAT(refusal(R"({"type":"Point","coordinates":[1,2]})"), HasSubstr("no GeoJSON FeatureCollection"));
    EXPECT_THAT(refusal(R"({"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}})"),
                HasSubstr("feature 1: is a Point"));
    EXPECT_THAT(refusal(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]})"), HasSubstr("must be closed"));
    EXPECT_THAT(refusal(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[2,0],[0,0]]]})"),
                HasSubstr("encloses nothing"));
    EXPECT_THAT(refusal(R"({"type":"Polygon","coordinates":[]})"), HasSubstr("list of rings"));
    EXPECT_THAT(refusal(R"({"type":"MultiPolygon","coordinates":[]})"), HasSubstr("holds no polygon"));
    EXPECT_THAT(refusal("{"), HasSubstr("b.geojson:1: is no JSON"));
    EXPECT_THAT(refusal(""), HasSubstr("is no JSON"));
}

}  // namespace
}  // namespace yizhan::files
