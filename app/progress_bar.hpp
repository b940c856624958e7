#pragma once

#include <yizhan/base/progress.hpp>

#include <chrono>
#include <string>

namespace yizhan::app {

/// Shows long work on standard error: one line for each stage, drawn again at most ten times a second.
class progress_bar final : public progress {
public:
    progress_bar() = default;
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar() override { clear(); }

    void at(std::string_view stage, std::uint64_t done, std::uint64_t total) override;
    /// Takes the line away, so that something else can be said.
    void clear();

private:
    void draw(std::uint64_t done, std::uint64_t total);

    std::string stage_;
    std::chrono::steady_clock::time_point drawn_;
    std::size_t width_ = 0;
};

/// True if progress should be shown: standard error is a terminal that can go back in a line.
bool can_show_progress();

}  // namespace yizhan::app
