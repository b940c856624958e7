#pragma once

#include "node_table.hpp"
#include "object_store.hpp"
#include "osm_file.hpp"
#include "osm_reader.hpp"

#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// The objects of a file that are needed, as they came, in three passes; then every kept way has the positions of
/// its nodes in its node references (undefined for missing ones).
class osm_scan {
public:
    explicit osm_scan(reader_counts& counts) : counts_(counts) {}

    result<void> run(osm_file& file, progress& watch);

    [[nodiscard]] const object_store& nodes() const { return nodes_; }
    [[nodiscard]] const object_store& ways() const { return ways_; }
    [[nodiscard]] const object_store& relations() const { return relations_; }
    [[nodiscard]] const node_table& table() const { return table_; }

private:
    result<void> read_relations(osm_file& file, progress& watch);
    result<void> read_ways(osm_file& file, progress& watch);
    result<void> read_nodes(osm_file& file, progress& watch);
    void take_relation(const osmium::Relation& relation);
    void take_way(const osmium::Way& way);
    void take_node(const osmium::Node& node);
    [[nodiscard]] osmium::Location checked_location(const osmium::Node& node);
    void want_nodes();
    void locate_ways();

    reader_counts& counts_;
    object_store nodes_;
    object_store ways_;
    object_store relations_;
    std::vector<std::int64_t> member_ways_;  // of areas, sorted
    node_table table_;
};

}  // namespace yizhan::streets
