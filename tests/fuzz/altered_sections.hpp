#pragma once

#include <yizhan/base/section_file.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace yizhan::fuzz {

/// Copies of a writer's sections, to be altered.
using section_copies = std::vector<std::pair<std::string, std::vector<std::byte>>>;

inline section_copies copies_of(const section_file_writer& writer) {
    section_copies copies;
    for (const auto& [name, bytes] : writer.sections())
        copies.emplace_back(name, std::vector(bytes.begin(), bytes.end()));
    return copies;
}

/// A file with right checksums over altered contents. Each 7 bytes of the input say: section, place in it, new value
/// of the four bytes there.
inline std::vector<std::byte> altered_image(section_copies sections, section_file_identity identity,
                                            const std::uint8_t* data, std::size_t size) {
    for (; size >= 7; data += 7, size -= 7) {
        auto& bytes = sections[data[0] % sections.size()].second;
        std::uint16_t place = 0;
        std::memcpy(&place, data + 1, 2);
        if (bytes.size() >= 4) std::memcpy(bytes.data() + place % (bytes.size() - 3), data + 3, 4);
    }
    section_file_writer writer(std::move(identity));
    for (const auto& [name, bytes] : sections)
        writer.add<std::byte>(name, bytes);
    return writer.image();
}

}  // namespace yizhan::fuzz
