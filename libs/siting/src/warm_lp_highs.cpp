#include "warm_lp.hpp"

#ifdef YIZHAN_HAS_HIGHS

#include <interfaces/highs_c_api.h>

namespace yizhan::siting::mip {

namespace {

// Only the C interface is used: the wheel's library may have been built with another std::string than ours.
class highs_lp final : public warm_lp {
public:
    highs_lp() {
        Highs_setBoolOptionValue(highs_.get(), "output_flag", 0);
        Highs_setIntOptionValue(highs_.get(), "threads", 1);
        Highs_setStringOptionValue(highs_.get(), "parallel", "off");
        Highs_setStringOptionValue(highs_.get(), "solver", "simplex");
        Highs_setStringOptionValue(highs_.get(), "presolve", "off");
        Highs_setIntOptionValue(highs_.get(), "simplex_strategy", 1);  // dual, serial
    }

    void add_column(double cost, double low, double high) override {
        Highs_addCol(highs_.get(), cost, low, high, 0, nullptr, nullptr);
        column_.push_back(0);
    }

    void add_row(double low, double high, std::span<const std::uint32_t> column,
                 std::span<const double> value) override {
        new_low_.push_back(low);
        new_high_.push_back(high);
        new_first_.push_back(static_cast<HighsInt>(new_column_.size()));
        for (const std::uint32_t one : column)
            new_column_.push_back(static_cast<HighsInt>(one));
        new_value_.insert(new_value_.end(), value.begin(), value.end());
    }

    void remove_rows(const std::vector<char>& marked) override {
        flush();
        std::vector<HighsInt> mask(marked.begin(), marked.end());
        fetch_basis();
        std::size_t to = 0;
        for (std::size_t row = 0; row < mask.size(); ++row) {
            if (!marked[row]) row_[to++] = row_[row];
        }
        row_.resize(to);
        Highs_deleteRowsByMask(highs_.get(), mask.data());
        Highs_setBasis(highs_.get(), column_.data(), row_.data());
    }

    void set_bounds(std::uint32_t column, double low, double high) override {
        Highs_changeColBounds(highs_.get(), static_cast<HighsInt>(column), low, high);
    }

    status solve(int iterations, double ceiling) override {
        flush();
        Highs_setIntOptionValue(highs_.get(), "simplex_iteration_limit", iterations);
        Highs_setDoubleOptionValue(highs_.get(), "objective_bound", ceiling);
        if (const auto end = run(); end != status::failed) return end;
        Highs_clearSolver(highs_.get());  // once more, from nothing
        return run();
    }

    [[nodiscard]] double objective() const override { return Highs_getObjectiveValue(highs_.get()); }
    [[nodiscard]] const std::vector<double>& x() const override { return x_; }
    [[nodiscard]] const std::vector<double>& reduced_costs() const override { return reduced_; }

    [[nodiscard]] std::vector<char> slack_rows() const override {
        fetch_basis();
        std::vector<char> slack(row_.size());
        for (std::size_t row = 0; row < row_.size(); ++row)
            slack[row] = row_[row] == kHighsBasisStatusBasic ? 1 : 0;
        slack.resize(rows(), 1);
        return slack;
    }
    [[nodiscard]] std::uint32_t rows() const override {
        return static_cast<std::uint32_t>(Highs_getNumRow(highs_.get())) + static_cast<std::uint32_t>(new_low_.size());
    }

    [[nodiscard]] basis save() const override {
        fetch_basis();
        return {{column_.begin(), column_.end()}, {row_.begin(), row_.end()}};
    }

    void load(const basis& saved) override {
        flush();
        column_.assign(saved.column.begin(), saved.column.end());
        row_.assign(saved.row.begin(), saved.row.end());
        row_.resize(static_cast<std::size_t>(Highs_getNumRow(highs_.get())), kHighsBasisStatusBasic);
        Highs_setBasis(highs_.get(), column_.data(), row_.data());
    }

private:
    struct closer {
        void operator()(void* highs) const { Highs_destroy(highs); }
    };

    status run() {
        if (Highs_run(highs_.get()) == kHighsStatusError) return status::failed;
        x_.resize(column_.size());
        reduced_.resize(column_.size());
        Highs_getSolution(highs_.get(), x_.data(), reduced_.data(), nullptr, nullptr);
        const HighsInt end = Highs_getModelStatus(highs_.get());
        if (end == kHighsModelStatusOptimal) return status::optimal;
        if (end == kHighsModelStatusInfeasible) return status::infeasible;
        if (end == kHighsModelStatusObjectiveBound) return status::cut_off;
        return end == kHighsModelStatusIterationLimit ? status::unfinished : status::failed;
    }

    void fetch_basis() const {
        row_.resize(static_cast<std::size_t>(Highs_getNumRow(highs_.get())));
        Highs_getBasis(highs_.get(), column_.data(), row_.data());
    }

    void flush() {
        if (new_low_.empty()) return;
        Highs_addRows(highs_.get(), static_cast<HighsInt>(new_low_.size()), new_low_.data(), new_high_.data(),
                      static_cast<HighsInt>(new_column_.size()), new_first_.data(), new_column_.data(),
                      new_value_.data());
        new_low_.clear();
        new_high_.clear();
        new_first_.clear();
        new_column_.clear();
        new_value_.clear();
    }

    std::unique_ptr<void, closer> highs_{Highs_create()};
    std::vector<double> new_low_, new_high_, new_value_, x_, reduced_;
    std::vector<HighsInt> new_first_, new_column_;
    mutable std::vector<HighsInt> column_, row_;  // statuses in the basis, as last fetched
};

}  // namespace

std::unique_ptr<warm_lp> make_highs_lp() {
    return std::make_unique<highs_lp>();
}

}  // namespace yizhan::siting::mip

#endif
