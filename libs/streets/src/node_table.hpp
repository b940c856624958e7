#pragma once

#include <osmium/osm/location.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace yizhan::streets {

/// Positions of the nodes that ways and relations refer to: first all ids that are wanted, then their positions.
/// Nodes have slots, in order of their ids.
class node_table {
public:
    static constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();

    void want(std::int64_t id) { ids_.push_back(id); }
    /// Ends the wanting.
    void seal();

    /// `no_slot` if nobody wants the node. Quick for ids close to those of the call before.
    [[nodiscard]] std::uint32_t find(std::int64_t id) const;

    /// A node's position in a version; none (undefined) if it was deleted or is bad. The highest version wins, among
    /// equal ones the last. Returns true if another version was there before.
    bool set(std::uint32_t slot, osmium::Location location, std::uint32_t version);
    void forget_positions();

    [[nodiscard]] std::size_t size() const { return ids_.size(); }
    [[nodiscard]] std::int64_t id(std::uint32_t slot) const { return ids_[slot]; }
    /// Not valid for nodes that did not come.
    [[nodiscard]] osmium::Location location(std::uint32_t slot) const { return nodes_[slot].location; }

private:
    struct node {
        osmium::Location location;
        std::uint32_t version_plus_one = 0;  // 0: did not come
    };
    std::vector<std::int64_t> ids_;
    std::vector<node> nodes_;
    mutable std::size_t last_found_ = 0;
};

}  // namespace yizhan::streets
