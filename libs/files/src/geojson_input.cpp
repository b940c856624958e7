#include "geojson_input.hpp"

#include <yizhan/files/place_list.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace yizhan::files {
namespace {

// Finds where the syntax breaks: simdjson does not say, so the failed text is read again by a parser that does.
class error_finder final : public nlohmann::json_sax<nlohmann::json> {
public:
    std::size_t offset = 0;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        offset = position;
        return false;
    }
};

std::size_t line_of_syntax_error(const std::string& text) {
    error_finder finder;
    nlohmann::json::sax_parse(text, &finder);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(finder.offset, text.size()));
    return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace

result<simdjson::dom::element> parse_json(simdjson::dom::parser& parser, const std::string& text,
                                          const std::string& name) {
    simdjson::dom::element top;
    const auto problem = parser.parse(text).get(top);
    if (problem == simdjson::SUCCESS) return top;
    if (problem == simdjson::MEMALLOC || problem == simdjson::CAPACITY)
        return fail(errc::limit, fmt::format("{}: not enough memory to read it: split it", name));
    if (problem == simdjson::DEPTH_ERROR)
        return fail(errc::bad_input, fmt::format("{}: is nested too deeply to be GeoJSON", name));
    return fail(errc::bad_input,
                fmt::format("{}:{}: is no JSON: the syntax breaks here (cut off, or a stray character)", name,
                            line_of_syntax_error(text)));
}

std::string_view text_member(simdjson::dom::element object, std::string_view key) {
    std::string_view value;
    if (object[key].get(value) != simdjson::SUCCESS) return {};
    return value;
}

result<geo::point> read_position(simdjson::dom::element value) {
    simdjson::dom::array numbers;
    double lon = 0;
    double lat = 0;
    if (value.get(numbers) != simdjson::SUCCESS || numbers.at(0).get(lon) != simdjson::SUCCESS ||
        numbers.at(1).get(lat) != simdjson::SUCCESS)
        return fail(errc::bad_input, "a position must be [longitude, latitude]");
    return checked_position(lon, lat);
}

std::string as_text(simdjson::dom::element value) {
    if (value.is_null()) return {};
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return std::string(text);
    return simdjson::minify(value);
}

}  // namespace yizhan::files
