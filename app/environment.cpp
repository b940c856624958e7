#include "environment.hpp"

#include <cstdlib>

namespace yizhan::app {

std::string environment_variable(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets variables while threads run
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace yizhan::app
