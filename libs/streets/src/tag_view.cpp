#include "tag_view.hpp"

namespace yizhan::streets {

std::string_view first_of_list(std::string_view value) {
    value = value.substr(0, value.find(';'));
    while (!value.empty() && value.front() == ' ')
        value.remove_prefix(1);
    while (!value.empty() && value.back() == ' ')
        value.remove_suffix(1);
    return value;
}

tag_view::slot tag_view::watch(std::string_view key) {
    const auto id = store_.find(key);
    if (!id) return 0;  // no object has it: slot 0 stays empty
    if (slot_of_.size() <= *id) slot_of_.resize(*id + std::size_t{1});
    if (slot_of_[*id] == 0) {
        slot_of_[*id] = static_cast<slot>(values_.size());
        values_.emplace_back();
    }
    return slot_of_[*id];
}

void tag_view::load(tag_store::range tags) {
    for (const auto s : loaded_)
        values_[s] = {};
    loaded_.clear();
    for (const auto& [key, value] : store_.pairs(tags)) {
        if (key >= slot_of_.size() || slot_of_[key] == 0) continue;
        values_[slot_of_[key]] = first_of_list(store_.text(value));
        loaded_.push_back(slot_of_[key]);
    }
}

}  // namespace yizhan::streets
