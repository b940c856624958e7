#include "goal.hpp"

#include <yizhan/siting/problem.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace yizhan::siting {
namespace {

result<void> bad(std::string message) {
    return fail(errc::bad_input, std::move(message));
}

constexpr double endless = std::numeric_limits<double>::infinity();

/// 0 ≤ value ≤ most, and finite; false for what is not a number.
bool within(double value, double most) {
    return std::isfinite(value) && value >= 0 && value <= most;
}

/// One entry for each of `wanted` sites or cells, or none.
result<void> check_length(std::size_t entries, index wanted, std::string_view what, std::string_view of = "sites") {
    if (entries == 0 || entries == wanted) return {};
    return bad(fmt::format("{} has {} entries for {} {}; give one for each, or none", what, entries, wanted, of));
}

/// Each entry is ≥ 0 and a number; finite too, unless it may be endless.
result<void> check_numbers(std::span<const double> values, std::string_view of, std::string_view what,
                           bool may_be_endless) {
    for (std::size_t place = 0; place < values.size(); ++place) {
        const double value = values[place];
        if (within(value, endless) || (may_be_endless && value == endless)) continue;
        return bad(fmt::format("{} {} has {} {}; it must be {} ≥ 0", of, place, what, value,
                               may_be_endless ? "a number" : "a finite number"));
    }
    return {};
}

result<void> check_pairs_of(const problem& asked, index site) {
    const auto cells = asked.pairs.cells_of(site);
    const auto seconds = asked.pairs.seconds_of(site);
    for (std::size_t place = 0; place < cells.size(); ++place) {
        const index cell = cells[place];
        if (cell >= asked.cells()) {
            return bad(fmt::format("site {} reaches cell {}, but there are only {} cells", site, cell, asked.cells()));
        }
        if (place > 0 && cells[place - 1] >= cell) {
            return bad(
                cells[place - 1] == cell
                    ? fmt::format("the pair of site {} and cell {} is there twice", site, cell)
                    : fmt::format("site {} has cell {} after cell {}; sort its cells", site, cell, cells[place - 1]));
        }
        if (!seconds.empty() && !within(static_cast<double>(seconds[place]), endless)) {
            return bad(fmt::format("the pair of site {} and cell {} takes {} seconds; it must be a finite number ≥ 0",
                                   site, cell, seconds[place]));
        }
    }
    return {};
}

result<void> check_pairs(const problem& asked) {
    const auto& pairs = asked.pairs;
    if (pairs.first.empty() || pairs.first.front() != 0 || pairs.first.back() != pairs.cell.size()) {
        return bad("the table of pairs must begin at 0 and end at the number of pairs");
    }
    if (pairs.first.size() - 1 >= nobody || asked.weight.size() >= nobody) {
        return bad("there are more sites or cells than numbers for them (4,294,967,294)");
    }
    if (!pairs.seconds.empty() && pairs.seconds.size() != pairs.cell.size()) {
        return bad(fmt::format("there are {} pairs but {} travel times", pairs.cell.size(), pairs.seconds.size()));
    }
    for (index site = 0; site < pairs.sites(); ++site) {
        if (pairs.first[site] > pairs.first[site + 1]) {
            return bad(fmt::format("the pairs of site {} end before they begin", site));
        }
    }
    for (index site = 0; site < pairs.sites(); ++site) {
        if (auto sound = check_pairs_of(asked, site); !sound) return sound;
    }
    return {};
}

/// Members are below `end`, and none is there twice.
result<void> check_members(std::vector<index> members, index end, const std::string& group, std::string_view what) {
    std::ranges::sort(members);
    const auto twice = std::ranges::adjacent_find(members);
    if (twice != members.end()) return bad(fmt::format("{} names {} {} twice", group, what, *twice));
    if (members.empty() || members.back() < end) return {};
    return bad(fmt::format("{} names {} {}, but there are only {}", group, what, members.back(), end));
}

result<void> check_groups(const problem& asked) {
    for (const auto& quota : asked.quotas) {
        const auto named = fmt::format("quota '{}'", quota.name);
        if (auto sound = check_members(quota.sites, asked.sites(), named, "site"); !sound) return sound;
        if (quota.least > quota.most) {
            return bad(fmt::format("{} wants at least {} sites and at most {}", named, quota.least, quota.most));
        }
    }
    for (const auto& floor : asked.floors) {
        const auto named = fmt::format("floor '{}'", floor.name);
        if (auto sound = check_members(floor.cells, asked.cells(), named, "cell"); !sound) return sound;
        if (!within(floor.share, 1)) {
            return bad(fmt::format("{} wants a share of {}; it must be from 0 to 1", named, floor.share));
        }
    }
    for (const auto& [one, other] : asked.too_close) {
        if (std::max(one, other) >= asked.sites()) {
            return bad(fmt::format("sites {} and {} are said to be too close, but there are only {} sites", one, other,
                                   asked.sites()));
        }
        if (one == other) return bad(fmt::format("site {} is said to be too close to itself", one));
    }
    return {};
}

result<void> check_goal_numbers(const goal& want) {
    if (!(want.limit >= 0)) return bad(fmt::format("the limit is {} seconds; it must be a number ≥ 0", want.limit));
    if (want.budget && !(*want.budget >= 0)) return bad(fmt::format("the budget is {}; it must be ≥ 0", *want.budget));
    if (!within(want.share, 1)) {
        return bad(fmt::format("the share is {}; it must be from 0 to 1", want.share));
    }
    if (want.times == 0) return bad("a cell must be reached at least once to count as covered, not 0 times");
    const auto unserved = want.unserved_seconds;
    if (unserved && !within(*unserved, endless)) {
        return bad(fmt::format("unserved demand counts {} seconds; it must be a finite number ≥ 0", *unserved));
    }
    return {};
}

result<void> check_lengths(const problem& asked) {
    if (auto sound = check_length(asked.load.size(), asked.cells(), "load", "cells"); !sound) return sound;
    if (auto sound = check_length(asked.cost.size(), asked.sites(), "cost"); !sound) return sound;
    if (auto sound = check_length(asked.capacity.size(), asked.sites(), "capacity"); !sound) return sound;
    if (auto sound = check_length(asked.state.size(), asked.sites(), "state"); !sound) return sound;
    return check_length(asked.location.size(), asked.sites(), "location");
}

}  // namespace

result<void> check(const problem& asked) {
    if (auto sound = check_pairs(asked); !sound) return sound;
    if (auto sound = check_lengths(asked); !sound) return sound;
    if (auto sound = check_numbers(asked.weight, "cell", "weight", false); !sound) return sound;
    if (auto sound = check_numbers(asked.load, "cell", "load", false); !sound) return sound;
    if (auto sound = check_numbers(asked.cost, "site", "cost", false); !sound) return sound;
    if (auto sound = check_numbers(asked.capacity, "site", "capacity", true); !sound) return sound;
    if (auto sound = check_groups(asked); !sound) return sound;
    return check_goal_numbers(asked.want);
}

result<void> check_goal(const problem& asked) {
    const auto& want = asked.want;
    const bool covers = want.what == objective::most_covered || want.what == objective::least_cost;
    if (want.what != objective::least_cost && !want.count && !want.budget) {
        return fail(errc::bad_call,
                    "without a number of sites or a budget everything would be opened: give one of them");
    }
    if (want.count && *want.count > asked.sites()) {
        return fail(errc::bad_call,
                    fmt::format("{} sites are to be opened, but there are only {}", *want.count, asked.sites()));
    }
    if (want.times > 1 && !covers) {
        return fail(errc::bad_call, "cover by several sites goes with the objectives most_covered and least_cost only");
    }
    if (want.times > 1 && !asked.capacity.empty()) {
        return fail(errc::bad_call, "cover by several sites and capacities do not go together: leave one of them out");
    }
    return {};
}

}  // namespace yizhan::siting
