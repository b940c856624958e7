#include "street_extractor.hpp"

#include "area_assembly.hpp"
#include "tag_interest.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace yizhan::streets {
namespace {

geo::point point_of(osmium::Location location) {
    return {location.x(), location.y()};
}

class street_extractor {
public:
    street_extractor(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts)
        : scan_(scan), window_(window), counts_(counts), node_of_slot_(scan.table().size(), raw_extract::no_node) {}

    raw_extract run() {
        for (std::size_t i = 0; i < scan_.ways().size(); ++i)
            take_way(scan_.ways().at<osmium::Way>(i));
        for (std::size_t i = 0; i < scan_.relations().size(); ++i)
            take_relation(scan_.relations().at<osmium::Relation>(i));
        lay_out_nodes();
        counts_.street_ways = made_.ways.size();
        counts_.squares = made_.squares.size();
        counts_.restrictions = made_.restrictions.size();
        return std::move(made_);
    }

private:
    tag_store::range tags_of(const osmium::OSMObject& object) {
        for (const auto& tag : object.tags())
            made_.tags.add(tag.key(), tag.value());
        return made_.tags.finish();
    }

    template <class Nodes>
    [[nodiscard]] bool in_window(const Nodes& nodes) const {
        return !window_ || std::ranges::any_of(nodes, [&](const auto& node) {
            return node.location().valid() && window_->contains(point_of(node.location()));
        });
    }

    void take_way(const osmium::Way& way) {
        const auto wanted = interest_of_way(way.tags());
        if (!wanted.street) return;
        if (!in_window(way.nodes())) {
            ++counts_.outside_window;
            return;
        }
        const auto missing = static_cast<std::uint64_t>(
            std::ranges::count_if(way.nodes(), [](const auto& node) { return !node.location().valid(); }));
        counts_.missing_refs += missing;
        if (missing > 0) ++counts_.cut_ways;
        const bool ring = way.nodes().size() >= 4 && way.ends_have_same_id();
        if (wanted.square && ring && missing == 0)
            add_square(way);
        else
            add_parts(way);
    }

    void add_square(const osmium::Way& way) {
        raw_extract::square square{way.id(), tags_of(way), {{}}};
        for (const auto& node : way.nodes())
            square.rings.front().push_back(scan_.table().find(node.ref()));
        made_.squares.push_back(std::move(square));
    }

    // Adds the stretches of a way whose nodes are there.
    void add_parts(const osmium::Way& way) {
        tags_ready_ = false;
        const auto end = way.nodes().end();
        const auto there = [](const osmium::NodeRef& node) { return node.location().valid(); };
        if (way.nodes().empty()) ++counts_.degenerate_ways;
        for (auto from = std::find_if(way.nodes().begin(), end, there); from != end;) {
            const auto to = std::find_if_not(from, end, there);
            add_part(way, std::span(from, to));
            from = std::find_if(to, end, there);
        }
    }

    void add_part(const osmium::Way& way, std::span<const osmium::NodeRef> nodes) {
        const auto first = static_cast<std::uint32_t>(made_.refs.size());
        bool moves = false;
        for (const auto& node : nodes) {
            const auto slot = scan_.table().find(node.ref());
            if (made_.refs.size() > first && made_.refs.back() == slot) {
                ++counts_.repeated_refs;
                continue;
            }
            moves |= node.location() != nodes.front().location();
            made_.refs.push_back(slot);
        }
        const auto count = static_cast<std::uint32_t>(made_.refs.size()) - first;
        if (count < 2 || !moves) {
            ++(count < 2 ? counts_.degenerate_ways : counts_.zero_length_ways);
            made_.refs.resize(first);
            return;
        }
        if (!tags_ready_) part_tags_ = tags_of(way);
        tags_ready_ = true;
        made_.ways.push_back({way.id(), first, count, part_tags_, made_.refs[first] == made_.refs.back()});
    }

    void take_relation(const osmium::Relation& relation) {
        const auto wanted = interest_of_relation(relation.tags());
        if (wanted.square) add_square(relation);
        if (wanted.restriction) add_restriction(relation);
    }

    void add_square(const osmium::Relation& relation) {
        const auto area = assemble(relation, scan_.ways());
        if (area.rings.empty()) {
            ++counts_.broken_squares;
            return;
        }
        const auto meets = [&](const area_ring& ring) {
            return !window_ || std::ranges::any_of(ring.points, [&](auto p) { return window_->contains(p); });
        };
        if (std::ranges::none_of(area.rings, meets)) {
            ++counts_.outside_window;
            return;
        }
        raw_extract::square square{-relation.id(), tags_of(relation), {}};
        for (const auto& ring : area.rings) {
            auto& slots = square.rings.emplace_back();
            for (const auto id : ring.nodes)
                slots.push_back(scan_.table().find(id));
        }
        made_.squares.push_back(std::move(square));
    }

    static std::string kind_of(const osmium::TagList& tags) {
        static constexpr std::array<const char*, 5> keys{"restriction", "restriction:motorcar",
                                                         "restriction:motor_vehicle", "restriction:vehicle",
                                                         "restriction:bicycle"};
        for (const auto* key : keys)
            if (const char* value = tags.get_value_by_key(key)) return value;
        return {};
    }

    struct restriction_members {
        std::vector<std::int64_t> from, to, via_ways, via_nodes;
    };
    static restriction_members members_of(const osmium::Relation& relation) {
        restriction_members found;
        for (const auto& member : relation.members()) {
            const std::string_view role = member.role();
            const bool way = member.type() == osmium::item_type::way;
            if (role == "from" && way) found.from.push_back(member.ref());
            if (role == "to" && way) found.to.push_back(member.ref());
            if (role == "via" && way) found.via_ways.push_back(member.ref());
            if (role == "via" && member.type() == osmium::item_type::node) found.via_nodes.push_back(member.ref());
        }
        return found;
    }

    // Several "from" (no_entry) or "to" (no_exit) ways stand for as many restrictions.
    void add_restriction(const osmium::Relation& relation) {
        const auto kind = kind_of(relation.tags());
        const auto members = members_of(relation);
        const bool one_via = members.via_ways.empty() ? members.via_nodes.size() == 1 : members.via_nodes.empty();
        if (kind.empty() || members.from.empty() || members.to.empty() || !one_via) {
            ++counts_.odd_restrictions;
            return;
        }
        const auto* except = relation.tags().get_value_by_key("except", "");
        const auto tags = tags_of(relation);
        const auto via_node = members.via_ways.empty() ? members.via_nodes.front() : 0;
        for (const auto from : members.from)
            for (const auto to : members.to)
                made_.restrictions.push_back({relation.id(), kind, except, from, members.via_ways, via_node, to, tags});
    }

    void number(std::uint32_t& slot) { slot = node_of_slot_[slot]; }

    // Until here, nodes were named by their slots.
    void lay_out_nodes() {
        std::vector<bool> used(node_of_slot_.size());
        for (const auto slot : made_.refs)
            used[slot] = true;
        for (const auto& square : made_.squares)
            for (const auto& ring : square.rings)
                for (const auto slot : ring)
                    used[slot] = true;
        for (std::uint32_t slot = 0; slot < used.size(); ++slot) {
            if (!used[slot]) continue;
            node_of_slot_[slot] = static_cast<std::uint32_t>(made_.nodes.size());
            made_.nodes.push_back({scan_.table().id(slot), point_of(scan_.table().location(slot)), {}});
        }
        for (auto& ref : made_.refs)
            number(ref);
        for (auto& square : made_.squares)
            for (auto& ring : square.rings)
                std::ranges::for_each(ring, [&](auto& ref) { number(ref); });
        tag_nodes();
    }

    void tag_nodes() {
        for (std::size_t i = 0; i < scan_.nodes().size(); ++i) {
            const auto& node = scan_.nodes().at<osmium::Node>(i);
            const auto slot = scan_.table().find(node.id());
            if (slot == node_table::no_slot || node_of_slot_[slot] == raw_extract::no_node) continue;
            for (const auto& tag : node.tags())
                if (is_rule_key(tag.key())) made_.tags.add(tag.key(), tag.value());
            made_.nodes[node_of_slot_[slot]].tags = made_.tags.finish();
        }
    }

    const osm_scan& scan_;
    const std::optional<geo::box>& window_;
    reader_counts& counts_;
    std::vector<std::uint32_t> node_of_slot_;
    bool tags_ready_ = false;
    tag_store::range part_tags_;
    raw_extract made_;
};

}  // namespace

raw_extract extract_streets(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts) {
    return street_extractor(scan, window, counts).run();
}

}  // namespace yizhan::streets
