#include "rules_json.hpp"

#include "parse_toml.hpp"

#include <cassert>
#include <sstream>

namespace yizhan::app {

std::string toml_as_json(const std::string& toml_text) {
    const auto parsed = parse_toml(toml_text, "rules");
    assert(parsed.has_value());
    std::ostringstream json;
    json << toml::json_formatter(*parsed) << '\n';
    return json.str();
}

}  // namespace yizhan::app
