#include "object_store.hpp"

#include <algorithm>
#include <tuple>

namespace yizhan::streets {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

// OSM files in order have negative ids first, and count from 0 outwards.
std::tuple<bool, std::uint64_t> place_in_file(std::int64_t id) {
    const auto bits = static_cast<std::uint64_t>(id);
    return {id > 0, id > 0 ? bits : ~bits + 1};
}

}  // namespace

void object_store::note_order(std::int64_t id) {
    if (any_ && place_in_file(id) <= place_in_file(last_id_)) in_order_ = false;
    any_ = true;
    last_id_ = id;
}

void object_store::keep(const osmium::OSMObject& object) {
    note_order(object.id());
    const std::size_t bytes = object.padded_size();
    if (buffers_.empty() || buffers_.back().capacity() - buffers_.back().committed() < bytes)
        buffers_.emplace_back(std::max(buffer_bytes, bytes), osmium::memory::Buffer::auto_grow::no);
    auto& buffer = buffers_.back();
    buffer.add_item(object);
    auto& copy = buffer.get<osmium::OSMObject>(buffer.commit());
    entries_.push_back({object.id(), object.version(), &copy});
}

void object_store::pass_by(const osmium::OSMObject& object) {
    note_order(object.id());
    if (!in_order_) entries_.push_back({object.id(), object.version(), nullptr});
}

std::vector<std::int64_t> object_store::finish() {
    const auto key = [](const entry& e) { return std::pair(e.id, e.version); };
    if (!std::ranges::is_sorted(entries_, {}, key)) std::ranges::stable_sort(entries_, {}, key);
    std::vector<std::int64_t> dropped;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const bool last = i + 1 == entries_.size() || entries_[i + 1].id != entries_[i].id;
        if (last && entries_[i].object != nullptr)
            entries_[kept++] = entries_[i];
        else if (entries_[i].object != nullptr)
            dropped.push_back(entries_[i].id);
    }
    entries_.resize(kept);
    return dropped;
}

void object_store::clear() {
    *this = object_store();
}

osmium::OSMObject* object_store::find(std::int64_t id) const {
    const auto found = std::ranges::lower_bound(entries_, id, {}, &entry::id);
    return found != entries_.end() && found->id == id ? found->object : nullptr;
}

}  // namespace yizhan::streets
