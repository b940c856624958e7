#include "city_toml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yizhan::app {
namespace {

using streets::mode;
using testing::HasSubstr;

city_settings full() {
    return {"湖滨 \"a\\b\"", "Europe/Lisbon", std::vector{mode::walk, mode::drive}};
}

TEST(CityToml, ANewOneReadsBack) {
    const auto read = parse_city_toml(new_city_toml(full()), "city.toml");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->name, full().name);
    EXPECT_EQ(read->time_zone, full().time_zone);
    EXPECT_EQ(read->modes, full().modes);
}

TEST(CityToml, EmptyTextSaysNothing) {
    const auto read = parse_city_toml("", "city.toml");
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->name || read->time_zone || read->modes);
}

TEST(CityToml, WithoutChangesItStaysAsItIs) {
    const std::string text = "# 站\nname='x' # y\n\n[streets]\nmodes=['walk']\n";
    EXPECT_EQ(*with_settings(text, {}, "city.toml"), text);
}

// Every way of writing the keys that can be edited: comments and all else stay.
TEST(CityToml, ValuesAreReplacedInPlace) {
    const auto edited = [](const std::string& text) {
        auto done = with_settings(text, {"N", std::nullopt, std::vector{mode::bike}}, "city.toml");
        EXPECT_TRUE(done) << done.error().message;
        return done ? *done : std::string();
    };
    EXPECT_EQ(edited("name = \"a\" # c\n[streets]\nmodes = [ 'walk', # d\n 'bike' ] # e\n"),
              "name = \"N\" # c\n[streets]\nmodes = [\"bike\"] # e\n");
    EXPECT_EQ(edited("# 注释 é\n\"name\" = '站'\nstreets.modes = ['walk']\n"),
              "# 注释 é\n\"name\" = \"N\"\nstreets.modes = [\"bike\"]\n");
    EXPECT_EQ(edited("name = '''a\nb'''\nstreets = { modes = ['walk'] }\n"),
              "name = \"N\"\nstreets = { modes = [\"bike\"] }\n");
    EXPECT_EQ(edited("time_zone = 'Z'\n[modes.walk.speed]\nusual = 4"),
              "time_zone = 'Z'\nname = \"N\"\n[modes.walk.speed]\nusual = 4\n\n[streets]\nmodes = [\"bike\"]\n");
    EXPECT_EQ(edited(""), "name = \"N\"\n\n[streets]\nmodes = [\"bike\"]\n");
    EXPECT_EQ(edited("[streets] # s\n"), "name = \"N\"\n[streets] # s\nmodes = [\"bike\"]\n");
}

TEST(CityToml, WhatCannotBeEditedIsRefused) {
    // An inline table cannot get a key on a line of its own.
    const auto done = with_settings("streets = {}\n", {std::nullopt, std::nullopt, std::vector{mode::bike}}, "c.toml");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, errc::unsupported);
    EXPECT_THAT(done.error().message, HasSubstr("by hand"));
}

TEST(CityToml, MistakesAreNamedWithTheirLine) {
    const auto refusal = [](const std::string& text) {
        const auto read = parse_city_toml(text, "city.toml");
        return read ? std::string("(accepted)") : read.error().message;
    };
    EXPECT_THAT(refusal("\nname = "), HasSubstr("city.toml:2:"));
    for (const auto* text : {"[|streets]", "é = 1", "a = é", "あ = 1", "a 号 = 1", "\u2000a = 1"})
        EXPECT_THAT(refusal(text), HasSubstr("city.toml:1:"));
    EXPECT_THAT(refusal("name = 1\n"), HasSubstr("city.toml:1: name must be a text"));
    EXPECT_THAT(refusal("streets = 1\n"), HasSubstr("city.toml:1: streets must be a table"));
    EXPECT_THAT(refusal("[streets]\nmodes = 'walk'\n"), HasSubstr("city.toml:2: streets.modes must be a list"));
    EXPECT_THAT(refusal("[streets]\nmodes = ['walk', 7]\n"), HasSubstr("city.toml:2: unknown mode"));
    EXPECT_EQ(refusal("\nname = \"\xC4\xFA\"\n"), "city.toml:2: not in UTF-8: save the file in that encoding");
    EXPECT_THAT(refusal("modes = ['walk']\n"), HasSubstr("city.toml:1: modes must be tables of rules"));
}

TEST(CityToml, UnknownKeysAreNamedWithTheirLine) {
    const auto refusal = [](const std::string& text) {
        const auto read = parse_city_toml(text, "city.toml");
        return read ? std::string("(accepted)") : read.error().message;
    };
    EXPECT_EQ(refusal("name = 'x'\ntimezone = 'y'\nalso = 1\n"),
              "city.toml:2: timezone is not a key: use modes, name, streets, time_zone");
    EXPECT_EQ(refusal("\n[Streets]\n"), "city.toml:2: Streets is not a key: use modes, name, streets, time_zone");
    EXPECT_EQ(refusal("street.modes = []\n"), "city.toml:1: street is not a key: use modes, name, streets, time_zone");
    EXPECT_EQ(refusal("[[speed]]\n"), "city.toml:1: speed is not a key: use modes, name, streets, time_zone");
    EXPECT_EQ(refusal("[streets]\n\nmode = 'walk'\n"), "city.toml:3: streets.mode is not a key: use modes");
    EXPECT_EQ(refusal("\"a\\nb\" = 1\n"), "city.toml:1: a\uFFFDb is not a key: use modes, name, streets, time_zone");
    EXPECT_EQ(refusal("[modes.walk.speed]\nusual = 4\n"), "(accepted)");
}

}  // namespace
}  // namespace yizhan::app
