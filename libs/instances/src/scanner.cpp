#include "scanner.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <utility>

namespace yizhan::instances {
namespace {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}
constexpr bool is_space(char c) {
    return is_blank(c) || c == '\n';
}

}  // namespace

std::string quoted(std::string_view field) {
    constexpr std::size_t longest = 40;
    std::string text = "'";
    for (const char c : field.substr(0, longest))
        text += c >= ' ' && c < 127 ? c : '?';
    return text + (field.size() > longest ? "…'" : "'");
}

bool parse_number(std::string_view field, double& into) {
    if (field.size() > 1 && field[0] == '+' && field[1] != '-') field.remove_prefix(1);
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), into);
    return problem == std::errc{} && end == field.data() + field.size() && std::isfinite(into);
}

std::string stem_of(const std::string& name) {
    return std::filesystem::path(name).stem().string();
}

scanner::scanner(std::string_view text, const std::string& name, bool free_form)
    : text_(text), name_(name), free_form_(free_form) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

std::unexpected<error> scanner::refuse(const std::string& what, std::source_location where) const {
    return fail(errc::bad_input, fmt::format("{}:{}: {}", name_, line_, what), where);
}

void scanner::skip_blanks() {
    while (at_ < text_.size() && is_space(text_[at_])) {
        if (text_[at_] == '\n') {
            if (!free_form_) return;
            ++line_;
        }
        ++at_;
    }
}

bool scanner::next_line() {
    if (std::exchange(begun_, true)) {
        const auto end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
    }
    while (at_ < text_.size() && is_space(text_[at_]))
        if (text_[at_++] == '\n') ++line_;
    return at_ < text_.size();
}

bool scanner::more() {
    skip_blanks();
    return at_ < text_.size() && text_[at_] != '\n';
}

result<std::string_view> scanner::field(std::string_view what) {
    if (!more())
        return refuse(fmt::format("the {} ends where {} should be: is the file complete?",
                                  at_ == text_.size() ? "file" : "line", what));
    const auto begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]))
        ++at_;
    return text_.substr(begin, at_ - begin);
}

result<double> scanner::number(std::string_view what) {
    const auto text = field(what);
    if (!text) return std::unexpected(text.error());
    double value = 0;
    if (!parse_number(*text, value)) return refuse(fmt::format("{} is {}: give a number", what, quoted(*text)));
    if (std::abs(value) > most_amount)
        return refuse(fmt::format("{} is {}: at most {:g} can be worked with", what, quoted(*text), most_amount));
    return value;
}

result<double> scanner::amount(std::string_view what) {
    const auto value = number(what);
    if (value && *value < 0) return refuse(fmt::format("{} is {}: give 0 or more", what, *value));
    return value;
}

result<std::uint64_t> scanner::whole(std::string_view what, std::uint64_t least, std::uint64_t most) {
    const auto text = field(what);
    if (!text) return std::unexpected(text.error());
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (problem != std::errc{} || end != text->data() + text->size() || value < least || value > most)
        return refuse(fmt::format("{} is {}: give a whole number from {} to {}", what, quoted(*text), least, most));
    return value;
}

result<void> scanner::end_of_line(std::string_view form) {
    if (!more()) return {};
    const auto extra = field("a field");
    return refuse(fmt::format("{} is one field too many: the line should be {}", quoted(*extra), form));
}

result<void> scanner::end_of_text(std::string_view after) {
    if (free_form_ ? !more() : !next_line()) return {};
    const auto extra = field("a field");
    return refuse(fmt::format("{} after {}: do the counts at the top fit?", quoted(*extra), after));
}

std::string_view scanner::rest_of_line() const {
    const auto end = text_.find('\n', at_);
    auto rest = text_.substr(at_, end == std::string_view::npos ? end : end - at_);
    while (!rest.empty() && is_blank(rest.back()))
        rest.remove_suffix(1);
    return rest;
}

}  // namespace yizhan::instances
