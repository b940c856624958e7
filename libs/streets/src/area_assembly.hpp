#pragma once

#include "object_store.hpp"

#include <yizhan/geo/point.hpp>

#include <osmium/osm/relation.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// A ring of an assembled area; closed.
struct area_ring {
    bool outer;
    std::vector<std::int64_t> nodes;
    std::vector<geo::point> points;
};

struct assembled_area {
    bool complete = false;         ///< all member ways and their nodes are in the extract
    std::vector<area_ring> rings;  ///< empty if incomplete, or if no valid area can be made of the ways
};

/// The area of a multipolygon or boundary relation, out of located ways.
assembled_area assemble(const osmium::Relation& relation, const object_store& ways);

}  // namespace yizhan::streets
