#pragma once

#include "osm_scan.hpp"
#include "raw_extract.hpp"

namespace yizhan::streets {

/// The streets, squares, restrictions and the nodes under them, out of a scan.
raw_extract extract_streets(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts);

}  // namespace yizhan::streets
