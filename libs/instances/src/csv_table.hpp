#pragma once

#include "scanner.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::instances {

/// A wanted column of a table.
struct csv_column {
    std::string_view name;
    bool required;
};

/// Reads a comma-separated table with a heading, the wanted columns in the order asked for. Fields may stand in
/// quotes, on one line and without quotes in them; blanks around fields do not count.
class csv_table {
public:
    /// `text` and `name` must outlive the table.
    static result<csv_table> open(std::string_view text, const std::string& name, std::span<const csv_column> wanted);

    /// Goes to the next line that is not blank; false at the end.
    result<bool> next();
    /// The field of wanted column `c`; empty where the table has no such column.
    [[nodiscard]] std::string_view operator[](std::size_t c) const { return fields_[c]; }
    [[nodiscard]] bool has(std::size_t c) const;
    /// A number in 0 … `most_amount`.
    [[nodiscard]] result<double> amount(std::size_t c) const;
    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] std::unexpected<error> refuse(const std::string& what,
                                                std::source_location where = std::source_location::current()) const;

private:
    csv_table(std::string_view text, const std::string& name, std::span<const csv_column> wanted);
    result<void> read_heading();
    bool take_line(std::string_view& line);
    result<std::string_view> take_field(std::string_view& line, bool& last) const;

    std::string_view text_;
    const std::string* name_;
    std::vector<csv_column> wanted_;
    std::vector<std::size_t> wanted_at_;  // of each column of the file; wanted_.size(): not wanted
    std::vector<std::string_view> fields_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;
};

/// Ids by number. The texts must outlive the table.
class id_table {
public:
    id_table() : slots_(16, siting::nobody) {}

    /// False when the id is there already.
    bool add(std::string_view id);
    /// `siting::nobody` for an id that was not added.
    [[nodiscard]] siting::index find(std::string_view id) const;
    [[nodiscard]] const std::vector<std::string_view>& ids() const { return ids_; }

private:
    [[nodiscard]] std::size_t slot_of(std::string_view id) const;
    void grow();

    std::vector<std::string_view> ids_;
    std::vector<siting::index> slots_;  // a power of two of them, at most half taken
};

}  // namespace yizhan::instances
