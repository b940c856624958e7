#include "arguments.hpp"
#include "city.hpp"
#include "command_line.hpp"
#include "output_result.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/table.hpp>
#include <yizhan/streets/places.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

namespace yizhan::app {
namespace {

using files::output_format;
using streets::feature_kind;

constexpr std::array<std::string_view, 3> kind_names{"poi", "settlement", "boundary"};
constexpr std::array<std::string_view, 3> origin_names{"node", "way", "relation"};

struct places_call {
    std::string kind;
    std::string tag;
    std::string language;
    std::string output;
};

struct places_request {
    std::optional<feature_kind> kind;
    std::string key;
    std::string value;
    std::optional<output_format> format;  // none: a table
};

result<places_request> read_request(const places_call& call, const common_options& common) {
    places_request request;
    if (!call.kind.empty()) {
        const auto found = std::ranges::find(kind_names, call.kind);
        if (found == kind_names.end())
            return fail(errc::bad_call, fmt::format("--kind {}: use {}", call.kind, fmt::join(kind_names, ", ")));
        request.kind = static_cast<feature_kind>(found - kind_names.begin());
    }
    const auto equals = call.tag.find('=');
    request.key = call.tag.substr(0, equals);
    if (equals != std::string::npos) request.value = call.tag.substr(equals + 1);
    if (!call.tag.empty() && request.key.empty())
        return fail(errc::bad_call, fmt::format("--tag {}: give KEY or KEY=VALUE, such as amenity=toilets", call.tag));
    constexpr std::array formats{output_format::csv, output_format::geojson, output_format::json};
    auto format = asked_format(call.output, common.json, formats, "places");
    if (!format) return pass_on(format);
    request.format = *format;
    return request;
}

// The features asked for, with what all formats show of them.
class selection {
public:
    selection(const streets::places& of, const places_request& request, std::string language)
        : of_(&of), language_(std::move(language)) {
        for (const auto kind : {feature_kind::poi, feature_kind::settlement, feature_kind::boundary}) {
            if (request.kind && *request.kind != kind) continue;
            const auto found = of.find(kind, request.key, request.value);
            features_.insert(features_.end(), found.begin(), found.end());
        }
    }

    [[nodiscard]] const std::vector<std::uint32_t>& features() const { return features_; }
    [[nodiscard]] const streets::places& of() const { return *of_; }
    [[nodiscard]] std::string id(std::uint32_t feature) const {
        const auto& one = (*of_)[feature];
        return fmt::format("{}/{}", origin_names[static_cast<std::size_t>(one.origin)], one.id);
    }
    [[nodiscard]] std::string_view kind(std::uint32_t feature) const {
        return kind_names[static_cast<std::size_t>((*of_)[feature].kind)];
    }
    [[nodiscard]] std::string_view name(std::uint32_t feature) const { return of_->name(feature, language_); }
    // The tag that says what it is, as "amenity=toilets".
    [[nodiscard]] std::string what(std::uint32_t feature) const {
        for (const std::string_view key : {"amenity", "shop", "office", "tourism", "leisure", "healthcare", "craft",
                                           "place", "railway", "public_transport", "boundary", "building"})
            if (const auto value = of_->value(feature, key); !value.empty()) return fmt::format("{}={}", key, value);
        return {};
    }

private:
    const streets::places* of_;
    std::string language_;
    std::vector<std::uint32_t> features_;
};

std::string as_table(const selection& all) {
    using side = files::text_table::side;
    files::text_table table({{"kind"}, {"id"}, {"name"}, {"what"}, {"lon", side::right}, {"lat", side::right}});
    for (const auto feature : all.features()) {
        const auto at = all.of().position(feature);
        table.add({std::string(all.kind(feature)), all.id(feature), std::string(all.name(feature)), all.what(feature),
                   at ? fmt::format("{:.7f}", at->lon_degrees()) : "-",
                   at ? fmt::format("{:.7f}", at->lat_degrees()) : "-"});
    }
    return table.text();
}

// A list of places that `--places` reads back; boundaries of which nothing lies in the extract have no position.
std::string as_csv(const selection& all) {
    std::string text = "id,name,lon,lat,kind,what\n";
    for (const auto feature : all.features()) {
        const auto at = all.of().position(feature);
        if (!at) continue;
        files::append_csv_field(text, all.id(feature));
        text += ',';
        files::append_csv_field(text, all.name(feature));
        text +=
            fmt::format(",{},{},{},", files::degrees_text(at->lon), files::degrees_text(at->lat), all.kind(feature));
        files::append_csv_field(text, all.what(feature));
        text += '\n';
    }
    return text;
}

// Boundaries' rings as kept: each outer ring is followed by its holes, the first point repeated at the end.
geo::multipolygon area_of(const streets::places& of, std::uint32_t feature) {
    geo::multipolygon area;
    for (std::size_t i = 0; i < of.ring_count(feature); ++i) {
        const auto points = of.ring(feature, i);
        area.rings.push_back({static_cast<std::uint32_t>(area.points.size()),
                              static_cast<std::uint32_t>(points.size() - 1), of.is_outer(feature, i)});
        area.points.insert(area.points.end(), points.begin(), points.end() - 1);
    }
    return area;
}

void write_tags(files::json_writer& json, const streets::places& of, std::uint32_t feature) {
    json.begin_object();
    for (const auto& [key, value] : of.tags(feature))
        json.member(key, value);
    json.end_object();
}

void write_geojson(files::output& out, const selection& all) {
    files::json_writer json(into(out));
    files::geojson_writer writer(json);
    for (const auto feature : all.features()) {
        const auto at = all.of().position(feature);
        writer.begin_feature(all.id(feature));
        if (all.of().ring_count(feature) > 0)
            writer.area(area_of(all.of(), feature));
        else if (at)
            writer.point(*at);
        else
            writer.no_geometry();
        writer.property("kind", all.kind(feature));
        writer.property("name", all.name(feature));
        write_tags(writer.property_key("tags"), all.of(), feature);
        writer.end_feature();
    }
    writer.finish();
}

void write_json(files::output& out, const selection& all) {
    files::json_writer json(into(out));
    json.begin_object();
    json.member("attribution", files::osm_attribution);
    json.key("places");
    json.begin_array();
    for (const auto feature : all.features()) {
        json.new_line();
        json.begin_object();
        json.member("kind", all.kind(feature));
        json.member("id", all.id(feature));
        json.member("name", all.name(feature));
        if (const auto at = all.of().position(feature)) {
            json.fixed_member("lon", at->lon_degrees(), 7);
            json.fixed_member("lat", at->lat_degrees(), 7);
        }
        json.key("tags");
        write_tags(json, all.of(), feature);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    json.finish();
}

result<void> run(const places_call& call, context& with) {
    const auto request = read_request(call, with.common);
    if (!request) return std::unexpected(request.error());
    const auto home = open_city(with.common);
    if (!home) return std::unexpected(home.error());
    const auto kept = open_places(*home);
    if (!kept) return std::unexpected(kept.error());
    const selection all(*kept, *request, call.language);
    auto out = open_output(call.output);
    if (!out) return pass_on(out);
    if (!request->format)
        out->put(as_table(all));
    else if (*request->format == output_format::csv)
        out->put(as_csv(all));
    else if (*request->format == output_format::geojson)
        write_geojson(*out, all);
    else
        write_json(*out, all);
    return out->finish();
}

}  // namespace

void add_places(command_line& commands) {
    auto call = std::make_shared<places_call>();
    commands.add("places", "List what was kept of the extract: points of interest, settlements, boundaries",
                 "yizhan places --city hangzhou --kind poi --tag amenity=toilets -o toilets.csv",
                 [call](context& with) { return run(*call, with); });
    commands.text({"--kind", "KIND", "Only poi, settlement or boundary"}, call->kind);
    commands.text({"--tag", "KEY[=VALUE]", "Only those with this OpenStreetMap tag"}, call->tag);
    commands.text({"--language", "CODE", "Names in this language where there are such (zh, en, …)"}, call->language);
    commands.text(
        {"-o,--output", "FILE", "Where to write: .csv, .geojson or .json (default: a table on standard output)"},
        call->output);
}

}  // namespace yizhan::app
