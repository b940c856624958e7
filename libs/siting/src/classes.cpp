#include "evaluation.hpp"

#include <yizhan/siting/problem.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yizhan::siting {
namespace {

/// Puts one variant after the other, in the order of their numbers.
class variants {
public:
    variants(const problem& asked, std::span<const station_class> classes) : asked_(asked), classes_(classes) {
        out_.weight = asked.weight;
        out_.load = asked.load;
        out_.floors = asked.floors;
        out_.want = asked.want;
        for (const index location : asked.location) {
            if (location != nobody) first_new_location_ = std::max(first_new_location_, location + 1);
        }
    }

    problem make() {
        for (index site = 0; site < asked_.sites(); ++site) {
            if (asked_.state_of(site) == site_state::kept) {
                add_kept(site);
            } else {
                add_new(site);
            }
        }
        add_quotas();
        add_spacing();
        drop_endless_capacity();
        return std::move(out_);
    }

private:
    [[nodiscard]] index number(index site, std::size_t kind) const {
        return static_cast<index>(site * classes_.size() + kind);
    }

    /// A site alone gets a number that no other location has.
    [[nodiscard]] index location_of(index site) const {
        if (asked_.location.empty()) return site;
        return asked_.location[site] == nobody ? first_new_location_ + site : asked_.location[site];
    }

    void add_pairs(index site, double reach) {
        const auto cells = asked_.pairs.cells_of(site);
        const auto seconds = asked_.pairs.seconds_of(site);
        for (std::size_t place = 0; place < cells.size(); ++place) {
            if (seconds_at(seconds, place) > reach) continue;
            out_.pairs.cell.push_back(cells[place]);
            if (!seconds.empty()) out_.pairs.seconds.push_back(seconds[place]);
        }
    }

    void close_variant(index site, double cost, double capacity, site_state state) {
        out_.pairs.first.push_back(out_.pairs.cell.size());
        out_.cost.push_back(cost);
        out_.capacity.push_back(capacity);
        out_.state.push_back(state);
        out_.location.push_back(location_of(site));
    }

    void add_kept(index site) {
        constexpr double endless = std::numeric_limits<double>::infinity();
        add_pairs(site, endless);
        close_variant(site, asked_.cost_of(site), asked_.capacity.empty() ? endless : asked_.capacity[site],
                      site_state::kept);
        for (std::size_t kind = 1; kind < classes_.size(); ++kind)
            close_variant(site, 0, 0, site_state::forbidden);
    }

    void add_new(index site) {
        const auto state = asked_.state_of(site);
        for (const auto& kind : classes_) {
            add_pairs(site, kind.reach);
            close_variant(site, kind.cost, kind.capacity, state == site_state::forced ? site_state::free : state);
        }
        // In whichever class: no single variant can be forced.
        if (state != site_state::forced) return;
        site_group one{.name = fmt::format("site {} is forced", site), .sites = {}, .least = 1};
        for (std::size_t kind = 0; kind < classes_.size(); ++kind)
            one.sites.push_back(number(site, kind));
        out_.quotas.push_back(std::move(one));
    }

    void add_quotas() {
        for (const auto& quota : asked_.quotas) {
            site_group all{.name = quota.name, .sites = {}, .least = quota.least, .most = quota.most};
            for (const index site : quota.sites) {
                for (std::size_t kind = 0; kind < classes_.size(); ++kind)
                    all.sites.push_back(number(site, kind));
            }
            out_.quotas.push_back(std::move(all));
        }
    }

    void add_spacing() {
        const auto kinds = [&](index site) {
            return asked_.state_of(site) == site_state::kept ? std::size_t{1} : classes_.size();
        };
        for (const auto& [one, other] : asked_.too_close) {
            for (std::size_t kind = 0; kind < kinds(one); ++kind) {
                for (std::size_t against = 0; against < kinds(other); ++against) {
                    out_.too_close.push_back({number(one, kind), number(other, against)});
                }
            }
        }
    }

    /// So that a question without capacities stays one.
    void drop_endless_capacity() {
        for (std::size_t site = 0; site < out_.capacity.size(); ++site) {
            if (out_.state[site] != site_state::forbidden && std::isfinite(out_.capacity[site])) return;
        }
        out_.capacity.clear();
    }

    const problem& asked_;
    std::span<const station_class> classes_;
    problem out_;
    index first_new_location_ = 0;
};

}  // namespace

problem with_classes(const problem& asked, std::span<const station_class> classes) {
    if (classes.empty()) return asked;
    return variants(asked, classes).make();
}

}  // namespace yizhan::siting
