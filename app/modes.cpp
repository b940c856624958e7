#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "environment.hpp"
#include "output_result.hpp"
#include "rules_json.hpp"

#include <yizhan/streets/rules.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

namespace yizhan::app {
namespace {

struct modes_call {
    std::string modes;
};

// The city whose rules are asked for; none: the rules as shipped.
result<std::optional<city>> city_if_any(const common_options& common) {
    const bool asked_for = !common.city.empty() || !environment_variable("YIZHAN_CITY").empty();
    std::error_code problem;
    if (!asked_for && !std::filesystem::exists("city.toml", problem)) return std::optional<city>();
    auto opened = open_city(common);
    if (!opened) return pass_on(opened);
    return std::optional(std::move(*opened));
}

// The tables of one mode, headed as in city.toml.
std::string with_headings(streets::mode m, const std::string& tables) {
    const auto heading = fmt::format("[modes.{}.", streets::name_of(m));
    std::string text;
    std::size_t line = 0;
    while (line < tables.size()) {
        const auto end = std::min(tables.find('\n', line), tables.size());
        const auto content = std::string_view(tables).substr(line, end - line);
        text += content.starts_with('[') ? heading + std::string(content.substr(1)) : std::string(content);
        text += '\n';
        line = end + 1;
    }
    return text;
}

result<void> run(const modes_call& call, context& with) {
    auto modes = call.modes.empty() ? std::vector<streets::mode>(streets::all_modes.begin(), streets::all_modes.end())
                                    : parse_modes(call.modes);
    if (!modes) return pass_on(modes);
    const auto of = city_if_any(with.common);
    if (!of) return std::unexpected(of.error());
    std::string text;
    for (const auto mode : *modes) {
        const auto rules = *of ? streets::load_rules(mode, (*of)->settings_text, (*of)->paths.settings().string())
                               : streets::load_rules(mode);
        if (!rules) return fail(errc::bad_input, rules.error().message);
        text += with_headings(mode, streets::describe(*rules)) + '\n';
    }
    return print(with.common.json ? toml_as_json(text) : text);
}

}  // namespace

void add_modes(command_line& commands) {
    auto call = std::make_shared<modes_call>();
    commands.add("modes", "Print the rules of travel in force: speeds, delays, who may use what",
                 "yizhan modes --city hangzhou --modes ebike", [call](context& with) { return run(*call, with); });
    commands.text({"--modes", "MODE,…", "Only these (default: all)"}, call->modes);
}

}  // namespace yizhan::app
