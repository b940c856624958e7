#pragma once

#include <yizhan/streets/rules.hpp>

#include <optional>
#include <string_view>

namespace yizhan::streets {

/// A speed limit in km/h: "50", "50 km/h", "30 mph", "5 knots", or by name: "CN:urban", "walk", "DE:zone:30". Nothing
/// for what is none, or no number between 3 and 150 km/h.
std::optional<double> speed_limit(std::string_view value, const travel_rules::speed_limits& rules);

/// Seconds of a `duration`: "25" (minutes), "1:30" (hours and minutes), "0:20:30", "PT1H30M". Nothing for anything
/// else, for nothing and for more than a week.
std::optional<double> duration_seconds(std::string_view value);

enum class one_way : std::uint8_t { no, forward, backward, changing };

/// The value of a `oneway` key; nothing for what is none.
std::optional<one_way> one_way_of(std::string_view value);

}  // namespace yizhan::streets
