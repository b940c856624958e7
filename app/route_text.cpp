#include "route_text.hpp"

#include "output_result.hpp"

#include <yizhan/files/csv.hpp>
#include <yizhan/files/geojson_writer.hpp>
#include <yizhan/files/table.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace yizhan::app {
namespace {

// Calls visit(leg number from 1, step number from 1, leg, step).
template <class Visit>
void for_each_step(const route_found& found, Visit visit) {
    for (std::size_t i = 0; i < found.way.legs.size(); ++i)
        for (std::size_t j = 0; j < found.way.legs[i].steps.size(); ++j)
            visit(i + 1, j + 1, found.way.legs[i], found.way.legs[i].steps[j]);
}

double seconds(std::uint64_t ms) {
    return static_cast<double>(ms) / 1e3;
}

void totals(files::json_writer& json, std::uint64_t ms, std::uint64_t mm) {
    json.fixed_member("seconds", seconds(ms), 1);
    json.fixed_member("metres", static_cast<double>(mm) / 1e3, 1);
}

// Numbers of the places in the order of the call, from 1, as visited.
void write_order(files::json_writer& json, const route_found& found) {
    json.key("order");
    json.begin_array();
    for (const auto index : found.order)
        json.value(index + 1);
    json.end_array();
}

void write_step(files::json_writer& json, const route_found& found, const reach::route_leg& leg,
                const reach::route_step& step) {
    json.new_line();
    json.begin_object();
    json.member("turn", reach::code_of(step.how));
    json.member("text", reach::word_for(step.how, found.language));
    json.member("street", step.name);
    json.member("heading", step.heading);
    totals(json, step.ms, step.mm);
    json.key("at");
    json.position(leg.points[step.first_point]);
    json.end_object();
}

void write_leg(files::json_writer& json, const route_found& found, std::size_t number) {
    const auto& leg = found.way.legs[number];
    json.new_line();
    json.begin_object();
    json.member("from", found.order[number] + 1);
    json.member("to", found.order[number + 1] + 1);
    totals(json, leg.ms, leg.mm);
    json.key("geometry");
    json.begin_object();
    json.member("type", "LineString");
    json.key("coordinates");
    json.begin_array();
    for (const auto point : leg.points)
        json.position(point);
    json.end_array();
    json.end_object();
    json.key("steps");
    json.begin_array();
    for (const auto& step : leg.steps)
        write_step(json, found, leg, step);
    json.end_array();
    json.end_object();
}

}  // namespace

std::string route_summary(const route_found& found) {
    std::vector<std::uint32_t> order;
    for (const auto index : found.order)
        order.push_back(index + 1);
    return fmt::format("{}: {:.1f} minutes, {:.2f} km, places in order {}\n", streets::name_of(found.travel),
                       seconds(found.way.ms) / 60, static_cast<double>(found.way.mm) / 1e6, fmt::join(order, " "));
}

std::string route_table(const route_found& found) {
    using side = files::text_table::side;
    files::text_table table(
        {{"leg", side::right}, {"step"}, {"street"}, {"minutes", side::right}, {"metres", side::right}});
    for_each_step(found, [&](std::size_t leg, std::size_t, const reach::route_leg&, const reach::route_step& step) {
        table.add({fmt::format("{}", leg), std::string(reach::word_for(step.how, found.language)),
                   std::string(step.name), fmt::format("{:.1f}", seconds(step.ms) / 60),
                   fmt::format("{:.0f}", static_cast<double>(step.mm) / 1e3)});
    });
    return table.text() + route_summary(found);
}

std::string route_csv(const route_found& found) {
    std::string text = "leg,step,turn,street,seconds,metres,lon,lat\n";
    for_each_step(
        found, [&](std::size_t leg, std::size_t number, const reach::route_leg& whole, const reach::route_step& step) {
            const auto at = whole.points[step.first_point];
            text += fmt::format("{},{},{},", leg, number, reach::code_of(step.how));
            files::append_csv_field(text, step.name);
            text += fmt::format(",{},{},{},{}\n", files::fixed_text(seconds(step.ms), 1),
                                files::fixed_text(static_cast<double>(step.mm) / 1e3, 1), files::degrees_text(at.lon),
                                files::degrees_text(at.lat));
        });
    return text;
}

void write_route_geojson(files::output& out, const route_found& found) {
    files::json_writer json(into(out));
    files::geojson_writer writer(json);
    for (std::size_t i = 0; i < found.way.legs.size(); ++i) {
        const auto& leg = found.way.legs[i];
        writer.begin_feature();
        writer.line(leg.points);
        writer.property("mode", streets::name_of(found.travel));
        writer.property("leg", i + 1);
        writer.property("from", found.order[i] + 1);
        writer.property("to", found.order[i + 1] + 1);
        writer.fixed_property("seconds", seconds(leg.ms), 1);
        writer.fixed_property("metres", static_cast<double>(leg.mm) / 1e3, 1);
        writer.end_feature();
    }
    writer.finish();
}

void write_route_json(files::output& out, const route_found& found) {
    files::json_writer json(into(out));
    json.begin_object();
    json.member("mode", streets::name_of(found.travel));
    totals(json, found.way.ms, found.way.mm);
    write_order(json, found);
    json.member("attribution", files::osm_attribution);
    json.key("legs");
    json.begin_array();
    for (std::size_t i = 0; i < found.way.legs.size(); ++i)
        write_leg(json, found, i);
    json.end_array();
    json.end_object();
    json.finish();
}

void write_route_figures(files::json_writer& json, const route_found& found) {
    json.begin_object();
    json.member("mode", streets::name_of(found.travel));
    totals(json, found.way.ms, found.way.mm);
    write_order(json, found);
    json.end_object();
}

}  // namespace yizhan::app
