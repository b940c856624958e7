#include "place_sections.hpp"
#include "rings.hpp"

#include <yizhan/base/section_reader.hpp>
#include <yizhan/streets/places.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace yizhan::streets {
namespace {

bool feature_valid(const place_feature& here, const place_feature& next) {
    return here.kind <= feature_kind::boundary && here.origin <= osm_kind::relation &&
           here.first_tag <= next.first_tag && here.first_ring <= next.first_ring && here.located <= 1;
}

bool features_valid(const place_arrays& a) {
    if (a.features.empty() || a.features.front().first_tag != 0 || a.features.front().first_ring != 0) return false;
    const auto& end = a.features.back();
    if (end.first_tag != a.tags.size() || std::size_t{end.first_ring} + 1 != a.rings.size()) return false;
    for (std::size_t i = 0; i + 1 < a.features.size(); ++i)
        if (!feature_valid(a.features[i], a.features[i + 1])) return false;
    return true;
}

bool rings_valid(const place_arrays& a) {
    if (a.rings.empty() || a.rings.front().first_point != 0 || a.rings.back().first_point != a.points.size())
        return false;
    for (std::size_t i = 0; i + 1 < a.rings.size(); ++i)
        if (a.rings[i].first_point >= a.rings[i + 1].first_point) return false;
    return true;
}

bool texts_valid(const place_arrays& a) {
    if (a.first_text.empty()) return false;
    const std::size_t texts = a.first_text.size() - 1;
    if (!offsets_valid(a.first_text, texts, a.text.size())) return false;
    return std::ranges::all_of(a.tags, [&](const auto& t) { return t.key < texts && t.value < texts; });
}

}  // namespace

result<places> places::open(const std::filesystem::path& path) {
    auto file = section_file::open(path, travel_graph::file_kind, travel_graph::file_version);
    if (!file) return pass_on(file);
    return open(std::make_shared<const section_file>(std::move(*file)));
}

result<places> places::open(std::shared_ptr<const section_file> file) {
    places made;
    section_reader read(*file);
    for_each_place_section(made.arrays_, read);
    if (!read.done()) return std::unexpected(read.done().error());
    const auto& a = made.arrays_;
    if (!features_valid(a) || !rings_valid(a) || !texts_valid(a))
        return fail(
            errc::damaged,
            fmt::format("{} is damaged (its places contradict themselves): run 'yizhan init' again", file->name()));
    made.file_ = std::move(file);
    made.finish();
    return made;
}

void places::finish() {
    boxes_.assign(arrays_.features.size() - 1, geo::box::empty());
    for (std::uint32_t feature = 0; feature < boxes_.size(); ++feature)
        for (std::size_t r = 0; r < ring_count(feature); ++r)
            for (const auto p : ring(feature, r))
                boxes_[feature].extend(p);
}

std::optional<geo::point> places::position(std::uint32_t feature) const {
    const auto& f = arrays_.features[feature];
    return f.located != 0 ? std::optional(f.at) : std::nullopt;
}

std::string_view places::text(std::uint32_t id) const {
    const auto first = arrays_.first_text[id];
    return {arrays_.text.data() + first, arrays_.first_text[id + 1] - first};
}

std::optional<std::uint32_t> places::text_id(std::string_view wanted) const {
    const auto ids = std::views::iota(std::uint32_t{0}, static_cast<std::uint32_t>(arrays_.first_text.size() - 1));
    const auto found = std::ranges::lower_bound(ids, wanted, {}, [&](std::uint32_t id) { return text(id); });
    if (found == ids.end() || text(*found) != wanted) return std::nullopt;
    return *found;
}

std::span<const place_tag> places::tags_of(std::uint32_t feature) const {
    const auto first = arrays_.features[feature].first_tag;
    return arrays_.tags.subspan(first, arrays_.features[feature + 1].first_tag - first);
}

std::string_view places::value(std::uint32_t feature, std::string_view key) const {
    for (const auto& t : tags_of(feature))
        if (text(t.key) == key) return text(t.value);
    return {};
}

std::string_view places::name(std::uint32_t feature, std::string_view language) const {
    if (!language.empty()) {
        const auto named = value(feature, fmt::format("name:{}", language));
        if (!named.empty()) return named;
    }
    return value(feature, "name");
}

std::vector<std::pair<std::string_view, std::string_view>> places::tags(std::uint32_t feature) const {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (const auto& t : tags_of(feature))
        all.emplace_back(text(t.key), text(t.value));
    return all;
}

std::vector<std::uint32_t> places::find(feature_kind kind, std::string_view key, std::string_view value) const {
    std::vector<std::uint32_t> found;
    const auto key_id = text_id(key);
    const auto value_id = text_id(value);
    if ((!key.empty() && !key_id) || (!value.empty() && !value_id)) return found;
    const auto matches = [&](const place_tag& t) {
        return t.key == *key_id && (value.empty() || t.value == *value_id);
    };
    for (std::uint32_t feature = 0; feature < size(); ++feature)
        if (arrays_.features[feature].kind == kind && (key.empty() || std::ranges::any_of(tags_of(feature), matches)))
            found.push_back(feature);
    return found;
}

std::size_t places::ring_count(std::uint32_t feature) const {
    return arrays_.features[feature + 1].first_ring - arrays_.features[feature].first_ring;
}

std::span<const geo::point> places::ring(std::uint32_t feature, std::size_t ring) const {
    const auto id = arrays_.features[feature].first_ring + ring;
    const auto first = arrays_.rings[id].first_point;
    return arrays_.points.subspan(first, arrays_.rings[id + 1].first_point - first);
}

bool places::is_outer(std::uint32_t feature, std::size_t ring) const {
    return arrays_.rings[arrays_.features[feature].first_ring + ring].outer != 0;
}

bool places::contains(std::uint32_t feature, geo::point p) const {
    if (!boxes_[feature].contains(p)) return false;
    bool odd = false;
    for (std::size_t r = 0; r < ring_count(feature); ++r)
        if (ray_crosses_oddly(ring(feature, r), p)) odd = !odd;
    return odd;
}

std::vector<std::uint32_t> places::boundaries_around(geo::point p) const {
    std::vector<std::uint32_t> around;
    for (std::uint32_t feature = 0; feature < size(); ++feature)
        if (arrays_.features[feature].kind == feature_kind::boundary && contains(feature, p)) around.push_back(feature);
    std::ranges::stable_sort(around, std::ranges::greater{},
                             [&](std::uint32_t feature) { return arrays_.features[feature].admin_level; });
    return around;
}

}  // namespace yizhan::streets
