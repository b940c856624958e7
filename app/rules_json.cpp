#include "rules_json.hpp"

#include <toml++/toml.h>

#include <cassert>
#include <sstream>

namespace yizhan::app {

std::string toml_as_json(const std::string& toml_text) {
    const auto parsed = toml::parse(toml_text);
    assert(parsed.succeeded());
    std::ostringstream json;
    json << toml::json_formatter(parsed.table()) << '\n';
    return json.str();
}

}  // namespace yizhan::app
