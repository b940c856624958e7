#pragma once

#include <yizhan/siting/solve.hpp>

namespace yizhan::siting {

/// Fails with `limit` when the problem may take more memory than the options allow.
result<void> check_memory(const problem& asked, const options& how);

}  // namespace yizhan::siting
