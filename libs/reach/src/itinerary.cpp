#include "itinerary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace yizhan::reach {
namespace {

constexpr double half_turn = 180.0;

// Degrees clockwise from north.
double bearing(geo::point a, geo::point b) {
    const auto scale = geo::local_scale::at((a.lat_degrees() + b.lat_degrees()) / 2);
    const double east = scale.x * (static_cast<double>(b.lon) - a.lon);
    const double north = scale.y * (static_cast<double>(b.lat) - a.lat);
    const double degrees = std::atan2(east, north) * half_turn / std::numbers::pi;
    return degrees < 0 ? degrees + 2 * half_turn : degrees;
}

// Degrees to the right (negative: left), -180 to 180.
double bend(double before, double after) {
    return std::remainder(after - before, 2 * half_turn);
}

// A turn of this many degrees begins a step of its own.
constexpr double new_step = 45;

turn turn_of(double degrees) {
    const double size = std::abs(degrees);
    const bool right = degrees > 0;
    if (size < 20) return turn::straight;
    if (size < 45) return right ? turn::slight_right : turn::slight_left;
    if (size < 120) return right ? turn::right : turn::left;
    if (size < 165) return right ? turn::sharp_right : turn::sharp_left;
    return turn::u_turn;
}

// The points of a stretch in the direction of travel, cut at its places. Shares of vertices are measured as `snap`
// measures them: at the latitude of the place.
std::vector<geo::point> points_of(const streets::travel_graph& graph, const street_part& s) {
    const auto all = graph.points_of(streets::street_of(s.along));
    if (s.cut_begin == nullptr && s.cut_end == nullptr) {
        std::vector<geo::point> points(all.begin(), all.end());
        if (streets::is_backward(s.along)) std::ranges::reverse(points);
        return points;
    }
    const bool backward = streets::is_backward(s.along);
    const auto* const low = backward ? s.cut_end : s.cut_begin;
    const auto* const high = backward ? s.cut_begin : s.cut_end;
    const auto scale = geo::local_scale::at((low != nullptr ? low : high)->place.lat_degrees());
    double whole = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        whole += scale.metres(all[i], all[i + 1]);
    std::vector<geo::point> points;
    if (low != nullptr) points.push_back(low->at);
    double metres = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) metres += scale.metres(all[i - 1], all[i]);
        const bool after_low = low == nullptr || metres > low->share * whole;
        const bool before_high = high == nullptr || metres < high->share * whole;
        if (after_low && before_high) points.push_back(all[i]);
    }
    if (high != nullptr) points.push_back(high->at);
    if (backward) std::ranges::reverse(points);
    return points;
}

// Writes a leg down, one line of points after the other.
class leg_writer {
public:
    explicit leg_writer(const streets::travel_graph& graph) : graph_(graph) {}

    void straight(geo::point from, geo::point to, std::uint32_t ms, std::uint32_t mm) {
        if (from == to && ms == 0 && mm == 0) return;
        const std::array line{from, to};
        begin_step(line, false, streets::street_class::other, {});
        add(line, ms, mm);
    }

    void along(const street_part& s) {
        const auto line = points_of(graph_, s);
        const auto segment = streets::street_of(s.along);
        const auto kind = graph_.arrays().segments[segment].kind;
        const auto name = graph_.name_of(segment);
        // What has no length and no time belongs to no step: a place at the very end of a street.
        const bool something = s.ms > 0 || s.mm > 0;
        if (something && !goes_on(line, kind, name)) begin_step(line, true, kind, name);
        if (something || !leg_.steps.empty()) add(line, s.ms, s.mm);
    }

    route_leg finish(geo::point end) {
        if (leg_.points.empty()) leg_.points.push_back(end);
        const auto heading = static_cast<std::uint16_t>(std::lround(heading_.value_or(0)) % 360);
        const auto how = turn::arrive;
        leg_.steps.push_back({how, false, heading, streets::street_class::other, {}, 0, 0, leg_.points.size() - 1});
        return std::move(leg_);
    }

private:
    static std::optional<double> first_heading(std::span<const geo::point> line) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            if (line[i] != line[i + 1]) return bearing(line[i], line[i + 1]);
        return std::nullopt;
    }

    [[nodiscard]] bool goes_on(std::span<const geo::point> line, streets::street_class kind,
                               std::string_view name) const {
        if (leg_.steps.empty() || !leg_.steps.back().on_street) return false;
        const auto& now = leg_.steps.back();
        if (now.name != name || (name.empty() && now.kind != kind)) return false;
        const auto heading = first_heading(line);
        return !heading || !heading_ || std::abs(bend(*heading_, *heading)) < new_step;
    }

    void begin_step(std::span<const geo::point> line, bool on_street, streets::street_class kind,
                    std::string_view name) {
        const auto heading = first_heading(line);
        auto how = turn::straight;
        if (leg_.steps.empty())
            how = turn::depart;
        else if (heading && heading_)
            how = turn_of(bend(*heading_, *heading));
        const auto degrees = std::lround(heading.value_or(heading_.value_or(0))) % 360;
        const auto first = leg_.points.empty() ? 0 : leg_.points.size() - 1;
        leg_.steps.push_back({how, on_street, static_cast<std::uint16_t>(degrees), kind, name, 0, 0, first});
    }

    void add(std::span<const geo::point> line, std::uint32_t ms, std::uint32_t mm) {
        for (const auto p : line) {
            if (!leg_.points.empty() && leg_.points.back() == p) continue;
            if (!leg_.points.empty()) heading_ = bearing(leg_.points.back(), p);
            leg_.points.push_back(p);
        }
        leg_.steps.back().ms += ms;
        leg_.steps.back().mm += mm;
        leg_.ms += ms;
        leg_.mm += mm;
    }

    const streets::travel_graph& graph_;
    route_leg leg_;
    std::optional<double> heading_;  // of the last points
};

}  // namespace

route_leg describe(const streets::travel_graph& graph, const snapped& from, const snapped& to,
                   std::span<const street_part> stretches) {
    leg_writer writer(graph);
    writer.straight(from.place, from.at, from.walk_ms, from.walk_mm);
    for (const auto& s : stretches)
        writer.along(s);
    writer.straight(to.at, to.place, to.walk_ms, to.walk_mm);
    return writer.finish(to.place);
}

std::string_view code_of(turn how) {
    static constexpr std::array<std::string_view, 10> codes{"depart",      "straight", "slight_right", "right",
                                                            "sharp_right", "u_turn",   "sharp_left",   "left",
                                                            "slight_left", "arrive"};
    return codes[static_cast<std::size_t>(how)];
}

std::string_view word_for(turn how, language in) {
    static constexpr std::array<std::string_view, 10> english{
        "set out",    "go straight on",  "bear right", "turn right", "turn sharp right",
        "turn round", "turn sharp left", "turn left",  "bear left",  "arrive"};
    static constexpr std::array<std::string_view, 10> chinese{"出发", "直行",     "向右前方", "右转",     "向右后方",
                                                              "掉头", "向左后方", "左转",     "向左前方", "到达"};
    return (in == language::zh ? chinese : english)[static_cast<std::size_t>(how)];
}

}  // namespace yizhan::reach
