#include "arguments.hpp"
#include "solve.hpp"

#include <yizhan/files/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace yizhan::app {
namespace {

constexpr double most_amount = 1e15;
constexpr double most_seconds = 1e9;
constexpr double most_megabytes = 1e9;
constexpr std::uint32_t most_sites = 1'000'000'000;
constexpr std::uint32_t most_threads = 1024;

/// Reads an option into `into` unless it is not given.
template <class T, class Read>
result<void> read_if_given(const std::string& text, T& into, Read&& read) {
    if (text.empty()) return {};
    const auto value = read(text);
    if (!value) return std::unexpected(value.error());
    into = *value;
    return {};
}

result<std::uint64_t> parse_whole(const std::string& option, const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size())
        return fail(errc::bad_call, fmt::format("{} {}: give a whole number from 0", option, text));
    return value;
}

result<double> parse_gap(const std::string& text) {
    const auto value = files::parse_number(files::trimmed(text));
    if (!value || *value < 0 || *value > 1)
        return fail(errc::bad_call, fmt::format("--gap {}: give a share from 0 to 1, such as 0.01 for 1 %", text));
    return *value;
}

result<siting::mip_backend> parse_mip(const std::string& text) {
    if (text == "auto") return siting::mip_backend::automatic;
    if (text == "highs") return siting::mip_backend::highs;
    if (text == "cbc") return siting::mip_backend::cbc;
    return fail(errc::bad_call, fmt::format("--mip {}: use auto, highs or cbc", text));
}

result<void> read_drawn(const solve_call& call, solve_request& into) {
    if (!call.file.empty() || (!call.format.empty() && call.format != "cfl" && call.format != "points"))
        return fail(errc::bad_call, "what is generated stands in for FILE: drop FILE and --format");
    const std::array<std::pair<std::string_view, const std::string&>, 3> ways{{
        {"--generate-cfl", call.generate_cfl},
        {"--generate-city", call.generate_city},
        {"--generate-uniform-city", call.generate_uniform_city},
    }};
    const auto is_given = [](const auto& way) { return !way.second.empty(); };
    const auto way = std::ranges::find_if(ways, is_given);
    if (const auto other = std::find_if(way + 1, ways.end(), is_given); other != ways.end())
        return fail(errc::bad_call,
                    fmt::format("{} and {} exclude each other: give one of them", way->first, other->first));
    const auto drawn = instances::parse_drawing(way->first, way->second);
    if (!drawn) return std::unexpected(drawn.error());
    if (way == ways.begin())
        into.source = *drawn;
    else
        into.source = city_drawing{*drawn, way->first == "--generate-uniform-city"};
    return {};
}

result<void> read_tables(const solve_call& call, solve_request& into) {
    if (!call.file.empty() || call.demand.empty() || call.sites.empty() || call.pairs.empty())
        return fail(errc::bad_call, "--format csv takes three tables: give --demand FILE --sites FILE --pairs FILE");
    into.source = instances::csv_names{call.demand, call.sites, call.pairs};
    return {};
}

result<void> read_source(const solve_call& call, solve_request& into) {
    if (!call.generate_cfl.empty() || !call.generate_city.empty() || !call.generate_uniform_city.empty())
        return read_drawn(call, into);
    if (call.format == "csv") return read_tables(call, into);
    const auto format = instances::format_of(call.format);
    if (!format)
        return fail(errc::bad_call,
                    fmt::format("{}: use orlib-pmed, orlib-pmedcap, orlib-scp, tsplib, cfl, points or csv",
                                call.format.empty() ? "no --format is given"
                                                    : fmt::format("unknown format '{}'", call.format)));
    if (call.file.empty()) return fail(errc::bad_call, fmt::format("--format {} reads a file: give FILE", call.format));
    into.source = one_file{*format, call.file};
    return {};
}

result<void> read_inquiry(const solve_call& call, instances::inquiry& into) {
    const auto kind = instances::parse_problem_kind(call.problem);
    if (!kind) return std::unexpected(kind.error());
    into.kind = *kind;
    into.divided = call.divided;
    const auto amount = [](const char* option) {
        return [option](const std::string& text) { return parse_positive(option, text, most_amount); };
    };
    auto good =
        read_if_given(call.count, into.count, [](const auto& text) { return parse_count("-p", text, most_sites); });
    if (good) good = read_if_given(call.budget, into.budget, amount("--budget"));
    if (good) good = read_if_given(call.radius, into.radius, amount("--radius"));
    if (good)
        good =
            read_if_given(call.share, into.share, [](const auto& text) { return parse_positive("--share", text, 1); });
    return good;
}

result<void> read_options(const solve_call& call, siting::options& into) {
    auto good = read_if_given(call.time_limit, into.time_limit,
                              [](const auto& text) { return parse_positive("--time-limit", text, most_seconds); });
    if (good)
        good = read_if_given(call.work_limit, into.work_limit,
                             [](const auto& text) { return parse_whole("--work-limit", text); });
    std::optional<double> megabytes;
    if (good)
        good = read_if_given(call.memory_limit, megabytes,
                             [](const auto& text) { return parse_positive("--memory-limit", text, most_megabytes); });
    if (megabytes) into.memory_limit = static_cast<std::uint64_t>(*megabytes * 1e6);
    if (good) good = read_if_given(call.gap, into.gap, parse_gap);
    if (good) good = read_if_given(call.seed, into.seed, [](const auto& text) { return parse_whole("--seed", text); });
    if (good)
        good = read_if_given(call.threads, into.threads,
                             [](const auto& text) { return parse_count("--threads", text, most_threads); });
    if (good) good = read_if_given(call.mip, into.mip, parse_mip);
    return good;
}

}  // namespace

namespace {

result<void> read_model_file(const solve_call& call, solve_request& into) {
    if (call.write_model.empty()) {
        if (call.merged) return fail(errc::bad_call, "--merged is of a model that is written: give --write-model");
        return {};
    }
    if (!call.write_model.ends_with(".mps"))
        return fail(errc::bad_call,
                    fmt::format("--write-model {}: models are written as MPS: give FILE.mps", call.write_model));
    if (!call.curve.empty())
        return fail(errc::bad_call, "--write-model and --curve exclude each other: a model is of one number of sites");
    into.model_file = call.write_model;
    into.merged = call.merged;
    into.inquiry.apart = !call.merged;
    return {};
}

}  // namespace

result<solve_request> read_request(const solve_call& call) {
    solve_request request;
    if (auto good = read_inquiry(call, request.inquiry); !good) return pass_on(good);
    if (auto good = read_source(call, request); !good) return pass_on(good);
    if (auto good = read_options(call, request.how); !good) return pass_on(good);
    if (auto good = read_model_file(call, request); !good) return pass_on(good);
    auto good = read_if_given(call.curve, request.curve_up_to,
                              [](const auto& text) { return parse_count("--curve", text, most_sites); });
    if (!good) return pass_on(good);
    if (!request.curve_up_to) return request;
    if (request.inquiry.kind != instances::problem_kind::mclp)
        return fail(errc::bad_call, "--curve is of covered demand by number of sites: use it with --problem mclp");
    if (request.inquiry.count || request.inquiry.budget)
        return fail(errc::bad_call, "--curve is of every number of sites: drop -p and --budget");
    request.inquiry.count = request.curve_up_to;
    return request;
}

}  // namespace yizhan::app
