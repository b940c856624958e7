#include "tag_values.hpp"

#include <gtest/gtest.h>

namespace yizhan::streets {
namespace {

std::optional<double> limit(std::string_view value) {
    static const auto rules = load_rules(mode::drive);
    return speed_limit(value, rules->limit);
}

TEST(SpeedLimit, is_read_in_every_usual_form) {
    EXPECT_EQ(limit("50"), 50);
    EXPECT_EQ(limit("50 km/h"), 50);
    EXPECT_EQ(limit("30kmh"), 30);
    EXPECT_NEAR(limit("30 mph").value(), 48.28, 0.01);
    EXPECT_NEAR(limit("5 knots").value(), 9.26, 0.01);
    EXPECT_EQ(limit("walk"), 6);
    EXPECT_EQ(limit("none"), 130);
    EXPECT_EQ(limit("CN:urban"), 50);
    EXPECT_EQ(limit("CN:rural"), 70);
    EXPECT_EQ(limit("PT:rural"), 90);
    EXPECT_EQ(limit("DE:zone:30"), 30);
    EXPECT_EQ(limit("FR:zone30"), 30);
}

TEST(SpeedLimit, is_nothing_where_it_makes_no_sense) {
    for (const auto value : {"", "fast", "0", "-30", "1", "999", "50 m/s", "XX:unheard_of", "signals", "1e9", "nan"})
        EXPECT_FALSE(limit(value).has_value()) << value;
}

TEST(Duration, is_read_in_every_usual_form) {
    EXPECT_EQ(duration_seconds("25"), 25 * 60);
    EXPECT_EQ(duration_seconds("1:30"), 5400);
    EXPECT_EQ(duration_seconds("00:20:30"), 1230);
    EXPECT_EQ(duration_seconds("PT1H30M"), 5400);
    EXPECT_EQ(duration_seconds("PT45M"), 2700);
    EXPECT_EQ(duration_seconds("P1DT1S"), 86401);
}

TEST(Duration, is_nothing_where_it_makes_no_sense) {
    for (const auto value :
         {"", "soon", "0", "-5", "00:00", "P", "PT", "PT5", "PTH", "PT5X", "999999", "1:", "1:x", "nan"})
        EXPECT_FALSE(duration_seconds(value).has_value()) << value;
}

}  // namespace
}  // namespace yizhan::streets
