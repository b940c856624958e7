#include <yizhan/base/file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

namespace yizhan {
namespace {

constexpr std::string_view temporary_mark = ".yizhan-tmp-";

std::string reason(int number) {
    return std::error_code(number, std::generic_category()).message();
}

std::unexpected<error> system_failure(std::string_view what, const std::filesystem::path& path, int number) {
    const auto code = number == ENOENT ? errc::not_found : errc::io;
    return fail(code, fmt::format("cannot {} {}: {}", what, path.string(), reason(number)));
}

}  // namespace

result<mapped_file> mapped_file::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return system_failure("open", path, errno);
    struct stat status{};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        const int number = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        ::close(descriptor);
        return system_failure("read", path, number);
    }
    mapped_file file;
    file.size_ = static_cast<std::size_t>(status.st_size);
    if (file.size_ > 0) {
        void* address = ::mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, descriptor, 0);
        const int number = errno;
        if (address == MAP_FAILED) {
            ::close(descriptor);
            file.size_ = 0;
            return system_failure("map", path, number);
        }
        file.data_ = static_cast<const std::byte*>(address);
    }
    ::close(descriptor);
    return file;
}

mapped_file::mapped_file(mapped_file&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

mapped_file& mapped_file::operator=(mapped_file&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

mapped_file::~mapped_file() {
    // munmap takes a pointer to non-const though it only forgets the mapping.
    if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

result<atomic_file> atomic_file::create(std::filesystem::path path) {
    static std::atomic<unsigned> counter{0};
    auto temporary = path;
    temporary += fmt::format("{}{}-{}", temporary_mark, ::getpid(), counter.fetch_add(1));
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return system_failure("create", path, errno);
    return atomic_file(std::move(path), std::move(temporary), descriptor);
}

atomic_file::atomic_file(std::filesystem::path path, std::filesystem::path temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

atomic_file::atomic_file(atomic_file&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

atomic_file::~atomic_file() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

result<void> atomic_file::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return system_failure("write", path_, written < 0 ? errno : ENOSPC);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        size_ += static_cast<std::size_t>(written);
    }
    return {};
}

result<void> atomic_file::write(std::string_view text) {
    return write(std::as_bytes(std::span(text)));
}

result<void> atomic_file::commit() {
    if (::fsync(descriptor_) != 0) return system_failure("write", path_, errno);
    ::close(std::exchange(descriptor_, -1));
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
        const int number = errno;
        ::unlink(temporary_.c_str());
        return system_failure("replace", path_, number);
    }
    // The rename itself is durable only once the folder is synced; a file system that cannot do so is no failure.
    const auto folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
    if (const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); parent >= 0) {
        ::fsync(parent);
        ::close(parent);
    }
    return {};
}

bool is_temporary_of_atomic_file(const std::filesystem::path& path) {
    return path.filename().string().find(temporary_mark) != std::string::npos;
}

result<void> write_file(const std::filesystem::path& path, std::string_view text) {
    auto file = atomic_file::create(path);
    if (!file) return pass_on(file);
    if (auto written = file->write(text); !written) return written;
    return file->commit();
}

result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    auto file = mapped_file::open(path);
    if (!file) return pass_on(file);
    const auto bytes = file->bytes();
    if (bytes.size() > max_bytes)
        return fail(errc::limit,
                    fmt::format("{} has {} bytes; at most {} are read", path.string(), bytes.size(), max_bytes));
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

result<file_lock> file_lock::acquire(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return system_failure("create", path, errno);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(descriptor);
        if (number == EWOULDBLOCK)
            return fail(errc::busy, fmt::format("{} is held by another process: wait until it ends", path.string()));
        return system_failure("lock", path, number);
    }
    return file_lock(descriptor);
}

file_lock::file_lock(file_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

file_lock::~file_lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace yizhan
