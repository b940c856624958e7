#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace yizhan {

/// XXH3-64 of the bytes: for checksums and hashes of inputs, not for secrets. About 10 GB/s.
std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0);

inline std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) {
    return hash_bytes(std::as_bytes(std::span(text)), seed);
}

}  // namespace yizhan
