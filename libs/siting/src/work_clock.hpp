#pragma once

#include <yizhan/siting/solve.hpp>

#include <chrono>
#include <cstdint>

namespace yizhan::siting {

/// Counts units of work and says when to stop. A unit ends at a point that every run of the same problem, seed and
/// threads reaches in the same order (an iteration of the dual, a pass of the local search, a call-back of the MIP
/// solver); its length in seconds does not matter. Stopping after the same unit therefore gives the same answer.
class work_clock {
public:
    explicit work_clock(const options& how);

    /// Ends a unit. True when no other may be begun; stays true from then on, and then counts no more units: a run that
    /// stops after the units that another counted takes the same way to its answer.
    bool tick();
    [[nodiscard]] bool stopped() const { return stopped_; }
    /// No other unit may be begun, because time ran out within one that could not be finished. What that unit found
    /// must be thrown away, so that the answer is that of the units before it.
    void stop() { stopped_ = true; }
    [[nodiscard]] std::uint64_t work() const { return work_; }
    [[nodiscard]] double seconds() const;
    /// Until the limit of time; infinite without one, never negative.
    [[nodiscard]] double seconds_left() const;

private:
    const options& how_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::uint64_t work_ = 0;
    bool stopped_ = false;
};

}  // namespace yizhan::siting
