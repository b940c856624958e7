#include <yizhan/base/hash.hpp>
#include <yizhan/base/section_reader.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace yizhan::streets {
namespace {

bool below(std::span<const std::uint32_t> values, std::size_t limit) {
    return std::ranges::all_of(values, [&](auto v) { return v < limit; });
}

bool arcs_valid(const graph_summary& s, std::span<const std::uint32_t> first, std::span<const arc> arcs,
                std::span<const directed_street> streets) {
    const auto arc_valid = [&](const arc& a) { return a.state < s.states && a.ms <= s.max_arc_ms; };
    return offsets_valid(first, s.states, s.arcs) && arcs.size() == s.arcs && streets.size() == s.arcs &&
           std::ranges::all_of(arcs, arc_valid) && below(streets, 2 * std::size_t{s.segments});
}

bool segments_valid(const graph_arrays& a) {
    const auto& s = a.summary;
    if (a.segments.size() != std::size_t{s.segments} + 1 || a.segments.front().first_point != 0) return false;
    if (a.segments.back().first_point != a.points.size() || a.first_name.empty()) return false;
    for (std::size_t i = 0; i < s.segments; ++i) {
        const auto& here = a.segments[i];
        if (std::uint64_t{here.first_point} + 2 > a.segments[i + 1].first_point) return false;
        if (here.name + std::size_t{1} >= a.first_name.size() || here.length_mm > s.max_arc_mm) return false;
        for (const auto ms : here.ms)
            if (ms != never && ms > longest_stretch) return false;
    }
    return true;
}

bool entries_valid(const graph_arrays& a) {
    const auto directed = 2 * std::size_t{a.summary.segments};
    return a.start_state.size() == directed && offsets_valid(a.first_entry, directed, a.entry.size()) &&
           std::ranges::all_of(a.start_state, [&](auto v) { return v == no_state || v < a.summary.states; }) &&
           below(a.entry, a.summary.states);
}

bool on_earth(std::span<const geo::point> points) {
    constexpr geo::box earth{{-1'800'000'000, -900'000'000}, {1'800'000'000, 900'000'000}};
    return std::ranges::all_of(points, [&](auto p) { return earth.contains(p); });
}

bool graph_valid(const graph_arrays& a) {
    const auto& s = a.summary;
    constexpr std::uint32_t most = std::uint32_t{1} << 30;
    return s.states < most && s.segments < most && s.arcs < most && s.max_arc_ms <= 2 * longest_stretch &&
           s.max_arc_mm <= longest_stretch && arcs_valid(s, a.first_out, a.out, a.out_street) &&
           arcs_valid(s, a.first_in, a.in, a.in_street) && a.state_point.size() == s.states &&
           on_earth(a.state_point) && on_earth(a.points) && on_earth(std::array{s.bounds.min, s.bounds.max}) &&
           segments_valid(a) && entries_valid(a) &&
           offsets_valid(a.first_name, a.first_name.size() - 1, a.name_text.size()) &&
           a.index_items.size() == s.segments &&
           geo::packed_rtree_view::valid(a.index_boxes, a.index_items, s.segments);
}

// The one list of a graph's sections, for writing and for reading.
template <class Arrays, class Visit>
void for_each_section(Arrays& a, Visit&& visit) {
    visit("first_out", a.first_out);
    visit("out", a.out);
    visit("out_street", a.out_street);
    visit("first_in", a.first_in);
    visit("in", a.in);
    visit("in_street", a.in_street);
    visit("state_point", a.state_point);
    visit("segments", a.segments);
    visit("points", a.points);
    visit("start_state", a.start_state);
    visit("first_entry", a.first_entry);
    visit("entry", a.entry);
    visit("first_name", a.first_name);
    visit("name_text", a.name_text);
    visit("index_boxes", a.index_boxes);
    visit("index_items", a.index_items);
}

}  // namespace

graph_arrays travel_graph_data::arrays() const {
    return {summary_,   first_out_,   out_,       out_street_,  first_in_,    in_,
            in_street_, state_point_, segments_,  points_,      start_state_, first_entry_,
            entry_,     first_name_,  name_text_, index_.boxes, index_.items};
}

void travel_graph_data::add_to(section_file_writer& writer, mode m) const {
    const std::string prefix = std::string(streets::name_of(m)) + "/";
    writer.add<graph_summary>(prefix + "summary", std::span(&summary_, 1));
    const auto all = arrays();
    for_each_section(all, [&](const char* name, auto values) { writer.add(prefix + name, values); });
}

result<travel_graph> travel_graph::open(const std::filesystem::path& path, mode m) {
    auto file = section_file::open(path, file_kind, file_version);
    if (!file) return pass_on(file);
    return open(std::make_shared<const section_file>(std::move(*file)), m);
}

result<travel_graph> travel_graph::open(std::shared_ptr<const section_file> file, mode m) {
    const std::string prefix = std::string(streets::name_of(m)) + "/";
    if (!file->has(prefix + "summary"))
        return fail(errc::not_found,
                    fmt::format("{} was built without the mode {}: run 'yizhan init' again with --modes naming it",
                                file->name(), streets::name_of(m)));
    travel_graph graph;
    section_reader read(*file, prefix);
    read.one("summary", graph.arrays_.summary);
    for_each_section(graph.arrays_, read);
    if (!read.done()) return std::unexpected(read.done().error());
    if (!graph_valid(graph.arrays_))
        return fail(errc::damaged,
                    fmt::format("{} is damaged (the graph for {} contradicts itself): run 'yizhan init' again",
                                file->name(), streets::name_of(m)));
    graph.keeper_ = std::move(file);
    graph.finish();
    return graph;
}

travel_graph::travel_graph(travel_graph_data data) {
    const auto kept = std::make_shared<const travel_graph_data>(std::move(data));
    arrays_ = kept->arrays();
    keeper_ = kept;
    finish();
}

void travel_graph::finish() {
    index_ = geo::packed_rtree_view(arrays_.index_boxes, arrays_.index_items);
    const auto offsets = hash_bytes(std::as_bytes(arrays_.first_out));
    fingerprint_ = hash_bytes(std::as_bytes(arrays_.out), hash_bytes(std::as_bytes(arrays_.out_street), offsets));
}

std::string_view travel_graph::name_of(std::uint32_t segment_id) const {
    const auto name = arrays_.segments[segment_id].name;
    const auto first = arrays_.first_name[name];
    return {arrays_.name_text.data() + first, arrays_.first_name[name + 1] - first};
}

}  // namespace yizhan::streets
