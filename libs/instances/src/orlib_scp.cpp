#include "readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace yizhan::instances {
namespace {

// The columns of each row, as the file has them.
struct row_lists {
    std::vector<std::uint64_t> first = {0};
    std::vector<index> column;
};

result<void> read_row(scanner& in, std::uint64_t columns, row_lists& into, std::vector<std::uint64_t>& seen_in) {
    const auto row = into.first.size();
    const auto count = in.whole(fmt::format("the number of columns that cover row {}", row), 0, columns);
    if (!count) return std::unexpected(count.error());
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto column = in.whole("a column", 1, columns);
        if (!column) return std::unexpected(column.error());
        if (std::exchange(seen_in[*column - 1], row) == row)
            return in.refuse(fmt::format("column {} covers row {} twice: name it once", *column, row));
        into.column.push_back(static_cast<index>(*column - 1));
    }
    into.first.push_back(into.column.size());
    return {};
}

// Rows of columns become columns of rows; rows come in ascending order.
siting::pair_table transposed(const row_lists& rows, std::size_t columns) {
    siting::pair_table table;
    table.first.assign(columns + 1, 0);
    for (const auto column : rows.column)
        ++table.first[column + 1];
    std::inclusive_scan(table.first.begin(), table.first.end(), table.first.begin());
    table.cell.resize(rows.column.size());
    auto next = table.first;
    for (index row = 0; row + 1 < rows.first.size(); ++row)
        for (auto at = rows.first[row]; at < rows.first[row + 1]; ++at)
            table.cell[next[rows.column[at]]++] = row;
    return table;
}

}  // namespace

// Beasley's set cover, without regard to lines: rows, columns, the cost of each column; for each row the number of
// columns that cover it, and these.
result<instance> parse_orlib_scp(std::string_view text, const std::string& name) {
    scanner in(text, name, true);
    // Each takes a field at least.
    const auto rows = in.whole("the number of rows", 1, std::max<std::size_t>(text.size(), 1));
    if (!rows) return std::unexpected(rows.error());
    const auto columns = in.whole("the number of columns", 1, std::max<std::size_t>(text.size(), 1));
    if (!columns) return std::unexpected(columns.error());
    instance read;
    for (std::uint64_t i = 1; i <= *columns; ++i) {
        const auto cost = in.amount(fmt::format("the cost of column {}", i));
        if (!cost) return std::unexpected(cost.error());
        read.cost.push_back(*cost);
    }
    row_lists lists;
    std::vector<std::uint64_t> seen_in(*columns, 0);
    for (std::uint64_t i = 0; i < *rows; ++i)
        if (auto row = read_row(in, *columns, lists, seen_in); !row) return pass_on(row);
    if (auto end = in.end_of_text("the last row"); !end) return pass_on(end);
    read.site_ids = numbered_ids(*columns);
    read.weight.assign(*rows, 1);
    read.reach = transposed(lists, *columns);
    return read;
}

}  // namespace yizhan::instances
