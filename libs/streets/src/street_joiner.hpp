#pragma once

#include "street_pieces.hpp"

#include <yizhan/streets/network.hpp>

#include <vector>

namespace yizhan::streets {

/// Streets made of pieces, and where each piece went.
struct joined_streets {
    network streets;                               ///< without names and restrictions
    std::vector<directed_street> street_of_piece;  ///< along the piece's own direction
};

/// Joins pieces into streets where two meet, nothing else does, and they agree in all that a street has; junctions
/// that must stay are left alone, and so is one junction of a ring. `join` false: one street per piece.
joined_streets join_pieces(const raw_extract& extract, const traced_ways& traced, const street_pieces& cut, bool join,
                           network_counts& counts);

}  // namespace yizhan::streets
