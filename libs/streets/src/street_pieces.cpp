#include "street_pieces.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::streets {
namespace {

class cutter {
public:
    cutter(const raw_extract& extract, const traced_ways& traced, network_counts& counts)
        : extract_(extract),
          traced_(traced),
          counts_(counts),
          keep_(traced.uses.size()),
          junction_(keep_.size(), none) {}

    street_pieces run(const std::vector<std::uint32_t>& turn_nodes) {
        for (const auto node : turn_nodes)
            keep_[node] = true;
        for (const auto& [node, effect] : traced_.effects)
            keep_[node] = true;
        for (std::uint32_t line = 0; line < traced_.lines.size(); ++line)
            cut_line(line);
        made_.first_piece.push_back(static_cast<std::uint32_t>(made_.pieces.size()));
        return std::move(made_);
    }

private:
    [[nodiscard]] bool blocked(std::uint32_t node) const {
        const auto found = traced_.effects.find(node);
        return found != traced_.effects.end() && found->second.blocked;
    }

    // The junction at a node; at a closed barrier a new one for every end of a street.
    std::uint32_t junction_at(std::uint32_t node) {
        if (junction_[node] != none) return junction_[node];
        const auto id = static_cast<std::uint32_t>(made_.junction_node.size());
        made_.junction_node.push_back(node);
        made_.fixed.push_back(keep_[node]);
        if (!keep_[node] || !blocked(node)) junction_[node] = id;
        return id;
    }

    void cut_line(std::uint32_t line) {
        made_.first_piece.push_back(static_cast<std::uint32_t>(made_.pieces.size()));
        const auto& l = traced_.lines[line];
        const auto end = l.first_ref + l.ref_count;
        auto first = l.first_ref;
        double metres = 0;
        for (auto i = first + 1; i < end; ++i) {
            const auto node = traced_.refs[i];
            metres += meter_.metres(extract_.nodes[traced_.refs[i - 1]].at, extract_.nodes[node].at);
            if (i + 1 < end && traced_.uses[node] < 2 && !keep_[node]) continue;
            add_piece(line, first, i, metres);
            first = i;
            metres = 0;
        }
    }

    void add_piece(std::uint32_t line, std::uint32_t first, std::uint32_t last, double metres) {
        double ms = metres * 1000;  // millimetres keep to the same bound
        for (const auto kmh : traced_.lines[line].kmh)
            if (kmh > 0) ms = std::max(ms, travel_ms(metres, kmh));
        if (ms >= longest_stretch) {
            ++counts_.stretches_too_long;
            return;
        }
        const auto from = junction_at(traced_.refs[first]);
        made_.pieces.push_back({line, first, last, from, junction_at(traced_.refs[last]), metres});
    }

    static constexpr std::uint32_t none = 0xFFFFFFFF;

    const raw_extract& extract_;
    const traced_ways& traced_;
    network_counts& counts_;
    std::vector<bool> keep_;               // per node
    std::vector<std::uint32_t> junction_;  // per node
    length_meter meter_;
    street_pieces made_;
};

}  // namespace

double travel_ms(double metres, double kmh) {
    return std::max(1.0, metres / kmh * 3600);
}

street_pieces cut(const raw_extract& extract, const traced_ways& traced, const std::vector<std::uint32_t>& turn_nodes,
                  network_counts& counts) {
    return cutter(extract, traced, counts).run(turn_nodes);
}

}  // namespace yizhan::streets
