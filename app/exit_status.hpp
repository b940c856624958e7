#pragma once

#include <yizhan/base/result.hpp>

namespace yizhan::app {

inline constexpr int exit_good = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_call = 2;

/// The one place where kinds of errors become exit statuses: 2 for a call that cannot be right, 1 for work that
/// failed.
constexpr int exit_status_of(errc code) {
    return code == errc::bad_call ? exit_bad_call : exit_failed;
}

}  // namespace yizhan::app
