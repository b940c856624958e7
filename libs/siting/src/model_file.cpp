#include "cover_mip.hpp"
#include "cover_model.hpp"
#include "goal.hpp"
#include "plain_model.hpp"

#include <yizhan/siting/model_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace yizhan::siting {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t piece = 1 << 16;

/// A model with what the file says beyond it.
struct named_model {
    mip::model model;
    double constant = 0;        ///< of the objective
    std::vector<index> opened;  ///< per column that opens a site: its number; these come first
};

bool is_plain(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, fits);
}

named_model whole_model(const problem& asked) {
    columns map;
    named_model written{.model = plain_model(asked, map), .opened = {}};
    if (!map.levels.empty()) written.constant = map.levels.front();
    for (index site = 0; site < asked.sites(); ++site)
        written.opened.push_back(site);
    return written;
}

result<named_model> merged_model(const problem& asked) {
    const bool covering = asked.want.what == objective::most_covered || asked.want.what == objective::least_cost;
    if (!covering || !asked.capacity.empty())
        return fail(errc::bad_call, "only covering without capacities has a merged model: write the whole one");
    auto cover = make_cover_model(asked);
    if (!cover.clash.empty())
        return fail(errc::bad_input, fmt::format("no layout is possible: {}: mend that condition", cover.clash));
    return named_model{as_mip(cover), -cover.fixed_value, std::move(cover.site)};
}

/// The entries column by column.
struct column_table {
    std::vector<std::uint64_t> first;
    std::vector<std::uint32_t> row;
    std::vector<double> value;
};

column_table by_column(const mip::model& model) {
    column_table table;
    table.first.assign(model.columns() + std::size_t{1}, 0);
    for (const auto column : model.entry_column)
        ++table.first[column + std::size_t{1}];
    for (std::size_t column = 1; column < table.first.size(); ++column)
        table.first[column] += table.first[column - 1];
    table.row.resize(model.entry_column.size());
    table.value.resize(model.entry_column.size());
    auto next = table.first;
    for (std::uint32_t row = 0; row < model.rows(); ++row)
        for (auto entry = model.row_first[row]; entry < model.row_first[row + 1]; ++entry) {
            const auto place = next[model.entry_column[entry]]++;
            table.row[place] = row;
            table.value[place] = model.entry_value[entry];
        }
    return table;
}

/// Sections of the file in their order.
class mps_writer {
public:
    mps_writer(const named_model& written, const model_form& form, const std::function<void(std::string_view)>& write)
        : written_(written), model_(written.model), form_(form), write_(write) {}

    void all() {
        put("* minimises; of maximal cover the covered demand counts negative\nNAME yizhan\n");
        rows();
        columns_of_it();
        right_hand_sides();
        ranges();
        bounds();
        put("ENDATA\n");
        flush();
    }

private:
    template <class... T>
    void put(fmt::format_string<T...> form, T&&... parts) {
        fmt::format_to(std::back_inserter(text_), form, std::forward<T>(parts)...);
        if (text_.size() >= piece) flush();
    }
    void flush() {
        write_(text_);
        text_.clear();
    }

    [[nodiscard]] bool is_free(std::uint32_t row) const {
        return std::isinf(model_.row_low[row]) && std::isinf(model_.row_high[row]);
    }
    [[nodiscard]] std::string name_of(std::uint32_t column) const {
        if (column >= written_.opened.size()) return fmt::format("c{}", column);
        const auto site = written_.opened[column];
        if (site < form_.site_names.size() && is_plain(form_.site_names[site]))
            return fmt::format("open_{}", form_.site_names[site]);
        return fmt::format("open_#{}", site);
    }

    void rows() {
        put("ROWS\n N objective\n");
        for (std::uint32_t row = 0; row < model_.rows(); ++row) {
            if (is_free(row)) continue;
            const double low = model_.row_low[row];
            const char kind = low == model_.row_high[row] ? 'E' : std::isinf(low) ? 'L' : 'G';
            put(" {} r{}\n", kind, row);
        }
    }

    void columns_of_it() {
        const auto table = by_column(model_);
        put("COLUMNS\n");
        bool whole = false;
        for (std::uint32_t column = 0; column < model_.columns(); ++column) {
            if (model_.integer[column] != whole) mark(column, whole = model_.integer[column]);
            const auto name = name_of(column);
            // A column without entries is there too, for its bounds.
            put(" {} objective {}\n", name, model_.cost[column]);
            for (auto entry = table.first[column]; entry < table.first[column + std::size_t{1}]; ++entry)
                if (!is_free(table.row[entry])) put(" {} r{} {}\n", name, table.row[entry], table.value[entry]);
        }
        if (whole) mark(model_.columns(), false);
    }
    void mark(std::uint32_t column, bool whole) { put(" m{} 'MARKER' '{}'\n", column, whole ? "INTORG" : "INTEND"); }

    void right_hand_sides() {
        put("RHS\n");
        if (written_.constant != 0) put(" rhs objective {}\n", -written_.constant);
        for (std::uint32_t row = 0; row < model_.rows(); ++row) {
            if (is_free(row)) continue;
            const double side = std::isinf(model_.row_low[row]) ? model_.row_high[row] : model_.row_low[row];
            if (side != 0) put(" rhs r{} {}\n", row, side);
        }
    }

    void ranges() {
        bool any = false;
        for (std::uint32_t row = 0; row < model_.rows(); ++row) {
            const double width = model_.row_high[row] - model_.row_low[row];
            if (!std::isfinite(width) || width == 0) continue;
            if (!std::exchange(any, true)) put("RANGES\n");
            put(" ranges r{} {}\n", row, width);
        }
    }

    void bounds() {
        put("BOUNDS\n");
        for (std::uint32_t column = 0; column < model_.columns(); ++column) {
            const auto name = name_of(column);
            const double low = model_.low[column];
            const double high = model_.high[column];
            if (low == high) {
                put(" FX bounds {} {}\n", name, low);
                continue;
            }
            if (low != 0) put(" LO bounds {} {}\n", name, low);
            if (std::isinf(high))
                put(" PL bounds {}\n", name);
            else
                put(" UP bounds {} {}\n", name, high);
        }
    }

    const named_model& written_;
    const mip::model& model_;
    const model_form& form_;
    const std::function<void(std::string_view)>& write_;
    std::string text_;
};

}  // namespace

result<model_size> write_model(const problem& asked, const model_form& form,
                               const std::function<void(std::string_view)>& write) {
    if (auto checked = check(asked); !checked) return pass_on(checked);
    if (auto checked = check_goal(asked); !checked) return pass_on(checked);
    auto written = form.merged ? merged_model(asked) : result<named_model>(whole_model(asked));
    if (!written) return pass_on(written);
    mps_writer(*written, form, write).all();
    return model_size{written->model.columns(), written->model.rows(), written->model.entry_column.size()};
}

}  // namespace yizhan::siting
