#pragma once

#include "rule_table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace yizhan::streets {

/// What is wrong with a key or its value, as the end of a sentence that begins with the key's name ("is not a key:
/// use …", "must be 0.5 to 150 km/h"); nothing if it is right. An empty key asks for the table itself.
std::optional<std::string> complaint_about(std::string_view table, std::string_view key, const rule_value& value);

}  // namespace yizhan::streets
