#include "contraction.hpp"

#include <yizhan/base/section_reader.hpp>
#include <yizhan/reach/hierarchy.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ranges>

namespace yizhan::reach {
namespace {

static_assert(link::shortcut_flag == hierarchy_arrays::shortcut_flag);

struct hierarchy_data {
    hierarchy_summary summary{};
    std::vector<std::uint32_t> position, first_up, up_via, first_down, down_via;
    std::vector<climb> up, down;

    [[nodiscard]] hierarchy_arrays arrays() const {
        return {summary, position, first_up, up, up_via, first_down, down, down_via};
    }
};

// The one list of a hierarchy's sections, for writing and for reading.
template <class Arrays, class Visit>
void for_each_section(Arrays& a, Visit&& visit) {
    visit("position", a.position);
    visit("first_up", a.first_up);
    visit("up", a.up);
    visit("up_via", a.up_via);
    visit("first_down", a.first_down);
    visit("down", a.down);
    visit("down_via", a.down_via);
}

struct side {
    std::vector<std::uint32_t>& first;
    std::vector<climb>& arcs;
    std::vector<std::uint32_t>& via;
};

// Lays out one direction's arcs by position; frees the lists as it goes.
void lay_out(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& position,
             std::vector<std::vector<link>>& lists, side into) {
    into.first.push_back(0);
    for (const auto state : std::views::reverse(order)) {
        auto list = std::move(lists[state]);
        for (auto& l : list) {
            l.node = position[l.node];
            if ((l.via & link::shortcut_flag) != 0)
                l.via = position[l.via & ~link::shortcut_flag] | link::shortcut_flag;
        }
        std::ranges::sort(list, {}, &link::node);
        for (const auto& l : list) {
            into.arcs.push_back({l.node, l.ms});
            into.via.push_back(l.via);
        }
        into.first.push_back(static_cast<std::uint32_t>(into.arcs.size()));
    }
}

hierarchy_data lay_out(contracted_graph made) {
    hierarchy_data data;
    const auto states = static_cast<std::uint32_t>(made.order.size());
    data.position.resize(states);
    for (std::uint32_t rank = 0; rank < states; ++rank)
        data.position[made.order[rank]] = states - 1 - rank;
    lay_out(made.order, data.position, made.up, {data.first_up, data.up, data.up_via});
    lay_out(made.order, data.position, made.down, {data.first_down, data.down, data.down_via});
    const auto is_shortcut = [](std::uint32_t via) { return (via & link::shortcut_flag) != 0; };
    data.summary.states = states;
    data.summary.up_arcs = static_cast<std::uint32_t>(data.up.size());
    data.summary.down_arcs = static_cast<std::uint32_t>(data.down.size());
    data.summary.shortcuts = static_cast<std::uint32_t>(std::ranges::count_if(data.up_via, is_shortcut) +
                                                        std::ranges::count_if(data.down_via, is_shortcut));
    return data;
}

// The state at each position; empty if `position` is no permutation of all states.
std::vector<std::uint32_t> states_by_position(std::span<const std::uint32_t> position, std::uint32_t states) {
    std::vector<std::uint32_t> state_at(states, streets::no_state);
    if (position.size() != states) return {};
    for (std::uint32_t state = 0; state < states; ++state) {
        if (position[state] >= states || state_at[position[state]] != streets::no_state) return {};
        state_at[position[state]] = state;
    }
    return state_at;
}

// One direction: `upward` arcs lead from the position at which they are kept, the others to it.
bool arcs_valid(const streets::graph_arrays& graph, const std::vector<std::uint32_t>& state_at,
                std::span<const std::uint32_t> first, std::span<const climb> arcs, std::span<const std::uint32_t> via,
                bool upward) {
    const auto states = static_cast<std::uint32_t>(state_at.size());
    if (!offsets_valid(first, states, arcs.size()) || via.size() != arcs.size()) return false;
    const auto is_arc = [&](std::uint32_t id, std::uint32_t tail, std::uint32_t head, std::uint32_t ms) {
        return id >= graph.first_out[tail] && id < graph.first_out[tail + 1] && graph.out[id].state == head &&
               graph.out[id].ms == ms;
    };
    for (std::uint32_t here = 0; here < states; ++here) {
        for (auto i = first[here]; i < first[here + 1]; ++i) {
            const auto there = arcs[i].position;
            if (there >= here) return false;
            const auto middle = via[i] & ~hierarchy_arrays::shortcut_flag;
            if (middle != via[i]) {
                if (middle <= here || middle >= states) return false;
                continue;
            }
            const auto tail = state_at[upward ? here : there];
            const auto head = state_at[upward ? there : here];
            if (!is_arc(via[i], tail, head, arcs[i].ms)) return false;
        }
    }
    return true;
}

bool hierarchy_valid(const hierarchy_arrays& a, const streets::travel_graph& graph) {
    const auto states = graph.states();
    if (a.summary.states != states || a.summary.up_arcs != a.up.size() || a.summary.down_arcs != a.down.size())
        return false;
    const auto state_at = states_by_position(a.position, states);
    return state_at.size() == states && arcs_valid(graph.arrays(), state_at, a.first_up, a.up, a.up_via, true) &&
           arcs_valid(graph.arrays(), state_at, a.first_down, a.down, a.down_via, false);
}

}  // namespace

hierarchy hierarchy::build(const streets::travel_graph& graph, progress& watch) {
    const auto begin = std::chrono::steady_clock::now();
    const auto data = std::make_shared<hierarchy_data>(lay_out(contract(graph.arrays(), watch)));
    const auto took = std::chrono::steady_clock::now() - begin;
    data->summary.build_ms =
        static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    hierarchy made(graph);
    made.arrays_ = data->arrays();
    made.keeper_ = data;
    return made;
}

result<hierarchy> hierarchy::open(const std::filesystem::path& path, const streets::travel_graph& graph) {
    auto file = section_file::open(path, file_kind, file_version);
    if (!file) return pass_on(file);
    return open(std::make_shared<const section_file>(std::move(*file)), graph);
}

result<hierarchy> hierarchy::open(std::shared_ptr<const section_file> file, const streets::travel_graph& graph) {
    if (file->inputs() != graph.fingerprint())
        return fail(errc::outdated, fmt::format("{} was built for other streets", file->name()));
    hierarchy made(graph);
    section_reader read(*file);
    read.one("summary", made.arrays_.summary);
    for_each_section(made.arrays_, read);
    if (!read.done()) return std::unexpected(read.done().error());
    if (!hierarchy_valid(made.arrays_, graph))
        return fail(errc::damaged, fmt::format("{} is damaged (the hierarchy contradicts itself)", file->name()));
    made.keeper_ = std::move(file);
    return made;
}

section_file_writer hierarchy::writer() const {
    section_file_writer writer({std::string(file_kind), file_version, graph_.fingerprint()});
    writer.add<hierarchy_summary>("summary", std::span(&arrays_.summary, 1));
    for_each_section(arrays_, [&](const char* name, auto values) { writer.add(name, values); });
    return writer;
}

}  // namespace yizhan::reach
