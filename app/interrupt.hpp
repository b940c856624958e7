#pragma once

#include <atomic>
#include <filesystem>

namespace yizhan::app {

/// To be called once, before any thread begins. Makes closed standard streams safe to use, turns a closed pipe into
/// an error of `write`, and starts the thread that waits for SIGINT, SIGTERM and SIGHUP (unless they are ignored):
/// on one of them what `remove_if_interrupted` and `watch_folder` name is removed and the process ends with
/// 128 + the signal's number.
void prepare_process();

/// Temporaries of this process's `atomic_file`s in `folder` are removed if it is interrupted.
void watch_folder(const std::filesystem::path& folder);

/// A new city folder that is to vanish again unless `keep` is called: on destruction, and on an interrupt. Only
/// what an import puts there is removed, and the folders only when they are empty then.
class fresh_folder {
public:
    fresh_folder() = default;
    /// Makes `folder` and its missing parents; nothing to vanish if it is there already.
    explicit fresh_folder(const std::filesystem::path& folder, std::error_code& problem);
    fresh_folder(const fresh_folder&) = delete;
    fresh_folder& operator=(const fresh_folder&) = delete;
    ~fresh_folder();

    void keep();
};

/// While one is there, the first SIGINT or SIGTERM does not end the process but asks the work to stop with what it
/// has; another ends it. One at a time.
class stop_on_interrupt {
public:
    stop_on_interrupt();
    stop_on_interrupt(const stop_on_interrupt&) = delete;
    stop_on_interrupt& operator=(const stop_on_interrupt&) = delete;
    ~stop_on_interrupt();

    /// Becomes true when the work should stop.
    [[nodiscard]] const std::atomic<bool>& asked() const;
};

}  // namespace yizhan::app
