#include "readers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace yizhan::instances {
namespace {

struct cfl_file {
    instance read;
    plane where;
    id_register sites;
    id_register points;
};

struct cfl_line {
    std::uint64_t id;
    double x, y, amount;
};

result<cfl_line> read_fields(scanner& in, bool site) {
    const auto id = in.whole("the number", 0, most_things);
    if (!id) return std::unexpected(id.error());
    const auto x = in.number("x");
    if (!x) return std::unexpected(x.error());
    const auto y = in.number("y");
    if (!y) return std::unexpected(y.error());
    const auto amount = in.amount(site ? "the cost" : "the demand");
    if (!amount) return std::unexpected(amount.error());
    if (auto end = in.end_of_line(site ? "F NUMBER X Y COST" : "C NUMBER X Y DEMAND"); !end) return pass_on(end);
    return cfl_line{*id, *x, *y, *amount};
}

result<void> read_line(scanner& in, cfl_file& into) {
    const auto kind = in.field("F or C");
    if (!kind) return std::unexpected(kind.error());
    if (*kind != "F" && *kind != "C")
        return in.refuse(fmt::format("the line begins with {}: F for candidates, C for points", quoted(*kind)));
    const bool site = *kind == "F";
    const auto line = read_fields(in, site);
    if (!line) return std::unexpected(line.error());
    if (!(site ? into.sites : into.points).add(line->id))
        return in.refuse(fmt::format("{} {} is there twice: give each its own number", *kind, line->id));
    (site ? into.where.site_x : into.where.x).push_back(line->x);
    (site ? into.where.site_y : into.where.y).push_back(line->y);
    (site ? into.read.cost : into.read.weight).push_back(line->amount);
    if (site) into.read.site_ids.push_back(std::to_string(line->id));
    return {};
}

result<void> check_count(const std::string& name, std::string_view what, std::uint64_t promised, std::uint64_t found) {
    if (promised == found) return {};
    return fail(errc::bad_input, fmt::format("{}:1: {} {} are promised, {} are there: is the file complete?", name,
                                             promised, what, found));
}

}  // namespace

// Cordeau, Furini & Ljubić, "Benders decomposition for very large scale partial set covering and maximal covering
// location problems", EJOR 275 (2019): "candidates points", then lines of F and C.
result<instance> parse_cfl(std::string_view text, const std::string& name) {
    scanner in(text, name);
    in.next_line();
    const auto sites = in.whole("the number of candidates", 1, most_things);
    if (!sites) return std::unexpected(sites.error());
    const auto points = in.whole("the number of points", 1, most_things);
    if (!points) return std::unexpected(points.error());
    if (auto end = in.end_of_line("CANDIDATES POINTS"); !end) return pass_on(end);
    cfl_file file;
    // A line takes ten bytes at least, whatever the first one promises.
    const auto most_lines = text.size() / 10;
    for (auto* column : {&file.where.x, &file.where.y, &file.read.weight})
        column->reserve(std::min<std::size_t>(*points, most_lines));
    while (in.next_line())
        if (auto line = read_line(in, file); !line) return pass_on(line);
    if (auto good = check_count(name, "candidates", *sites, file.where.site_x.size()); !good) return pass_on(good);
    if (auto good = check_count(name, "points", *points, file.where.x.size()); !good) return pass_on(good);
    file.read.reach = std::move(file.where);
    return std::move(file.read);
}

}  // namespace yizhan::instances
