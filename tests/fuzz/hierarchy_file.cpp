// A hierarchy file with right checksums and arbitrary contents: opening it must refuse it or give a hierarchy that
// answers, if perhaps wrongly, and whose ways either unpack or are refused.

#include "altered_sections.hpp"
#include "small_city.hpp"

#include <yizhan/reach/hierarchy.hpp>

namespace {

using namespace yizhan;

const streets::travel_graph& graph() {
    static const streets::travel_graph built(streets::travel_graph_data::build(fuzz::small_city()));
    return built;
}

const fuzz::section_copies& sections() {
    static const auto all = fuzz::copies_of(reach::hierarchy::build(graph(), progress::none()).writer());
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using reach::hierarchy;
    const auto image = fuzz::altered_image(
        sections(), {std::string(hierarchy::file_kind), hierarchy::file_version, graph().fingerprint()}, data, size);
    auto file = section_file::over(image, "fuzz", hierarchy::file_kind, hierarchy::file_version);
    if (!file) return 0;
    const auto opened = hierarchy::open(std::make_shared<const section_file>(std::move(*file)), graph());
    if (!opened) return 0;
    reach::hierarchy_query query(*opened);
    for (std::uint32_t from = 0; from < graph().states(); ++from) {
        const std::vector<reach::seed> departing{{from, 0}};
        const std::vector<reach::seed> arriving{{graph().states() - 1 - from, 0}};
        if (query.run(departing, arriving) != reach::unreached) std::ignore = query.last_trip();
    }
    return 0;
}
