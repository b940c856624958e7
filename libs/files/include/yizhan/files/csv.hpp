#pragma once

#include <yizhan/base/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// A record of a CSV file and the line (from 1) on which it starts.
struct csv_record {
    std::size_t line = 0;
    std::vector<std::string> fields;
};

/// Reads RFC 4180: quotes, doubled quotes, delimiters and line ends inside quotes; LF, CRLF or CR as line ends; blank
/// lines are left out. Strict where a guess could shift columns: a quote inside an unquoted field, text after a
/// closing quote and a quote that is never closed are errors.
class csv_reader {
public:
    static constexpr std::size_t max_field_bytes = std::size_t{1} << 20;

    /// Over `text`, which must outlive the reader, without byte-order mark. `name` stands in messages.
    csv_reader(std::string_view text, std::string name, char delimiter);

    /// The next record; false at the end. Errors are `bad_input`: "name:line: what".
    result<bool> next(csv_record& record);

private:
    result<void> quoted_field(std::string& field);
    result<void> plain_field(std::string& field);
    [[nodiscard]] bool at_line_end() const;
    void skip_line_end();

    std::string_view text_;
    std::string name_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

/// The most frequent of `,` `;` and tab outside quotes in the first record; `,` if there is none.
char detect_delimiter(std::string_view text);

/// Appends a field, quoted where it must be.
void append_csv_field(std::string& line, std::string_view field);

}  // namespace yizhan::files
