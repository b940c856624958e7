#include <yizhan/reach/hierarchy.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <thread>

namespace yizhan::reach {
namespace {

// Waits while somebody else builds. Returns the lock, or why there can be none.
result<file_lock> wait_for_lock(const std::filesystem::path& path, progress& watch) {
    constexpr std::chrono::milliseconds pause{50};
    for (;;) {
        auto lock = file_lock::acquire(path);
        if (lock || lock.error().code != errc::busy) return lock;
        watch.at("waiting for another process that builds the hierarchy", 0, 0);
        std::this_thread::sleep_for(pause);
    }
}

std::string why_built(const error& failure, const std::filesystem::path& path) {
    if (failure.code == errc::not_found) return fmt::format("{} is not there yet", path.string());
    return failure.message;
}

}  // namespace

opened_hierarchy open_or_build(const std::filesystem::path& path, const streets::travel_graph& graph, progress& watch) {
    if (auto ready = hierarchy::open(path, graph)) return {.ready = std::move(*ready), .why = {}, .unsaved = {}};
    auto lock_path = path;
    lock_path += ".lock";
    const auto lock = wait_for_lock(lock_path, watch);
    auto ready = hierarchy::open(path, graph);
    if (ready) return {.ready = std::move(*ready), .why = {}, .unsaved = {}};
    auto why = why_built(ready.error(), path);
    opened_hierarchy made{hierarchy::build(graph, watch), true, std::move(why), {}};
    if (!lock) {
        made.unsaved = lock.error().message;
    } else if (const auto written = made.ready.writer().write(path); !written) {
        made.unsaved = written.error().message;
    }
    return made;
}

}  // namespace yizhan::reach
