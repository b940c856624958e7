#include "osm_text_file.hpp"

#include <yizhan/streets/import.hpp>
#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <zlib.h>

#include <csignal>
#include <cstdlib>
#include <random>

namespace yizhan::streets {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string small_city = node(1, 0, 0) + node(2, 0.001, 0) + node(3, 0.002, 0.001) + node(4, 0.002, 0) +
                               node(5, 0.001, 0.001, 1, {{"amenity", "cafe"}, {"name", "咖啡"}}) +
                               way(10, {1, 2, 3}, {{"highway", "residential"}, {"name", "解放路"}}) +
                               way(11, {2, 4}, {{"highway", "footway"}});

class Import : public testing::Test {
protected:
    result<import_report> import(const std::filesystem::path& file, std::vector<mode> modes = {mode::walk, mode::drive},
                                 progress& watch = progress::none()) {
        return import_streets(file, target, {std::move(modes), "", "city.toml", {}}, watch);
    }
    // Imports bytes under a name; expects one line of error that leaves the target as it was.
    error refused(const std::string& name, std::string_view bytes) { return refused(folder.write(name, bytes)); }
    error refused(const std::filesystem::path& file) {
        folder.write("x.streets", "old");
        const auto made = import(file);
        EXPECT_FALSE(made.has_value()) << file;
        EXPECT_EQ(bytes_of(target), "old");
        if (made) return {};
        EXPECT_THAT(made.error().message, HasSubstr(file.string()));
        EXPECT_THAT(made.error().message, Not(HasSubstr("\n")));
        EXPECT_LT(made.error().message.size(), 400U) << made.error().message;
        return made.error();
    }
    [[nodiscard]] std::vector<std::filesystem::path> leftovers() const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path))
            if (is_temporary_of_atomic_file(entry.path())) found.push_back(entry.path());
        return found;
    }
    scratch_folder folder;
    std::filesystem::path target = folder.path / "x.streets";
};

TEST_F(Import, writes_graphs_and_places_that_open) {
    const auto report = import(folder.write("x.osm", osm_document(small_city)));
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_GT(report->peak_memory_bytes, 1U << 20);
    const auto walk = travel_graph::open(target, mode::walk);
    ASSERT_TRUE(walk.has_value()) << walk.error().message;
    EXPECT_EQ(walk->summary().segments, 3U);
    const auto drive = travel_graph::open(target, mode::drive);
    ASSERT_TRUE(drive.has_value());
    EXPECT_EQ(drive->summary().segments, 1U);
    EXPECT_EQ(travel_graph::open(target, mode::bike).error().code, errc::not_found);
    const auto kept = places::open(target);
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->name(kept->find(feature_kind::poi).at(0)), "咖啡");
}

TEST_F(Import, reports_progress_by_bytes_then_stages) {
    class recorder final : public progress {
    public:
        void at(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
            if (stages.empty() || stages.back() != stage) {
                stages.emplace_back(stage);
                last = 0;
            }
            EXPECT_LE(done, total);
            EXPECT_LE(last, done) << stage;
            last = done;
            complete = done == total;
        }
        std::vector<std::string> stages;
        std::uint64_t last = 0;
        bool complete = false;
    } watch;
    ASSERT_TRUE(import(folder.write("x.osm", osm_document(small_city)), {mode::walk, mode::bike}, watch).has_value());
    EXPECT_THAT(watch.stages, testing::ElementsAre("reading relations", "reading ways", "reading nodes",
                                                   "sorting streets and places", "building travel graphs", "writing"));
    EXPECT_TRUE(watch.complete);
}

TEST_F(Import, gives_the_same_bytes_for_any_order_of_modes_and_objects) {
    ASSERT_TRUE(import(folder.write("x.osm", osm_document(small_city))).has_value());
    const auto first = bytes_of(target);
    ASSERT_TRUE(import(folder.path / "x.osm", {mode::drive, mode::walk, mode::drive}).has_value());
    EXPECT_EQ(bytes_of(target), first);
}

TEST_F(Import, carries_the_hash_of_its_inputs) {
    const auto inputs = [&](const import_options& options) {
        EXPECT_TRUE(import_streets(folder.path / "x.osm", target, options, progress::none()).has_value());
        const auto written = section_file::open(target, travel_graph::file_kind, travel_graph::file_version)->inputs();
        EXPECT_EQ(hash_of_inputs(folder.path / "x.osm", options).value(), written);
        return written;
    };
    folder.write("x.osm", osm_document(small_city));
    const import_options walk{{mode::walk}, "", "city.toml", {}};
    const auto first = inputs(walk);
    EXPECT_EQ(inputs(walk), first);
    EXPECT_NE(inputs({{mode::bike}, "", "city.toml", {}}), first);
    auto window = walk;
    window.window = geo::box{geo::point::from_degrees(-1, -1), geo::point::from_degrees(1, 1)};
    EXPECT_NE(inputs(window), first);
    folder.write("x.osm", osm_document(small_city + node(99, 0, 0)));
    EXPECT_NE(inputs(walk), first);
}

TEST_F(Import, refuses_what_is_no_extract) {
    EXPECT_THAT(refused("x.osm.pbf", "").message, HasSubstr("is empty"));
    EXPECT_THAT(refused("x.osm.pbf", "\x89PNG\r\n\x1a\n0000").message, HasSubstr("PNG image"));
    EXPECT_THAT(refused("x.osm", "<!DOCTYPE html><html><body>not found</body></html>").message, HasSubstr("web page"));
    EXPECT_THAT(refused("x.osm", "{\"type\":\"FeatureCollection\"}").message, HasSubstr("JSON"));
    EXPECT_THAT(refused("x.osm.bz2", osm_document(small_city)).message, HasSubstr("rename"));
    EXPECT_THAT(refused("x.osm", "<gpx version=\"1.1\"></gpx>").message, HasSubstr("gpx"));
    EXPECT_THAT(refused("x.shp", osm_document(small_city)).message, HasSubstr(".osm.pbf"));
    EXPECT_THAT(refused(folder.path).message, HasSubstr("folder"));
    EXPECT_EQ(refused("x.osm", "<osm").code, errc::bad_input);
    EXPECT_EQ(refused("x.osm", "<osm version=\"0.5\"></osm>").code, errc::bad_input);
    EXPECT_EQ(refused("x.osm", osm_document(small_city).substr(0, 300)).code, errc::bad_input);
    EXPECT_EQ(refused(folder.path / "absent.osm.pbf").code, errc::not_found);
}

TEST_F(Import, refuses_an_extract_without_streets) {
    for (const auto& body :
         {std::string(), node(1, 0, 0), node(1, 0, 0) + node(2, 1, 0) + way(3, {1, 2}, {{"waterway", "river"}})}) {
        const auto why = refused("x.osm", osm_document(body));
        EXPECT_EQ(why.code, errc::bad_input);
        EXPECT_THAT(why.message, HasSubstr("no street"));
    }
}

TEST_F(Import, refuses_bad_overrides_before_reading) {
    folder.write("x.streets", "old");
    const auto made = import_streets(folder.write("x.osm", osm_document(small_city)), target,
                                     {{mode::walk}, "[modes.walk]\nwings = true\n", "my.toml", {}}, progress::none());
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, errc::bad_call);
    EXPECT_THAT(made.error().message, HasSubstr("my.toml"));
    EXPECT_EQ(bytes_of(target), "old");
    EXPECT_EQ(import(folder.path / "x.osm", {}).error().code, errc::bad_call);
}

TEST_F(Import, refuses_entities) {
    const auto bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE osm [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
        "<osm version=\"0.6\"><node id=\"1\" lon=\"&b;\" lat=\"0\"/></osm>";
    EXPECT_EQ(refused("x.osm", bomb).code, errc::bad_input);
}

TEST_F(Import, refuses_packed_text_of_absurd_size) {
    const auto file = folder.path / "bomb.osm.gz";
    gzFile packed = ::gzopen(file.c_str(), "wb");
    const std::string start = "<osm version=\"0.6\">" + small_city;
    ::gzwrite(packed, start.data(), static_cast<unsigned>(start.size()));
    const std::string blanks(1 << 20, ' ');
    for (int i = 0; i < 140; ++i)
        ::gzwrite(packed, blanks.data(), static_cast<unsigned>(blanks.size()));
    ::gzclose(packed);
    const auto why = refused(file);
    EXPECT_EQ(why.code, errc::bad_input);
    EXPECT_THAT(why.message, HasSubstr("times its size"));
}

// In a child whose files may not grow beyond a few kilobytes: the disk is full.
TEST_F(Import, leaves_the_old_file_when_the_disk_is_full) {
    const auto file = folder.write("x.osm", osm_document(small_city));
    folder.write("x.streets", "old");
    const auto child = ::fork();
    if (child == 0) {
        std::ignore = ::signal(SIGXFSZ, SIG_IGN);
        const rlimit few{2048, 2048};
        ::setrlimit(RLIMIT_FSIZE, &few);
        const auto made = import(file);
        ::_exit(!made && made.error().code == errc::io ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(bytes_of(target), "old");
    EXPECT_TRUE(leftovers().empty());
}

TEST_F(Import, names_the_folder_that_cannot_be_written) {
    const auto file = folder.write("x.osm", osm_document(small_city));
    const auto made =
        import_streets(file, folder.path / "absent" / "x.streets", {{mode::walk}, "", "", {}}, progress::none());
    ASSERT_FALSE(made.has_value());
    EXPECT_THAT(made.error().message, HasSubstr("absent"));
}

}  // namespace
}  // namespace yizhan::streets
