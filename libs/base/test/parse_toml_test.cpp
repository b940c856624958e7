#include "parse_toml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <string>

namespace yizhan {
namespace {

using testing::StartsWith;

std::string refusal(const std::string& text) {
    const auto read = parse_toml(text, "a.toml");
    return read ? std::string("(accepted)") : read.error().message;
}

std::string value_of_a(const std::string& text) {
    const auto read = parse_toml(text, "a.toml");
    return read ? (*read)["a"].value_or(std::string("(no text)")) : read.error().message;
}

// Letters that the parser as it comes cannot be asked about, and others.
constexpr std::array<const char*, 10> letters{"\u00A1", "é", "ħ", "Ж", "\u0499", "\u1800", "“", "あ", "站", "😀"};

TEST(ParseToml, TextsAndCommentsMayHaveAnyLetters) {
    for (const std::string letter : letters) {
        EXPECT_EQ(value_of_a("# " + letter + "\na = \"" + letter + "\" # " + letter), letter);
        EXPECT_EQ(value_of_a("a = '''\n" + letter + "''' # " + letter), letter);
        EXPECT_EQ(value_of_a("a = \"\"\"x \\\n  " + letter + "\"\"\""), "x " + letter);
        EXPECT_EQ(value_of_a("'" + letter + "'.b = 1\na = ''"), "");
    }
}

TEST(ParseToml, LettersElsewhereAreRefusedWithTheirLine) {
    for (const std::string letter : letters) {
        for (const std::string before : {"", "a = ", "a", "a = 1", "a = ''", R"(a = 0(x")", "[", "[a]", "a = [1, ",
                                         "a = { b = 1, ", R"(a = "\)", R"(a = """\)", R"(a = """\ )"})
            EXPECT_THAT(refusal("# é\n" + before + letter + "\" = 1"), StartsWith("a.toml:2: "));
        EXPECT_THAT(refusal("a = '''\n'''" + letter), StartsWith("a.toml:2: "));
    }
}

TEST(ParseToml, OtherMistakesAreRefusedWithTheirLine) {
    for (const auto* text : {"\na = ", "\n[|x]", "\na = \"x\né = 1", "\n\u00A0a = 1"})
        EXPECT_THAT(refusal(text), StartsWith("a.toml:2: ")) << text;
}

// What goes wrong inside the parser, the sanitizers see.
TEST(ParseToml, AnyTextIsReadOrRefused) {
    EXPECT_TRUE(rc::check([] {
        constexpr std::array<std::string_view, 16> pieces{"a", "=", "\"",   "'", "\"\"\"", "'''", "\\", "\n",
                                                          " ", "#", "\\\n", "[", "]",      "é",   "ħ",  "\r\n"};
        std::string text;
        for (const auto index : *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 16U)))
            text += pieces[index];
        const auto read = parse_toml(text, "a.toml");
        if (!read) RC_ASSERT(read.error().message.starts_with("a.toml:"));
    }));
}

}  // namespace
}  // namespace yizhan
