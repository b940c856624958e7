#include "osm_scan.hpp"

#include "tag_interest.hpp"

#include <algorithm>

namespace yizhan::streets {

result<void> osm_scan::run(osm_file& file, progress& watch) {
    if (auto done = read_relations(file, watch); !done) return done;
    if (auto done = read_ways(file, watch); !done) return done;
    want_nodes();
    if (auto done = read_nodes(file, watch); !done) return done;
    locate_ways();
    return {};
}

result<void> osm_scan::read_relations(osm_file& file, progress& watch) {
    const auto begin = [&] {
        relations_.clear();
        counts_.relations = 0;
    };
    const auto take = [&](const osmium::memory::Buffer& buffer) {
        for (const auto& relation : buffer.select<osmium::Relation>())
            take_relation(relation);
    };
    auto done = file.read(osmium::osm_entity_bits::relation, {"reading relations", watch}, {begin, take});
    if (!done) return done;
    counts_.duplicates += relations_.finish().size();
    for (std::size_t i = 0; i < relations_.size(); ++i) {
        const auto& relation = relations_.at<osmium::Relation>(i);
        if (!interest_of_relation(relation.tags()).area) continue;
        for (const auto& member : relation.members())
            if (member.type() == osmium::item_type::way) member_ways_.push_back(member.ref());
    }
    std::ranges::sort(member_ways_);
    return {};
}

void osm_scan::take_relation(const osmium::Relation& relation) {
    ++counts_.relations;
    if (relation.deleted()) ++counts_.deleted;
    const auto wanted = interest_of_relation(relation.tags());
    if (relation.visible() && (wanted.restriction || wanted.area))
        relations_.keep(relation);
    else
        relations_.pass_by(relation);
}

result<void> osm_scan::read_ways(osm_file& file, progress& watch) {
    const auto begin = [&] {
        ways_.clear();
        counts_.ways = 0;
    };
    const auto take = [&](const osmium::memory::Buffer& buffer) {
        for (const auto& way : buffer.select<osmium::Way>())
            take_way(way);
    };
    auto done = file.read(osmium::osm_entity_bits::way, {"reading ways", watch}, {begin, take});
    if (done) counts_.duplicates += ways_.finish().size();
    return done;
}

void osm_scan::take_way(const osmium::Way& way) {
    ++counts_.ways;
    if (way.deleted()) ++counts_.deleted;
    const auto wanted = interest_of_way(way.tags());
    if (way.visible() && (wanted.street || wanted.place() || std::ranges::binary_search(member_ways_, way.id())))
        ways_.keep(way);
    else
        ways_.pass_by(way);
}

void osm_scan::want_nodes() {
    for (std::size_t i = 0; i < ways_.size(); ++i)
        for (const auto& node : ways_.at<osmium::Way>(i).nodes())
            table_.want(node.ref());
    for (std::size_t i = 0; i < relations_.size(); ++i)
        for (const auto& member : relations_.at<osmium::Relation>(i).members())
            if (member.type() == osmium::item_type::node) table_.want(member.ref());
    table_.seal();
}

result<void> osm_scan::read_nodes(osm_file& file, progress& watch) {
    const auto before = counts_;
    const auto begin = [&] {
        counts_ = before;
        nodes_.clear();
        table_.forget_positions();
    };
    const auto take = [&](const osmium::memory::Buffer& buffer) {
        for (const auto& node : buffer.select<osmium::Node>())
            take_node(node);
    };
    auto done = file.read(osmium::osm_entity_bits::node, {"reading nodes", watch}, {begin, take});
    if (!done) return done;
    // Blanked coordinates came as nodes without a place.
    const auto blanked = std::min(file.mended_nodes(), counts_.nodes_without_place);
    counts_.nodes_without_place -= blanked;
    counts_.nodes_out_of_range += blanked;
    for (const auto id : nodes_.finish())
        if (table_.find(id) == node_table::no_slot) ++counts_.duplicates;
    return {};
}

osmium::Location osm_scan::checked_location(const osmium::Node& node) {
    if (node.location().valid()) return node.location();
    if (node.location().is_defined())
        ++counts_.nodes_out_of_range;
    else
        ++counts_.nodes_without_place;
    return osmium::Location{};
}

void osm_scan::take_node(const osmium::Node& node) {
    ++counts_.nodes;
    osmium::Location location;
    if (node.deleted())
        ++counts_.deleted;
    else
        location = checked_location(node);
    const auto slot = table_.find(node.id());
    if (slot != node_table::no_slot && table_.set(slot, location, node.version())) ++counts_.duplicates;
    interest wanted;
    if (location.valid() && !node.tags().empty()) wanted = interest_of_node(node.tags());
    if (wanted.place() || (wanted.crossing && slot != node_table::no_slot))
        nodes_.keep(node);
    else
        nodes_.pass_by(node);
}

void osm_scan::locate_ways() {
    for (std::size_t i = 0; i < ways_.size(); ++i) {
        for (auto& node : ways_.at<osmium::Way>(i).nodes()) {
            const auto slot = table_.find(node.ref());
            node.set_location(slot == node_table::no_slot ? osmium::Location{} : table_.location(slot));
        }
    }
}

}  // namespace yizhan::streets
