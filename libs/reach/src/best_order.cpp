#include <yizhan/reach/best_order.hpp>
#include <yizhan/reach/search.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace yizhan::reach {
namespace {

// Stands for "no way": so long that no order with fewer such stretches is worse, and sums stay far from 64 bits.
constexpr std::int64_t no_way = std::int64_t{1} << 50;
constexpr std::size_t most_places = 4000;

class table {
public:
    table(std::span<const std::uint32_t> times, std::size_t places) : times_(times), places_(places) {}
    [[nodiscard]] std::int64_t operator()(std::size_t from, std::size_t to) const {
        const auto ms = times_[from * places_ + to];
        return ms == unreached ? no_way : ms;
    }
    [[nodiscard]] std::size_t places() const { return places_; }

private:
    std::span<const std::uint32_t> times_;
    std::size_t places_;
};

std::int64_t cost_of(const table& time, const std::vector<std::uint32_t>& order) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
        sum += time(order[i], order[i + 1]);
    return sum;
}

// Least cost of leaving place 0, visiting a set of the free places (1, 2, …) and ending at one of them: for every
// set and end. O(2^n n^2).
class held_karp {
public:
    held_karp(const table& time, std::size_t free)
        : time_(time), free_(free), cost_((std::size_t{1} << free) * free), before_(cost_.size()) {
        for (std::size_t set = 1; set < std::size_t{1} << free; ++set)
            for (std::size_t end = 0; end < free; ++end)
                if ((set >> end & 1) != 0) settle(set, end);
    }

    // Ends with the place after the free ones if there is one.
    [[nodiscard]] std::vector<std::uint32_t> order() const {
        std::vector<std::uint32_t> order;
        const bool fixed_last = time_.places() == free_ + 2;
        auto set = (std::size_t{1} << free_) - 1;
        std::size_t end = 0;
        const auto whole = [&](std::size_t e) {
            return cost_[set * free_ + e] + (fixed_last ? time_(e + 1, free_ + 1) : 0);
        };
        for (std::size_t e = 1; e < free_; ++e)
            if (whole(e) < whole(end)) end = e;
        if (fixed_last) order.push_back(static_cast<std::uint32_t>(free_ + 1));
        while (set != 0) {
            order.push_back(static_cast<std::uint32_t>(end + 1));
            const auto left = before_[set * free_ + end];
            set &= ~(std::size_t{1} << end);
            end = left;
        }
        order.push_back(0);
        std::ranges::reverse(order);
        return order;
    }

private:
    void settle(std::size_t set, std::size_t end) {
        const auto rest = set & ~(std::size_t{1} << end);
        auto& cost = cost_[set * free_ + end];
        cost = time_(0, end + 1);
        if (rest == 0) return;
        cost = std::numeric_limits<std::int64_t>::max();
        for (std::size_t last = 0; last < free_; ++last) {
            if ((rest >> last & 1) == 0) continue;
            const auto by_last = cost_[rest * free_ + last] + time_(last + 1, end + 1);
            if (by_last >= cost) continue;
            cost = by_last;
            before_[set * free_ + end] = static_cast<std::uint8_t>(last);
        }
    }

    const table& time_;
    std::size_t free_;
    std::vector<std::int64_t> cost_;
    std::vector<std::uint8_t> before_;
};

std::vector<std::uint32_t> nearest_neighbours(const table& time, bool fixed_last) {
    std::vector<std::uint32_t> order(time.places());
    std::iota(order.begin(), order.end(), 0U);
    const auto end = order.end() - (fixed_last ? 1 : 0);
    for (auto next = order.begin() + 1; next < end; ++next) {
        const auto here = *(next - 1);
        const auto nearest =
            std::ranges::min_element(next, end, {}, [&](auto place) { return std::pair(time(here, place), place); });
        std::iter_swap(next, nearest);
    }
    return order;
}

// Changes an order as long as that makes it shorter. The first place stays, and the last if it is fixed.
class improver {
public:
    improver(const table& time, std::vector<std::uint32_t> order, bool fixed_last)
        : time_(time), order_(std::move(order)), end_(order_.size() - (fixed_last ? 1 : 0)) {}

    std::vector<std::uint32_t> run() {
        while (reverse_some() || move_some()) {
        }
        return std::move(order_);
    }

private:
    // Cost of going from the i-th to the j-th; nothing beyond the last.
    [[nodiscard]] std::int64_t step(std::size_t i, std::size_t j) const {
        return j < order_.size() ? time_(order_[i], order_[j]) : 0;
    }

    bool reverse_some() {
        for (std::size_t i = 1; i < end_; ++i) {
            std::int64_t forward = 0;
            std::int64_t backward = 0;
            for (auto j = i + 1; j < end_; ++j) {
                forward += step(j - 1, j);
                backward += step(j, j - 1);
                const auto old_cost = step(i - 1, i) + forward + step(j, j + 1);
                const auto new_cost = step(i - 1, j) + backward + step(i, j + 1);
                if (new_cost >= old_cost) continue;
                std::reverse(at(i), at(j + 1));
                return true;
            }
        }
        return false;
    }

    // Up to three neighbours to another place in the order.
    bool move_some() {
        for (std::size_t length = 1; length <= 3; ++length)
            for (std::size_t i = 1; i + length <= end_; ++i)
                for (std::size_t after = 0; after < end_; ++after)
                    if ((after + 1 < i || after >= i + length) && move(i, length, after)) return true;
        return false;
    }

    bool move(std::size_t i, std::size_t length, std::size_t after) {
        const auto last = i + length - 1;
        const auto gap = last + 1 < order_.size() ? step(i - 1, last + 1) : 0;
        const auto taken_out = step(i - 1, i) + step(last, last + 1) - gap;
        const auto put_in = step(after, i) + step(last, after + 1) - step(after, after + 1);
        if (put_in >= taken_out) return false;
        if (after > last)
            std::rotate(at(i), at(last + 1), at(after + 1));
        else
            std::rotate(at(after + 1), at(i), at(last + 1));
        return true;
    }

    std::vector<std::uint32_t>::iterator at(std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); }

    const table& time_;
    std::vector<std::uint32_t> order_;
    std::size_t end_;  // places before it may be moved
};

}  // namespace

result<tour> best_order(std::span<const std::uint32_t> times, std::size_t places, const tour_options& options) {
    assert(times.size() == places * places);
    if (places < 2) return tour{std::vector<std::uint32_t>(places, 0), 0, true};
    if (places > most_places)
        return fail(errc::limit,
                    fmt::format("{} places to put in order; at most {} are supported", places, most_places));
    const table time(times, places);
    const bool fixed_last = options.fixed_last;
    const auto free = places - 1 - (fixed_last ? 1 : 0);
    tour best;
    best.proven = free <= exact_stops;
    if (free == 0)
        best.order = {0, 1};
    else if (best.proven)
        best.order = held_karp(time, free).order();
    else
        best.order = improver(time, nearest_neighbours(time, fixed_last), fixed_last).run();
    const auto cost = cost_of(time, best.order);
    if (cost >= no_way)
        return fail(errc::not_found,
                    "no order of the places leads to all of them: leave out those that cannot be reached");
    best.ms = static_cast<std::uint64_t>(cost);
    return best;
}

}  // namespace yizhan::reach
