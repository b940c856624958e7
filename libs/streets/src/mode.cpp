#include <yizhan/streets/mode.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace yizhan::streets {

result<mode> parse_mode(std::string_view name) {
    const auto found = std::ranges::find(mode_names, name);
    if (found == mode_names.end())
        return fail(errc::bad_call, fmt::format("unknown mode '{}': use {}", name, fmt::join(mode_names, ", ")));
    return all_modes[static_cast<std::size_t>(found - mode_names.begin())];
}

}  // namespace yizhan::streets
