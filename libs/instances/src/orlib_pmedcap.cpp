#include "readers.hpp"

#include <fmt/format.h>

namespace yizhan::instances {
namespace {

struct heading {
    double best_known;
    std::uint64_t points;
    index count;
    double capacity;
};

result<heading> read_heading(scanner& in) {
    in.next_line();
    if (const auto number = in.whole("the problem's number", 0, most_things); !number)
        return std::unexpected(number.error());
    const auto best = in.amount("the best known value");
    if (!best) return std::unexpected(best.error());
    if (auto end = in.end_of_line("NUMBER BEST_KNOWN"); !end) return pass_on(end);
    in.next_line();
    const auto points = in.whole("the number of points", 1, most_things);
    if (!points) return std::unexpected(points.error());
    const auto count = in.whole("p", 0, most_things);
    if (!count) return std::unexpected(count.error());
    const auto capacity = in.amount("the capacity");
    if (!capacity) return std::unexpected(capacity.error());
    if (auto end = in.end_of_line("POINTS P CAPACITY"); !end) return pass_on(end);
    return heading{*best, *points, static_cast<index>(*count), *capacity};
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
    const auto demand = in.amount("the demand");
    if (!demand) return std::unexpected(demand.error());
    into.site_ids.push_back(std::to_string(*id));
    into.load.push_back(*demand);
    where.x.push_back(*x);
    where.y.push_back(*y);
    return in.end_of_line("NUMBER X Y DEMAND");
}

}  // namespace

// Osman & Christofides' capacitated p-median: "number best", "points p capacity", then "number x y demand" a line. The
// objective is the sum of distances, not of distances times demands: every point weighs 1 and loads its demand.
result<instance> parse_orlib_pmedcap(std::string_view text, const std::string& name) {
    scanner in(text, name);
    const auto top = read_heading(in);
    if (!top) return std::unexpected(top.error());
    instance read;
    plane where;
    id_register known;
    for (std::uint64_t i = 0; i < top->points; ++i)
        if (auto point = read_point(in, read, where, known); !point) return pass_on(point);
    if (auto end = in.end_of_text("the last point"); !end) return pass_on(end);
    where.site_x = where.x;
    where.site_y = where.y;
    where.whole_distances = true;
    read.weight.assign(top->points, 1);
    read.capacity.assign(top->points, top->capacity);
    read.reach = std::move(where);
    read.count = top->count;
    read.best_known = top->best_known;
    return read;
}

}  // namespace yizhan::instances
