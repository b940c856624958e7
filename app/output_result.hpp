#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/files/json_writer.hpp>
#include <yizhan/files/output.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace yizhan::app {

/// Prints a text on standard output.
result<void> print(std::string_view text);

/// Prints a JSON text on standard output, as `write` writes it.
result<void> print_json(const std::function<void(files::json_writer&)>& write);

/// A JSON writer's way into an output.
files::text_sink into(files::output& out);

/// `files::output::to`, watched: an interrupted run leaves no temporary beside `path`.
result<files::output> open_output(const std::string& path);

}  // namespace yizhan::app
