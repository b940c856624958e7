#include "witness.hpp"

#include <algorithm>
#include <functional>

namespace yizhan::reach {

void witness_search::set_targets(std::span<const link> targets) {
    ++target_run_;
    for (const auto& target : targets)
        is_target_[target.node] = target_run_;
}

void witness_search::reach(std::uint32_t state, std::uint64_t cost) {
    auto& label = labels_[state];
    if (label.run == run_ && label.cost <= cost) return;
    label = {static_cast<std::uint32_t>(cost), run_};
    heap_.push_back(cost << 32 | state);
    std::ranges::push_heap(heap_, std::greater());
}

void witness_search::run(const ground& where, std::uint32_t from, bounds within) {
    ++run_;
    heap_.clear();
    reach(from, 0);
    const auto limit = std::min<std::uint64_t>(within.cost, unknown - 1);
    while (!heap_.empty()) {
        std::ranges::pop_heap(heap_, std::greater());
        const auto state = static_cast<std::uint32_t>(heap_.back());
        const auto cost = heap_.back() >> 32;
        heap_.pop_back();
        if (cost > labels_[state].cost) continue;
        if (is_target_[state] == target_run_ && state != from && --within.targets_left == 0) return;
        if (within.max_settled-- == 0) return;
        for (const auto& arc : where.out[state]) {
            const auto next = cost + arc.ms;
            if (next > limit || arc.node == where.without || where.gone[arc.node] != 0) continue;
            reach(arc.node, next);
        }
    }
}

}  // namespace yizhan::reach
