#include "csv_table.hpp"
#include "readers.hpp"

#include <yizhan/base/file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace yizhan::instances {
namespace {

using siting::site_state;

result<void> add_id(const csv_table& table, id_table& ids) {
    if (table[0].empty()) return table.refuse("the id is empty: give each line its own");
    if (!ids.add(table[0]))
        return table.refuse(fmt::format("id {} is there twice: give each its own", quoted(table[0])));
    return {};
}

result<void> read_demand(const named_text& file, instance& into, id_table& cells) {
    constexpr std::array columns{csv_column{"id", true}, csv_column{"weight", true}};
    auto table = csv_table::open(file.text, file.name, columns);
    if (!table) return pass_on(table);
    while (true) {
        const auto line = table->next();
        if (!line) return std::unexpected(line.error());
        if (!*line) break;
        if (auto id = add_id(*table, cells); !id) return id;
        const auto weight = table->amount(1);
        if (!weight) return std::unexpected(weight.error());
        into.weight.push_back(*weight);
    }
    if (into.weight.empty()) return table->refuse("no line after the heading: give the cells with demand");
    return check_some_weight(into, file.name);
}

result<site_state> read_state(const csv_table& table, std::size_t column) {
    struct word {
        std::string_view text;
        site_state state;
    };
    constexpr std::array words{word{"", site_state::free},
                               word{"0", site_state::free},
                               word{"free", site_state::free},
                               word{"1", site_state::forced},
                               word{"open", site_state::forced},
                               word{"forced", site_state::forced},
                               word{"kept", site_state::kept},
                               word{"-1", site_state::forbidden},
                               word{"closed", site_state::forbidden},
                               word{"forbidden", site_state::forbidden}};
    const auto found = std::ranges::find(words, table[column], &word::text);
    if (found != words.end()) return found->state;
    return table.refuse(
        fmt::format("fixed is {}: use 1 or forced, kept, -1 or forbidden, 0 or free", quoted(table[column])));
}

result<void> read_site(const csv_table& table, instance& into, id_table& sites) {
    if (auto id = add_id(table, sites); !id) return id;
    if (table.has(1)) {
        const auto cost = table.amount(1);
        if (!cost) return std::unexpected(cost.error());
        into.cost.push_back(*cost);
    }
    if (table.has(2)) {
        // Nothing written: no limit.
        const auto capacity =
            table[2].empty() ? result<double>(std::numeric_limits<double>::infinity()) : table.amount(2);
        if (!capacity) return std::unexpected(capacity.error());
        into.capacity.push_back(*capacity);
    }
    if (table.has(3)) {
        const auto state = read_state(table, 3);
        if (!state) return std::unexpected(state.error());
        into.state.push_back(*state);
    }
    return {};
}

result<void> read_sites(const named_text& file, instance& into, id_table& sites) {
    constexpr std::array columns{csv_column{"id", true}, csv_column{"cost", false}, csv_column{"capacity", false},
                                 csv_column{"fixed", false}};
    auto table = csv_table::open(file.text, file.name, columns);
    if (!table) return pass_on(table);
    while (true) {
        const auto line = table->next();
        if (!line) return std::unexpected(line.error());
        if (!*line) break;
        if (auto site = read_site(*table, into, sites); !site) return site;
    }
    if (sites.ids().empty()) return table->refuse("no line after the heading: give the sites");
    into.site_ids.assign(sites.ids().begin(), sites.ids().end());
    return {};
}

struct pair {
    index site;
    index cell;
    float seconds;
};

// Reads the pairs one by one; twice, so that they need not be kept beside their table.
class pair_reader {
public:
    static result<pair_reader> open(const named_text& file, const id_table& sites, const id_table& cells) {
        static constexpr std::array columns{csv_column{"site", true}, csv_column{"demand", true},
                                            csv_column{"seconds", false}};
        auto table = csv_table::open(file.text, file.name, columns);
        if (!table) return pass_on(table);
        return pair_reader(std::move(*table), sites, cells);
    }
    [[nodiscard]] bool timed() const { return timed_; }
    [[nodiscard]] const csv_table& table() const { return table_; }

    result<bool> next(pair& into) {
        auto line = table_.next();
        if (!line || !*line) return line;
        into.site = sites_->find(table_[0]);
        if (into.site == siting::nobody)
            return table_.refuse(
                fmt::format("site {} is not among the sites: add it or drop the pair", quoted(table_[0])));
        into.cell = cells_->find(table_[1]);
        if (into.cell == siting::nobody)
            return table_.refuse(
                fmt::format("demand {} is not among the cells: add it or drop the pair", quoted(table_[1])));
        into.seconds = 0;
        if (!timed_) return true;
        const auto seconds = table_.amount(2);
        if (!seconds) return std::unexpected(seconds.error());
        into.seconds = static_cast<float>(*seconds);
        return true;
    }

private:
    pair_reader(csv_table table, const id_table& sites, const id_table& cells)
        : table_(std::move(table)), sites_(&sites), cells_(&cells), timed_(table_.has(2)) {}

    csv_table table_;
    const id_table* sites_;
    const id_table* cells_;
    bool timed_;
};

using pair_sink = std::function<void(const pair&)>;

result<void> each_pair(const named_text& file, const id_table& sites, const id_table& cells, const pair_sink& sink) {
    auto reader = pair_reader::open(file, sites, cells);
    if (!reader) return pass_on(reader);
    pair read{};
    while (true) {
        const auto more = reader->next(read);
        if (!more) return std::unexpected(more.error());
        if (!*more) return {};
        sink(read);
    }
}

// Sorts the pairs of a site by cell.
void sort_row(siting::pair_table& table, index site, std::vector<std::pair<index, float>>& scratch) {
    const auto begin = table.first[site];
    const auto end = table.first[site + 1];
    const auto at = [](std::uint64_t i) { return static_cast<std::ptrdiff_t>(i); };
    if (std::is_sorted(table.cell.begin() + at(begin), table.cell.begin() + at(end))) return;
    if (table.seconds.empty()) return std::sort(table.cell.begin() + at(begin), table.cell.begin() + at(end));
    scratch.clear();
    for (auto i = begin; i < end; ++i)
        scratch.emplace_back(table.cell[i], table.seconds[i]);
    std::ranges::sort(scratch);
    for (auto i = begin; i < end; ++i)
        std::tie(table.cell[i], table.seconds[i]) = scratch[i - begin];
}

bool has_repeats(const siting::pair_table& table, index site) {
    const auto cells = table.cells_of(site);
    return std::ranges::adjacent_find(cells) != cells.end();
}

// The line of the first pair that was there before: only for the message, so it may read the file again.
std::unexpected<error> refuse_repeat(const named_text& file, const id_table& sites, const id_table& cells) {
    std::unordered_set<std::uint64_t> seen;
    auto reader = pair_reader::open(file, sites, cells);
    pair read{};
    while (reader->next(read).value_or(false))
        if (!seen.insert(std::uint64_t{read.site} << 32 | read.cell).second) break;
    const auto& at = reader->table();
    return at.refuse(fmt::format("the pair {}, {} is there twice: keep one", quoted(at[0]), quoted(at[1])));
}

result<siting::pair_table> read_pairs(const named_text& file, const id_table& sites, const id_table& cells) {
    siting::pair_table table;
    table.first.assign(sites.ids().size() + 1, 0);
    const auto header = pair_reader::open(file, sites, cells);
    if (!header) return std::unexpected(header.error());
    auto counted = each_pair(file, sites, cells, [&](const pair& read) { ++table.first[read.site + 1]; });
    if (!counted) return pass_on(counted);
    std::inclusive_scan(table.first.begin(), table.first.end(), table.first.begin());
    table.cell.resize(table.first.back());
    if (header->timed()) table.seconds.resize(table.first.back());
    auto next = table.first;
    auto filled = each_pair(file, sites, cells, [&](const pair& read) {
        const auto at = next[read.site]++;
        table.cell[at] = read.cell;
        if (!table.seconds.empty()) table.seconds[at] = read.seconds;
    });
    if (!filled) return pass_on(filled);
    std::vector<std::pair<index, float>> scratch;
    for (index site = 0; site < table.sites(); ++site) {
        sort_row(table, site, scratch);
        if (has_repeats(table, site)) return refuse_repeat(file, sites, cells);
    }
    return table;
}

std::string_view text_of(const mapped_file& file) {
    return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

}  // namespace

result<instance> parse_csv(const named_text& demand, const named_text& sites, const named_text& pairs) {
    instance read;
    id_table cell_ids;
    id_table site_ids;
    if (auto good = read_demand(demand, read, cell_ids); !good) return pass_on(good);
    if (auto good = read_sites(sites, read, site_ids); !good) return pass_on(good);
    auto table = read_pairs(pairs, site_ids, cell_ids);
    if (!table) return pass_on(table);
    read.reach = std::move(*table);
    read.name = stem_of(pairs.name);
    return read;
}

result<instance> read_csv(const csv_names& files) {
    const auto demand = mapped_file::open(files.demand);
    if (!demand) return std::unexpected(demand.error());
    const auto sites = mapped_file::open(files.sites);
    if (!sites) return std::unexpected(sites.error());
    const auto pairs = mapped_file::open(files.pairs);
    if (!pairs) return std::unexpected(pairs.error());
    return parse_csv({text_of(*demand), files.demand.string()}, {text_of(*sites), files.sites.string()},
                     {text_of(*pairs), files.pairs.string()});
}

}  // namespace yizhan::instances
