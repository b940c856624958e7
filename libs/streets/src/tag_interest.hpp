#pragma once

#include <osmium/osm/tag.hpp>

#include <string_view>

namespace yizhan::streets {

/// What an object is kept for, by its tags alone.
struct interest {
    bool street = false;       ///< way: may be travelled on by someone (rules decide later)
    bool square = false;       ///< closed way or multipolygon: an area to walk across
    bool restriction = false;  ///< relation
    bool area = false;         ///< relation: type=multipolygon or boundary
    bool crossing = false;     ///< node: has tags that rules look at
    bool poi = false;
    bool settlement = false;  ///< node
    bool boundary = false;

    [[nodiscard]] bool place() const { return poi || settlement || boundary; }
};

interest interest_of_node(const osmium::TagList& tags);
interest interest_of_way(const osmium::TagList& tags);
interest interest_of_relation(const osmium::TagList& tags);

/// True for node tags that rules may look at.
bool is_rule_key(std::string_view key);

}  // namespace yizhan::streets
