#include "evaluation.hpp"
#include "plain_model.hpp"
#include "site_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace yizhan::siting {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The best layout so far, always evaluated from the problem's own arrays, and the way to it.
class findings {
public:
    findings(const problem& asked, const columns& map, const options& how, const work_clock& clock)
        : asked_(asked),
          map_(map),
          how_(how),
          clock_(clock),
          sign_(asked.want.what == objective::most_covered ? -1 : 1),
          offset_(map.levels.empty() ? 0 : map.levels.front()) {
        best_.objective = unknown;
        best_.bound = -sign_ * std::numeric_limits<double>::infinity();
    }

    /// What the model minimises, from and to the problem's own objective.
    [[nodiscard]] double in_model(double objective) const { return sign_ * objective - offset_; }
    [[nodiscard]] double in_problem(double value) const { return sign_ * (value + offset_); }

    void take(std::span<const double> x, double model_bound) {
        bool news = !x.empty() && take_layout(x);
        const double bound = in_problem(model_bound);
        if (std::isfinite(bound) && sign_ * bound > sign_ * best_.bound) {
            best_.bound = bound;
            news = true;
        }
        keep_bound_on_its_side();
        if (news) note();
    }

    answer conclude(mip::status end) {
        if (end == mip::status::infeasible) best_.status = answer_status::infeasible;
        if (found_) best_.status = answer_status::feasible;
        if (found_ && end == mip::status::optimal && !worse_than_claimed_) {
            best_.status = answer_status::optimal;
            best_.bound = best_.objective;
        }
        best_.work = clock_.work();
        best_.seconds = clock_.seconds();
        return std::move(best_);
    }
    /// What the model says of its best solution; a layout that comes to something else proves nothing.
    void compare(double model_objective) {
        const double claimed = in_problem(model_objective);
        worse_than_claimed_ = !found_ || sign_ * (best_.objective - claimed) > 1e-6 * std::max(1.0, std::abs(claimed));
    }

private:
    bool take_layout(std::span<const double> x) {
        auto open = open_in(map_, x);
        std::vector<served> shares;
        std::optional<double> value;
        if (asked_.capacity.empty()) {
            value = evaluate(asked_, open);
        } else {
            shares = shares_in(asked_, map_, x);
            value = evaluate_served(asked_, open, shares);
        }
        if (!value || (found_ && sign_ * *value >= sign_ * best_.objective)) return false;
        found_ = true;
        best_.objective = *value;
        best_.open = std::move(open);
        best_.assignment.clear();
        best_.shares.clear();
        if (asked_.capacity.empty()) {
            best_.assignment = fastest_of(asked_, best_.open, slowest_that_serves());
        } else if (asked_.want.divided) {
            best_.shares = std::move(shares);
        } else {
            best_.assignment.assign(asked_.cells(), nobody);
            for (const auto& part : shares)
                best_.assignment[part.cell] = part.site;
        }
        return true;
    }

    [[nodiscard]] double slowest_that_serves() const {
        const auto& want = asked_.want;
        return want.what == objective::least_travel ? counted(asked_, want.limit) : want.limit;
    }

    void keep_bound_on_its_side() {
        if (found_ && sign_ * best_.bound > sign_ * best_.objective) best_.bound = best_.objective;
    }

    void note() {
        best_.curve.push_back({clock_.work(), clock_.seconds(), best_.objective, best_.bound});
        if (how_.report) how_.report(best_.curve.back());
    }

    const problem& asked_;
    const columns& map_;
    const options& how_;
    const work_clock& clock_;
    double sign_;
    double offset_;
    bool found_ = false;
    bool worse_than_claimed_ = false;
    answer best_;
};

}  // namespace

result<answer> solve_plain(const problem& asked, const options& how, work_clock& clock) {
    columns map;
    const auto model = plain_model(asked, map);
    findings found(asked, map, how, clock);
    std::vector<double> start;
    if (!how.start.empty() && asked.capacity.empty()) start = solution_of(asked, model, map, how.start);

    mip::settings wanted{.gap = how.gap, .start = start, .seed = how.seed, .backend = how.mip};
    wanted.improved = [&](std::span<const double> x, double, double bound) { found.take(x, bound); };
    const auto end = mip::solve(model, wanted, clock);
    if (!end) return fail(end.error().code, end.error().message);
    if (end->state != mip::status::infeasible) {
        found.take(end->x, end->bound);
        if (std::isfinite(end->objective)) found.compare(end->objective);
    }
    return found.conclude(end->state);
}

}  // namespace yizhan::siting
