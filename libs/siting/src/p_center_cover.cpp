#include "p_center_cover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// A bound that exceeds what can be had by less than this share of it may be an error of rounding.
constexpr double certain = 1e-6;
constexpr int steps_between_trials = 10;
constexpr int moves_per_unit = 50;
// Subsets are looked for until so many entries have been compared: half a second or so.
constexpr std::uint64_t most_comparisons = 300'000'000;

// Whether `inner` ⊆ `outer`, both ascending; counts what it looks at.
bool within(std::span<const index> inner, std::span<const index> outer, std::uint64_t& compared) {
    std::size_t at = 0;
    bool all = true;
    for (std::size_t one = 0; one < inner.size() && all; ++one) {
        while (at < outer.size() && outer[at] < inner[one])
            ++at;
        all = at < outer.size() && outer[at] == inner[one];
    }
    compared += at + 1;
    return all;
}

// Marks rows that contain another row left (`inner` ⊆ `outer` drops `outer`), or, with `inside`, rows that another
// contains. `columns` is the transposed table. Of equal rows the first stays.
std::vector<char> dominated(const std::vector<std::vector<index>>& rows, const std::vector<std::vector<index>>& columns,
                            bool inside, std::uint64_t& compared) {
    std::vector<index> order(rows.size());
    std::iota(order.begin(), order.end(), index{0});
    std::ranges::stable_sort(order, {}, [&](index row) { return rows[row].size(); });
    std::vector<char> gone(rows.size(), 0);
    for (const index small : order) {
        if (compared > most_comparisons) break;
        if (gone[small] || rows[small].empty()) continue;
        const index rarest = *std::ranges::min_element(rows[small], {}, [&](index at) { return columns[at].size(); });
        for (const index large : columns[rarest]) {
            if (large == small || gone[large] || rows[large].size() < rows[small].size()) continue;
            if (rows[large].size() == rows[small].size() && large < small) continue;
            if (!within(rows[small], rows[large], compared)) continue;
            gone[inside ? small : large] = 1;
            if (inside) break;
        }
    }
    return gone;
}

}  // namespace

center_cover::center_cover(const center_model& model, float radius) : model_(model) {
    const site_rules& rules = model.rules();
    for (index cell = 0; cell < model.cells(); ++cell) {
        const auto near = model.within(cell, radius);
        if (std::ranges::any_of(near, [&](index site) { return rules.must_be_open(site); })) continue;
        hopeless_ = hopeless_ || near.empty();
        sites_of_.emplace_back(near.begin(), near.end());
        std::ranges::sort(sites_of_.back());
    }
    turn();
    const bool alike = !rules.entangled();
    for (std::size_t before = 0; before != sites_of_.size() + columns_.size() && compared_ < most_comparisons;) {
        before = sites_of_.size() + columns_.size();
        drop_dominated_cells();
        if (alike) drop_dominated_sites();
    }
    for (const auto& sites : sites_of_)
        price_.push_back(1.0 / static_cast<double>(std::max<std::size_t>(1, sites.size())));
}

void center_cover::turn() {
    cells_of_.assign(model_.rules().sites(), {});
    for (index cell = 0; cell < sites_of_.size(); ++cell) {
        for (const index site : sites_of_[cell])
            cells_of_[site].push_back(cell);
    }
    columns_.clear();
    for (index site = 0; site < cells_of_.size(); ++site) {
        if (!cells_of_[site].empty()) columns_.push_back(site);
    }
}

void center_cover::drop_dominated_cells() {
    const auto gone = dominated(sites_of_, cells_of_, false, compared_);
    std::size_t to = 0;
    for (std::size_t cell = 0; cell < gone.size(); ++cell) {
        if (!gone[cell]) sites_of_[to++].swap(sites_of_[cell]);
    }
    sites_of_.resize(to);
    turn();
}

void center_cover::drop_dominated_sites() {
    const site_rules& rules = model_.rules();
    if (rules.most_spent() < infinity) {  // what costs less must not give way to what costs more
        const double price = columns_.empty() ? 0 : rules.price(columns_.front());
        if (!std::ranges::all_of(columns_, [&](index site) { return rules.price(site) == price; })) return;
    }
    const auto gone = dominated(cells_of_, sites_of_, true, compared_);
    for (auto& sites : sites_of_)
        std::erase_if(sites, [&](index site) { return gone[site] != 0; });
    turn();
}

bool center_cover::accept(const layout& now) {
    if (!now.fulfilled()) return false;
    const bool all = std::ranges::all_of(sites_of_, [&](const std::vector<index>& sites) {
        return std::ranges::any_of(sites, [&](index site) { return now.has(site); });
    });
    if (all) found_ = now.sites();
    return all;
}

bool center_cover::try_sites(std::span<const index> wanted) {
    layout now(model_.rules());
    now.take(wanted);
    return accept(now);
}

center_cover::pricing::pricing(const site_rules& rules) : share(rules.sites(), 0), cost(rules.sites(), 0) {
    const bool counted = rules.most_opened() != nobody;
    means = counted ? rules.most_opened() : rules.most_spent();
    for (index site = 0; site < rules.sites(); ++site) {
        if (rules.state(site) == site_state::kept) continue;
        cost[site] = counted ? 1 : rules.price(site);
        if (rules.state(site) == site_state::forced) means -= cost[site];
    }
}

double center_cover::surplus(pricing& now) const {
    now.order.clear();
    for (const index site : columns_) {
        double worth = 0;
        for (const index cell : cells_of_[site])
            worth += price_[cell];
        now.order.emplace_back(now.cost[site] > 0 ? -worth / now.cost[site] : -infinity, site);
        now.share[site] = 0;
    }
    std::ranges::sort(now.order);
    double left = now.means, sum = std::accumulate(price_.begin(), price_.end(), 0.0);
    now.wanted.clear();
    now.missing.assign(sites_of_.size(), 1);
    for (const auto& [ratio, site] : now.order) {
        const double share = now.cost[site] <= std::max(0.0, left) ? 1 : std::max(0.0, left) / now.cost[site];
        if (share <= 0) break;
        left -= now.cost[site] * share;
        now.wanted.push_back(site);
        for (const index cell : cells_of_[site]) {
            sum -= share * price_[cell];
            now.missing[cell] -= share;
        }
    }
    return sum;
}

center_cover::verdict center_cover::weigh(int steps, work_clock& clock) {
    if (hopeless_) return verdict::impossible;
    if (sites_of_.empty() && try_sites({})) return verdict::possible;
    pricing now(model_.rules());
    double agility = 1.5, best = -infinity;
    int barren = 0;
    for (int step = 0; step < steps && agility > 0.01; ++step) {
        const double sum = surplus(now);
        // What all cells are worth is more than any sites within the means can serve.
        if (sum > certain * std::accumulate(price_.begin(), price_.end(), 0.0)) return verdict::impossible;
        if (step % steps_between_trials == 0) {
            if (try_sites(now.wanted)) return verdict::possible;
            if (clock.tick()) break;
        }
        if (sum > best) {
            best = sum;
            barren = 0;
        } else if (++barren > 10) {
            agility *= 0.8;
            barren = 0;
        }
        double norm = 0;
        for (const double one : now.missing)
            norm += one * one;
        if (norm <= 0) break;
        const double length = agility * (0.05 * std::max(now.means, 1.0) - sum) / norm;
        for (std::size_t cell = 0; cell < price_.size(); ++cell) {
            price_[cell] = std::max(0.0, price_[cell] + length * now.missing[cell]);
        }
    }
    return verdict::unknown;
}

// The layout of an exchange, how often each cell is served, and what each site's move would bring or cost.
class center_cover::walk {
public:
    explicit walk(center_cover& cover)
        : cover_(cover),
          now_(cover.model_.rules()),
          times_(cover.sites_of_.size(), 0),
          weight_(cover.sites_of_.size(), 1),
          score_(cover.cells_of_.size(), 0),
          moved_(cover.cells_of_.size(), 0) {
        for (index cell = 0; cell < times_.size(); ++cell)
            missing_at_.push_back(cell);
        missing_ = missing_at_;
        for (const index site : cover_.columns_)
            score_[site] = static_cast<double>(cover_.cells_of_[site].size());
    }

    [[nodiscard]] bool done() const { return missing_.empty(); }
    [[nodiscard]] const layout& now() const { return now_; }

    void open(index site) {
        for (const index cell : cover_.cells_of_[site]) {
            if (++times_[cell] == 1) {
                for (const index other : cover_.sites_of_[cell])
                    score_[other] -= other == site ? 0 : weight_[cell];
                drop_missing(cell);
            } else if (times_[cell] == 2) {
                score_[only_server(cell)] -= weight_[cell];
            }
        }
        now_.open(site);
        score_[site] = loss(site);
    }

    void close(index site) {
        now_.close(site);
        for (const index cell : cover_.cells_of_[site]) {
            if (--times_[cell] == 0) {
                for (const index other : cover_.sites_of_[cell])
                    score_[other] += other == site ? 0 : weight_[cell];
                missing_at_[cell] = static_cast<index>(missing_.size());
                missing_.push_back(cell);
            } else if (times_[cell] == 1) {
                score_[only_server(cell)] += weight_[cell];
            }
        }
        score_[site] = loss(site);
    }

    /// Opens the best sites as long as they help.
    void fill() {
        while (!done()) {
            index best = nobody;
            for (const index site : cover_.columns_) {
                if (now_.can_open(site) && (best == nobody || score_[site] > score_[best])) best = site;
            }
            if (best == nobody || score_[best] <= 0) return;
            open(best);
        }
    }

    /// One exchange; false when there is none.
    bool exchange(index move, std::mt19937_64& random) {
        index out = nobody;
        for (const index site : cover_.columns_) {
            if (!now_.can_close(site)) continue;
            const bool recent = moved_[site] + 1 >= move && move > 1;
            if (recent) continue;
            const bool better = out == nobody || score_[site] < score_[out] ||
                                (score_[site] == score_[out] && moved_[site] < moved_[out]);
            if (better) out = site;
        }
        if (out == nobody) return false;
        close(out);
        moved_[out] = move;
        const index cell = missing_[random() % missing_.size()];
        index in = nobody;
        for (const index site : cover_.sites_of_[cell]) {
            if (site == out || !now_.can_open(site)) continue;
            if (in == nobody || score_[site] > score_[in] ||
                (score_[site] == score_[in] && moved_[site] < moved_[in])) {
                in = site;
            }
        }
        if (in == nobody) {
            in = out;
        }
        open(in);
        moved_[in] = move;
        for (const index lacking : missing_) {
            weight_[lacking] += 1;
            for (const index site : cover_.sites_of_[lacking])
                score_[site] += 1;
        }
        return true;
    }

private:
    [[nodiscard]] index only_server(index cell) const {
        for (const index site : cover_.sites_of_[cell]) {
            if (now_.has(site)) return site;
        }
        return cover_.sites_of_[cell].front();
    }
    /// What opening brings, or closing costs.
    [[nodiscard]] double loss(index site) const {
        double sum = 0;
        const index lonely = now_.has(site) ? 1 : 0;
        for (const index cell : cover_.cells_of_[site])
            sum += times_[cell] == lonely ? weight_[cell] : 0;
        return sum;
    }
    void drop_missing(index cell) {
        const index at = missing_at_[cell];
        missing_[at] = missing_.back();
        missing_at_[missing_[at]] = at;
        missing_.pop_back();
    }

    center_cover& cover_;
    layout now_;
    std::vector<index> times_;
    std::vector<double> weight_, score_;
    std::vector<index> moved_;  // by site, the move that last touched it
    std::vector<index> missing_, missing_at_;
};

center_cover::verdict center_cover::exchange(int moves, std::mt19937_64& random, work_clock& clock) {
    if (hopeless_) return verdict::impossible;
    walk way(*this);
    way.fill();
    for (int move = 1; move <= moves; ++move) {
        if (way.done() && accept(way.now())) return verdict::possible;
        if (way.done() || !way.exchange(static_cast<index>(move), random)) break;
        way.fill();
        if (move % moves_per_unit == 0 && clock.tick()) break;
    }
    return way.done() && accept(way.now()) ? verdict::possible : verdict::unknown;
}

}  // namespace yizhan::siting
