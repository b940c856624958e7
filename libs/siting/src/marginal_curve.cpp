#include "cover.hpp"
#include "cover_layout.hpp"

#include <yizhan/siting/solve.hpp>

#include <algorithm>

namespace yizhan::siting {

namespace {

/// Adds the site that gains most, again and again.
void add_nested(const problem& asked, std::vector<curve_point>& curve) {
    const auto model = make_cover_model(asked);
    cover_layout layout(model);
    for (auto& point : curve) {
        if (point.count > 0) {
            index best = nobody;
            for (index c = 0; c < model.columns(); ++c) {
                if (layout.is_open(c) || !layout.fits(c)) continue;
                if (best == nobody || layout.gain(c) > layout.gain(best)) best = c;
            }
            if (best != nobody && layout.gain(best) > 0) {
                layout.add(best);
                point.added = model.site[best];
            }
        }
        point.nested = layout.value();
    }
}

}  // namespace

result<std::vector<curve_point>> marginal_curve(const problem& asked, index up_to, const options& how) {
    if (asked.want.what != objective::most_covered) {
        return fail(errc::bad_call, "the marginal curve is of the most covered weight; ask for that");
    }
    problem question = asked;
    question.want.budget.reset();
    std::vector<curve_point> curve(std::size_t{up_to} + 1);
    for (index count = 0; count <= up_to; ++count)
        curve[count].count = count;
    question.want.count = up_to;
    if (auto checked = check(question); !checked) return pass_on(checked);
    add_nested(question, curve);
    double best = 0;
    for (auto& point : curve) {
        question.want.count = point.count;
        auto given = solve(question, how);
        if (!given) return pass_on(given);
        const bool found = given->status == answer_status::optimal || given->status == answer_status::feasible;
        best = std::max({best, point.nested, found ? given->objective : 0});
        point.best = best;
        point.bound = std::max(best, given->bound);
    }
    return curve;
}

}  // namespace yizhan::siting
