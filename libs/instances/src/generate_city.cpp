#include "random.hpp"
#include "readers.hpp"

#include <yizhan/instances/generate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace yizhan::instances {
namespace {

constexpr double spacing = 150;        // metres between cells
constexpr double jitter = 0.35;        // of the spacing, to each side
constexpr double river_share = 0.03;   // of the city's width
constexpr double suburb_people = 2;    // in a cell far from every centre
constexpr double centre_people = 400;  // in a cell of the main centre
constexpr std::size_t number_of_centres = 7;

enum stream : std::uint64_t { places = 1, shifts, people, choice, nearby };

struct centre {
    double x, y, reach, people;
};

class city {
public:
    explicit city(const drawing& asked)
        : seed_(asked.seed), side_(std::ceil(std::sqrt(asked.cells / (1 - 1.2 * river_share))) * spacing) {
        const random_stream numbers(seed_, places);
        for (std::size_t i = 0; i < centres_.size(); ++i) {
            const double rank = 1.0 / (1.0 + static_cast<double>(i));
            // The main centre lies near the middle, the others around it.
            const double spread = i == 0 ? 0.1 : 0.7;
            centres_[i] = {side_ * (0.5 + spread * (numbers.unit(4 * i) - 0.5)),
                           side_ * (0.5 + spread * (numbers.unit(4 * i + 1) - 0.5)),
                           side_ * (0.04 + 0.06 * numbers.unit(4 * i + 2)) * (i == 0 ? 1.5 : 1), centre_people * rank};
        }
        bend_ = numbers.unit(1000);
    }

    [[nodiscard]] double side() const { return side_; }
    // The river winds from west to east.
    [[nodiscard]] bool in_river(double x, double y) const {
        const double along = x / side_;
        const double middle = 0.45 + 0.12 * wave(along + bend_) + 0.04 * wave(2.7 * along);
        return std::abs(y / side_ - middle) < river_share / 2;
    }
    // Who lives in a cell, before chance.
    [[nodiscard]] double expected_people(double x, double y) const {
        double all = suburb_people;
        for (const auto& at : centres_) {
            const double distance = std::sqrt((x - at.x) * (x - at.x) + (y - at.y) * (y - at.y)) / at.reach;
            all += at.people / ((1 + distance * distance) * (1 + distance));
        }
        return all;
    }

private:
    // Rises and falls between -1 and 1 with period 1; not the sine, which may differ between machines in its last bit.
    static double wave(double t) {
        const double phase = t - std::floor(t);
        const double half = phase < 0.5 ? phase : phase - 0.5;
        const double arch = 16 * half * (0.5 - half);
        return phase < 0.5 ? arch : -arch;
    }

    std::uint64_t seed_;
    double side_;
    double bend_ = 0;
    std::array<centre, number_of_centres> centres_{};
};

// Cells row by row until there are enough; a row more than the river leaves room for is taken beyond the north.
void draw_cells(const drawing& asked, const city& over, instance& into, plane& where) {
    const random_stream shift(asked.seed, shifts);
    const random_stream chance(asked.seed, people);
    const auto columns = static_cast<std::uint64_t>(over.side() / spacing);
    for (std::uint64_t i = 0; where.x.size() < asked.cells; ++i) {
        const double x = spacing * (static_cast<double>(i % columns) + 0.5 + jitter * (2 * shift.unit(2 * i) - 1));
        const double y = spacing * (static_cast<double>(i / columns) + 0.5 + jitter * (2 * shift.unit(2 * i + 1) - 1));
        if (over.in_river(x, y)) continue;
        where.x.push_back(x);
        where.y.push_back(y);
        // Neighbouring cells differ: between half and one and a half of what is expected.
        into.weight.push_back(std::max(1.0, std::round(over.expected_people(x, y) * (0.5 + chance.unit(i)))));
    }
}

void draw_candidates(const drawing& asked, instance& into, plane& where) {
    std::vector<double> up_to(into.weight.size());
    std::ranges::transform(into.weight, up_to.begin(), [](double weight) { return std::sqrt(weight); });
    std::partial_sum(up_to.begin(), up_to.end(), up_to.begin());
    const random_stream pick(asked.seed, choice);
    const random_stream shift(asked.seed, nearby);
    for (index i = 0; i < asked.candidates; ++i) {
        const auto found = std::ranges::upper_bound(up_to, pick.unit(i) * up_to.back());
        const auto cell = std::min<std::size_t>(static_cast<std::size_t>(found - up_to.begin()), up_to.size() - 1);
        where.site_x.push_back(where.x[cell] + spacing * (shift.unit(2 * i) - 0.5));
        where.site_y.push_back(where.y[cell] + spacing * (shift.unit(2 * i + 1) - 0.5));
        into.site_ids.push_back(std::to_string(i));
    }
}

}  // namespace

instance generate_city(const drawing& asked) {
    instance drawn;
    drawn.name = fmt::format("city-{}-{}-{}", asked.candidates, asked.cells, asked.seed);
    plane where;
    draw_cells(asked, city(asked), drawn, where);
    draw_candidates(asked, drawn, where);
    drawn.cost.assign(asked.candidates, 1);
    drawn.reach = std::move(where);
    return drawn;
}

}  // namespace yizhan::instances
