#include "raw_extract.hpp"

namespace yizhan::streets {

std::uint32_t tag_store::intern(std::string_view text) {
    const auto [at, added] = ids_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (added) texts_.emplace_back(text);
    return at->second;
}

std::optional<std::uint32_t> tag_store::find(std::string_view text) const {
    const auto found = ids_.find(std::string(text));
    if (found == ids_.end()) return std::nullopt;
    return found->second;
}

tag_store::range tag_store::finish() {
    const range tags{open_first_, static_cast<std::uint32_t>(pairs_.size()) - open_first_};
    open_first_ = static_cast<std::uint32_t>(pairs_.size());
    return tags;
}

std::string_view tag_store::get(range tags, std::string_view key) const {
    for (const auto& [k, v] : pairs(tags))
        if (texts_[k] == key) return texts_[v];
    return {};
}

}  // namespace yizhan::streets
