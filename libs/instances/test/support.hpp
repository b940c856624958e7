#pragma once

#include <yizhan/instances/instance.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace yizhan::instances {

/// A file of the folder of real data, or a skipped test.
#define YIZHAN_LOCATION_FILE(path, name)   \
    const auto path = location_file(name); \
    if (!std::filesystem::is_regular_file(path)) GTEST_SKIP() << "needs YIZHAN_TEST_DATA/location/" << (name)

inline std::filesystem::path location_file(const std::string& name) {
    const char* folder = std::getenv("YIZHAN_TEST_DATA");
    return folder == nullptr ? std::filesystem::path() : std::filesystem::path(folder) / "location" / name;
}

/// What is said of a text that must be refused: one line, `bad_input`.
inline std::string refusal(const result<instance>& read) {
    if (read.has_value()) return "(was read)";
    EXPECT_EQ(read.error().code, errc::bad_input);
    EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
    return read.error().message;
}

}  // namespace yizhan::instances
