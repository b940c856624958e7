#include "incumbent.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::siting {

double relative_gap(double objective, double bound) {
    if (!std::isfinite(objective) || !std::isfinite(bound)) return 1;
    const double size = std::max(std::abs(objective), std::abs(bound));
    return size == 0 ? 0 : std::abs(objective - bound) / size;
}

double answer::gap() const {
    return relative_gap(objective, bound);
}

incumbent::incumbent(const problem& asked, const options& how, const work_clock& clock)
    : asked_(asked),
      how_(how),
      clock_(clock),
      sign_(asked.want.what == objective::most_covered ? 1 : -1),
      bound_(sign_ * std::numeric_limits<double>::infinity()) {}

bool incumbent::offer(std::vector<index> open) {
    std::ranges::sort(open);
    const auto value = evaluate(asked_, open);
    if (!value || (has_layout_ && sign_ * *value <= sign_ * objective_)) return false;
    has_layout_ = true;
    layout_ = std::move(open);
    objective_ = *value;
    if (sign_ * bound_ < sign_ * objective_) bound_ = objective_;
    note();
    return true;
}

void incumbent::prove(double bound) {
    if (has_layout_ && sign_ * bound < sign_ * objective_) bound = objective_;
    if (!(sign_ * bound < sign_ * bound_)) return;
    bound_ = bound;
    note();
}

void incumbent::close() {
    if (has_layout_) prove(objective_);
}

double incumbent::gap() const {
    return has_layout_ ? relative_gap(objective_, bound_) : 1;
}

bool incumbent::good_enough() const {
    constexpr double accuracy = 1e-9;  // of sums of doubles
    return has_layout_ && gap() <= std::max(how_.gap, accuracy);
}

void incumbent::note() {
    curve_.push_back({clock_.work(), clock_.seconds(), objective_, bound_});
    if (how_.report) how_.report(curve_.back());
}

namespace {

/// Per cell the open site that serves it fastest within the limit.
std::vector<index> fastest_sites(const problem& asked, std::span<const index> open) {
    std::vector<index> serving(asked.cells(), nobody);
    std::vector<float> best(asked.cells(), std::numeric_limits<float>::infinity());
    for (const index s : open) {
        const auto cells = asked.pairs.cells_of(s);
        const auto seconds = asked.pairs.seconds_of(s);
        for (std::size_t at = 0; at < cells.size(); ++at) {
            const float time = seconds.empty() ? 0 : seconds[at];
            if (double{time} <= asked.want.limit && time < best[cells[at]]) {
                best[cells[at]] = time;
                serving[cells[at]] = s;
            }
        }
    }
    return serving;
}

}  // namespace

answer incumbent::conclude() const {
    answer given;
    given.bound = bound_;
    given.curve = curve_;
    given.work = clock_.work();
    given.seconds = clock_.seconds();
    given.objective = objective_;
    if (!has_layout_) return given;
    constexpr double accuracy = 1e-9;
    given.status = gap() <= accuracy ? answer_status::optimal : answer_status::feasible;
    given.open = layout_;
    given.assignment = fastest_sites(asked_, layout_);
    return given;
}

}  // namespace yizhan::siting
