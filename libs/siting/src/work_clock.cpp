#include "work_clock.hpp"

#include <algorithm>

namespace yizhan::siting {

work_clock::work_clock(const options& how) : how_(how) {
    stopped_ = how.work_limit == 0;
}

bool work_clock::tick() {
    if (stopped_) return true;
    ++work_;
    const bool cancelled = how_.cancelled != nullptr && how_.cancelled->load(std::memory_order_relaxed);
    stopped_ = cancelled || work_ >= how_.work_limit || seconds() >= how_.time_limit;
    return stopped_;
}

double work_clock::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

double work_clock::seconds_left() const {
    return std::max(0.0, how_.time_limit - seconds());
}

}  // namespace yizhan::siting
