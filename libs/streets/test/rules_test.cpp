#include "rule_schema.hpp"

#include <yizhan/streets/rules.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace yizhan::streets {
namespace {

using testing::HasSubstr;

class ShippedRules : public testing::TestWithParam<mode> {};

// The shipped text as a city would write it: its tables below modes.MODE.
std::string as_overrides(mode m) {
    const std::string text(default_rules_text(m));
    return std::regex_replace(text, std::regex("\n\\["), "\n[modes." + std::string(name_of(m)) + ".");
}

TEST_P(ShippedRules, pass_the_checks_that_a_city_s_values_must_pass) {
    const auto again = load_rules(GetParam(), as_overrides(GetParam()));
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(describe(*again), describe(*load_rules(GetParam())));
}

TEST_P(ShippedRules, say_for_every_class_whether_it_is_open) {
    const std::string text(default_rules_text(GetParam()));
    for (const auto name : way_class_names)
        EXPECT_THAT(text, HasSubstr("\n" + std::string(name) + " = \"")) << name;
}

TEST_P(ShippedRules, in_canonical_form_are_rules_again) {
    const auto rules = load_rules(GetParam());
    const std::string text = std::regex_replace("\n" + describe(*rules), std::regex("\n\\["),
                                                "\n[modes." + std::string(name_of(GetParam())) + ".");
    const auto again = load_rules(GetParam(), text);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(describe(*again), describe(*rules));
}

INSTANTIATE_TEST_SUITE_P(Modes, ShippedRules, testing::ValuesIn(all_modes),
                         [](const auto& test) { return std::string(name_of(test.param)); });

TEST(Rules, ship_with_the_speeds_of_the_sources) {
    const auto walk = load_rules(mode::walk);
    for (const auto& rule : walk->classes)
        EXPECT_TRUE(rule.kmh == 4.8 || &rule == &walk->of(way_class::ferry));
    EXPECT_EQ(load_rules(mode::ebike)->of(way_class::residential).kmh, 17);
    EXPECT_EQ(load_rules(mode::ebike)->cap_kmh, 25);
    EXPECT_EQ(load_rules(mode::bike)->of(way_class::residential).kmh, 13.5);
}

TEST(Rules, take_a_city_s_values_and_keep_the_others) {
    const auto rules = load_rules(mode::ebike, R"(
        name = "Hangzhou"
        [modes.ebike.speed]
        cap = 20
        primary = 22
        [modes.ebike.delay]
        signals = 25
        [modes.walk.delay]
        signals = 30
    )");
    ASSERT_TRUE(rules.has_value()) << rules.error().message;
    EXPECT_EQ(rules->of(way_class::primary).kmh, 20);  // the cap
    EXPECT_EQ(rules->of(way_class::residential).kmh, 17);
    EXPECT_EQ(rules->delay.signals, 25'000U);
    EXPECT_EQ(rules->delay.crossing, load_rules(mode::ebike)->delay.crossing);
    EXPECT_EQ(load_rules(mode::walk)->delay.signals, 0U);
}

TEST(Rules, change_their_canonical_text_with_their_values_only) {
    const auto shipped = describe(*load_rules(mode::walk));
    EXPECT_EQ(describe(*load_rules(mode::walk, "# nothing\n[modes.walk.speed]\nusual = 4.8\n")), shipped);
    EXPECT_EQ(describe(*load_rules(mode::walk, "[modes.drive.speed]\nusual = 30\n")), shipped);
    EXPECT_NE(describe(*load_rules(mode::walk, "[modes.walk.speed]\nsteps = 3\n")), shipped);
    EXPECT_EQ(describe(*load_rules(mode::walk, "[modes.walk.speed]\nsteps = 3\n")),
              describe(*load_rules(mode::walk, "[modes.walk.speed]\nsteps = 3.0\n")));
}

TEST(Rules, reach_every_field) {
    const auto rules = load_rules(mode::drive, R"(
        [modes.drive.class]
        service = "yes"
        [modes.drive.tags]
        access = ["access", "motorcar"]
        motorroads = false
        [modes.drive.access]
        customers = "no"
        [modes.drive.barrier]
        gate = "no"
        other = "yes"
        [modes.drive.oneway]
        keys = ["oneway"]
        roundabouts = false
        implied_on = []
        [modes.drive.limit]
        use = "cap"
        share = 1
        only_caps_on = []
        [modes.drive.limit_named]
        "CN:urban" = 60
        [modes.drive.turns]
        restrictions = false
        u_turns = true
        except = []
        [modes.drive.snap]
        island_junctions = 7
        max_metres = 250
        walk_kmh = 4
        [modes.drive.square]
        max_entries = 1
        max_corners = 2
        detour = 1.5
    )");
    ASSERT_TRUE(rules.has_value()) << rules.error().message;
    EXPECT_EQ(rules->of(way_class::service).allowed, permission::yes);
    EXPECT_EQ(rules->access_keys, (std::vector<std::string>{"access", "motorcar"}));
    EXPECT_FALSE(rules->motorroads);
    EXPECT_EQ(rules->access.at("customers"), permission::no);
    EXPECT_EQ(rules->barriers.at("gate"), permission::no);
    EXPECT_EQ(rules->other_barriers, permission::yes);
    EXPECT_EQ(rules->oneway_keys, std::vector<std::string>{"oneway"});
    EXPECT_FALSE(rules->roundabouts_one_way);
    EXPECT_FALSE(rules->of(way_class::motorway).one_way_unless_no);
    EXPECT_EQ(rules->limit.use, limit_use::cap);
    EXPECT_FALSE(rules->of(way_class::service).limit_only_caps);
    EXPECT_EQ(rules->limit.named.at("CN:urban"), 60);
    EXPECT_FALSE(rules->turn_restrictions);
    EXPECT_TRUE(rules->u_turns);
    EXPECT_TRUE(rules->except.empty());
    EXPECT_EQ(rules->snap.island_junctions, 7U);
    EXPECT_EQ(rules->snap.max_metres, 250);
    EXPECT_EQ(rules->snap.walk_kmh, 4);
    EXPECT_EQ(rules->square.max_entries, 1U);
    EXPECT_EQ(rules->square.max_corners, 2U);
    EXPECT_EQ(rules->square.detour, 1.5);
}

struct mistake {
    const char* name;
    const char* text;
    const char* message;  // parts of the expected one, in order
    const char* mend;
};

class Mistakes : public testing::TestWithParam<mistake> {};

TEST_P(Mistakes, give_one_line_that_names_file_key_and_mend) {
    const auto rules = load_rules(mode::walk, GetParam().text, "hz/city.toml");
    ASSERT_FALSE(rules.has_value());
    EXPECT_EQ(rules.error().code, errc::bad_call);
    EXPECT_THAT(rules.error().message, HasSubstr(GetParam().message));
    EXPECT_THAT(rules.error().message, HasSubstr(GetParam().mend));
    EXPECT_EQ(rules.error().message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Overrides, Mistakes,
    testing::Values(
        mistake{"syntax", "a = 1\n[modes.walk.speed\nusual = 5\n", "hz/city.toml:2: ", ""},
        mistake{"repeated", "[modes.walk.speed]\nusual = 5\nusual = 6\n", "hz/city.toml:3: ", ""},
        mistake{"mode", "[modes.fly.speed]\nusual = 5\n", "hz/city.toml:1: unknown mode 'fly'", "walk, ebike, bike"},
        mistake{"mode_kind", "[modes]\nwalk = 5\n", "hz/city.toml:2: modes.walk must be a table", ""},
        mistake{"table", "[modes.walk.sped]\nusual = 5\n", ":1: modes.walk.sped is not a table", "speed, class"},
        mistake{"table_kind", "[modes.walk]\nspeed = 5\n", ":2: modes.walk.speed must be a table", ""},
        mistake{"key", "[modes.walk.speed]\nstairs = 5\n", ":2: modes.walk.speed.stairs is not a key", "usual, cap"},
        mistake{"barrier", "[modes.walk.barrier]\ngaet = \"no\"\n", "modes.walk.barrier.gaet is not a key", "gate"},
        mistake{"too_large", "\n[modes.walk.speed]\nsteps = 400\n",
                "hz/city.toml:3: modes.walk.speed.steps must be a number from 0.5 to 150 (km/h)", ""},
        mistake{"zero", "[modes.walk.speed]\nusual = 0\n", "modes.walk.speed.usual must be a number", "0.5"},
        mistake{"negative", "[modes.walk.delay]\nsignals = -1\n", "signals must be a number from 0 to 600", "seconds"},
        mistake{"nan", "[modes.walk.speed]\nusual = nan\n", "usual must be a number", "150"},
        mistake{"infinite", "[modes.walk.speed]\nusual = inf\n", "usual must be a number", "150"},
        mistake{"text", "[modes.walk.speed]\nusual = \"fast\"\n", "usual must be a number", "150"},
        mistake{"date", "[modes.walk.speed]\nusual = 2026-11-23\n", "usual must be a number", "150"},
        mistake{"subtable", "[modes.walk.speed.usual]\nx = 1\n", "usual must be a number", "150"},
        mistake{"whole", "[modes.walk.snap]\nisland_junctions = 1.5\n", "must be a whole number", "1 to 1000000"},
        mistake{"word", "[modes.walk.class]\nsteps = \"maybe\"\n", "class.steps must be one of: yes, local", "never"},
        mistake{"word_kind", "[modes.walk.class]\nsteps = true\n", "class.steps must be one of: yes, local", "never"},
        mistake{"flag", "[modes.walk.delay]\non_roads = 1\n", "delay.on_roads must be true or false", ""},
        mistake{"list", "[modes.walk.tags]\naccess = \"foot\"\n", "tags.access must be a list of: access", "foot"},
        mistake{"list_word", "[modes.walk.tags]\naccess = [\"feet\"]\n", "tags.access must be a list of: access",
                "foot"},
        mistake{"list_kind", "[modes.walk.tags]\naccess = [1]\n", "tags.access must be a list of: access", "foot"}),
    [](const auto& test) { return test.param.name; });

TEST(Mistakes, in_another_mode_s_tables_are_that_mode_s_affair) {
    EXPECT_TRUE(load_rules(mode::walk, "[modes.drive.speed]\nusual = 1000\n").has_value());
    EXPECT_TRUE(load_rules(mode::walk, "modes = [\"walk\", \"ebike\"]\n").has_value());
}

}  // namespace
}  // namespace yizhan::streets
