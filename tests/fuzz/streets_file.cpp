// A streets file with right checksums and arbitrary contents: opening it must refuse it or give a graph that every
// search can run on. The input overwrites words of a small valid graph.

#include "altered_sections.hpp"
#include "small_city.hpp"

#include <yizhan/reach/isochrone.hpp>
#include <yizhan/reach/nearest.hpp>
#include <yizhan/streets/travel_graph.hpp>

namespace {

using namespace yizhan;

const fuzz::section_copies& sections() {
    static const auto all = [] {
        const auto data = streets::travel_graph_data::build(fuzz::small_city());
        section_file_writer writer({});
        data.add_to(writer, streets::mode::walk);
        return fuzz::copies_of(writer);
    }();
    return all;
}

void search_everywhere(const streets::travel_graph& graph) {
    const auto place = reach::snap(graph, {9000, 9000}, {.max_metres = 1e7});
    if (!place) return;
    reach::isochrone_maker maker(graph);
    std::ignore = maker.lines({.starts = {*place}, .limits = {900'000}});
    const std::vector places{*place};
    std::ignore = reach::find_catchments(graph, places);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto image = fuzz::altered_image(
        sections(), {std::string(streets::travel_graph::file_kind), streets::travel_graph::file_version, 0}, data,
        size);
    auto file =
        section_file::over(image, "fuzz", streets::travel_graph::file_kind, streets::travel_graph::file_version);
    if (!file) return 0;
    const auto graph =
        streets::travel_graph::open(std::make_shared<const section_file>(std::move(*file)), streets::mode::walk);
    if (graph) search_everywhere(*graph);
    return 0;
}
