#include "explain.hpp"

#include "mip.hpp"
#include "plain_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

namespace yizhan::siting {
namespace {

struct condition {
    std::string text;
    std::function<void(problem&)> drop;
};

constexpr double endless = std::numeric_limits<double>::infinity();

void list_goal(const problem& asked, std::vector<condition>& list) {
    const auto& want = asked.want;
    if (want.count) {
        list.push_back(
            {fmt::format("at most {} sites are opened", *want.count), [](problem& p) { p.want.count.reset(); }});
    }
    if (want.budget) {
        list.push_back({fmt::format("at most {} is spent", *want.budget), [](problem& p) { p.want.budget.reset(); }});
    }
    if (want.what == objective::least_cost) {
        list.push_back(
            {fmt::format("{} % of all demand is covered", 100 * want.share), [](problem& p) { p.want.share = 0; }});
    }
    if (want.times > 1) {
        list.push_back({fmt::format("a cell is covered only when {} open sites reach it", want.times),
                        [](problem& p) { p.want.times = 1; }});
    }
    if (std::isfinite(want.limit)) {
        list.push_back(
            {fmt::format("nobody travels over {} seconds", want.limit), [](problem& p) { p.want.limit = endless; }});
    }
}

void list_groups(const problem& asked, std::vector<condition>& list) {
    for (std::size_t place = 0; place < asked.quotas.size(); ++place) {
        const auto& quota = asked.quotas[place];
        if (quota.least > 0) {
            list.push_back({fmt::format("quota '{}': at least {} open sites", quota.name, quota.least),
                            [place](problem& p) { p.quotas[place].least = 0; }});
        }
        if (quota.most != nobody) {
            list.push_back({fmt::format("quota '{}': at most {} open sites", quota.name, quota.most),
                            [place](problem& p) { p.quotas[place].most = nobody; }});
        }
    }
    for (std::size_t place = 0; place < asked.floors.size(); ++place) {
        const auto& floor = asked.floors[place];
        list.push_back({fmt::format("floor '{}': {} % of its demand is covered", floor.name, 100 * floor.share),
                        [place](problem& p) { p.floors[place].share = 0; }});
    }
}

void list_sites(const problem& asked, std::vector<condition>& list) {
    if (!asked.too_close.empty()) {
        list.push_back({fmt::format("least spacing ({} pairs of sites are too close)", asked.too_close.size()),
                        [](problem& p) { p.too_close.clear(); }});
    }
    if (!asked.location.empty()) {
        list.push_back({"at most one site is opened at a location", [](problem& p) { p.location.clear(); }});
    }
    if (!asked.capacity.empty()) {
        list.push_back(
            {"sites serve at most their capacity", [](problem& p) { p.capacity.assign(p.sites(), endless); }});
    }
    std::size_t forbidden = 0;
    for (index site = 0; site < asked.sites(); ++site) {
        if (asked.state_of(site) == site_state::forbidden) ++forbidden;
        if (asked.state_of(site) != site_state::forced) continue;
        list.push_back(
            {fmt::format("site {} is forced", site), [site](problem& p) { p.state[site] = site_state::free; }});
    }
    if (forbidden == 0) return;
    list.push_back({fmt::format("{} sites are forbidden", forbidden), [](problem& p) {
                        for (auto& state : p.state) {
                            if (state == site_state::forbidden) state = site_state::free;
                        }
                    }});
}

/// Those that are met most often come last: they are kept when there is a choice, and said in those terms the clash is
/// easiest to mend.
std::vector<condition> conditions_of(const problem& asked) {
    std::vector<condition> list;
    list_sites(asked, list);
    list_groups(asked, list);
    list_goal(asked, list);
    return list;
}

/// Finds a smallest clashing subset by halving (QuickXplain: Junker, AAAI 2004): some k·log n questions for k
/// conditions out of n.
class finder {
public:
    finder(const problem& asked, const options& how, work_clock& clock)
        : asked_(asked), how_(how), clock_(clock), list_(conditions_of(asked)), held_(list_.size(), false) {}

    std::vector<std::string> find() {
        std::vector<std::size_t> all(list_.size());
        for (std::size_t place = 0; place < all.size(); ++place)
            all[place] = place;
        hold(all, true);
        const bool proven = clash();
        if (!proven && !clock_.stopped()) return {};
        hold(all, false);
        auto chosen = smallest(all, true);
        // Where the clock cut questions short, what was chosen may not clash: then everything is named.
        hold(chosen, true);
        if (!clash()) chosen = all;
        std::ranges::sort(chosen);
        std::vector<std::string> lines;
        for (const auto place : chosen)
            lines.push_back(list_[place].text);
        return lines;
    }

private:
    /// Whether what is held, and what is given anyway, is proven to be impossible.
    bool clash() {
        if (clock_.stopped()) return false;
        problem rest = asked_;
        for (std::size_t place = 0; place < list_.size(); ++place) {
            if (!held_[place]) list_[place].drop(rest);
        }
        columns map;
        auto model = plain_model(rest, map);
        std::ranges::fill(model.cost, 0.0);
        const auto end = mip::solve(model, {.seed = how_.seed, .backend = how_.mip}, clock_);
        return end && end->state == mip::status::infeasible;
    }

    void hold(std::span<const std::size_t> places, bool on) {
        for (const auto place : places)
            held_[place] = on;
    }

    /// The fewest of `open` that clash together with what is held. `asks`: something was held since the last question.
    std::vector<std::size_t> smallest(std::span<const std::size_t> open, bool asks) {
        if (asks && clash()) return {};
        if (open.size() <= 1) return {open.begin(), open.end()};
        const auto first = open.first(open.size() / 2);
        const auto second = open.subspan(open.size() / 2);
        hold(second, true);
        auto found = smallest(first, true);
        hold(second, false);
        hold(found, true);
        const auto others = smallest(second, !found.empty());
        hold(found, false);
        found.insert(found.end(), others.begin(), others.end());
        return found;
    }

    const problem& asked_;
    const options& how_;
    work_clock& clock_;
    std::vector<condition> list_;
    std::vector<bool> held_;
};

/// A cell that must be served and that no site reaches, whatever is opened.
std::optional<std::string> out_of_reach(const problem& asked) {
    const bool all_served = asked.want.what == objective::least_worst ||
                            (asked.want.what == objective::least_travel && !asked.want.unserved_seconds);
    if (!all_served) return std::nullopt;
    std::vector<bool> reached(asked.cells(), false);
    for (const index cell : asked.pairs.cell)
        reached[cell] = true;
    for (index cell = 0; cell < asked.cells(); ++cell) {
        if (asked.weight[cell] == 0 || reached[cell]) continue;
        return fmt::format("cell {} must be served, but no site reaches it", cell);
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> explain(const problem& asked, const options& how, work_clock& clock) {
    if (auto alone = out_of_reach(asked)) return {std::move(*alone)};
    return finder(asked, how, clock).find();
}

}  // namespace yizhan::siting
