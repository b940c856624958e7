#include "area_assembly.hpp"

#include <osmium/area/assembler.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/area.hpp>
#include <osmium/osm/way.hpp>

#include <algorithm>

namespace yizhan::streets {
namespace {

area_ring ring_of(const osmium::NodeRefList& nodes, bool outer) {
    area_ring ring{outer, {}, {}};
    for (const auto& node : nodes) {
        ring.nodes.push_back(node.ref());
        ring.points.push_back({node.location().x(), node.location().y()});
    }
    return ring;
}

bool located(const osmium::Way& way) {
    return std::ranges::all_of(way.nodes(), [](const auto& node) { return node.location().valid(); });
}

// The member ways that are there; `complete` tells whether none is missing.
std::vector<const osmium::Way*> member_ways(const osmium::Relation& relation, const object_store& ways,
                                            bool& complete) {
    std::vector<const osmium::Way*> members;
    for (const auto& member : relation.members()) {
        if (member.type() != osmium::item_type::way) continue;
        const auto* way = static_cast<const osmium::Way*>(ways.find(member.ref()));
        complete &= way != nullptr && located(*way);
        if (way != nullptr) members.push_back(way);
    }
    return members;
}

}  // namespace

assembled_area assemble(const osmium::Relation& relation, const object_store& ways) {
    assembled_area made{true, {}};
    const auto members = member_ways(relation, ways, made.complete);
    if (!made.complete || members.empty()) return {};
    osmium::area::AssemblerConfig config;
    config.create_empty_areas = false;
    osmium::memory::Buffer buffer{std::size_t{1} << 12, osmium::memory::Buffer::auto_grow::yes};
    if (!osmium::area::Assembler(config)(relation, members, buffer)) return made;
    for (const auto& area : buffer.select<osmium::Area>()) {
        for (const auto& outer : area.outer_rings()) {
            made.rings.push_back(ring_of(outer, true));
            for (const auto& inner : area.inner_rings(outer))
                made.rings.push_back(ring_of(inner, false));
        }
    }
    return made;
}

}  // namespace yizhan::streets
