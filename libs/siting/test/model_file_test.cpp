// Models for other solvers, as text; that they mean what was asked, tests/cli asks glpsol and cbc.

#include <yizhan/siting/model_file.hpp>

#include <gtest/gtest.h>

namespace yizhan::siting {
namespace {

// Three cells; site 0 reaches the first two, site 1 the third, site 2 all three.
problem small() {
    problem asked;
    asked.weight = {2, 3, 4};
    asked.pairs.first = {0, 2, 3, 6};
    asked.pairs.cell = {0, 1, 2, 0, 1, 2};
    asked.want.count = 1;
    return asked;
}

std::string text_of(const problem& asked, const model_form& form, model_size* size = nullptr) {
    std::string text;
    const auto written = write_model(asked, form, [&](std::string_view piece) { text += piece; });
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    if (size != nullptr && written) *size = *written;
    return text;
}

TEST(model_file, every_cell_has_a_row) {
    model_size size;
    const auto text = text_of(small(), {}, &size);
    EXPECT_EQ(size.rows, 4U);
    EXPECT_EQ(size.columns, 6U);
    EXPECT_EQ(size.entries, 3U + 2 + 2 + 2 + 3);
    EXPECT_EQ(text, R"(* minimises; of maximal cover the covered demand counts negative
NAME yizhan
ROWS
 N objective
 L r0
 G r1
 G r2
 G r3
COLUMNS
 m0 'MARKER' 'INTORG'
 open_#0 objective 0
 open_#0 r0 1
 open_#0 r1 1
 open_#0 r2 1
 open_#1 objective 0
 open_#1 r0 1
 open_#1 r3 1
 open_#2 objective 0
 open_#2 r0 1
 open_#2 r1 1
 open_#2 r2 1
 open_#2 r3 1
 m3 'MARKER' 'INTEND'
 c3 objective -2
 c3 r1 -1
 c4 objective -3
 c4 r2 -1
 c5 objective -4
 c5 r3 -1
RHS
 rhs r0 1
BOUNDS
 UP bounds open_#0 1
 UP bounds open_#1 1
 UP bounds open_#2 1
 UP bounds c3 1
 UP bounds c4 1
 UP bounds c5 1
ENDATA
)");
}

TEST(model_file, merged_cells_are_one_row_and_kept_sites_are_gone) {
    auto asked = small();
    model_size size;
    const auto merged = text_of(asked, {.merged = true}, &size);
    EXPECT_EQ(size.rows, 3U);
    EXPECT_EQ(size.columns, 5U);
    EXPECT_NE(merged.find(" objective -5\n"), std::string::npos) << merged;

    asked.state = {site_state::free, site_state::kept, site_state::free};
    const auto without = text_of(asked, {.merged = true}, &size);
    EXPECT_EQ(without.find("open_#1"), std::string::npos) << without;
    // What the kept site covers is in the constant: 4, negative as covered demand and again as a right-hand side.
    EXPECT_NE(without.find(" rhs objective 4\n"), std::string::npos) << without;
}

TEST(model_file, sites_have_their_names_where_solvers_can_read_them) {
    const std::vector<std::string> names{"a-1.b", "two words", "驿站"};
    const auto text = text_of(small(), {.site_names = names});
    for (const auto* name : {" open_a-1.b r0 1\n", " open_#1 r0 1\n", " open_#2 r0 1\n"})
        EXPECT_NE(text.find(name), std::string::npos) << name;
}

TEST(model_file, both_limits_of_a_row_and_fixed_columns) {
    auto asked = small();
    asked.state = {site_state::forced, site_state::free, site_state::forbidden};
    asked.quotas = {{"east", {0, 1, 2}, 1, 2}};
    const auto text = text_of(asked, {});
    EXPECT_NE(text.find("RANGES\n ranges r1 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" FX bounds open_#0 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" FX bounds open_#2 0\n"), std::string::npos) << text;
}

TEST(model_file, what_cannot_be_is_refused) {
    const auto ignore = [](std::string_view) {};
    auto asked = small();
    asked.capacity = {1, 1, 1};
    EXPECT_EQ(write_model(asked, {.merged = true}, ignore).error().code, errc::bad_call);
    asked = small();
    asked.want.what = objective::least_travel;
    EXPECT_EQ(write_model(asked, {.merged = true}, ignore).error().code, errc::bad_call);
    asked = small();
    asked.weight[1] = -1;
    EXPECT_EQ(write_model(asked, {}, ignore).error().code, errc::bad_input);
    asked = small();
    asked.want.count.reset();
    EXPECT_EQ(write_model(asked, {}, ignore).error().code, errc::bad_call);
    asked = small();
    asked.want.what = objective::least_cost;
    asked.want.count.reset();
    asked.state = {site_state::free, site_state::forbidden, site_state::forbidden};
    EXPECT_EQ(write_model(asked, {.merged = true}, ignore).error().code, errc::bad_input);
}

}  // namespace
}  // namespace yizhan::siting
