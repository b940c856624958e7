#include "side_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace yizhan::siting {

void exclude_neighbours(const problem& asked, std::vector<decision>& made, std::string& clash) {
    const auto start = made;
    const auto is_kept = [&](index s) { return asked.state_of(s) == site_state::kept; };
    const auto exclude = [&](index a, index b, const char* why) {
        if (start[a] != decision::open) return;
        if (start[b] == decision::undecided) made[b] = decision::closed;
        if (start[b] == decision::open && !(is_kept(a) && is_kept(b))) {
            clash = fmt::format("{}: sites {} and {} must both be open", why, std::min(a, b), std::max(a, b));
        }
    };
    for (const auto& [a, b] : asked.too_close) {
        exclude(a, b, "least spacing");
        exclude(b, a, "least spacing");
    }
    std::map<index, index> open_at;
    for (index s = 0; s < asked.location.size(); ++s) {
        if (asked.location[s] != nobody && start[s] == decision::open &&
            !open_at.try_emplace(asked.location[s], s).second) {
            exclude(open_at[asked.location[s]], s, "one site per location");
        }
    }
    for (index s = 0; s < asked.location.size(); ++s) {
        const auto place = open_at.find(asked.location[s]);
        if (place != open_at.end() && start[s] == decision::undecided) made[s] = decision::closed;
    }
}

std::vector<std::vector<index>> clique_cover(index vertices, std::span<const std::array<index, 2>> edges) {
    std::vector<std::vector<index>> near(vertices);
    for (const auto& [a, b] : edges) {
        if (a == b) continue;
        near[a].push_back(b);
        near[b].push_back(a);
    }
    for (auto& list : near) {
        std::ranges::sort(list);
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    const auto adjacent = [&](index a, index b) { return std::ranges::binary_search(near[a], b); };
    std::vector<std::vector<index>> covered(vertices);  // larger neighbours whose edge a clique has
    std::vector<std::vector<index>> cliques;
    for (index a = 0; a < vertices; ++a) {
        for (const index b : near[a]) {
            if (b < a || std::ranges::find(covered[a], b) != covered[a].end()) continue;
            std::vector<index> clique{a, b};
            for (const index c : near[a]) {
                if (c != b && std::ranges::all_of(clique, [&](index d) { return d == a || adjacent(c, d); }))
                    clique.push_back(c);
            }
            std::ranges::sort(clique);
            for (std::size_t i = 0; i < clique.size(); ++i) {
                for (std::size_t j = i + 1; j < clique.size(); ++j)
                    covered[clique[i]].push_back(clique[j]);
            }
            cliques.push_back(std::move(clique));
        }
    }
    return cliques;
}

namespace {

/// A row over all undecided sites.
side_row over_columns(std::string name, const cover_model& model, double most) {
    side_row row{.name = std::move(name), .columns = {}, .coefficients = {}, .least = 0, .most = most};
    for (index c = 0; c < model.columns(); ++c)
        row.columns.push_back(c);
    return row;
}

void add_count_and_budget(const problem& asked, cover_model& model) {
    double forced = 0;
    double spent = 0;
    for (const index s : model.opened) {
        if (asked.state_of(s) != site_state::forced) continue;
        ++forced;
        spent += asked.cost_of(s);
    }
    if (asked.want.count) {
        model.main_row = static_cast<index>(model.sides.size());
        model.sides.push_back(over_columns("the count of sites", model, *asked.want.count - forced));
    }
    if (asked.want.budget) {
        if (!model.main_row) model.main_row = static_cast<index>(model.sides.size());
        auto row = over_columns("the budget", model, *asked.want.budget - spent);
        for (const index s : model.site)
            row.coefficients.push_back(asked.cost_of(s));
        model.sides.push_back(std::move(row));
    }
}

void add_quotas(const problem& asked, std::span<const decision> made, std::span<const index> column_of,
                cover_model& model) {
    for (const auto& quota : asked.quotas) {
        side_row row{.name = quota.name, .columns = {}, .coefficients = {}};
        double open = 0;
        auto sites = quota.sites;
        std::ranges::sort(sites);
        sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
        for (const index s : sites) {
            if (made[s] == decision::open) ++open;
            if (column_of[s] != nobody) row.columns.push_back(column_of[s]);
        }
        row.least = quota.least - open;
        if (quota.most != nobody) row.most = quota.most - open;
        model.sides.push_back(std::move(row));
    }
}

void add_exclusions(const problem& asked, std::span<const index> column_of, cover_model& model) {
    const auto at_most_one = [&](std::string name, std::vector<index> columns) {
        if (columns.size() > 1) {
            model.sides.push_back(
                {.name = std::move(name), .columns = std::move(columns), .coefficients = {}, .least = 0, .most = 1});
        }
    };
    std::map<index, std::vector<index>> at;
    for (index s = 0; s < asked.location.size(); ++s) {
        if (asked.location[s] != nobody && column_of[s] != nobody) at[asked.location[s]].push_back(column_of[s]);
    }
    for (auto& [location, columns] : at)
        at_most_one("one site per location", std::move(columns));

    std::vector<std::array<index, 2>> edges;
    for (const auto& [a, b] : asked.too_close) {
        if (column_of[a] != nobody && column_of[b] != nobody) edges.push_back({column_of[a], column_of[b]});
    }
    for (auto& clique : clique_cover(model.columns(), edges))
        at_most_one("least spacing", std::move(clique));
}

}  // namespace

void add_side_rows(const problem& asked, std::span<const decision> made, std::span<const index> column_of,
                   cover_model& model) {
    add_count_and_budget(asked, model);
    add_quotas(asked, made, column_of, model);
    add_exclusions(asked, column_of, model);
    for (const auto& row : model.sides) {
        double all = 0;
        for (std::size_t at = 0; at < row.columns.size(); ++at)
            all += row.coefficient(at);
        if ((row.most < -1e-9 || all < row.least - 1e-9) && model.clash.empty()) model.clash = row.name;
    }
}

}  // namespace yizhan::siting
