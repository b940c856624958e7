#pragma once

#include "p_median_rest.hpp"
#include "p_median_run.hpp"

#include <memory>
#include <vector>

namespace yizhan::siting {

/// Branch and bound by prices instead of linear programmes, for questions of a count and no other rule: each node takes
/// a few steps of the dual of `median_rest`, from its parent's prices, decides sites by reduced costs and branches on
/// the site that promises most. Where few sites are opened, and each cell has many ways, a step is hundreds of times
/// cheaper than solving the relaxation with cuts, for a bound that is nearly as good.
class median_price_tree {
public:
    /// `means`: how many columns may be opened.
    median_price_tree(median_rest rest, index means, median_run& run);

    /// Explores until nothing better can be left (the run's bound is met then), the run is finished or steps have gone
    /// through so many ways.
    void explore(std::uint64_t effort);

private:
    struct node {
        double bound;
        std::vector<signed char> fate;                     // by column: 1 open, −1 closed, 0 undecided
        std::shared_ptr<const std::vector<double>> price;  // by group
        index column = nobody;                             // branched on last, what was done with it
        bool opened = false;
        double distance = 1;  // of the branch from what the prices chose
    };
    struct history {
        double rise[2] = {0, 0};
        index seen[2] = {0, 0};
    };
    enum class end : std::uint8_t { pruned, undecided, stopped };

    void push(node one);
    node pop();
    void raise_bound(double current);
    void dive(node from);
    end settle(node& at);
    end climb(node& at);
    /// Brings the groups' lists down to what the node leaves undecided. False: no layout.
    bool prepare(const node& at);
    [[nodiscard]] bool is_leaf() const { return means_left_ == 0 || undecided_.size() <= means_left_; }
    void finish_leaf(const node& at);
    void step(double target);
    void value_columns();
    void choose();
    void reduce();
    double steer();
    void keep_best();
    index fix(node& at, double ceiling);
    void branch(node& from);
    [[nodiscard]] double promise(index column) const;
    void learn(const node& at, double before);

    median_rest rest_;
    index means_;
    median_run& run_;
    std::vector<node> open_;  // a heap, least bound first
    std::vector<history> history_;
    double unresolved_, total_rise_ = 0;
    index rises_ = 0, nodes_ = 0;
    std::uint64_t effort_ = 0, most_effort_ = 0;

    // The node at hand.
    index means_left_ = 0;
    std::vector<index> undecided_;  // columns; in `choose` the most worth come first
    std::vector<index> group_;
    std::vector<std::size_t> first_;
    std::vector<priced_way> ways_;
    std::vector<double> last_, price_, direction_;
    double fixed_ = 0, bound_ = 0, best_bound_ = 0, agility_ = 0;
    int barren_ = 0;
    std::vector<double> worth_, reduced_, best_reduced_, usual_;  // by column; `usual_`: how often chosen of late
    std::vector<char> chosen_;
    std::vector<double> best_price_;
};

}  // namespace yizhan::siting
