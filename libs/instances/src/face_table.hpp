#pragma once

#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::instances {

using siting::index;

/// Sets of sites, each once, numbered in the order in which they come. Set 0 is empty.
class face_table {
public:
    explicit face_table(index sites);

    [[nodiscard]] std::size_t words() const { return words_; }
    [[nodiscard]] index size() const { return static_cast<index>(bits_.size() / words_); }
    [[nodiscard]] std::span<const std::uint64_t> set(index face) const {
        return std::span(bits_).subspan(face * words_, words_);
    }
    /// Its number. `wanted` has `words()` words, site s being bit s % 64 of word s / 64, and is not a `set` of this.
    index number_of(std::span<const std::uint64_t> wanted);

private:
    [[nodiscard]] std::size_t slot_of(std::span<const std::uint64_t> wanted) const;
    void grow();

    std::size_t words_;
    std::vector<std::uint64_t> bits_;
    std::vector<index> slots_;  // a power of two of them, at most half taken
};

}  // namespace yizhan::instances
