#pragma once

#include <yizhan/base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace yizhan::app {

/// Options that every command has.
struct common_options {
    std::string city;
    std::string log_level = "info";
    bool json = false;
    bool quiet = false;
};

enum class log_level : std::uint8_t { error, warning, info, debug };

/// `errc::bad_call` that lists the levels for anything else.
result<log_level> parse_log_level(std::string_view name);

/// Lines for people on standard error, made printable.
class messages {
public:
    explicit messages(log_level level) : level_(level) {}

    void error(std::string_view text) const { say(log_level::error, "error: ", text); }
    void warning(std::string_view text) const { say(log_level::warning, "warning: ", text); }
    void info(std::string_view text) const { say(log_level::info, "", text); }
    void debug(std::string_view text) const { say(log_level::debug, "debug: ", text); }
    [[nodiscard]] bool shows(log_level level) const { return level <= level_; }

private:
    void say(log_level level, std::string_view prefix, std::string_view text) const;

    log_level level_;
};

/// What a command gets besides its own options.
struct context {
    const common_options& common;
    const messages& say;
};

}  // namespace yizhan::app
