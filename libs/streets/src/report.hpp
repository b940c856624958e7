#pragma once

#include "osm_reader.hpp"

#include <yizhan/streets/import.hpp>
#include <yizhan/streets/mode.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <vector>

namespace yizhan::streets {

/// What was read, for the import report: totals always, what was mended or left out only where there was any.
std::vector<import_report::count> labelled(const reader_counts& counts);

/// Size and islands of a mode's graph; keys begin with the mode's name.
std::vector<import_report::count> labelled(const graph_summary& summary, mode m);

}  // namespace yizhan::streets
