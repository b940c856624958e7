#include "version.hpp"

#include "command_line.hpp"
#include "output_result.hpp"

#include <yizhan/files/json_writer.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <fmt/format.h>

namespace yizhan::app {
namespace {

result<void> run(context& with) {
    if (!with.common.json) return print(fmt::format("yizhan {}\n", program_version));
    return print_json([](files::json_writer& json) {
        json.begin_object();
        json.member("version", program_version);
        json.member("streets_format", streets::travel_graph::file_version);
        json.end_object();
    });
}

}  // namespace

void add_version(command_line& commands) {
    commands.add("version", "Print the program's version", "yizhan version --json", run);
}

}  // namespace yizhan::app
