#pragma once

#include <cstdint>
#include <string_view>

namespace yizhan {

/// Told how far long work has got. Implementations are called often and from one thread at a time; they decide
/// what to show. Passing `progress::none()` is always allowed.
class progress {
public:
    virtual ~progress() = default;
    /// `done` of `total` units of the named stage; a total of 0 means that it is not known.
    virtual void at(std::string_view stage, std::uint64_t done, std::uint64_t total) = 0;

    static progress& none();

protected:
    progress() = default;
    progress(const progress&) = default;
    progress& operator=(const progress&) = default;
};

}  // namespace yizhan
