#include <yizhan/instances/question.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace yizhan::instances {
namespace {

using siting::objective;

struct known_kind {
    std::string_view name;
    problem_kind value;
    objective what;
    bool capacitated = false;
};

constexpr std::array known_kinds{
    known_kind{"mclp", problem_kind::mclp, objective::most_covered},
    known_kind{"set-cover", problem_kind::set_cover, objective::least_cost},
    known_kind{"partial-cover", problem_kind::partial_cover, objective::least_cost},
    known_kind{"p-median", problem_kind::p_median, objective::least_travel},
    known_kind{"p-center", problem_kind::p_center, objective::least_worst},
    known_kind{"capacitated-p-median", problem_kind::capacitated_p_median, objective::least_travel, true},
    known_kind{"capacitated-mclp", problem_kind::capacitated_mclp, objective::most_covered, true},
};

const known_kind& about(problem_kind kind) {
    return *std::ranges::find(known_kinds, kind, &known_kind::value);
}

bool is_covering(objective what) {
    return what == objective::most_covered || what == objective::least_cost;
}

std::unexpected<error> refuse(const inquiry& asked, std::string_view what) {
    return fail(errc::bad_call, fmt::format("{}: {}", name_of(asked.kind), what));
}

result<void> check_call(const inquiry& asked, const instance& from) {
    const auto& kind = about(asked.kind);
    const bool needs_count = kind.what != objective::least_cost;
    if (asked.count && asked.budget) return refuse(asked, "-p and --budget exclude each other: give one of them");
    if (!needs_count && (asked.count || asked.budget))
        return refuse(asked, "it looks for the least cost: drop -p or --budget");
    if (needs_count && !asked.count && !asked.budget && !from.count)
        return refuse(asked, "how many sites may be opened: give -p or --budget");
    if ((asked.kind == problem_kind::partial_cover) != asked.share.has_value())
        return refuse(asked, asked.share ? "it has no share to reach: drop --share"
                                         : "give the share to reach as --share, such as 0.9");
    if (asked.divided && !kind.capacitated)
        return refuse(asked, "demand is divided only with capacities: drop --divided");
    if (kind.capacitated && from.capacity.empty())
        return refuse(asked, "the instance has no capacities: use orlib-pmedcap, or csv with a column capacity");
    if (is_covering(kind.what) && !asked.radius && !std::holds_alternative<siting::pair_table>(from.reach))
        return refuse(asked, "covering is a matter of distance: give --radius, in the units of the instance");
    const auto count = asked.count.value_or(asked.budget ? 0 : from.count.value_or(0));
    if (needs_count && count > from.sites())
        return refuse(
            asked, fmt::format("{} sites are to be opened and there are {}: give a smaller -p", count, from.sites()));
    return {};
}

siting::goal goal_of(const inquiry& asked, const instance& from) {
    siting::goal goal;
    goal.what = about(asked.kind).what;
    // Pairs keep their seconds as floats: the limit is rounded alike, or a pair exactly at it might be lost.
    if (asked.radius) goal.limit = static_cast<double>(static_cast<float>(*asked.radius));
    if (goal.what != objective::least_cost) {
        goal.budget = asked.budget;
        if (!asked.budget) goal.count = asked.count ? asked.count : from.count;
    }
    goal.share = asked.share.value_or(1);
    goal.divided = asked.divided;
    return goal;
}

}  // namespace

result<problem_kind> parse_problem_kind(std::string_view name) {
    std::string names;
    for (const auto& kind : known_kinds) {
        if (kind.name == name) return kind.value;
        names += fmt::format("{}{}", names.empty() ? "" : ", ", kind.name);
    }
    return fail(errc::bad_call, fmt::format("unknown problem '{}': use {}", name, names));
}

std::string_view name_of(problem_kind kind) {
    return about(kind).name;
}

needs needs_of(const inquiry& asked, unsigned threads) {
    return {!is_covering(about(asked.kind).what), asked.radius, threads, asked.apart};
}

result<siting::problem> put(const inquiry& asked, instance& from, unsigned threads) {
    if (auto good = check_call(asked, from); !good) return pass_on(good);
    const auto& kind = about(asked.kind);
    auto goal = goal_of(asked, from);
    auto question = prepare(from, needs_of(asked, threads));
    if (!question) return question;
    // Points that were compared with the radius themselves need no limit any more.
    if (question->pairs.seconds.empty()) goal.limit = std::numeric_limits<double>::infinity();
    question->want = goal;
    // What is covered is demand, also where a travel problem weighs all points alike.
    if (is_covering(kind.what) && !question->load.empty()) question->weight = std::exchange(question->load, {});
    if (kind.capacitated) return question;
    question->capacity.clear();
    question->load.clear();
    return question;
}

}  // namespace yizhan::instances
