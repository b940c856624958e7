#include "p_center.hpp"

#include "p_center_cover.hpp"
#include "p_center_model.hpp"
#include "site_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using verdict = center_cover::verdict;

// How hard a radius is tried before the exact programme.
constexpr int quick_steps = 150, quick_moves = 200;
constexpr int long_steps = 600, long_moves = 4000;

/// The search over times: below `low_` nothing is possible, `best_` is possible.
class radius_search {
public:
    radius_search(const problem& asked, const center_model& model, const options& how, work_clock& clock)
        : asked_(asked), model_(model), how_(how), clock_(clock), random_(how.seed) {}

    result<answer> run();

private:
    enum class effort : std::uint8_t { quick, exact };
    result<void> look(std::size_t at, effort most);
    result<void> begin();
    void bracket();
    bool take(std::span<const index> open);
    void note();
    [[nodiscard]] double bound() const;
    [[nodiscard]] bool finished() const;
    [[nodiscard]] answer summed_up() const;

    const problem& asked_;
    const center_model& model_;
    const options& how_;
    work_clock& clock_;
    std::mt19937_64 random_;
    std::vector<float> times_;  // candidates, ascending
    std::size_t low_ = 0;       // times before this one are impossible
    std::size_t high_ = 0;      // this one is possible; times_.size(): not known of any
    verdict last_ = verdict::unknown;
    bool found_ = false, impossible_ = false;
    float radius_ = 0;
    std::vector<index> best_;
    std::vector<standing> curve_;
};

double radius_search::bound() const {
    if (impossible_) return infinity;
    return low_ < times_.size() ? static_cast<double>(times_[low_]) : static_cast<double>(radius_);
}

bool radius_search::finished() const {
    if (clock_.stopped() || impossible_) return true;
    if (!found_) return false;
    return low_ >= high_ || static_cast<double>(radius_) - bound() <= how_.gap * static_cast<double>(radius_);
}

void radius_search::note() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    curve_.push_back({clock_.work(), clock_.seconds(), found_ ? static_cast<double>(radius_) : none, bound()});
    if (how_.report) how_.report(curve_.back());
}

bool radius_search::take(std::span<const index> open) {
    const auto radius = model_.radius(open);
    if (!radius || (found_ && *radius >= radius_)) return false;
    found_ = true;
    radius_ = *radius;
    best_.assign(open.begin(), open.end());
    high_ = static_cast<std::size_t>(std::ranges::lower_bound(times_, radius_) - times_.begin());
    note();
    return true;
}

result<void> radius_search::look(std::size_t at, effort most) {
    center_cover cover(model_, times_[at]);
    const bool quick = most == effort::quick;
    last_ = cover.weigh(quick ? quick_steps : long_steps, clock_);
    if (last_ == verdict::unknown) last_ = cover.exchange(quick ? quick_moves : long_moves, random_, clock_);
    if (last_ == verdict::unknown && !quick && !clock_.stopped()) {
        auto decided = cover.decide(how_, clock_);
        if (!decided) return pass_on(decided);
        last_ = *decided;
    }
    if (last_ == verdict::possible) take(cover.found());
    if (last_ == verdict::impossible && at + 1 > low_) {
        low_ = at + 1;
        impossible_ = low_ == times_.size();
        note();
    }
    return {};
}

result<void> radius_search::begin() {
    if (model_.cells() == 0) times_ = {0};
    if (std::isinf(model_.least())) {
        impossible_ = true;
        note();
        return {};
    }
    if (model_.cells() > 0) times_ = model_.times(std::nextafter(model_.least(), -1.0F), model_.most());
    high_ = times_.size();
    layout first(model_.rules());
    first.take(how_.start);
    if (first.fulfilled()) take(first.sites());
    if (!found_) {
        auto looked = look(times_.size() - 1, effort::quick);
        if (!looked) return looked;
        if (last_ == verdict::unknown && !clock_.stopped()) return look(times_.size() - 1, effort::exact);
    }
    return {};
}

void radius_search::bracket() {
    // The least time that quick means find a layout for, then the most that they exclude.
    for (std::size_t from = low_; from < high_ && !finished();) {
        const std::size_t middle = from + (high_ - from) / 2;
        static_cast<void>(look(middle, effort::quick));
        if (last_ != verdict::possible) from = middle + 1;
    }
    for (std::size_t to = high_; low_ < to && !finished();) {
        const std::size_t middle = low_ + (to - low_) / 2;
        static_cast<void>(look(middle, effort::quick));
        if (last_ != verdict::impossible) to = middle;
    }
}

result<answer> radius_search::run() {
    if (auto begun = begin(); !begun) return pass_on(begun);
    if (found_) bracket();
    while (found_ && !finished()) {
        auto looked = look(low_ + (high_ - 1 - low_) / 2, effort::exact);
        if (!looked) return pass_on(looked);
        if (last_ == verdict::unknown) break;
    }
    return summed_up();
}

answer radius_search::summed_up() const {
    if (impossible_) return infeasible(conditions_of(asked_), clock_);
    answer given;
    given.curve = curve_;
    given.work = clock_.work();
    given.seconds = clock_.seconds();
    given.bound = bound();
    if (!found_) {
        given.objective = std::numeric_limits<double>::quiet_NaN();
        return given;
    }
    given.status = low_ >= high_ ? answer_status::optimal : answer_status::feasible;
    given.objective = static_cast<double>(radius_);
    if (low_ >= high_) given.bound = given.objective;
    given.open = best_;
    given.assignment = fastest_of(asked_, best_, asked_.want.limit);
    return given;
}

}  // namespace

result<answer> solve_p_center(const problem& asked, const options& how, work_clock& clock) {
    if (!asked.want.count && !asked.want.budget) {
        return fail(errc::bad_call, "p-center needs a count or a budget: name one");
    }
    if (asked.want.times > 1) {
        return fail(errc::unsupported, "p-center serves each cell once: `times` above 1 is for covering models");
    }
    site_rules rules(asked);
    rules.close_out();
    if (auto broken = rules.broken_from_the_start(); !broken.empty()) return infeasible(std::move(broken), clock);
    const center_model model(asked, rules);
    return radius_search(asked, model, how, clock).run();
}

}  // namespace yizhan::siting
