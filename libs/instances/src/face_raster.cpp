#include "face_raster.hpp"

#include <yizhan/base/hash.hpp>

#include <algorithm>

namespace yizhan::instances {
namespace {

constexpr std::size_t hash_rows = std::size_t{1} << 16;

}  // namespace

face_raster::face_raster(const raster_frame& frame, const plane& of, double radius, face_table& faces)
    : frame_(frame), codes_(std::size_t{frame.columns} * frame.rows), crossings_of_(hash_rows), inside_(faces.words()) {
    for (std::uint32_t row = 0; row < frame_.rows; ++row) {
        collect(of, radius, row);
        sweep(faces, row);
    }
}

void face_raster::collect(const plane& of, double radius, std::uint32_t row) {
    events_.clear();
    const auto stretch = [&](index site, bool inner, std::int64_t first, std::int64_t last) {
        if (first > last) return;
        events_.push_back({first, site, inner, true});
        events_.push_back({last + 1, site, inner, false});
    };
    for (index site = 0; site < of.site_x.size(); ++site) {
        const auto span = span_in_row(frame_, {of.site_x[site], of.site_y[site], radius}, row);
        if (span.inner_first > span.inner_last) {
            stretch(site, false, span.first, span.last);
            continue;
        }
        stretch(site, false, span.first, span.inner_first - 1);
        stretch(site, true, span.inner_first, span.inner_last);
        stretch(site, false, span.inner_last + 1, span.last);
    }
    std::ranges::sort(events_, {}, &event::column);
}

void face_raster::turn(const event& at) {
    if (at.inner) {
        inside_[at.site / 64] ^= std::uint64_t{1} << at.site % 64;
        return;
    }
    const auto place = std::ranges::lower_bound(across_, at.site);
    if (at.begins)
        across_.insert(place, at.site);
    else
        across_.erase(place);
}

std::uint32_t face_raster::crossing_number(index face) {
    const auto hash = hash_bytes(std::as_bytes(std::span(across_)), face) % hash_rows;
    for (const auto number : crossings_of_[hash])
        if (crossings_[number].face == face && std::ranges::equal(asked(crossings_[number]), across_)) return number;
    crossing fresh{face, static_cast<std::uint32_t>(asked_.size()), static_cast<std::uint32_t>(across_.size()),
                   no_slot};
    if (across_.size() <= most_slot_circles) {
        fresh.slot = slots_;
        slots_ += std::uint32_t{1} << across_.size();
    }
    asked_.insert(asked_.end(), across_.begin(), across_.end());
    crossings_.push_back(fresh);
    crossings_of_[hash].push_back(static_cast<std::uint32_t>(crossings_.size() - 1));
    return crossings_of_[hash].back();
}

std::uint32_t face_raster::code_of_state(face_table& faces) {
    const auto face = faces.number_of(inside_);
    return across_.empty() ? face : crossed | crossing_number(face);
}

void face_raster::sweep(face_table& faces, std::uint32_t row) {
    std::fill(inside_.begin(), inside_.end(), 0);
    across_.clear();
    const auto line = std::span(codes_).subspan(std::size_t{row} * frame_.columns, frame_.columns);
    std::size_t column = 0;
    for (std::size_t i = 0; i < events_.size();) {
        const auto next = static_cast<std::size_t>(events_[i].column);
        if (next > column) std::ranges::fill(line.subspan(column, next - column), code_of_state(faces));
        for (column = next; i < events_.size() && static_cast<std::size_t>(events_[i].column) == next; ++i)
            turn(events_[i]);
    }
    std::ranges::fill(line.subspan(column), 0);
}

}  // namespace yizhan::instances
