#include "interrupt.hpp"

#include <yizhan/base/file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

namespace yizhan::app {
namespace {

namespace fs = std::filesystem;

// What to undo. Never destroyed: the waiting thread may use it until the very end.
struct undo_list {
    std::mutex guard;
    std::set<fs::path> watched;
    fs::path city;               // whose files are to vanish, or empty
    std::vector<fs::path> made;  // folders, innermost first
};

undo_list& undo() {
    static auto* list = new undo_list;
    return *list;
}

// Whether a signal is to be passed on to the work, and whether one was.
struct soft_stop {
    std::atomic<bool> wanted{false};
    std::atomic<bool> asked{false};
};
constinit soft_stop stopping;

void remove_temporaries(const fs::path& folder) {
    const auto mine = fmt::format("-{}-", ::getpid());
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (is_temporary_of_atomic_file(entry.path()) && entry.path().filename().string().contains(mine))
            fs::remove(entry.path(), ignored);
}

// What an import may have put into a city folder that it made itself.
void remove_unfinished_city(undo_list& list) {
    if (list.city.empty()) return;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(list.city, ignored))
        if (entry.path().filename().string().starts_with("streets.")) fs::remove(entry.path(), ignored);
    fs::remove(list.city / "layers" / "boundary.geojson", ignored);
    fs::remove(list.city / "layers", ignored);
    fs::remove(list.city / "city.toml", ignored);
    fs::remove(list.city / ".yizhan.lock", ignored);
    for (const auto& folder : list.made)
        fs::remove(folder, ignored);
    list.city.clear();
    list.made.clear();
}

[[noreturn]] void end_by(int signal) {
    auto& list = undo();
    const std::lock_guard hold(list.guard);
    for (const auto& folder : list.watched)
        remove_temporaries(folder);
    remove_unfinished_city(list);
    if (::isatty(STDERR_FILENO) == 1) std::ignore = ::write(STDERR_FILENO, "\n", 1);
    ::_exit(128 + signal);
}

void wait_for_signals() {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction current{};
        ::sigaction(signal, nullptr, &current);
        if (current.sa_handler != SIG_IGN) sigaddset(&wanted, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
    std::thread([wanted] {
        while (true) {
            int signal = 0;
            if (::sigwait(&wanted, &signal) != 0) continue;
            if (signal == SIGHUP || !stopping.wanted.exchange(false)) end_by(signal);
            stopping.asked = true;
        }
    }).detach();
}

// A file opened later must not land on the number of a closed standard stream. What is opened here cannot be used
// the way round that the stream would be, so using it fails as it should.
void occupy_standard_streams() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(descriptor, F_GETFD) == -1)
            std::ignore = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

void prepare_process() {
    occupy_standard_streams();
    std::ignore = ::signal(SIGPIPE, SIG_IGN);
    std::ignore = ::signal(SIGXFSZ, SIG_IGN);  // a file that grows beyond `ulimit -f` is a failed write
    wait_for_signals();
}

void watch_folder(const std::filesystem::path& folder) {
    auto& list = undo();
    const std::lock_guard hold(list.guard);
    list.watched.insert(folder.empty() ? fs::path(".") : folder);
}

fresh_folder::fresh_folder(const std::filesystem::path& folder, std::error_code& problem) {
    problem.clear();
    auto& list = undo();
    const std::lock_guard hold(list.guard);
    std::vector<fs::path> missing;
    for (auto path = fs::absolute(folder).lexically_normal(); !path.empty() && !fs::exists(fs::symlink_status(path));
         path = path.parent_path())
        missing.push_back(path.has_filename() ? path : path.parent_path());
    fs::create_directories(folder, problem);
    if (problem || missing.empty()) return;
    list.city = folder;
    list.made = missing;
}

fresh_folder::~fresh_folder() {
    auto& list = undo();
    const std::lock_guard hold(list.guard);
    remove_unfinished_city(list);
}

void fresh_folder::keep() {
    auto& list = undo();
    const std::lock_guard hold(list.guard);
    list.city.clear();
    list.made.clear();
}

stop_on_interrupt::stop_on_interrupt() {
    stopping.asked = false;
    stopping.wanted = true;
}

stop_on_interrupt::~stop_on_interrupt() {
    stopping.wanted = false;
}

const std::atomic<bool>& stop_on_interrupt::asked() const {
    return stopping.asked;
}

}  // namespace yizhan::app
