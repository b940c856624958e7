#pragma once

#include "contraction.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// Is there a way round the state that is to be contracted? A bounded Dijkstra in the shrinking graph, met by one
/// step back from each target (Geisberger et al. 2008, section 3.2). Costs found are upper bounds: an early end only
/// adds shortcuts that were not needed.
class witness_search {
public:
    explicit witness_search(std::size_t states) : labels_(states) {}

    /// Where ways may run: off the states marked in `gone` and off `without`.
    struct ground {
        const std::vector<std::vector<link>>& up;    ///< arcs by tail
        const std::vector<std::vector<link>>& down;  ///< arcs by head
        const std::vector<std::uint8_t>& gone;
        std::uint32_t without;
    };
    /// Which of the ways `in`, then one of `outs`, no other way of at most `max_settled` states is as quick as: their
    /// indices in `outs`. Ways back and ways longer than 32 bits are left out. Valid until the next call.
    std::span<const std::uint32_t> needed(const ground& where, const link& in, std::span<const link> outs,
                                          std::uint32_t max_settled);

private:
    struct mark {
        std::uint32_t cost = 0;
        std::uint32_t run = 0;
    };
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t cost(std::uint32_t state) const {
        return labels_[state].run == run_ ? labels_[state].cost : unknown;
    }
    void start(const ground& where, std::uint32_t from);
    std::uint64_t drop_witnessed(const ground& where, const link& in, std::span<const link> outs);
    void explore(const ground& where, std::uint64_t radius, std::uint32_t max_settled);

    std::vector<mark> labels_;
    std::vector<std::uint32_t> needed_;
    std::vector<std::uint64_t> heap_;  // cost in the upper half, state in the lower
    std::uint32_t run_ = 0;
};

}  // namespace yizhan::reach
