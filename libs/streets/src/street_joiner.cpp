#include "street_joiner.hpp"

#include <algorithm>
#include <cmath>

namespace yizhan::streets {
namespace {

// A piece in one of its directions: 2 * piece, + 1 against it.
using directed_piece = std::uint32_t;

class joiner {
public:
    joiner(const raw_extract& extract, const traced_ways& traced, const street_pieces& cut, network_counts& counts)
        : extract_(extract), traced_(traced), cut_(cut), counts_(counts), done_(cut.pieces.size()) {
        made_.street_of_piece.assign(cut.pieces.size(), 0);
        junction_of_.assign(cut.junction_node.size(), none);
    }

    joined_streets run(bool join) {
        index_ends();
        find_joints(join);
        // Chains that begin at a junction which stays, then rings without one.
        for (const bool rings : {false, true})
            for (std::uint32_t p = 0; p < cut_.pieces.size(); ++p)
                for (const auto d : {2 * p, 2 * p + 1})
                    if (!done_[p] && (rings || !joint_[tail(d)])) add_street(chain_from(d));
        counts_.streets = made_.streets.streets.size();
        counts_.junctions = made_.streets.junctions.size();
        return std::move(made_);
    }

private:
    [[nodiscard]] const piece& piece_of(directed_piece d) const { return cut_.pieces[d / 2]; }
    [[nodiscard]] const traced_line& line_of(directed_piece d) const { return traced_.lines[piece_of(d).line]; }
    [[nodiscard]] std::uint32_t tail(directed_piece d) const { return d % 2 == 0 ? piece_of(d).from : piece_of(d).to; }
    [[nodiscard]] std::uint32_t head(directed_piece d) const { return tail(d ^ 1); }
    [[nodiscard]] double kmh(directed_piece d, bool against) const {
        return line_of(d).kmh[(d % 2 == 1) != against ? 1 : 0];
    }

    // Directed pieces by tail.
    void index_ends() {
        first_exit_.assign(cut_.junction_node.size() + 1, 0);
        const auto count = static_cast<directed_piece>(2 * cut_.pieces.size());
        for (directed_piece d = 0; d < count; ++d)
            ++first_exit_[tail(d) + 1];
        for (std::size_t i = 1; i < first_exit_.size(); ++i)
            first_exit_[i] += first_exit_[i - 1];
        exits_.assign(count, 0);
        auto next = first_exit_;
        for (directed_piece d = 0; d < count; ++d)
            exits_[next[tail(d)]++] = d;
    }

    [[nodiscard]] bool agree(directed_piece in, directed_piece out) const {
        const auto& a = line_of(in);
        const auto& b = line_of(out);
        return a.kind == b.kind && a.name == b.name && a.no_through == b.no_through &&
               kmh(in, false) == kmh(out, false) && kmh(in, true) == kmh(out, true);
    }

    void find_joints(bool join) {
        joint_.assign(cut_.junction_node.size(), false);
        if (!join) return;
        for (std::uint32_t j = 0; j < joint_.size(); ++j) {
            if (first_exit_[j + 1] - first_exit_[j] != 2 || cut_.fixed[j]) continue;
            const auto a = exits_[first_exit_[j]];
            const auto b = exits_[first_exit_[j] + 1];
            joint_[j] = a / 2 != b / 2 && agree(a ^ 1, b);
        }
    }

    [[nodiscard]] bool too_long(double metres, directed_piece d) const {
        double most = metres * 1000;
        for (const bool against : {false, true})
            if (kmh(d, against) > 0) most = std::max(most, travel_ms(metres, kmh(d, against)));
        return most >= longest_stretch;
    }

    std::vector<directed_piece> chain_from(directed_piece d) {
        std::vector<directed_piece> chain(1, d);
        done_[d / 2] = true;
        double metres = piece_of(d).metres;
        while (joint_[head(d)]) {
            const auto j = head(d);
            const auto a = exits_[first_exit_[j]];
            const auto next = a == (d ^ 1) ? exits_[first_exit_[j] + 1] : a;
            if (done_[next / 2] || too_long(metres + piece_of(next).metres, d)) break;
            metres += piece_of(next).metres;
            done_[next / 2] = true;
            chain.push_back(next);
            d = next;
        }
        counts_.junctions_dissolved += chain.size() - 1;
        return chain;
    }

    std::uint32_t junction(std::uint32_t id) {
        if (junction_of_[id] == none) {
            junction_of_[id] = static_cast<std::uint32_t>(made_.streets.junctions.size());
            made_.streets.junctions.push_back(extract_.nodes[cut_.junction_node[id]].at);
        }
        return junction_of_[id];
    }

    // For whoever arrives at the head of d and goes on.
    [[nodiscard]] std::uint32_t delay_at_head(directed_piece d) const {
        const auto found = traced_.effects.find(cut_.junction_node[head(d)]);
        if (found == traced_.effects.end()) return 0;
        const auto& effect = found->second;
        const bool light = line_of(d).light_delays && effect.applies[d % 2];
        return effect.other_ms + (light ? effect.light_ms : 0);
    }

    void append_points(directed_piece d, bool with_first) {
        const auto& p = piece_of(d);
        const auto count = p.last_ref - p.first_ref + 1;
        for (std::uint32_t i = with_first ? 0 : 1; i < count; ++i) {
            const auto ref = d % 2 == 0 ? p.first_ref + i : p.last_ref - i;
            made_.streets.points.push_back(extract_.nodes[traced_.refs[ref]].at);
        }
    }

    void add_street(const std::vector<directed_piece>& chain) {
        const auto id = static_cast<std::uint32_t>(made_.streets.streets.size());
        const auto& line = line_of(chain.front());
        street s;
        s.first_point = static_cast<std::uint32_t>(made_.streets.points.size());
        double metres = 0;
        for (const auto d : chain) {
            metres += piece_of(d).metres;
            append_points(d, d == chain.front());
            made_.street_of_piece[d / 2] = along(id, d % 2 == 1);
        }
        s.point_count = static_cast<std::uint32_t>(made_.streets.points.size()) - s.first_point;
        s.from = junction(tail(chain.front()));
        s.to = junction(head(chain.back()));
        s.length_mm = static_cast<std::uint32_t>(std::lround(metres * 1000));
        s.forward_ms = time(metres, kmh(chain.front(), false));
        s.backward_ms = time(metres, kmh(chain.front(), true));
        s.delay_at_to_ms = delay_at_head(chain.back());
        s.delay_at_from_ms = delay_at_head(chain.front() ^ 1);
        s.name = line.name;
        s.kind = line.kind;
        s.no_through = line.no_through;
        s.way = line.id;
        made_.streets.streets.push_back(s);
    }

    static std::uint32_t time(double metres, double kmh) {
        return kmh > 0 ? static_cast<std::uint32_t>(std::lround(travel_ms(metres, kmh))) : never;
    }

    static constexpr std::uint32_t none = 0xFFFFFFFF;

    const raw_extract& extract_;
    const traced_ways& traced_;
    const street_pieces& cut_;
    network_counts& counts_;
    std::vector<bool> done_;  // per piece
    std::vector<std::uint32_t> first_exit_;
    std::vector<directed_piece> exits_;
    std::vector<bool> joint_;                 // per junction of the cut: dissolved
    std::vector<std::uint32_t> junction_of_;  // junction of the network, per junction of the cut
    joined_streets made_;
};

}  // namespace

joined_streets join_pieces(const raw_extract& extract, const traced_ways& traced, const street_pieces& cut, bool join,
                           network_counts& counts) {
    return joiner(extract, traced, cut, counts).run(join);
}

}  // namespace yizhan::streets
