// The places of a streets file with right checksums and arbitrary contents: opening them must refuse them or give
// places of which everything can be asked. The input overwrites words of a small valid list.

#include "altered_sections.hpp"
#include "places_data.hpp"

#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <array>

namespace {

using namespace yizhan;
using streets::feature_kind;
using streets::osm_kind;

// A point of interest, a settlement, and a boundary of a ring with a hole.
streets::places_data small_list() {
    streets::places_data list;
    list.begin({feature_kind::poi, osm_kind::way, 7, geo::point{1000, 1000}});
    list.tag("amenity", "toilets");
    list.tag("name", "A");
    list.begin({feature_kind::settlement, osm_kind::node, 8, geo::point{2000, 2000}});
    list.tag("place", "town");
    list.tag("name:zh", "镇");
    list.begin({feature_kind::boundary, osm_kind::relation, 9, std::nullopt, 8});
    list.tag("name", "B");
    list.ring(std::array<geo::point, 4>{{{0, 0}, {9000, 0}, {0, 9000}, {0, 0}}}, true);
    list.ring(std::array<geo::point, 4>{{{10, 10}, {90, 10}, {10, 90}, {10, 10}}}, false);
    list.finish();
    return list;
}

const fuzz::section_copies& sections() {
    static const auto all = [] {
        const auto list = small_list();
        section_file_writer writer({});
        list.add_to(writer);
        return fuzz::copies_of(writer);
    }();
    return all;
}

void ask_everything(const streets::places& list) {
    for (std::uint32_t feature = 0; feature < list.size(); ++feature) {
        std::ignore = list.position(feature);
        std::ignore = list.name(feature, "zh");
        for (const auto& [key, value] : list.tags(feature))
            std::ignore = list.find(list[feature].kind, key, value);
        for (std::size_t ring = 0; ring < list.ring_count(feature); ++ring)
            std::ignore = list.is_outer(feature, ring) && list.ring(feature, ring).empty();
        std::ignore = list.contains(feature, {1000, 1000});
    }
    std::ignore = list.boundaries_around({1000, 1000});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using streets::travel_graph;
    const auto image = fuzz::altered_image(
        sections(), {std::string(travel_graph::file_kind), travel_graph::file_version, 0}, data, size);
    auto file = section_file::over(image, "fuzz", travel_graph::file_kind, travel_graph::file_version);
    if (!file) return 0;
    const auto list = streets::places::open(std::make_shared<const section_file>(std::move(*file)));
    if (list) ask_everything(*list);
    return 0;
}
