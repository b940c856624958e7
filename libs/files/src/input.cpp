#include <yizhan/files/input.hpp>
#include <yizhan/files/text.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace yizhan::files {
namespace {

std::unexpected<error> read_failure(const std::string& path, int number) {
    const auto why = std::error_code(number, std::generic_category()).message();
    return fail(number == ENOENT ? errc::not_found : errc::io,
                fmt::format("cannot read {}: {}", input_name(path), why));
}

result<std::string> read_descriptor(int descriptor, const std::string& path, std::size_t max_bytes) {
    constexpr std::size_t block = std::size_t{1} << 18;
    std::string content;
    while (true) {
        const auto size = content.size();
        content.resize(size + block);
        const auto got = ::read(descriptor, content.data() + size, block);
        const int number = errno;
        content.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && number == EINTR) continue;
        if (got < 0) return read_failure(path, number);
        if (got == 0) return content;
        if (content.size() > max_bytes)
            return fail(errc::limit,
                        fmt::format("{} is larger than {} MB: split it", input_name(path), max_bytes >> 20U));
    }
}

std::size_t line_of(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

}  // namespace

std::string input_name(const std::string& path) {
    return path == "-" ? "standard input" : path;
}

result<std::string> read_input(const std::string& path, std::size_t max_bytes) {
    if (path == "-") return read_descriptor(STDIN_FILENO, path, max_bytes);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return read_failure(path, errno);
    auto content = read_descriptor(descriptor, path, max_bytes);
    ::close(descriptor);
    return content;
}

result<void> check_text(std::string& text, std::string_view name) {
    const std::string_view view = text;
    if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF"))
        return fail(errc::bad_input, fmt::format("{}:1: is UTF-16: save it as UTF-8", name));
    if (view.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (const auto nul = text.find('\0'); nul != std::string::npos)
        return fail(errc::bad_input, fmt::format("{}:{}: holds a NUL byte: it is no text file, or a damaged one", name,
                                                 line_of(text, nul)));
    if (const auto bad = first_invalid_utf8(text))
        return fail(errc::bad_input, fmt::format("{}:{}: is not UTF-8 (byte 0x{:02X}): save it as UTF-8", name,
                                                 line_of(text, *bad), static_cast<unsigned char>(text[*bad])));
    return {};
}

}  // namespace yizhan::files
