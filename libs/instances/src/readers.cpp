#include "readers.hpp"

#include <yizhan/base/file.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace yizhan::instances {
namespace {

struct known_format {
    std::string_view name;
    format value;
    result<instance> (*parse)(std::string_view, const std::string&);
};

constexpr std::array known_formats{
    known_format{"orlib-pmed", format::orlib_pmed, parse_orlib_pmed},
    known_format{"orlib-pmedcap", format::orlib_pmedcap, parse_orlib_pmedcap},
    known_format{"orlib-scp", format::orlib_scp, parse_orlib_scp},
    known_format{"tsplib", format::tsplib, parse_tsplib},
    known_format{"cfl", format::cfl, parse_cfl},
    known_format{"points", format::points, parse_points},
};

}  // namespace

bool id_register::add(std::uint64_t id) {
    if (!begun_) {
        begun_ = true;
        first_ = next_ = id;
    }
    if (id == next_ && !others_.contains(id)) {
        ++next_;
        return true;
    }
    return (id < first_ || id >= next_) && others_.insert(id).second;
}

std::vector<std::string> numbered_ids(std::size_t count) {
    std::vector<std::string> ids(count);
    for (std::size_t i = 0; i < count; ++i)
        ids[i] = std::to_string(i + 1);
    return ids;
}

result<void> check_some_weight(const instance& read, const std::string& name) {
    if (std::ranges::any_of(read.weight, [](double weight) { return weight > 0; })) return {};
    return fail(errc::bad_input, fmt::format("{}: the demand is 0 everywhere: there is nothing to serve", name));
}

std::optional<format> format_of(std::string_view name) {
    const auto found = std::ranges::find(known_formats, name, &known_format::name);
    if (found == known_formats.end()) return std::nullopt;
    return found->value;
}

result<instance> parse(format as, std::string_view text, const std::string& name) {
    const auto found = std::ranges::find(known_formats, as, &known_format::value);
    auto read = found->parse(text, name);
    if (!read) return read;
    read->name = stem_of(name);
    if (auto good = check_some_weight(*read, name); !good) return pass_on(good);
    return read;
}

result<instance> read(format as, const std::filesystem::path& path) {
    const auto file = mapped_file::open(path);
    if (!file) return std::unexpected(file.error());
    const auto bytes = file->bytes();
    return parse(as, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path.string());
}

}  // namespace yizhan::instances
