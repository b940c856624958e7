#include "ascii_map.hpp"

#include <gtest/gtest.h>

namespace yizhan::streets::testing {
namespace {

// A way of one kilometre with some tags, and the speeds along and against its drawing; 0: closed.
struct way_case {
    mode travel;
    tag_list tags;
    double along;
    double against;
};

std::string described(const way_case& c) {
    std::string text(name_of(c.travel));
    for (const auto& [key, value] : c.tags)
        text += " " + key + "=" + value;
    return text;
}

class OneWay : public ::testing::TestWithParam<way_case> {};

TEST_P(OneWay, has_the_speeds_of_its_tags) {
    const auto map = ascii_map("A---------B").way("AB", GetParam().tags);
    const travelled_map city(map, GetParam().travel);
    const auto kmh = [&](char from, char to) {
        const auto seconds = city.seconds(from, to);
        return seconds ? map.metres('A', 'B') / *seconds * 3.6 : 0;
    };
    EXPECT_NEAR(kmh('A', 'B'), GetParam().along, 0.001) << described(GetParam());
    EXPECT_NEAR(kmh('B', 'A'), GetParam().against, 0.001) << described(GetParam());
}

constexpr auto walk = mode::walk;
constexpr auto ebike = mode::ebike;
constexpr auto bike = mode::bike;
constexpr auto drive = mode::drive;

way_case both(mode m, tag_list tags, double kmh) {
    return {m, std::move(tags), kmh, kmh};
}
way_case open_to_walkers(tag_list tags) {
    return both(walk, std::move(tags), 4.8);
}
way_case closed(mode m, tag_list tags) {
    return both(m, std::move(tags), 0);
}

INSTANTIATE_TEST_SUITE_P(
    WalkOpen, OneWay,
    ::testing::Values(open_to_walkers({{"highway", "footway"}}), open_to_walkers({{"highway", "path"}}),
                      open_to_walkers({{"highway", "pedestrian"}}), open_to_walkers({{"highway", "steps"}}),
                      open_to_walkers({{"highway", "footway"}, {"footway", "sidewalk"}}),
                      open_to_walkers({{"highway", "footway"}, {"footway", "crossing"}}),
                      open_to_walkers({{"highway", "residential"}}), open_to_walkers({{"highway", "service"}}),
                      open_to_walkers({{"highway", "track"}}), open_to_walkers({{"highway", "cycleway"}}),
                      open_to_walkers({{"highway", "primary"}}), open_to_walkers({{"highway", "corridor"}}),
                      open_to_walkers({{"highway", "platform"}}), open_to_walkers({{"railway", "platform"}}),
                      open_to_walkers({{"public_transport", "platform"}}), open_to_walkers({{"man_made", "pier"}}),
                      open_to_walkers({{"highway", "trunk"}}),
                      open_to_walkers({{"highway", "motorway"}, {"foot", "yes"}}),
                      open_to_walkers({{"highway", "motorway"}, {"sidewalk", "both"}}),
                      open_to_walkers({{"highway", "motorway"}, {"sidewalk:left", "yes"}}),
                      open_to_walkers({{"highway", "motorway"}, {"foot", "designated"}}),
                      open_to_walkers({{"highway", "bridleway"}, {"foot", "yes"}}),
                      open_to_walkers({{"highway", "residential"}, {"access", "private"}, {"foot", "yes"}}),
                      open_to_walkers({{"highway", "residential"}, {"access", "no"}, {"foot", "permissive"}}),
                      open_to_walkers({{"highway", "service"}, {"access", "destination"}}),
                      open_to_walkers({{"highway", "service"}, {"access", "customers"}}),
                      open_to_walkers({{"highway", "residential"}, {"vehicle", "no"}}),
                      open_to_walkers({{"highway", "residential"}, {"motor_vehicle", "no"}}),
                      open_to_walkers({{"highway", "residential"}, {"foot", "unheard_of"}}),
                      open_to_walkers({{"highway", "residential;service"}}),
                      open_to_walkers({{"highway", "residential"}, {"oneway", "yes"}}),
                      open_to_walkers({{"highway", "pedestrian"}, {"oneway", "yes"}}),
                      open_to_walkers({{"highway", "footway"}, {"oneway", "yes"}, {"bicycle", "designated"}}),
                      open_to_walkers({{"highway", "footway"}, {"oneway", "yes"}, {"oneway:foot", "no"}}),
                      open_to_walkers({{"highway", "residential"}, {"maxspeed", "3"}})));

INSTANTIATE_TEST_SUITE_P(
    WalkClosed, OneWay,
    ::testing::Values(closed(walk, {{"highway", "motorway"}}),
                      closed(walk, {{"highway", "trunk"}, {"motorroad", "yes"}}),
                      closed(walk, {{"highway", "motorway_link"}, {"access", "yes"}}),
                      closed(walk, {{"highway", "motorway"}, {"sidewalk", "separate"}}),
                      closed(walk, {{"highway", "bridleway"}}), closed(walk, {{"highway", "cycleway"}, {"foot", "no"}}),
                      closed(walk, {{"highway", "residential"}, {"access", "private"}}),
                      closed(walk, {{"highway", "residential"}, {"access", "no"}}),
                      closed(walk, {{"highway", "residential"}, {"foot", "private"}}),
                      closed(walk, {{"highway", "primary"}, {"foot", "use_sidepath"}}),
                      closed(walk, {{"highway", "primary"}, {"motorroad", "yes"}}),
                      closed(walk, {{"highway", "construction"}}), closed(walk, {{"highway", "proposed"}}),
                      closed(walk, {{"highway", "abandoned"}}), closed(walk, {{"highway", "razed"}}),
                      closed(walk, {{"highway", "disused"}}), closed(walk, {{"highway", "raceway"}}),
                      closed(walk, {{"highway", "ferry"}}), closed(walk, {{"railway", "rail"}}), closed(walk, {}),
                      closed(walk, {{"highway", "residential"}, {"foot:forward", "no"}, {"foot:backward", "no"}})));

INSTANTIATE_TEST_SUITE_P(WalkOneWay, OneWay,
                         ::testing::Values(way_case{walk, {{"highway", "footway"}, {"oneway", "yes"}}, 4.8, 0},
                                           way_case{walk, {{"highway", "steps"}, {"conveying", "backward"}}, 0, 4.8},
                                           way_case{walk, {{"highway", "steps"}, {"oneway", "-1"}}, 0, 4.8},
                                           way_case{walk, {{"highway", "residential"}, {"oneway:foot", "yes"}}, 4.8, 0},
                                           way_case{walk, {{"highway", "path"}, {"foot:backward", "no"}}, 4.8, 0}));

INSTANTIATE_TEST_SUITE_P(
    EbikeOpen, OneWay,
    ::testing::Values(both(ebike, {{"highway", "residential"}}, 17), both(ebike, {{"highway", "cycleway"}}, 17),
                      both(ebike, {{"highway", "primary"}}, 17), both(ebike, {{"highway", "trunk"}}, 17),
                      both(ebike, {{"highway", "path"}}, 12), both(ebike, {{"highway", "track"}}, 12),
                      both(ebike, {{"highway", "living_street"}}, 12), both(ebike, {{"highway", "footway"}}, 4.8),
                      both(ebike, {{"highway", "pedestrian"}}, 4.8),
                      both(ebike, {{"highway", "footway"}, {"bicycle", "yes"}}, 10),
                      both(ebike, {{"highway", "footway"}, {"access", "yes"}}, 4.8),
                      both(ebike, {{"highway", "footway"}, {"bicycle", "dismount"}}, 4.8),
                      both(ebike, {{"highway", "cycleway"}, {"bicycle", "dismount"}}, 4.8),
                      both(ebike, {{"highway", "residential"}, {"access", "no"}, {"bicycle", "yes"}}, 17),
                      both(ebike, {{"highway", "residential"}, {"vehicle", "no"}, {"bicycle", "yes"}}, 17),
                      both(ebike, {{"highway", "cycleway"}, {"bicycle", "no"}, {"electric_bicycle", "yes"}}, 17),
                      both(ebike, {{"highway", "residential"}, {"moped", "no"}, {"motor_vehicle", "no"}}, 17),
                      both(ebike, {{"highway", "primary"}, {"motorroad", "yes"}, {"bicycle", "yes"}}, 17),
                      both(ebike, {{"highway", "bridleway"}, {"bicycle", "yes"}}, 12),
                      both(ebike, {{"highway", "residential"}, {"maxspeed", "10"}}, 10),
                      both(ebike, {{"highway", "residential"}, {"maxspeed", "30"}}, 17)));

INSTANTIATE_TEST_SUITE_P(EbikeClosed, OneWay,
                         ::testing::Values(closed(ebike, {{"highway", "motorway"}}),
                                           closed(ebike, {{"highway", "motorway"}, {"bicycle", "yes"}}),
                                           closed(ebike, {{"highway", "trunk"}, {"motorroad", "yes"}}),
                                           closed(ebike, {{"highway", "steps"}}),
                                           closed(ebike, {{"highway", "steps"}, {"bicycle", "yes"}}),
                                           closed(ebike, {{"highway", "corridor"}}),
                                           closed(ebike, {{"highway", "bridleway"}}),
                                           closed(ebike, {{"highway", "residential"}, {"bicycle", "no"}}),
                                           closed(ebike, {{"highway", "residential"}, {"vehicle", "no"}}),
                                           closed(ebike, {{"highway", "residential"}, {"access", "private"}}),
                                           closed(ebike, {{"highway", "footway"}, {"bicycle", "no"}}),
                                           closed(ebike, {{"highway", "cycleway"}, {"electric_bicycle", "no"}}),
                                           closed(ebike, {{"highway", "primary"}, {"bicycle", "use_sidepath"}}),
                                           closed(ebike, {{"highway", "residential"}, {"oneway", "reversible"}})));

tag_list one_way_street(tag_list more) {
    more.insert(more.begin(), {{"highway", "residential"}, {"oneway", "yes"}});
    return more;
}

INSTANTIATE_TEST_SUITE_P(
    EbikeOneWay, OneWay,
    ::testing::Values(way_case{ebike, one_way_street({}), 17, 0},
                      way_case{ebike, {{"highway", "residential"}, {"oneway", "-1"}}, 0, 17},
                      way_case{ebike, {{"highway", "residential"}, {"oneway", "1"}}, 17, 0},
                      way_case{ebike, {{"highway", "residential"}, {"oneway", "alternating"}}, 17, 17},
                      way_case{ebike, {{"highway", "residential"}, {"junction", "roundabout"}}, 17, 0},
                      way_case{ebike, {{"highway", "residential"}, {"junction", "circular"}}, 17, 0},
                      way_case{ebike, one_way_street({{"oneway:bicycle", "no"}}), 17, 17},
                      way_case{ebike, {{"highway", "residential"}, {"oneway:bicycle", "yes"}}, 17, 0},
                      way_case{ebike, one_way_street({{"cycleway", "opposite"}}), 17, 17},
                      way_case{ebike, one_way_street({{"cycleway", "opposite_lane"}}), 17, 17},
                      way_case{ebike, one_way_street({{"cycleway:left", "opposite_track"}}), 17, 17},
                      way_case{ebike, one_way_street({{"cycleway:left:oneway", "-1"}}), 17, 17},
                      way_case{ebike, one_way_street({{"cycleway:right:oneway", "no"}}), 17, 17},
                      way_case{ebike, one_way_street({{"cycleway:right:oneway", "yes"}}), 17, 0},
                      way_case{ebike, one_way_street({{"cycleway", "lane"}}), 17, 0},
                      way_case{ebike, one_way_street({{"bicycle:backward", "yes"}}), 17, 17},
                      way_case{ebike, {{"highway", "residential"}, {"bicycle:backward", "no"}}, 17, 0}));

INSTANTIATE_TEST_SUITE_P(Bike, OneWay,
                         ::testing::Values(both(bike, {{"highway", "residential"}}, 13.5),
                                           both(bike, {{"highway", "path"}}, 11),
                                           both(bike, {{"highway", "footway"}}, 4.8),
                                           both(bike, {{"highway", "cycleway"}, {"electric_bicycle", "no"}}, 13.5),
                                           closed(bike, {{"highway", "steps"}}),
                                           closed(bike, {{"highway", "motorway"}})));

INSTANTIATE_TEST_SUITE_P(
    Drive, OneWay,
    ::testing::Values(
        both(drive, {{"highway", "residential"}}, 25), both(drive, {{"highway", "primary"}}, 50),
        both(drive, {{"highway", "primary"}, {"maxspeed", "60"}}, 51),
        both(drive, {{"highway", "primary"}, {"maxspeed", "30 mph"}}, 30 * 1.609344 * 0.85),
        both(drive, {{"highway", "primary"}, {"maxspeed", "CN:urban"}}, 42.5),
        both(drive, {{"highway", "primary"}, {"source:maxspeed", "PT:urban"}}, 42.5),
        both(drive, {{"highway", "primary"}, {"maxspeed", "nonsense"}}, 50),
        way_case{drive, {{"highway", "primary"}, {"maxspeed", "60"}, {"maxspeed:backward", "40"}}, 51, 34},
        both(drive, {{"highway", "service"}, {"maxspeed", "50"}}, 15),
        both(drive, {{"highway", "service"}, {"maxspeed", "10"}}, 8.5),
        both(drive, {{"highway", "living_street"}, {"maxspeed", "walk"}}, 6 * 0.85),
        way_case{drive, {{"highway", "motorway"}, {"maxspeed", "none"}}, 130 * 0.85, 0},
        way_case{drive, {{"highway", "motorway_link"}}, 50, 0},
        both(drive, {{"highway", "motorway"}, {"oneway", "no"}}, 95),
        both(drive, {{"highway", "trunk"}, {"motorroad", "yes"}}, 70),
        way_case{drive, {{"highway", "residential"}, {"oneway", "-1"}}, 0, 25},
        way_case{drive, {{"highway", "residential"}, {"oneway:motor_vehicle", "yes"}}, 25, 0},
        way_case{drive, one_way_street({{"cycleway", "opposite"}}), 25, 0},
        way_case{drive, one_way_street({{"oneway:bicycle", "no"}}), 25, 0},
        way_case{drive, {{"highway", "residential"}, {"junction", "roundabout"}}, 25, 0},
        closed(drive, {{"highway", "residential"}, {"oneway", "reversible"}}), closed(drive, {{"highway", "footway"}}),
        closed(drive, {{"highway", "cycleway"}}), closed(drive, {{"highway", "steps"}, {"motor_vehicle", "yes"}}),
        closed(drive, {{"highway", "pedestrian"}}), closed(drive, {{"highway", "pedestrian"}, {"access", "yes"}}),
        both(drive, {{"highway", "pedestrian"}, {"motor_vehicle", "delivery"}}, 6),
        closed(drive, {{"highway", "residential"}, {"access", "no"}}),
        closed(drive, {{"highway", "residential"}, {"motor_vehicle", "no"}}),
        closed(drive, {{"highway", "residential"}, {"motorcar", "no"}}),
        closed(drive, {{"highway", "track"}, {"vehicle", "agricultural"}}),
        both(drive, {{"highway", "residential"}, {"access", "no"}, {"motorcar", "yes"}}, 25),
        both(drive, {{"highway", "residential"}, {"access", "private"}}, 25)));

INSTANTIATE_TEST_SUITE_P(Ferries, OneWay,
                         ::testing::Values(both(walk, {{"route", "ferry"}}, 10), both(drive, {{"route", "ferry"}}, 10),
                                           both(walk, {{"route", "ferry"}, {"duration", "5"}}, 12),
                                           both(ebike, {{"route", "ferry"}, {"duration", "00:06"}}, 10),
                                           both(walk, {{"route", "ferry"}, {"duration", "00:00:01"}},
                                                10),  // 3,600 km/h is none
                                           closed(walk, {{"route", "ferry"}, {"foot", "no"}}),
                                           closed(drive, {{"route", "ferry"}, {"motor_vehicle", "no"}})));

struct node_case {
    mode travel;
    tag_list tags;
    std::optional<double> delay;  // seconds; nothing: closed
    std::optional<double> delay_back;
};

class OneNode : public ::testing::TestWithParam<node_case> {};

// Half a kilometre, the node, half a kilometre.
TEST_P(OneNode, blocks_or_delays) {
    const auto map = ascii_map("A----N----B").way("ANB", {{"highway", "residential"}}).node('N', GetParam().tags);
    const travelled_map city(map, GetParam().travel);
    const auto usual = city.seconds('A', 'N').value() + city.seconds('N', 'B').value();
    const auto delay = [&](char from, char to) -> std::optional<double> {
        const auto seconds = city.seconds(from, to);
        return seconds ? std::optional(std::round((*seconds - usual) * 10) / 10) : std::nullopt;
    };
    const auto name = described({GetParam().travel, GetParam().tags, 0, 0});
    EXPECT_EQ(delay('A', 'B'), GetParam().delay) << name;
    EXPECT_EQ(delay('B', 'A'), GetParam().delay_back) << name;
}

node_case passes(mode m, tag_list tags, double delay = 0) {
    return {m, std::move(tags), delay, delay};
}
node_case blocks(mode m, tag_list tags) {
    return {m, std::move(tags), std::nullopt, std::nullopt};
}

INSTANTIATE_TEST_SUITE_P(
    Barriers, OneNode,
    ::testing::Values(
        passes(walk, {{"barrier", "gate"}}), passes(walk, {{"barrier", "bollard"}}),
        passes(walk, {{"barrier", "stile"}}), passes(walk, {{"barrier", "unheard_of"}}),
        blocks(walk, {{"barrier", "wall"}}), blocks(walk, {{"barrier", "fence"}}),
        blocks(walk, {{"barrier", "gate"}, {"locked", "yes"}}),
        blocks(walk, {{"barrier", "gate"}, {"access", "private"}}), blocks(walk, {{"barrier", "gate"}, {"foot", "no"}}),
        passes(walk, {{"barrier", "gate"}, {"access", "private"}, {"foot", "yes"}}),
        passes(walk, {{"barrier", "wall"}, {"foot", "yes"}}),
        passes(walk, {{"access", "no"}}),  // no barrier, nothing to close
        passes(walk, {{"barrier", "gate"}, {"motor_vehicle", "no"}}), passes(ebike, {{"barrier", "bollard"}}),
        passes(ebike, {{"barrier", "gate"}}, 5), passes(ebike, {{"barrier", "cycle_barrier"}}),
        blocks(ebike, {{"barrier", "stile"}}), blocks(ebike, {{"barrier", "turnstile"}}),
        blocks(ebike, {{"barrier", "gate"}, {"bicycle", "no"}}),
        passes(ebike, {{"barrier", "kissing_gate"}, {"bicycle", "yes"}}, 5), blocks(drive, {{"barrier", "bollard"}}),
        blocks(drive, {{"barrier", "block"}}), blocks(drive, {{"barrier", "unheard_of"}}),
        blocks(drive, {{"barrier", "cycle_barrier"}}), passes(drive, {{"barrier", "gate"}}, 10),
        passes(drive, {{"barrier", "lift_gate"}}, 10), passes(drive, {{"barrier", "toll_booth"}}, 15),
        passes(drive, {{"barrier", "kerb"}}), blocks(drive, {{"barrier", "gate"}, {"access", "no"}}),
        passes(drive, {{"barrier", "bollard"}, {"motor_vehicle", "yes"}})));

INSTANTIATE_TEST_SUITE_P(
    Signals, OneNode,
    ::testing::Values(
        passes(walk, {{"highway", "traffic_signals"}}), passes(walk, {{"highway", "crossing"}}),
        passes(walk, {{"highway", "elevator"}}, 30), passes(ebike, {{"highway", "traffic_signals"}}, 20),
        passes(ebike, {{"highway", "crossing"}}, 3), passes(ebike, {{"highway", "crossing"}, {"crossing", "zebra"}}, 3),
        passes(ebike, {{"highway", "crossing"}, {"crossing", "no"}}),
        passes(ebike, {{"highway", "crossing"}, {"crossing", "traffic_signals"}}, 10),
        passes(ebike, {{"highway", "crossing"}, {"crossing:signals", "yes"}}, 10),
        passes(bike, {{"highway", "traffic_signals"}}, 20), passes(drive, {{"highway", "traffic_signals"}}, 12),
        passes(drive, {{"highway", "stop"}}, 5), passes(drive, {{"highway", "give_way"}}, 2),
        node_case{drive, {{"highway", "traffic_signals"}, {"traffic_signals:direction", "forward"}}, 12, 0},
        node_case{drive, {{"highway", "traffic_signals"}, {"traffic_signals:direction", "backward"}}, 0, 12},
        passes(drive, {{"highway", "traffic_signals"}, {"traffic_signals:direction", "both"}}, 12),
        node_case{drive, {{"highway", "stop"}, {"direction", "backward"}}, 0, 5}));

TEST(Signals, delay_walkers_who_cross_the_road_but_not_those_along_it) {
    const auto crossing = ascii_map(R"(
             C
        A----N----B
             D
    )")
                              .way("ANB", {{"highway", "primary"}})
                              .way("CND", {{"highway", "footway"}, {"footway", "crossing"}})
                              .node('N', {{"highway", "crossing"}, {"crossing", "traffic_signals"}});
    const travelled_map city(crossing, mode::walk, "[modes.walk.delay]\ncrossing_signals = 25\n");
    EXPECT_NEAR(city.seconds('C', 'D').value(), 200 / 4.8 * 3.6 + 25, 0.1);
    EXPECT_NEAR(city.seconds('A', 'B').value(), 1000 / 4.8 * 3.6, 0.2);
}

TEST(PushingAgainst, a_short_one_way_street_is_an_option) {
    const auto map = ascii_map("A-B---------C").way("AB", one_way_street({})).way("BC", one_way_street({}));
    EXPECT_FALSE(travelled_map(map, mode::ebike).seconds('B', 'A').has_value());
    const travelled_map city(map, mode::ebike, "[modes.ebike.oneway]\npush_against_below = 300\n");
    EXPECT_NEAR(city.seconds('B', 'A').value(), 200 / 4.8 * 3.6, 0.1);
    EXPECT_FALSE(city.seconds('C', 'B').has_value());
}

TEST(Counts, tell_why_ways_are_left_out) {
    const auto map = ascii_map("ABCDEF")
                         .way("AB", {{"highway", "residential"}, {"motor_vehicle:conditional", "no @ (22:00-06:00)"}})
                         .way("BC", {{"highway", "construction"}})
                         .way("CD", {{"highway", "footway"}})
                         .way("DE", {{"highway", "residential"}, {"access", "no"}})
                         .way("EF", {{"highway", "residential"}, {"oneway", "reversible"}})
                         .way("AA", {{"highway", "residential"}})
                         .node('B', {{"barrier", "bollard"}});
    const travelled_map city(map, mode::drive);
    const auto& counts = city.counts();
    EXPECT_EQ(counts.ways_used, 1U);
    EXPECT_EQ(counts.ways_conditional, 1U);
    EXPECT_EQ(counts.ways_no_street, 1U);
    EXPECT_EQ(counts.ways_closed_class, 1U);
    EXPECT_EQ(counts.ways_closed_by_tags, 1U);
    EXPECT_EQ(counts.ways_changing_direction, 1U);
    EXPECT_EQ(counts.ways_without_length, 1U);
    EXPECT_EQ(counts.barriers_closed, 1U);
    const auto labels = labelled(counts, mode::drive);
    EXPECT_TRUE(std::ranges::any_of(labels, [](const auto& c) { return c.key == "drive_ways_closed_class"; }));
    EXPECT_TRUE(std::ranges::all_of(labels, [](const auto& c) { return c.value > 0 && !c.label.empty(); }));
}

}  // namespace
}  // namespace yizhan::streets::testing
