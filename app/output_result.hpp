#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/output.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yizhan::app {

/// Prints a text on standard output.
result<void> print(std::string_view text);

/// Prints a JSON text on standard output, as `write` writes it.
result<void> print_json(const std::function<void(files::json_writer&)>& write);

/// A JSON writer's way into an output.
files::text_sink into(files::output& out);

/// Whether `-o` names a file; nothing and `-` are standard output.
bool is_file(const std::string& path);

/// The format to write: by the ending of a file; on standard output JSON with `--json`, else nothing, which is the
/// command's usual form. Errors as those of `files::format_of`.
result<std::optional<files::output_format>> asked_format(const std::string& path, bool json,
                                                         std::span<const files::output_format> supported,
                                                         std::string_view what);

/// `files::output::to`, watched: an interrupted run leaves no temporary beside `path`.
result<files::output> open_output(const std::string& path);

}  // namespace yizhan::app
