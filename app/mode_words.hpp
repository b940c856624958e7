#pragma once

#include <yizhan/files/map_page.hpp>
#include <yizhan/streets/mode.hpp>

#include <array>

namespace yizhan::app {

/// How one travels, as part of a title: "步行", "on foot".
inline files::bilingual words_for(streets::mode m) {
    static const std::array<files::bilingual, 4> words{
        {{"步行", "on foot"}, {"电动自行车", "by e-bike"}, {"自行车", "by bicycle"}, {"驾车", "by car"}}};
    return words[static_cast<std::size_t>(m)];
}

}  // namespace yizhan::app
