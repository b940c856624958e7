#pragma once

#include <cstddef>
#include <functional>

namespace yizhan {

/// Number of threads to use when the caller does not say: the machine's cores.
unsigned default_threads();

/// Calls `work(index, worker)` for every index below `count`, on up to `threads` threads (0: `default_threads()`),
/// in no particular order. `worker` (below the number of threads) tells whose scratch memory to use. The first
/// exception ends the run and is thrown again here.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work);

}  // namespace yizhan
