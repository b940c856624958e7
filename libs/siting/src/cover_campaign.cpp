#include "cover_campaign.hpp"

#include "cover_mip.hpp"
#include "cover_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yizhan::siting {

namespace {

/// Steps of the relaxation in the first round; each round doubles them.
constexpr std::uint64_t first_steps = 300;
/// Rounds of ruin and recreate in the first round.
constexpr std::uint64_t first_ruins = 1500;
constexpr unsigned most_doublings = 5;
/// Fewest or cheapest sites: the search looks below what is known only down to the bound, so that relaxing goes on
/// while it closes this share of the gap.
constexpr double worthwhile = 0.02;

/// Columns that the local search works on beside the best layout's: enough for every good swap, few enough to be quick.
constexpr std::size_t least_promising = 1500;

std::vector<index> columns_of_sites(const cover_model& model, std::span<const index> sites) {
    std::vector<index> columns;
    for (index c = 0; c < model.columns(); ++c) {
        if (std::ranges::binary_search(sites, model.site[c])) columns.push_back(c);
    }
    return columns;
}

}  // namespace

cover_campaign::cover_campaign(const problem& asked, const options& how, work_clock& clock)
    : asked_(asked), how_(how), clock_(clock), best_(asked, how, clock) {}

double cover_campaign::next_better() const {
    if (!best_.found()) return -std::numeric_limits<double>::infinity();
    return model_value() + (model_->whole ? 1 - 1e-6 : 1e-9 * std::abs(model_value()));
}

void cover_campaign::offer(const cover_model& model, std::span<const index> columns) {
    std::vector<index> open = model.opened;
    for (const index c : columns)
        open.push_back(model.site[c]);
    if (best_.offer(std::move(open))) stale_rounds_ = 0;
}

void cover_campaign::prove(double upper) {
    if (model_->whole) upper = std::floor(upper + 1e-6 * std::max(1.0, 1e-9 * std::abs(upper)));
    best_.prove(best_.sign() * upper);
}

bool cover_campaign::done() const {
    return clock_.stopped() || best_.good_enough();
}

result<answer> cover_campaign::run() {
    model_ = std::make_unique<cover_model>(make_cover_model(asked_));
    if (!model_->clash.empty()) {
        auto given = best_.conclude();
        given.status = answer_status::infeasible;
        given.conflict = {model_->clash};
        return given;
    }
    first_layout();
    relaxation_ = std::make_unique<cover_relaxation>(*model_);
    for (unsigned round = 0; !done(); ++round) {
        relax(first_steps << std::min(round, most_doublings));
        if (done()) break;
        search(round);
        if (done()) break;
        reduce();
        if (done()) break;
        ++stale_rounds_;
        if (worth_branching(round)) {
            if (auto branched = branch(); !branched) return pass_on(branched);
            break;
        }
    }
    auto given = best_.conclude();
    if (!best_.found() && std::isinf(best_.bound()) && best_.sign() * best_.bound() < 0)
        given.status = answer_status::infeasible;
    return given;
}

void cover_campaign::first_layout() {
    if (asked_.want.what == objective::most_covered) {
        cover_search search(*model_, how_.seed);
        search.start({});
        if (search.found()) offer(*model_, search.best());
        search.descend(clock_);
        if (search.found()) offer(*model_, search.best());
        return;
    }
    const auto cheap = within_cost(*model_, std::numeric_limits<double>::infinity());
    cover_search search(cheap, how_.seed);
    search.first_will_do();
    search.start({});
    if (search.found()) offer(*model_, search.best());
}

void cover_campaign::relax(std::uint64_t steps) {
    const double enough = best_.found() ? next_better() : -std::numeric_limits<double>::infinity();
    double before = relaxation_->upper();
    double gained = 0;
    do {
        relaxation_->run(steps, enough, 1e-7, clock_);
        gained = before - relaxation_->upper();
        before = relaxation_->upper();
        prove(before);
    } while (asked_.want.what == objective::least_cost && best_.found() && !done() &&
             gained > worthwhile * (before - model_value()));
}

/// Closes all columns but those that the relaxation uses or nearly uses and those of the best layout.
std::vector<decision> cover_campaign::promising() const {
    std::vector<index> order(model_->columns());
    std::iota(order.begin(), order.end(), index{0});
    const auto y = relaxation_->openings();
    const auto profit = relaxation_->profits();
    const auto score = [&](index c) { return profit.empty() ? y[c] : profit[c]; };
    std::ranges::sort(order, [&](index a, index b) { return score(a) != score(b) ? score(a) > score(b) : a < b; });
    const std::size_t keep = std::max(least_promising, 6 * best_.open().size());
    std::vector<decision> made(model_->columns(), decision::closed);
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (k < keep || y[order[k]] > 1e-4) made[order[k]] = decision::undecided;
    }
    for (const index c : columns_of_sites(*model_, best_.open()))
        made[c] = decision::undecided;
    return made;
}

void cover_campaign::search(unsigned round) {
    if (model_->columns() == 0) return;
    if (asked_.want.what == objective::most_covered) {
        search_most_covered(round);
    } else {
        search_least_cost(round);
    }
}

void cover_campaign::search_most_covered(unsigned round) {
    const auto small = decide(*model_, promising());
    if (!small.clash.empty()) return;
    cover_search search(small, how_.seed + 1000 * (round + 1));
    if (!relaxation_->floor_prices().empty()) search.price_floors(relaxation_->floor_prices());
    const auto start = columns_of_sites(small, best_.open());
    search.start(start);
    const double open = std::max<double>(1, static_cast<double>(start.size()));
    const double hot = 0.03 / open;
    search.anneal(first_ruins << std::min(round, most_doublings), hot, hot / 100, clock_);
    search.descend(clock_);
    if (search.found()) offer(small, search.best());
}

void cover_campaign::search_least_cost(unsigned round) {
    const auto small = decide(*model_, promising());
    if (!small.clash.empty()) return;
    const double known = best_.found()
                             ? best_.objective()
                             : -small.fixed_value + std::accumulate(small.price.begin(), small.price.end(), 0.0);
    const double proven = std::max(best_.bound(), failed_cost_);
    double target = known;
    while (!done()) {
        const double step = model_->whole ? 1 : 1e-4 * std::max(1.0, std::abs(known));
        const bool had = best_.found();
        const double now = had ? best_.objective() : known;
        if (target > now - step) target = now - step;
        if (target < proven - 1e-9) break;
        const auto limited = within_cost(small, target + small.fixed_value);
        cover_search search(limited, how_.seed + 1000 * (round + 1) + static_cast<std::uint64_t>(std::abs(target)));
        search.first_will_do();
        const auto start = columns_of_sites(limited, best_.open());
        search.start(start);
        const double hot = 0.03 / std::max<double>(1, static_cast<double>(start.size()));
        if (!search.found()) search.descend(clock_);
        if (!search.found()) search.anneal(first_ruins << std::min(round, most_doublings), hot, hot / 100, clock_);
        if (!search.found()) break;
        offer(small, search.best());
        // The search is less strict than the problem by the last digits of a sum: what it found may be no better.
        if (!best_.found() || (had && best_.objective() > now - 1e-12 * std::abs(now))) break;
    }
}

void cover_campaign::reduce() {
    if (!best_.found()) return;
    const auto made = relaxation_->decisions(model_value());
    const auto decided =
        static_cast<std::size_t>(std::ranges::count_if(made, [](decision d) { return d != decision::undecided; }));
    if (decided * 20 < model_->columns() && decided < model_->columns()) return;
    std::vector<index> merged_row;
    auto smaller = std::make_unique<cover_model>(decide(*model_, made, &merged_row));
    if (!smaller->clash.empty()) {
        best_.close();
        return;
    }
    auto relaxation = std::make_unique<cover_relaxation>(*smaller);
    relaxation->start_from(*relaxation_, merged_row);
    relaxation_ = std::move(relaxation);
    model_ = std::move(smaller);
    if (model_->columns() == 0) {
        offer(*model_, {});
        best_.close();
    }
}

bool cover_campaign::worth_branching(unsigned round) const {
    const auto pairs = model_->reach.pairs();
    if (pairs <= 100'000) return true;
    if (pairs <= 1'000'000) return round >= 2 && stale_rounds_ >= 2;
    if (pairs <= 4'000'000) return round >= 4 && stale_rounds_ >= 2;
    return round >= 7 && stale_rounds_ >= 3;
}

result<void> cover_campaign::branch() {
    const double known = best_.found() ? model_value() : -std::numeric_limits<double>::infinity();
    const auto start = columns_of_sites(*model_, best_.open());
    auto outcome = solve_cover_mip(*model_, known, start, how_, clock_, [&](std::span<const index> open, double upper) {
        if (!open.empty()) offer(*model_, open);
        prove(upper);
    });
    if (!outcome) return pass_on(outcome);
    if (outcome->has_better) offer(*model_, outcome->best);
    if (outcome->proven && best_.found()) {
        best_.close();
    } else if (outcome->proven) {
        best_.prove(-best_.sign() * std::numeric_limits<double>::infinity());
    } else {
        prove(outcome->upper);
    }
    return {};
}

cover_model within_cost(const cover_model& model, double cost) {
    cover_model limited = model;
    limited.value = model.weight;
    limited.price.assign(model.columns(), 0);
    limited.fixed_value = 0;
    side_row row{.name = "the cost to undercut", .columns = {}, .coefficients = model.price, .least = 0, .most = cost};
    row.columns.resize(model.columns());
    std::iota(row.columns.begin(), row.columns.end(), index{0});
    const bool even = std::ranges::all_of(model.price, [](double price) { return price == 1; });
    if (even) row.coefficients.clear();
    limited.main_row = static_cast<index>(limited.sides.size());
    limited.sides.push_back(std::move(row));
    return limited;
}

}  // namespace yizhan::siting
