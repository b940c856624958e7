#include "site_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {

namespace {

// Sums of prices are compared with this relative slack, so that 0.1 + 0.2 fits into 0.3.
constexpr double price_slack = 1e-9;

std::vector<std::vector<index>> by_location(const problem& asked) {
    std::vector<std::array<index, 2>> order;
    for (index site = 0; site < asked.location.size(); ++site)
        order.push_back({asked.location[site], site});
    std::ranges::sort(order);
    std::vector<std::vector<index>> shared;
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && order[to][0] == order[from][0])
            ++to;
        if (to - from < 2 || order[from][0] == nobody) continue;
        shared.emplace_back();
        for (std::size_t at = from; at < to; ++at)
            shared.back().push_back(order[at][1]);
    }
    return shared;
}

}  // namespace

site_rules::site_rules(const problem& asked) : quotas_(asked.quotas), shared_(by_location(asked)) {
    const index sites = asked.sites();
    state_.resize(sites);
    price_.resize(sites);
    for (index site = 0; site < sites; ++site) {
        state_[site] = asked.state_of(site);
        price_[site] = state_[site] == site_state::kept ? 0 : asked.cost_of(site);
    }
    most_opened_ = asked.want.count.value_or(nobody);
    most_spent_ = asked.want.budget.value_or(std::numeric_limits<double>::infinity());
    quotas_of_.resize(sites);
    for (index group = 0; group < quotas_.size(); ++group) {
        std::ranges::sort(quotas_[group].sites);
        quotas_[group].sites.erase(std::ranges::unique(quotas_[group].sites).begin(), quotas_[group].sites.end());
        for (const index site : quotas_[group].sites)
            quotas_of_[site].push_back(group);
    }
    gather_rivals(asked);
}

void site_rules::gather_rivals(const problem& asked) {
    rivals_of_.resize(state_.size());
    const auto both_kept = [this](index a, index b) {
        return state_[a] == site_state::kept && state_[b] == site_state::kept;
    };
    for (const auto [a, b] : asked.too_close) {
        if (a == b || both_kept(a, b)) continue;
        pairs_.push_back({std::min(a, b), std::max(a, b)});
    }
    std::ranges::sort(pairs_);
    pairs_.erase(std::ranges::unique(pairs_).begin(), pairs_.end());
    for (const auto [a, b] : pairs_) {
        rivals_of_[a].push_back(b);
        rivals_of_[b].push_back(a);
    }
    for (const auto& together : shared_) {
        for (const index a : together) {
            for (const index b : together) {
                if (a != b && !both_kept(a, b)) rivals_of_[a].push_back(b);
            }
        }
    }
    for (auto& rivals : rivals_of_) {
        std::ranges::sort(rivals);
        rivals.erase(std::ranges::unique(rivals).begin(), rivals.end());
    }
}

index site_rules::room() const {
    index left = most_opened_;
    std::vector<double> prices;
    for (index site = 0; site < sites(); ++site) {
        if (is_free(site) || state_[site] == site_state::forced) prices.push_back(price_[site]);
    }
    std::ranges::sort(prices);
    double spent = 0;
    index fits = 0;
    for (const double price : prices) {
        spent += price;
        if (spent > most_spent_ * (1 + price_slack)) break;
        ++fits;
    }
    return std::min(left, fits);
}

void site_rules::add_means(std::vector<row>& all) const {
    row counted{{}, {}, -std::numeric_limits<double>::infinity(), 0}, paid = counted;
    for (index site = 0; site < sites(); ++site) {
        if (state_[site] == site_state::kept) continue;
        counted.sites.push_back(site);
        counted.value.push_back(1);
        if (price_[site] <= 0) continue;
        paid.sites.push_back(site);
        paid.value.push_back(price_[site]);
    }
    counted.high = most_opened_;
    paid.high = most_spent_ * (1 + price_slack);
    if (most_opened_ != nobody) all.push_back(std::move(counted));
    if (std::isfinite(most_spent_)) all.push_back(std::move(paid));
}

std::vector<site_rules::row> site_rules::rows() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::vector<row> all;
    add_means(all);
    const auto add = [&all](std::span<const index> sites, double low, double high) {
        all.push_back({{sites.begin(), sites.end()}, std::vector<double>(sites.size(), 1), low, high});
    };
    for (const site_group& quota : quotas_)
        add(quota.sites, quota.least, quota.most == nobody ? infinity : quota.most);
    for (const auto& pair : pairs_)
        add(pair, -infinity, 1);
    for (const auto& together : shared_) {
        const auto kept = std::ranges::count(together, site_state::kept, [this](index site) { return state_[site]; });
        // Several kept sites may share a location, but nothing else stands beside them.
        add(together, -infinity, std::max(1.0, static_cast<double>(kept)));
    }
    return all;
}

void site_rules::close_out() {
    for (index site = 0; site < sites(); ++site) {
        if (!must_be_open(site)) continue;
        for (const index rival : rivals_of_[site]) {
            if (is_free(rival)) forbid(rival);
        }
    }
}

std::vector<std::string> site_rules::broken_from_the_start() const {
    index opened = 0;
    double spent = 0;
    std::vector<std::string> broken;
    for (index site = 0; site < sites(); ++site) {
        if (!must_be_open(site)) continue;
        opened += state_[site] == site_state::forced ? 1U : 0U;
        spent += price_[site];
        for (const index rival : rivals_of_[site]) {
            if (rival > site && must_be_open(rival)) {
                broken.push_back(fmt::format("sites {} and {} are both open and exclude each other", site, rival));
            }
        }
    }
    if (opened > most_opened_) broken.push_back(fmt::format("{} forced sites, a count of {}", opened, most_opened_));
    if (spent > most_spent_ * (1 + price_slack)) {
        broken.push_back(fmt::format("forced sites that cost {}, a budget of {}", spent, most_spent_));
    }
    for (const site_group& quota : quotas_) {
        const auto sure = std::ranges::count_if(quota.sites, [this](index site) { return must_be_open(site); });
        const auto possible =
            std::ranges::count_if(quota.sites, [this](index site) { return state_[site] != site_state::forbidden; });
        if (possible < static_cast<std::ptrdiff_t>(quota.least) ||
            (quota.most != nobody && sure > static_cast<std::ptrdiff_t>(quota.most))) {
            broken.push_back(fmt::format("quota '{}' against forced, kept and forbidden sites", quota.name));
        }
    }
    return broken;
}

answer infeasible(std::vector<std::string> conflict, const work_clock& clock) {
    answer given;
    given.status = answer_status::infeasible;
    given.objective = std::numeric_limits<double>::quiet_NaN();
    given.bound = std::numeric_limits<double>::infinity();
    given.work = clock.work();
    given.seconds = clock.seconds();
    given.conflict = std::move(conflict);
    return given;
}

std::vector<std::string> conditions_of(const problem& asked) {
    std::vector<std::string> all = {"every cell with weight is served within the limit"};
    if (asked.want.count) all.push_back(fmt::format("at most {} sites are opened", *asked.want.count));
    if (asked.want.budget) all.push_back(fmt::format("at most {} is spent", *asked.want.budget));
    for (const site_group& quota : asked.quotas)
        all.push_back(fmt::format("quota '{}'", quota.name));
    if (!asked.too_close.empty()) all.emplace_back("least spacing between sites");
    if (!asked.location.empty()) all.emplace_back("one site per location");
    return all;
}

std::vector<index> fastest_of(const problem& asked, std::span<const index> open, double most) {
    std::vector<index> server(asked.cells(), nobody);
    std::vector<double> fastest(asked.cells(), std::numeric_limits<double>::infinity());
    for (const index site : open) {
        const auto cells = asked.pairs.cells_of(site);
        const auto seconds = asked.pairs.seconds_of(site);
        for (std::size_t at = 0; at < cells.size(); ++at) {
            const double taken = seconds.empty() ? 0 : static_cast<double>(seconds[at]);
            if (taken > most || taken >= fastest[cells[at]]) continue;
            fastest[cells[at]] = taken;
            server[cells[at]] = site;
        }
    }
    return server;
}

layout::layout(const site_rules& rules) : rules_(rules), open_(rules.sites(), 0), in_quota_(rules.quotas().size(), 0) {
    reset();
}

void layout::reset() {
    std::ranges::fill(open_, 0);
    std::ranges::fill(in_quota_, 0);
    opened_ = 0;
    spent_ = 0;
    for (index site = 0; site < rules_.sites(); ++site) {
        if (rules_.must_be_open(site)) open(site);
    }
}

std::vector<index> layout::sites() const {
    std::vector<index> found;
    for (index site = 0; site < rules_.sites(); ++site) {
        if (open_[site]) found.push_back(site);
    }
    return found;
}

bool layout::within_means(double more_spent, index more_opened) const {
    if (rules_.most_opened() != nobody && opened_ + more_opened > rules_.most_opened()) return false;
    return spent_ + more_spent <= rules_.most_spent() * (1 + price_slack);
}

index layout::open_rivals(index site, index but) const {
    index found = 0;
    for (const index rival : rules_.rivals_of(site))
        found += open_[rival] && rival != but ? 1U : 0U;
    return found;
}

bool layout::can_open(index site) const {
    if (open_[site] || !rules_.is_free(site)) return false;
    if (!within_means(rules_.price(site), 1) || open_rivals(site, nobody) > 0) return false;
    return std::ranges::all_of(rules_.quotas_of(site), [this](index group) {
        const index most = rules_.quotas()[group].most;
        return most == nobody || in_quota_[group] < most;
    });
}

bool layout::can_close(index site) const {
    if (!open_[site] || !rules_.is_free(site)) return false;
    return std::ranges::all_of(rules_.quotas_of(site),
                               [this](index group) { return in_quota_[group] > rules_.quotas()[group].least; });
}

bool layout::can_swap(index in, index out) const {
    if (open_[in] || !open_[out] || !rules_.is_free(in) || !rules_.is_free(out)) return false;
    if (!within_means(rules_.price(in) - rules_.price(out), 0) || open_rivals(in, out) > 0) return false;
    const auto of_in = rules_.quotas_of(in), of_out = rules_.quotas_of(out);
    for (const index group : of_in) {
        const index most = rules_.quotas()[group].most;
        if (most != nobody && in_quota_[group] >= most && !std::ranges::binary_search(of_out, group)) return false;
    }
    return std::ranges::all_of(of_out, [&](index group) {
        return in_quota_[group] > rules_.quotas()[group].least || std::ranges::binary_search(of_in, group);
    });
}

void layout::open(index site) {
    open_[site] = 1;
    if (rules_.state(site) != site_state::kept) ++opened_;
    spent_ += rules_.price(site);
    for (const index group : rules_.quotas_of(site))
        ++in_quota_[group];
}

void layout::close(index site) {
    open_[site] = 0;
    if (rules_.state(site) != site_state::kept) --opened_;
    spent_ -= rules_.price(site);
    for (const index group : rules_.quotas_of(site))
        --in_quota_[group];
}

bool layout::fulfilled() const {
    if (!within_means(0, 0)) return false;
    for (index group = 0; group < in_quota_.size(); ++group) {
        const auto& quota = rules_.quotas()[group];
        if (in_quota_[group] < quota.least || (quota.most != nobody && in_quota_[group] > quota.most)) return false;
    }
    for (index site = 0; site < open_.size(); ++site) {
        if (open_[site] && (rules_.state(site) == site_state::forbidden || open_rivals(site, nobody) > 0)) return false;
    }
    return true;
}

void layout::fill_quotas() {
    for (index group = 0; group < in_quota_.size(); ++group) {
        const auto& quota = rules_.quotas()[group];
        for (const index site : quota.sites) {
            if (in_quota_[group] >= quota.least) break;
            if (can_open(site)) open(site);
        }
    }
}

void layout::take(std::span<const index> wanted) {
    // What quotas demand comes first, the most wanted members of each before the others.
    for (const index site : wanted) {
        const bool lacking = std::ranges::any_of(
            rules_.quotas_of(site), [this](index group) { return in_quota_[group] < rules_.quotas()[group].least; });
        if (lacking && can_open(site)) open(site);
    }
    fill_quotas();
    for (const index site : wanted) {
        if (can_open(site)) open(site);
    }
}

}  // namespace yizhan::siting
