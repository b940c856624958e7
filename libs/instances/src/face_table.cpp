#include "face_table.hpp"

#include <yizhan/base/hash.hpp>

#include <algorithm>

namespace yizhan::instances {

face_table::face_table(index sites)
    : words_(std::max<std::size_t>(1, (sites + 63) / 64)), slots_(1024, siting::nobody) {
    number_of(std::vector<std::uint64_t>(words_));
}

std::size_t face_table::slot_of(std::span<const std::uint64_t> wanted) const {
    const auto mask = slots_.size() - 1;
    auto slot = hash_bytes(std::as_bytes(wanted)) & mask;
    while (slots_[slot] != siting::nobody && !std::ranges::equal(set(slots_[slot]), wanted))
        slot = (slot + 1) & mask;
    return slot;
}

void face_table::grow() {
    slots_.assign(slots_.size() * 2, siting::nobody);
    for (index face = 0; face < size(); ++face)
        slots_[slot_of(set(face))] = face;
}

index face_table::number_of(std::span<const std::uint64_t> wanted) {
    const auto slot = slot_of(wanted);
    if (slots_[slot] != siting::nobody) return slots_[slot];
    const auto face = size();
    slots_[slot] = face;
    bits_.insert(bits_.end(), wanted.begin(), wanted.end());
    if (std::size_t{size()} * 2 > slots_.size()) grow();
    return face;
}

}  // namespace yizhan::instances
