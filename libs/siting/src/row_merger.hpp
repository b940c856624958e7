#pragma once

#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace yizhan::siting {

/// Finds rows that meet the same columns. Rows are told apart by the sum of 128 pseudo-random bits per column: among a
/// million rows two different ones are taken for one with a probability below 1e-26.
class row_merger {
public:
    explicit row_merger(index rows) : sums_(rows), degree_(rows, 0), merged_(rows, nobody) {}

    void meets(index row, index column) {
        sums_[row].low += scramble(column, 0x9e3779b97f4a7c15U);
        sums_[row].high += scramble(column, 0xd1b54a32d192ed03U);
        ++degree_[row];
    }
    [[nodiscard]] index degree(index row) const { return degree_[row]; }

    /// The number of the merged row that this one belongs to: a new number (one more than the last) for the first of
    /// its kind, which then stands for the others in `first_row`. Rows of other `need` or `kind` are not merged.
    index row_of(index row, index need, index kind) {
        auto sum = sums_[row];
        sum.low += scramble(need, 0x8cb92ba72f3d8dd7U);
        sum.high += scramble(kind, 0xaef17502108ef2d9U);
        const auto [place, is_new] = rows_.try_emplace(sum, static_cast<index>(rows_.size()));
        if (is_new) merged_[row] = place->second;
        return place->second;
    }
    /// The merged row that this row stands for, `nobody` when it is none or another stands for it.
    [[nodiscard]] index first_row(index row) const { return merged_[row]; }

private:
    struct bits {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        bool operator==(const bits&) const = default;
    };
    struct bits_hash {
        std::size_t operator()(const bits& b) const { return b.low ^ (b.high >> 7); }
    };
    /// Finalizer of splitmix64 (Steele, Lea & Flood 2014).
    static std::uint64_t scramble(std::uint64_t number, std::uint64_t salt) {
        auto z = (number + 1) * 0x9e3779b97f4a7c15U + salt;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    std::vector<bits> sums_;
    std::vector<index> degree_;
    std::vector<index> merged_;
    std::unordered_map<bits, index, bits_hash> rows_;
};

}  // namespace yizhan::siting
