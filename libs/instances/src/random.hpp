#pragma once

#include <cstdint>

namespace yizhan::instances {

/// Numbers by their place: SplitMix64 (Steele, Lea & Flood 2014) of seed, stream and index, so that any of them can
/// be had without those before it.
class random_stream {
public:
    random_stream(std::uint64_t seed, std::uint64_t stream) : begin_(mixed(mixed(seed) ^ (stream * step))) {}

    [[nodiscard]] std::uint64_t at(std::uint64_t i) const { return mixed(begin_ + i * step); }
    /// Uniform in 0 … `below` − 1.
    [[nodiscard]] std::uint32_t below(std::uint64_t i, std::uint32_t below) const {
        return scaled(static_cast<std::uint32_t>(at(i) >> 32), below);
    }
    /// Uniform in [0, 1), a multiple of 2^-53.
    [[nodiscard]] double unit(std::uint64_t i) const { return static_cast<double>(at(i) >> 11) * 0x1p-53; }

    static std::uint32_t scaled(std::uint32_t bits, std::uint32_t below) {
        return static_cast<std::uint32_t>(std::uint64_t{bits} * below >> 32);
    }

private:
    static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;
    static std::uint64_t mixed(std::uint64_t z) {
        z += step;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    std::uint64_t begin_;
};

}  // namespace yizhan::instances
