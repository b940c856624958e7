#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/text.hpp>

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace yizhan::files {
namespace {

constexpr std::size_t flush_size = std::size_t{1} << 16;

void append_control(std::string& into, char32_t c) {
    switch (c) {
        case '\n':
            into += "\\n";
            return;
        case '\r':
            into += "\\r";
            return;
        case '\t':
            into += "\\t";
            return;
        default:
            into += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    }
}

void append_string(std::string& buffer, std::string_view text) {
    buffer += '"';
    while (!text.empty()) {
        const auto c = first_code_point(text);
        const auto size = std::max<std::size_t>(c.size, 1);
        if (c.size == 0)
            buffer += "\xEF\xBF\xBD";
        else if (c.value < 0x20)
            append_control(buffer, c.value);
        else {
            if (c.value == '"' || c.value == '\\') buffer += '\\';
            buffer += text.substr(0, size);
        }
        text.remove_prefix(size);
    }
    buffer += '"';
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string string;
    append_string(string, text);
    return string;
}

std::string fixed_text(double number, int decimals) {
    auto text = fmt::format("{:.{}f}", number, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string degrees_text(std::int32_t coordinate) {
    const std::int64_t magnitude = std::abs(std::int64_t{coordinate});
    constexpr std::int64_t unit = 10'000'000;
    std::array<char, 16> buffer{};
    char* end = buffer.data();
    if (coordinate < 0) *end++ = '-';
    end = std::to_chars(end, buffer.data() + buffer.size(), magnitude / unit).ptr;
    std::int64_t fraction = magnitude % unit;
    if (fraction != 0) *end++ = '.';
    for (std::int64_t digit = unit / 10; fraction != 0; digit /= 10) {
        *end++ = static_cast<char>('0' + fraction / digit);
        fraction %= digit;
    }
    return {buffer.data(), end};
}

json_writer::json_writer(text_sink sink) : sink_(std::move(sink)) {}

void json_writer::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!has_members_.empty()) {
        if (has_members_.back()) buffer_ += ',';
        has_members_.back() = true;
    }
    if (std::exchange(break_before_next_, false)) buffer_ += '\n';
}

void json_writer::begin_object() {
    before_value();
    buffer_ += '{';
    has_members_.push_back(false);
}

void json_writer::end_object() {
    assert(!has_members_.empty() && !after_key_);
    if (std::exchange(break_before_next_, false)) buffer_ += '\n';
    has_members_.pop_back();
    buffer_ += '}';
    flush_if_large();
}

void json_writer::begin_array() {
    before_value();
    buffer_ += '[';
    has_members_.push_back(false);
}

void json_writer::end_array() {
    assert(!has_members_.empty() && !after_key_);
    if (std::exchange(break_before_next_, false)) buffer_ += '\n';
    has_members_.pop_back();
    buffer_ += ']';
    flush_if_large();
}

void json_writer::key(std::string_view name) {
    before_value();
    append_string(buffer_, name);
    buffer_ += ':';
    after_key_ = true;
}

void json_writer::value(std::string_view text) {
    before_value();
    append_string(buffer_, text);
    flush_if_large();
}

void json_writer::value(bool truth) {
    number_text(truth ? "true" : "false");
}

void json_writer::value(double number) {
    if (!std::isfinite(number)) return null();
    number_text(fmt::format("{}", number));
}

void json_writer::fixed(double number, int decimals) {
    if (!std::isfinite(number)) return null();
    number_text(fixed_text(number, decimals));
}

void json_writer::position(geo::point p) {
    before_value();
    buffer_ += '[';
    buffer_ += degrees_text(p.lon);
    buffer_ += ',';
    buffer_ += degrees_text(p.lat);
    buffer_ += ']';
    flush_if_large();
}

void json_writer::number_text(std::string_view text) {
    before_value();
    buffer_ += text;
}

void json_writer::flush_if_large() {
    if (buffer_.size() < flush_size) return;
    sink_(buffer_);
    buffer_.clear();
}

void json_writer::finish() {
    assert(has_members_.empty() && !after_key_);
    buffer_ += '\n';
    sink_(buffer_);
    buffer_.clear();
}

}  // namespace yizhan::files
