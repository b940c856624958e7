#pragma once

#include <cstdint>

namespace yizhan::siting {

/// splitmix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        auto z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// Below `limit`, which is at least 1. Not exactly uniform, by less than limit / 2^64.
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }
    /// In [0, 1).
    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
    std::uint64_t state_;
};

}  // namespace yizhan::siting
