#include "components.hpp"

#include <algorithm>
#include <limits>

namespace yizhan::streets {
namespace {

constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();

class tarjan {
public:
    explicit tarjan(const adjacency& graph)
        : graph_(graph),
          order_(graph.first.size() - 1, unseen),
          low_(order_.size(), 0),
          component_(order_.size(), unseen) {}

    std::vector<std::uint32_t> run() {
        for (std::uint32_t root = 0; root < order_.size(); ++root) {
            if (order_[root] == unseen) explore(root);
        }
        return std::move(component_);
    }

private:
    struct frame {
        std::uint32_t vertex;
        std::uint32_t next_edge;
    };

    void enter(std::uint32_t vertex) {
        order_[vertex] = low_[vertex] = next_order_++;
        open_.push_back(vertex);
        calls_.push_back({vertex, graph_.first[vertex]});
    }

    void explore(std::uint32_t root) {
        enter(root);
        while (!calls_.empty()) {
            auto& [vertex, edge] = calls_.back();
            if (edge == graph_.first[vertex + 1]) {
                leave();
                continue;
            }
            const auto next = graph_.head[edge++];
            if (order_[next] == unseen)
                enter(next);
            else if (component_[next] == unseen)
                low_[vertex] = std::min(low_[vertex], order_[next]);
        }
    }

    void leave() {
        const auto vertex = calls_.back().vertex;
        calls_.pop_back();
        if (!calls_.empty()) low_[calls_.back().vertex] = std::min(low_[calls_.back().vertex], low_[vertex]);
        if (low_[vertex] != order_[vertex]) return;
        for (std::uint32_t member = unseen; member != vertex;) {
            member = open_.back();
            open_.pop_back();
            component_[member] = components_;
        }
        ++components_;
    }

    const adjacency& graph_;
    std::vector<std::uint32_t> order_, low_, component_, open_;
    std::vector<frame> calls_;
    std::uint32_t next_order_ = 0;
    std::uint32_t components_ = 0;
};

}  // namespace

std::vector<std::uint32_t> strong_components(const adjacency& graph) {
    return tarjan(graph).run();
}

void spread(const adjacency& graph, std::vector<bool>& marked) {
    std::vector<std::uint32_t> pending;
    for (std::uint32_t vertex = 0; vertex < marked.size(); ++vertex)
        if (marked[vertex]) pending.push_back(vertex);
    while (!pending.empty()) {
        const auto vertex = pending.back();
        pending.pop_back();
        for (auto edge = graph.first[vertex]; edge < graph.first[vertex + 1]; ++edge) {
            const auto next = graph.head[edge];
            if (marked[next]) continue;
            marked[next] = true;
            pending.push_back(next);
        }
    }
}

}  // namespace yizhan::streets
