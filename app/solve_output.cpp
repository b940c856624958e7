#include "output_result.hpp"
#include "solve.hpp"

#include <yizhan/files/text.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace yizhan::app {
namespace {

using siting::answer_status;

bool has_layout(const siting::answer& found) {
    return found.status == answer_status::optimal || found.status == answer_status::feasible;
}

// Nothing for what is not known.
double known(const siting::answer& found, double value) {
    return has_layout(found) ? value : std::numeric_limits<double>::quiet_NaN();
}

void put_run(const solved& run, files::json_writer& json) {
    json.fixed_member("seconds", run.seconds, 3);
    json.member("threads", run.how.threads);
    json.member("seed", run.how.seed);
    json.fixed_member("peak_memory_mb", peak_memory_mb(), 1);
    json.fixed_member("memory_needed_mb", static_cast<double>(run.memory_needed) / 1e6, 1);
    json.member("sites", run.instance.sites());
    json.member("cells", run.cells);
}

void put_answer(const solved& run, const siting::answer& found, files::json_writer& json) {
    json.begin_object();
    json.member("problem", run.problem);
    json.member("instance", run.instance.name);
    json.member("status", name_of(found.status));
    json.member("objective", known(found, found.objective));
    json.member("bound", found.status == answer_status::infeasible ? known(found, 0) : found.bound);
    json.member("gap", known(found, found.gap()));
    json.key("open");
    json.begin_array();
    for (const auto site : found.open)
        json.value(run.instance.site_ids[site]);
    json.end_array();
    json.member("work_units", found.work);
    put_run(run, json);
    if (!found.conflict.empty()) {
        json.key("conflict");
        json.begin_array();
        for (const auto& condition : found.conflict)
            json.value(condition);
        json.end_array();
    }
    json.end_object();
}

std::string number_text(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : std::string("not known");
}

std::string table_of_run(const solved& run) {
    return fmt::format("seconds    {:.3f}\nthreads    {}\nseed       {}\nmemory     {:.0f} MB at most\n", run.seconds,
                       run.how.threads, run.how.seed, peak_memory_mb());
}

std::string table_of(const solved& run, const siting::answer& found) {
    std::string text =
        fmt::format("problem    {}\ninstance   {}: {} sites, {} cells\nstatus     {}\n", run.problem,
                    files::printable(run.instance.name), run.instance.sites(), run.cells, name_of(found.status));
    for (const auto& condition : found.conflict)
        text += fmt::format("conflict   {}\n", condition);
    if (has_layout(found)) {
        text += fmt::format("objective  {}\nbound      {}\ngap        {:.4f} %\n", number_text(found.objective),
                            number_text(found.bound), 100 * found.gap());
        text += fmt::format("open       {}:", found.open.size());
        for (const auto site : found.open)
            text += ' ' + files::printable(run.instance.site_ids[site]);
        text += '\n';
    }
    return text + fmt::format("work       {} units\n", found.work) + table_of_run(run);
}

void put_curve(const solved& run, std::span<const siting::curve_point> curve, files::json_writer& json) {
    json.begin_object();
    json.member("problem", run.problem);
    json.member("instance", run.instance.name);
    json.key("curve");
    json.begin_array();
    for (const auto& point : curve) {
        json.new_line();
        json.begin_object();
        json.member("count", point.count);
        json.member("nested", point.nested);
        json.key("added");
        if (point.added == siting::nobody)
            json.null();
        else
            json.value(run.instance.site_ids[point.added]);
        json.member("best", point.best);
        json.member("bound", point.bound);
        json.end_object();
    }
    json.end_array();
    put_run(run, json);
    json.end_object();
}

std::string table_of(const solved& run, std::span<const siting::curve_point> curve) {
    std::string text = fmt::format("{:>6} {:>16} {:>12} {:>16} {:>16}\n", "sites", "nested", "added", "best", "bound");
    for (const auto& point : curve)
        text += fmt::format("{:>6} {:>16} {:>12} {:>16} {:>16}\n", point.count, number_text(point.nested),
                            point.added == siting::nobody ? "" : files::printable(run.instance.site_ids[point.added]),
                            number_text(point.best), number_text(point.bound));
    return text + table_of_run(run);
}

// A file is always JSON.
result<void> put_to(const std::string& output, bool json, const std::function<void(files::json_writer&)>& write,
                    const std::function<std::string()>& table) {
    const bool to_file = !output.empty() && output != "-";
    if (!to_file && !json) return print(table());
    auto out = open_output(output);
    if (!out) return pass_on(out);
    files::json_writer writer(into(*out));
    write(writer);
    writer.finish();
    return out->finish();
}

}  // namespace

std::string_view name_of(answer_status status) {
    constexpr std::array<std::string_view, 4> names{"optimal", "feasible", "infeasible", "unknown"};
    return names[static_cast<std::size_t>(status)];
}

double peak_memory_mb() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

result<void> print_answer(const solved& run, const siting::answer& found, bool json, const std::string& output) {
    return put_to(
        output, json, [&](files::json_writer& writer) { put_answer(run, found, writer); },
        [&] { return table_of(run, found); });
}

result<void> print_curve(const solved& run, std::span<const siting::curve_point> curve, bool json,
                         const std::string& output) {
    return put_to(
        output, json, [&](files::json_writer& writer) { put_curve(run, curve, writer); },
        [&] { return table_of(run, curve); });
}

}  // namespace yizhan::app
