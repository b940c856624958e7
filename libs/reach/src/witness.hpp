#pragma once

#include "contraction.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// Bounded Dijkstra in the shrinking graph: is there a way round the state that is to be contracted?
/// Costs found are upper bounds, so an early end only adds shortcuts that were not needed.
class witness_search {
public:
    explicit witness_search(std::size_t states) : labels_(states), is_target_(states, 0) {}

    /// States to which ways are sought, until the next call.
    void set_targets(std::span<const link> targets);

    /// Where ways may run: along `out`, off the states marked in `gone` and off `without`.
    struct ground {
        const std::vector<std::vector<link>>& out;
        const std::vector<std::uint8_t>& gone;
        std::uint32_t without;
    };
    struct bounds {
        std::uint64_t cost;          ///< ways that take longer are of no use
        std::uint32_t max_settled;   ///< states to look at
        std::uint32_t targets_left;  ///< ends when as many targets are settled
    };
    /// Shortest ways from `from`.
    void run(const ground& where, std::uint32_t from, bounds within);

    [[nodiscard]] std::uint32_t cost(std::uint32_t state) const {
        const auto& label = labels_[state];
        return label.run == run_ ? label.cost : unknown;
    }

    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

private:
    struct mark {
        std::uint32_t cost = 0;
        std::uint32_t run = 0;
    };
    void reach(std::uint32_t state, std::uint64_t cost);

    std::vector<mark> labels_;
    std::vector<std::uint32_t> is_target_;
    std::vector<std::uint64_t> heap_;  // cost in the upper half, state in the lower
    std::uint32_t run_ = 0;
    std::uint32_t target_run_ = 0;
};

}  // namespace yizhan::reach
