#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// A table for people, in plain text: columns padded by what they take on a terminal (East Asian characters two), no
/// lines. Text is made printable, so that a name from a file cannot steer the terminal.
class text_table {
public:
    enum class side : std::uint8_t { left, right };

    struct column {
        std::string heading;
        side align = side::left;
    };

    explicit text_table(std::vector<column> columns) : columns_(std::move(columns)) {}

    /// Precondition: as many fields as columns.
    void add(std::vector<std::string> fields);
    /// All lines, each ended by a line feed.
    [[nodiscard]] std::string text() const;

private:
    std::vector<column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace yizhan::files
