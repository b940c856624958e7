// The parser's code becomes part of this file, and of no other.
#define TOML_IMPLEMENTATION

#include "parse_toml.hpp"

#include <fmt/format.h>

namespace yizhan {

result<toml::table> parse_toml(std::string_view text, std::string_view name) {
    auto parsed = toml::parse(text, name);
    if (parsed) return std::move(parsed).table();
    const auto& problem = parsed.error();
    return fail(errc::bad_input, fmt::format("{}:{}: {}", name, problem.source().begin.line, problem.description()));
}

}  // namespace yizhan
