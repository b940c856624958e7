#pragma once

#include "places_data.hpp"
#include "raw_extract.hpp"

#include <yizhan/base/progress.hpp>
#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace yizhan::streets {

/// What reading an extract met. Objects that nothing refers to and that are of no interest are only counted as read.
struct reader_counts {
    std::uint64_t nodes = 0;
    std::uint64_t ways = 0;
    std::uint64_t relations = 0;
    std::uint64_t deleted = 0;              ///< visible=false: left out
    std::uint64_t duplicates = 0;           ///< further versions of an object: highest (else last) one kept
    std::uint64_t nodes_out_of_range = 0;   ///< beyond 180 or 90 degrees, or no number: treated as missing
    std::uint64_t nodes_without_place = 0;  ///< likewise
    std::uint64_t missing_refs = 0;         ///< references from streets to nodes that are not there
    std::uint64_t cut_ways = 0;             ///< streets cut or shortened for that
    std::uint64_t repeated_refs = 0;        ///< the same node twice in a row in a street: once kept
    std::uint64_t degenerate_ways = 0;      ///< street ways (or parts) of fewer than two nodes: left out
    std::uint64_t zero_length_ways = 0;     ///< street ways (or parts) whose nodes lie on one spot: left out
    std::uint64_t outside_window = 0;
    std::uint64_t street_ways = 0;
    std::uint64_t squares = 0;
    std::uint64_t broken_squares = 0;  ///< of incomplete or crossing rings: their ways kept as streets where tagged so
    std::uint64_t restrictions = 0;
    std::uint64_t odd_restrictions = 0;  ///< without a usable from, via, to or kind: left out
    std::uint64_t pois = 0;
    std::uint64_t settlements = 0;
    std::uint64_t boundaries = 0;             ///< with rings
    std::uint64_t incomplete_boundaries = 0;  ///< clipped by the extract: kept without rings
    std::uint64_t broken_boundaries = 0;      ///< all there but no closed rings: kept without rings
    std::uint64_t places_left_out = 0;        ///< of which nothing lies in the extract
};

struct osm_extract {
    raw_extract streets;
    places_data places;  ///< finished
    reader_counts counts;
};

/// Reads what all modes may need, and the places, in one pass each over relations, ways and nodes, so that the order
/// of objects in the file does not matter; everything comes out in order of ids. Closed ways that are areas are
/// squares and no ways. `window`: ways, squares and places without a node (boundaries: without a part) in it are
/// left out. Errors: as `import_streets`; a file without a street is `bad_input`.
result<osm_extract> read_osm(const std::filesystem::path& path, const std::optional<geo::box>& window, progress& watch);

}  // namespace yizhan::streets
