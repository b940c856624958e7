#pragma once

#include <yizhan/base/result.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace yizhan::streets {

/// A way to travel. Each has its own table of rules and its own travel graph.
enum class mode : std::uint8_t { walk, ebike, bike, drive };

inline constexpr std::array<std::string_view, 4> mode_names{"walk", "ebike", "bike", "drive"};
inline constexpr std::array<mode, 4> all_modes{mode::walk, mode::ebike, mode::bike, mode::drive};

constexpr std::string_view name_of(mode m) {
    return mode_names[static_cast<std::size_t>(m)];
}

/// `errc::bad_call` that lists the modes for anything else.
result<mode> parse_mode(std::string_view name);

}  // namespace yizhan::streets
