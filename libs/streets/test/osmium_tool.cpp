#include "osmium_tool.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace yizhan::streets {

std::optional<std::filesystem::path> real_extract(const std::string& name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets variables
    const char* folder = std::getenv("YIZHAN_TEST_DATA");
    if (folder == nullptr || *folder == '\0') return std::nullopt;
    auto path = std::filesystem::path(folder) / "osm" / name;
    return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

bool has_osmium_tool() {
    // NOLINTNEXTLINE(cert-env33-c,concurrency-mt-unsafe): a command of our own
    static const bool found = std::system("osmium --version >/dev/null 2>&1") == 0;
    return found;
}

std::string osmium_tool(const std::string& arguments) {
    const auto command = "osmium " + arguments;
    // NOLINTNEXTLINE(cert-env33-c): its arguments come from tests
    std::FILE* pipe = ::popen(command.c_str(), "r");
    EXPECT_NE(pipe, nullptr);
    if (pipe == nullptr) return {};
    std::string output;
    std::array<char, 65536> piece{};
    for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
        output.append(piece.data(), got);
    EXPECT_EQ(::pclose(pipe), 0) << command;
    return output;
}

std::set<std::int64_t> ids_with(const std::filesystem::path& file, const std::string& filters) {
    std::istringstream lines(osmium_tool("tags-filter --no-progress -R -f opl " + file.string() + " " + filters));
    std::set<std::int64_t> ids;
    for (std::string line; std::getline(lines, line);)
        ids.insert(std::stoll(line.substr(1)));
    return ids;
}

}  // namespace yizhan::streets
