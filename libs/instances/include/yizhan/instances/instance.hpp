#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/siting/problem.hpp>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Published instances of location science.
namespace yizhan::instances {

using siting::index;

/// An undirected graph; every node is a site and a cell. Distances are those of shortest paths.
struct graph {
    struct edge {
        index from;
        index to;
        float length;
    };
    index nodes = 0;
    std::vector<edge> edges;  ///< of two between the same nodes the later one counts
};

/// Sites and cells as points of a plane.
struct plane {
    std::vector<double> site_x, site_y;
    std::vector<double> x, y;      ///< of the cells
    bool whole_distances = false;  ///< distances are rounded down to whole numbers (and there is one for every pair)
};

/// What a file holds, checked but not yet worked on. Vectors are as in `siting::problem`.
struct instance {
    std::string name;                   ///< the file's name without folder and ending
    std::vector<std::string> site_ids;  ///< as in the file
    std::vector<double> weight;
    std::vector<double> load;  ///< per cell, what it takes of a capacity; empty: its weight
    std::vector<double> cost;
    std::vector<double> capacity;
    std::vector<siting::site_state> state;
    std::variant<siting::pair_table, graph, plane> reach;
    std::optional<index> count;        ///< the number of sites to open that the file asks for
    std::optional<double> best_known;  ///< the objective that the file says is the best known

    [[nodiscard]] index sites() const { return static_cast<index>(site_ids.size()); }
    [[nodiscard]] index cells() const { return static_cast<index>(weight.size()); }
};

/// The formats that are one file.
enum class format : std::uint8_t {
    orlib_pmed,     ///< OR-Library, p-median: a graph
    orlib_pmedcap,  ///< OR-Library, capacitated p-median: points with demands, a capacity
    orlib_scp,      ///< OR-Library, set cover: columns with costs, rows that they cover
    tsplib,         ///< TSPLIB with EUC_2D coordinates; distances rounded down
    cfl,            ///< Cordeau, Furini & Ljubić: `F id x y cost`, `C id x y demand`
    points,         ///< a heading, then `x y demand`; every point is a site too
};

/// "orlib-pmed" …; nothing for a name that is none (or "csv", which is several files).
std::optional<format> format_of(std::string_view name);

/// Reads an instance. Errors are `bad_input`, "FILE:LINE: what is wrong: mend", or the operating system's.
result<instance> read(format as, const std::filesystem::path& path);
/// The same from a text; `name` stands in messages.
result<instance> parse(format as, std::string_view text, const std::string& name);

/// The tables of format `csv`, with a heading each, columns in any order, others ignored:
/// - demand: `id,weight`
/// - sites: `id` and, if wanted, `cost`, `capacity`, `fixed`: empty, `0`, `free` (to be decided), `1`, `open`, `forced`
///   (must be opened; counts and costs), `kept` (is open already: neither counts nor costs), `-1`, `closed`,
///   `forbidden` (stays closed)
/// - pairs: `site,demand` and, if wanted, `seconds`
struct csv_names {
    std::filesystem::path demand;
    std::filesystem::path sites;
    std::filesystem::path pairs;
};
result<instance> read_csv(const csv_names& files);

/// A text and what it is called in messages.
struct named_text {
    std::string_view text;
    std::string name;
};
result<instance> parse_csv(const named_text& demand, const named_text& sites, const named_text& pairs);

}  // namespace yizhan::instances
