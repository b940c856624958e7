#include <yizhan/files/output.hpp>
#include <yizhan/files/text.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace yizhan::files {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> endings{".geojson", ".json", ".csv", ".html"};
constexpr std::size_t block = std::size_t{1} << 16;

std::string_view ending_of(output_format format) {
    return endings[static_cast<std::size_t>(format)];
}

error write_failure(const std::string& name, int number) {
    const auto why = std::error_code(number, std::generic_category()).message();
    return {number == EPIPE ? errc::cancelled : errc::io, fmt::format("cannot write {}: {}", name, why), {}};
}

}  // namespace

result<output_format> format_of(const std::string& path, std::span<const output_format> supported,
                                std::string_view what) {
    const auto ending = lower_ascii(fs::path(path).extension().string());
    std::vector<std::string_view> known;
    for (const auto format : supported) {
        if (ending_of(format) == ending) return format;
        known.push_back(ending_of(format));
    }
    return fail(errc::bad_call, fmt::format("cannot write {} to {}: let the file's name end in {}", what, path,
                                            fmt::join(known, " or ")));
}

result<output> output::to(const std::string& path) {
    output made;
    if (path.empty() || path == "-") {
        made.name_ = "standard output";
        made.descriptor_ = STDOUT_FILENO;
        return made;
    }
    made.name_ = path;
    std::error_code problem;
    const auto status = fs::status(path, problem);
    if (fs::is_directory(status))
        return fail(errc::bad_call, fmt::format("cannot write {}: it is a folder; name a file", path));
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        // A pipe or device must be written to, not replaced.
        made.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (made.descriptor_ < 0) return std::unexpected(write_failure(path, errno));
        made.owned_ = true;
        return made;
    }
    // Through links, so that the file behind one is replaced and not the link.
    const auto target = fs::weakly_canonical(path, problem);
    auto file = atomic_file::create(problem ? fs::path(path) : target);
    if (!file) return pass_on(file);
    made.file_.emplace(std::move(*file));
    return made;
}

output::output(output&& other) noexcept
    : name_(std::move(other.name_)),
      file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(std::exchange(other.owned_, false)),
      waiting_(std::move(other.waiting_)),
      failure_(std::move(other.failure_)) {}

output::~output() {
    if (owned_) ::close(descriptor_);
}

void output::put(std::string_view text) {
    if (failure_) return;
    if (waiting_.size() + text.size() > block) {
        write_directly(waiting_);
        waiting_.clear();
    }
    if (text.size() > block)
        write_directly(text);
    else
        waiting_ += text;
}

void output::write_directly(std::string_view text) {
    if (file_) {
        if (auto written = file_->write(text); !written) failure_ = std::move(written.error());
        return;
    }
    while (!text.empty() && !failure_) {
        const auto written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            failure_ = write_failure(name_, errno);
            return;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

result<void> output::finish() {
    if (!failure_) write_directly(std::exchange(waiting_, {}));
    if (failure_) return std::unexpected(*failure_);
    if (file_) return file_->commit();
    if (owned_) {
        owned_ = false;
        if (::close(std::exchange(descriptor_, -1)) != 0) return std::unexpected(write_failure(name_, errno));
    }
    return {};
}

}  // namespace yizhan::files
