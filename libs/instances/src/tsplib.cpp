#include "readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace yizhan::instances {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// What the lines before the coordinates say.
struct specification {
    std::optional<std::uint64_t> dimension;
    bool euclidean = false;
};

result<void> read_entry(const scanner& in, std::string_view line, specification& into) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return in.refuse(fmt::format("{} is no line of TSPLIB: it should be KEY : VALUE", quoted(line)));
    const auto key = trimmed(line.substr(0, colon));
    const auto value = trimmed(line.substr(colon + 1));
    if (key == "EDGE_WEIGHT_TYPE") {
        into.euclidean = value == "EUC_2D";
        if (!into.euclidean) return in.refuse(fmt::format("distances of type {}: only EUC_2D is read", quoted(value)));
    }
    if (key == "DIMENSION") {
        std::uint64_t count = 0;
        const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), count);
        if (problem != std::errc{} || end != value.data() + value.size() || count == 0 || count > most_things)
            return in.refuse(fmt::format("DIMENSION is {}: give the number of points", quoted(value)));
        into.dimension = count;
    }
    return {};
}

result<std::uint64_t> read_specification(scanner& in) {
    specification top;
    while (in.next_line()) {
        const auto line = in.rest_of_line();
        if (line == "NODE_COORD_SECTION") {
            if (!top.dimension) return in.refuse("no DIMENSION before the coordinates: give the number of points");
            if (!top.euclidean) return in.refuse("no EDGE_WEIGHT_TYPE before the coordinates: only EUC_2D is read");
            return *top.dimension;
        }
        if (auto entry = read_entry(in, line, top); !entry) return pass_on(entry);
    }
    return in.refuse("no NODE_COORD_SECTION: is the file complete?");
}

result<void> read_point(scanner& in, instance& into, plane& where, id_register& known) {
    in.next_line();
    const auto id = in.whole("a point's number", 0, most_things);
    if (!id) return std::unexpected(id.error());
    if (!known.add(*id)) return in.refuse(fmt::format("point {} is there twice: give each its own number", *id));
    const auto x = in.number("x");
    if (!x) return std::unexpected(x.error());
    const auto y = in.number("y");
    if (!y) return std::unexpected(y.error());
    into.site_ids.push_back(std::to_string(*id));
    where.x.push_back(*x);
    where.y.push_back(*y);
    return in.end_of_line("NUMBER X Y");
}

}  // namespace

result<instance> parse_tsplib(std::string_view text, const std::string& name) {
    scanner in(text, name);
    const auto points = read_specification(in);
    if (!points) return std::unexpected(points.error());
    instance read;
    plane where;
    id_register known;
    for (std::uint64_t i = 0; i < *points; ++i)
        if (auto point = read_point(in, read, where, known); !point) return pass_on(point);
    if (in.next_line() && in.rest_of_line() != "EOF")
        return in.refuse(fmt::format("{} after the last point: does DIMENSION fit?", quoted(in.rest_of_line())));
    where.site_x = where.x;
    where.site_y = where.y;
    where.whole_distances = true;
    read.weight.assign(*points, 1);
    read.reach = std::move(where);
    return read;
}

}  // namespace yizhan::instances
