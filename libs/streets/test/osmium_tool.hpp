#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace yizhan::streets {

/// A file of the folder of real data (YIZHAN_TEST_DATA); none if it is not there.
std::optional<std::filesystem::path> real_extract(const std::string& name);

/// True if osmium-tool, which we did not write, is installed.
bool has_osmium_tool();

/// Runs `osmium ARGUMENTS`; its standard output. Fails the test if it fails.
std::string osmium_tool(const std::string& arguments);

/// Ids of objects (of all types given by the filter expressions) in a file, by `osmium tags-filter`.
std::set<std::int64_t> ids_with(const std::filesystem::path& file, const std::string& filters);

}  // namespace yizhan::streets

/// Ends a test that needs a file of real data or osmium-tool and does not have it.
#define YIZHAN_NEED(condition, what) \
    if (!(condition)) GTEST_SKIP() << what
