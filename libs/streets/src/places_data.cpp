#include "places_data.hpp"

#include "place_sections.hpp"

#include <algorithm>
#include <numeric>

namespace yizhan::streets {

void places_data::begin(const head& feature) {
    features_.push_back({feature.id, feature.at.value_or(geo::point{}), static_cast<std::uint32_t>(tags_.size()),
                         static_cast<std::uint32_t>(rings_.size()), feature.kind, feature.origin, feature.admin_level,
                         static_cast<std::uint8_t>(feature.at ? 1 : 0), 0});
}

void places_data::tag(std::string_view key, std::string_view value) {
    tags_.push_back({intern(key), intern(value)});
}

void places_data::ring(std::span<const geo::point> points, bool outer) {
    rings_.push_back({static_cast<std::uint32_t>(points_.size()), outer ? 1U : 0U});
    points_.insert(points_.end(), points.begin(), points.end());
}

std::uint32_t places_data::intern(std::string_view text) {
    if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
    const auto id = static_cast<std::uint32_t>(texts_.size());
    ids_.emplace(texts_.emplace_back(text), id);
    return id;
}

void places_data::sort_texts() {
    std::vector<std::uint32_t> order(texts_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t id) { return std::string_view(texts_[id]); });
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        first_text_.push_back(static_cast<std::uint32_t>(text_.size()));
        text_ += texts_[order[i]];
    }
    first_text_.push_back(static_cast<std::uint32_t>(text_.size()));
    for (auto& t : tags_)
        t = {rank[t.key], rank[t.value]};
}

void places_data::finish() {
    sort_texts();
    ids_.clear();
    texts_.clear();
    place_feature end{};
    end.first_tag = static_cast<std::uint32_t>(tags_.size());
    end.first_ring = static_cast<std::uint32_t>(rings_.size());
    features_.push_back(end);
    rings_.push_back({static_cast<std::uint32_t>(points_.size()), 0});
}

place_arrays places_data::arrays() const {
    return {features_, tags_, rings_, points_, first_text_, text_};
}

void places_data::add_to(section_file_writer& writer) const {
    const auto all = arrays();
    for_each_place_section(all, [&](const char* name, auto values) { writer.add(name, values); });
}

}  // namespace yizhan::streets
