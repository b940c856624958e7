#include "cover_search.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

namespace {

constexpr std::uint64_t rounds_per_tick = 64;

}  // namespace

cover_search::cover_search(const cover_model& model, std::uint64_t seed)
    : layout_(model), random_(seed), floor_price_(model.floors.size(), 0), least_floor_price_(model.floors.size(), 0) {
    if (model.floors.empty()) return;
    double worth = 0;
    double weight = 0;
    for (index row = 0; row < model.rows(); ++row) {
        worth += model.value[row];
        weight += model.weight[row];
    }
    price_floors(std::vector<double>(model.floors.size(), weight > 0 ? std::max(0.1 * worth / weight, 1e-3) : 1));
}

void cover_search::price_floors(std::span<const double> prices) {
    for (std::size_t f = 0; f < floor_price_.size(); ++f) {
        floor_price_[f] = std::max(floor_price_[f], prices[f]);
        least_floor_price_[f] = floor_price_[f];
    }
}

void cover_search::start(std::span<const index> open_columns) {
    layout_.reset(floor_price_);
    for (const index c : open_columns) {
        if (!layout_.is_open(c) && layout_.fits(c)) layout_.add(c);
    }
    log_.clear();
    fill(0);
    log_.clear();
    remember();
}

void cover_search::add(index column) {
    layout_.add(column);
    log_.push_back({column, true});
}

void cover_search::drop(index column) {
    layout_.drop(column);
    log_.push_back({column, false});
}

void cover_search::undo() {
    for (; !log_.empty(); log_.pop_back()) {
        if (log_.back().added) {
            layout_.drop(log_.back().column);
        } else {
            layout_.add(log_.back().column);
        }
    }
}

/// The closed column that fits and promises most, `nobody` when none promises anything. `noise` blurs the scores.
index cover_search::choose(double noise) {
    if (layout_.is_full()) return nobody;
    index best = nobody;
    double best_score = 0;
    double best_help = 0;
    const bool sides_met = layout_.sides_met();
    const bool by_cost = layout_.has_budget();
    for (index c = 0; c < layout_.model().columns(); ++c) {
        if (layout_.is_open(c)) continue;
        const double help = sides_met ? 0 : layout_.helps(c);
        if (help < best_help) continue;
        double score = layout_.gain(c);
        if (by_cost) score /= std::max(layout_.main_cost(c), 1e-12);
        if (help == best_help && score <= best_score * (1 - noise)) continue;
        if (noise > 0) score *= 1 - noise * random_.share();
        if ((help > best_help || score > best_score) && layout_.fits(c)) {
            best = c;
            best_score = score;
            best_help = help;
        }
    }
    return best;
}

void cover_search::fill(double noise) {
    while (!(first_will_do_ && met())) {
        const index c = choose(noise);
        if (c == nobody) return;
        add(c);
    }
}

bool cover_search::met() const {
    return layout_.sides_met() && layout_.floors_met() && (!layout_.model().must || layout_.all_covered());
}

void cover_search::remember() {
    if (layout_.value() <= best_value_ || !met()) return;
    best_value_ = layout_.value();
    best_ = layout_.open();
    std::ranges::sort(best_);
}

void cover_search::descend(work_clock& clock) {
    bool better = true;
    while (better && !clock.stopped() && !satisfied()) {
        better = false;
        auto order = layout_.open();
        std::ranges::sort(order, [&](index a, index b) {
            return layout_.gain(a) != layout_.gain(b) ? layout_.gain(a) < layout_.gain(b) : a < b;
        });
        std::uint64_t tried = 0;
        for (const index c : order) {
            const double before = layout_.worth();
            log_.clear();
            drop(c);
            fill(0);
            if (layout_.worth() > before + 1e-9 * std::abs(before)) {
                better = true;
                remember();
            } else {
                undo();
            }
            if (++tried % rounds_per_tick == 0 && clock.tick()) break;
        }
        clock.tick();
    }
    log_.clear();
    remember();
}

/// Another open column that serves the same neighbourhood: two steps along shared rows.
index cover_search::open_column_near(index column) {
    const auto& model = layout_.model();
    const auto random_row = [&](index c) {
        auto left = random_.below(model.reach.rows_of(c));
        for (const auto& run : model.reach.column(c)) {
            if (left < run.end - run.begin) return run.begin + static_cast<index>(left);
            left -= run.end - run.begin;
        }
        return nobody;  // not reached: the runs have `rows_of` rows
    };
    for (int attempt = 0; attempt < 20; ++attempt) {
        if (model.reach.column(column).empty()) return nobody;
        const auto around = layout_.columns_of(random_row(column));
        const index between = around[random_.below(around.size())];
        for (const index c : layout_.columns_of(random_row(between))) {
            if (layout_.is_open(c)) return c;
        }
    }
    return nobody;
}

void cover_search::ruin(std::size_t columns) {
    const index first = layout_.open()[random_.below(layout_.open().size())];
    drop(first);
    for (std::size_t k = 1; k < columns && !layout_.open().empty(); ++k) {
        if (const index next = open_column_near(first); next != nobody) drop(next);
    }
}

/// Replaces each column that was added since `begin` by the best one for its place.
void cover_search::polish(std::size_t begin) {
    const std::size_t end = log_.size();
    for (std::size_t k = begin; k < end; ++k) {
        const index c = log_[k].column;
        if (!log_[k].added || !layout_.is_open(c)) continue;
        drop(c);
        fill(0);
    }
}

void cover_search::adapt_floor_prices() {
    for (index f = 0; f < floor_price_.size(); ++f) {
        if (layout_.floor_met(f)) {
            floor_price_[f] = std::max(least_floor_price_[f] / 4, floor_price_[f] * 0.95);
        } else {
            floor_price_[f] *= 1.3;
        }
    }
    const auto open = layout_.open();
    layout_.reset(floor_price_);
    for (const index c : open)
        layout_.add(c);
}

void cover_search::anneal(std::uint64_t rounds, double hot, double cold, work_clock& clock) {
    if (layout_.open().empty()) return;
    const double scale = std::max(1e-12, std::abs(layout_.worth()));
    const double before_all = layout_.worth();
    double current = before_all;
    for (std::uint64_t round = 0; round < rounds && !satisfied(); ++round) {
        if (layout_.open().empty()) return;
        const double done = static_cast<double>(round) / static_cast<double>(rounds);
        const double temperature = scale * hot * std::pow(cold / hot, done);
        log_.clear();
        ruin(1 + random_.below(3));
        const std::size_t ruined = log_.size();
        fill(0.03);
        polish(ruined);
        if (layout_.worth() >= current + temperature * std::log(std::max(1e-12, random_.share()))) {
            current = layout_.worth();
            remember();
        } else {
            remember();
            undo();
        }
        if (round % rounds_per_tick == rounds_per_tick - 1) {
            if (clock.tick()) break;
            if (!floor_price_.empty() && round % 512 == 511) {
                adapt_floor_prices();
                current = layout_.worth();
            }
        }
    }
    log_.clear();
}

}  // namespace yizhan::siting
