#pragma once

#include <string>

namespace yizhan::app {

/// A TOML text as a JSON text, ended by a line feed. Precondition: it is TOML, as `streets::describe` writes it.
std::string toml_as_json(const std::string& toml_text);

}  // namespace yizhan::app
