#include <yizhan/files/text.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <system_error>

namespace yizhan::files {
namespace {

struct range {
    char32_t first;
    char32_t last;
};

// East_Asian_Width W and F of Unicode 15, neighbouring blocks joined over unassigned code points.
constexpr std::array wide_ranges{
    range{0x1100, 0x115F},   range{0x231A, 0x231B},   range{0x2329, 0x232A},   range{0x23E9, 0x23EC},
    range{0x23F0, 0x23F0},   range{0x23F3, 0x23F3},   range{0x25FD, 0x25FE},   range{0x2614, 0x2615},
    range{0x2648, 0x2653},   range{0x267F, 0x267F},   range{0x2693, 0x2693},   range{0x26A1, 0x26A1},
    range{0x26AA, 0x26AB},   range{0x26BD, 0x26BE},   range{0x26C4, 0x26C5},   range{0x26CE, 0x26CE},
    range{0x26D4, 0x26D4},   range{0x26EA, 0x26EA},   range{0x26F2, 0x26F3},   range{0x26F5, 0x26F5},
    range{0x26FA, 0x26FA},   range{0x26FD, 0x26FD},   range{0x2705, 0x2705},   range{0x270A, 0x270B},
    range{0x2728, 0x2728},   range{0x274C, 0x274C},   range{0x274E, 0x274E},   range{0x2753, 0x2755},
    range{0x2757, 0x2757},   range{0x2795, 0x2797},   range{0x27B0, 0x27B0},   range{0x27BF, 0x27BF},
    range{0x2B1B, 0x2B1C},   range{0x2B50, 0x2B50},   range{0x2B55, 0x2B55},   range{0x2E80, 0x303E},
    range{0x3041, 0x4DBF},   range{0x4E00, 0xA4CF},   range{0xA960, 0xA97C},   range{0xAC00, 0xD7A3},
    range{0xF900, 0xFAFF},   range{0xFE10, 0xFE19},   range{0xFE30, 0xFE6B},   range{0xFF01, 0xFF60},
    range{0xFFE0, 0xFFE6},   range{0x16FE0, 0x18CD5}, range{0x1AFF0, 0x1B2FB}, range{0x1F004, 0x1F004},
    range{0x1F0CF, 0x1F0CF}, range{0x1F18E, 0x1F18E}, range{0x1F191, 0x1F19A}, range{0x1F200, 0x1F320},
    range{0x1F32D, 0x1F335}, range{0x1F337, 0x1F37C}, range{0x1F37E, 0x1F393}, range{0x1F3A0, 0x1F3CA},
    range{0x1F3CF, 0x1F3D3}, range{0x1F3E0, 0x1F3F0}, range{0x1F3F4, 0x1F3F4}, range{0x1F3F8, 0x1F43E},
    range{0x1F440, 0x1F440}, range{0x1F442, 0x1F4FC}, range{0x1F4FF, 0x1F53D}, range{0x1F54B, 0x1F567},
    range{0x1F57A, 0x1F57A}, range{0x1F595, 0x1F596}, range{0x1F5A4, 0x1F5A4}, range{0x1F5FB, 0x1F64F},
    range{0x1F680, 0x1F6C5}, range{0x1F6CC, 0x1F6CC}, range{0x1F6D0, 0x1F6D2}, range{0x1F6D5, 0x1F6DF},
    range{0x1F6EB, 0x1F6EC}, range{0x1F6F4, 0x1F6FC}, range{0x1F7E0, 0x1F7F0}, range{0x1F90C, 0x1F93A},
    range{0x1F93C, 0x1F945}, range{0x1F947, 0x1F9FF}, range{0x1FA70, 0x1FAF8}, range{0x20000, 0x3FFFD},
};

constexpr std::array empty_ranges{
    range{0x0300, 0x036F}, range{0x0483, 0x0489}, range{0x0591, 0x05BD}, range{0x0610, 0x061A}, range{0x064B, 0x065F},
    range{0x1AB0, 0x1AFF}, range{0x1DC0, 0x1DFF}, range{0x200B, 0x200F}, range{0x202A, 0x202E}, range{0x2060, 0x2064},
    range{0x20D0, 0x20F0}, range{0xFE00, 0xFE0F}, range{0xFE20, 0xFE2F}, range{0xFEFF, 0xFEFF}, range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool within(const std::array<range, N>& ranges, char32_t c) {
    const auto after = std::ranges::upper_bound(ranges, c, {}, &range::first);
    return after != ranges.begin() && c <= std::prev(after)->last;
}

// C0, DEL, C1, line and paragraph separators, and marks that turn the direction of writing.
bool steers_a_terminal(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

code_point first_code_point(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1};
    const auto size = static_cast<std::uint8_t>(std::countl_one(lead));
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(text[i])) return {};
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[size] || value > 0x10FFFF || surrogate) return {};
    return {value, size};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = first_code_point(text.substr(at));
        if (c.size == 0) return at;
        at += c.size;
    }
    return std::nullopt;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto c = first_code_point(text);
        if (within(wide_ranges, c.value))
            width += 2;
        else if (!within(empty_ranges, c.value))
            width += 1;
        text.remove_prefix(std::max<std::size_t>(c.size, 1));
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const auto c = first_code_point(text);
        const auto size = std::max<std::size_t>(c.size, 1);
        if (c.size == 0 || steers_a_terminal(c.value))
            clean += "\xEF\xBF\xBD";
        else
            clean += text.substr(0, size);
        text.remove_prefix(size);
    }
    return clean;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::array<std::string_view, 4> spaces{" ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    for (bool again = true; again;) {
        again = false;
        for (const auto space : spaces) {
            if (text.starts_with(space)) {
                text.remove_prefix(space.size());
                again = true;
            }
            if (text.ends_with(space)) {
                text.remove_suffix(space.size());
                again = true;
            }
        }
    }
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace yizhan::files
