#include "osm_reader.hpp"

#include "osm_text_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace yizhan::streets {
namespace {

class Reader : public testing::Test {
protected:
    // Nodes 1..9 in a row, 100 m apart.
    static std::string row() {
        std::string text;
        for (int i = 1; i <= 9; ++i)
            text += node(i, 0.001 * i, 0.0);
        return text;
    }
    [[nodiscard]] osm_extract read(const std::string& body, std::optional<geo::box> window = {}) const {
        auto made = read_osm(folder.write("x.osm", osm_document(body)), window, progress::none());
        EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
        return made ? std::move(*made) : osm_extract{};
    }
    static std::vector<std::int64_t> ids_of(const raw_extract& streets, const raw_extract::way& way) {
        std::vector<std::int64_t> ids;
        for (std::uint32_t i = 0; i < way.ref_count; ++i)
            ids.push_back(streets.nodes[streets.refs[way.first_ref + i]].id);
        return ids;
    }
    using ids = std::vector<std::int64_t>;
    scratch_folder folder;
};

TEST_F(Reader, keeps_a_street_with_its_tags_and_nodes) {
    const auto x = read(row() + way(5, {1, 2, 3}, {{"highway", "residential"}, {"name", "解放路"}}));
    ASSERT_EQ(x.streets.ways.size(), 1U);
    const auto& street = x.streets.ways[0];
    EXPECT_EQ(street.id, 5);
    EXPECT_FALSE(street.closed);
    EXPECT_EQ(ids_of(x.streets, street), (ids{1, 2, 3}));
    EXPECT_EQ(x.streets.tags.get(street.tags, "name"), "解放路");
    EXPECT_EQ(x.streets.nodes.size(), 3U);
    EXPECT_EQ(x.streets.nodes[1].at, geo::point::from_degrees(0.002, 0));
    EXPECT_EQ(x.counts.nodes, 9U);
    EXPECT_EQ(x.counts.street_ways, 1U);
}

TEST_F(Reader, does_not_care_for_the_order_of_objects) {
    const auto street = way(5, {1, 2, 3}, {{"highway", "residential"}});
    const auto boundary = relation(8, {{"way", 6, "outer"}}, {{"type", "boundary"}, {"boundary", "administrative"}});
    const auto ring = way(6, {1, 2, 11, 1}, {});
    const auto top = node(11, 0.001, 0.01);
    const auto a = read(row() + top + street + ring + boundary);
    const auto b = read(boundary + ring + street + top + row());
    EXPECT_EQ(a.counts.boundaries, 1U);
    EXPECT_EQ(b.counts.boundaries, 1U);
    EXPECT_EQ(ids_of(a.streets, a.streets.ways.at(0)), ids_of(b.streets, b.streets.ways.at(0)));
}

TEST_F(Reader, takes_negative_ids) {
    const auto x = read(node(-1, 0, 0) + node(-2, 0.001, 0) + way(-7, {-1, -2}, {{"highway", "path"}}));
    ASSERT_EQ(x.streets.ways.size(), 1U);
    EXPECT_EQ(ids_of(x.streets, x.streets.ways[0]), (ids{-1, -2}));
    EXPECT_EQ(x.counts.duplicates, 0U);
}

TEST_F(Reader, cuts_ways_at_missing_nodes) {
    const auto x = read(row() + way(5, {1, 2, 77, 3, 4, 78}, {{"highway", "path"}}) +
                        way(6, {5, 77, 6}, {{"highway", "path"}}) + way(7, {77, 78}, {{"highway", "path"}}));
    ASSERT_EQ(x.streets.ways.size(), 2U);
    EXPECT_EQ(ids_of(x.streets, x.streets.ways[0]), (ids{1, 2}));
    EXPECT_EQ(ids_of(x.streets, x.streets.ways[1]), (ids{3, 4}));
    EXPECT_EQ(x.counts.missing_refs, 5U);
    EXPECT_EQ(x.counts.cut_ways, 3U);
    EXPECT_EQ(x.counts.degenerate_ways, 2U);  // both ends of 6
}

TEST_F(Reader, drops_degenerate_and_zero_length_ways) {
    const auto x =
        read(row() + node(20, 0.001, 0.0) + way(4, {1, 2}, {{"highway", "path"}}) + way(5, {1}, {{"highway", "path"}}) +
             way(6, {}, {{"highway", "path"}}) + way(7, {1, 20}, {{"highway", "path"}}) +
             way(8, {2, 2}, {{"highway", "path"}}) + way(9, {3, 3, 4}, {{"highway", "path"}}));
    ASSERT_EQ(x.streets.ways.size(), 2U);
    EXPECT_EQ(ids_of(x.streets, x.streets.ways[1]), (ids{3, 4}));
    EXPECT_EQ(x.counts.degenerate_ways, 3U);
    EXPECT_EQ(x.counts.zero_length_ways, 1U);
    EXPECT_EQ(x.counts.repeated_refs, 2U);
}

TEST_F(Reader, treats_nodes_without_a_usable_position_as_missing) {
    for (const std::string bad : {R"(lon="0.004" lat="95")", R"(lon="999" lat="0")", R"(lon="181" lat="0")",
                                  R"(lon="nan" lat="0")", R"(lon="" lat="")", R"(lon='-1e9' lat='0')"}) {
        const auto x = read(row() + "<node id=\"30\" version=\"1\" " + bad + "/>" +
                            way(5, {1, 2, 30, 3, 4}, {{"highway", "path"}}));
        EXPECT_EQ(x.streets.ways.size(), 2U) << bad;
        EXPECT_EQ(x.counts.nodes_out_of_range, 1U) << bad;
        EXPECT_EQ(x.counts.nodes, 10U) << bad;
    }
    const auto x = read(row() + "<node id=\"30\" version=\"1\"/>" + way(5, {1, 30, 3, 4}, {{"highway", "path"}}));
    EXPECT_EQ(x.counts.nodes_without_place, 1U);
    EXPECT_EQ(x.streets.ways.size(), 1U);
}

TEST_F(Reader, uses_the_highest_version_else_the_last) {
    const auto older = way(5, {1, 2}, {{"highway", "path"}}, 1);
    const auto newer = way(5, {1, 2, 3}, {{"highway", "path"}}, 2);
    for (const auto& text : {older + newer, newer + older}) {
        const auto x = read(row() + text);
        ASSERT_EQ(x.streets.ways.size(), 1U);
        EXPECT_EQ(x.streets.ways[0].ref_count, 3U);
        EXPECT_EQ(x.counts.duplicates, 1U);
    }
    const auto x = read(row() + older + way(5, {1, 2, 3, 4}, {{"highway", "path"}}, 1));
    EXPECT_EQ(x.streets.ways.at(0).ref_count, 4U);
    const auto moved = read(row() + node(2, 0.5, 0.5, 1) + older);
    EXPECT_EQ(moved.streets.nodes.at(1).at, geo::point::from_degrees(0.5, 0.5));
    EXPECT_EQ(moved.counts.duplicates, 1U);
}

TEST_F(Reader, lets_a_newer_version_without_interest_replace_an_older_one) {
    const auto other = way(9, {3, 4}, {{"highway", "path"}});
    const auto x =
        read(row() + way(5, {1, 2}, {{"highway", "path"}}, 1) + way(5, {1, 2}, {{"waterway", "ditch"}}, 2) + other);
    ASSERT_EQ(x.streets.ways.size(), 1U);
    EXPECT_EQ(x.streets.ways[0].id, 9);
    EXPECT_EQ(x.counts.duplicates, 1U);
}

TEST_F(Reader, leaves_deleted_objects_out) {
    const auto gone = R"(<way id="5" version="3" visible="false"/><node id="2" version="3" visible="false"/>)";
    const auto x =
        read(row() + way(4, {1, 2, 3, 4}, {{"highway", "path"}}) + way(5, {1, 2}, {{"highway", "path"}}) + gone);
    ASSERT_EQ(x.streets.ways.size(), 1U);
    EXPECT_EQ(ids_of(x.streets, x.streets.ways[0]), (ids{3, 4}));  // node 2 is gone
    EXPECT_EQ(x.counts.deleted, 2U);
}

TEST_F(Reader, keeps_only_the_node_tags_that_rules_look_at) {
    const auto x =
        read(node(1, 0, 0) +
             node(2, 0.001, 0, 1, {{"barrier", "gate"}, {"foot", "yes"}, {"note", "old"}, {"amenity", "bench"}}) +
             way(5, {1, 2}, {{"highway", "path"}}));
    const auto& gate = x.streets.nodes.at(1);
    EXPECT_EQ(gate.tags.count, 2U);
    EXPECT_EQ(x.streets.tags.get(gate.tags, "barrier"), "gate");
    EXPECT_EQ(x.streets.tags.get(gate.tags, "foot"), "yes");
    EXPECT_EQ(x.streets.nodes.at(0).tags.count, 0U);
    EXPECT_EQ(x.counts.pois, 1U);
}

TEST_F(Reader, tells_streets_from_what_is_none) {
    const auto x = read(row() + way(1, {1, 2}, {{"highway", "proposed"}}) + way(2, {1, 2}, {{"waterway", "river"}}) +
                        way(3, {1, 2}, {{"route", "ferry"}}) + way(4, {1, 2}, {{"railway", "platform"}}) +
                        way(5, {1, 2}, {{"public_transport", "platform"}}) + way(6, {1, 2}, {{"railway", "rail"}}) +
                        way(7, {1, 2}, {{"highway", "motorway"}}));
    std::set<std::int64_t> kept;
    for (const auto& w : x.streets.ways)
        kept.insert(w.id);
    EXPECT_EQ(kept, (std::set<std::int64_t>{3, 4, 5, 7}));
}

const std::string square_corners = node(21, 0, 0) + node(22, 0.001, 0) + node(23, 0.001, 0.001) + node(24, 0, 0.001);

TEST_F(Reader, makes_squares_of_closed_ways_that_are_areas) {
    const tag_list area{{"highway", "pedestrian"}, {"area", "yes"}};
    const auto x = read(square_corners + row() + way(5, {21, 22, 23, 24, 21}, area) +
                        way(6, {21, 22, 23, 24, 21}, {{"highway", "pedestrian"}}) + way(7, {21, 22, 99, 24, 21}, area));
    ASSERT_EQ(x.streets.squares.size(), 1U);
    EXPECT_EQ(x.streets.squares[0].id, 5);
    ASSERT_EQ(x.streets.squares[0].rings.size(), 1U);
    EXPECT_EQ(x.streets.squares[0].rings[0].size(), 5U);
    EXPECT_EQ(x.streets.squares[0].rings[0].front(), x.streets.squares[0].rings[0].back());
    ASSERT_EQ(x.streets.ways.size(), 3U);  // 6 as a loop, the two sides of 7
    EXPECT_TRUE(x.streets.ways[0].closed);
    EXPECT_EQ(x.streets.ways[1].id, 7);
    EXPECT_EQ(x.streets.ways[2].id, 7);
}

TEST_F(Reader, assembles_squares_of_multipolygons) {
    const auto hole = node(31, 0.0004, 0.0004) + node(32, 0.0006, 0.0004) + node(33, 0.0005, 0.0006);
    const auto rings = way(5, {21, 22, 23}, {}) + way(6, {23, 24, 21}, {}) + way(7, {31, 32, 33, 31}, {});
    const auto square = relation(9, {{"way", 5, "outer"}, {"way", 6, "outer"}, {"way", 7, "inner"}},
                                 {{"type", "multipolygon"}, {"highway", "pedestrian"}});
    const auto x = read(square_corners + hole + rings + square);
    ASSERT_EQ(x.streets.squares.size(), 1U);
    EXPECT_EQ(x.streets.squares[0].id, -9);
    ASSERT_EQ(x.streets.squares[0].rings.size(), 2U);
    EXPECT_EQ(x.streets.squares[0].rings[0].size() + x.streets.squares[0].rings[1].size(), 9U);
    const auto broken =
        read(square_corners + row() + way(5, {21, 22, 23}, {}) + square + way(1, {1, 2}, {{"highway", "path"}}));
    EXPECT_EQ(broken.streets.squares.size(), 0U);
    EXPECT_EQ(broken.counts.broken_squares, 1U);
}

TEST_F(Reader, reads_restrictions) {
    const auto ways = way(1, {1, 2}, {{"highway", "primary"}}) + way(2, {2, 3}, {{"highway", "primary"}}) +
                      way(3, {3, 4}, {{"highway", "primary"}});
    const auto x = read(
        row() + ways +
        relation(1, {{"way", 1, "from"}, {"node", 2, "via"}, {"way", 2, "to"}},
                 {{"type", "restriction"}, {"restriction", "no_left_turn"}, {"except", "bicycle;psv"}}) +
        relation(2, {{"way", 1, "from"}, {"way", 2, "via"}, {"way", 3, "to"}},
                 {{"type", "restriction"}, {"restriction:motorcar", "only_straight_on"}}) +
        relation(3, {{"way", 1, "from"}, {"node", 2, "via"}}, {{"type", "restriction"}, {"restriction", "no_u_turn"}}) +
        relation(4, {{"way", 1, "from"}, {"way", 3, "from"}, {"node", 2, "via"}, {"way", 2, "to"}},
                 {{"type", "restriction"}, {"restriction", "no_entry"}}));
    ASSERT_EQ(x.streets.restrictions.size(), 4U);
    EXPECT_EQ(x.streets.restrictions[0].kind, "no_left_turn");
    EXPECT_EQ(x.streets.restrictions[0].except, "bicycle;psv");
    EXPECT_EQ(x.streets.restrictions[0].via_node, 2);
    EXPECT_EQ(x.streets.restrictions[1].kind, "only_straight_on");
    EXPECT_EQ(x.streets.restrictions[1].via_ways, (ids{2}));
    EXPECT_EQ(x.streets.restrictions[2].from_way, 1);
    EXPECT_EQ(x.streets.restrictions[3].from_way, 3);
    EXPECT_EQ(x.counts.odd_restrictions, 1U);
}

TEST_F(Reader, leaves_out_what_has_no_node_in_the_window) {
    const geo::box window{geo::point::from_degrees(0.0005, -0.1), geo::point::from_degrees(0.0035, 0.1)};
    const auto x =
        read(row() + way(1, {3, 4, 5}, {{"highway", "path"}}) + way(2, {4, 5}, {{"highway", "path"}}) +
                 node(40, 0.002, 0.001, 1, {{"amenity", "cafe"}}) + node(41, 0.5, 0, 1, {{"amenity", "cafe"}}),
             window);
    ASSERT_EQ(x.streets.ways.size(), 1U);
    EXPECT_EQ(x.streets.ways[0].id, 1);
    EXPECT_EQ(x.counts.pois, 1U);
    EXPECT_EQ(x.counts.outside_window, 2U);
}

}  // namespace
}  // namespace yizhan::streets
