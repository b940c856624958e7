#include "cover_mip.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

namespace {

void add_covering_rows(const cover_model& model, mip::model& program) {
    std::vector<std::vector<index>> columns_of(model.rows());
    for (index c = 0; c < model.columns(); ++c)
        model.reach.for_rows(c, [&](index row) { columns_of[row].push_back(c); });
    for (index row = 0; row < model.rows(); ++row) {
        const double need = model.need[row];
        std::uint32_t covered = 0;
        if (!model.must) covered = program.add_column(-model.value[row], 0, 1, model.need[row] > 1);
        program.add_row(model.must ? need : 0, mip::infinity);
        for (const index c : columns_of[row])
            program.put(c, 1);
        if (!model.must) program.put(covered, -need);
    }
}

void add_floor_rows(const cover_model& model, mip::model& program) {
    if (model.must) return;
    for (index f = 0; f < model.floors.size(); ++f) {
        program.add_row(model.floors[f].least, mip::infinity);
        for (index row = 0; row < model.rows(); ++row) {
            const auto& set = model.floor_sets[model.floor_set[row]];
            if (std::ranges::find(set, f) != set.end()) program.put(model.columns() + row, model.weight[row]);
        }
    }
}

std::vector<index> open_columns(const cover_model& model, std::span<const double> x) {
    std::vector<index> open;
    for (index c = 0; c < model.columns(); ++c) {
        if (x[c] > 0.5) open.push_back(c);
    }
    return open;
}

}  // namespace

mip::model as_mip(const cover_model& model) {
    mip::model program;
    for (index c = 0; c < model.columns(); ++c)
        program.add_column(model.price[c], 0, 1, true);
    add_covering_rows(model, program);
    for (const auto& side : model.sides) {
        if (side.columns.empty()) continue;
        program.add_row(side.least <= 0 ? -mip::infinity : side.least, side.most);
        for (std::size_t at = 0; at < side.columns.size(); ++at)
            program.put(side.columns[at], side.coefficient(at));
    }
    add_floor_rows(model, program);
    return program;
}

result<cover_mip_outcome> solve_cover_mip(
    const cover_model& model, double incumbent, std::span<const index> incumbent_columns, const options& how,
    work_clock& clock, const std::function<void(std::span<const index> open, double upper)>& improved) {
    const auto program = as_mip(model);
    mip::settings settings;
    settings.seed = how.seed;
    settings.backend = how.mip;
    settings.gap = how.gap;
    (void)incumbent_columns;
    if (std::isfinite(incumbent)) {
        const double step = model.whole ? 0.5 : 1e-9 * std::abs(incumbent);
        settings.cutoff = model.fixed_value - incumbent - step;
    }
    settings.improved = [&](std::span<const double> x, double, double bound) {
        improved(x.empty() ? std::vector<index>{} : open_columns(model, x), model.fixed_value - bound);
    };
    auto solved = mip::solve(program, settings, clock);
    if (!solved) return pass_on(solved);
    cover_mip_outcome outcome;
    outcome.has_better = !solved->x.empty();
    if (outcome.has_better) outcome.best = open_columns(model, solved->x);
    outcome.proven = solved->state == mip::status::optimal || solved->state == mip::status::infeasible;
    outcome.upper = model.fixed_value - solved->bound;
    return outcome;
}

}  // namespace yizhan::siting
