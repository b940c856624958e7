#include "geojson_input.hpp"
#include "place_list.hpp"

#include <yizhan/files/text.hpp>

#include <utility>

namespace yizhan::files {
namespace {

// Properties beyond `id` and `name`, one column for each key that any feature has.
class attribute_table {
public:
    void read(simdjson::dom::element feature, place& into) {
        simdjson::dom::object properties;
        if (feature["properties"].get(properties) != simdjson::SUCCESS) return;
        for (const auto [key, value] : properties) {
            if (key == "id" || key == "name") continue;
            const auto [entry, added] = columns_.emplace(std::string(key), names_.size());
            if (added) names_.emplace_back(key);
            if (into.attributes.size() <= entry->second) into.attributes.resize(entry->second + 1);
            into.attributes[entry->second] = as_text(value);
        }
    }

    // Every place gets a field for every column.
    void finish(place_list& list) {
        for (auto& item : list.places)
            item.attributes.resize(names_.size());
        list.attribute_names = std::move(names_);
    }

private:
    std::unordered_map<std::string, std::size_t> columns_;
    std::vector<std::string> names_;
};

result<geo::point> read_point(simdjson::dom::element feature) {
    simdjson::dom::element geometry;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS || geometry.is_null())
        return fail(errc::bad_input, "has no geometry: a list of places needs points");
    const auto type = text_member(geometry, "type");
    if (type != "Point")
        return fail(errc::bad_input, fmt::format("is a {}: a list of places needs points",
                                                 type.empty() ? "nameless geometry" : printable(type.substr(0, 40))));
    simdjson::dom::element position;
    if (geometry["coordinates"].get(position) != simdjson::SUCCESS) return fail(errc::bad_input, "has no coordinates");
    return read_position(position);
}

// The feature's own id, else the property, else its number.
std::string read_id(simdjson::dom::element feature, std::size_t number) {
    simdjson::dom::element id;
    const bool given = (feature["id"].get(id) == simdjson::SUCCESS && !id.is_null()) ||
                       feature["properties"]["id"].get(id) == simdjson::SUCCESS;
    auto text = given ? as_text(id) : std::string();
    return text.empty() ? fmt::format("{}", number) : text;
}

}  // namespace

result<place_list> parse_places_geojson(const std::string& text, const std::string& name) {
    simdjson::dom::parser parser;
    const auto top = parse_json(parser, text, name);
    if (!top) return std::unexpected(top.error());

    place_list list;
    attribute_table attributes;
    id_register ids;
    const auto read_feature = [&](simdjson::dom::element feature, std::size_t number) -> result<void> {
        auto position = read_point(feature);
        if (!position) return pass_on(position);
        place read;
        read.at = *position;
        read.id = read_id(feature, number);
        simdjson::dom::element properties;
        if (feature["properties"].get(properties) == simdjson::SUCCESS) read.name = text_member(properties, "name");
        attributes.read(feature, read);
        if (read.id.contains('\0') || read.name.contains('\0'))
            return fail(errc::bad_input, "its id or name holds a NUL character");
        if (const auto before = ids.first_use(read.id, number); before != 0)
            return fail(errc::bad_input, fmt::format("the id '{}' was used before, by feature {}: ids must be unique",
                                                     printable(read.id), before));
        list.places.push_back(std::move(read));
        return {};
    };
    if (auto read = for_each_feature(*top, name, read_feature); !read) return pass_on(read);
    if (list.places.empty())
        return fail(errc::bad_input, fmt::format("{}: has no features: add a point for each place", name));
    attributes.finish(list);
    return list;
}

}  // namespace yizhan::files
