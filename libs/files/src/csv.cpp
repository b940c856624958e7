#include <yizhan/files/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace yizhan::files {

csv_reader::csv_reader(std::string_view text, std::string name, char delimiter)
    : text_(text), name_(std::move(name)), delimiter_(delimiter) {}

bool csv_reader::at_line_end() const {
    return at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r');
}

void csv_reader::skip_line_end() {
    if (text_.substr(at_).starts_with("\r\n")) ++at_;
    ++at_;
    ++line_;
}

result<bool> csv_reader::next(csv_record& record) {
    while (at_line_end())
        skip_line_end();
    record.fields.clear();
    record.line = line_;
    if (at_ == text_.size()) return false;
    while (true) {
        auto& field = record.fields.emplace_back();
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        if (auto read = quoted ? quoted_field(field) : plain_field(field); !read) return pass_on(read);
        if (at_ == text_.size()) return true;
        if (at_line_end()) {
            skip_line_end();
            return true;
        }
        ++at_;  // the delimiter
    }
}

result<void> csv_reader::quoted_field(std::string& field) {
    const auto opened = line_;
    ++at_;
    while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '"') {
            if (at_ == text_.size() || text_[at_] == delimiter_ || at_line_end()) return {};
            if (text_[at_] != '"')
                return fail(
                    errc::bad_input,
                    fmt::format("{}:{}: text after a closing quote: double the quotes inside a field", name_, line_));
            ++at_;
        }
        if (c == '\n' || (c == '\r' && !text_.substr(at_).starts_with('\n'))) ++line_;
        field += c;
        if (field.size() > max_field_bytes)
            return fail(
                errc::bad_input,
                fmt::format("{}:{}: a field is longer than 1 MB: is its closing quote missing?", name_, opened));
    }
    return fail(errc::bad_input, fmt::format("{}:{}: the quote that opens here is never closed", name_, opened));
}

result<void> csv_reader::plain_field(std::string& field) {
    const std::array<char, 3> ends{delimiter_, '\n', '\r'};
    const auto end = std::min(text_.find_first_of(std::string_view(ends.data(), ends.size()), at_), text_.size());
    const auto value = text_.substr(at_, end - at_);
    if (value.size() > max_field_bytes)
        return fail(errc::bad_input, fmt::format("{}:{}: a field is longer than 1 MB", name_, line_));
    if (value.contains('"'))
        return fail(
            errc::bad_input,
            fmt::format("{}:{}: a quote inside a field that is not quoted: quote the field and double the quote", name_,
                        line_));
    field = value;
    at_ = end;
    return {};
}

char detect_delimiter(std::string_view text) {
    constexpr std::array<char, 3> candidates{',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const auto found = std::ranges::find(candidates, c); found != candidates.end())
            ++counts[static_cast<std::size_t>(found - candidates.begin())];
    }
    return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

void append_csv_field(std::string& line, std::string_view field) {
    const bool padded = field.starts_with(' ') || field.ends_with(' ');
    if (!padded && field.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char c : field) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

}  // namespace yizhan::files
