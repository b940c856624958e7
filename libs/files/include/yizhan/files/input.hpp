#pragma once

#include <yizhan/base/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace yizhan::files {

/// Largest table or map file that is read into memory.
inline constexpr std::size_t max_input_bytes = std::size_t{1} << 30;

/// How an input is called in messages: its path, or "standard input" for `-`.
std::string input_name(const std::string& path);

/// The whole content of a file, pipe or device, or of standard input for `-`. `errc::limit` beyond `max_bytes`.
result<std::string> read_input(const std::string& path, std::size_t max_bytes = max_input_bytes);

/// Takes a UTF-8 byte-order mark away and refuses what is no UTF-8 text: other encodings, NUL bytes. Messages name
/// the line.
result<void> check_text(std::string& text, std::string_view name);

}  // namespace yizhan::files
