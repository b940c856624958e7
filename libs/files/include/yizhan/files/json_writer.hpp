#pragma once

#include <yizhan/geo/point.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yizhan::files {

/// Where a writer sends its text, piece by piece.
using text_sink = std::function<void(std::string_view)>;

/// Writes JSON (RFC 8259) as it is told, without holding it: objects, arrays and values in order. Text that is no
/// UTF-8 gets U+FFFD for each bad byte. A mistake in the order of calls is a bug (asserted).
class json_writer {
public:
    explicit json_writer(text_sink sink);
    json_writer(const json_writer&) = delete;
    json_writer& operator=(const json_writer&) = delete;
    ~json_writer() = default;

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(bool truth);
    /// The shortest text that reads back as the same number; null for what is not finite.
    void value(double number);
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    void value(T number) {
        number_text(std::to_string(number));
    }
    void null() { number_text("null"); }
    /// At most `decimals` digits behind the point, without trailing zeros; null for what is not finite.
    void fixed(double number, int decimals);
    /// [lon, lat] in degrees, to the last of the seven digits that are kept.
    void position(geo::point p);

    template <class T>
    void member(std::string_view name, const T& content) {
        key(name);
        value(content);
    }
    void fixed_member(std::string_view name, double number, int decimals) {
        key(name);
        fixed(number, decimals);
    }
    /// Puts what comes next on a line of its own, for files that people read and compare.
    void new_line() { break_before_next_ = true; }
    /// Ends the text with a line feed and sends the rest. Precondition: everything is closed.
    void finish();

private:
    void before_value();
    void number_text(std::string_view text);
    void flush_if_large();

    text_sink sink_;
    std::string buffer_;
    std::vector<bool> has_members_;  // of each open object or array
    bool after_key_ = false;
    bool break_before_next_ = false;
};

/// `number` with at most `decimals` digits behind the point, without trailing zeros or a minus before zero.
std::string fixed_text(double number, int decimals);

/// A text as a JSON string, quotes included.
std::string json_string(std::string_view text);

/// Degrees of a coordinate in 1e-7 degree, exactly: 413412750 → "41.341275".
std::string degrees_text(std::int32_t coordinate);

}  // namespace yizhan::files
