#include "time_zone.hpp"

#include "environment.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace yizhan::app {
namespace {

namespace fs = std::filesystem;

// Names are made of letters, digits and "_+-/": nothing that leads out of the database's folder.
bool is_plausible(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
               c == '-' || c == '/';
    };
    for (const char c : name)
        if (!allowed(c)) return false;
    return !name.empty() && name.front() != '/' && name.back() != '/';
}

// Compiled zones begin with this magic (RFC 8536).
bool is_zone_file(const fs::path& path) {
    std::array<char, 4> magic{};
    std::ifstream file(path, std::ios::binary);
    file.read(magic.data(), magic.size());
    return file && std::string_view(magic.data(), magic.size()) == "TZif";
}

}  // namespace

result<void> check_time_zone(const std::string& name) {
    const auto chosen = environment_variable("TZDIR");
    const fs::path database = chosen.empty() ? "/usr/share/zoneinfo" : chosen;
    std::error_code problem;
    if (!fs::is_directory(database, problem))
        return fail(errc::not_found,
                    fmt::format("cannot check the time zone: {} is missing; install tzdata", database.string()));
    if (!is_plausible(name) || !is_zone_file(database / name))
        return fail(errc::bad_call, fmt::format("unknown time zone '{}': use a name such as Asia/Shanghai", name));
    return {};
}

}  // namespace yizhan::app
