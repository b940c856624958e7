#include "main_row.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yizhan::siting {

namespace {

main_row_best best_count(std::span<const double> profit, index most, std::vector<index>& order) {
    main_row_best best;
    order.resize(profit.size());
    std::iota(order.begin(), order.end(), index{0});
    const auto more = [&](index a, index b) { return profit[a] != profit[b] ? profit[a] > profit[b] : a < b; };
    if (most < order.size()) {
        std::nth_element(order.begin(), order.begin() + most, order.end(), more);
        best.price_in = std::max(0.0, profit[order[most]]);
    }
    const auto taken = std::span(order).first(std::min<std::size_t>(most, order.size()));
    double last = std::numeric_limits<double>::infinity();
    for (const index c : taken) {
        if (profit[c] > 0) best.value += profit[c];
        last = std::min(last, profit[c]);
    }
    best.price_out = most < order.size() ? std::max(0.0, most == 0 ? best.price_in : last) : 0;
    return best;
}

/// The continuous knapsack (Dantzig 1957).
main_row_best best_budget(const side_row& row, std::span<const double> profit, std::vector<index>& order) {
    main_row_best best;
    order.clear();
    double left = std::max(0.0, row.most);
    for (index c = 0; c < profit.size(); ++c) {
        if (profit[c] <= 0) continue;
        if (row.coefficient(c) <= 0) {
            best.value += profit[c];
        } else {
            order.push_back(c);
        }
    }
    std::ranges::sort(order, [&](index a, index b) {
        const double x = profit[a] * row.coefficient(b);
        const double y = profit[b] * row.coefficient(a);
        return x != y ? x > y : a < b;
    });
    for (const index c : order) {
        const double cost = row.coefficient(c);
        const double part = std::min(1.0, left / cost);
        best.value += part * profit[c];
        left -= part * cost;
        if (part < 1) {
            best.price_in = best.price_out = profit[c] / cost;
            break;
        }
    }
    return best;
}

}  // namespace

main_row_best best_openings(const cover_model& model, std::span<const double> profit, std::vector<index>& scratch) {
    if (!model.main_row) {
        main_row_best best;
        for (const double one : profit)
            best.value += std::max(0.0, one);
        return best;
    }
    const auto& row = model.sides[*model.main_row];
    if (row.coefficients.empty()) {
        const double most = std::clamp(std::floor(row.most + 1e-9), 0.0, static_cast<double>(profit.size()));
        return best_count(profit, static_cast<index>(most), scratch);
    }
    return best_budget(row, profit, scratch);
}

void project_openings(const cover_model& model, std::span<const double> step, std::span<double> y, double& price) {
    const auto clip = [](double value) { return std::clamp(value, 0.0, 1.0); };
    if (!model.main_row) {
        for (double& one : y)
            one = clip(one);
        return;
    }
    const auto& row = model.sides[*model.main_row];
    const double most = std::max(0.0, row.most);
    const auto used = [&](double at, double& slope) {
        double sum = 0;
        slope = 0;
        for (std::size_t c = 0; c < y.size(); ++c) {
            const double a = row.coefficient(c);
            const double value = y[c] - step[c] * a * at;
            if (value >= 1) {
                sum += a;
            } else if (value > 0) {
                sum += a * value;
                slope += a * a * step[c];
            }
        }
        return sum;
    };
    double slope = 0;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    if (used(0, slope) <= most) {
        price = 0;
    } else {
        price = std::max(price, 0.0);
        for (int round = 0; round < 100; ++round) {
            const double excess = used(price, slope) - most;
            if (std::abs(excess) <= 1e-10 * std::max(1.0, most)) break;
            (excess > 0 ? low : high) = price;
            double next = slope > 0 ? price + excess / slope : -1;
            if (next <= low || next >= high) next = std::isinf(high) ? 2 * price + 1 : (low + high) / 2;
            if (next == price) break;
            price = next;
        }
    }
    for (std::size_t c = 0; c < y.size(); ++c)
        y[c] = clip(y[c] - step[c] * row.coefficient(c) * price);
}

}  // namespace yizhan::siting
