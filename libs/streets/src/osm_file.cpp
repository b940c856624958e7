#include "osm_file.hpp"

#include "osm_text.hpp"

#include <yizhan/base/parallel.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <osmium/io/any_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <system_error>
#include <utility>

namespace yizhan::streets {
namespace {

constexpr std::string_view known_suffixes = ".osm.pbf, .osm, .osm.bz2 or .osm.gz";
constexpr std::uint64_t most_kept_text = std::uint64_t{1} << 27;
constexpr std::uint64_t most_mended_text = std::uint64_t{1} << 30;
constexpr std::uint64_t most_packing = 100;
constexpr std::size_t longest_reason = 160;

struct suffix_of_format {
    std::string_view suffix;
    std::string_view format;
};
constexpr std::array<suffix_of_format, 8> suffixes{{{".osm.pbf", "osm.pbf"},
                                                    {".pbf", "osm.pbf"},
                                                    {".osm.bz2", "osm.bz2"},
                                                    {".osm.gz", "osm.gz"},
                                                    {".osm", "osm"},
                                                    {".osm.xml", "osm"},
                                                    {".osm.xml.bz2", "osm.bz2"},
                                                    {".osm.xml.gz", "osm.gz"}}};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string_view format_of(const std::string& name) {
    const auto small = lower(name);
    const auto found = std::ranges::find_if(suffixes, [&](const auto& s) { return small.ends_with(s.suffix); });
    return found == suffixes.end() ? std::string_view{} : found->format;
}

// What the first bytes of a file say it is; "" for unknown.
std::string_view kind_of(std::string_view head) {
    struct mark {
        std::size_t at;
        std::string_view bytes;
        std::string_view kind;
    };
    using namespace std::string_view_literals;
    static constexpr std::array<mark, 10> marks{{{4, "\x0a\x09OSMHeader"sv, "osm.pbf"},
                                                 {0, "BZh"sv, "osm.bz2"},
                                                 {0, "\x1f\x8b"sv, "osm.gz"},
                                                 {0, "\x89PNG"sv, "a PNG image"},
                                                 {0, "\xff\xd8\xff"sv, "a JPEG image"},
                                                 {0, "PK\x03\x04"sv, "a ZIP archive"},
                                                 {0, "%PDF"sv, "a PDF document"},
                                                 {0, "SQLite format 3"sv, "a SQLite database"},
                                                 {0, "\x28\xb5\x2f\xfd"sv, "a Zstandard archive"},
                                                 {0,
                                                  "\xfd"
                                                  "7zXZ"sv,
                                                  "an XZ archive"}}};
    for (const auto& m : marks)
        if (head.size() >= m.at && head.substr(m.at).starts_with(m.bytes)) return m.kind;
    const auto text = lower(std::string(head));
    if (text.find("<html") != std::string::npos || text.find("<!doctype html") != std::string::npos)
        return "a web page";
    if (text.find("<osm") != std::string::npos) return "osm";
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (text[first] == '{' || text[first] == '[')) return "JSON";
    return {};
}

std::unexpected<error> cannot_open(const std::string& name, int number) {
    const auto reason = std::error_code(number, std::generic_category()).message();
    return fail(number == ENOENT ? errc::not_found : errc::io,
                fmt::format("cannot open {}: {}: check its path and permissions", name, reason));
}

result<std::string> first_bytes(const std::string& name) {
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return cannot_open(name, errno);
    std::string head(4096, '\0');
    const auto got = ::read(descriptor, head.data(), head.size());
    const int number = errno;
    ::close(descriptor);
    if (got < 0) return cannot_open(name, number);
    head.resize(static_cast<std::size_t>(got));
    return head;
}

result<void> check_content(const std::string& name, std::string_view format, std::string_view head) {
    const auto kind = kind_of(head);
    if (kind == format) return {};
    // XML may begin with a long comment; expat says what is wrong with anything else.
    if (kind.empty() && format == "osm" && head.find('<') != std::string_view::npos) return {};
    if (kind.starts_with("osm"))
        return fail(errc::bad_input, fmt::format("{} holds .{} data: rename it to end so", name, kind));
    return fail(errc::bad_input, fmt::format("{} is no OSM file{}{}: name a real {} extract", name,
                                             kind.empty() ? "" : " but ", kind, known_suffixes));
}

// The first line of libosmium's reason, fit for a terminal: it may quote what the file holds.
std::string trimmed_reason(std::string_view what) {
    std::string reason(what.substr(0, what.find('\n')));
    if (reason.size() > longest_reason) {
        auto end = longest_reason;
        while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80)  // not within a character
            --end;
        reason = reason.substr(0, end) + "…";
    }
    std::ranges::replace_if(reason, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
    return reason;
}

// To be called in a catch block: the pending exception as an error.
std::unexpected<error> pending_failure(const std::string& name) {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return fail(errc::limit, fmt::format("not enough memory to read {}: cut a smaller extract", name));
    } catch (const std::system_error& e) {
        return fail(errc::io, fmt::format("cannot read {}: {}", name, trimmed_reason(e.what())));
    } catch (const std::exception& e) {
        return fail(errc::bad_input, fmt::format("{} is damaged or cut off ({}): download or export it again", name,
                                                 trimmed_reason(e.what())));
    } catch (...) {
        return fail(errc::bad_input, fmt::format("{} cannot be read: download or export it again", name));
    }
}

}  // namespace

osm_file::osm_file(std::string name, std::string format, std::uint64_t size)
    : name_(std::move(name)), format_(std::move(format)), size_(size) {}

result<osm_file> osm_file::open(const std::filesystem::path& path) {
    const auto name = path.string();
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status)) return cannot_open(name, failed ? failed.value() : ENOENT);
    if (std::filesystem::is_directory(status))
        return fail(errc::bad_input, fmt::format("{} is a folder: name the {} file in it", name, known_suffixes));
    if (!std::filesystem::is_regular_file(status))
        return fail(errc::bad_input, fmt::format("{} is no regular file: save the extract to a file first", name));
    const auto format = format_of(name);
    if (format.empty())
        return fail(errc::bad_input,
                    fmt::format("{} has an unknown ending: OSM extracts end in {}", name, known_suffixes));
    const auto head = first_bytes(name);
    if (!head) return std::unexpected<error>(head.error());
    if (head->empty()) return fail(errc::bad_input, fmt::format("{} is empty: download or export it again", name));
    if (auto right = check_content(name, format, *head); !right) return pass_on(right);
    return osm_file(name, std::string(format), std::filesystem::file_size(path, failed));
}

osmium::io::File osm_file::source() const {
    // A relative path as "file:x.osm" would be taken for a URL.
    return text_.empty() ? osmium::io::File(std::filesystem::absolute(name_).string(), format_)
                         : osmium::io::File(text_.data(), text_.size(), "osm");
}

void osm_file::read_once(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by) {
    if (!pool_) pool_ = std::make_unique<osmium::thread::Pool>(static_cast<int>(default_threads()));
    osmium::io::Reader reader(source(), types, *pool_);
    const auto total = text_.empty() ? size_ : text_.size();
    by.begin();
    stage.watch.at(stage.name, 0, total);
    while (const auto buffer = reader.read()) {
        by.take(buffer);
        stage.watch.at(stage.name, std::min<std::uint64_t>(reader.offset(), total), total);
    }
    reader.close();
    stage.watch.at(stage.name, total, total);
}

// Packed text is read three times: from memory if there is room.
result<void> osm_file::unpack() {
    if (std::exchange(unpacked_, true) || format_ == "osm.pbf" || format_ == "osm") return {};
    auto made = unpack_osm_text(source(), most_kept_text);
    if (made.whole)
        text_ = std::move(made.text);
    else if (made.text.size() / most_packing > made.packed_bytes)
        return fail(errc::bad_input, fmt::format("{} unpacks to more than {} times its size, which no extract does: "
                                                 "download or export it again",
                                                 name_, most_packing));
    return {};
}

// True if the file can be read now.
bool osm_file::mend_coordinates() {
    if (format_ == "osm.pbf" || mended_ > 0) return false;
    auto text = text_.empty() ? unpack_osm_text(source(), most_mended_text) : unpacked_text{std::move(text_), true, 0};
    mended_ = blank_bad_coordinates(text.text);
    if (mended_ == 0 || !text.whole) return false;
    text_ = std::move(text.text);
    return true;
}

result<void> osm_file::read_mending(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by) {
    if (auto done = unpack(); !done) return done;
    try {
        read_once(types, stage, by);
    } catch (const osmium::invalid_location&) {
        if (!mend_coordinates()) throw;
        read_once(types, stage, by);
    }
    return {};
}

result<void> osm_file::read(osmium::osm_entity_bits::type types, const stage_of& stage, const taker& by) {
    try {
        return read_mending(types, stage, by);
    } catch (...) {
        return pending_failure(name_);
    }
}

}  // namespace yizhan::streets
