// A streets file with right checksums and arbitrary contents: opening it must refuse it or give a graph that every
// search can run on. The input overwrites words of a small valid graph.

#include <yizhan/reach/isochrone.hpp>
#include <yizhan/reach/nearest.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <cstring>

namespace {

using namespace yizhan;

streets::network small_city() {
    streets::network net;
    for (int i = 0; i < 9; ++i)
        net.junctions.push_back({(i % 3) * 9000, (i / 3) * 9000});
    const auto join = [&](std::uint32_t from, std::uint32_t to, bool both_ways) {
        streets::street s;
        s.from = from;
        s.to = to;
        s.first_point = static_cast<std::uint32_t>(net.points.size());
        s.point_count = 2;
        s.length_mm = 100'000;
        s.forward_ms = 75'000;
        s.backward_ms = both_ways ? 75'000 : streets::never;
        net.points.push_back(net.junctions[from]);
        net.points.push_back(net.junctions[to]);
        net.streets.push_back(s);
    };
    for (std::uint32_t i = 0; i < 9; ++i) {
        if (i % 3 < 2) join(i, i + 1, i % 2 == 0);
        if (i < 6) join(i, i + 3, true);
    }
    return net;
}

const std::vector<std::pair<std::string, std::vector<std::byte>>>& sections() {
    static const auto all = [] {
        const auto data = streets::travel_graph_data::build(small_city());
        section_file_writer writer(
            {std::string(streets::travel_graph::file_kind), streets::travel_graph::file_version, 0});
        data.add_to(writer, streets::mode::walk);
        std::vector<std::pair<std::string, std::vector<std::byte>>> copies;
        for (const auto& [name, bytes] : writer.sections())
            copies.emplace_back(name, std::vector(bytes.begin(), bytes.end()));
        return copies;
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
    auto altered = sections();
    // Each 7 bytes say: section, place in it, new value.
    for (; size >= 7; data += 7, size -= 7) {
        auto& bytes = altered[data[0] % altered.size()].second;
        std::uint16_t place = 0;
        std::memcpy(&place, data + 1, 2);
        if (bytes.size() < 4) continue;
        std::memcpy(bytes.data() + place % (bytes.size() - 3), data + 3, 4);
    }
    section_file_writer writer({std::string(streets::travel_graph::file_kind), streets::travel_graph::file_version, 0});
    for (const auto& [name, bytes] : altered)
        writer.add<std::byte>(name, bytes);
    const auto image = writer.image();
    auto file =
        section_file::over(image, "fuzz", streets::travel_graph::file_kind, streets::travel_graph::file_version);
    if (!file) return 0;
    const auto graph =
        streets::travel_graph::open(std::make_shared<const section_file>(std::move(*file)), streets::mode::walk);
    if (graph) search_everywhere(*graph);
    return 0;
}
