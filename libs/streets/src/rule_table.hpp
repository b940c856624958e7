#pragma once

#include <yizhan/base/result.hpp>
#include <yizhan/streets/mode.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace yizhan::streets {

using rule_value = std::variant<bool, double, std::string, std::vector<std::string>>;

struct rule_entry {
    rule_value value;
    std::uint32_t line = 0;  ///< where it was written
};

/// A table of rules as written: tables of keys. Every key in it is known and every value in range.
class rule_table {
public:
    using keys = std::map<std::string, rule_entry, std::less<>>;

    /// The tables of a shipped file (`mode_below` none), or those under `modes.MODE` of a city's file. `name` stands
    /// in messages.
    static result<rule_table> parse(std::string_view toml, std::string_view name, std::optional<mode> mode_below);

    /// Values of `other` take the place of ours.
    void lay_over(const rule_table& other);

    [[nodiscard]] const keys& table(std::string_view name) const;
    /// The value, or `fallback` where the key is not given.
    [[nodiscard]] double number(std::string_view table, std::string_view key, double fallback) const;
    [[nodiscard]] bool flag(std::string_view table, std::string_view key, bool fallback) const;
    [[nodiscard]] std::string word(std::string_view table, std::string_view key, std::string_view fallback) const;
    [[nodiscard]] std::vector<std::string> words(std::string_view table, std::string_view key) const;

    /// TOML, sorted, without comments.
    [[nodiscard]] std::string text() const;

private:
    template <class T>
    [[nodiscard]] const T* find(std::string_view table, std::string_view key) const;

    std::map<std::string, keys, std::less<>> tables_;
};

}  // namespace yizhan::streets
