#include "context.hpp"

#include <yizhan/files/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

namespace yizhan::app {

result<log_level> parse_log_level(std::string_view name) {
    constexpr std::array<std::string_view, 4> names{"error", "warning", "info", "debug"};
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        return fail(errc::bad_call, fmt::format("unknown log level '{}': use {}", name, fmt::join(names, ", ")));
    return static_cast<log_level>(found - names.begin());
}

void messages::say(log_level level, std::string_view prefix, std::string_view text) const {
    if (!shows(level)) return;
    const auto line = fmt::format("yizhan: {}{}\n", prefix, files::printable(text));
    // Nothing can be told about a standard error that takes no text.
    std::ignore = std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace yizhan::app
