#include "random.hpp"
#include "readers.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/instances/generate.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace yizhan::instances {
namespace {

// 30 with six digits behind the point.
constexpr std::uint32_t side_in_millionths = 30'000'000;

struct position {
    double x, y;
};

position position_at(const random_stream& numbers, std::uint64_t i) {
    const auto bits = numbers.at(i);
    const auto place = [](std::uint64_t half) {
        return random_stream::scaled(static_cast<std::uint32_t>(half), side_in_millionths) / 1e6;
    };
    return {place(bits >> 32), place(bits & 0xffffffff)};
}

}  // namespace

result<drawing> parse_drawing(std::string_view option, std::string_view text) {
    const auto refuse = [&](std::string_view what) {
        return fail(errc::bad_call,
                    fmt::format("{} {}: {}: give CANDIDATES,CELLS,SEED such as 100,20000,1", option, text, what));
    };
    std::array<std::uint64_t, 3> numbers{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != ',')) return refuse("three numbers are needed");
        const auto [next, problem] = std::from_chars(at, end, numbers[i]);
        if (problem != std::errc{}) return refuse("three whole numbers are needed");
        at = next;
    }
    if (at != end) return refuse("three whole numbers are needed");
    if (numbers[0] == 0 || numbers[0] > most_drawn_candidates)
        return refuse(fmt::format("candidates from 1 to {}", most_drawn_candidates));
    if (numbers[1] == 0 || numbers[1] > most_drawn_cells)
        return refuse(fmt::format("cells from 1 to {}", most_drawn_cells));
    return drawing{static_cast<index>(numbers[0]), static_cast<index>(numbers[1]), numbers[2]};
}

instance generate_cfl(const drawing& asked, unsigned threads) {
    enum stream : std::uint64_t { candidates = 1, points, demands };
    instance drawn;
    drawn.name = fmt::format("cfl-{}-{}-{}", asked.candidates, asked.cells, asked.seed);
    plane where;
    const random_stream sites(asked.seed, candidates);
    for (index i = 0; i < asked.candidates; ++i) {
        const auto at = position_at(sites, i);
        where.site_x.push_back(at.x);
        where.site_y.push_back(at.y);
        drawn.site_ids.push_back(std::to_string(i));
    }
    drawn.cost.assign(asked.candidates, 1);
    where.x.resize(asked.cells);
    where.y.resize(asked.cells);
    drawn.weight.resize(asked.cells);
    const random_stream positions(asked.seed, points);
    const random_stream weights(asked.seed, demands);
    constexpr std::size_t block = 1 << 18;
    parallel_for((asked.cells + block - 1) / block, threads, [&](std::size_t part, unsigned) {
        for (auto i = part * block; i < std::min<std::size_t>(asked.cells, (part + 1) * block); ++i) {
            const auto at = position_at(positions, i);
            where.x[i] = at.x;
            where.y[i] = at.y;
            drawn.weight[i] = 1.0 + weights.below(i, 100);
        }
    });
    drawn.reach = std::move(where);
    return drawn;
}

}  // namespace yizhan::instances
