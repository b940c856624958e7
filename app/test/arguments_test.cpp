#include "arguments.hpp"

#include "exit_status.hpp"
#include "time_zone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace yizhan::app {
namespace {

using testing::HasSubstr;

TEST(Arguments, Positions) {
    EXPECT_EQ(*parse_position("-8.61,41.15"), (geo::point{-86100000, 411500000}));
    EXPECT_EQ(*parse_position(" 121.4737 , 31.2304 "), (geo::point{1214737000, 312304000}));
    EXPECT_EQ(*parse_position("+1,-0"), (geo::point{10000000, 0}));
    for (const auto* text :
         {"", ",", "1", "1,", "1,2,3", "a,b", "1 2", "nan,1", "1,inf", "0x1,2", "1;2", "181,0", "0,91"}) {
        const auto refused = parse_position(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, errc::bad_call);
    }
    EXPECT_THAT(parse_position("31.2,121.4").error().message, HasSubstr("swapped?"));
}

TEST(Arguments, NumbersAboveZero) {
    EXPECT_EQ(*parse_positives("--minutes", "15,5,10,5", 720), (std::vector<double>{5, 10, 15}));
    EXPECT_EQ(*parse_positives("--minutes", "0.5", 720), std::vector<double>{0.5});
    for (const auto* text : {"", "0", "-1", "721", "x", "5,,6", "5,", "nan", "inf", "1e400", "5 6"})
        EXPECT_EQ(parse_positives("--minutes", text, 720).error().code, errc::bad_call) << text;
}

TEST(Arguments, Counts) {
    EXPECT_EQ(*parse_count("-k", "7", 10), 7U);
    for (const auto* text : {"", "0", "-1", "11", "1.5", "7x", "99999999999999999999"})
        EXPECT_FALSE(parse_count("-k", text, 10)) << text;
}

TEST(Arguments, Modes) {
    EXPECT_EQ(*parse_modes("drive, walk,walk"), (std::vector{streets::mode::walk, streets::mode::drive}));
    for (const auto* text : {"", "walk,", "fly", "WALK"})
        EXPECT_FALSE(parse_modes(text)) << text;
}

TEST(Arguments, AnyTextIsAnswered) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        const auto position = parse_position(text);
        if (position) RC_ASSERT(std::abs(position->lat_degrees()) <= 90);
        std::ignore = parse_positives("--minutes", text, 720);
        std::ignore = parse_modes(text);
    }));
}

TEST(ExitStatus, OnlyBadCallsAreTwo) {
    EXPECT_EQ(exit_status_of(errc::bad_call), 2);
    for (const auto code : {errc::bad_input, errc::not_found, errc::io, errc::damaged, errc::outdated, errc::busy,
                            errc::limit, errc::unsupported})
        EXPECT_EQ(exit_status_of(code), 1);
}

TEST(TimeZone, NamesOfTheDatabase) {
    EXPECT_TRUE(check_time_zone("Asia/Shanghai"));
    EXPECT_TRUE(check_time_zone("UTC"));
    for (const auto* name : {"", "Asia", "Mars/X", "../../etc/passwd", "/etc/localtime", "Asia/../UTC", "zone.tab"})
        EXPECT_EQ(check_time_zone(name).error().code, errc::bad_call) << name;
}

}  // namespace
}  // namespace yizhan::app
