#include <yizhan/files/place_list.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace yizhan::files {
namespace {

using testing::HasSubstr;

std::string refusal(std::string text, const std::string& name = "p.csv") {
    const auto list = parse_places(std::move(text), name);
    if (list) return "(accepted)";
    EXPECT_EQ(list.error().message.find('\n'), std::string::npos);
    EXPECT_THAT(list.error().message, HasSubstr(name));
    return list.error().message;
}

place_list accepted(std::string text, const std::string& name = "p.csv") {
    auto list = parse_places(std::move(text), name);
    EXPECT_TRUE(list) << list.error().message;
    return list ? std::move(*list) : place_list{};
}

TEST(PlacesCsv, PlainColumns) {
    const auto list = accepted("id,name,lon,lat\na,Alpha,-8.61,41.15\nb,Beta,121.4737,31.2304\n");
    ASSERT_EQ(list.places.size(), 2U);
    EXPECT_EQ(list.places[0].id, "a");
    EXPECT_EQ(list.places[0].name, "Alpha");
    EXPECT_EQ(list.places[0].at, (geo::point{-86100000, 411500000}));
    EXPECT_EQ(list.places[1].at, (geo::point{1214737000, 312304000}));
}

TEST(PlacesCsv, ChineseHeadingsByteOrderMarkAndCrlf) {
    const auto list = accepted("\xEF\xBB\xBF编号,名称,经度,纬度,电话\r\n1,湖滨驿站,120.16,30.25,0571\r\n");
    ASSERT_EQ(list.places.size(), 1U);
    EXPECT_EQ(list.places[0].name, "湖滨驿站");
    EXPECT_EQ(list.attribute_names, std::vector<std::string>{"电话"});
    EXPECT_EQ(list.places[0].attributes, std::vector<std::string>{"0571"});
}

TEST(PlacesCsv, QuotesDelimitersAndLineEndsInFields) {
    const auto list = accepted("id;name;lon;lat;note\n1;\"a; \"\"b\"\"\nc\";1;2;\n\n2;d;3;4;x\n");
    ASSERT_EQ(list.places.size(), 2U);
    EXPECT_EQ(list.places[0].name, "a; \"b\"\nc");
    EXPECT_EQ(list.places[1].id, "2");
}

TEST(PlacesCsv, TabsAliasesAndAnyCase) {
    const auto list = accepted("Y\tLNG\tID\n2\t1\tq\n");
    ASSERT_EQ(list.places.size(), 1U);
    EXPECT_EQ(list.places[0].at, geo::point::from_degrees(1, 2));
}

TEST(PlacesCsv, WithoutIdsPlacesAreNumbered) {
    const auto list = accepted("lon,lat\n1,2\n3,4");
    ASSERT_EQ(list.places.size(), 2U);
    EXPECT_EQ(list.places[1].id, "2");
}

TEST(PlacesCsv, RefusalsNameTheLineAndTheMend) {
    EXPECT_THAT(refusal(""), HasSubstr("is empty"));
    EXPECT_THAT(refusal("id,lon,lat\n"), HasSubstr("no place"));
    EXPECT_THAT(refusal("id,name\n1,2\n"), HasSubstr("p.csv:1: no column for the longitude: name it lon or longitude"));
    EXPECT_THAT(refusal("lon,name\n1,2\n"), HasSubstr("no column for the latitude"));
    EXPECT_THAT(refusal("lon,lat,a,a\n1,2,3,4\n"), HasSubstr("two columns are called 'a'"));
    EXPECT_THAT(refusal("lon,lat\n1,2\nx,2\n"), HasSubstr("p.csv:3: the longitude 'x' is no number"));
    EXPECT_THAT(refusal("lon,lat\n1,\n"), HasSubstr("the latitude is missing"));
    EXPECT_THAT(refusal("lon,lat\nnan,2\n"), HasSubstr("no number"));
    EXPECT_THAT(refusal("lon,lat\ninf,2\n"), HasSubstr("no number"));
    EXPECT_THAT(refusal("lon,lat\n1e999,2\n"), HasSubstr("no number"));
    EXPECT_THAT(refusal("lon,lat\n181,2\n"), HasSubstr("longitude 181 is outside -180..180"));
    EXPECT_THAT(refusal("lon,lat\n31.2,121.4\n"), HasSubstr("swapped?"));
    EXPECT_THAT(refusal("lon,lat\n1,2,3\n"), HasSubstr("p.csv:2: has 3 fields where the headings have 2"));
    EXPECT_THAT(refusal("id,lon,lat\na,1,2\nb,1,2\na,3,4\n"),
                HasSubstr("p.csv:4: the id 'a' was used before, in line 2"));
    EXPECT_THAT(refusal("lon,lat,n\n1,2,\"x\n3,4,y\n"),
                HasSubstr("p.csv:2: the quote that opens here is never closed"));
    EXPECT_THAT(refusal("lon,lat,n\n1,2,\"x\"y\n"), HasSubstr("p.csv:2: text after a closing quote"));
    EXPECT_THAT(refusal("lon,lat,n\n1,2,x\"y\n"), HasSubstr("p.csv:2: a quote inside"));
    EXPECT_THAT(refusal(std::string("lon,lat\n1,\0002\n", 13)), HasSubstr("p.csv:2: holds a NUL byte"));
    EXPECT_THAT(refusal("lon,lat,n\n1,2,\xB1\xE0\n"), HasSubstr("p.csv:2: is not UTF-8 (byte 0xB1)"));
    EXPECT_THAT(refusal("\xFF\xFEl\n"), HasSubstr("UTF-16"));
    EXPECT_THAT(refusal("lon,lat,n\n1,2," + std::string((std::size_t{1} << 20) + 1, 'x')),
                HasSubstr("longer than 1 MB"));
}

constexpr auto one_point = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[-8.61,41.15,80]},
     "properties":{"name":"A","seats":12,"open":true,"note":null}}]})";

TEST(PlacesGeojson, PointsWithAttributes) {
    const auto list = accepted(one_point, "p.geojson");
    ASSERT_EQ(list.places.size(), 1U);
    EXPECT_EQ(list.places[0].id, "7");
    EXPECT_EQ(list.places[0].name, "A");
    EXPECT_EQ(list.places[0].at, (geo::point{-86100000, 411500000}));
    EXPECT_EQ(list.attribute_names, (std::vector<std::string>{"seats", "open", "note"}));
    EXPECT_EQ(list.places[0].attributes, (std::vector<std::string>{"12", "true", ""}));
}

TEST(PlacesGeojson, IsKnownByItsFirstCharacterOnStandardInput) {
    EXPECT_EQ(accepted(one_point, "standard input").places.size(), 1U);
}

std::string feature(const std::string& geometry, const std::string& more = "") {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":)" + geometry + more + "}]}";
}

TEST(PlacesGeojson, RefusalsNameTheFeature) {
    const std::string name = "p.geojson";
    EXPECT_THAT(refusal(feature(R"({"type":"Polygon","coordinates":[]})"), name),
                HasSubstr("p.geojson: feature 1: is a Polygon: a list of places needs points"));
    EXPECT_THAT(refusal(feature("null"), name), HasSubstr("feature 1: has no geometry"));
    EXPECT_THAT(refusal(feature(R"({"type":"Point","coordinates":[1]})"), name), HasSubstr("[longitude, latitude]"));
    EXPECT_THAT(refusal(feature(R"({"type":"Point","coordinates":[31,121]})"), name), HasSubstr("swapped?"));
    EXPECT_THAT(refusal(feature(R"({"type":"Point","coordinates":[1,"x"]})"), name),
                HasSubstr("[longitude, latitude]"));
    EXPECT_THAT(refusal(R"({"type":"FeatureCollection","features":[]})", name), HasSubstr("no features"));
    EXPECT_THAT(refusal(R"({"type":"FeatureCollection","features":[7]})", name), HasSubstr("no GeoJSON Feature"));
    EXPECT_THAT(refusal(R"({"type":"Topology"})", name), HasSubstr("no GeoJSON FeatureCollection"));
    EXPECT_THAT(refusal("[1,2]", name), HasSubstr("no GeoJSON FeatureCollection"));
    EXPECT_THAT(refusal("{\n\"type\":\n nonsense}", name), HasSubstr("p.geojson:3: is no JSON"));
    EXPECT_THAT(refusal(std::string(5000, '[') + std::string(5000, ']'), name), HasSubstr("nested too deeply"));
}

TEST(PlacesGeojson, IdsAreUnique) {
    const std::string two = R"({"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":"a"}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":"a"}}]})";
    EXPECT_THAT(refusal(two, "p.json"), HasSubstr("feature 2: the id 'a' was used before, by feature 1"));
}

// Whatever comes in, there is an answer, and a refusal is one line.
TEST(Places, AnyBytesAreAnswered) {
    const auto answered = rc::check([](const std::string& bytes) {
        for (const auto* name : {"p.csv", "p.geojson", "standard input"}) {
            const auto list = parse_places(bytes, name);
            RC_ASSERT(list || list.error().message.find('\n') == std::string::npos);
        }
    });
    EXPECT_TRUE(answered);
}

}  // namespace
}  // namespace yizhan::files
