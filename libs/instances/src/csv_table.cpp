#include "csv_table.hpp"

#include <yizhan/base/hash.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace yizhan::instances {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

csv_table::csv_table(std::string_view text, const std::string& name, std::span<const csv_column> wanted)
    : text_(text), name_(&name), wanted_(wanted.begin(), wanted.end()), fields_(wanted.size()) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

result<csv_table> csv_table::open(std::string_view text, const std::string& name, std::span<const csv_column> wanted) {
    csv_table table(text, name, wanted);
    if (auto heading = table.read_heading(); !heading) return pass_on(heading);
    return table;
}

std::unexpected<error> csv_table::refuse(const std::string& what, std::source_location where) const {
    return fail(errc::bad_input, fmt::format("{}:{}: {}", *name_, line_, what), where);
}

bool csv_table::take_line(std::string_view& line) {
    while (at_ < text_.size()) {
        const auto end = std::min(text_.find('\n', at_), text_.size());
        line = trimmed(text_.substr(at_, end - at_));
        at_ = end + 1;
        ++line_;
        if (!line.empty()) return true;
    }
    return false;
}

result<std::string_view> csv_table::take_field(std::string_view& line, bool& last) const {
    const auto quote = line.find_first_not_of(" \t");
    std::size_t from = 0;
    if (quote != std::string_view::npos && line[quote] == '"') {
        const auto closed = line.find('"', quote + 1);
        if (closed == std::string_view::npos) return refuse("a quote is not closed: close it in the same line");
        from = closed + 1;
    }
    const auto comma = line.find(',', from);
    last = comma == std::string_view::npos;
    auto field = trimmed(line.substr(0, comma));
    line.remove_prefix(last ? line.size() : comma + 1);
    if (from == 0) return field;
    if (field.size() < 2 || field.substr(1).find('"') != field.size() - 2)
        return refuse(fmt::format("{}: no text after a closing quote, no quotes within quotes", quoted(field)));
    return field.substr(1, field.size() - 2);
}

result<void> csv_table::read_heading() {
    std::string_view line;
    std::string names;
    for (const auto& column : wanted_)
        names += fmt::format("{}{}", names.empty() ? "" : ",", column.name);
    if (!take_line(line)) {
        line_ = 1;
        return refuse(fmt::format("the file is empty: give a heading with {}", names));
    }
    std::vector<bool> there(wanted_.size());
    for (bool last = false; !last;) {
        const auto name = take_field(line, last);
        if (!name) return std::unexpected(name.error());
        const auto found = std::ranges::find(wanted_, *name, &csv_column::name) - wanted_.begin();
        wanted_at_.push_back(static_cast<std::size_t>(found));
        if (wanted_at_.back() == wanted_.size()) continue;
        if (there[wanted_at_.back()]) return refuse(fmt::format("column {} is there twice: keep one", *name));
        there[wanted_at_.back()] = true;
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i)
        if (wanted_[i].required && !there[i])
            return refuse(fmt::format("no column {}: the heading should have {}", wanted_[i].name, names));
    return {};
}

bool csv_table::has(std::size_t c) const {
    return std::ranges::find(wanted_at_, c) != wanted_at_.end();
}

result<bool> csv_table::next() {
    std::string_view line;
    if (!take_line(line)) return false;
    bool last = false;
    for (std::size_t column = 0; column < wanted_at_.size(); ++column) {
        if (last)
            return refuse(
                fmt::format("{} fields, where the heading has {}: is the line complete?", column, wanted_at_.size()));
        const auto field = take_field(line, last);
        if (!field) return std::unexpected(field.error());
        if (wanted_at_[column] < fields_.size()) fields_[wanted_at_[column]] = *field;
    }
    if (!last) return refuse(fmt::format("more fields than the {} of the heading", wanted_at_.size()));
    return true;
}

result<double> csv_table::amount(std::size_t c) const {
    double value = 0;
    if (!parse_number(fields_[c], value))
        return refuse(fmt::format("{} is {}: give a number", wanted_[c].name, quoted(fields_[c])));
    if (value < 0 || value > most_amount)
        return refuse(
            fmt::format("{} is {}: give a number from 0 to {:g}", wanted_[c].name, quoted(fields_[c]), most_amount));
    return value;
}

std::size_t id_table::slot_of(std::string_view id) const {
    const auto mask = slots_.size() - 1;
    auto slot = hash_text(id) & mask;
    while (slots_[slot] != siting::nobody && ids_[slots_[slot]] != id)
        slot = (slot + 1) & mask;
    return slot;
}

void id_table::grow() {
    slots_.assign(slots_.size() * 2, siting::nobody);
    for (siting::index i = 0; i < ids_.size(); ++i)
        slots_[slot_of(ids_[i])] = i;
}

bool id_table::add(std::string_view id) {
    const auto slot = slot_of(id);
    if (slots_[slot] != siting::nobody) return false;
    slots_[slot] = static_cast<siting::index>(ids_.size());
    ids_.push_back(id);
    if (ids_.size() * 2 > slots_.size()) grow();
    return true;
}

siting::index id_table::find(std::string_view id) const {
    return slots_[slot_of(id)];
}

}  // namespace yizhan::instances
