#include "p_median_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Relative accuracy at which costs count as equal.
constexpr double accuracy = 1e-9;
// How much worse than the best a layout may be to wander on from it. Measured on fl1400: without it, 300 sites stay at
// 6,131; with 0.001, 6,121 after two seconds, with 0.005, 6,123 (optimum 6,109).
constexpr double leeway = 0.001;

/// What the arithmetic of a linear programme may be wrong by before a bound is rounded up.
double rounding_slack(double cost) {
    return std::max(1e-3, accuracy * std::abs(cost));
}

}  // namespace

median_run::median_run(const median_model& model, const options& how, work_clock& clock)
    : model_(model), how_(how), clock_(clock), search_(model), random_(how.seed), cost_(infinity), bound_(-infinity) {}

double median_run::ceiling() const {
    if (!found_) return infinity;
    const double slack = rounding_slack(cost_);
    return model_.whole() && slack < 0.5 ? cost_ - 1 + slack : cost_ * (1 - accuracy);
}

double median_run::rounded(double bound) const {
    if (!model_.whole() || !std::isfinite(bound)) return bound;
    const double slack = rounding_slack(bound);
    return slack < 0.5 ? std::ceil(bound - slack) : bound;
}

double median_run::gap() const {
    if (!found_ || !std::isfinite(bound_)) return infinity;
    const double size = std::max(std::abs(cost_), std::abs(bound_));
    return size > 0 ? (cost_ - bound_) / size : 0;
}

bool median_run::proven() const {
    return closed_ || bound_ >= ceiling();
}

void median_run::note() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    curve_.push_back({clock_.work(), clock_.seconds(), found_ ? cost_ : none, bound_});
    if (how_.report) how_.report(curve_.back());
}

bool median_run::offer() {
    if (search_.cost() >= cost_ || !search_.now().fulfilled()) return false;
    std::vector<index> open = search_.now().sites();
    const double cost = model_.true_cost(open);
    if (!(cost < cost_)) return false;
    best_ = std::move(open);
    cost_ = cost;
    found_ = true;
    bound_ = std::min(bound_, cost_);
    note();
    return true;
}

bool median_run::improve_from(std::span<const index> wanted) {
    search_.start(wanted);
    search_.descend(clock_);
    return offer();
}

void median_run::wander(int rounds) {
    if (!found_) return;
    search_.start(best_);
    const auto open = static_cast<index>(best_.size());
    for (int round = 0; round < rounds && !finished(); ++round) {
        const index most = std::max<index>(2, std::min<index>(12, open / 6));
        search_.shake(1 + static_cast<index>(random_() % most), random_);
        search_.descend(clock_);
        if (!offer() && search_.cost() > cost_ * (1 + leeway)) search_.start(best_);
    }
}

void median_run::raise(double bound) {
    bound = std::min(rounded(bound), cost_);
    if (!(bound > bound_)) return;
    bound_ = bound;
    note();
}

void median_run::close() {
    closed_ = true;
    if (found_) raise(cost_);
}

}  // namespace yizhan::siting
