#pragma once

#include <yizhan/streets/network.hpp>

namespace yizhan::fuzz {

/// Nine junctions in a square, some streets one way.
inline streets::network small_city() {
    streets::network net;
    for (int i = 0; i < 9; ++i)
        net.junctions.push_back({(i % 3) * 9000, (i / 3) * 9000});
    const auto join = [&](std::uint32_t from, std::uint32_t to, bool both_ways) {
        streets::street s;
        s.from = from;
        s.to = to;
        s.first_point = static_cast<std::uint32_t>(net.points.size());
        s.point_count = 2;
        s.length_mm = 100'000;
        s.forward_ms = 75'000;
        s.backward_ms = both_ways ? 75'000 : streets::never;
        net.points.push_back(net.junctions[from]);
        net.points.push_back(net.junctions[to]);
        net.streets.push_back(s);
    };
    for (std::uint32_t i = 0; i < 9; ++i) {
        if (i % 3 < 2) join(i, i + 1, i % 2 == 0);
        if (i < 6) join(i, i + 3, true);
    }
    return net;
}

}  // namespace yizhan::fuzz
