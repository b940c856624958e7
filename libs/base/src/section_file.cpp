#include <yizhan/base/hash.hpp>
#include <yizhan/base/section_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>

namespace yizhan {
namespace {

static_assert(std::endian::native == std::endian::little, "section files are little-endian");

constexpr std::array<char, 8> magic{'Y', 'I', 'Z', 'H', 'A', 'N', '\r', '\n'};
constexpr std::size_t alignment = 64;
constexpr std::uint32_t max_sections = 4096;

struct file_header {
    std::array<char, 8> magic;
    std::array<char, 8> kind;
    std::uint32_t version;
    std::uint32_t sections;
    std::uint64_t file_size;
    std::uint64_t inputs;
    std::uint64_t table_checksum;  // of the table of sections
    std::uint64_t checksum;        // of the fields above
};

struct table_entry {
    std::array<char, 48> name;
    std::uint64_t offset;
    std::uint64_t size;
    std::uint64_t checksum;
};

std::size_t aligned(std::size_t offset) {
    return (offset + alignment - 1) / alignment * alignment;
}

std::uint64_t header_checksum(const file_header& header) {
    return hash_bytes(std::as_bytes(std::span(&header, 1)).first(offsetof(file_header, checksum)));
}

template <std::size_t N>
std::array<char, N> padded(std::string_view text) {
    std::array<char, N> field{};
    std::ranges::copy(text.substr(0, N - 1), field.begin());
    return field;
}

template <std::size_t N>
std::string text_of(const std::array<char, N>& field) {
    return {field.data(), ::strnlen(field.data(), N)};
}

using section_list = std::vector<std::pair<std::string, std::span<const std::byte>>>;

struct file_layout {
    file_header header;
    std::vector<table_entry> table;
};

file_layout lay_out(const section_file_identity& identity, const section_list& sections) {
    file_layout layout{};
    std::size_t offset = aligned(sizeof(file_header) + sections.size() * sizeof(table_entry));
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> written;  // size and checksum: where
    for (const auto& [name, bytes] : sections) {
        const auto checksum = hash_bytes(bytes);
        const auto [at, is_new] = written.try_emplace({bytes.size(), checksum}, offset);
        layout.table.push_back({padded<48>(name), at->second, bytes.size(), checksum});
        if (is_new) offset = aligned(offset + bytes.size());
    }
    auto& header = layout.header;
    header.magic = magic;
    header.kind = padded<8>(identity.kind);
    header.version = identity.version;
    header.sections = static_cast<std::uint32_t>(sections.size());
    header.file_size = offset;
    header.inputs = identity.inputs;
    header.table_checksum = hash_bytes(std::as_bytes(std::span(layout.table)));
    header.checksum = header_checksum(header);
    return layout;
}

// Sends the file's bytes in order to `sink(span) -> result<void>`.
template <class Sink>
result<void> emit(const file_layout& layout, const section_list& sections, Sink sink) {
    static constexpr std::array<std::byte, alignment> zeros{};
    std::size_t offset = 0;
    const auto put = [&](std::span<const std::byte> bytes) {
        offset += bytes.size();
        return sink(bytes);
    };
    const auto pad = [&] { return put(std::span(zeros).first(aligned(offset) - offset)); };
    if (auto done = put(std::as_bytes(std::span(&layout.header, 1))); !done) return done;
    if (auto done = put(std::as_bytes(std::span(layout.table))); !done) return done;
    if (auto done = pad(); !done) return done;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (layout.table[i].offset != offset) continue;  // it stands already
        const auto bytes = sections[i].second;
        if (auto done = put(bytes); !done) return done;
        if (auto done = pad(); !done) return done;
    }
    return {};
}

}  // namespace

result<void> section_file_writer::write(const std::filesystem::path& path) const {
    auto file = atomic_file::create(path);
    if (!file) return pass_on(file);
    const auto layout = lay_out(identity_, sections_);
    if (auto done = emit(layout, sections_, [&](auto bytes) { return file->write(bytes); }); !done) return done;
    return file->commit();
}

std::vector<std::byte> section_file_writer::image() const {
    const auto layout = lay_out(identity_, sections_);
    std::vector<std::byte> image;
    image.resize(layout.header.file_size);
    auto end = image.begin();
    const auto append = [&](std::span<const std::byte> bytes) -> result<void> {
        end = std::ranges::copy(bytes, end).out;
        return {};
    };
    std::ignore = emit(layout, sections_, append);
    return image;
}

result<section_file> section_file::open(const std::filesystem::path& path, std::string_view kind,
                                        std::uint32_t version) {
    auto mapped = mapped_file::open(path);
    if (!mapped) return pass_on(mapped);
    section_file file;
    file.file_ = std::move(*mapped);
    file.bytes_ = file.file_.bytes();
    file.name_ = path.string();
    if (auto read = file.read_table(kind, version); !read) return pass_on(read);
    return file;
}

result<section_file> section_file::over(std::span<const std::byte> bytes, std::string name, std::string_view kind,
                                        std::uint32_t version) {
    section_file file;
    file.bytes_ = bytes;
    file.name_ = std::move(name);
    if (auto read = file.read_table(kind, version); !read) return pass_on(read);
    return file;
}

result<void> section_file::read_table(std::string_view kind, std::uint32_t version) {
    const auto damaged = [&](std::string_view what) {
        return fail(errc::damaged, fmt::format("{} is damaged ({})", name_, what));
    };
    file_header header{};
    if (bytes_.size() < sizeof header) return damaged("too short");
    std::memcpy(&header, bytes_.data(), sizeof header);
    if (header.magic != magic || text_of(header.kind) != kind)
        return fail(errc::damaged, fmt::format("{} is no {} file of Yizhan", name_, kind));
    if (header.version != version)
        return fail(errc::outdated,
                    fmt::format("{} has format {}, this program reads format {}", name_, header.version, version));
    if (header.checksum != header_checksum(header)) return damaged("header checksum");
    if (header.file_size != bytes_.size()) return damaged("wrong size");
    if (header.sections > max_sections) return damaged("too many sections");
    const std::size_t table_size = header.sections * sizeof(table_entry);
    if (bytes_.size() - sizeof header < table_size) return damaged("too short");
    const auto table = bytes_.subspan(sizeof header, table_size);
    if (hash_bytes(table) != header.table_checksum) return damaged("table checksum");
    for (std::size_t i = 0; i < header.sections; ++i) {
        table_entry item{};
        std::memcpy(&item, table.data() + i * sizeof item, sizeof item);
        if (item.offset % alignment != 0 || item.offset > bytes_.size() || item.size > bytes_.size() - item.offset)
            return damaged("section out of range");
        table_[text_of(item.name)] = {item.offset, item.size, item.checksum};
    }
    inputs_ = header.inputs;
    return {};
}

result<std::span<const std::byte>> section_file::checked_bytes(const std::string& section, std::size_t unit) const {
    const auto found = table_.find(section);
    if (found == table_.end()) return fail(errc::damaged, fmt::format("{} has no section {}", name_, section));
    const auto bytes = bytes_.subspan(found->second.offset, found->second.size);
    if (bytes.size() % unit != 0)
        return fail(errc::damaged, fmt::format("{} is damaged (size of section {})", name_, section));
    if (hash_bytes(bytes) != found->second.checksum)
        return fail(errc::damaged, fmt::format("{} is damaged (checksum of section {})", name_, section));
    return bytes;
}

}  // namespace yizhan
