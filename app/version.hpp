#pragma once

#include <string_view>

namespace yizhan::app {

inline constexpr std::string_view program_version = YIZHAN_VERSION;

}  // namespace yizhan::app
