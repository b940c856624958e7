#pragma once

#include <yizhan/reach/hierarchy.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace yizhan::reach {

/// Trips that are computed side by side.
inline constexpr std::size_t lanes = 16;

/// A time in ms per trip, `unreached` where there is none yet.
struct alignas(64) lane_times {
    std::array<std::uint32_t, lanes> ms;

    static constexpr lane_times none() {
        lane_times times{};
        times.ms.fill(unreached);
        return times;
    }
};

/// Positions to which one climbs from given ones, those included, by growing position. Its memory is kept between
/// calls.
class climb_closure {
public:
    climb_closure(std::span<const std::uint32_t> first, std::span<const climb> arcs)
        : first_(first), arcs_(arcs), index_(first.size() - 1, absent) {}

    static constexpr std::uint32_t absent = 0xFFFFFFFF;

    void collect(std::span<const std::uint32_t> positions);
    [[nodiscard]] std::span<const std::uint32_t> members() const { return members_; }
    /// Place of a position among the members, or `absent`.
    [[nodiscard]] std::uint32_t index_of(std::uint32_t position) const { return index_[position]; }

    [[nodiscard]] std::span<const std::uint32_t> first() const { return first_; }
    [[nodiscard]] std::span<const climb> arcs() const { return arcs_; }
    [[nodiscard]] std::span<const std::uint32_t> index() const { return index_; }

private:
    std::span<const std::uint32_t> first_;
    std::span<const climb> arcs_;
    std::vector<std::uint32_t> index_;
    std::vector<std::uint32_t> members_;
};

/// Climbs: `times` (one per member) holds what is known at the start and in the end the least times of every member
/// over climbing ways. Sums past 32 bits are `unreached`.
void sweep_up(const climb_closure& area, std::span<lane_times> times);

/// A closure's arcs turned round and laid out for coming down: member v takes times over the arcs [first[v],
/// first[v + 1]) from members before it.
struct descent {
    struct arc {
        std::uint32_t from;
        std::uint32_t ms;
    };
    std::vector<std::uint32_t> first;
    std::vector<arc> arcs;

    /// `area` must climb against the direction of travel.
    static descent over(const climb_closure& area);
};
/// Comes down: as `sweep_up`, over ways that only lead to less important members.
void sweep_down(const descent& plan, std::span<lane_times> times);

/// A way from a member to an end.
struct last_stretch {
    std::uint32_t member;
    std::uint32_t ms;
};
/// Least times over any of the stretches.
lane_times least_over(std::span<const last_stretch> stretches, std::span<const lane_times> times);

}  // namespace yizhan::reach
