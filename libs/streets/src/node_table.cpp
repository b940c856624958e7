#include "node_table.hpp"

#include <algorithm>

namespace yizhan::streets {

void node_table::seal() {
    std::ranges::sort(ids_);
    ids_.erase(std::ranges::unique(ids_).begin(), ids_.end());
    ids_.shrink_to_fit();
    nodes_.resize(ids_.size());
}

std::uint32_t node_table::find(std::int64_t id) const {
    // Gallops away from the last hit: files and ways have runs of growing ids.
    const std::size_t start = last_found_;
    std::size_t low = 0;
    std::size_t high = ids_.size();
    if (start < ids_.size() && ids_[start] <= id) {
        low = start;
        for (std::size_t step = 1; low + step < high; step *= 2) {
            if (ids_[low + step] > id) {
                high = low + step;
                break;
            }
            low += step;
        }
    } else {
        high = std::min(start, ids_.size());
        for (std::size_t step = 1; step < high; step *= 2) {
            if (ids_[high - step] <= id) {
                low = high - step;
                break;
            }
            high -= step;
        }
    }
    const auto begin = ids_.begin();
    const auto at =
        std::lower_bound(begin + static_cast<std::ptrdiff_t>(low), begin + static_cast<std::ptrdiff_t>(high), id);
    const auto slot = static_cast<std::size_t>(at - begin);
    if (slot >= ids_.size() || *at != id) return no_slot;
    last_found_ = slot;
    return static_cast<std::uint32_t>(slot);
}

bool node_table::set(std::uint32_t slot, osmium::Location location, std::uint32_t version) {
    auto& here = nodes_[slot];
    const bool again = here.version_plus_one != 0;
    if (version + 1 >= here.version_plus_one) here = {location, version + 1};
    return again;
}

void node_table::forget_positions() {
    nodes_.assign(ids_.size(), node());
}

}  // namespace yizhan::streets
