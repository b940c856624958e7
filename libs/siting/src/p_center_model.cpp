#include "p_center_model.hpp"

#include <yizhan/siting/solve.hpp>

#include <algorithm>
#include <limits>

namespace yizhan::siting {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

center_model::center_model(const problem& asked, const site_rules& rules) : asked_(asked), rules_(rules) {
    std::vector<index> number(asked.cells(), nobody);
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (asked.weight[cell] <= 0) continue;
        number[cell] = cells();
        origin_.push_back(cell);
    }
    const auto each_pair = [&](auto&& tell) {
        for (index site = 0; site < asked.sites(); ++site) {
            if (rules.state(site) == site_state::forbidden) continue;
            const auto seconds = asked.pairs.seconds_of(site);
            for (std::size_t at = 0; at < asked.pairs.cells_of(site).size(); ++at) {
                const index cell = number[asked.pairs.cells_of(site)[at]];
                const float taken = seconds.empty() ? 0 : seconds[at];
                if (cell != nobody && static_cast<double>(taken) <= asked.want.limit) tell(cell, site, taken);
            }
        }
    };
    first_.assign(origin_.size() + 1, 0);
    each_pair([&](index cell, index, float) { ++first_[cell + 1]; });
    for (std::size_t cell = 1; cell < first_.size(); ++cell)
        first_[cell] += first_[cell - 1];
    std::vector<std::uint64_t> next(first_.begin(), first_.end() - 1);
    site_.resize(first_.back());
    seconds_.resize(first_.back());
    each_pair([&](index cell, index site, float taken) {
        site_[next[cell]] = site;
        seconds_[next[cell]++] = taken;
    });
    sort_ways();
}

void center_model::sort_ways() {
    std::vector<std::pair<float, index>> row;
    for (index cell = 0; cell < cells(); ++cell) {
        row.clear();
        for (std::uint64_t at = first_[cell]; at < first_[cell + 1]; ++at)
            row.emplace_back(seconds_[at], site_[at]);
        std::ranges::sort(row);
        for (std::size_t at = 0; at < row.size(); ++at) {
            seconds_[first_[cell] + at] = row[at].first;
            site_[first_[cell] + at] = row[at].second;
        }
        least_ = std::max(least_, row.empty() ? infinity : row.front().first);
        most_ = std::max(most_, row.empty() ? infinity : row.back().first);
    }
}

std::span<const index> center_model::within(index cell, float radius) const {
    const auto row = std::span(seconds_).subspan(first_[cell], first_[cell + 1] - first_[cell]);
    const auto end = std::ranges::upper_bound(row, radius);
    return std::span(site_).subspan(first_[cell], static_cast<std::size_t>(end - row.begin()));
}

std::vector<float> center_model::times(float from, float to) const {
    std::vector<float> found;
    for (const float taken : seconds_) {
        if (taken > from && taken <= to) found.push_back(taken);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::optional<float> center_model::radius(std::span<const index> open) const {
    const auto worst = evaluate(asked_, open);
    if (!worst) return std::nullopt;
    return static_cast<float>(*worst);  // one of the problem's own seconds
}

}  // namespace yizhan::siting
