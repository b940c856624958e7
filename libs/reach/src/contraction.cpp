#include "contraction.hpp"

#include "witness.hpp"

#include <yizhan/base/parallel.hpp>

#include <algorithm>
#include <numeric>

namespace yizhan::reach {
namespace {

// States that a witness search may look at. Fewer makes the build faster and the hierarchy larger; chosen by
// measurement on Porto's walk and drive graphs.
constexpr std::uint32_t settled_when_ordering = 60;
constexpr std::uint32_t settled_when_contracting = 400;

// Work items that a thread takes at once, and below which one thread is enough.
constexpr std::size_t chunk = 16;

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
    contractor(const streets::graph_arrays& graph, unsigned threads)
        : threads_(threads == 0 ? default_threads() : threads),
          level_(graph.summary.states),
          key_(graph.summary.states),
          gone_(graph.summary.states) {
        made_.up.resize(graph.summary.states);
        made_.down.resize(graph.summary.states);
        take_arcs(graph);
        for (unsigned i = 0; i < threads_; ++i)
            searches_.emplace_back(graph.summary.states);
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
            evaluate(touched_);
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

    template <class Work>
    void for_each(std::size_t count, Work work) {
        const auto chunks = (count + chunk - 1) / chunk;
        parallel_for(chunks, threads_, [&](std::size_t c, unsigned worker) {
            for (auto i = c * chunk; i < std::min(count, (c + 1) * chunk); ++i)
                work(i, worker);
        });
    }

    // Calls `found` for every shortcut that the state's contraction needs.
    template <class Found>
    void find_shortcuts(std::uint32_t state, witness_search& search, std::uint32_t max_settled, Found found) const {
        const auto& outs = made_.up[state];
        if (outs.empty()) return;
        search.set_targets(outs);
        const auto slowest = std::ranges::max(outs, {}, &link::ms).ms;
        for (const auto& in : made_.down[state]) {
            const bool there_and_back = std::ranges::find(outs, in.node, &link::node) != outs.end();
            const auto targets = outs.size() - (there_and_back ? 1 : 0);
            if (targets == 0) continue;
            search.run({made_.up, gone_, state}, in.node,
                       {std::uint64_t{in.ms} + slowest, max_settled, static_cast<std::uint32_t>(targets)});
            for (const auto& out : outs) {
                const auto ms = std::uint64_t{in.ms} + out.ms;
                // Longer than 32 bits can say is as good as unreached.
                if (out.node == in.node || ms >= witness_search::unknown || search.cost(out.node) <= ms) continue;
                found(shortcut{in.node, out.node, static_cast<std::uint32_t>(ms), state | link::shortcut_flag,
                               in.hops + out.hops});
            }
        }
    }

    // Importance: how many levels lie below, and how much contraction would add compared with what it takes away, in
    // arcs and in arcs of the travel graph.
    [[nodiscard]] std::uint64_t importance(std::uint32_t state, witness_search& search) {
        std::uint64_t added = 0;
        std::uint64_t added_hops = 0;
        find_shortcuts(state, search, settled_when_ordering, [&](const shortcut& s) {
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
        return 1000 * level_[state] + 2000 * added / removed + 1000 * added_hops / removed_hops;
    }

    void evaluate(const std::vector<std::uint32_t>& states) {
        for_each(states.size(), [&](std::size_t i, unsigned worker) {
            const auto state = states[i];
            const auto most = std::uint64_t{0xFFFFFFFF};
            key_[state] = std::min(importance(state, searches_[worker]), most) << 32 | scrambled(state);
        });
    }

    [[nodiscard]] bool least_of_neighbours(std::uint32_t state) const {
        const auto less = [&](const link& l) { return key_[state] < key_[l.node]; };
        return std::ranges::all_of(made_.up[state], less) && std::ranges::all_of(made_.down[state], less);
    }

    void choose() {
        std::vector<std::uint8_t> is_chosen(remaining_.size());
        for_each(remaining_.size(),
                 [&](std::size_t i, unsigned) { is_chosen[i] = least_of_neighbours(remaining_[i]); });
        chosen_.clear();
        for (std::size_t i = 0; i < remaining_.size(); ++i)
            if (is_chosen[i] != 0) chosen_.push_back(remaining_[i]);
    }

    void contract_chosen() {
        for (const auto state : chosen_)
            gone_[state] = 1;
        std::vector<std::vector<shortcut>> needed(chosen_.size());
        for_each(chosen_.size(), [&](std::size_t i, unsigned worker) {
            find_shortcuts(chosen_[i], searches_[worker], settled_when_contracting,
                           [&](const shortcut& s) { needed[i].push_back(s); });
        });
        touched_.clear();
        for (const auto state : chosen_)
            detach(state);
        for (const auto& shortcuts : needed)
            std::ranges::for_each(shortcuts, [&](const shortcut& s) { add(s); });
        std::ranges::sort(touched_);
        touched_.erase(std::ranges::unique(touched_).begin(), touched_.end());
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
            touched_.push_back(neighbour);
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

    unsigned threads_;
    contracted_graph made_;
    std::vector<std::uint32_t> level_;
    std::vector<std::uint64_t> key_;  // importance, then a scrambled id
    std::vector<std::uint8_t> gone_;  // contracted, or about to be
    std::vector<std::uint32_t> remaining_, chosen_, touched_;
    std::vector<witness_search> searches_;
};

}  // namespace

contracted_graph contract(const streets::graph_arrays& graph, unsigned threads, progress& watch) {
    return contractor(graph, threads).run(watch);
}

}  // namespace yizhan::reach
