#pragma once

#include <yizhan/base/file.hpp>
#include <yizhan/base/result.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yizhan::files {

/// Formats that a result can have.
enum class output_format : std::uint8_t { geojson, json, csv, html };

/// The format that the ending of `path` stands for. `errc::bad_call` unless it is one of `supported`; the message
/// names those. `what` is the thing written, as in "a matrix".
result<output_format> format_of(const std::string& path, std::span<const output_format> supported,
                                std::string_view what);

/// Where a result goes: a file, written atomically (pipes and devices directly), or standard output. Failures are
/// kept until `finish`, so that writers need not look.
class output {
public:
    /// Empty or `-` is standard output. The file is prepared here, so that a path that cannot be written is known
    /// before the work.
    static result<output> to(const std::string& path);

    output(output&& other) noexcept;
    output& operator=(output&&) = delete;
    output(const output&) = delete;
    output& operator=(const output&) = delete;
    /// Without `finish`, a file is left as it was.
    ~output();

    void put(std::string_view text);
    /// Puts the file in its place. A reader of standard output that went away (a closed pipe) is `errc::cancelled`.
    result<void> finish();

private:
    output() = default;
    void write_directly(std::string_view text);

    std::string name_;
    std::optional<atomic_file> file_;
    int descriptor_ = -1;
    bool owned_ = false;
    std::string waiting_;
    std::optional<error> failure_;
};

}  // namespace yizhan::files
