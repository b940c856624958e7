#include "rule_table.hpp"

#include "parse_toml.hpp"
#include "rule_schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace yizhan::streets {
namespace {

// Nothing for kinds of value that no rule has: dates, tables, lists of anything but texts.
std::optional<rule_value> value_of(const toml::node& node) {
    if (const auto flag = node.value_exact<bool>()) return rule_value(*flag);
    if (const auto text = node.value_exact<std::string>()) return rule_value(*text);
    if (node.is_number()) return rule_value(node.value<double>().value_or(0));
    const auto* list = node.as_array();
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> words;
    for (const auto& element : *list) {
        const auto word = element.value_exact<std::string>();
        if (!word) return std::nullopt;
        words.push_back(*word);
    }
    return rule_value(std::move(words));
}

// Walks the tables of one mode and remembers the first complaint. The shipped tables are not checked: they are the
// vocabulary that checks are made with (and a test checks them).
class reader {
public:
    reader(std::string_view file, std::string prefix) : file_(file), prefix_(std::move(prefix)) {}

    template <class Keep>
    void read(const toml::table& tables, Keep keep) {
        for (const auto& [name, node] : tables) {
            const auto table = std::string(name.str());
            const auto wrong = checked() ? complaint_about(table, {}, {}) : std::nullopt;
            if (wrong) return complain(node, table, *wrong);
            if (!node.is_table()) return complain(node, table, "must be a table");
            for (const auto& [key, value] : *node.as_table())
                if (!read_key(table, std::string(key.str()), value, keep)) return;
        }
    }
    [[nodiscard]] std::optional<std::string>& complaint() { return complaint_; }

private:
    [[nodiscard]] bool checked() const { return !prefix_.empty(); }

    template <class Keep>
    bool read_key(const std::string& table, const std::string& key, const toml::node& node, Keep keep) {
        auto value = value_of(node);
        // A value of no possible kind is complained about like one of the wrong kind.
        auto wrong = checked() ? complaint_about(table, key, value ? *value : rule_value(std::string())) : std::nullopt;
        if (!value && !wrong) wrong = "must be a number, a text, true, false or a list of texts";
        if (wrong) {
            complain(node, fmt::format("{}.{}", table, key), *wrong);
            return false;
        }
        keep(table, key, rule_entry{std::move(*value), static_cast<std::uint32_t>(node.source().begin.line)});
        return true;
    }
    void complain(const toml::node& node, std::string_view what, std::string_view wrong) {
        complaint_ = fmt::format("{}:{}: {}{} {}", file_, node.source().begin.line, prefix_, what, wrong);
    }

    std::string file_;
    std::string prefix_;
    std::optional<std::string> complaint_;
};

// The tables under modes.MODE; null if there are none. A mode that does not exist is a mistake of the city's.
result<const toml::table*> tables_below(const toml::table& whole, mode wanted, std::string_view file) {
    const auto* modes = whole["modes"].as_table();
    if (modes == nullptr) return nullptr;
    for (const auto& [key, node] : *modes) {
        const auto line = node.source().begin.line;
        auto known = parse_mode(key.str());
        if (!known) return fail(errc::bad_call, fmt::format("{}:{}: {}", file, line, known.error().message));
        if (!node.is_table())
            return fail(errc::bad_call, fmt::format("{}:{}: modes.{} must be a table", file, line, key.str()));
    }
    return (*modes)[name_of(wanted)].as_table();
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

bool bare(std::string_view key) {
    return std::ranges::all_of(key, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
}

std::string written(const rule_value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    std::vector<std::string> words;
    for (const auto& word : std::get<std::vector<std::string>>(value))
        words.push_back(quoted(word));
    return fmt::format("[{}]", fmt::join(words, ", "));
}

}  // namespace

result<rule_table> rule_table::parse(std::string_view toml, std::string_view name, std::optional<mode> mode_below) {
    const auto parsed = parse_toml(toml, name);
    if (!parsed) return fail(errc::bad_call, parsed.error().message);
    const toml::table* tables = &*parsed;
    std::string prefix;
    rule_table made;
    if (mode_below) {
        auto below = tables_below(*tables, *mode_below, name);
        if (!below) return pass_on(below);
        if (*below == nullptr) return made;
        tables = *below;
        prefix = fmt::format("modes.{}.", name_of(*mode_below));
    }
    reader lines(name, prefix);
    lines.read(*tables, [&](const std::string& table, const std::string& key, rule_entry entry) {
        made.tables_[table][key] = std::move(entry);
    });
    if (lines.complaint()) return fail(errc::bad_call, std::move(*lines.complaint()));
    return made;
}

void rule_table::lay_over(const rule_table& other) {
    for (const auto& [name, table] : other.tables_)
        for (const auto& [key, entry] : table)
            tables_[name][key] = entry;
}

const rule_table::keys& rule_table::table(std::string_view name) const {
    static const keys none;
    const auto found = tables_.find(name);
    return found == tables_.end() ? none : found->second;
}

template <class T>
const T* rule_table::find(std::string_view table_name, std::string_view key) const {
    const auto& named = table(table_name);
    const auto found = named.find(key);
    return found == named.end() ? nullptr : std::get_if<T>(&found->second.value);
}

double rule_table::number(std::string_view table, std::string_view key, double fallback) const {
    const auto* value = find<double>(table, key);
    return value == nullptr ? fallback : *value;
}

bool rule_table::flag(std::string_view table, std::string_view key, bool fallback) const {
    const auto* value = find<bool>(table, key);
    return value == nullptr ? fallback : *value;
}

std::string rule_table::word(std::string_view table, std::string_view key, std::string_view fallback) const {
    const auto* value = find<std::string>(table, key);
    return value == nullptr ? std::string(fallback) : *value;
}

std::vector<std::string> rule_table::words(std::string_view table, std::string_view key) const {
    const auto* value = find<std::vector<std::string>>(table, key);
    return value == nullptr ? std::vector<std::string>{} : *value;
}

std::string rule_table::text() const {
    std::string out;
    for (const auto& [name, table] : tables_) {
        out += fmt::format("[{}]\n", name);
        for (const auto& [key, entry] : table)
            out += fmt::format("{} = {}\n", bare(key) ? key : quoted(key), written(entry.value));
    }
    return out;
}

}  // namespace yizhan::streets
