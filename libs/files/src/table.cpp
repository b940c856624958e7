#include <yizhan/files/table.hpp>
#include <yizhan/files/text.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

namespace yizhan::files {

void text_table::add(std::vector<std::string> fields) {
    assert(fields.size() == columns_.size());
    for (auto& field : fields)
        field = printable(field);
    rows_.push_back(std::move(fields));
}

std::string text_table::text() const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto width = display_width(columns_[i].heading);
        for (const auto& row : rows_)
            width = std::max(width, display_width(row[i]));
        widths.push_back(width);
    }
    std::string text;
    const auto add_line = [&](const auto& field_of) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string& field = field_of(i);
            const std::string gap(widths[i] - display_width(field), ' ');
            if (i > 0) line += "  ";
            line += columns_[i].align == side::right ? gap + field : field + gap;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    add_line([&](std::size_t i) -> const std::string& { return columns_[i].heading; });
    for (const auto& row : rows_)
        add_line([&](std::size_t i) -> const std::string& { return row[i]; });
    return text;
}

}  // namespace yizhan::files
