#pragma once

#include "osm_scan.hpp"
#include "places_data.hpp"

namespace yizhan::streets {

/// Points of interest, settlements and boundaries, out of a scan; finished.
places_data extract_places(const osm_scan& scan, const std::optional<geo::box>& window, reader_counts& counts);

}  // namespace yizhan::streets
