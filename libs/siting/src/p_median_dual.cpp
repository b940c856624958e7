#include "p_median_dual.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double first_agility = 1.5;
constexpr int patience = 12;        // steps without progress before steps become shorter
constexpr double kept_share = 0.6;  // of the last direction in the next

}  // namespace

median_dual::median_dual(const median_model& model) : model_(model) {
    first_.push_back(0);
    ceiling_.resize(model.cells());
    for (index cell = 0; cell < model.cells(); ++cell) {
        const auto ways = model.ways(cell);
        ways_.insert(ways_.end(), ways.begin(), ways.end());
        first_.push_back(ways_.size());
        ceiling_[cell] = model.must_serve() ? infinity : model.unserved(cell) / model.weight(cell);
        if (model.cut_off(cell)) ceiling_[cell] = std::min(ceiling_[cell], static_cast<double>(ways.back().seconds));
    }
    const site_rules& rules = model.rules();
    const bool counted = rules.most_opened() != nobody;
    means_ = counted ? rules.most_opened() : rules.most_spent() * (1 + 1e-9);
    item_price_.assign(model.sites(), 0);
    fate_.assign(model.sites(), 0);
    for (index site = 0; site < model.sites(); ++site) {
        if (rules.state(site) != site_state::kept) item_price_[site] = counted ? 1 : rules.price(site);
        if (rules.must_be_open(site)) {
            fate_[site] = 1;
            means_ -= item_price_[site];
        } else if (rules.state(site) == site_state::forbidden) {
            fate_[site] = -1;
        }
    }
    direction_.assign(model.cells(), 0);
    now_.bound = best_.bound = -infinity;
}

void median_dual::start(std::vector<double> price) {
    for (index cell = 0; cell < price.size(); ++cell)
        price[cell] = std::clamp(price[cell], 0.0, ceiling_[cell]);
    now_.price = std::move(price);
    std::ranges::fill(direction_, 0);
    agility_ = first_agility;
    barren_ = 0;
    best_.bound = -infinity;
}

void median_dual::value_sites() {
    now_.worth.assign(model_.sites(), 0);
    now_.bound = 0;
    for (index cell = 0; cell < model_.cells(); ++cell) {
        const double price = now_.price[cell], weight = model_.weight(cell);
        now_.bound += weight * price;
        for (std::uint64_t at = first_[cell]; at < first_[cell + 1]; ++at) {
            const double margin = static_cast<double>(ways_[at].seconds) - price;
            if (margin >= 0) break;
            now_.worth[ways_[at].site] += weight * margin;
        }
    }
}

void median_dual::choose() {
    std::vector<std::pair<double, index>> order;
    share_.assign(model_.sites(), 0);
    for (index site = 0; site < model_.sites(); ++site) {
        if (fate_[site] > 0) {
            share_[site] = 1;
            now_.bound += now_.worth[site];
        } else if (fate_[site] == 0 && now_.worth[site] < 0) {
            order.emplace_back(item_price_[site] > 0 ? now_.worth[site] / item_price_[site] : -infinity, site);
        }
    }
    std::ranges::sort(order);
    now_.chosen.clear();
    double left = means_, last_taken = 0, first_left = 0;
    for (const auto& [ratio, site] : order) {
        const double price = item_price_[site];
        share_[site] = price <= std::max(0.0, left) ? 1 : std::max(0.0, left) / price;
        now_.bound += share_[site] * now_.worth[site];
        left -= share_[site] * price;
        if (share_[site] > 0) {
            now_.chosen.push_back(site);
            last_taken = ratio;
        }
        if (share_[site] < 1) {
            first_left = ratio;
            break;
        }
    }
    if (first_left == 0) last_taken = 0;  // all that are worth anything fit
    reduce(last_taken, first_left);
}

void median_dual::reduce(double last_taken, double first_left) {
    now_.reduced.assign(model_.sites(), 0);
    for (index site = 0; site < model_.sites(); ++site) {
        if (fate_[site] != 0) continue;
        const double price = item_price_[site];
        // Any multiplier of the means between the two ratios gives this bound; each site takes the one that says more.
        const double if_opened = price > 0 ? now_.worth[site] - price * last_taken : now_.worth[site];
        const double if_closed = price > 0 ? now_.worth[site] - price * first_left : now_.worth[site];
        if (share_[site] <= 0) now_.reduced[site] = std::max(0.0, if_opened);
        if (share_[site] >= 1) now_.reduced[site] = std::min(0.0, if_closed);
    }
}

double median_dual::steer() {
    double norm = 0;
    for (index cell = 0; cell < model_.cells(); ++cell) {
        const double price = now_.price[cell];
        double missing = 1;
        for (std::uint64_t at = first_[cell]; at < first_[cell + 1]; ++at) {
            if (static_cast<double>(ways_[at].seconds) >= price) break;
            missing -= share_[ways_[at].site];
        }
        double& towards = direction_[cell];
        towards = (1 - kept_share) * missing + kept_share * towards;
        if (price >= ceiling_[cell] && towards > 0) towards = 0;
        if (price <= 0 && towards < 0) towards = 0;
        norm += model_.weight(cell) * towards * towards;
    }
    return norm;
}

double median_dual::step(double target) {
    value_sites();
    choose();
    if (now_.bound > best_.bound + 1e-6 * std::abs(best_.bound - target)) {
        barren_ = 0;
    } else if (++barren_ >= patience) {
        barren_ = 0;
        agility_ *= 0.7;
        const point kept = best_;
        if (agility_ < 0.1) now_ = kept;
    }
    if (now_.bound > best_.bound) best_ = now_;
    const double bound = now_.bound;
    const double norm = steer();
    if (norm <= 0) {
        agility_ = 0;
        return bound;
    }
    const double length = agility_ * std::max(target - bound, 1e-7 * std::abs(target)) / norm;
    for (index cell = 0; cell < model_.cells(); ++cell) {
        now_.price[cell] = std::clamp(now_.price[cell] + length * direction_[cell], 0.0, ceiling_[cell]);
    }
    return bound;
}

index median_dual::fix(double target) {
    index fixed = 0;
    for (index site = 0; site < model_.sites(); ++site) {
        const double reduced = best_.reduced.empty() ? 0 : best_.reduced[site];
        if (fate_[site] != 0 || best_.bound + std::abs(reduced) < target || reduced == 0) continue;
        decide(site, reduced < 0);
        ++fixed;
    }
    if (fixed > 0) shorten();
    return fixed;
}

void median_dual::decide(index site, bool open) {
    fate_[site] = open ? 1 : -1;
    if (open) means_ -= item_price_[site];
}

median_model::outlook median_dual::outlook(double ceiling) const {
    median_model::outlook seen;
    seen.wanted.resize(fate_.size());
    seen.sure.resize(fate_.size());
    seen.loss.assign(fate_.size(), 0);
    seen.slack = ceiling - best_.bound;
    for (index site = 0; site < fate_.size(); ++site) {
        seen.wanted[site] = fate_[site] >= 0 ? 1 : 0;
        seen.sure[site] = fate_[site] > 0 ? 1 : 0;
        if (!best_.reduced.empty()) seen.loss[site] = std::max(0.0, -best_.reduced[site]);
    }
    return seen;
}

index median_dual::undecided() const {
    return static_cast<index>(std::ranges::count(fate_, 0));
}

void median_dual::shorten() {
    std::uint64_t to = 0;
    for (index cell = 0; cell < model_.cells(); ++cell) {
        const std::uint64_t from = first_[cell], end = first_[cell + 1];
        first_[cell] = to;
        for (std::uint64_t at = from; at < end; ++at) {
            if (fate_[ways_[at].site] >= 0) ways_[to++] = ways_[at];
        }
    }
    first_.back() = to;
    ways_.resize(to);
}

}  // namespace yizhan::siting
