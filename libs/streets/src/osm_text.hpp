#pragma once

#include <osmium/io/file.hpp>

#include <cstdint>
#include <string>

namespace yizhan::streets {

/// The text of an OSM XML file as far as `max_bytes`.
struct unpacked_text {
    std::string text;
    bool whole;                  ///< false: there is more
    std::uint64_t packed_bytes;  ///< of the file, that were read for it
};
/// Throws what libosmium throws.
unpacked_text unpack_osm_text(const osmium::io::File& file, std::uint64_t max_bytes);

/// libosmium gives up on a file with one coordinate that is no number or beyond 32 bits in units of 1e-7 degree.
/// Renames such `lon` and `lat` attributes, so that their nodes come without a position; returns how many
/// elements had one.
std::uint64_t blank_bad_coordinates(std::string& xml);

}  // namespace yizhan::streets
