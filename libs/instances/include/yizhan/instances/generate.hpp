#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/instances/instance.hpp>

#include <cstdint>
#include <string_view>

namespace yizhan::instances {

/// How much to generate, from what.
struct drawing {
    index candidates = 100;
    index cells = 1000;
    std::uint64_t seed = 1;
};

/// "CANDIDATES,CELLS,SEED"; `bad_call` says what is wrong with `option`.
result<drawing> parse_drawing(std::string_view option, std::string_view text);

/// Most cells that can be generated: 24 bytes each.
inline constexpr index most_drawn_cells = 200'000'000;
inline constexpr index most_drawn_candidates = 1'000'000;

/// As the instances of Cordeau, Furini & Ljubić (the BDS files): candidates and points uniformly in a square of 30 × 30
/// with six digits behind the point, demands uniformly from 1 to 100, costs 1. The candidates depend on the seed, not
/// on the number of points. The same on all machines and for any number of threads.
instance generate_cfl(const drawing& asked, unsigned threads);

/// A drawn city, in metres: cells on a jittered grid of about 150 m, weights from several dense centres that fall off
/// to suburbs, a river without cells through it; candidates near cells, more where there is more demand (with its
/// square root). The same on all machines of one kind.
instance generate_city(const drawing& asked);

/// A city without a shape, in metres: candidates and cells uniformly in a square with as many cells to the area as the
/// other city (one to 150 m × 150 m), to the millimetre, so that a radius reaches as many; weights uniformly from 1 to
/// 100, costs 1. The candidates depend on seed and number of cells. The same on all machines.
instance generate_uniform_city(const drawing& asked);

}  // namespace yizhan::instances
