#pragma once

#include <cassert>
#include <cstdint>
#include <expected>
#include <source_location>
#include <string>
#include <utility>

namespace yizhan {

/// What kind of thing went wrong. Exit statuses and HTTP problems are derived from it, each in one place.
enum class errc : std::uint8_t {
    bad_call,     ///< the request itself cannot be right, whatever the data: an unknown mode, minutes of -1
    bad_input,    ///< a file or record is not what it should be
    not_found,    ///< the thing asked for is not there: a file, a mode that was not built, a street nearby
    io,           ///< the operating system refused: disk full, no permission
    damaged,      ///< a file of ours fails its checksum or its structure
    outdated,     ///< a file of ours was written in another format version, or from other inputs
    busy,         ///< somebody else holds the lock
    limit,        ///< too large for what is supported
    cancelled,    ///< stopped on request
    unsupported,  ///< well formed, but not something this program can do
};

/// An expected failure. The message is one line that names the thing that is wrong and the mend.
struct error {
    errc code;
    std::string message;
    std::source_location where;
};

/// Either a value or an error; must be looked at. `result<void>` for work without a value.
template <class T>
class [[nodiscard]] result : public std::expected<T, error> {
public:
    using std::expected<T, error>::expected;
    result() = default;
};

/// Makes the error side of a result: `return fail(errc::io, "cannot write /x: disk full");`
inline std::unexpected<error> fail(errc code, std::string message,
                                   std::source_location where = std::source_location::current()) {
    return std::unexpected<error>(error{code, std::move(message), where});
}

/// Hands the error of a failed result on to the caller. Precondition: `!failed`.
template <class T>
std::unexpected<error> pass_on(result<T>& failed) {
    assert(!failed.has_value());
    return std::unexpected<error>(std::move(failed.error()));
}

}  // namespace yizhan
