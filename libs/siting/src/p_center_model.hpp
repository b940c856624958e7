#pragma once

#include "site_rules.hpp"

#include <yizhan/siting/problem.hpp>

#include <optional>
#include <span>
#include <vector>

namespace yizhan::siting {

/// A p-center question by cells: those with weight, and for each its sites from the fastest on.
class center_model {
public:
    center_model(const problem& asked, const site_rules& rules);

    [[nodiscard]] index cells() const { return static_cast<index>(origin_.size()); }
    [[nodiscard]] const site_rules& rules() const { return rules_; }
    /// Sites that serve the cell within the radius, forbidden ones left out.
    [[nodiscard]] std::span<const index> within(index cell, float radius) const;
    /// No layout serves all cells faster; infinity when a cell has no site at all.
    [[nodiscard]] float least() const { return least_; }
    [[nodiscard]] float most() const { return most_; }
    /// Times above `from` and up to `to`, ascending, each once.
    [[nodiscard]] std::vector<float> times(float from, float to) const;
    /// The slowest cell's time under a layout, evaluated anew from the problem's own arrays; nothing when it breaks a
    /// condition.
    [[nodiscard]] std::optional<float> radius(std::span<const index> open) const;

private:
    void sort_ways();

    const problem& asked_;
    const site_rules& rules_;
    std::vector<index> origin_;
    std::vector<std::uint64_t> first_ = {0};
    std::vector<index> site_;     // by cell, fastest first
    std::vector<float> seconds_;  // beside `site_`
    float least_ = 0, most_ = 0;
};

}  // namespace yizhan::siting
