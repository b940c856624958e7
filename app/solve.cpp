#include "solve.hpp"

#include "command_line.hpp"
#include "interrupt.hpp"
#include "progress_bar.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/files/output.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <memory>

namespace yizhan::app {
namespace {

using steady = std::chrono::steady_clock;

double seconds_since(steady::time_point begin) {
    return std::chrono::duration<double>(steady::now() - begin).count();
}

result<instances::instance> load(const solve_request& request) {
    if (const auto* file = std::get_if<one_file>(&request.source)) return instances::read(file->as, file->path);
    if (const auto* tables = std::get_if<instances::csv_names>(&request.source)) return instances::read_csv(*tables);
    if (const auto* city = std::get_if<city_drawing>(&request.source))
        return city->uniform ? instances::generate_uniform_city(city->size) : instances::generate_city(city->size);
    return instances::generate_cfl(std::get<instances::drawing>(request.source), request.how.threads);
}

// Draws the standing on a terminal, a few times a second.
class standing_line {
public:
    void operator()(const siting::standing& now) {
        constexpr auto between = std::chrono::milliseconds(100);
        if (steady::now() - drawn_ < between) return;
        drawn_ = steady::now();
        std::string line;
        if (!std::isnan(now.objective)) line += fmt::format("objective {:.12g}  ", now.objective);
        if (std::isfinite(now.bound)) line += fmt::format("bound {:.12g}  ", now.bound);
        siting::answer so_far;
        so_far.objective = now.objective;
        so_far.bound = now.bound;
        if (std::isfinite(so_far.gap())) line += fmt::format("gap {:.3f} %  ", 100 * so_far.gap());
        bar_.at(line + fmt::format("{:.0f} s", now.seconds), 0, 0);
    }

private:
    progress_bar bar_;
    steady::time_point drawn_{};
};

void show_progress(const context& with, siting::options& how) {
    if (with.common.quiet || !can_show_progress()) return;
    how.report = [line = std::make_shared<standing_line>()](const siting::standing& now) { (*line)(now); };
}

void warn_unreached(const siting::problem& question, const messages& say) {
    std::vector<bool> reached(question.cells());
    for (const auto cell : question.pairs.cell)
        reached[cell] = true;
    double lost = 0;
    double all = 0;
    for (siting::index cell = 0; cell < question.cells(); ++cell) {
        all += question.weight[cell];
        if (!reached[cell]) lost += question.weight[cell];
    }
    if (lost > 0)
        say.info(fmt::format("no site reaches {:.4g} % of the demand ({} of {})", 100 * lost / all, lost, all));
}

result<void> solve_curve(const solve_request& request, const siting::problem& question, solved run,
                         steady::time_point begin, bool json, const std::string& output) {
    const auto curve = siting::marginal_curve(question, *request.curve_up_to, run.how);
    if (!curve) return std::unexpected(curve.error());
    run.seconds = seconds_since(begin);
    return print_curve(run, *curve, json, output);
}

result<void> run(const solve_call& call, context& with) {
    if (!call.output.empty() && call.output != "-") {
        constexpr std::array formats{files::output_format::json};
        if (const auto format = files::format_of(call.output, formats, "an answer"); !format)
            return std::unexpected(format.error());
    }
    auto request = read_request(call);
    if (!request) return pass_on(request);
    auto loaded = load(*request);
    if (!loaded) return pass_on(loaded);

    const auto begin = steady::now();
    auto& how = request->how;
    const stop_on_interrupt stop;
    how.cancelled = &stop.asked();
    const auto question = instances::put(request->inquiry, *loaded, how.threads);
    if (!question) return std::unexpected(question.error());
    warn_unreached(*question, with.say);
    if (!request->model_file.empty()) return write_model(*request, *loaded, *question, with.common.json, call.output);
    show_progress(with, how);
    how.time_limit = std::max(0.0, how.time_limit - seconds_since(begin));
    const solved about{call.problem, *loaded, question->cells(), how, 0, siting::memory_needed(*question)};
    if (request->curve_up_to) return solve_curve(*request, *question, about, begin, with.common.json, call.output);
    const auto found = siting::solve(*question, how);
    if (!found) return std::unexpected(found.error());
    how.report = nullptr;  // takes the line of progress away
    if (auto good = confirm(request->inquiry, *loaded, *question, *found, how.threads); !good) return good;
    auto finished = about;
    finished.seconds = seconds_since(begin);
    auto printed = print_answer(finished, *found, with.common.json, call.output);
    if (printed && found->status == siting::answer_status::unknown)
        return fail(errc::limit, "stopped before a layout was found: give more time or work");
    return printed;
}

void add_instance_options(command_line& commands, solve_call& call) {
    commands.text(
        {"--problem", "KIND",
         "mclp, set-cover, partial-cover, p-median, p-center, capacitated-p-median or capacitated-mclp", true},
        call.problem);
    commands.text({"--format", "FORMAT", "orlib-pmed, orlib-pmedcap, orlib-scp, tsplib, cfl, points or csv"},
                  call.format);
    commands.text({"FILE", "", "The instance"}, call.file);
    commands.text({"--demand", "FILE", "Format csv: id,weight"}, call.demand);
    commands.text({"--sites", "FILE", "Format csv: id and, if wanted, cost,capacity,fixed"}, call.sites);
    commands.text({"--pairs", "FILE", "Format csv: site,demand and, if wanted, seconds"}, call.pairs);
    commands.text({"--generate-cfl", "CANDIDATES,POINTS,SEED",
                   "Instead of FILE: points as in the instances of Cordeau, Furini & Ljubić"},
                  call.generate_cfl);
    commands.text({"--generate-city", "CANDIDATES,CELLS,SEED", "Instead of FILE: a drawn city, in metres"},
                  call.generate_city);
    commands.text({"--generate-uniform-city", "CANDIDATES,CELLS,SEED",
                   "Instead of FILE: the same without centres, suburbs and river"},
                  call.generate_uniform_city);
}

void add_question_options(command_line& commands, solve_call& call) {
    commands.text({"-p", "COUNT", "How many sites may be opened (default: what the file says)"}, call.count);
    commands.text({"--budget", "COST", "What the opened sites may cost, instead of -p"}, call.budget);
    commands.text(
        {"-R,--radius", "DISTANCE", "Within which a site serves: in the units of the coordinates, or in seconds"},
        call.radius);
    commands.text({"--share", "SHARE", "Of all demand, to be covered in partial-cover: above 0, at most 1"},
                  call.share);
    commands.flag({"--divided", "", "With capacities: demand of a cell may be served by several sites"}, call.divided);
    commands.text({"--curve", "COUNT", "The best cover for every number of sites up to this, instead of one answer"},
                  call.curve);
    commands.text(
        {"--write-model", "FILE.mps", "Write the question as a model for other solvers instead of solving it"},
        call.write_model);
    commands.flag({"--merged", "", "With --write-model, of covering: cells that the same sites reach become one"},
                  call.merged);
}

void add_limit_options(command_line& commands, solve_call& call) {
    commands.text({"--time-limit", "SECONDS", "Stop then with the best found (default: none)"}, call.time_limit);
    commands.text(
        {"--work-limit", "UNITS", "Stop after so many units of work: gives the answer that told this number again"},
        call.work_limit);
    commands.text({"--memory-limit", "MB", "Refuse what may take more than this beside the instance (default: none)"},
                  call.memory_limit);
    commands.text({"--gap", "SHARE", "Stop when the answer is proven to be so close to the best (default 0)"},
                  call.gap);
    commands.text({"--seed", "NUMBER", "For what is drawn by chance (default 1)"}, call.seed);
    commands.text({"--threads", "COUNT", "How many to use (default 1)"}, call.threads);
    commands.text({"--mip", "SOLVER", "auto (default), highs or cbc"}, call.mip);
    commands.text({"-o,--output", "FILE", "Where to write: .json (default: a table on standard output)"}, call.output);
}

}  // namespace

void add_solve(command_line& commands) {
    auto call = std::make_shared<solve_call>();
    commands.add("solve", "Answer a published location problem",
                 "yizhan solve --problem mclp --format cfl BDS1000.txt -p 10 --radius 5.5 --json",
                 [call](context& with) { return run(*call, with); });
    add_instance_options(commands, *call);
    add_question_options(commands, *call);
    add_limit_options(commands, *call);
}

}  // namespace yizhan::app
