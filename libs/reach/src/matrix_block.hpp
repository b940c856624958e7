#pragma once

#include <yizhan/reach/search.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace yizhan::reach {

/// The seeds of many places.
struct ends {
    std::vector<std::uint32_t> first{0};  ///< places + 1
    std::vector<seed> seeds;

    [[nodiscard]] std::size_t size() const { return first.size() - 1; }
    [[nodiscard]] std::span<const seed> of(std::size_t place) const {
        return std::span(seeds).subspan(first[place], first[place + 1] - first[place]);
    }
};

/// Rows of a matrix.
struct rows_view {
    std::span<std::uint32_t> values;
    std::size_t columns;

    [[nodiscard]] std::span<std::uint32_t> of(std::size_t row) const { return values.subspan(row * columns, columns); }
};

/// Fills rows of travel times to destinations that were given before; trips along a single street are not seen.
class matrix_block {
public:
    matrix_block() = default;
    matrix_block(const matrix_block&) = delete;
    matrix_block& operator=(const matrix_block&) = delete;
    virtual ~matrix_block() = default;

    /// Calls `done(rows)` from any thread.
    virtual void fill(const ends& origins, rows_view rows, unsigned threads,
                      const std::function<void(std::size_t)>& done) = 0;
};

}  // namespace yizhan::reach
