#include "travel.hpp"

#include "interrupt.hpp"
#include "progress_bar.hpp"

#include <fmt/format.h>

#include <utility>

namespace yizhan::app {

reach::hierarchy ready_hierarchy(const city& of, const streets::travel_graph& graph, streets::mode m, context& with) {
    watch_folder(of.paths.folder);
    const auto path = of.paths.hierarchy(m);
    progress_bar bar;
    const bool shown = with.say.shows(log_level::info) && can_show_progress();
    auto opened = reach::open_or_build(path, graph, shown ? bar : progress::none());
    bar.clear();
    if (opened.built)
        with.say.info(fmt::format("built the hierarchy of {} in {:.2f} s ({})", streets::name_of(m),
                                  opened.ready.build_seconds(), opened.why));
    if (!opened.unsaved.empty()) with.say.warning(opened.unsaved);
    return std::move(opened.ready);
}

}  // namespace yizhan::app
