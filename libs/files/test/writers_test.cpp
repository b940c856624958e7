#include <yizhan/files/csv.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/output.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/files/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

namespace yizhan::files {
namespace {

using nlohmann::json;

std::string written(const std::function<void(json_writer&)>& write) {
    std::string text;
    json_writer writer([&](std::string_view part) { text += part; });
    write(writer);
    writer.finish();
    return text;
}

TEST(JsonWriter, ObjectsArraysAndValues) {
    const auto text = written([](json_writer& to) {
        to.begin_object();
        to.member("a", 1);
        to.member("b", true);
        to.key("c");
        to.begin_array();
        to.value("x");
        to.null();
        to.fixed(1.50004, 3);
        to.value(std::numeric_limits<double>::quiet_NaN());
        to.end_array();
        to.end_object();
    });
    EXPECT_EQ(text, "{\"a\":1,\"b\":true,\"c\":[\"x\",null,1.5,null]}\n");
}

TEST(JsonWriter, AnyTextReadsBack) {
    EXPECT_TRUE(rc::check([](const std::string& bytes) {
        const auto text = written([&](json_writer& to) { to.value(bytes); });
        const auto back = json::parse(text).get<std::string>();
        if (!first_invalid_utf8(bytes)) RC_ASSERT(back == bytes);
    }));
    EXPECT_EQ(written([](json_writer& to) { to.value("\"\\\n\x01/é驿\xFF"); }),
              "\"\\\"\\\\\\n\\u0001/é驿\xEF\xBF\xBD\"\n");
}

TEST(JsonWriter, DegreesAreExact) {
    EXPECT_EQ(degrees_text(413412750), "41.341275");
    EXPECT_EQ(degrees_text(-86100000), "-8.61");
    EXPECT_EQ(degrees_text(-1), "-0.0000001");
    EXPECT_EQ(degrees_text(0), "0");
    EXPECT_EQ(degrees_text(1800000000), "180");
    EXPECT_TRUE(rc::check([](std::int32_t coordinate) {
        const auto back = parse_number(degrees_text(coordinate));
        RC_ASSERT(back && std::llround(*back * 1e7) == coordinate);
    }));
}

TEST(JsonWriter, FixedTexts) {
    EXPECT_EQ(fixed_text(2.0, 3), "2");
    EXPECT_EQ(fixed_text(-0.0001, 2), "0");
    EXPECT_EQ(fixed_text(100, 0), "100");
    EXPECT_EQ(fixed_text(12.345, 1), "12.3");
}

TEST(GeojsonWriter, AreasLinesAndPoints) {
    geo::multipolygon area;
    area.points = {{0, 0}, {10, 0}, {10, 10}, {4, 4}, {4, 5}, {5, 5}, {20, 20}, {30, 20}, {30, 30}};
    area.rings = {{0, 3, true}, {3, 3, false}, {6, 3, true}};
    const std::vector<geo::point> points{{0, 0}, {1, 1}, {2, 2}, {3, 3}};
    const std::vector<std::uint32_t> first{0, 2, 4};
    std::string text;
    json_writer to([&](std::string_view part) { text += part; });
    geojson_writer writer(to);
    writer.begin_feature("a");
    writer.area(area);
    writer.property("name", "驿站");
    writer.end_feature();
    writer.begin_feature();
    writer.multi_line(points, first);
    writer.end_feature();
    writer.begin_feature();
    writer.point({-86100000, 411500000});
    writer.fixed_property("n", 1.25, 1);
    writer.end_feature();
    writer.finish();

    const auto read = json::parse(text);
    EXPECT_EQ(read["attribution"], osm_attribution);
    const auto& features = read["features"];
    ASSERT_EQ(features.size(), 3U);
    EXPECT_EQ(features[0]["id"], "a");
    EXPECT_EQ(features[0]["properties"]["name"], "驿站");
    const auto& polygons = features[0]["geometry"]["coordinates"];
    ASSERT_EQ(polygons.size(), 2U);
    EXPECT_EQ(polygons[0].size(), 2U);
    EXPECT_EQ(polygons[0][1].front(), polygons[0][1].back());
    EXPECT_EQ(features[1]["geometry"]["coordinates"].size(), 2U);
    EXPECT_FALSE(features[1].contains("id"));
    EXPECT_EQ(features[2]["geometry"]["coordinates"], json({-8.61, 41.15}));
}

TEST(Csv, FieldsReadBack) {
    EXPECT_TRUE(rc::check([](const std::vector<std::string>& fields) {
        RC_PRE(fields.size() > 1);
        std::string line;
        for (const auto& field : fields) {
            if (!line.empty() || &field != &fields.front()) line += ',';
            append_csv_field(line, field);
        }
        csv_reader reader(line, "t", ',');
        csv_record record;
        const auto read = reader.next(record);
        RC_ASSERT(read.has_value());
        RC_ASSERT(record.fields == fields);
    }));
}

TEST(Csv, DetectsDelimiters) {
    EXPECT_EQ(detect_delimiter("a;b;c\n1,2,3,4,5"), ';');
    EXPECT_EQ(detect_delimiter("\"a;b;c\",d\n"), ',');
    EXPECT_EQ(detect_delimiter("a\tb"), '\t');
    EXPECT_EQ(detect_delimiter("a"), ',');
}

TEST(Text, Utf8AsRfc3629HasIt) {
    for (const std::string good : {"", "a", "é", "驿", "😀", "\xF4\x8F\xBF\xBF"})
        EXPECT_FALSE(first_invalid_utf8(good)) << good;
    for (const std::string bad :
         {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE9\xA9", "\xFF"})
        EXPECT_EQ(first_invalid_utf8("ok" + bad), 2U);
}

TEST(Text, WidthsOnATerminal) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("驿站"), 4U);
    EXPECT_EQ(display_width("（Ａ）"), 6U);
    EXPECT_EQ(display_width("한글"), 4U);
    EXPECT_EQ(display_width("e\xCC\x81"), 1U);
    EXPECT_EQ(display_width("Łódź"), 4U);
}

TEST(Text, PrintableTakesControlsOut) {
    EXPECT_EQ(printable("a\x1B[31mb\nc\xFF"), "a\uFFFD[31mb\uFFFDc\uFFFD");
    EXPECT_EQ(printable("驿站 é"), "驿站 é");
}

TEST(Table, ColumnsLineUp) {
    text_table table({{"name"}, {"m", text_table::side::right}});
    table.add({"驿站", "5"});
    table.add({"abc", "1234"});
    EXPECT_EQ(table.text(), "name     m\n驿站     5\nabc   1234\n");
}

class Output : public testing::Test {
protected:
    void SetUp() override {
        folder = std::filesystem::temp_directory_path() / ("yizhan-output-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] static std::string content(const std::filesystem::path& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::filesystem::path folder;
};

TEST_F(Output, FileAppearsWhenFinished) {
    const auto path = folder / "a.txt";
    {
        auto out = output::to(path.string());
        ASSERT_TRUE(out);
        out->put(std::string(200'000, 'x'));
        EXPECT_FALSE(std::filesystem::exists(path));
        ASSERT_TRUE(out->finish());
    }
    EXPECT_EQ(content(path).size(), 200'000U);
}

TEST_F(Output, DroppedItLeavesNothing) {
    {
        auto out = output::to((folder / "a.txt").string());
        ASSERT_TRUE(out);
        out->put("x");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(Output, LinksStayLinksAndDevicesDevices) {
    std::filesystem::create_symlink(folder / "target.txt", folder / "link.txt");
    std::ofstream(folder / "target.txt") << "old";
    auto out = output::to((folder / "link.txt").string());
    ASSERT_TRUE(out);
    out->put("new");
    ASSERT_TRUE(out->finish());
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.txt"));
    EXPECT_EQ(content(folder / "target.txt"), "new");

    auto full = output::to("/dev/full");
    ASSERT_TRUE(full);
    full->put("x");
    const auto done = full->finish();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, errc::io);
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST_F(Output, RefusesFoldersAndUnknownEndings) {
    EXPECT_EQ(output::to(folder.string()).error().code, errc::bad_call);
    EXPECT_FALSE(output::to((folder / "no" / "such.txt").string()));
    constexpr std::array formats{output_format::geojson, output_format::csv};
    EXPECT_EQ(*format_of("a/b.CSV", formats, "x"), output_format::csv);
    const auto refused = format_of("a.gpkg", formats, "isochrones");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::bad_call);
    EXPECT_EQ(refused.error().message,
              "cannot write isochrones to a.gpkg: let the file's name end in .geojson or .csv");
}

}  // namespace
}  // namespace yizhan::files
