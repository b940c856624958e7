#include "witness.hpp"

#include <algorithm>
#include <functional>

namespace yizhan::reach {

std::span<const std::uint32_t> witness_search::needed(const ground& where, const link& in, std::span<const link> outs,
                                                      std::uint32_t max_settled) {
    needed_.clear();
    for (std::uint32_t i = 0; i < outs.size(); ++i)
        if (outs[i].node != in.node && std::uint64_t{in.ms} + outs[i].ms < unknown) needed_.push_back(i);
    if (needed_.empty()) return {};
    start(where, in.node);
    const auto radius = drop_witnessed(where, in, outs);
    if (needed_.empty() || max_settled == 0) return needed_;
    explore(where, radius, max_settled);
    drop_witnessed(where, in, outs);
    return needed_;
}

// Labels what is one step away.
void witness_search::start(const ground& where, std::uint32_t from) {
    ++run_;
    heap_.clear();
    labels_[from] = {0, run_};
    for (const auto& arc : where.up[from]) {
        if (arc.node == where.without || where.gone[arc.node] != 0) continue;
        labels_[arc.node] = {arc.ms, run_};
        heap_.push_back(std::uint64_t{arc.ms} << 32 | arc.node);
    }
}

// Takes out of `needed_` whatever is reached as soon by one step from a labelled state. Returns how far labels must
// reach for the rest to be decided.
std::uint64_t witness_search::drop_witnessed(const ground& where, const link& in, std::span<const link> outs) {
    std::uint64_t radius = 0;
    std::erase_if(needed_, [&](std::uint32_t i) {
        const auto need = in.ms + outs[i].ms;
        auto last_step = unknown;
        for (const auto& arc : where.down[outs[i].node]) {
            if (arc.node == where.without || where.gone[arc.node] != 0) continue;
            if (std::uint64_t{cost(arc.node)} + arc.ms <= need) return true;
            last_step = std::min(last_step, arc.ms);
        }
        if (last_step <= need) radius = std::max<std::uint64_t>(radius, need - last_step);
        return false;
    });
    return radius;
}

void witness_search::explore(const ground& where, std::uint64_t radius, std::uint32_t max_settled) {
    std::erase_if(heap_, [&](auto entry) { return entry >> 32 > radius; });
    std::ranges::make_heap(heap_, std::greater());
    while (!heap_.empty() && max_settled-- > 0) {
        std::ranges::pop_heap(heap_, std::greater());
        const auto state = static_cast<std::uint32_t>(heap_.back());
        const auto reached = heap_.back() >> 32;
        heap_.pop_back();
        if (reached > labels_[state].cost) continue;
        for (const auto& arc : where.up[state]) {
            const auto next = reached + arc.ms;
            if (next > radius || next >= cost(arc.node) || arc.node == where.without || where.gone[arc.node] != 0)
                continue;
            labels_[arc.node] = {static_cast<std::uint32_t>(next), run_};
            heap_.push_back(next << 32 | arc.node);
            std::ranges::push_heap(heap_, std::greater());
        }
    }
}

}  // namespace yizhan::reach
