#include "components.hpp"
#include "state_expansion.hpp"

#include <yizhan/geo/hilbert.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <algorithm>
#include <cassert>
#include <numeric>

namespace yizhan::streets {
namespace {

// Sorts [0, count) by key; equal keys keep their order.
template <class Key>
std::vector<std::uint32_t> order_by(std::size_t count, Key key) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, key);
    return order;
}

std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        rank[order[i]] = i;
    return rank;
}

// Offsets of buckets with the given sizes: one more than there are buckets.
std::vector<std::uint32_t> offsets_of(std::vector<std::uint32_t> sizes) {
    sizes.push_back(0);
    std::exclusive_scan(sizes.begin(), sizes.end(), sizes.begin(), 0U);
    return sizes;
}

}  // namespace

// Lays a network out as the arrays of a travel graph, step by step.
class graph_builder {
public:
    graph_builder(const network& streets, const graph_options& options) : net_(streets), options_(options) {}

    travel_graph_data build() {
        expanded_ = expand(net_);
        number_states();
        number_segments();
        lay_out_segments();
        lay_out_arcs();
        lay_out_entries();
        mark_islands();
        index_segments();
        summarise();
        return std::move(made_);
    }

private:
    void number_states() {
        auto extent = geo::box::empty();
        for (const auto p : net_.junctions)
            extent.extend(p);
        std::vector<std::uint32_t> curve(net_.junctions.size());
        for (std::size_t i = 0; i < curve.size(); ++i)
            curve[i] = geo::hilbert_index(net_.junctions[i], extent);
        const auto& junction_of = expanded_.junction_of;
        const auto order = order_by(junction_of.size(), [&](std::uint32_t state) {
            return std::pair(curve[junction_of[state]], junction_of[state]);
        });
        const auto rank = inverse(order);
        for (auto& link : expanded_.links) {
            link.tail = rank[link.tail];
            link.head = rank[link.head];
        }
        for (auto& state : expanded_.start_state)
            if (state != no_state) state = rank[state];
        std::vector<std::uint32_t> junctions(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            junctions[i] = junction_of[order[i]];
        expanded_.junction_of = std::move(junctions);
        for (const auto junction : expanded_.junction_of)
            made_.state_point_.push_back(net_.junctions[junction]);
    }

    void number_segments() {
        const auto lower_state = [&](std::uint32_t street) {
            return std::min(expanded_.start_state[along(street, false)], expanded_.start_state[along(street, true)]);
        };
        const auto order = order_by(net_.streets.size(), lower_state);
        street_order_ = order;
        const auto rank = inverse(order);
        const auto renumbered = [&](directed_street d) { return along(rank[street_of(d)], is_backward(d)); };
        for (auto& link : expanded_.links)
            link.along = renumbered(link.along);
        made_.start_state_.resize(expanded_.start_state.size());
        for (directed_street d = 0; d < made_.start_state_.size(); ++d)
            made_.start_state_[renumbered(d)] = expanded_.start_state[d];
    }

    void lay_out_segments() {
        for (const auto id : street_order_) {
            const auto& s = net_.streets[id];
            assert(s.point_count >= 2 && s.from < net_.junctions.size() && s.to < net_.junctions.size());
            assert(s.forward_ms != never || s.backward_ms != never);
            const auto first = static_cast<std::uint32_t>(made_.points_.size());
            const auto from = net_.points.begin() + s.first_point;
            made_.points_.insert(made_.points_.end(), from, from + s.point_count);
            const std::uint8_t flags = s.no_through ? segment::no_through_flag : 0;
            made_.segments_.push_back(
                {first, s.length_mm, {s.forward_ms, s.backward_ms}, s.name, s.kind, flags, 0, s.way});
        }
        segment end{};
        end.first_point = static_cast<std::uint32_t>(made_.points_.size());
        made_.segments_.push_back(end);
        for (const auto& name : net_.names) {
            made_.first_name_.push_back(static_cast<std::uint32_t>(made_.name_text_.size()));
            made_.name_text_ += name;
        }
        made_.first_name_.push_back(static_cast<std::uint32_t>(made_.name_text_.size()));
    }

    [[nodiscard]] std::uint32_t arc_ms(directed_street d) const {
        const auto& s = net_.streets[street_order_[street_of(d)]];
        return is_backward(d) ? s.backward_ms + s.delay_at_from_ms : s.forward_ms + s.delay_at_to_ms;
    }

    void lay_out_arcs() {
        auto& links = expanded_.links;
        std::ranges::sort(links, {}, [](const auto& l) { return std::tuple(l.tail, l.head, l.along); });
        lay_out_side(links, &expanded_network::link::tail, &expanded_network::link::head,
                     {made_.first_out_, made_.out_, made_.out_street_});
        std::ranges::sort(links, {}, [](const auto& l) { return std::tuple(l.head, l.tail, l.along); });
        lay_out_side(links, &expanded_network::link::head, &expanded_network::link::tail,
                     {made_.first_in_, made_.in_, made_.in_street_});
    }

    struct side {
        std::vector<std::uint32_t>& first;
        std::vector<arc>& arcs;
        std::vector<directed_street>& streets;
    };
    using end_of_link = std::uint32_t expanded_network::link::*;

    void lay_out_side(const std::vector<expanded_network::link>& links, end_of_link here, end_of_link there, side s) {
        std::vector<std::uint32_t> degree(made_.state_point_.size());
        for (const auto& l : links) {
            ++degree[l.*here];
            s.arcs.push_back({l.*there, arc_ms(l.along)});
            s.streets.push_back(l.along);
        }
        s.first = offsets_of(std::move(degree));
    }

    void lay_out_entries() {
        std::vector<std::uint32_t> count(made_.start_state_.size());
        for (const auto& l : expanded_.links)
            ++count[l.along];
        made_.first_entry_ = offsets_of(std::move(count));
        made_.entry_.resize(expanded_.links.size());
        auto next = made_.first_entry_;
        for (const auto& l : expanded_.links)
            made_.entry_[next[l.along]++] = l.tail;
        for (std::size_t d = 0; d + 1 < made_.first_entry_.size(); ++d)
            std::sort(made_.entry_.begin() + made_.first_entry_[d], made_.entry_.begin() + made_.first_entry_[d + 1]);
    }

    // Junctions of each strong component of the states.
    [[nodiscard]] std::vector<std::uint32_t> component_sizes(const std::vector<std::uint32_t>& component) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> members;
        for (std::uint32_t state = 0; state < component.size(); ++state)
            members.emplace_back(component[state], expanded_.junction_of[state]);
        std::ranges::sort(members);
        members.erase(std::ranges::unique(members).begin(), members.end());
        std::vector<std::uint32_t> sizes;
        for (const auto& [id, junction] : members) {
            sizes.resize(std::max<std::size_t>(sizes.size(), id + 1));
            ++sizes[id];
        }
        return sizes;
    }

    void mark_islands() {
        std::vector<std::uint32_t> out_head, in_head;
        for (const auto a : made_.out_)
            out_head.push_back(a.state);
        for (const auto a : made_.in_)
            in_head.push_back(a.state);
        const adjacency out{made_.first_out_, out_head};
        const adjacency in{made_.first_in_, in_head};
        const auto component = strong_components(out);
        const auto sizes = component_sizes(component);
        if (sizes.empty()) return;
        const auto largest = static_cast<std::uint32_t>(std::ranges::max_element(sizes) - sizes.begin());
        const auto kept = [&](std::uint32_t id) { return id == largest || sizes[id] >= options_.island_junctions; };

        std::vector<bool> leads_on(component.size());
        for (std::size_t state = 0; state < component.size(); ++state)
            leads_on[state] = kept(component[state]);
        auto is_reached = leads_on;
        spread(in, leads_on);
        spread(out, is_reached);
        for (std::uint32_t id = 0; id < net_.streets.size(); ++id)
            if (snappable(id, leads_on, is_reached)) made_.segments_[id].flags |= segment::snappable_flag;
        count_islands(component, kept, leads_on, is_reached);
    }

    // One can leave it for the city, and come to it from the city.
    [[nodiscard]] bool snappable(std::uint32_t id, const std::vector<bool>& leads_on,
                                 const std::vector<bool>& is_reached) const {
        bool left = false;
        bool come_to = false;
        for (const bool backward : {false, true}) {
            const auto d = along(id, backward);
            const auto head = made_.start_state_[d];
            left |= head != no_state && leads_on[head];
            for (auto i = made_.first_entry_[d]; i < made_.first_entry_[d + 1]; ++i)
                come_to |= is_reached[made_.entry_[i]];
        }
        return left && come_to;
    }

    template <class Kept>
    void count_islands(const std::vector<std::uint32_t>& component, Kept kept, const std::vector<bool>& leads_on,
                       const std::vector<bool>& is_reached) {
        std::vector<std::uint32_t> islands;
        for (std::size_t state = 0; state < component.size(); ++state)
            if (!kept(component[state]) && !leads_on[state] && !is_reached[state]) islands.push_back(component[state]);
        std::ranges::sort(islands);
        islands.erase(std::ranges::unique(islands).begin(), islands.end());
        made_.summary_.islands = static_cast<std::uint32_t>(islands.size());
    }

    void index_segments() {
        std::vector<geo::box> boxes(net_.streets.size(), geo::box::empty());
        for (std::size_t id = 0; id < boxes.size(); ++id)
            for (auto i = made_.segments_[id].first_point; i < made_.segments_[id + 1].first_point; ++i)
                boxes[id].extend(made_.points_[i]);
        made_.index_ = geo::packed_rtree::build(boxes);
    }

    void summarise() {
        auto& s = made_.summary_;
        s.states = static_cast<std::uint32_t>(made_.state_point_.size());
        s.junctions = static_cast<std::uint32_t>(net_.junctions.size());
        s.arcs = static_cast<std::uint32_t>(made_.out_.size());
        s.segments = static_cast<std::uint32_t>(net_.streets.size());
        for (const auto a : made_.out_)
            s.max_arc_ms = std::max(s.max_arc_ms, a.ms);
        for (const auto& segment : made_.segments_)
            s.max_arc_mm = std::max(s.max_arc_mm, segment.length_mm);
        s.island_segments = static_cast<std::uint32_t>(std::ranges::count_if(
            std::span(made_.segments_).first(s.segments), [](auto& g) { return !g.snappable(); }));
        s.bounds = geo::box::empty();
        for (const auto p : made_.points_)
            s.bounds.extend(p);
    }

    const network& net_;
    graph_options options_;
    expanded_network expanded_;
    std::vector<std::uint32_t> street_order_;  // street of each segment
    travel_graph_data made_;
};

travel_graph_data travel_graph_data::build(const network& streets, const graph_options& options) {
    return graph_builder(streets, options).build();
}

}  // namespace yizhan::streets
