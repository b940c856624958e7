#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace yizhan::streets {

/// A folder of its own for a test, removed with it.
class scratch_folder {
public:
    scratch_folder() {
        static int count = 0;
        path = std::filesystem::temp_directory_path() / fmt::format("yizhan-streets-{}-{}", ::getpid(), count++);
        std::filesystem::create_directories(path);
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() { std::filesystem::remove_all(path); }

    std::filesystem::path write(const std::string& name, std::string_view content) const {
        std::ofstream file(path / name, std::ios::binary);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        return path / name;
    }
    std::filesystem::path path;
};

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// OSM XML drawn by hand.

using tag_list = std::vector<std::pair<std::string, std::string>>;

inline std::string tags_text(const tag_list& tags) {
    std::string text;
    for (const auto& [key, value] : tags)
        text += fmt::format(R"(<tag k="{}" v="{}"/>)", key, value);
    return text;
}

inline std::string node(std::int64_t id, double lon, double lat, int version = 1, const tag_list& tags = {}) {
    return fmt::format("<node id=\"{}\" version=\"{}\" lon=\"{:.7f}\" lat=\"{:.7f}\">{}</node>\n", id, version, lon,
                       lat, tags_text(tags));
}

inline std::string way(std::int64_t id, const std::vector<std::int64_t>& nodes, const tag_list& tags, int version = 1) {
    std::string text = fmt::format(R"(<way id="{}" version="{}">)", id, version);
    for (const auto ref : nodes)
        text += fmt::format(R"(<nd ref="{}"/>)", ref);
    return text + tags_text(tags) + "</way>\n";
}

inline std::string relation(std::int64_t id,
                            const std::vector<std::tuple<std::string, std::int64_t, std::string>>& members,
                            const tag_list& tags) {
    std::string text = fmt::format(R"(<relation id="{}" version="1">)", id);
    for (const auto& [type, ref, role] : members)
        text += fmt::format(R"(<member type="{}" ref="{}" role="{}"/>)", type, ref, role);
    return text + tags_text(tags) + "</relation>\n";
}

inline std::string osm_document(const std::string& body) {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\" generator=\"test\">\n" + body + "</osm>\n";
}

}  // namespace yizhan::streets
