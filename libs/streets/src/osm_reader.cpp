#include "osm_reader.hpp"

#include "osm_scan.hpp"
#include "place_extractor.hpp"
#include "street_extractor.hpp"

#include <fmt/format.h>

namespace yizhan::streets {

result<osm_extract> read_osm(const std::filesystem::path& path, const std::optional<geo::box>& window,
                             progress& watch) {
    auto file = osm_file::open(path);
    if (!file) return pass_on(file);
    osm_extract made;
    osm_scan scan(made.counts);
    if (auto done = scan.run(*file, watch); !done) return pass_on(done);
    watch.at("sorting streets and places", 0, 2);
    made.streets = extract_streets(scan, window, made.counts);
    watch.at("sorting streets and places", 1, 2);
    made.places = extract_places(scan, window, made.counts);
    watch.at("sorting streets and places", 2, 2);
    if (made.streets.ways.empty() && made.streets.squares.empty())
        return fail(
            errc::bad_input,
            fmt::format("{} has no street ({} nodes, {} ways{}): name an extract that covers a city", path.string(),
                        made.counts.nodes, made.counts.ways, window ? ", counted without the window" : ""));
    return made;
}

}  // namespace yizhan::streets
