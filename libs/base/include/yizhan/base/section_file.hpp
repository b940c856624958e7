#pragma once

#include <yizhan/base/file.hpp>
#include <yizhan/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace yizhan {

/// Types whose memory may be written to a file and mapped back as it lies.
template <class T>
concept plain = std::is_trivially_copyable_v<T> && std::is_standard_layout_v<T>;

/// Kind and format version of a section file, and the hash of what it was built from.
struct section_file_identity {
    std::string kind;           ///< up to 8 characters, e.g. "streets"
    std::uint32_t version = 0;  ///< files of another version are `errc::outdated`
    std::uint64_t inputs = 0;   ///< hash of the inputs; what to do when it differs is the caller's choice
};

/// A file of named arrays, each aligned to 64 bytes and checksummed (XXH3-64), made to be memory-mapped. Arrays with
/// equal contents are stored once.
/// Little-endian only, as are all machines that Yizhan runs on.
class section_file_writer {
public:
    explicit section_file_writer(section_file_identity identity) : identity_(std::move(identity)) {}

    /// Keeps a view of `values`: they must live until `write`. Names have 1 to 47 characters and are unique.
    template <plain T>
    void add(std::string name, std::span<const T> values) {
        sections_.emplace_back(std::move(name), std::as_bytes(values));
    }

    /// Names and contents in the order in which they were added.
    [[nodiscard]] const auto& sections() const { return sections_; }

    /// The whole file, atomically.
    [[nodiscard]] result<void> write(const std::filesystem::path& path) const;
    /// The same bytes in memory, for tests and for graphs that need no file.
    [[nodiscard]] std::vector<std::byte> image() const;

private:
    section_file_identity identity_;
    std::vector<std::pair<std::string, std::span<const std::byte>>> sections_;
};

/// Reads what `section_file_writer` wrote. Header and table of sections are checked on opening; a section's
/// checksum when it is asked for, so that opening costs nothing for what is not used.
class section_file {
public:
    static result<section_file> open(const std::filesystem::path& path, std::string_view kind, std::uint32_t version);
    /// Over bytes in memory that must outlive the object, aligned to 64 bytes. `name` stands in messages.
    static result<section_file> over(std::span<const std::byte> bytes, std::string name, std::string_view kind,
                                     std::uint32_t version);

    [[nodiscard]] std::uint64_t inputs() const { return inputs_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool has(const std::string& section) const { return table_.contains(section); }

    /// The array `section`; damaged if it is missing, its size is no multiple of T's, or its checksum is wrong.
    template <plain T>
    [[nodiscard]] result<std::span<const T>> get(const std::string& section) const {
        auto bytes = checked_bytes(section, sizeof(T));
        if (!bytes) return pass_on(bytes);
        return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), bytes->size() / sizeof(T));
    }

private:
    struct entry {
        std::size_t offset;
        std::size_t size;
        std::uint64_t checksum;
    };

    [[nodiscard]] result<void> read_table(std::string_view kind, std::uint32_t version);
    [[nodiscard]] result<std::span<const std::byte>> checked_bytes(const std::string& section, std::size_t unit) const;

    mapped_file file_;
    std::span<const std::byte> bytes_;
    std::string name_;
    std::uint64_t inputs_ = 0;
    std::map<std::string, entry> table_;
};

}  // namespace yizhan
