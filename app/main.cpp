#include "command_line.hpp"
#include "exit_status.hpp"
#include "interrupt.hpp"
#include "output_result.hpp"

#include <exception>
#include <new>

namespace yizhan::app {
namespace {

int report(const error& problem, const messages& say) {
    if (problem.code == errc::cancelled) return exit_good;  // the reader of our output has seen enough
    say.error(problem.message);
    return exit_status_of(problem.code);
}

void add_commands(command_line& commands) {
    add_init(commands);
    add_isochrone(commands);
    add_nearest(commands);
    add_route(commands);
    add_matrix(commands);
    add_solve(commands);
    add_places(commands);
    add_modes(commands);
    add_version(commands);
}

int run(std::span<const char* const> arguments) {
    common_options common;
    command_line commands(common);
    add_commands(commands);
    const messages errors_only(log_level::error);

    auto parsed = commands.parse(arguments);
    if (!parsed) return report(parsed.error(), errors_only);
    const auto level = parse_log_level(common.log_level);
    if (!level) return report(level.error(), errors_only);
    const messages say(common.quiet ? log_level::error : *level);
    context with{common, say};
    const auto done = parsed->run ? parsed->run(with) : print(parsed->print);
    return done ? exit_good : report(done.error(), say);
}

}  // namespace
}  // namespace yizhan::app

int main(int count, char** arguments) {
    using namespace yizhan;
    try {
        app::prepare_process();
        return app::run(std::span(arguments, static_cast<std::size_t>(count)).subspan(1));
    } catch (const std::bad_alloc&) {
        return app::report(error{errc::limit, "out of memory", {}}, app::messages(app::log_level::error));
    } catch (const std::exception& problem) {
        // A bug: rooms hand expected failures back as results.
        const auto text = std::string("internal error: ") + problem.what();
        return app::report(error{errc::io, text, {}}, app::messages(app::log_level::error));
    }
}
