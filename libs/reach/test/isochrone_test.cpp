#include "drawn_city.hpp"

#include <yizhan/reach/isochrone.hpp>
#include <yizhan/reach/stretches.hpp>

#include <geos_c.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace yizhan::reach {
namespace {

using testing::build_city;
using testing::random_place;

// GEOS judges what we drew.
class geos {
public:
    using shape = std::unique_ptr<GEOSGeometry, void (*)(GEOSGeometry*)>;

    geos() { initGEOS(nullptr, nullptr); }
    ~geos() { finishGEOS(); }
    geos(const geos&) = delete;
    geos& operator=(const geos&) = delete;

    [[nodiscard]] static shape take(GEOSGeometry* geometry) { return {geometry, GEOSGeom_destroy}; }

    [[nodiscard]] static shape from(const geo::multipolygon& area) {
        std::vector<GEOSGeometry*> polygons;
        for (std::size_t i = 0; i < area.rings.size();) {
            auto* outer = ring(area, area.rings[i++]);
            std::vector<GEOSGeometry*> holes;
            while (i < area.rings.size() && !area.rings[i].outer)
                holes.push_back(ring(area, area.rings[i++]));
            polygons.push_back(GEOSGeom_createPolygon(outer, holes.data(), static_cast<unsigned>(holes.size())));
        }
        return take(
            GEOSGeom_createCollection(GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size())));
    }

private:
    static GEOSGeometry* ring(const geo::multipolygon& area, const geo::multipolygon::ring& r) {
        auto* sequence = GEOSCoordSeq_create(r.count + 1, 2);
        for (unsigned i = 0; i <= r.count; ++i) {
            const auto p = area.points[r.first + i % r.count];
            GEOSCoordSeq_setXY(sequence, i, p.lon, p.lat);
        }
        return GEOSGeom_createLinearRing(sequence);
    }
};

double area_of(const geos::shape& shape) {
    double area = 0;
    GEOSArea(shape.get(), &area);
    return area;
}

// Area of what of `inner` lies outside `outer`. (GEOSCovers, not made for outlines that run along each other, is wrong
// on a few of them.)
double outside(const geo::multipolygon& inner, const geo::multipolygon& outer) {
    return area_of(geos::take(GEOSDifference(geos::from(inner).get(), geos::from(outer).get())));
}

geos::shape common(const geos::shape& a, const geos::shape& b) {
    return geos::take(GEOSIntersection(a.get(), b.get()));
}

class Isochrone : public ::testing::Test {
protected:
    std::vector<snapped> places(const streets::travel_graph& graph, int count) {
        std::vector<snapped> found;
        for (int i = 0; i < count; ++i)
            found.push_back(*snap(graph, random_place(random_, graph), {.max_metres = 1e6}));
        return found;
    }
    isochrone_query query(const streets::travel_graph& graph, int round, int starts) {
        isochrone_query q;
        q.starts = places(graph, starts);
        q.way = round % 2 == 0 ? direction::departing : direction::arriving;
        q.what = round % 3 == 0 ? metric::length : metric::time;
        q.limits = q.what == metric::time ? std::vector{300'000U, 600'000U, 120'000U}
                                          : std::vector{400'000U, 800'000U, 160'000U};
        q.offset_metres = round % 4 == 3 ? 15 : 40;
        return q;
    }

    geos geos_;
    std::mt19937 random_{101};
};

// Distance in metres from a point to the nearest of the drawn lines.
double metres_to(geo::point p, const isochrone_lines& lines) {
    const auto scale = geo::local_scale::at(p.lat_degrees());
    double nearest = 1e9;
    for (std::size_t line = 0; line + 1 < lines.first.size(); ++line) {
        for (auto i = lines.first[line]; i + 1 < lines.first[line + 1]; ++i)
            nearest = std::min(nearest, geo::closest_on_stretch(p, lines.points[i], lines.points[i + 1], scale).metres);
    }
    return nearest;
}

TEST_F(Isochrone, is_valid_contains_the_reached_streets_and_stays_near_them) {
    for (int round = 0; round < 24; ++round) {
        const auto graph = build_city(random_, {.side = 14, .missing = 0.1 * (round % 5), .rules = round % 5 == 4});
        isochrone_maker maker(graph);
        const auto q = query(graph, round, 1);
        const auto areas = *maker.areas(q);
        const auto lines = maker.lines(q);
        ASSERT_EQ(areas.size(), 3U);
        ASSERT_EQ(lines.size(), 3U);
        for (std::size_t i = 0; i < areas.size(); ++i) {
            EXPECT_EQ(areas[i].limit, lines[i].limit);
            EXPECT_DOUBLE_EQ(areas[i].street_metres, lines[i].street_metres);
            const auto shape = geos::from(areas[i].area);
            EXPECT_EQ(GEOSisValid(shape.get()), 1) << round;
            for (const auto& p : lines[i].points)
                EXPECT_TRUE(areas[i].area.contains(p));
            // The farthest points of an outline from the streets are its corners and the middles of its edges.
            for (const auto& r : areas[i].area.rings) {
                const auto ring = areas[i].area.points_of(r);
                for (std::size_t k = 0; k < ring.size(); ++k) {
                    const auto next = ring[(k + 1) % ring.size()];
                    EXPECT_LE(metres_to(ring[k], lines[i]), q.offset_metres);
                    EXPECT_LE(metres_to(geo::box{ring[k], next}.centre(), lines[i]), q.offset_metres);
                }
            }
        }
    }
}

TEST_F(Isochrone, points_inside_are_within_the_offset_of_a_reached_street) {
    const auto graph = build_city(random_, {.side = 16});
    isochrone_maker maker(graph);
    for (int round = 0; round < 6; ++round) {
        const auto q = query(graph, round, 1);
        const auto areas = *maker.areas(q);
        const auto lines = maker.lines(q);
        for (int i = 0; i < 3000; ++i) {
            const auto p = random_place(random_, graph);
            for (std::size_t k = 0; k < areas.size(); ++k) {
                if (areas[k].area.contains(p)) {
                    EXPECT_LE(metres_to(p, lines[k]), q.offset_metres);
                }
            }
        }
    }
}

TEST_F(Isochrone, says_what_to_do_when_an_area_is_too_large) {
    streets::network net;
    net.junctions = {{0, 0}, {900'000'000, 450'000'000}};
    net.points = net.junctions;
    streets::street far;
    far.to = 1;
    far.point_count = 2;
    far.length_mm = far.forward_ms = far.backward_ms = 1000;
    net.streets.push_back(far);
    const streets::travel_graph graph(streets::travel_graph_data::build(net));
    isochrone_maker maker(graph);
    const auto areas = maker.areas({.starts = {*snap(graph, {0, 0})}, .limits = {60'000}});
    ASSERT_FALSE(areas.has_value());
    EXPECT_EQ(areas.error().code, errc::limit);
    EXPECT_NE(areas.error().message.find("offset"), std::string::npos);
}

TEST_F(Isochrone, nested_limits_nest) {
    for (int round = 0; round < 16; ++round) {
        const auto graph = build_city(random_, {.side = 16, .missing = 0.25, .rules = round % 3 == 0});
        isochrone_maker maker(graph);
        const auto areas = *maker.areas(query(graph, round, 1));
        for (std::size_t i = 0; i + 1 < areas.size(); ++i)
            EXPECT_EQ(outside(areas[i + 1].area, areas[i].area), 0.0) << round;
    }
}

TEST_F(Isochrone, merged_is_the_union_of_those_kept_apart) {
    for (int round = 0; round < 8; ++round) {
        const auto graph = build_city(random_, {.side = 16, .missing = 0.2});
        isochrone_maker maker(graph);
        auto q = query(graph, round, 5);
        const auto apart = *maker.areas(q);
        q.overlaps = overlap::merge;
        const auto merged = *maker.areas(q);
        ASSERT_EQ(apart.size(), 15U);
        ASSERT_EQ(merged.size(), 3U);
        for (const auto& part : apart) {
            EXPECT_TRUE(part.start.has_value());
            for (const auto& whole : merged) {
                if (whole.limit == part.limit) {
                    EXPECT_EQ(outside(part.area, whole.area), 0.0);
                }
            }
        }
    }
}

TEST_F(Isochrone, split_parts_are_valid_do_not_overlap_and_fill_the_merged_area) {
    for (int round = 0; round < 12; ++round) {
        const auto graph = build_city(random_, {.side = 16, .missing = 0.2, .rules = round % 4 == 0});
        isochrone_maker maker(graph);
        auto q = query(graph, round, 6);
        q.overlaps = overlap::split;
        const auto parts = *maker.areas(q);
        q.overlaps = overlap::merge;
        const auto merged = *maker.areas(q);
        ASSERT_EQ(parts.size(), 18U);
        for (std::size_t level = 0; level < 3; ++level) {
            double sum = 0;
            for (std::size_t a = level * 6; a < level * 6 + 6; ++a) {
                const auto shape = geos::from(parts[a].area);
                EXPECT_EQ(GEOSisValid(shape.get()), 1);
                sum += area_of(shape);
                for (auto b = a + 1; b < level * 6 + 6; ++b)
                    EXPECT_EQ(area_of(common(shape, geos::from(parts[b].area))), 0.0);
            }
            // Where three parts meet a triangle of at most half a cell stays free.
            EXPECT_NEAR(sum / area_of(geos::from(merged[level].area)), 1.0, 0.01);
        }
    }
}

TEST_F(Isochrone, split_lines_belong_to_the_nearest_start) {
    const auto graph = build_city(random_, {.side = 16});
    stretch_collector collector(graph);
    const auto starts = places(graph, 4);
    std::vector<std::vector<std::uint32_t>> costs;
    search finder(graph);
    std::vector<seed> seeds;
    for (std::uint32_t s = 0; s < starts.size(); ++s) {
        std::vector<seed> own;
        add_seeds(graph, starts[s], direction::departing, metric::time, s, own);
        seeds.insert(seeds.end(), own.begin(), own.end());
    }
    finder.run(seeds, {.limit = 900'000, .sources = true});
    const auto owned = collector.collect_owned(finder, starts, 900'000);
    EXPECT_GT(owned.size(), 100U);
    search single(graph);
    for (std::uint32_t s = 0; s < starts.size(); ++s) {
        std::vector<seed> own;
        add_seeds(graph, starts[s], direction::departing, metric::time, 0, own);
        single.run(own, {});
        for (const auto& part : owned) {
            const double middle = (part.part.from + part.part.to) / 2;
            const snapped probe{part.part.segment, middle, {}, {}, 0, 0, 0};
            const auto direct =
                std::min(single.cost_at(probe), along_one_street(graph, starts[s], probe, metric::time));
            const double stated = (double(part.cost_from) + part.cost_to) / 2;
            if (part.source == s) {
                EXPECT_NEAR(direct, stated, 2);
            } else {
                EXPECT_GE(direct, stated - 2);
            }
        }
    }
}

// The collected stretches against the definition: a point of a street is reached if and only if it costs no more
// than the limit.
TEST_F(Isochrone, stretches_are_what_is_within_the_limit) {
    for (int round = 0; round < 20; ++round) {
        const auto graph = build_city(random_, {.side = 10, .rules = round % 2 == 1});
        const auto q = query(graph, round, 2);
        std::vector<seed> seeds;
        for (std::uint32_t s = 0; s < 2; ++s)
            add_seeds(graph, q.starts[s], q.way, q.what, s, seeds);
        search finder(graph);
        finder.run(seeds, {.way = q.way, .what = q.what, .limit = q.limits[0]});
        stretch_collector collector(graph);
        const auto stretches = collector.collect(finder, q.starts, q.limits[0]);
        for (std::uint32_t segment = 0; segment < graph.summary().segments; ++segment) {
            for (const double share : {0.0, 0.125, 0.375, 0.5, 0.8125, 1.0}) {
                const snapped probe{segment, share, {}, {}, 0, 0, 0};
                auto cost = finder.cost_at(probe);
                for (const auto& start : q.starts) {
                    const bool away = q.way == direction::departing;
                    cost = std::min(cost, along_one_street(graph, away ? start : probe, away ? probe : start, q.what));
                }
                const auto covers = [&](double slack) {
                    return std::ranges::any_of(stretches, [&](const stretch& s) {
                        return s.segment == segment && s.from - slack <= share && share <= s.to + slack;
                    });
                };
                if (cost <= q.limits[0]) {
                    EXPECT_TRUE(covers(1e-4)) << segment << ' ' << share;
                } else if (cost > q.limits[0] + 50) {
                    EXPECT_FALSE(covers(-1e-4)) << segment << ' ' << share << ' ' << cost;
                }
            }
        }
    }
}

}  // namespace
}  // namespace yizhan::reach
