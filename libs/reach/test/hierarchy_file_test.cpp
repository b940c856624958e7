#include "drawn_city.hpp"

#include <yizhan/reach/hierarchy.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace yizhan::reach {
namespace {

using testing::build_city;

class HierarchyFile : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(::testing::TempDir()) / (std::string("hierarchy_") + test->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        path_ = folder_ / "streets.walk.ch";
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] opened_hierarchy opened() const { return open_or_build(path_, graph_, progress::none()); }

    std::mt19937 random_{131};
    streets::travel_graph graph_ = build_city(random_, {.side = 15, .rules = true});
    std::filesystem::path folder_;
    std::filesystem::path path_;
};

bool same(const hierarchy_arrays& a, const hierarchy_arrays& b) {
    const auto same_arcs = [](std::span<const climb> x, std::span<const climb> y) {
        return std::ranges::equal(x, y, [](auto l, auto r) { return l.position == r.position && l.ms == r.ms; });
    };
    return std::ranges::equal(a.position, b.position) && std::ranges::equal(a.first_up, b.first_up) &&
           std::ranges::equal(a.first_down, b.first_down) && std::ranges::equal(a.up_via, b.up_via) &&
           std::ranges::equal(a.down_via, b.down_via) && same_arcs(a.up, b.up) && same_arcs(a.down, b.down);
}

TEST_F(HierarchyFile, is_built_once_then_read) {
    const auto first = opened();
    EXPECT_TRUE(first.built);
    EXPECT_NE(first.why.find("not there"), std::string::npos) << first.why;
    EXPECT_EQ(first.unsaved, "");
    const auto second = opened();
    EXPECT_FALSE(second.built);
    EXPECT_EQ(second.why, "");
    EXPECT_TRUE(same(first.ready.arrays(), second.ready.arrays()));
    EXPECT_EQ(first.ready.summary().build_ms, second.ready.summary().build_ms);
}

TEST_F(HierarchyFile, is_built_again_for_other_streets) {
    std::ignore = opened();
    graph_ = build_city(random_, {.side = 15});
    const auto again = opened();
    EXPECT_TRUE(again.built);
    EXPECT_NE(again.why.find("other streets"), std::string::npos) << again.why;
    EXPECT_FALSE(opened().built);
}

TEST_F(HierarchyFile, is_built_again_when_damaged_or_cut_short_or_of_another_version) {
    std::ignore = opened();
    const auto whole = *read_file(path_, 1 << 24);
    const auto expect_rebuilt = [&](const std::string& content) {
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
        const auto again = opened();
        EXPECT_TRUE(again.built);
        EXPECT_NE(again.why, "");
        EXPECT_FALSE(opened().built);
    };
    for (const auto share : {0.0, 0.001, 0.3, 0.999})
        expect_rebuilt(whole.substr(0, static_cast<std::size_t>(static_cast<double>(whole.size()) * share)));
    for (const auto offset : {0UL, 17UL, 100UL, whole.size() / 2}) {
        auto damaged = whole;
        damaged[offset] = static_cast<char>(damaged[offset] ^ 4);
        expect_rebuilt(damaged);
    }
    section_file_writer older({std::string(hierarchy::file_kind), hierarchy::file_version + 1, graph_.fingerprint()});
    ASSERT_TRUE(older.write(path_).has_value());
    EXPECT_NE(opened().why.find("format"), std::string::npos);
}

TEST_F(HierarchyFile, serves_from_memory_where_it_cannot_be_stored) {
    path_ = folder_ / "missing" / "streets.walk.ch";
    for (int i = 0; i < 2; ++i) {
        const auto made = opened();
        EXPECT_TRUE(made.built);
        EXPECT_NE(made.unsaved, "");
        hierarchy_query query(made.ready);
        const std::vector<seed> at{{0, 0}};
        EXPECT_EQ(query.run(at, at), 0U);
    }
}

TEST_F(HierarchyFile, is_built_by_one_of_many_at_a_time) {
    std::vector<std::unique_ptr<opened_hierarchy>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& slot : made)
            threads.emplace_back([&] { slot = std::make_unique<opened_hierarchy>(opened()); });
    }
    EXPECT_EQ(std::ranges::count_if(made, [](const auto& m) { return m->built; }), 1);
    for (const auto& m : made) {
        EXPECT_EQ(m->unsaved, "");
        EXPECT_TRUE(same(m->ready.arrays(), made.front()->ready.arrays()));
    }
}

// Contents with right checksums but wrong in any one value: either refused, or harmless to use.
TEST_F(HierarchyFile, never_leads_astray_whatever_it_says) {
    graph_ = build_city(random_, {.side = 5});
    const auto ready = hierarchy::build(graph_, progress::none());
    const auto& a = ready.arrays();
    std::vector<std::uint32_t> position(a.position.begin(), a.position.end());
    std::vector<std::uint32_t> first_up(a.first_up.begin(), a.first_up.end());
    std::vector<climb> up(a.up.begin(), a.up.end());
    std::vector<std::uint32_t> up_via(a.up_via.begin(), a.up_via.end());
    std::size_t refused = 0;
    std::size_t answered = 0;
    const auto try_now = [&] {
        section_file_writer writer({std::string(hierarchy::file_kind), hierarchy::file_version, graph_.fingerprint()});
        writer.add<hierarchy_summary>("summary", std::span(&a.summary, 1));
        writer.add<std::uint32_t>("position", position);
        writer.add<std::uint32_t>("first_up", first_up);
        writer.add<climb>("up", up);
        writer.add<std::uint32_t>("up_via", up_via);
        writer.add("first_down", a.first_down);
        writer.add("down", a.down);
        writer.add("down_via", a.down_via);
        ASSERT_TRUE(writer.write(path_).has_value());
        const auto opened = hierarchy::open(path_, graph_);
        if (!opened) {
            EXPECT_EQ(opened.error().code, errc::damaged);
            ++refused;
            return;
        }
        hierarchy_query query(*opened);
        for (std::uint32_t from = 0; from < graph_.states(); ++from) {
            const std::vector<seed> begin{{from, 0}};
            const std::vector<seed> end{{(from * 7 + 3) % graph_.states(), 0}};
            if (query.run(begin, end) == unreached) continue;
            if (const auto trip = query.last_trip(); !trip) {
                EXPECT_EQ(trip.error().code, errc::damaged);
            }
        }
        ++answered;
    };
    const std::vector<std::uint32_t> odd{0,         1, graph_.states() - 1, graph_.states(), 1U << 31, (1U << 31) + 3,
                                         0xFFFFFFFF};
    for (int round = 0; round < 60; ++round) {
        const auto value = odd[random_() % odd.size()];
        for (auto* list : {&position, &first_up, &up_via}) {
            auto& spoilt = (*list)[random_() % list->size()];
            const auto before = std::exchange(spoilt, value);
            try_now();
            spoilt = before;
        }
        auto& arc = up[random_() % up.size()];
        const auto before = arc;
        (round % 2 == 0 ? arc.position : arc.ms) = value;
        try_now();
        arc = before;
    }
    EXPECT_GT(refused, 100U);
    EXPECT_GT(answered, 10U);
}

}  // namespace
}  // namespace yizhan::reach
