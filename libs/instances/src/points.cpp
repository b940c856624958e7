#include "readers.hpp"

#include <fmt/format.h>

#include <charconv>

namespace yizhan::instances {
namespace {

// A heading that is one whole number is the number of points; any other says nothing that has to be known.
std::optional<std::uint64_t> count_in(std::string_view heading) {
    std::uint64_t count = 0;
    const auto [end, problem] = std::from_chars(heading.data(), heading.data() + heading.size(), count);
    if (problem != std::errc{} || end != heading.data() + heading.size()) return std::nullopt;
    return count;
}

result<void> read_point(scanner& in, instance& into, plane& where) {
    const auto x = in.number("x");
    if (!x) return std::unexpected(x.error());
    const auto y = in.number("y");
    if (!y) return std::unexpected(y.error());
    const auto demand = in.amount("the demand");
    if (!demand) return std::unexpected(demand.error());
    where.x.push_back(*x);
    where.y.push_back(*y);
    into.weight.push_back(*demand);
    return in.end_of_line("X Y DEMAND");
}

}  // namespace

result<instance> parse_points(std::string_view text, const std::string& name) {
    scanner in(text, name);
    if (!in.next_line()) return in.refuse("the file is empty: give a heading and a line of X Y DEMAND for each point");
    const auto promised = count_in(in.rest_of_line());
    instance read;
    plane where;
    while (in.next_line())
        if (auto point = read_point(in, read, where); !point) return pass_on(point);
    const auto found = read.weight.size();
    if (found == 0) return in.refuse("no point after the heading: give a line of X Y DEMAND for each");
    if (promised && *promised != found)
        return fail(errc::bad_input, fmt::format("{}:1: {} points are promised, {} are there: is the file complete?",
                                                 name, *promised, found));
    where.site_x = where.x;
    where.site_y = where.y;
    read.site_ids = numbered_ids(found);
    read.reach = std::move(where);
    return read;
}

}  // namespace yizhan::instances
