#include "p_median_search.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

namespace {

// Opening a site goes through at most all ways.
constexpr std::uint64_t ways_per_unit = 20'000'000;

}  // namespace

swap_search::swap_search(const median_model& model)
    : model_(model),
      now_(model.rules()),
      near_(model.cells()),
      gain_(model.sites()),
      loss_(model.sites()),
      extras_(model.sites()) {
    std::uint64_t ways = 0;
    for (index cell = 0; cell < model.cells(); ++cell)
        ways += model.ways(cell).size();
    additions_per_unit_ = static_cast<index>(std::clamp<std::uint64_t>(ways_per_unit / (ways + 1), 1, 1000));
    start({});
}

void swap_search::start(std::span<const index> open) {
    now_.reset();
    now_.take(open);
    recount();
}

void swap_search::recount() {
    open_ = now_.sites();
    std::ranges::fill(gain_, 0);
    std::ranges::fill(loss_, 0);
    for (auto& list : extras_)
        list.clear();
    cost_ = 0;
    for (index cell = 0; cell < model_.cells(); ++cell) {
        near_[cell] = look(cell);
        cost_ += near_[cell].first_cost;
        count_cell(cell, 1);
    }
}

swap_search::nearest swap_search::look(index cell) const {
    nearest found;
    found.first_cost = found.second_cost = model_.unserved(cell);
    for (const way& one : model_.ways(cell)) {
        if (!now_.has(one.site)) continue;
        if (found.first == nobody) {
            found.first = one.site;
            found.first_cost = model_.cost(cell, one);
        } else {
            found.second = one.site;
            found.second_cost = model_.cost(cell, one);
            return found;
        }
    }
    if (model_.cut_off(cell)) look_beyond(cell, found);
    return found;
}

void swap_search::look_beyond(index cell, nearest& found) const {
    const index known = found.first;
    for (const index site : open_) {
        if (site == known) continue;
        const double cost = model_.cost(cell, site);
        if (cost < found.first_cost) {
            found.second = found.first;
            found.second_cost = found.first_cost;
            found.first = site;
            found.first_cost = cost;
        } else if (cost < found.second_cost) {
            found.second = site;
            found.second_cost = cost;
        }
    }
}

void swap_search::add_extra(index in, index out, double back, int sign) {
    auto& list = extras_[in];
    const auto at = std::ranges::find(list, out, &extra::out);
    if (at == list.end()) {
        list.push_back({out, 1, back});
        return;
    }
    at->back += sign * back;
    at->cells = sign > 0 ? at->cells + 1 : at->cells - 1;
    if (at->cells == 0) {
        *at = list.back();
        list.pop_back();
    }
}

void swap_search::count_cell(index cell, int sign) {
    const nearest& near = near_[cell];
    if (near.first != nobody) loss_[near.first] += sign * (near.second_cost - near.first_cost);
    for (const way& one : model_.ways(cell)) {
        const double cost = model_.cost(cell, one);
        if (cost >= near.second_cost) break;
        if (cost < near.first_cost) gain_[one.site] += sign * (near.first_cost - cost);
        if (near.first == nobody || now_.has(one.site)) continue;
        add_extra(one.site, near.first, near.second_cost - std::max(cost, near.first_cost), sign);
    }
}

template <class mover>
void swap_search::change(index in, index out, mover&& step) {
    // Cells whose first or second site may be another afterwards.
    std::vector<index> touched;
    if (in != nobody) {
        model_.each_cell_of(in, [&](index cell, double cost) {
            if (cost < near_[cell].second_cost) touched.push_back(cell);
        });
    }
    if (out != nobody) {
        for (index cell = 0; cell < near_.size(); ++cell) {
            if (near_[cell].first == out || near_[cell].second == out) touched.push_back(cell);
        }
        std::ranges::sort(touched);
        touched.erase(std::ranges::unique(touched).begin(), touched.end());
    }
    for (const index cell : touched)
        count_cell(cell, -1);
    step();
    for (const index cell : touched) {
        cost_ -= near_[cell].first_cost;
        near_[cell] = look(cell);
        cost_ += near_[cell].first_cost;
        count_cell(cell, 1);
    }
}

void swap_search::opened(index site) {
    change(site, nobody, [&] {
        now_.open(site);
        open_.push_back(site);
        extras_[site].clear();
    });
}

void swap_search::swap(index in, index out) {
    change(in, out, [&] {
        now_.close(out);
        now_.open(in);
        *std::ranges::find(open_, out) = in;
    });
}

double swap_search::least_profit() const {
    return model_.whole() ? 0.5 : 1e-9 * std::abs(cost_);
}

swap_search::move swap_search::best_addition() const {
    move best;
    best.profit = least_profit();
    for (index site = 0; site < model_.sites(); ++site) {
        if (gain_[site] > best.profit && now_.can_open(site)) best = {site, nobody, gain_[site]};
    }
    return best;
}

void swap_search::best_swap_with(index in, index cheapest_out, move& best) const {
    const auto consider = [&](index out, double profit) {
        if (profit > best.profit && now_.can_swap(in, out)) best = {in, out, profit};
    };
    for (const extra& one : extras_[in])
        consider(one.out, gain_[in] - loss_[one.out] + one.back);
    consider(cheapest_out, gain_[in] - loss_[cheapest_out]);
    if (!model_.rules().entangled() && std::isinf(model_.rules().most_spent())) return;
    // The cheapest may not be exchanged for this one; look at all whose closing costs less than is gained.
    if (gain_[in] - loss_[cheapest_out] <= best.profit) return;
    for (const index out : open_)
        consider(out, gain_[in] - loss_[out]);
}

swap_search::move swap_search::best_swap() const {
    index cheapest = nobody;
    for (const index site : open_) {
        if (model_.rules().is_free(site) && (cheapest == nobody || loss_[site] < loss_[cheapest])) cheapest = site;
    }
    move best;
    best.profit = least_profit();
    if (cheapest == nobody) return best;
    for (index in = 0; in < model_.sites(); ++in) {
        if (!now_.has(in) && model_.rules().is_free(in)) best_swap_with(in, cheapest, best);
    }
    return best;
}

void swap_search::fill(work_clock& clock) {
    for (move next = best_addition(); next.in != nobody && !clock.stopped(); next = best_addition()) {
        opened(next.in);
        if (++filled_ % additions_per_unit_ == 0) clock.tick();
    }
}

void swap_search::descend(work_clock& clock) {
    while (true) {
        fill(clock);
        const move next = best_swap();
        if (clock.tick() || next.in == nobody) break;
        swap(next.in, next.out);
    }
    if (!model_.whole()) recount();  // sums of fractions drift
}

void swap_search::shake(index swaps, std::mt19937_64& random) {
    std::vector<index> candidates;
    for (index done = 0; done < swaps && !open_.empty(); ++done) {
        const index out = open_[random() % open_.size()];
        if (!now_.can_close(out)) continue;
        candidates.clear();
        for (index in = 0; in < model_.sites(); ++in) {
            const bool near = std::ranges::find(extras_[in], out, &extra::out) != extras_[in].end();
            if (near && now_.can_swap(in, out)) candidates.push_back(in);
        }
        if (!candidates.empty()) swap(candidates[random() % candidates.size()], out);
    }
}

}  // namespace yizhan::siting
