#include "random_problem.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <string>

namespace yizhan::siting {
namespace {

class dice {
public:
    explicit dice(unsigned seed) : source_(seed) {}

    /// From low to high, both included.
    index whole(index low, index high) { return low + static_cast<index>(source_() % (high - low + 1)); }
    double halves(index low, index high) { return 0.5 * whole(2 * low, 2 * high); }
    /// True once in `n` times.
    bool once_in(index n) { return whole(1, n) == 1; }
    std::vector<index> some_of(index end) {
        std::vector<index> chosen;
        for (index member = 0; member < end; ++member) {
            if (once_in(2)) chosen.push_back(member);
        }
        return chosen;
    }

private:
    std::mt19937 source_;
};

void draw_pairs(problem& out, index sites, dice& roll) {
    const bool timed =
        out.want.what == objective::least_travel || out.want.what == objective::least_worst || roll.once_in(2);
    const index density = roll.whole(2, 4);
    for (index site = 0; site < sites; ++site) {
        for (index cell = 0; cell < out.cells(); ++cell) {
            if (roll.whole(1, 5) > density) continue;
            out.pairs.cell.push_back(cell);
            if (timed) out.pairs.seconds.push_back(static_cast<float>(roll.halves(0, 20)));
        }
        out.pairs.first.push_back(out.pairs.cell.size());
    }
    if (timed && roll.once_in(3)) out.want.limit = roll.halves(5, 20);
}

void draw_goal(problem& out, dice& roll) {
    const bool needs_one = out.want.what != objective::least_cost;
    if (needs_one || roll.once_in(4)) {
        if (roll.once_in(3)) {
            out.want.budget = roll.halves(0, 20);
        } else {
            out.want.count = roll.whole(0, std::min<index>(4, out.sites()));
        }
        if (roll.once_in(6)) out.want.budget = roll.halves(2, 25);
    }
    if (out.want.what == objective::least_cost) {
        out.want.share = std::array{0.0, 0.25, 0.5, 0.8, 0.95, 1.0}[roll.whole(0, 5)];
    }
    if (out.want.what == objective::least_travel && roll.once_in(2)) out.want.unserved_seconds = roll.halves(0, 40);
    const bool covers = out.want.what == objective::most_covered || out.want.what == objective::least_cost;
    if (covers && out.capacity.empty() && roll.once_in(3)) out.want.times = roll.whole(2, 3);
}

void draw_sites(problem& out, dice& roll) {
    const index sites = out.sites();
    if (roll.once_in(2)) {
        for (index site = 0; site < sites; ++site) {
            constexpr std::array faces = {site_state::kept, site_state::forced, site_state::forbidden};
            const index face = roll.whole(0, 9);
            out.state.push_back(face < faces.size() ? faces[face] : site_state::free);
        }
    }
    if (roll.once_in(3)) {
        for (index site = 0; site < sites; ++site) {
            out.location.push_back(roll.once_in(3) ? nobody : roll.whole(0, sites - 1));
        }
    }
    if (sites > 1 && roll.once_in(3)) {
        for (index pair = roll.whole(1, 4); pair > 0; --pair) {
            const index one = roll.whole(0, sites - 1);
            const index other = roll.whole(0, sites - 1);
            if (one != other) out.too_close.push_back({one, other});
        }
    }
}

void draw_groups(problem& out, bool with_floors, dice& roll) {
    for (index quota = roll.whole(0, 3); quota > 1; --quota) {
        const index least = roll.whole(0, 2);
        const index most = roll.once_in(2) ? nobody : least + roll.whole(0, 2);
        out.quotas.push_back({"Q" + std::to_string(quota), roll.some_of(out.sites()), least, most});
    }
    if (!with_floors) return;
    for (index floor = roll.whole(0, 3); floor > 1; --floor) {
        const double share = std::array{0.0, 0.3, 0.6, 1.0}[roll.whole(0, 3)];
        out.floors.push_back({"F" + std::to_string(floor), roll.some_of(out.cells()), share});
    }
}

}  // namespace

problem random_problem(objective what, unsigned seed, ingredients with) {
    dice roll(seed * 4 + static_cast<unsigned>(what));
    problem out;
    out.want.what = what;
    const index sites = with.sites > 0 ? with.sites : roll.whole(1, with.capacities ? 5 : 7);
    const index cells = with.cells > 0 ? with.cells : roll.whole(1, with.capacities ? 4 : 6);
    for (index cell = 0; cell < cells; ++cell)
        out.weight.push_back(roll.once_in(6) ? 0 : roll.halves(1, 9));
    draw_pairs(out, sites, roll);
    if (roll.once_in(2)) {
        for (index site = 0; site < sites; ++site)
            out.cost.push_back(roll.halves(0, 9));
    }
    if (with.capacities) {
        for (index site = 0; site < sites; ++site) {
            out.capacity.push_back(roll.once_in(6) ? std::numeric_limits<double>::infinity() : roll.halves(0, 20));
        }
        out.want.divided = with.divided;
        if (!with.divided && roll.once_in(2)) {
            for (index cell = 0; cell < cells; ++cell)
                out.load.push_back(roll.halves(0, 9));
        }
    }
    draw_goal(out, roll);
    if (with.side_conditions) {
        draw_sites(out, roll);
        draw_groups(out, !(with.capacities && with.divided), roll);
    }
    return out;
}

}  // namespace yizhan::siting
