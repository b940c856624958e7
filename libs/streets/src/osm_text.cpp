#include "osm_text.hpp"

#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/compression.hpp>
#include <osmium/io/detail/read_write.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/osm/location.hpp>

#include <atomic>
#include <string_view>
#include <utility>

namespace yizhan::streets {
namespace {

bool readable(const std::string& coordinate) {
    try {
        osmium::Location{}.set_lon(coordinate.c_str());
        return true;
    } catch (const osmium::invalid_location&) {
        return false;
    }
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

unpacked_text unpack_osm_text(const osmium::io::File& file, std::uint64_t max_bytes) {
    const int descriptor = osmium::io::detail::open_for_reading(file.filename());
    const auto unpacker =
        osmium::io::CompressionFactory::instance().create_decompressor(file.compression(), descriptor);
    std::atomic<std::size_t> packed{0};
    unpacker->set_offset_ptr(&packed);
    std::string text;
    for (auto piece = unpacker->read(); !piece.empty(); piece = unpacker->read()) {
        text += piece;
        if (text.size() > max_bytes) return {std::move(text), false, packed};
    }
    unpacker->close();
    return {std::move(text), true, packed};
}

std::uint64_t blank_bad_coordinates(std::string& xml) {
    std::uint64_t elements = 0;
    std::size_t element = std::string::npos;  // where the last one that was mended begins
    for (auto at = xml.find('='); at != std::string::npos; at = xml.find('=', at + 1)) {
        if (at < 4 || at + 1 >= xml.size() || !is_space(xml[at - 4])) continue;
        const auto key = std::string_view(xml).substr(at - 3, 3);
        const char quote = xml[at + 1];
        if ((key != "lon" && key != "lat") || (quote != '"' && quote != '\'')) continue;
        const auto end = xml.find(quote, at + 2);
        if (end == std::string::npos || readable(xml.substr(at + 2, end - at - 2))) continue;
        xml[at - 2] = '_';  // l_n, l_t: attributes that mean nothing
        const auto begins = xml.rfind('<', at);
        if (begins != element) ++elements;
        element = begins;
    }
    return elements;
}

}  // namespace yizhan::streets
