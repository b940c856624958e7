#pragma once

#include <osmium/memory/buffer.hpp>
#include <osmium/osm/object.hpp>

#include <cstdint>
#include <vector>

namespace yizhan::streets {

/// Copies of the OSM objects (of one type) that are needed, each id once: the highest version wins, among equal
/// versions the last one read.
class object_store {
public:
    void keep(const osmium::OSMObject& object);
    /// To be told of every object that is not kept: one that is deleted, or no longer of interest, may replace an
    /// older version that was. (Not seen only where the newer version comes first and in a file that is in order.)
    void pass_by(const osmium::OSMObject& object);
    /// Leaves one version of each id, in order of ids. Returns the ids of versions that were dropped.
    std::vector<std::int64_t> finish();
    void clear();

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    /// In order of ids; only after `finish`. T is the type of object that was kept.
    template <class T>
    [[nodiscard]] T& at(std::size_t i) const {
        return static_cast<T&>(*entries_[i].object);
    }
    /// The object of that id, or nothing.
    [[nodiscard]] osmium::OSMObject* find(std::int64_t id) const;

private:
    struct entry {
        std::int64_t id;
        std::uint32_t version;
        osmium::OSMObject* object;  // none: not of interest in this version
    };
    void note_order(std::int64_t id);

    std::vector<osmium::memory::Buffer> buffers_;  // fixed in size, so that objects stay where they are
    std::vector<entry> entries_;
    std::int64_t last_id_ = 0;
    bool any_ = false;
    bool in_order_ = true;  // ids have only grown so far: no id can have come twice
};

}  // namespace yizhan::streets
