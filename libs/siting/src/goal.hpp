#pragma once

#include <yizhan/siting/problem.hpp>

namespace yizhan::siting {

/// Whether there is a model for what is asked; `bad_call` if not. Of a problem that `check` has passed.
result<void> check_goal(const problem& asked);

}  // namespace yizhan::siting
