#include "rules_json.hpp"

#include <toml++/toml.h>

#include <sstream>

namespace yizhan::app {

std::string toml_as_json(const std::string& toml_text) {
    const auto table = toml::parse(toml_text);
    std::ostringstream json;
    json << toml::json_formatter(table) << '\n';
    return json.str();
}

}  // namespace yizhan::app
