#include "cover.hpp"

#include "cover_campaign.hpp"

namespace yizhan::siting {

result<answer> solve_cover(const problem& asked, const options& how, work_clock& clock) {
    cover_campaign campaign(asked, how, clock);
    return campaign.run();
}

}  // namespace yizhan::siting
