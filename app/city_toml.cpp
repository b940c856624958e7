#include "city_toml.hpp"

#include "parse_toml.hpp"

#include <yizhan/files/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace yizhan::app {
namespace {

result<toml::table> parse(const std::string& text, const std::string& file) {
    if (const auto bad = files::first_invalid_utf8(text))
        return fail(errc::bad_input, fmt::format("{}:{}: not in UTF-8: save the file in that encoding", file,
                                                 1 + std::ranges::count(std::string_view(text).substr(0, *bad), '\n')));
    auto parsed = parse_toml(text, file);
    if (!parsed) return fail(parsed.error().code, files::printable(parsed.error().message));
    return parsed;
}

constexpr std::array<std::string_view, 4> top_keys{"modes", "name", "streets", "time_zone"};
constexpr std::array<std::string_view, 1> streets_keys{"modes"};

// The first key in the text that is none of ours. `inside` is the table's name and a dot, or empty.
result<void> check_keys(const toml::table& table, std::span<const std::string_view> known, std::string_view inside,
                        const std::string& file) {
    const toml::key* first = nullptr;
    for (const auto& [key, node] : table) {
        const bool is_ours = std::ranges::find(known, key.str()) != known.end();
        if (!is_ours && (first == nullptr || key.source().begin < first->source().begin)) first = &key;
    }
    if (first == nullptr) return {};
    return fail(errc::bad_input, fmt::format("{}:{}: {}{} is not a key: use {}", file, first->source().begin.line,
                                             inside, files::printable(first->str()), fmt::join(known, ", ")));
}

std::unexpected<error> wrong(const toml::node& node, const std::string& file, std::string_view what) {
    return fail(errc::bad_input, fmt::format("{}:{}: {}", file, node.source().begin.line, what));
}

result<std::optional<std::string>> read_text(const toml::table& table, const char* key, const std::string& file) {
    const auto* node = table.get(key);
    if (node == nullptr) return std::optional<std::string>();
    auto text = node->value_exact<std::string>();
    if (!text || text->empty()) return wrong(*node, file, fmt::format("{} must be a text such as \"…\"", key));
    return text;
}

result<std::vector<streets::mode>> read_modes(const toml::node& node, const std::string& file) {
    const auto* names = node.as_array();
    if (names == nullptr || names->empty())
        return wrong(node, file, R"(streets.modes must be a list such as ["walk", "ebike"])");
    std::vector<streets::mode> modes;
    for (const auto& name : *names) {
        auto mode = streets::parse_mode(name.value_or(std::string("(no text)")));
        if (!mode) return wrong(name, file, mode.error().message);
        modes.push_back(*mode);
    }
    return modes;
}

// The modes that the table `streets` names, if it does.
result<std::optional<std::vector<streets::mode>>> read_streets(const toml::table& top, const std::string& file) {
    std::optional<std::vector<streets::mode>> none;
    const auto* node = top.get("streets");
    if (node == nullptr) return none;
    const auto* table = node->as_table();
    if (table == nullptr) return wrong(*node, file, "streets must be a table: [streets]");
    if (auto known = check_keys(*table, streets_keys, "streets.", file); !known) return pass_on(known);
    const auto* names = table->get("modes");
    if (names == nullptr) return none;
    auto modes = read_modes(*names, file);
    if (!modes) return pass_on(modes);
    return std::optional(std::move(*modes));
}

std::string quoted(std::string_view text) {
    std::string literal = "\"";
    for (const char c : files::printable(text)) {
        if (c == '"' || c == '\\') literal += '\\';
        literal += c;
    }
    return literal + '"';
}

std::string modes_text(const std::vector<streets::mode>& modes) {
    std::vector<std::string> names;
    for (const auto mode : modes)
        names.push_back(quoted(streets::name_of(mode)));
    return fmt::format("[{}]", fmt::join(names, ", "));
}

// Offset in the text of a position as the parser counts: lines and code points from 1.
std::size_t offset_of(std::string_view text, const toml::source_position& position) {
    std::size_t at = 0;
    for (toml::source_index line = 1; line < position.line && at < text.size(); ++line)
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
    for (toml::source_index column = 1; column < position.column && at < text.size(); ++column)
        at += std::max<std::size_t>(files::first_code_point(text.substr(at)).size, 1);
    return at;
}

// Start of the first line that begins with `[`, as table headings do; the text's end if there is none.
std::size_t first_heading(std::string_view text) {
    for (std::size_t line = 0; line < text.size();) {
        const auto end = std::min(text.find('\n', line), text.size());
        if (files::trimmed(text.substr(line, end - line)).starts_with('[')) return line;
        line = end + 1;
    }
    return text.size();
}

// A key (of the table `streets`, or of the top) and its new value.
struct edit {
    bool in_streets;
    std::string key;
    std::string value;
};

const toml::node* find(const toml::table& top, const edit& change) {
    const auto* table = change.in_streets ? top["streets"].as_table() : &top;
    return table == nullptr ? nullptr : table->get(change.key);
}

std::string inserted(std::string text, const toml::table& top, const edit& change) {
    const auto line = fmt::format("{} = {}\n", change.key, change.value);
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!change.in_streets) return text.insert(first_heading(text), line);
    const auto* table = top["streets"].as_table();
    if (table == nullptr) return text + "\n[streets]\n" + line;
    const auto heading = offset_of(text, table->source().begin);
    return text.insert(text.find('\n', heading) + 1, line);
}

result<std::string> applied(const std::string& text, const edit& change, const std::string& file) {
    const auto top = parse(text, file);
    if (!top) return std::unexpected(top.error());
    const auto* node = find(*top, change);
    if (node == nullptr) return inserted(text, *top, change);
    const auto begin = offset_of(text, node->source().begin);
    const auto end = offset_of(text, node->source().end);
    return text.substr(0, begin) + change.value + text.substr(end);
}

}  // namespace

result<city_settings> parse_city_toml(const std::string& text, const std::string& file) {
    const auto top = parse(text, file);
    if (!top) return std::unexpected(top.error());
    if (auto known = check_keys(*top, top_keys, "", file); !known) return pass_on(known);
    city_settings settings;
    auto name = read_text(*top, "name", file);
    if (!name) return pass_on(name);
    settings.name = std::move(*name);
    auto zone = read_text(*top, "time_zone", file);
    if (!zone) return pass_on(zone);
    settings.time_zone = std::move(*zone);
    if (const auto* rules = top->get("modes"); rules != nullptr && !rules->is_table())
        return wrong(*rules, file,
                     "modes must be tables of rules, as [modes.walk.speed]; which modes: [streets] modes");
    auto modes = read_streets(*top, file);
    if (!modes) return pass_on(modes);
    settings.modes = std::move(*modes);
    return settings;
}

std::string new_city_toml(const city_settings& settings) {
    constexpr std::string_view text =
        R"(# A city of Yizhan. `yizhan init` reads this file and leaves it as it is, but for values given as its options.

name = {name}
time_zone = {zone}

[streets]
# Ways to travel that have a travel graph. Other choices: run `yizhan init` again with --modes.
modes = {modes}

# The rules of travel can be changed for this city: speeds, delays, who may use what. `yizhan modes` prints the
# tables in force; name here what differs, then run `yizhan init` again. An example:
#
# [modes.walk.speed]
# usual = 4.5
# steps = 3
)";
    return fmt::format(text, fmt::arg("name", quoted(settings.name.value_or("city"))),
                       fmt::arg("zone", quoted(settings.time_zone.value_or("Asia/Shanghai"))),
                       fmt::arg("modes", modes_text(settings.modes.value_or(std::vector<streets::mode>()))));
}

result<std::string> with_settings(const std::string& text, const city_settings& changes, const std::string& file) {
    std::vector<edit> edits;
    if (changes.name) edits.push_back({false, "name", quoted(*changes.name)});
    if (changes.time_zone) edits.push_back({false, "time_zone", quoted(*changes.time_zone)});
    if (changes.modes) edits.push_back({true, "modes", modes_text(*changes.modes)});
    if (const auto now = parse_city_toml(text, file); !now) return std::unexpected(now.error());
    auto edited = text;
    for (const auto& change : edits) {
        auto next = applied(edited, change, file);
        if (!next) return next;
        edited = std::move(*next);
    }
    const auto check = parse_city_toml(edited, file);
    const bool kept = check && (!changes.name || check->name == changes.name) &&
                      (!changes.time_zone || check->time_zone == changes.time_zone) &&
                      (!changes.modes || check->modes == changes.modes);
    if (!kept)
        return fail(
            errc::unsupported,
            fmt::format("{}: cannot put the given options into it: write name, time_zone and [streets] modes as "
                        "plain keys, or change them there by hand",
                        file));
    return edited;
}

}  // namespace yizhan::app
