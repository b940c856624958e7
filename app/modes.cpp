#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"
#include "rules_json.hpp"

#include <yizhan/streets/rules.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace yizhan::app {
namespace {

struct modes_call {
    std::string modes;
};

// The city whose rules are asked for; none: the rules as shipped.
result<std::optional<city>> city_if_any(const common_options& common) {
    const char* named = std::getenv("YIZHAN_CITY");
    const bool asked_for = !common.city.empty() || (named != nullptr && *named != '\0');
    std::error_code problem;
    if (!asked_for && !std::filesystem::exists("city.toml", problem)) return std::optional<city>();
    auto opened = open_city(common);
    if (!opened) return pass_on(opened);
    return std::optional(std::move(*opened));
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
        text += streets::describe(*rules) + '\n';
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
