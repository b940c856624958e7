#include <yizhan/instances/question.hpp>

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace yizhan::instances {
namespace {

// Sums of the same numbers in another order.
constexpr double accuracy = 1e-9;

bool alike(double a, double b) {
    return std::abs(a - b) <= accuracy * std::max({1.0, std::abs(a), std::abs(b)});
}

result<void> compare(std::string_view what, double told, double computed) {
    if (alike(told, computed)) return {};
    return fail(errc::damaged,
                fmt::format("internal error: the answer's {} is {}, computed anew it is {}", what, told, computed));
}

result<void> compare_cover(const siting::problem& question, const siting::answer& found, double covered) {
    if (question.want.what == siting::objective::most_covered)
        return compare("covered demand", found.objective, covered);
    const double all = std::accumulate(question.weight.begin(), question.weight.end(), 0.0);
    if (covered >= question.want.share * all * (1 - accuracy)) return {};
    return fail(errc::damaged,
                fmt::format("internal error: the answer covers {} of {}, less than asked", covered, all));
}

}  // namespace

result<void> confirm(const inquiry& asked, const instance& from, const siting::problem& question,
                     const siting::answer& found, unsigned threads) {
    const bool has_layout =
        found.status == siting::answer_status::optimal || found.status == siting::answer_status::feasible;
    if (!has_layout || !question.capacity.empty()) return {};
    if (const auto covered = covered_by(from, needs_of(asked, threads), found.open)) {
        if (auto good = compare_cover(question, found, *covered); !good) return good;
        if (question.want.what == siting::objective::most_covered) return {};
    }
    std::string broken;
    const auto objective = siting::evaluate(question, found.open, &broken);
    if (!objective)
        return fail(errc::damaged, fmt::format("internal error: the answer breaks a condition: {}", broken));
    return compare("objective", found.objective, *objective);
}

}  // namespace yizhan::instances
