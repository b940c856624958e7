#include <yizhan/streets/travel_graph.hpp>

#include <gtest/gtest.h>

#include <queue>

namespace yizhan::streets {
namespace {

// A network drawn by hand: junctions by number, streets of 100 m and 100 s.
class drawn_network {
public:
    explicit drawn_network(std::uint32_t junctions) {
        for (std::uint32_t i = 0; i < junctions; ++i)
            net.junctions.push_back({static_cast<std::int32_t>(i * 9000), 0});
    }
    std::uint32_t street(std::uint32_t from, std::uint32_t to, bool both_ways = true, bool no_through = false) {
        streets::street s;
        s.from = from;
        s.to = to;
        s.first_point = static_cast<std::uint32_t>(net.points.size());
        s.point_count = 2;
        s.length_mm = 100'000;
        s.forward_ms = 100'000;
        s.backward_ms = both_ways ? 100'000 : never;
        s.no_through = no_through;
        net.points.push_back(net.junctions[from]);
        net.points.push_back(net.junctions[to]);
        net.streets.push_back(s);
        return static_cast<std::uint32_t>(net.streets.size() - 1);
    }
    network net;
};

// Streets driven from the start of `from` to the end of `to` (both included), by plain breadth-first search over the
// built graph; -1 if there is no way. Streets are told apart by their `way`.
int streets_between(const travel_graph& graph, directed_street from, directed_street to) {
    const auto& a = graph.arrays();
    std::vector<int> steps(graph.states(), -1);
    std::queue<std::uint32_t> queue;
    if (from == to) return 1;
    queue.push(a.start_state[from]);
    steps[a.start_state[from]] = 1;
    while (!queue.empty()) {
        const auto state = queue.front();
        queue.pop();
        for (auto i = a.first_out[state]; i < a.first_out[state + 1]; ++i) {
            if (a.out_street[i] == to) return steps[state] + 1;
            if (steps[a.out[i].state] >= 0) continue;
            steps[a.out[i].state] = steps[state] + 1;
            queue.push(a.out[i].state);
        }
    }
    return -1;
}

// The built graph renumbers streets: finds them by the way id, which `build` sets to the street's number + 1.
class built {
public:
    explicit built(network net) : graph(make(std::move(net))) {}
    [[nodiscard]] directed_street find(std::uint32_t street, bool backward = false) const {
        for (std::uint32_t s = 0; s < graph.summary().segments; ++s)
            if (graph.arrays().segments[s].way == street + 1) return along(s, backward);
        ADD_FAILURE() << "no street " << street;
        return 0;
    }
    travel_graph graph;

private:
    static travel_graph make(network net) {
        for (std::size_t i = 0; i < net.streets.size(); ++i)
            net.streets[i].way = static_cast<std::int64_t>(i) + 1;
        return travel_graph(travel_graph_data::build(net));
    }
};

//        3
//        |
//  0 --- 1 --- 2 --- 5
//        |     |
//        4 --- 6
class Crossing : public testing::Test {
protected:
    drawn_network drawn{7};
    std::uint32_t west = drawn.street(0, 1);
    std::uint32_t east = drawn.street(1, 2);
    std::uint32_t north = drawn.street(1, 3);
    std::uint32_t south = drawn.street(1, 4);
    std::uint32_t far_east = drawn.street(2, 5);
    std::uint32_t down = drawn.street(2, 6);
    std::uint32_t back = drawn.street(4, 6);
};

TEST_F(Crossing, has_one_state_a_junction_without_rules) {
    const built city(drawn.net);
    EXPECT_EQ(city.graph.states(), 7U);
    EXPECT_EQ(city.graph.summary().arcs, 14U);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(north)), 2);
    EXPECT_EQ(city.graph.summary().island_segments, 0U);
}

TEST_F(Crossing, a_forbidden_turn_sends_round_the_block) {
    drawn.net.no_u_turns = true;
    drawn.net.restrictions.push_back({{along(west, false), along(north, false)}, false});
    const built city(drawn.net);
    // west, east, down, back (against its drawing), south (likewise), north
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(north)), 6);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(south)), 2);
    EXPECT_EQ(streets_between(city.graph, city.find(east, true), city.find(north)), 2);
}

TEST_F(Crossing, a_mandatory_turn_forbids_all_others) {
    drawn.net.no_u_turns = true;
    drawn.net.restrictions.push_back({{along(west, false), along(south, false)}, true});
    const built city(drawn.net);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(south)), 2);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(east)), 8);  // the block, then north and back
}

TEST_F(Crossing, a_restriction_by_way_of_a_street_forbids_only_the_whole_path) {
    drawn.net.no_u_turns = true;
    drawn.net.restrictions.push_back({{along(west, false), along(east, false), along(far_east, false)}, false});
    const built city(drawn.net);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(east)), 2);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(far_east)), 5);  // west south back down far_east
    EXPECT_EQ(streets_between(city.graph, city.find(north, true), city.find(far_east)), 3);
    // Having driven west and east, one may still turn down.
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(down)), 3);
}

TEST_F(Crossing, turning_round_is_for_dead_ends) {
    drawn.net.no_u_turns = true;
    const built city(drawn.net);
    EXPECT_EQ(streets_between(city.graph, city.find(north), city.find(north, true)), 2);
    EXPECT_EQ(streets_between(city.graph, city.find(west), city.find(west, true)), 4);  // at the end of north
}

//  0 --- 1 ===2=== 3 --- 4     1-2 and 2-3 private; 1-5-6-3 is the long public way round
//         \ 5 - 6 /
TEST(NoThrough, private_streets_are_for_trips_that_start_or_end_there) {
    drawn_network drawn(7);
    const auto a = drawn.street(0, 1);
    const auto p = drawn.street(1, 2, true, true);
    const auto q = drawn.street(2, 3, true, true);
    const auto b = drawn.street(3, 4);
    drawn.street(1, 5);
    drawn.street(5, 6);
    drawn.street(6, 3);
    const built city(drawn.net);
    EXPECT_EQ(streets_between(city.graph, city.find(a), city.find(b)), 5);
    EXPECT_EQ(streets_between(city.graph, city.find(a), city.find(q)), 3);  // through p to the end in q
    EXPECT_EQ(streets_between(city.graph, city.find(p), city.find(b)), 3);  // from p through q out
    EXPECT_EQ(city.graph.summary().island_segments, 0U);
}

TEST(Islands, are_left_out_of_snapping) {
    drawn_network drawn(8);
    const auto a = drawn.street(0, 1);
    drawn.street(1, 2);
    const auto island = drawn.street(3, 4);
    const auto away = drawn.street(2, 5, false);  // one way out of the city: nobody comes back
    const auto in = drawn.street(6, 0, false);    // one way into it
    const built city(drawn.net);
    const auto snaps = [&](std::uint32_t s) {
        return city.graph.arrays().segments[street_of(city.find(s))].snappable();
    };
    EXPECT_TRUE(snaps(a));
    EXPECT_FALSE(snaps(island));
    EXPECT_FALSE(snaps(away));
    EXPECT_FALSE(snaps(in));
    EXPECT_EQ(city.graph.summary().islands, 1U);
    EXPECT_EQ(city.graph.summary().island_segments, 3U);
}

class GraphFile : public Crossing {
protected:
    void SetUp() override {
        drawn.net.names.emplace_back("西湖大道");
        drawn.net.streets[east].name = 1;
        data = travel_graph_data::build(drawn.net);
        section_file_writer writer({std::string(travel_graph::file_kind), travel_graph::file_version, 1});
        data.add_to(writer, mode::walk);
        image = writer.image();
    }
    [[nodiscard]] result<travel_graph> open(mode m) const {
        auto file = section_file::over(image, "streets", travel_graph::file_kind, travel_graph::file_version);
        if (!file) return pass_on(file);
        return travel_graph::open(std::make_shared<const section_file>(std::move(*file)), m);
    }
    travel_graph_data data;
    std::vector<std::byte> image;
};

TEST_F(GraphFile, comes_back_as_it_was) {
    const auto graph = open(mode::walk);
    ASSERT_TRUE(graph.has_value()) << graph.error().message;
    const travel_graph direct{travel_graph_data(data)};
    EXPECT_EQ(graph->fingerprint(), direct.fingerprint());
    EXPECT_EQ(graph->states(), direct.states());
    bool named = false;
    for (std::uint32_t s = 0; s < graph->summary().segments; ++s)
        named |= graph->name_of(s) == "西湖大道";
    EXPECT_TRUE(named);
}

TEST_F(GraphFile, names_the_mend_for_a_mode_that_was_not_built) {
    const auto graph = open(mode::drive);
    ASSERT_FALSE(graph.has_value());
    EXPECT_EQ(graph.error().code, errc::not_found);
    EXPECT_NE(graph.error().message.find("--modes"), std::string::npos);
}

}  // namespace
}  // namespace yizhan::streets
