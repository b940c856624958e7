#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace yizhan::bench {

/// Least, median and greatest milliseconds of `work(i)` for i below `runs`, each done once untimed before.
struct figures {
    double min;
    double median;
    double max;
    std::size_t runs;
};

template <class Work>
figures time(std::size_t runs, Work work) {
    using clock = std::chrono::steady_clock;
    for (std::size_t i = 0; i < runs; ++i)
        work(i);
    std::vector<double> ms;
    for (std::size_t i = 0; i < runs; ++i) {
        const auto started = clock::now();
        work(i);
        ms.push_back(std::chrono::duration<double, std::milli>(clock::now() - started).count());
    }
    std::ranges::sort(ms);
    return {ms.front(), ms[ms.size() / 2], ms.back(), runs};
}

}  // namespace yizhan::bench
