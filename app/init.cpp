#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "import_city.hpp"
#include "output_result.hpp"
#include "time_zone.hpp"

#include <yizhan/files/boundary.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/files/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace yizhan::app {
namespace {

namespace fs = std::filesystem;

struct init_call {
    std::string folder;
    std::string osm;
    std::string name;
    std::string time_zone;
    std::string boundary;
    std::string modes;
};

result<void> check_extract(const std::string& path) {
    std::error_code problem;
    const auto status = fs::status(path, problem);
    if (!fs::exists(status)) return fail(errc::not_found, fmt::format("cannot open {}: there is no such file", path));
    if (fs::is_directory(status))
        return fail(errc::bad_call,
                    fmt::format("--osm {}: is a folder; name an .osm.pbf, .osm or .osm.bz2 file", path));
    return {};
}

result<import_request> read_request(const init_call& call) {
    import_request request;
    request.paths.folder = call.folder;
    request.osm = call.osm;
    if (!call.name.empty()) request.changes.name = call.name;
    if (!call.modes.empty()) {
        auto modes = parse_modes(call.modes);
        if (!modes) return pass_on(modes);
        request.changes.modes = std::move(*modes);
    }
    if (!call.time_zone.empty()) {
        if (auto known = check_time_zone(call.time_zone); !known) return pass_on(known);
        request.changes.time_zone = call.time_zone;
    }
    if (auto there = check_extract(call.osm); !there) return pass_on(there);
    if (!call.boundary.empty()) {
        auto boundary = files::read_boundary(call.boundary);
        if (!boundary) return pass_on(boundary);
        request.boundary = std::move(*boundary);
    }
    return request;
}

void report_json(files::json_writer& json, const import_request& request, const import_outcome& outcome) {
    json.begin_object();
    json.member("city", request.paths.folder.string());
    json.member("up_to_date", outcome.up_to_date);
    json.key("modes");
    json.begin_array();
    for (const auto mode : outcome.modes)
        json.value(streets::name_of(mode));
    json.end_array();
    if (!outcome.up_to_date) {
        json.fixed_member("seconds", outcome.report.seconds, 3);
        json.fixed_member("peak_memory_mb", static_cast<double>(outcome.report.peak_memory_bytes) / 1e6, 1);
        json.key("counts");
        json.begin_object();
        for (const auto& count : outcome.report.counts)
            json.member(count.key, count.value);
        json.end_object();
    }
    json.end_object();
}

// Counts of the modes side by side: their labels are those of the rest with "MODE: " before.
class mode_counts {
public:
    explicit mode_counts(const std::vector<streets::mode>& modes) : modes_(modes) {}

    // False if the count is of no mode.
    bool take(const streets::import_report::count& count) {
        for (std::size_t i = 0; i < modes_.size(); ++i) {
            const auto prefix = fmt::format("{}: ", streets::name_of(modes_[i]));
            if (!count.label.starts_with(prefix)) continue;
            const auto label = count.label.substr(prefix.size());
            auto row = std::ranges::find(rows_, label, &row_of_counts::label);
            if (row == rows_.end())
                row = rows_.insert(rows_.end(), {label, std::vector<std::string>(modes_.size(), "-")});
            row->counts[i] = fmt::format("{}", count.value);
            return true;
        }
        return false;
    }

    [[nodiscard]] std::string text() const {
        std::vector<files::text_table::column> columns{{"by mode"}};
        for (const auto mode : modes_)
            columns.push_back({std::string(streets::name_of(mode)), files::text_table::side::right});
        files::text_table table(std::move(columns));
        for (const auto& row : rows_) {
            std::vector<std::string> fields{row.label};
            fields.insert(fields.end(), row.counts.begin(), row.counts.end());
            table.add(std::move(fields));
        }
        return table.text();
    }

private:
    struct row_of_counts {
        std::string label;
        std::vector<std::string> counts;
    };
    std::vector<streets::mode> modes_;
    std::vector<row_of_counts> rows_;
};

result<void> report_table(const import_request& request, const import_outcome& outcome) {
    const auto folder = request.paths.folder.string();
    if (outcome.up_to_date)
        return print(
            fmt::format("{} is up to date: extract, options and rules are those of the last import\n", folder));
    files::text_table table({{"import"}, {"count", files::text_table::side::right}});
    mode_counts by_mode(outcome.modes);
    for (const auto& count : outcome.report.counts)
        if (!by_mode.take(count)) table.add({count.label, fmt::format("{}", count.value)});
    return print(table.text() + '\n' + by_mode.text() +
                 fmt::format("\n{} is ready: {:.2f} s, {:.0f} MB of memory\n", files::printable(folder),
                             outcome.report.seconds, static_cast<double>(outcome.report.peak_memory_bytes) / 1e6));
}

result<void> run(const init_call& call, context& with) {
    const auto request = read_request(call);
    if (!request) return std::unexpected(request.error());
    const auto outcome = import_city(*request, with);
    if (!outcome) return std::unexpected(outcome.error());
    if (with.common.json) return print_json([&](files::json_writer& json) { report_json(json, *request, *outcome); });
    if (with.common.quiet) return {};
    return report_table(*request, *outcome);
}

}  // namespace

void add_init(command_line& commands) {
    auto call = std::make_shared<init_call>();
    commands.add("init", "Make a city, or bring it up to date, from an OpenStreetMap extract",
                 "yizhan init hangzhou --osm hangzhou.osm.pbf --name 杭州 --modes walk,ebike",
                 [call](context& with) { return run(*call, with); });
    commands.text({"DIR", "", "The city's folder; made if it is missing", true}, call->folder);
    commands.text({"--osm", "FILE", "The extract: .osm.pbf, .osm or .osm.bz2", true}, call->osm);
    commands.text({"--name", "NAME", "The city's name (default: that of the folder)"}, call->name);
    commands.text({"--time-zone", "ZONE", "Its time zone (default: Asia/Shanghai)"}, call->time_zone);
    commands.text({"--boundary", "FILE", "GeoJSON polygons: only streets within 5 km of their box are kept"},
                  call->boundary);
    commands.text({"--modes", "MODE,…", "Ways to travel: walk, ebike, bike, drive (default: all, or as in city.toml)"},
                  call->modes);
}

}  // namespace yizhan::app
