#include "memory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace yizhan::siting {

namespace {

/// Bytes per pair, cell and site, above what was seen at the peak.
struct appetite {
    std::uint64_t pair, cell, site;
};

appetite appetite_of(const problem& asked) {
    // One programme with a column per pair, and HiGHS's copies of it.
    if (!asked.capacity.empty()) return {600, 1200, 2400};
    switch (asked.want.what) {
        case objective::least_travel:
        case objective::least_worst:
            return {60, 1200, 2400};  // sorted neighbours of each cell, and the core's programme
        case objective::most_covered:
        case objective::least_cost:
            break;
    }
    // Runs of the model and of its promising part, their transpose for the search; vectors of the relaxation per row.
    return {16, 600, 1200};
}

/// What branch and cut on the core of a covering problem may take: cores are far smaller than large problems.
std::uint64_t core_of_covering(const problem& asked) {
    const bool covering = asked.want.what == objective::most_covered || asked.want.what == objective::least_cost;
    if (!covering || !asked.capacity.empty()) return 0;
    constexpr std::uint64_t most_pairs = 2'000'000;
    constexpr std::uint64_t most_rows = 100'000;
    return 160 * std::min<std::uint64_t>(asked.pairs.cell.size(), most_pairs) +
           2500 * std::min<std::uint64_t>(asked.cells(), most_rows);
}

}  // namespace

std::uint64_t memory_needed(const problem& asked) {
    constexpr std::uint64_t always = 32'000'000;
    const auto each = appetite_of(asked);
    return always + each.pair * asked.pairs.cell.size() + each.cell * asked.cells() + each.site * asked.sites() +
           core_of_covering(asked);
}

result<void> check_memory(const problem& asked, const options& how) {
    const auto needed = memory_needed(asked);
    if (needed <= how.memory_limit) return {};
    return fail(errc::limit,
                fmt::format("this takes up to {} MB of memory, {} MB are allowed: allow more, or leave out "
                            "pairs by a shorter limit",
                            needed / 1'000'000 + 1, how.memory_limit / 1'000'000));
}

}  // namespace yizhan::siting
