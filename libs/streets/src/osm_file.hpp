#pragma once

#include <yizhan/base/progress.hpp>
#include <yizhan/base/result.hpp>

#include <osmium/io/file.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/thread/pool.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace yizhan::streets {

/// An OSM file that may be read several times. Everything that libosmium throws ends here as one line of error.
class osm_file {
public:
    /// Looks at name, kind and first bytes: what cannot be an OSM file is refused with the reason before it is read.
    static result<osm_file> open(const std::filesystem::path& path);

    struct stage_of {
        std::string_view name;
        progress& watch;
    };
    /// Who takes what is read. `begin` is called first, and again if reading has to start over.
    struct taker {
        std::function<void()> begin;
        std::function<void(const osmium::memory::Buffer&)> take;
    };
    /// Reads the objects of the given types in file order, buffer by buffer. `errc::bad_input` for damaged files,
    /// `errc::limit` if memory runs out. Packed text is unpacked once if it is not large; what unpacks to more than
    /// a hundred times its size is refused, as no extract does.
    result<void> read(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Nodes with coordinates that are no number or beyond 32 bits, which were taken out so that the rest could be
    /// read: they come without a position.
    [[nodiscard]] std::uint64_t mended_nodes() const { return mended_; }

private:
    osm_file(std::string name, std::string format, std::uint64_t size);
    [[nodiscard]] osmium::io::File source() const;
    void read_once(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by);
    result<void> read_mending(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by);
    result<void> unpack();
    bool mend_coordinates();

    std::string name_;
    std::string format_;  ///< as libosmium names it: "osm.pbf", "osm", "osm.bz2", "osm.gz"
    std::uint64_t size_;
    std::unique_ptr<osmium::thread::Pool> pool_;
    std::string text_;  ///< read instead of the file if not empty: unpacked, perhaps mended
    bool unpacked_ = false;
    std::uint64_t mended_ = 0;
};

}  // namespace yizhan::streets
