// Lists of places and boundaries, in every format: any text is read or refused in one line, and what was read is
// within the world.

#include <yizhan/files/boundary.hpp>
#include <yizhan/files/place_list.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace yizhan;

void require(bool truth) {
    if (!truth) std::abort();
}

void check_refusal(const error& problem) {
    require(problem.message.find('\n') == std::string::npos);
}

void check_places(const std::string& text, const std::string& name) {
    const auto list = files::parse_places(text, name);
    if (!list) return check_refusal(list.error());
    require(!list->places.empty());
    for (const auto& place : list->places) {
        require(!place.id.empty());
        require(place.attributes.size() == list->attribute_names.size());
        require(std::abs(place.at.lon_degrees()) <= 180 && std::abs(place.at.lat_degrees()) <= 90);
    }
}

void check_boundary(const std::string& text) {
    const auto city = files::parse_boundary(text, "b.geojson");
    if (!city) return check_refusal(city.error());
    require(city->area.area() >= 0 || city->area.rings.size() > 1);
    require(files::parse_boundary(files::to_geojson(*city), "again").has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    check_places(text, "p.csv");
    check_places(text, "p.geojson");
    check_boundary(text);
    return 0;
}
