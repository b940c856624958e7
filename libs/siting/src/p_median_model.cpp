#include "p_median_model.hpp"

#include <yizhan/siting/solve.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Pairs that are turned from rows by site into rows by cell at a time.
constexpr std::uint64_t pairs_at_a_time = 1U << 22U;

std::uint64_t mixed(std::uint64_t x) {  // the finaliser of splitmix64
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

bool whole_number(double value) {
    return value == std::floor(value) && std::abs(value) < 1e15;
}

float seconds_at(const pair_table& pairs, std::uint64_t at) {
    return pairs.seconds.empty() ? 0 : pairs.seconds[at];
}

// Whether cells have the same row as the cells that they point at; those that have not point at themselves then.
void part_the_different(const problem& asked, std::vector<index>& same_as) {
    std::vector<float> taken(asked.cells(), -1);
    for (index site = 0; site < asked.sites(); ++site) {
        const std::uint64_t from = asked.pairs.first[site], to = asked.pairs.first[site + 1];
        for (std::uint64_t at = from; at < to; ++at)
            taken[asked.pairs.cell[at]] = seconds_at(asked.pairs, at);
        for (std::uint64_t at = from; at < to; ++at) {
            const index cell = asked.pairs.cell[at];
            if (same_as[cell] != nobody && taken[same_as[cell]] != taken[cell]) same_as[cell] = cell;
        }
        for (std::uint64_t at = from; at < to; ++at)
            taken[asked.pairs.cell[at]] = -1;
    }
}

// Per cell with weight the first cell with the same row; `nobody` for cells without weight.
std::vector<index> find_same_rows(const problem& asked) {
    std::vector<std::uint64_t> print(asked.cells(), 0), degree(asked.cells(), 0);
    for (index site = 0; site < asked.sites(); ++site) {
        for (std::uint64_t at = asked.pairs.first[site]; at < asked.pairs.first[site + 1]; ++at) {
            const auto bits = std::bit_cast<std::uint32_t>(seconds_at(asked.pairs, at));
            print[asked.pairs.cell[at]] += mixed(mixed(site) ^ bits);
            ++degree[asked.pairs.cell[at]];
        }
    }
    std::vector<index> same_as(asked.cells(), nobody);
    std::unordered_map<std::uint64_t, index> seen;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (asked.weight[cell] > 0)
            same_as[cell] = seen.try_emplace(print[cell] + mixed(degree[cell]), cell).first->second;
    }
    part_the_different(asked, same_as);
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (same_as[cell] != nobody && degree[cell] != degree[same_as[cell]]) same_as[cell] = cell;
    }
    return same_as;
}

bool faster(const way& a, const way& b) {
    return a.seconds != b.seconds ? a.seconds < b.seconds : a.site < b.site;
}

}  // namespace

median_model::median_model(const problem& asked, const site_rules& rules, index reach) : asked_(asked), rules_(rules) {
    merge();
    set_unserved();
    gather(reach);
}

void median_model::merge() {
    const std::vector<index> same_as = find_same_rows(asked_);
    std::vector<index> number(asked_.cells(), nobody);
    merged_.assign(asked_.cells(), nobody);
    for (index cell = 0; cell < asked_.cells(); ++cell) {
        if (same_as[cell] == nobody) continue;
        index& model_cell = number[same_as[cell]];
        if (model_cell == nobody) {
            model_cell = cells();
            merged_[cell] = model_cell;
            origin_.push_back(cell);
            weight_.push_back(0);
        }
        weight_[model_cell] += asked_.weight[cell];
        whole_ = whole_ && whole_number(asked_.weight[cell]);
    }
}

void median_model::set_unserved() {
    std::vector<double> slowest(cells(), 0);
    for (index site = 0; site < sites(); ++site) {
        each_cell_of(site, [&](index cell, double cost) {
            slowest[cell] = std::max(slowest[cell], cost);
            whole_ = whole_ && whole_number(cost);
        });
    }
    unserved_.resize(cells());
    if (asked_.want.unserved_seconds) {
        for (index cell = 0; cell < cells(); ++cell)
            unserved_[cell] = weight_[cell] * *asked_.want.unserved_seconds;
        whole_ = whole_ && std::ranges::all_of(unserved_, whole_number);
        return;
    }
    double all = 1;
    for (const double cost : slowest)
        all += cost;
    std::ranges::fill(unserved_, std::ceil(all));
}

template <class callback>
void median_model::each_block(const std::vector<char>& wanted, callback&& row) const {
    const std::uint64_t block = std::clamp<std::uint64_t>(
        pairs_at_a_time * asked_.cells() / std::max<std::uint64_t>(1, asked_.pairs.cell.size()), 64,
        asked_.cells() + 64U);
    std::vector<std::uint64_t> from(asked_.pairs.first.begin(), asked_.pairs.first.end() - 1);
    std::vector<std::vector<way>> rows;
    index next = 0;
    for (std::uint64_t begin = 0; begin < asked_.cells(); begin += block) {
        const auto end = static_cast<index>(std::min<std::uint64_t>(begin + block, asked_.cells()));
        const index base = next;
        while (next < cells() && origin_[next] < end)
            ++next;
        if (rows.size() < next - base) rows.resize(next - base);
        for (index site = 0; site < sites(); ++site) {
            std::uint64_t at = from[site];
            for (; at < asked_.pairs.first[site + 1] && asked_.pairs.cell[at] < end; ++at) {
                const index cell = merged_[asked_.pairs.cell[at]];
                if (cell == nobody || !wanted[site]) continue;
                const float taken = seconds_at(asked_.pairs, at);
                if (static_cast<double>(taken) <= asked_.want.limit) rows[cell - base].push_back({site, taken});
            }
            from[site] = at;
        }
        for (index cell = base; cell < next; ++cell) {
            row(cell, rows[cell - base]);
            rows[cell - base].clear();
        }
    }
}

void median_model::gather(index reach) {
    std::vector<char> wanted(sites());
    for (index site = 0; site < sites(); ++site)
        wanted[site] = rules_.state(site) != site_state::forbidden ? 1 : 0;
    cut_off_.assign(cells(), 0);
    each_block(wanted, [&](index cell, std::vector<way>& row) {
        std::erase_if(row, [&](const way& one) { return cost(cell, one) >= unserved_[cell]; });
        const std::size_t kept = reach + reach / 4 >= row.size() ? row.size() : reach;
        if (kept < row.size()) {
            std::ranges::nth_element(row, row.begin() + static_cast<std::ptrdiff_t>(kept), faster);
            cut_off_[cell] = 1;
        }
        std::sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept), faster);
        ways_.insert(ways_.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept));
        first_.push_back(ways_.size());
    });
}

void median_model::each_service(const outlook& seen, const std::function<void(index, service&)>& tell) const {
    each_block(seen.wanted, [&](index cell, std::vector<way>& row) {
        std::ranges::sort(row, faster);
        service found;
        found.last = must_serve() ? infinity : unserved_[cell];
        double raised = 0;
        for (const way& one : row) {
            const double price = cost(cell, one);
            if (price >= found.last) break;
            raised += seen.loss[one.site];
            if (seen.sure[one.site] || found.ways.size() >= seen.longest) {
                found.exact = seen.sure[one.site] != 0;
                found.last = price;
                break;
            }
            found.ways.push_back({one.site, price});
            if (raised >= seen.slack) {  // one of these is open
                found.last = infinity;
                break;
            }
        }
        tell(cell, found);
    });
}

double median_model::cost(index cell, index site) const {
    const auto row = asked_.pairs.cells_of(site);
    const index origin = origin_[cell];
    auto at = static_cast<std::size_t>(origin);
    if (row.size() != asked_.cells()) {  // not the complete row, whose places are the cells
        const auto found = std::ranges::lower_bound(row, origin);
        if (found == row.end() || *found != origin) return unserved_[cell];
        at = static_cast<std::size_t>(found - row.begin());
    }
    const double taken = static_cast<double>(seconds_at(asked_.pairs, asked_.pairs.first[site] + at));
    return taken <= asked_.want.limit ? weight_[cell] * taken : unserved_[cell];
}

index median_model::lost_cell() const {
    for (index cell = 0; cell < cells() && must_serve(); ++cell) {
        if (ways(cell).empty()) return origin_[cell];
    }
    return nobody;
}

double median_model::true_cost(std::span<const index> open) const {
    return evaluate(asked_, open).value_or(infinity);
}

}  // namespace yizhan::siting
