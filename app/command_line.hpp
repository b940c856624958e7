#pragma once

#include "context.hpp"

#include <yizhan/base/result.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace yizhan::app {

/// What a command does once its options are known.
using action = std::function<result<void>(context&)>;

/// How an option shows in the help.
struct option_text {
    std::string flags;  ///< "--mode" or "-o,--output"; a name without dashes is a positional argument
    std::string value;  ///< what stands for its value: "LON,LAT"
    std::string help;   ///< with default and range
    bool required = false;
};

/// `--mode`, which many commands have.
option_text mode_option();

/// The program's commands and their options, declared once each; wraps the parser (CLI11 stays in the .cpp).
///
/// All options are texts here; each command reads its own (see arguments.hpp), so that messages name the mend.
/// The options of every command (`--city` …) may stand before or after the subcommand.
class command_line {
public:
    explicit command_line(common_options& common);
    command_line(const command_line&) = delete;
    command_line& operator=(const command_line&) = delete;
    ~command_line();

    /// Begins a command; the options that follow belong to it.
    void add(const std::string& name, const std::string& summary, const std::string& example, action run);
    void text(const option_text& about, std::string& into);
    /// May be given several times, one value each.
    void list(const option_text& about, std::vector<std::string>& into);
    void flag(const option_text& about, bool& into);

    /// What to do: print a text (help, version) or run a command.
    struct parsed {
        std::string print;
        action run;
    };
    /// `errc::bad_call`, in one line, for options that cannot be.
    result<parsed> parse(std::span<const char* const> arguments);

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

/// Each declares one command and its options.
void add_init(command_line& commands);
void add_isochrone(command_line& commands);
void add_matrix(command_line& commands);
void add_nearest(command_line& commands);
void add_places(command_line& commands);
void add_modes(command_line& commands);
void add_route(command_line& commands);
void add_solve(command_line& commands);
void add_version(command_line& commands);

}  // namespace yizhan::app
