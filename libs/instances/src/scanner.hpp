#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>

namespace yizhan::instances {

/// Largest number that a file may hold as a weight, cost, coordinate or distance: sums of 10^8 of them are still far
/// from the end of doubles.
inline constexpr double most_amount = 1e15;

/// Reads a text of fields separated by blanks and tabs, line by line, or with lines of no meaning (`free_form`). Says
/// what is wrong as "name:line: …".
class scanner {
public:
    /// Both must outlive the scanner. A byte-order mark is left out.
    scanner(std::string_view text, const std::string& name, bool free_form = false);

    /// Goes to the next line that has a field; false at the end of the text.
    bool next_line();
    /// Whether there is another field, in this line or (free form) anywhere.
    bool more();
    /// The next field; `what` names it in the message if there is none.
    result<std::string_view> field(std::string_view what);
    /// A finite number within ±`most_amount`.
    result<double> number(std::string_view what);
    /// A number in 0 … `most_amount`.
    result<double> amount(std::string_view what);
    result<std::uint64_t> whole(std::string_view what, std::uint64_t least, std::uint64_t most);
    /// Refuses what follows in the line; `form` is what the line should have.
    result<void> end_of_line(std::string_view form);
    /// Refuses anything but blank lines.
    result<void> end_of_text(std::string_view after);
    /// The line as it is, from its first field on.
    [[nodiscard]] std::string_view rest_of_line() const;

    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// `bad_input` at the present line.
    [[nodiscard]] std::unexpected<error> refuse(const std::string& what,
                                                std::source_location where = std::source_location::current()) const;

private:
    void skip_blanks();

    std::string_view text_;
    const std::string& name_;
    bool free_form_;
    bool begun_ = false;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

/// A field in messages: cut, and without what could steer a terminal.
std::string quoted(std::string_view field);

/// A finite number over the whole field; false for anything else, also "inf" and "nan".
bool parse_number(std::string_view field, double& into);

/// The file's name without folder and last ending.
std::string stem_of(const std::string& name);

}  // namespace yizhan::instances
