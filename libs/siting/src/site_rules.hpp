#pragma once

#include "work_clock.hpp"

#include <yizhan/siting/problem.hpp>
#include <yizhan/siting/solve.hpp>

#include <span>
#include <string>
#include <vector>

namespace yizhan::siting {

/// What a problem says about sites alone: states, count, budget, quotas, spacing and locations, by site.
class site_rules {
public:
    explicit site_rules(const problem& asked);

    [[nodiscard]] index sites() const { return static_cast<index>(state_.size()); }
    [[nodiscard]] site_state state(index site) const { return state_[site]; }
    [[nodiscard]] bool is_free(index site) const { return state_[site] == site_state::free; }
    [[nodiscard]] bool must_be_open(index site) const {
        return state_[site] == site_state::kept || state_[site] == site_state::forced;
    }
    /// What opening the site takes of `most_opened` and `most_spent`; kept ones take nothing.
    [[nodiscard]] double price(index site) const { return price_[site]; }
    [[nodiscard]] index most_opened() const { return most_opened_; }  ///< `nobody`: any number
    [[nodiscard]] double most_spent() const { return most_spent_; }   ///< infinity: any sum
    [[nodiscard]] std::span<const index> quotas_of(index site) const { return quotas_of_[site]; }
    [[nodiscard]] std::span<const index> rivals_of(index site) const { return rivals_of_[site]; }
    [[nodiscard]] const std::vector<site_group>& quotas() const { return quotas_; }
    /// Sites that share a location, two or more each.
    [[nodiscard]] const std::vector<std::vector<index>>& shared_locations() const { return shared_; }
    /// Pairs of which at most one may be open, those of a shared location left out.
    [[nodiscard]] const std::vector<std::array<index, 2>>& rival_pairs() const { return pairs_; }
    /// Whether sites are bound by anything but states, count and budget.
    [[nodiscard]] bool entangled() const { return !quotas_.empty() || !pairs_.empty() || !shared_.empty(); }
    /// How many sites can be opened at most, as far as count and budget tell.
    [[nodiscard]] index room() const;

    /// The conditions that sites which are open in any case already break; empty when they break none.
    [[nodiscard]] std::vector<std::string> broken_from_the_start() const;

    /// A linear condition on open sites: low ≤ Σ value·open ≤ high.
    struct row {
        std::vector<index> sites;
        std::vector<double> value;
        double low, high;
    };
    /// Count, budget, quotas, spacing and locations as rows.
    [[nodiscard]] std::vector<row> rows() const;

    /// Free sites beside kept or forced rivals can never open: makes them forbidden.
    void close_out();
    void forbid(index site) { state_[site] = site_state::forbidden; }

private:
    void add_means(std::vector<row>& all) const;
    void gather_rivals(const problem& asked);

    std::vector<site_state> state_;
    std::vector<double> price_;
    index most_opened_ = nobody;
    double most_spent_ = 0;
    std::vector<site_group> quotas_;
    std::vector<std::vector<index>> quotas_of_, rivals_of_, shared_;
    std::vector<std::array<index, 2>> pairs_;
};

/// The answer "nothing fulfils all conditions".
answer infeasible(std::vector<std::string> conflict, const work_clock& clock);
/// Names the kinds of conditions that a problem has, for when it is not known which of them clash.
std::vector<std::string> conditions_of(const problem& asked);

/// Per cell the open site that serves it fastest, in `most` seconds or less; nobody: none does.
std::vector<index> fastest_of(const problem& asked, std::span<const index> open, double most);

/// A set of open sites that changes one by one, and what it uses up of the rules.
class layout {
public:
    explicit layout(const site_rules& rules);

    [[nodiscard]] bool has(index site) const { return open_[site]; }
    [[nodiscard]] index opened() const { return opened_; }
    [[nodiscard]] std::vector<index> sites() const;  ///< ascending

    [[nodiscard]] bool can_open(index site) const;
    /// Whether the site may close without breaking its state or the least of a quota.
    [[nodiscard]] bool can_close(index site) const;
    [[nodiscard]] bool can_swap(index in, index out) const;
    void open(index site);
    void close(index site);

    /// Whether every rule is kept.
    [[nodiscard]] bool fulfilled() const;
    /// Closes what is open and opens kept and forced sites.
    void reset();
    /// Opens what it can of these, in order, up to all limits; then what least quotas still lack, as far as possible.
    void take(std::span<const index> wanted);

private:
    [[nodiscard]] bool within_means(double more_spent, index more_opened) const;
    [[nodiscard]] index open_rivals(index site, index but) const;
    void fill_quotas();

    const site_rules& rules_;
    std::vector<char> open_;
    std::vector<index> in_quota_;
    index opened_ = 0;
    double spent_ = 0;
};

}  // namespace yizhan::siting
