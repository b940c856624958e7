#include "warm_lp.hpp"

namespace yizhan::siting::mip {

result<std::unique_ptr<warm_lp>> warm_lp::make(mip_backend backend) {
#ifdef YIZHAN_HAS_HIGHS
    if (backend != mip_backend::cbc) return make_highs_lp();
#endif
    static_cast<void>(backend);
    return fail(errc::unsupported, "linear programmes that stay warm need HiGHS; build with it");
}

}  // namespace yizhan::siting::mip
