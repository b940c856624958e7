#pragma once

#include "city.hpp"
#include "context.hpp"

#include <yizhan/reach/hierarchy.hpp>

namespace yizhan::app {

/// The hierarchy of a mode: read, or built and kept beside the graph on first need; says so, with the time it took.
reach::hierarchy ready_hierarchy(const city& of, const streets::travel_graph& graph, streets::mode m, context& with);

}  // namespace yizhan::app
