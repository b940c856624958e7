#pragma once

#include "rule_table.hpp"

namespace yizhan::streets {

/// The shipped table of a mode, read once.
const rule_table& shipped_rules(mode m);

}  // namespace yizhan::streets
