#pragma once

#include <yizhan/base/result.hpp>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace yizhan {

/// A whole file mapped read-only. Movable; the mapping ends with the object. An empty file maps to an empty span.
class mapped_file {
public:
    static result<mapped_file> open(const std::filesystem::path& path);

    mapped_file() = default;
    mapped_file(mapped_file&& other) noexcept;
    mapped_file& operator=(mapped_file&& other) noexcept;
    mapped_file(const mapped_file&) = delete;
    mapped_file& operator=(const mapped_file&) = delete;
    ~mapped_file();

    /// The file's bytes, aligned to a page.
    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Writes a file so that other processes see either the old content or the whole new one, also after a crash:
/// a temporary sibling is written, synced and renamed over `path`. Dropped without `commit`, it leaves nothing.
class atomic_file {
public:
    static result<atomic_file> create(std::filesystem::path path);

    atomic_file(atomic_file&& other) noexcept;
    atomic_file& operator=(atomic_file&&) = delete;
    atomic_file(const atomic_file&) = delete;
    atomic_file& operator=(const atomic_file&) = delete;
    ~atomic_file();

    result<void> write(std::span<const std::byte> bytes);
    result<void> write(std::string_view text);
    /// Bytes written so far.
    [[nodiscard]] std::size_t size() const { return size_; }
    result<void> commit();

private:
    atomic_file(std::filesystem::path path, std::filesystem::path temporary, int descriptor);

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
    std::size_t size_ = 0;
};

/// True for the names that `atomic_file` gives its temporaries: leftovers of killed processes that may be removed
/// by whoever holds the lock of the folder.
bool is_temporary_of_atomic_file(const std::filesystem::path& path);

/// Writes `text` to `path` atomically.
result<void> write_file(const std::filesystem::path& path, std::string_view text);

/// Reads a whole file of at most `max_bytes`; larger ones are an `errc::limit`.
result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// An advisory lock on a file (made if needed), held until the object ends, also when the process is killed.
class file_lock {
public:
    /// Does not wait: `errc::busy` if another process (or another `file_lock` of this one) holds it.
    static result<file_lock> acquire(const std::filesystem::path& path);

    file_lock(file_lock&& other) noexcept;
    file_lock& operator=(file_lock&&) = delete;
    file_lock(const file_lock&) = delete;
    file_lock& operator=(const file_lock&) = delete;
    ~file_lock();

private:
    explicit file_lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace yizhan
