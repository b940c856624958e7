#include "cover_model.hpp"

#include "row_merger.hpp"
#include "side_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

namespace {

/// Sites as the conditions leave them: kept and forced ones open, what they exclude closed.
std::vector<decision> first_decisions(const problem& asked) {
    std::vector<decision> made(asked.sites(), decision::undecided);
    for (index s = 0; s < asked.sites(); ++s) {
        const auto state = asked.state_of(s);
        if (state == site_state::kept || state == site_state::forced) made[s] = decision::open;
        if (state == site_state::forbidden) made[s] = decision::closed;
    }
    return made;
}

/// Calls visit(cell) for each cell that the site serves within the limit.
template <class Visit>
void for_served_cells(const problem& asked, index site, Visit&& visit) {
    const auto cells = asked.pairs.cells_of(site);
    const auto seconds = asked.pairs.seconds_of(site);
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (asked.weight[cells[at]] > 0 && (seconds.empty() || double{seconds[at]} <= asked.want.limit))
            visit(cells[at]);
    }
}

std::vector<index> floor_sets_of_cells(const problem& asked, bool share_floor, cover_model& model) {
    std::vector<index> set_of(asked.cells(), 0);
    if (share_floor) model.floor_sets.push_back({0}), std::ranges::fill(set_of, index{1});
    const index shift = share_floor ? 1 : 0;
    std::vector<std::vector<index>> all = model.floor_sets;
    for (index f = 0; f < asked.floors.size(); ++f) {
        std::vector<index> extended(all.size(), nobody);
        for (const index cell : asked.floors[f].cells) {
            auto& set = set_of[cell];
            if (set >= extended.size()) continue;  // the cell is named twice
            if (extended[set] == nobody) {
                extended[set] = static_cast<index>(all.size());
                auto longer = all[set];
                longer.push_back(f + shift);
                all.push_back(std::move(longer));
            }
            set = extended[set];
        }
    }
    model.floor_sets = std::move(all);
    return set_of;
}

bool must_cover_all(const problem& asked) {
    return asked.want.what == objective::least_cost && asked.want.share >= 1;
}

void add_floors(const problem& asked, bool share_floor, cover_model& model) {
    const auto group_weight = [&](const cell_group& group) {
        auto cells = group.cells;
        std::ranges::sort(cells);
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        double sum = 0;
        for (const index cell : cells)
            sum += asked.weight[cell];
        return sum;
    };
    if (share_floor) {
        double all = 0;
        for (const double weight : asked.weight)
            all += weight;
        model.floors.push_back({"the share of all demand", asked.want.share * all});
    }
    for (const auto& group : asked.floors)
        model.floors.push_back({group.name, group.share * group_weight(group)});
}

bool is_whole(std::span<const double> numbers) {
    return std::ranges::all_of(numbers, [](double number) { return number == std::floor(number) && number < 9e15; });
}

/// A hair less is asked of floors: sums of doubles in another order may differ in their last digits.
void soften_floors(cover_model& model) {
    for (auto& floor : model.floors)
        floor.least -= 1e-12 * std::abs(floor.least);
}

}  // namespace

cover_model make_cover_model(const problem& asked) {
    cover_model model;
    const bool least_cost = asked.want.what == objective::least_cost;
    const bool share_floor = least_cost && !must_cover_all(asked);
    model.must = must_cover_all(asked);
    model.whole = is_whole(least_cost ? std::span<const double>(asked.cost) : std::span<const double>(asked.weight));

    auto made = first_decisions(asked);
    exclude_neighbours(asked, made, model.clash);
    add_floors(asked, share_floor, model);
    const auto floor_set = floor_sets_of_cells(asked, share_floor, model);

    std::vector<index> open_already(asked.cells(), 0);
    std::vector<index> column_of(asked.sites(), nobody);
    row_merger merger(asked.cells());
    for (index s = 0; s < asked.sites(); ++s) {
        if (made[s] == decision::open) {
            for_served_cells(asked, s, [&](index cell) { ++open_already[cell]; });
            model.opened.push_back(s);
            if (least_cost && asked.state_of(s) == site_state::forced) model.fixed_value -= asked.cost_of(s);
        } else if (made[s] == decision::undecided) {
            column_of[s] = model.columns();
            model.site.push_back(s);
            model.price.push_back(least_cost ? asked.cost_of(s) : 0);
            for_served_cells(asked, s, [&](index cell) { merger.meets(cell, s); });
        }
    }

    index uncovered = 0;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        const double weight = asked.weight[cell];
        if (weight <= 0) continue;
        if (open_already[cell] >= asked.want.times) {
            if (!least_cost) model.fixed_value += weight;
            for (const index f : model.floor_sets[floor_set[cell]])
                model.floors[f].least -= weight;
            continue;
        }
        const index need = asked.want.times - open_already[cell];
        if (merger.degree(cell) < need) {
            ++uncovered;
            continue;
        }
        const index row = merger.row_of(cell, need, floor_set[cell]);
        if (row == model.rows()) {
            model.weight.push_back(0);
            model.need.push_back(need);
            model.floor_set.push_back(floor_set[cell]);
        }
        model.weight[row] += weight;
    }
    if (model.must && uncovered > 0 && model.clash.empty()) {
        model.clash = fmt::format("{} cells with demand are reached by too few sites", uncovered);
    }
    soften_floors(model);
    model.value = least_cost ? std::vector<double>(model.rows(), 0) : model.weight;
    model.reach = run_table(model.rows());
    std::vector<index> rows;
    for (const index s : model.site) {
        rows.clear();
        for_served_cells(asked, s, [&](index cell) {
            if (const index row = merger.first_row(cell); row != nobody) rows.push_back(row);
        });
        std::ranges::sort(rows);
        model.reach.add_column(rows);
    }
    add_side_rows(asked, made, column_of, model);
    return model;
}

namespace {

/// Takes the decided columns out of the side rows.
void shorten_sides(const cover_model& whole, std::span<const decision> decisions, std::span<const index> column_of,
                   cover_model& left) {
    left.main_row = whole.main_row;
    for (const auto& row : whole.sides) {
        side_row shorter{.name = row.name, .columns = {}, .coefficients = {}, .least = row.least, .most = row.most};
        for (std::size_t at = 0; at < row.columns.size(); ++at) {
            const index c = row.columns[at];
            if (decisions[c] == decision::open) {
                shorter.least -= row.coefficient(at);
                shorter.most -= row.coefficient(at);
            } else if (decisions[c] == decision::undecided) {
                shorter.columns.push_back(column_of[c]);
                if (!row.coefficients.empty()) shorter.coefficients.push_back(row.coefficients[at]);
            }
        }
        double all = 0;
        for (std::size_t at = 0; at < shorter.columns.size(); ++at)
            all += shorter.coefficient(at);
        if (shorter.most < -1e-9 || all < shorter.least - 1e-9) left.clash = row.name;
        left.sides.push_back(std::move(shorter));
    }
}

}  // namespace

cover_model decide(const cover_model& whole, std::span<const decision> decisions, std::vector<index>* merged_row) {
    cover_model left;
    if (merged_row != nullptr) merged_row->assign(whole.rows(), nobody);
    left.must = whole.must;
    left.whole = whole.whole;
    left.floor_sets = whole.floor_sets;
    left.floors = whole.floors;
    left.fixed_value = whole.fixed_value;
    left.opened = whole.opened;
    left.clash = whole.clash;

    std::vector<index> open_already(whole.rows(), 0);
    std::vector<index> column_of(whole.columns(), nobody);
    std::vector<index> kept;
    row_merger merger(whole.rows());
    for (index c = 0; c < whole.columns(); ++c) {
        if (decisions[c] == decision::open) {
            whole.reach.for_rows(c, [&](index row) { ++open_already[row]; });
            left.opened.push_back(whole.site[c]);
            left.fixed_value -= whole.price[c];
        } else if (decisions[c] == decision::undecided) {
            column_of[c] = left.columns();
            kept.push_back(c);
            left.site.push_back(whole.site[c]);
            left.price.push_back(whole.price[c]);
            whole.reach.for_rows(c, [&](index row) { merger.meets(row, c); });
        }
    }
    std::ranges::sort(left.opened);
    for (index row = 0; row < whole.rows(); ++row) {
        if (open_already[row] >= whole.need[row]) {
            left.fixed_value += whole.value[row];
            for (const index f : left.floor_sets[whole.floor_set[row]])
                left.floors[f].least -= whole.weight[row];
            continue;
        }
        const index need = whole.need[row] - open_already[row];
        if (merger.degree(row) < need) {
            if (left.must) left.clash = "a cell would be left without enough sites";
            continue;
        }
        const index merged = merger.row_of(row, need, whole.floor_set[row]);
        if (merged == left.rows()) {
            left.weight.push_back(0);
            left.value.push_back(0);
            left.need.push_back(need);
            left.floor_set.push_back(whole.floor_set[row]);
        }
        if (merged_row != nullptr) (*merged_row)[row] = merged;
        left.weight[merged] += whole.weight[row];
        left.value[merged] += whole.value[row];
    }
    left.reach = run_table(left.rows());
    std::vector<index> rows;
    for (const index c : kept) {
        rows.clear();
        whole.reach.for_rows(c, [&](index row) {
            if (const index merged = merger.first_row(row); merged != nobody) rows.push_back(merged);
        });
        std::ranges::sort(rows);
        left.reach.add_column(rows);
    }
    shorten_sides(whole, decisions, column_of, left);
    return left;
}

}  // namespace yizhan::siting
