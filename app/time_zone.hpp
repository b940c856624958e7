#pragma once

#include <yizhan/base/result.hpp>

#include <string>

namespace yizhan::app {

inline constexpr auto default_time_zone = "Asia/Shanghai";

/// Good if the system's time zone database ($TZDIR, else /usr/share/zoneinfo) has `name`. `errc::bad_call` for an
/// unknown name; `errc::not_found` if there is no database.
result<void> check_time_zone(const std::string& name);

}  // namespace yizhan::app
