#include "sweep.hpp"

#include <algorithm>

namespace yizhan::reach {
namespace {

// A sum past 32 bits stays at `unreached`, as does whatever is added to it.
[[gnu::always_inline]] inline void relax(lane_times& to, const lane_times& from, std::uint32_t ms) {
    for (std::size_t i = 0; i < lanes; ++i) {
        const auto before = from.ms[i];
        const auto sum = before + std::min(ms, ~before);
        to.ms[i] = std::min(to.ms[i], sum);
    }
}

[[gnu::always_inline]] inline void climb_all(const climb_closure& area, std::span<lane_times> times) {
    const auto members = area.members();
    const auto first = area.first();
    const auto arcs = area.arcs();
    const auto index = area.index();
    for (auto v = members.size(); v-- > 0;) {
        const auto here = times[v];
        for (auto i = first[members[v]]; i < first[members[v] + 1]; ++i)
            relax(times[index[arcs[i].position]], here, arcs[i].ms);
    }
}

[[gnu::always_inline]] inline void descend_all(const descent& plan, std::span<lane_times> times) {
    for (std::size_t v = 0; v < times.size(); ++v) {
        auto here = times[v];
        for (auto i = plan.first[v]; i < plan.first[v + 1]; ++i)
            relax(here, times[plan.arcs[i].from], plan.arcs[i].ms);
        times[v] = here;
    }
}

// The same code twice, once for processors with AVX2 (all since 2013): twice as fast there.
#if defined(__x86_64__)
[[gnu::target("avx2")]] void climb_all_avx2(const climb_closure& area, std::span<lane_times> times) {
    climb_all(area, times);
}
[[gnu::target("avx2")]] void descend_all_avx2(const descent& plan, std::span<lane_times> times) {
    descend_all(plan, times);
}
bool has_avx2() {
    // NOLINTNEXTLINE(readability-implicit-bool-conversion): an int for GCC, a bool for Clang
    static const bool has = __builtin_cpu_supports("avx2") != 0;
    return has;
}
#else
void climb_all_avx2(const climb_closure& area, std::span<lane_times> times) {
    climb_all(area, times);
}
void descend_all_avx2(const descent& plan, std::span<lane_times> times) {
    descend_all(plan, times);
}
bool has_avx2() {
    return false;
}
#endif

}  // namespace

void climb_closure::collect(std::span<const std::uint32_t> positions) {
    for (const auto member : members_)
        index_[member] = absent;
    members_.clear();
    const auto add = [&](std::uint32_t position) {
        if (index_[position] != absent) return;
        index_[position] = 0;
        members_.push_back(position);
    };
    std::ranges::for_each(positions, add);
    // NOLINTNEXTLINE(modernize-loop-convert): it grows
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const auto here = members_[i];
        for (auto arc = first_[here]; arc < first_[here + 1]; ++arc)
            add(arcs_[arc].position);
    }
    std::ranges::sort(members_);
    for (std::uint32_t i = 0; i < members_.size(); ++i)
        index_[members_[i]] = i;
}

void sweep_up(const climb_closure& area, std::span<lane_times> times) {
    has_avx2() ? climb_all_avx2(area, times) : climb_all(area, times);
}

descent descent::over(const climb_closure& area) {
    descent plan;
    plan.first.push_back(0);
    for (const auto member : area.members()) {
        for (auto i = area.first()[member]; i < area.first()[member + 1]; ++i)
            plan.arcs.push_back({area.index_of(area.arcs()[i].position), area.arcs()[i].ms});
        plan.first.push_back(static_cast<std::uint32_t>(plan.arcs.size()));
    }
    return plan;
}

void sweep_down(const descent& plan, std::span<lane_times> times) {
    has_avx2() ? descend_all_avx2(plan, times) : descend_all(plan, times);
}

lane_times least_over(std::span<const last_stretch> stretches, std::span<const lane_times> times) {
    auto least = lane_times::none();
    for (const auto& s : stretches)
        relax(least, times[s.member], s.ms);
    return least;
}

}  // namespace yizhan::reach
