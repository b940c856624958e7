#pragma once

#include <string>

namespace yizhan::app {

/// The value of an environment variable; empty if there is none.
std::string environment_variable(const char* name);

}  // namespace yizhan::app
