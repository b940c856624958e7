#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/siting/problem.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

/// A question written down for solvers that are not ours.
namespace yizhan::siting {

struct model_form {
    /// Covering without capacities only: cells that the same sites reach are one row, and what is decided already
    /// (kept, forced and forbidden sites) is worked in. Else each cell has a row of its own and nothing is left out.
    bool merged = false;
    /// Per site, for the name of its column: `open_NAME`. Names of other letters than A-Z a-z 0-9 . _ - (or of over
    /// 100) give way to `open_#N`, the site's number. May be empty.
    std::span<const std::string> site_names = {};
};

struct model_size {
    std::uint64_t columns = 0;
    std::uint64_t rows = 0;
    std::uint64_t entries = 0;
};

/// Writes the question as a mixed-integer programme in free MPS format, piece by piece. It minimises: of `most_covered`
/// the covered weight counts negative. The constant of the objective, where there is one, is the negative right-hand
/// side of its row. Errors as those of `solve`; `bad_call` when `merged` is asked of what is not merged, `bad_input`
/// when what is decided already breaks a condition.
result<model_size> write_model(const problem& asked, const model_form& form,
                               const std::function<void(std::string_view)>& write);

}  // namespace yizhan::siting
