#include "state_expansion.hpp"

#include <yizhan/streets/travel_graph.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace yizhan::streets {
namespace {

constexpr directed_street forgotten = std::numeric_limits<directed_street>::max();

// Where a trip is with respect to streets without through traffic.
enum class phase : std::uint8_t { leaving, in_public, arriving };

// A restriction of which `done` streets have been driven.
struct under_way {
    std::uint32_t restriction;
    std::uint32_t done;
    auto operator<=>(const under_way&) const = default;
};

struct state_key {
    std::uint32_t junction;
    directed_street last;  // the street just left, or `forgotten`
    phase where;
    std::uint32_t memory;  // id of a set of restrictions under way; 0 is the empty set
    bool operator==(const state_key&) const = default;
};

struct state_key_hash {
    std::size_t operator()(const state_key& key) const {
        std::uint64_t h = (std::uint64_t{key.junction} << 32) | key.last;
        h ^= ((std::uint64_t{key.memory} << 2) | static_cast<std::uint64_t>(key.where)) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 29;
        h *= 0xBF58476D1CE4E5B9ULL;
        return h ^ (h >> 32);
    }
};

class expander {
public:
    explicit expander(const network& streets) : streets_(streets), plain_ids_(streets.junctions.size(), no_state) {
        index_exits();
        for (std::uint32_t r = 0; r < streets.restrictions.size(); ++r)
            starting_[streets.restrictions[r].path.front()].push_back({r, 1});
        memories_.emplace_back();
        memory_ids_[{}] = 0;
    }

    expanded_network run() {
        made_.start_state.assign(2 * streets_.streets.size(), no_state);
        for (directed_street d = 0; d < made_.start_state.size(); ++d) {
            if (!allowed(d)) continue;
            const auto where = streets_.streets[street_of(d)].no_through ? phase::leaving : phase::in_public;
            made_.start_state[d] = id_of(arrival(d, where, begun_by(d, {})));
        }
        for (std::uint32_t state = 0; state < keys_.size(); ++state)
            follow(state);
        return std::move(made_);
    }

private:
    [[nodiscard]] bool allowed(directed_street d) const {
        const auto& s = streets_.streets[street_of(d)];
        return (is_backward(d) ? s.backward_ms : s.forward_ms) != never;
    }
    [[nodiscard]] std::uint32_t head(directed_street d) const {
        const auto& s = streets_.streets[street_of(d)];
        return is_backward(d) ? s.from : s.to;
    }
    [[nodiscard]] bool no_through(directed_street d) const { return streets_.streets[street_of(d)].no_through; }

    void index_exits() {
        first_exit_.assign(streets_.junctions.size() + 1, 0);
        const auto count = static_cast<directed_street>(2 * streets_.streets.size());
        for (directed_street d = 0; d < count; ++d)
            if (allowed(d)) ++first_exit_[head(reversed(d)) + 1];
        for (std::size_t i = 1; i < first_exit_.size(); ++i)
            first_exit_[i] += first_exit_[i - 1];
        exits_.resize(first_exit_.back());
        auto next = first_exit_;
        for (directed_street d = 0; d < count; ++d)
            if (allowed(d)) exits_[next[head(reversed(d))]++] = d;
    }
    [[nodiscard]] std::span<const directed_street> exits_of(std::uint32_t junction) const {
        return std::span(exits_).subspan(first_exit_[junction], first_exit_[junction + 1] - first_exit_[junction]);
    }

    // The street just left matters only where one could turn round in it and need not.
    [[nodiscard]] bool must_not_turn_round(directed_street d) const {
        if (!streets_.no_u_turns || !allowed(reversed(d))) return false;
        return std::ranges::any_of(exits_of(head(d)), [&](directed_street exit) {
            return exit != reversed(d) && (no_through(d) || !no_through(exit));
        });
    }

    [[nodiscard]] state_key arrival(directed_street d, phase where, std::uint32_t memory) const {
        return {head(d), must_not_turn_round(d) ? d : forgotten, where, memory};
    }

    std::uint32_t memory_id(std::vector<under_way> set) {
        std::ranges::sort(set);
        const auto [at, added] = memory_ids_.try_emplace(set, static_cast<std::uint32_t>(memories_.size()));
        if (added) memories_.push_back(std::move(set));
        return at->second;
    }

    // The restrictions under way after driving d: those that go on, and those that begin with it.
    std::uint32_t begun_by(directed_street d, std::vector<under_way> going_on) {
        if (const auto found = starting_.find(d); found != starting_.end())
            going_on.insert(going_on.end(), found->second.begin(), found->second.end());
        return going_on.empty() ? 0 : memory_id(std::move(going_on));
    }

    std::uint32_t id_of(const state_key& key) {
        // Nearly all states remember nothing: they are found by their junction.
        const bool plain = key.last == forgotten && key.where == phase::in_public && key.memory == 0;
        auto& id = plain ? plain_ids_[key.junction] : ids_.try_emplace(key, no_state).first->second;
        if (id == no_state) {
            id = static_cast<std::uint32_t>(keys_.size());
            keys_.push_back(key);
            made_.junction_of.push_back(key.junction);
        }
        return id;
    }

    // The memory after turning from `memory` into d; nothing if a restriction forbids it.
    std::optional<std::uint32_t> memory_after(std::uint32_t memory, directed_street d) {
        std::vector<under_way> going_on;
        for (const auto [id, done] : memories_[memory]) {
            const auto& restriction = streets_.restrictions[id];
            const bool last = done + 1 == restriction.path.size();
            const bool follows = restriction.path[done] == d;
            if (last && follows != restriction.mandatory) return std::nullopt;
            if (!last && follows) going_on.push_back({id, done + 1});
        }
        return begun_by(d, std::move(going_on));
    }

    void follow(std::uint32_t state) {
        const auto key = keys_[state];
        for (const auto exit : exits_of(key.junction)) {
            if (key.last != forgotten && exit == reversed(key.last)) continue;
            if (key.where == phase::arriving && !no_through(exit)) continue;
            const auto memory = memory_after(key.memory, exit);
            if (!memory) continue;
            auto where = phase::in_public;
            if (no_through(exit)) where = key.where == phase::leaving ? phase::leaving : phase::arriving;
            made_.links.push_back({state, id_of(arrival(exit, where, *memory)), exit});
        }
    }

    const network& streets_;
    std::vector<std::uint32_t> first_exit_;
    std::vector<directed_street> exits_;
    std::unordered_map<directed_street, std::vector<under_way>> starting_;
    std::vector<std::vector<under_way>> memories_;
    std::map<std::vector<under_way>, std::uint32_t> memory_ids_;
    std::vector<std::uint32_t> plain_ids_;  // of each junction's state without memory
    std::unordered_map<state_key, std::uint32_t, state_key_hash> ids_;
    std::vector<state_key> keys_;
    expanded_network made_;
};

}  // namespace

expanded_network expand(const network& streets) {
    return expander(streets).run();
}

}  // namespace yizhan::streets
