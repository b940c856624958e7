#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yizhan::files {

/// One code point at the start of a text; `size` is 0 where the bytes are no UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
struct code_point {
    char32_t value = 0;
    std::uint8_t size = 0;
};
/// Precondition: `text` is not empty.
code_point first_code_point(std::string_view text);

/// Offset of the first byte that is no UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Columns that a text takes on a terminal: two for East Asian wide characters (Unicode TR 11), none for combining
/// marks.
std::size_t display_width(std::string_view text);

/// The text without what could steer a terminal or break a line: control characters and bytes that are no UTF-8
/// become U+FFFD.
std::string printable(std::string_view text);

/// Without spaces, tabs and no-break or ideographic spaces at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, the rest as it is.
std::string lower_ascii(std::string_view text);

/// A plain decimal number over the whole text ("-8.61", "1e3"); nothing for anything else, infinities and NaN.
std::optional<double> parse_number(std::string_view text);

}  // namespace yizhan::files
