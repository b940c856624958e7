#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"
#include "progress_bar.hpp"
#include "starts.hpp"
#include "travel.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/reach/matrix.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace yizhan::app {
namespace {

using files::output_format;

struct matrix_call {
    std::string from;
    std::string to;
    std::string mode;
    std::string limit;
    std::string output;
};

struct matrix_request {
    streets::mode travel = streets::mode::walk;
    std::uint32_t limit_ms = reach::no_limit;
    output_format format = output_format::csv;
};

result<matrix_request> read_request(const matrix_call& call, const common_options& common) {
    matrix_request request;
    const auto mode = streets::parse_mode(call.mode);
    if (!mode) return std::unexpected(mode.error());
    request.travel = *mode;
    if (!call.limit.empty()) {
        const auto minutes = parse_positive("--limit", call.limit, most_minutes);
        if (!minutes) return std::unexpected(minutes.error());
        request.limit_ms = static_cast<std::uint32_t>(std::ceil(*minutes * 60'000));
    }
    if (call.from == "-" && call.to == "-")
        return fail(errc::bad_call, "--from and --to cannot both be standard input: name a file for one of them");
    constexpr std::array formats{output_format::csv, output_format::json};
    auto format = asked_format(call.output, common.json, formats, "a matrix");
    if (!format) return pass_on(format);
    request.format = format->value_or(output_format::csv);
    return request;
}

// One side of the matrix: a list of places and how they are attached to the streets.
struct side {
    files::place_list list;
    snapped_places places;
};

result<side> read_side(const std::string& path, const streets::travel_graph& graph, const city& of, streets::mode m,
                       const messages& say) {
    side read;
    auto list = files::read_places(path);
    if (!list) return pass_on(list);
    read.list = std::move(*list);
    auto places = snap_places(graph, of, m, read.list);
    if (!places) return pass_on(places);
    read.places = std::move(*places);
    if (read.places.far > 0)
        say.warning(fmt::format("{}: {} of {} places are too far from any street and left out", path, read.places.far,
                                read.list.places.size()));
    return read;
}

// Seconds to a tenth; whole ones without a point.
void append_seconds(std::string& text, std::uint32_t ms) {
    const auto tenths = (std::uint64_t{ms} + 50) / 100;
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), tenths / 10).ptr;
    text.append(digits.data(), end);
    if (tenths % 10 == 0) return;
    text += '.';
    text += static_cast<char>('0' + tenths % 10);
}

// Writes pairs as they come, one record each; unreachable ones are left out.
class pair_writer {
public:
    pair_writer(files::output& out, output_format format, const side& from, const side& to)
        : out_(&out), format_(format), from_(written_ids(from)), to_(written_ids(to)) {
        out_->put(format_ == output_format::csv ? "from_id,to_id,seconds\n" : "[");
    }

    result<void> rows(std::size_t first, std::span<const std::uint32_t> times) {
        for (std::size_t i = 0; i < times.size(); ++i)
            if (times[i] != reach::unreached) pair(first + i / to_.size(), i % to_.size(), times[i]);
        out_->put(waiting_);
        waiting_.clear();
        return {};
    }

    void end() {
        if (format_ == output_format::json) out_->put("\n]\n");
    }
    [[nodiscard]] std::uint64_t written() const { return written_; }

private:
    [[nodiscard]] std::vector<std::string> written_ids(const side& of) const {
        std::vector<std::string> ids;
        for (const auto index : of.places.index) {
            auto& id = ids.emplace_back();
            if (format_ == output_format::csv)
                files::append_csv_field(id, of.list.places[index].id);
            else
                id = files::json_string(of.list.places[index].id);
        }
        return ids;
    }

    void pair(std::size_t from, std::size_t to, std::uint32_t ms) {
        const bool json = format_ == output_format::json;
        if (json) waiting_ += written_ > 0 ? ",\n{\"from_id\":" : "\n{\"from_id\":";
        waiting_ += from_[from];
        waiting_ += json ? ",\"to_id\":" : ",";
        waiting_ += to_[to];
        waiting_ += json ? ",\"seconds\":" : ",";
        append_seconds(waiting_, ms);
        waiting_ += json ? "}" : "\n";
        ++written_;
    }

    files::output* out_;
    output_format format_;
    std::vector<std::string> from_;
    std::vector<std::string> to_;
    std::string waiting_;
    std::uint64_t written_ = 0;
};

struct summary {
    std::size_t origins;
    std::size_t destinations;
    std::uint64_t pairs;
    double seconds;
};

result<void> report(const summary& all, const matrix_call& call, const common_options& common) {
    const auto unreachable = std::uint64_t{all.origins} * all.destinations - all.pairs;
    if (common.json)
        return print_json([&](files::json_writer& json) {
            json.begin_object();
            json.member("file", call.output);
            json.member("mode", call.mode);
            json.member("origins", all.origins);
            json.member("destinations", all.destinations);
            json.member("pairs", all.pairs);
            json.member("absent", unreachable);
            json.fixed_member("seconds", all.seconds, 3);
            json.end_object();
        });
    if (common.quiet) return {};
    using align = files::text_table::side;
    files::text_table table({{"origins", align::right},
                             {"destinations", align::right},
                             {"pairs", align::right},
                             {"absent", align::right},
                             {"seconds", align::right}});
    table.add({fmt::format("{}", all.origins), fmt::format("{}", all.destinations), fmt::format("{}", all.pairs),
               fmt::format("{}", unreachable), fmt::format("{:.2f}", all.seconds)});
    return print(table.text());
}

result<void> run(const matrix_call& call, context& with) {
    const auto request = read_request(call, with.common);
    if (!request) return std::unexpected(request.error());
    const auto opened = open_streets(with.common, request->travel);
    if (!opened) return std::unexpected(opened.error());
    const auto& [home, graph] = *opened;
    const auto from = read_side(call.from, graph, home, request->travel, with.say);
    if (!from) return std::unexpected(from.error());
    const auto to = read_side(call.to, graph, home, request->travel, with.say);
    if (!to) return std::unexpected(to.error());
    auto out = open_output(call.output);
    if (!out) return pass_on(out);

    std::optional<reach::hierarchy> shortcuts;
    if (request->limit_ms == reach::no_limit) shortcuts = ready_hierarchy(home, graph, request->travel, with);
    reach::matrix_options options;
    options.limit = request->limit_ms;
    options.shortcuts = shortcuts ? &*shortcuts : nullptr;

    const auto begun = std::chrono::steady_clock::now();
    pair_writer writer(*out, request->format, *from, *to);
    progress_bar bar;
    const bool shown = with.say.shows(log_level::info) && can_show_progress();
    const auto take = [&](std::size_t first, std::span<const std::uint32_t> rows) { return writer.rows(first, rows); };
    if (!from->places.at.empty() && !to->places.at.empty())
        if (auto done = reach::for_matrix_rows(graph, from->places.at, to->places.at, options,
                                               shown ? bar : progress::none(), take);
            !done)
            return done;
    bar.clear();
    writer.end();
    if (auto done = out->finish(); !done) return done;
    if (!is_file(call.output)) return {};
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    return report({from->list.places.size(), to->list.places.size(), writer.written(), took.count()}, call,
                  with.common);
}

}  // namespace

void add_matrix(command_line& commands) {
    auto call = std::make_shared<matrix_call>();
    commands.add("matrix", "Travel times from every place of one list to every place of another",
                 "yizhan matrix --city porto --from hosts.csv --to stations.csv --mode walk --limit 30 -o matrix.csv",
                 [call](context& with) { return run(*call, with); });
    commands.text(
        {"--from", "FILE", "Where trips begin: CSV with id,lon,lat or GeoJSON points; - is standard input", true},
        call->from);
    commands.text({"--to", "FILE", "Where they end, likewise", true}, call->to);
    commands.text(mode_option(), call->mode);
    commands.text({"--limit", "MINUTES", "Leave out what takes longer: above 0, at most 720 (default: no limit)"},
                  call->limit);
    commands.text({"-o,--output", "FILE",
                   "Where to write from_id,to_id,seconds: .csv or .json (default: CSV on standard "
                   "output). Pairs without a way are absent; seconds are rounded to 0.1"},
                  call->output);
}

}  // namespace yizhan::app
