#include "progress_bar.hpp"

#include "environment.hpp"

#include <yizhan/files/text.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <tuple>

namespace yizhan::app {
namespace {

constexpr auto between_drawings = std::chrono::milliseconds(100);
constexpr std::size_t bar_width = 24;

std::string amount(std::uint64_t done, std::uint64_t total) {
    constexpr std::uint64_t megabyte = 1'000'000;
    // Only bytes come in such numbers.
    if (total >= 10 * megabyte)
        return fmt::format("{:.1f} of {:.1f} MB", static_cast<double>(done) / megabyte,
                           static_cast<double>(total) / megabyte);
    return fmt::format("{:.0f} %", 100.0 * static_cast<double>(done) / static_cast<double>(total));
}

}  // namespace

void progress_bar::at(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    const bool next_stage = stage != stage_;
    if (!next_stage && now - drawn_ < between_drawings) return;
    if (next_stage) stage_ = files::printable(stage);
    drawn_ = now;
    draw(done, total);
}

void progress_bar::draw(std::uint64_t done, std::uint64_t total) {
    std::string line = stage_;
    if (total > 0) {
        const auto filled = static_cast<std::size_t>(std::min(done, total) * bar_width / total);
        line = fmt::format("[{}{}] {} {}", std::string(filled, '='), std::string(bar_width - filled, ' '), stage_,
                           amount(std::min(done, total), total));
    }
    const auto width = files::display_width(line);
    const std::string rest(width_ > width ? width_ - width : 0, ' ');
    std::ignore = std::fputs(fmt::format("\r{}{}", line, rest).c_str(), stderr);
    std::ignore = std::fflush(stderr);
    width_ = width;
}

void progress_bar::clear() {
    if (width_ == 0) return;
    std::ignore = std::fputs(fmt::format("\r{}\r", std::string(width_, ' ')).c_str(), stderr);
    std::ignore = std::fflush(stderr);
    width_ = 0;
}

bool can_show_progress() {
    return ::isatty(STDERR_FILENO) == 1 && environment_variable("TERM") != "dumb";
}

}  // namespace yizhan::app
