#pragma once

#include <yizhan/base/result.hpp>

#include <string_view>

namespace yizhan::app {

/// Prints a text on standard output.
result<void> print(std::string_view text);

}  // namespace yizhan::app
