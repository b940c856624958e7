#include "place_list.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/text.hpp>

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace yizhan::files {
namespace {

// Headings by preference: the first that a file has is taken.
constexpr std::array<std::string_view, 2> id_headings{"id", "编号"};
constexpr std::array<std::string_view, 2> name_headings{"name", "名称"};
constexpr std::array<std::string_view, 5> lon_headings{"lon", "longitude", "lng", "经度", "x"};
constexpr std::array<std::string_view, 4> lat_headings{"lat", "latitude", "纬度", "y"};

struct columns {
    std::optional<std::size_t> id;
    std::optional<std::size_t> name;
    std::size_t lon = 0;
    std::size_t lat = 0;
    std::vector<std::size_t> attributes;
};

std::optional<std::size_t> find_column(const std::vector<std::string>& headings,
                                       std::span<const std::string_view> names) {
    for (const auto name : names)
        if (const auto found = std::ranges::find(headings, name); found != headings.end())
            return static_cast<std::size_t>(found - headings.begin());
    return std::nullopt;
}

result<columns> read_headings(const csv_record& record, const std::string& name, place_list& list) {
    std::vector<std::string> headings;
    for (const auto& field : record.fields)
        headings.push_back(lower_ascii(trimmed(field)));
    const auto missing = [&](std::string_view what, std::span<const std::string_view> names) {
        return fail(errc::bad_input, fmt::format("{}:{}: no column for the {}: name it {}", name, record.line, what,
                                                 fmt::join(names, " or ")));
    };
    const auto lon = find_column(headings, lon_headings);
    const auto lat = find_column(headings, lat_headings);
    if (!lon) return missing("longitude", lon_headings);
    if (!lat) return missing("latitude", lat_headings);
    columns found{find_column(headings, id_headings), find_column(headings, name_headings), *lon, *lat, {}};
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const auto here = headings.begin() + static_cast<std::ptrdiff_t>(i);
        if (!headings[i].empty() && std::find(headings.begin(), here, headings[i]) != here)
            return fail(errc::bad_input,
                        fmt::format("{}:{}: two columns are called '{}'", name, record.line, printable(headings[i])));
        if (i == found.lon || i == found.lat || i == found.id || i == found.name) continue;
        found.attributes.push_back(i);
        list.attribute_names.emplace_back(trimmed(record.fields[i]));
    }
    return found;
}

result<double> read_degrees(const csv_record& record, std::size_t column, std::string_view what) {
    const auto text = trimmed(record.fields[column]);
    if (text.empty()) return fail(errc::bad_input, fmt::format("the {} is missing", what));
    const auto value = parse_number(text);
    if (!value)
        return fail(errc::bad_input, fmt::format("the {} '{}' is no number: write degrees such as 121.4737", what,
                                                 printable(text.substr(0, 60))));
    return *value;
}

result<place> read_place(csv_record& record, const columns& in, std::size_t heading_count, std::size_t number) {
    if (record.fields.size() != heading_count)
        return fail(errc::bad_input, fmt::format("has {} fields where the headings have {}: quote fields that hold the "
                                                 "delimiter",
                                                 record.fields.size(), heading_count));
    const auto lon = read_degrees(record, in.lon, "longitude");
    if (!lon) return std::unexpected(lon.error());
    const auto lat = read_degrees(record, in.lat, "latitude");
    if (!lat) return std::unexpected(lat.error());
    auto position = checked_position(*lon, *lat);
    if (!position) return pass_on(position);
    place read;
    read.at = *position;
    if (in.id) read.id = trimmed(record.fields[*in.id]);
    if (read.id.empty()) read.id = fmt::format("{}", number);
    if (in.name) read.name = trimmed(record.fields[*in.name]);
    for (const auto column : in.attributes)
        read.attributes.push_back(std::move(record.fields[column]));
    return read;
}

}  // namespace

result<place_list> parse_places_csv(std::string_view text, const std::string& name) {
    csv_reader reader(text, name, detect_delimiter(text));
    place_list list;
    csv_record record;
    if (auto more = reader.next(record); !more) return pass_on(more);
    const auto heading_count = record.fields.size();
    const auto in = read_headings(record, name, list);
    if (!in) return std::unexpected(in.error());

    id_register ids;
    while (true) {
        auto more = reader.next(record);
        if (!more) return pass_on(more);
        if (!*more) break;
        auto read = read_place(record, *in, heading_count, list.places.size() + 1);
        if (!read) return fail(read.error().code, fmt::format("{}:{}: {}", name, record.line, read.error().message));
        if (const auto before = ids.first_use(read->id, record.line); before != 0)
            return fail(errc::bad_input,
                        fmt::format("{}:{}: the id '{}' was used before, in line {}: ids must be unique", name,
                                    record.line, printable(read->id), before));
        list.places.push_back(std::move(*read));
    }
    if (list.places.empty())
        return fail(errc::bad_input, fmt::format("{}: has headings but no place: add a line for each", name));
    return list;
}

}  // namespace yizhan::files
