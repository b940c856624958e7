#pragma once

#include "cover_model.hpp"
#include "cover_relaxation.hpp"
#include "incumbent.hpp"
#include "work_clock.hpp"

#include <yizhan/base/result.hpp>
#include <yizhan/siting/solve.hpp>

#include <memory>
#include <span>
#include <vector>

namespace yizhan::siting {

/// The way from a covering problem to its answer. Rounds of relaxation (the bound), local search (the layout) and
/// fixing (what no better layout can have is decided and rows merge again), until a core is left that branch and cut
/// can finish, or the limits say stop.
class cover_campaign {
public:
    cover_campaign(const problem& asked, const options& how, work_clock& clock);
    result<answer> run();

private:
    void first_layout();
    void relax(std::uint64_t steps);
    void search(unsigned round);
    void search_most_covered(unsigned round);
    void search_least_cost(unsigned round);
    void reduce();
    result<void> branch();
    [[nodiscard]] bool worth_branching(unsigned round) const;
    [[nodiscard]] bool done() const;
    /// The objective as the model has it (least cost as a negative number).
    [[nodiscard]] double model_value() const { return best_.sign() * best_.objective(); }
    /// The least model value that would be better than what is known.
    [[nodiscard]] double next_better() const;
    void offer(const cover_model& model, std::span<const index> columns);
    void prove(double upper);
    [[nodiscard]] std::vector<decision> promising() const;

    const problem& asked_;
    const options& how_;
    work_clock& clock_;
    incumbent best_;
    std::unique_ptr<cover_model> model_;
    std::unique_ptr<cover_relaxation> relaxation_;
    unsigned stale_rounds_ = 0;
    double failed_cost_ = 0;  ///< least_cost: the search found nothing at or below this cost
};

/// The question "how much can be covered for this cost" over the columns of a least_cost model: floors stay conditions.
cover_model within_cost(const cover_model& model, double cost);

}  // namespace yizhan::siting
