#include "osm_reader.hpp"
#include "osm_text_file.hpp"
#include "osmium_tool.hpp"

#include <yizhan/streets/import.hpp>
#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

namespace yizhan::streets {
namespace {

constexpr auto no_data = "needs YIZHAN_TEST_DATA with this extract";
constexpr auto no_tool = "needs osmium-tool";

using id_set = std::set<std::int64_t>;

// osmium-tool's view of an extract against ours.
class AgainstOsmiumTool : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        const auto found = real_extract(GetParam());
        YIZHAN_NEED(found, no_data);
        YIZHAN_NEED(has_osmium_tool(), no_tool);
        file = *found;
        auto read = read_osm(file, {}, progress::none());
        ASSERT_TRUE(read.has_value()) << read.error().message;
        ours = std::move(*read);
    }
    [[nodiscard]] std::uint64_t total(const std::string& type) const {
        return std::stoull(osmium_tool("fileinfo -e --no-progress -g data.count." + type + " " + file.string()));
    }
    [[nodiscard]] id_set features(feature_kind kind, osm_kind origin, bool with_rings = false) const {
        const auto all = ours.places.arrays().features;
        id_set ids;
        for (std::size_t i = 0; i + 1 < all.size(); ++i)
            if (all[i].kind == kind && all[i].origin == origin &&
                (!with_rings || all[i].first_ring < all[i + 1].first_ring))
                ids.insert(all[i].id);
        return ids;
    }
    std::filesystem::path file;
    osm_extract ours;
};

TEST_P(AgainstOsmiumTool, counts_all_objects) {
    EXPECT_EQ(ours.counts.nodes, total("nodes"));
    EXPECT_EQ(ours.counts.ways, total("ways"));
    EXPECT_EQ(ours.counts.relations, total("relations"));
}

TEST_P(AgainstOsmiumTool, keeps_the_same_street_ways) {
    auto theirs = ids_with(file,
                           "w/highway!=proposed,construction,planned,abandoned,razed,demolished,disused,no,rest_area,"
                           "services,bus_stop,traffic_island,street_lamp,traffic_signals,toll_gantry,emergency_bay "
                           "w/railway=platform w/public_transport=platform w/route=ferry w/man_made=pier");
    id_set kept;
    for (const auto& w : ours.streets.ways)
        kept.insert(w.id);
    for (const auto& s : ours.streets.squares)
        if (s.id > 0) kept.insert(s.id);
    EXPECT_GT(kept.size(), 100U);
    EXPECT_TRUE(std::ranges::includes(theirs, kept));
    // What is missing was clipped away or has no length.
    EXPECT_LE(theirs.size() - kept.size(),
              ours.counts.degenerate_ways + ours.counts.zero_length_ways + ours.counts.cut_ways);
}

TEST_P(AgainstOsmiumTool, keeps_the_same_points_of_interest) {
    const std::string keys =
        "amenity!=no shop!=no office!=no tourism!=no leisure!=no healthcare!=no craft!=no "
        "railway=station,halt,subway_entrance,tram_stop public_transport=station";
    std::string filters;
    std::istringstream list(keys);
    for (std::string key; list >> key;)
        filters += " n/" + key;
    const auto theirs = ids_with(file, filters);
    auto kept = features(feature_kind::poi, osm_kind::node);
    const auto settled = features(feature_kind::settlement, osm_kind::node);
    kept.insert(settled.begin(), settled.end());
    EXPECT_TRUE(std::ranges::includes(kept, theirs));
}

TEST_P(AgainstOsmiumTool, assembles_the_same_boundaries) {
    const scratch_folder folder;
    const auto part = (folder.path / "part.osm.pbf").string();
    osmium_tool("tags-filter --no-progress " + file.string() + " r/boundary=administrative -o " + part);
    const auto lines =
        osmium_tool("export --no-progress " + part +
                    " --geometry-types=polygon -u type_id -f geojsonseq -x print_record_separator=false");
    std::istringstream areas(lines);
    id_set theirs;
    for (std::string line; std::getline(areas, line);) {
        const auto at = line.find("\"id\":\"a");
        if (at == std::string::npos || line.find("\"boundary\":\"administrative\"") == std::string::npos) continue;
        const auto area = std::stoll(line.substr(at + 7));
        if (area % 2 != 0) theirs.insert((area - 1) / 2);
    }
    EXPECT_EQ(features(feature_kind::boundary, osm_kind::relation, true), theirs);
    auto named = ids_with(file, "r/boundary=administrative");
    for (const auto line : ids_with(file, "r/type=multilinestring"))
        named.erase(line);  // the border between two countries, not an area
    EXPECT_EQ(features(feature_kind::boundary, osm_kind::relation), named);
}

TEST_P(AgainstOsmiumTool, sees_the_same_restrictions) {
    id_set seen;
    for (const auto& r : ours.streets.restrictions)
        seen.insert(r.id);
    EXPECT_EQ(seen.size() + ours.counts.odd_restrictions, ids_with(file, "r/type=restriction").size());
}

INSTANTIATE_TEST_SUITE_P(Extracts, AgainstOsmiumTool,
                         testing::Values("porto.osm.pbf", "porto-center.osm.pbf", "porto-alegre.osm.pbf",
                                         "monaco.osm.pbf", "monaco-lz4.osm.pbf", "helsinki-center.osm.pbf",
                                         "liechtenstein.osm.pbf", "shanghai-jingan.osm", "shenzhen-nanshan-futian.osm"),
                         [](const auto& given) {
                             auto name = given.param.substr(0, given.param.find('.'));
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

class RealExtract : public testing::Test {
protected:
    // The streets file without its header, which carries the hash of the input file.
    [[nodiscard]] std::string imported(const std::filesystem::path& file) const {
        const auto made = import_streets(file, target, {{mode::walk, mode::drive}, "", "", {}}, progress::none());
        EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
        constexpr std::size_t header = 56;
        return bytes_of(target).substr(header);
    }
    scratch_folder folder;
    std::filesystem::path target = folder.path / "x.streets";
};

TEST_F(RealExtract, with_lz4_blobs_is_the_same_as_with_zlib) {
    const auto zlib = real_extract("monaco.osm.pbf");
    const auto lz4 = real_extract("monaco-lz4.osm.pbf");
    YIZHAN_NEED(zlib && lz4, no_data);
    const auto first = imported(*zlib);
    EXPECT_GT(first.size(), 100'000U);
    EXPECT_TRUE(first == imported(*lz4));
}

TEST_F(RealExtract, is_the_same_in_every_format) {
    const auto file = real_extract("monaco.osm.pbf");
    YIZHAN_NEED(file, no_data);
    YIZHAN_NEED(has_osmium_tool(), no_tool);
    const auto first = imported(*file);
    for (const std::string suffix : {"osm", "osm.bz2", "osm.gz", "osm.pbf"}) {
        const auto other = folder.path / ("x." + suffix);
        osmium_tool("cat --no-progress " + file->string() + " -o " + other.string());
        EXPECT_TRUE(first == imported(other)) << suffix;
    }
}

TEST_F(RealExtract, twice_in_one_file_is_the_same_as_once) {
    const auto file = real_extract("monaco.osm.pbf");
    YIZHAN_NEED(file, no_data);
    YIZHAN_NEED(has_osmium_tool(), no_tool);
    const auto first = imported(*file);
    const auto twice = folder.path / "twice.osm.pbf";
    osmium_tool("cat --no-progress " + file->string() + " " + file->string() + " -o " + twice.string());
    EXPECT_TRUE(first == imported(twice));
    EXPECT_GT(read_osm(twice, {}, progress::none())->counts.duplicates, 10'000U);
}

TEST_F(RealExtract, keeps_chinese_names) {
    for (const auto& [name, street] :
         {std::pair{"shanghai-jingan.osm", "淮海中路"}, {"shenzhen-nanshan-futian.osm", "深南大道"}}) {
        const auto file = real_extract(name);
        YIZHAN_NEED(file, no_data);
        ASSERT_FALSE(imported(*file).empty());
        const auto graph = travel_graph::open(target, mode::walk);
        ASSERT_TRUE(graph.has_value()) << graph.error().message;
        bool found = false;
        for (std::uint32_t s = 0; s < graph->summary().segments; ++s)
            found |= graph->name_of(s) == street;
        EXPECT_TRUE(found) << street;
    }
}

// Damage of every kind to a small extract: an import, or one line of error that leaves the target as it was.
class DamagedExtract : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        const auto whole = real_extract("monaco.osm.pbf");
        YIZHAN_NEED(whole, no_data);
        YIZHAN_NEED(has_osmium_tool(), no_tool);
        const auto file = folder.path / ("part." + GetParam());
        osmium_tool("extract --no-progress -b 7.424,43.738,7.426,43.740 " + whole->string() + " -o " + file.string());
        intact = bytes_of(file);
        ASSERT_GT(intact.size(), 2000U);
    }
    // True if it was imported all the same.
    bool survives(const std::string& bytes) {
        const auto target = folder.write("x.streets", "old");
        const auto file = folder.write("damaged." + GetParam(), bytes);
        const auto made = import_streets(file, target, {{mode::walk}, "", "", {}}, progress::none());
        if (made) {
            EXPECT_TRUE(travel_graph::open(target, mode::walk).has_value());
            return true;
        }
        EXPECT_EQ(made.error().code, errc::bad_input) << made.error().message;
        EXPECT_EQ(made.error().message.find('\n'), std::string::npos);
        EXPECT_EQ(bytes_of(target), "old");
        return false;
    }
    scratch_folder folder;
    std::string intact;
};

TEST_P(DamagedExtract, cut_off_anywhere) {
    ASSERT_TRUE(survives(intact));
    int refused = 0;
    constexpr std::size_t cuts = 120;
    for (std::size_t i = 0; i < cuts; ++i)
        refused += survives(intact.substr(0, intact.size() * i / cuts)) ? 0 : 1;
    EXPECT_GE(refused, 100);  // only a cut between blocks, with streets before it, cannot be seen
}

TEST_P(DamagedExtract, with_bytes_changed) {
    std::mt19937 random(20261123);
    for (int round = 0; round < 200; ++round) {
        auto bytes = intact;
        for (auto changes = 1 + random() % 3; changes > 0; --changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        std::ignore = survives(bytes);
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, DamagedExtract, testing::Values("osm.pbf", "osm", "osm.bz2", "osm.gz"),
                         [](const auto& given) {
                             auto name = given.param;
                             std::ranges::replace(name, '.', '_');
                             return name;
                         });

}  // namespace
}  // namespace yizhan::streets
