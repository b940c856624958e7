// A city.toml written by hand, in any way: it is read or refused in one line, and what options put into it is there
// afterwards.

#include "city_toml.hpp"

#include <cstdlib>

namespace {

using namespace yizhan;

void require(bool truth) {
    if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto settings = app::parse_city_toml(text, "city.toml");
    if (!settings) require(settings.error().message.find('\n') == std::string::npos);
    const app::city_settings changes{"驿 \"x\"", "Asia/Shanghai",
                                     std::vector{streets::mode::walk, streets::mode::drive}};
    const auto edited = app::with_settings(text, changes, "city.toml");
    if (!edited) return 0;
    const auto read = app::parse_city_toml(*edited, "city.toml");
    require(read && read->name == changes.name && read->time_zone == changes.time_zone && read->modes == changes.modes);
    return 0;
}
