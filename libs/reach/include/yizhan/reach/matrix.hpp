#pragma once

#include <yizhan/base/progress.hpp>
#include <yizhan/base/result.hpp>
#include <yizhan/reach/hierarchy.hpp>
#include <yizhan/reach/search.hpp>
#include <yizhan/reach/snap.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace yizhan::reach {

struct matrix_options {
    /// Without one, every origin takes a search of its own: right for short limits.
    const hierarchy* shortcuts = nullptr;
    std::uint32_t limit = no_limit;  ///< ms; what takes longer is `unreached`
    unsigned threads = 0;            ///< 0: all cores
    /// Rows that are in memory at once; 0: as many as fit into 64 MB.
    std::size_t rows_at_once = 0;
};

/// Takes the rows [first_row, first_row + rows.size() / destinations): travel times in ms, `unreached` where there is
/// no way. Called in order, from the calling thread. A failure ends the work and is handed on.
using matrix_rows = std::function<result<void>(std::size_t first_row, std::span<const std::uint32_t> rows)>;

/// Travel times from every origin to every destination, walks to the streets counted, in blocks of rows, so that
/// memory stays bounded however many there are.
///
/// With a hierarchy: many-to-many by restricted sweeps (RPHAST: Delling, Goldberg, Werneck 2011). The states above the
/// destinations are laid out once in order of importance; then 16 neighbouring origins at a time climb and come down
/// together, without any queue: the same few arcs serve all 16.
result<void> for_matrix_rows(const streets::travel_graph& graph, std::span<const snapped> origins,
                             std::span<const snapped> destinations, const matrix_options& options, progress& watch,
                             const matrix_rows& take);

/// The whole matrix, row-major: origins × destinations.
std::vector<std::uint32_t> matrix(const streets::travel_graph& graph, std::span<const snapped> origins,
                                  std::span<const snapped> destinations, const matrix_options& options = {},
                                  progress& watch = progress::none());

}  // namespace yizhan::reach
