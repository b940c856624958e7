#include "command_line.hpp"

#include "version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <utility>

namespace yizhan::app {
namespace {

constexpr auto common_group = "Options of every command";

void add_common(CLI::App& app, common_options& common) {
    const auto text = [&](const char* flags, std::string& into, const char* value, const char* help) {
        app.add_option(flags, into, help)->type_name(value)->group(common_group);
    };
    text("--city", common.city, "DIR", "The city's folder (default: $YIZHAN_CITY, then the current folder)");
    app.add_flag("--json", common.json, "Print the result as JSON")->group(common_group);
    app.add_flag("--quiet", common.quiet, "No messages, progress or summary; errors only")->group(common_group);
    text("--log-level", common.log_level, "LEVEL", "Messages to show: error, warning, info (default) or debug");
}

bool is_negative_number(std::string_view text) {
    return text.size() > 1 && text[0] == '-' && (text[1] == '.' || (text[1] >= '0' && text[1] <= '9'));
}

// Joins "--at" "-8.61,41.15" into "--at=-8.61,41.15": the parser would take some negative numbers for options.
std::vector<std::string> with_negative_values(std::span<const char* const> arguments) {
    std::vector<std::string> joined;
    for (const std::string_view argument : arguments) {
        const bool after_option = !joined.empty() && joined.back().starts_with("--") && joined.back().size() > 2 &&
                                  !joined.back().contains('=');
        if (after_option && is_negative_number(argument))
            joined.back() += fmt::format("={}", argument);
        else
            joined.emplace_back(argument);
    }
    return joined;
}

// The parser's messages may run over several lines and end in a full stop.
std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    while (text.ends_with(' ') || text.ends_with('.'))
        text.pop_back();
    return text;
}

}  // namespace

option_text mode_option() {
    return {"--mode", "MODE", "walk, ebike, bike or drive", true};
}

class command_line::implementation {
public:
    explicit implementation(common_options& common_in) : common(common_in) {
        root.set_help_flag("-h,--help", "Print this and exit");
        root.set_version_flag("--version", fmt::format("yizhan {}", program_version));
        root.require_subcommand(0, 1);
        root.footer("Every command explains itself: yizhan isochrone --help");
        add_common(root, common);
    }

    [[nodiscard]] const CLI::App* chosen() const {
        const auto chosen = root.get_subcommands();
        return chosen.empty() ? nullptr : chosen.front();
    }

    [[nodiscard]] std::unexpected<error> refuse(const std::string& what) const {
        const auto* command = chosen();
        const auto name = command == nullptr ? std::string("yizhan") : "yizhan " + command->get_name();
        return fail(errc::bad_call, fmt::format("{}: see {} --help", one_line(what), name));
    }

    common_options& common;
    CLI::App root{"Yizhan: plan a city's network of service stations for outdoor workers", "yizhan"};
    CLI::App* latest = nullptr;
    std::map<std::string, action> actions;
};

command_line::command_line(common_options& common) : implementation_(std::make_unique<implementation>(common)) {}
command_line::~command_line() = default;

void command_line::add(const std::string& name, const std::string& summary, const std::string& example, action run) {
    auto* command = implementation_->root.add_subcommand(name, summary);
    command->footer("Example:\n  " + example);
    add_common(*command, implementation_->common);
    implementation_->latest = command;
    implementation_->actions[name] = std::move(run);
}

void command_line::text(const option_text& about, std::string& into) {
    implementation_->latest->add_option(about.flags, into, about.help)
        ->type_name(about.value)
        ->required(about.required)
        ->take_last();
}

void command_line::list(const option_text& about, std::vector<std::string>& into) {
    implementation_->latest->add_option(about.flags, into, about.help)
        ->type_name(about.value)
        ->required(about.required)
        ->allow_extra_args(false);
}

void command_line::flag(const option_text& about, bool& into) {
    implementation_->latest->add_flag(about.flags, into, about.help);
}

result<command_line::parsed> command_line::parse(std::span<const char* const> arguments) {
    auto& inside = *implementation_;
    auto texts = with_negative_values(arguments);
    std::ranges::reverse(texts);  // the order in which the parser takes a vector
    try {
        inside.root.parse(std::move(texts));
    } catch (const CLI::CallForHelp&) {
        const auto* command = inside.chosen();
        return parsed{command == nullptr ? inside.root.help() : command->help("yizhan"), {}};
    } catch (const CLI::CallForVersion&) {
        return parsed{fmt::format("yizhan {}\n", program_version), {}};
    } catch (const CLI::ExtrasError&) {
        const auto unknown = fmt::format("{}", fmt::join(inside.root.remaining(true), " "));
        return inside.refuse(fmt::format("unknown {}: {}", inside.chosen() == nullptr ? "command" : "option", unknown));
    } catch (const CLI::ParseError& problem) {
        return inside.refuse(problem.what());
    }
    const auto* command = inside.chosen();
    if (command == nullptr) return inside.refuse("no command is given");
    return parsed{{}, inside.actions.at(command->get_name())};
}

}  // namespace yizhan::app
