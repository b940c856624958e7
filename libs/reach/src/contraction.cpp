#include "contraction.hpp"

#include "witness.hpp"

#include <algorithm>
#include <numeric>

namespace yizhan::reach {
namespace {

// States that a witness search may look at. Fewer makes the build faster and the hierarchy larger; chosen by
// measurement on Porto's walk and drive graphs.
constexpr std::uint32_t settled_when_ordering = 10;
constexpr std::uint32_t settled_when_contracting = 50;

// Scrambles an id (a bijection: murmur3's finaliser), so that ties do not run along the streets.
std::uint32_t scrambled(std::uint32_t id) {
    id ^= id >> 16;
    id *= 0x85EBCA6BU;
    id ^= id >> 13;
    id *= 0xC2B2AE35U;
    return id ^ (id >> 16);
}

struct shortcut {
    std::uint32_t tail;
    std::uint32_t head;
    std::uint32_t ms;
    std::uint32_t via;
    std::uint32_t hops;
};

class contractor {
public:
    explicit contractor(const streets::graph_arrays& graph)
        : level_(graph.summary.states),
          key_(graph.summary.states),
          is_stale_(graph.summary.states),
          gone_(graph.summary.states),
          search_(graph.summary.states) {
        made_.up.resize(graph.summary.states);
        made_.down.resize(graph.summary.states);
        take_arcs(graph);
    }

    contracted_graph run(progress& watch) {
        const auto states = made_.up.size();
        remaining_.resize(states);
        std::iota(remaining_.begin(), remaining_.end(), 0U);
        evaluate(remaining_);
        while (!remaining_.empty()) {
            watch.at("contracting", states - remaining_.size(), states);
            choose();
            contract_chosen();
            std::erase_if(remaining_, [&](auto state) { return gone_[state] != 0; });
            made_.order.insert(made_.order.end(), chosen_.begin(), chosen_.end());
        }
        watch.at("contracting", states, states);
        return std::move(made_);
    }

private:
    void take_arcs(const streets::graph_arrays& graph) {
        for (std::uint32_t tail = 0; tail < graph.summary.states; ++tail) {
            for (auto i = graph.first_out[tail]; i < graph.first_out[tail + 1]; ++i)
                if (graph.out[i].state != tail) add({tail, graph.out[i].state, graph.out[i].ms, i, 1});
        }
    }

    // Keeps the quicker one of two parallel arcs.
    void add(const shortcut& arc) {
        const auto put = [](std::vector<link>& list, const link& l) {
            const auto same = std::ranges::find(list, l.node, &link::node);
            if (same == list.end())
                list.push_back(l);
            else if (l.ms < same->ms)
                *same = l;
        };
        put(made_.up[arc.tail], {arc.head, arc.ms, arc.via, arc.hops});
        put(made_.down[arc.head], {arc.tail, arc.ms, arc.via, arc.hops});
    }

    // Calls `found` for every shortcut that the state's contraction needs.
    template <class Found>
    void find_shortcuts(std::uint32_t state, std::uint32_t max_settled, Found found) {
        const auto& outs = made_.up[state];
        for (const auto& in : made_.down[state]) {
            for (const auto i : search_.needed({made_.up, made_.down, gone_, state}, in, outs, max_settled))
                found(shortcut{in.node, outs[i].node, in.ms + outs[i].ms, state | link::shortcut_flag,
                               in.hops + outs[i].hops});
        }
    }

    // Importance: how many levels lie below, and how much contraction would add compared with what it takes away, in
    // arcs and in arcs of the travel graph.
    [[nodiscard]] std::uint64_t importance(std::uint32_t state) {
        std::uint64_t added = 0;
        std::uint64_t added_hops = 0;
        find_shortcuts(state, settled_when_ordering, [&](const shortcut& s) {
            ++added;
            added_hops += s.hops;
        });
        std::uint64_t removed = 1;
        std::uint64_t removed_hops = 1;
        for (const auto* list : {&made_.up[state], &made_.down[state]}) {
            removed += list->size();
            for (const auto& l : *list)
                removed_hops += l.hops;
        }
        return std::uint64_t{1000} * level_[state] + 2000 * added / removed + 1000 * added_hops / removed_hops;
    }

    void evaluate(const std::vector<std::uint32_t>& states) {
        for (const auto state : states) {
            const auto most = std::uint64_t{0xFFFFFFFF};
            is_stale_[state] = 0;
            key_[state] = std::min(importance(state), most) << 32 | scrambled(state);
        }
    }

    [[nodiscard]] bool least_of_neighbours(std::uint32_t state) const {
        const auto less = [&](const link& l) { return key_[state] < key_[l.node]; };
        return std::ranges::all_of(made_.up[state], less) && std::ranges::all_of(made_.down[state], less);
    }

    // Importance is brought up to date only for those that are next: it mostly grows, so whoever is least with its
    // old importance is looked at again, and contracted if it still is least.
    void choose() {
        keep_least(remaining_, candidates_);
        stale_.clear();
        std::ranges::copy_if(candidates_, std::back_inserter(stale_),
                             [&](auto state) { return is_stale_[state] != 0; });
        evaluate(stale_);
        keep_least(candidates_, chosen_);
    }

    void keep_least(const std::vector<std::uint32_t>& of, std::vector<std::uint32_t>& into) const {
        into.clear();
        std::ranges::copy_if(of, std::back_inserter(into), [&](auto state) { return least_of_neighbours(state); });
    }

    void contract_chosen() {
        for (const auto state : chosen_)
            gone_[state] = 1;
        needed_.clear();
        for (const auto state : chosen_)
            find_shortcuts(state, settled_when_contracting, [&](const shortcut& s) { needed_.push_back(s); });
        for (const auto state : chosen_)
            detach(state);
        for (const auto& arc : needed_)
            add(arc);
    }

    // Takes the state out of its neighbours' arcs; its own stay as they are now: they are its part of the result.
    void detach(std::uint32_t state) {
        const auto forget = [&](std::vector<link>& list) {
            const auto at = std::ranges::find(list, state, &link::node);
            *at = list.back();
            list.pop_back();
        };
        const auto touch = [&](std::uint32_t neighbour) {
            level_[neighbour] = std::max(level_[neighbour], level_[state] + 1);
            is_stale_[neighbour] = 1;
        };
        for (const auto& out : made_.up[state]) {
            forget(made_.down[out.node]);
            touch(out.node);
        }
        for (const auto& in : made_.down[state]) {
            forget(made_.up[in.node]);
            touch(in.node);
        }
    }

    contracted_graph made_;
    std::vector<std::uint32_t> level_;
    std::vector<std::uint64_t> key_;      // importance, then a scrambled id
    std::vector<std::uint8_t> is_stale_;  // its importance may have changed
    std::vector<std::uint8_t> gone_;      // contracted, or about to be
    std::vector<std::uint32_t> remaining_, candidates_, stale_, chosen_;
    std::vector<shortcut> needed_;
    witness_search search_;
};

}  // namespace

contracted_graph contract(const streets::graph_arrays& graph, progress& watch) {
    return contractor(graph).run(watch);
}

}  // namespace yizhan::reach
