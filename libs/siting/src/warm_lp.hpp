#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/siting/solve.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace yizhan::siting::mip {

/// A linear programme that stays warm: rows are added and bounds are changed between solves, and each solve goes on
/// from the basis of the one before. minimise cost·x, row_low ≤ A x ≤ row_high, low ≤ x ≤ high.
class warm_lp {
public:
    enum class status : std::uint8_t {
        optimal,
        infeasible,
        cut_off,     ///< the optimum is above the ceiling
        unfinished,  ///< out of iterations; the next solve goes on
        failed,      ///< the solver gave up: no statement
    };
    /// Where a basis can be picked up again after other solves, as long as no row was removed.
    struct basis {
        std::vector<std::uint8_t> column, row;
    };

    /// `unsupported` when no backend with warm starts was built in.
    static result<std::unique_ptr<warm_lp>> make(mip_backend backend = mip_backend::automatic);
    virtual ~warm_lp() = default;
    warm_lp() = default;
    warm_lp(const warm_lp&) = delete;
    warm_lp& operator=(const warm_lp&) = delete;

    virtual void add_column(double cost, double low, double high) = 0;
    virtual void add_row(double low, double high, std::span<const std::uint32_t> column,
                         std::span<const double> value) = 0;
    /// Removes the rows marked; the others move up and keep their order.
    virtual void remove_rows(const std::vector<char>& marked) = 0;
    virtual void set_bounds(std::uint32_t column, double low, double high) = 0;
    /// Solves by the dual simplex method in at most so many iterations.
    virtual status solve(int iterations, double ceiling) = 0;
    [[nodiscard]] virtual double objective() const = 0;
    [[nodiscard]] virtual const std::vector<double>& x() const = 0;
    [[nodiscard]] virtual const std::vector<double>& reduced_costs() const = 0;
    /// Which rows are in the basis: their bounds do not bind.
    [[nodiscard]] virtual std::vector<char> slack_rows() const = 0;
    [[nodiscard]] virtual std::uint32_t rows() const = 0;
    [[nodiscard]] virtual basis save() const = 0;
    /// Rows added since it was saved are taken as slack.
    virtual void load(const basis& saved) = 0;
};

std::unique_ptr<warm_lp> make_highs_lp();

}  // namespace yizhan::siting::mip
