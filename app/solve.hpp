#pragma once

#include <yizhan/instances/generate.hpp>
#include <yizhan/instances/instance.hpp>
#include <yizhan/instances/question.hpp>
#include <yizhan/siting/solve.hpp>

#include <optional>
#include <span>
#include <string>
#include <variant>

namespace yizhan::app {

/// A generated city stands in for a file, as generated points do.
struct city_drawing {
    instances::drawing size;
    bool uniform = false;
};
struct one_file {
    instances::format as;
    std::string path;
};

/// What `yizhan solve` is told, read.
struct solve_request {
    std::variant<one_file, instances::csv_names, instances::drawing, city_drawing> source;
    instances::inquiry inquiry;
    siting::options how;
    std::optional<siting::index> curve_up_to;
    std::string model_file;  ///< not empty: the question is written there, not solved
    bool merged = false;     ///< of that model
};

/// The options' texts.
struct solve_call {
    std::string problem, format, file;
    std::string demand, sites, pairs, generate_cfl, generate_city, generate_uniform_city;
    std::string count, budget, radius, share;
    bool divided = false;
    std::string write_model;
    bool merged = false;
    std::string time_limit, work_limit, memory_limit, gap, seed, threads, mip, curve;
    std::string output;
};

/// `bad_call` for what cannot be.
result<solve_request> read_request(const solve_call& call);

/// A run, for printing.
struct solved {
    std::string problem;
    const instances::instance& instance;
    siting::index cells;  ///< after points that are covered alike became one
    const siting::options& how;
    double seconds;
    std::uint64_t memory_needed;  ///< bytes beside the instance, as known beforehand
};

std::string_view name_of(siting::answer_status status);
/// The greatest memory that this process has had, in MB (2^20 bytes).
double peak_memory_mb();

/// Prints to `output` (empty: standard output) as JSON, or else as a table.
result<void> print_answer(const solved& run, const siting::answer& found, bool json, const std::string& output);
result<void> print_curve(const solved& run, std::span<const siting::curve_point> curve, bool json,
                         const std::string& output);

/// Writes the question as a model for other solvers and prints its size.
result<void> write_model(const solve_request& request, const instances::instance& loaded,
                         const siting::problem& question, bool json, const std::string& output);

}  // namespace yizhan::app
