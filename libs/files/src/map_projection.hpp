#pragma once

#include <yizhan/geo/point.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

namespace yizhan::files {

// From positions to pixels of a drawing that is 1000 wide: flat around the middle latitude, north up.
class map_projection {
public:
    static constexpr double width = 1000;
    // A strip along the lower edge that nothing of the extent reaches: the scale bar's.
    static constexpr double foot = 50;

    // An empty extent gives an empty drawing.
    explicit map_projection(geo::box extent) {
        if (extent.is_empty()) extent = {{0, 0}, {0, 0}};
        origin_ = {extent.min.lon, extent.max.lat};
        metres_ = geo::local_scale::at(extent.centre().lat_degrees());
        const double across = metres_.x * (static_cast<double>(extent.max.lon) - extent.min.lon);
        const double down = metres_.y * (static_cast<double>(extent.max.lat) - extent.min.lat);
        // High drawings are narrowed, so that they fit a screen.
        pixels_per_metre_ =
            std::min((width - 2 * margin) / std::max(across, smallest), most_height / std::max(down, smallest));
        left_ = (width - across * pixels_per_metre_) / 2;
        height_ = down * pixels_per_metre_ + 2 * margin + foot;
    }

    [[nodiscard]] double height() const { return height_; }
    [[nodiscard]] double pixels(double metres) const { return metres * pixels_per_metre_; }
    [[nodiscard]] std::pair<double, double> at(geo::point p) const {
        return {left_ + pixels(metres_.x * (static_cast<double>(p.lon) - origin_.lon)),
                margin + pixels(metres_.y * (static_cast<double>(origin_.lat) - p.lat))};
    }

    // The data of an SVG path; points that fall on the same tenth of a pixel are left out.
    [[nodiscard]] std::string path(std::span<const geo::point> points) const {
        std::string text;
        std::pair<long, long> last{-1, -1};
        for (const auto p : points) {
            const auto [x, y] = at(p);
            const std::pair now{std::lround(x * 10), std::lround(y * 10)};
            if (!text.empty() && now == last) continue;
            text += fmt::format("{}{:.1f},{:.1f}", text.empty() ? 'M' : 'L', x, y);
            last = now;
        }
        return text;
    }

    // A round length (1, 2 or 5 times a power of ten) that takes at most a quarter of the width.
    [[nodiscard]] double scale_bar_metres() const {
        const double most = width / 4 / pixels_per_metre_;
        const double power = std::pow(10.0, std::floor(std::log10(most)));
        for (const double factor : {5.0, 2.0})
            if (factor * power <= most) return factor * power;
        return power;
    }

private:
    static constexpr double margin = 30;
    static constexpr double most_height = 900;
    static constexpr double smallest = 100;  // metres: what a drawing of a single point shows

    geo::point origin_;
    geo::local_scale metres_{};
    double pixels_per_metre_ = 1;
    double left_ = 0;
    double height_ = 0;
};

}  // namespace yizhan::files
