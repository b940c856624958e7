#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>
#include <yizhan/streets/mode.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace yizhan::app {

// Options' texts read into values. Errors are `errc::bad_call`: one line with the option, what is wrong and what is
// right.

/// "-8.61,41.15" → a position.
result<geo::point> parse_position(const std::string& text);
result<std::vector<geo::point>> parse_positions(std::span<const std::string> texts);

/// A number in (0, most].
result<double> parse_positive(const std::string& option, const std::string& text, double most);
/// "5,10,15", each in (0, most]; sorted, without repeats.
result<std::vector<double>> parse_positives(const std::string& option, const std::string& text, double most);
/// A whole number in 1..most.
result<std::uint32_t> parse_count(const std::string& option, const std::string& text, std::uint32_t most);
/// "walk,ebike": modes without repeats, in their usual order.
result<std::vector<streets::mode>> parse_modes(const std::string& text);

inline constexpr double most_minutes = 720;
inline constexpr double most_metres = 100'000;

}  // namespace yizhan::app
