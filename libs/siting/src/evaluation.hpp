#pragma once

#include <yizhan/siting/solve.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace yizhan::siting {

/// Sums of weights and costs are compared with this relative accuracy.
inline constexpr double sum_accuracy = 1e-8;
/// Divided demand comes from a linear solver, which is this accurate.
inline constexpr double share_accuracy = 1e-6;

/// Whether there is less than what is needed, beyond this relative accuracy.
[[nodiscard]] inline bool falls_short(double got, double needed, double accuracy = sum_accuracy) {
    return got < needed - accuracy * needed;
}

/// Seconds of the pair at this place of a site's row; 0 in a table without times.
[[nodiscard]] inline double seconds_at(std::span<const float> seconds, std::size_t place) {
    return seconds.empty() ? 0.0 : static_cast<double>(seconds[place]);
}

/// What a unit of weight served in this time counts, in seconds.
[[nodiscard]] inline double counted(const problem& asked, double seconds) {
    return std::min(seconds, asked.want.unserved_seconds.value_or(seconds));
}

/// As `evaluate`, for a problem with capacities: who is served by whom is given too. Each share must go along a pair
/// within the limit to an open site; capacities hold; a cell is served by one site only unless demand may be divided.
/// The worst seconds are those of the slowest pair in use.
std::optional<double> evaluate_served(const problem& asked, std::span<const index> open, std::span<const served> shares,
                                      std::string* broken = nullptr);

}  // namespace yizhan::siting
