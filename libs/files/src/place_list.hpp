#pragma once

#include <yizhan/files/place_list.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace yizhan::files {

// The two formats; text is checked UTF-8.
result<place_list> parse_places_csv(std::string_view text, const std::string& name);
result<place_list> parse_places_geojson(const std::string& text, const std::string& name);

// Refuses ids that were met before. `Where` is a line or a feature's number.
class id_register {
public:
    // Where `id` was first used, or 0 if it is new.
    std::size_t first_use(const std::string& id, std::size_t where) {
        const auto [entry, added] = seen_.emplace(id, where);
        return added ? 0 : entry->second;
    }

private:
    std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace yizhan::files
