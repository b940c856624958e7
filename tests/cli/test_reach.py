"""Circles, nearest places, matrices and kept places, on a drawn city whose answers can be counted by hand."""

import csv
import io

from support import CityCase, WALK_METRES_PER_SECOND, at, data, json, junction, metres, needs_data, ring_area, run, unittest


def area(feature):
    return sum(ring_area(ring) for polygon in feature["geometry"]["coordinates"] for ring in polygon)


class Isochrone(CityCase):
    CALL = ["isochrone", "--at", at(5, 5), "--mode", "walk"]

    def circles(self, *more):
        return json.loads(self.in_city(*self.CALL, *more))

    def test_areas_nest(self):
        found = self.circles("--minutes", "2,4,6")
        self.assertEqual(found["type"], "FeatureCollection")
        self.assertEqual(found["attribution"], "© OpenStreetMap contributors, ODbL 1.0")
        by_minutes = {feature["properties"]["minutes"]: feature for feature in found["features"]}
        self.assertEqual(sorted(by_minutes), [2, 4, 6])
        areas = [area(by_minutes[minutes]) for minutes in (2, 4, 6)]
        self.assertEqual(areas, sorted(areas))
        for minutes, square_metres in zip((2, 4, 6), areas):
            self.assertAlmostEqual(by_minutes[minutes]["properties"]["area_km2"] * 1e6, square_metres, delta=square_metres / 200)

    def test_lines_have_the_length_that_one_counts(self):
        found = self.circles("--metres", "250", "--as", "lines")
        lines = found["features"][0]
        self.assertEqual(lines["geometry"]["type"], "MultiLineString")
        # Around a junction of the grid: 4 arms of 250 m, and 8 side streets of 150 m and 8 of 50 m.
        self.assertAlmostEqual(lines["properties"]["street_km"], (4 * 250 + 8 * 150 + 8 * 50) / 1000, delta=0.02)

    def test_several_starts(self):
        two = ["--at", at(6, 6), "--minutes", "4"]
        keep = self.circles(*two)["features"]
        merge = self.circles(*two, "--overlap", "merge")["features"]
        split = self.circles(*two, "--overlap", "split")["features"]
        self.assertEqual([len(keep), len(merge), len(split)], [2, 1, 2])
        self.assertEqual(sorted(feature["properties"]["start"] for feature in keep), [1, 2])
        self.assertNotIn("start", merge[0]["properties"])
        self.assertLess(area(merge[0]), sum(map(area, keep)))
        self.assertLess(sum(map(area, split)), sum(map(area, keep)))

    def test_toward_is_the_same_where_all_streets_go_both_ways(self):
        there = self.circles("--minutes", "5")["features"][0]
        back = self.circles("--minutes", "5", "--toward")["features"][0]
        self.assertEqual(back["properties"]["direction"], "toward")
        self.assertAlmostEqual(area(there), area(back), delta=area(there) / 100)

    def test_files(self):
        path = self.folder / "c.geojson"
        table = self.in_city(*self.CALL, "--minutes", "5,10", "-o", path)
        self.assertRegex(table, r"^start +minutes +area km² +streets km\n +1 +5 ")
        self.assertEqual(len(json.loads(path.read_text(encoding="utf-8"))["features"]), 2)
        summary = json.loads(self.in_city(*self.CALL, "--minutes", "5,10", "-o", path, "--json"))
        self.assertEqual([circle["minutes"] for circle in summary["circles"]], [10, 5])
        figures = self.folder / "c.csv"
        self.in_city(*self.CALL, "--minutes", "5,10", "-o", figures)
        rows = list(csv.DictReader(io.StringIO(figures.read_text(encoding="utf-8"))))
        self.assertEqual([row["minutes"] for row in rows], ["10", "5"])
        self.assertEqual(self.names_in(self.folder), ["c.csv", "c.geojson"])

    def test_answers_do_not_vary(self):
        self.assertEqual(self.circles("--minutes", "7.5"), self.circles("--minutes", "7.5"))

    def test_bad_calls(self):
        for minutes in ["0", "-1", "10000", "720.1", "x", "", "5,,10", "5;10", "nan", "inf", "1e999", "0x10"]:
            with self.subTest(minutes):
                if minutes:
                    self.refused_in_city(2, "--minutes", *self.CALL, "--minutes", minutes)
                else:
                    self.refused_in_city(2, "give either --minutes or --metres", *self.CALL)
        self.refused_in_city(2, "--metres -5: must be above 0", *self.CALL, "--metres", "-5")
        self.refused_in_city(2, "give either", *self.CALL, "--metres", "500", "--minutes", "5")
        self.refused_in_city(2, "unknown mode 'fly'", "isochrone", "--at", at(1, 1), "--mode", "fly", "--minutes", "5")
        for option, value in [("--as", "stars"), ("--overlap", "mix"), ("--offset", "1"), ("--offset", "2000")]:
            self.refused_in_city(2, option, *self.CALL, "--minutes", "5", option, value)
        for place in ["1", "1,2,3", "a,b", "nan,31", "121.47 31.23", "31.23,121.47", "181,10", "1;2"]:
            with self.subTest(place):
                told = "swapped" if place.startswith("31.23") else "--at"
                self.refused_in_city(2, told, "isochrone", "--at", place, "--mode", "walk", "--minutes", "5")
        for ending in ["c.gpkg", "c.xlsx", "c", "c.txt"]:
            self.refused_in_city(2, "let the file's name end in .geojson", *self.CALL, "--minutes", "5", "-o", self.folder / ending)
        self.assertEqual(self.names_in(self.folder), [])

    def test_negative_numbers_are_values(self):
        for place in ["-8.61,41.15", "-.5,41", "-0,0"]:
            self.refused_in_city(1, "no street", "isochrone", "--at", place, "--mode", "walk", "--minutes", "5")
            self.refused_in_city(1, "no street", "isochrone", f"--at={place}", "--mode", "walk", "--minutes", "5")

    def test_far_from_streets(self):
        self.refused_in_city(1, "no street within", "isochrone", "--at", "121.9,31.9", "--mode", "walk", "--minutes", "5")

    def test_mode_that_was_not_built(self):
        told = self.refused_in_city(1, "without the mode drive", "isochrone", "--at", at(1, 1), "--mode", "drive", "--minutes", "5")
        self.assertIn("--modes", told)

    @needs_data("porto-center.osm.pbf")
    def test_real_city(self):
        city = self.folder / "porto"
        self.good("init", city, "--osm", data("porto-center.osm.pbf"), "--modes", "walk", "--quiet")
        found = json.loads(self.good("isochrone", "--city", city, "--at", "-8.611,41.149", "--mode", "walk", "--minutes", "15"))
        self.assertGreater(found["features"][0]["properties"]["area_km2"], 1)
        self.refused(1, "is --at -8.611,41.149 meant?", "isochrone", "--city", city, "--at", "41.149,-8.611", "--mode", "walk",
                     "--minutes", "5")


class Nearest(CityCase):
    def call(self, *more):
        return ["nearest", "--at", at(4, 5), "--mode", "walk", "--places", self.places(), *more]

    def test_table(self):
        text = self.in_city(*self.call("-k", "2"))
        lines = text.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[1], r"^1  p5-5 +第5站 +1\.\d +100$")

    def test_json(self):
        found = json.loads(self.in_city(*self.call("--json")))
        self.assertEqual([place["id"] for place in found["places"]][0], "p5-5")
        for place in found["places"]:
            column, row = map(int, place["id"][1:].split("-"))
            self.assertAlmostEqual(place["metres"], metres((4, 5), (column, row)), delta=2)
            self.assertAlmostEqual(place["seconds"], place["metres"] / WALK_METRES_PER_SECOND, delta=2)
            self.assertEqual(place["attributes"], {"seats": str(column)})

    def test_files(self):
        rows = self.folder / "n.csv"
        self.in_city(*self.call("-o", rows))
        self.assertEqual(next(csv.DictReader(io.StringIO(rows.read_text(encoding="utf-8"))))["id"], "p5-5")
        points = self.folder / "n.geojson"
        self.in_city(*self.call("-o", points, "--toward"))
        self.assertEqual(len(json.loads(points.read_text(encoding="utf-8"))["features"]), 4)

    def test_places_from_standard_input(self):
        call = ["nearest", "--at", at(4, 5), "--mode", "walk", "--places", "-", "--json"]
        text = self.places().read_text(encoding="utf-8")
        self.assertEqual(json.loads(self.in_city(*call, input=text))["places"][0]["id"], "p5-5")
        points = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": junction(1, 1)}, "properties": {}}]}
        self.assertEqual(json.loads(self.in_city(*call, input=json.dumps(points)))["places"][0]["id"], "7")

    def test_far_places_are_counted(self):
        path = self.write("far.csv", "id,lon,lat\na,10,10\nb," + at(3, 3) + "\n")
        done = run("nearest", "--city", self.city, "--at", at(4, 5), "--mode", "walk", "--places", path, "--json")
        self.assertEqual(done.returncode, 0)
        self.assertIn("1 of 2 places are too far from any street", done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual((found["far_from_streets"], len(found["places"])), (1, 1))

    def test_bad_calls(self):
        for count in ["0", "-1", "x", "1.5", "99999999"]:
            self.refused_in_city(2, "-k", *self.call("-k", count))
        self.refused_in_city(2, "unknown option: --open-at", *self.call("--open-at", "2026-11-23T03:00"))
        self.refused_in_city(2, "unknown option: --service", *self.call("--service", "hot_meal"))
        self.refused_in_city(2, "--places is required", "nearest", "--at", at(1, 1), "--mode", "walk")

    def test_bad_lists(self):
        good = at(3, 3)
        for content, told in [("", "is empty"), ("id,name\n1,2\n", "list.csv:1: no column for the longitude"),
                              ("id,lon,lat\na,x,2\n", "list.csv:2: the longitude 'x' is no number"),
                              ("id,lon,lat\na,31.2,121.4\n", "swapped"), ("id,lon,lat\n", "no place"),
                              (f"id,lon,lat\na,{good}\na,{good}\n", "list.csv:3: the id 'a' was used before, in line 2"),
                              (f"id,lon,lat\n\"a,{good}\n", "never closed"), ("lon,lat\n1\n", "has 1 fields"),
                              (b"id,lon,lat\n\xb1\xe0,1,2\n", "list.csv:2: is not UTF-8"), (b"lon,lat\n\0,1\n", "NUL")]:
            with self.subTest(content):
                path = self.write("list.csv", content)
                self.refused_in_city(1, told, "nearest", "--at", good, "--mode", "walk", "--places", path)
        self.refused_in_city(1, "cannot read", "nearest", "--at", good, "--mode", "walk", "--places", self.folder / "none.csv")
        self.refused_in_city(1, "cannot read", "nearest", "--at", good, "--mode", "walk", "--places", self.folder)


class Matrix(CityCase):
    def test_times_are_those_of_the_grid(self):
        places = self.places()
        path = self.folder / "m.csv"
        for limit in ([], ["--limit", "60"]):
            text = self.in_city("matrix", "--from", places, "--to", places, "--mode", "walk", "-o", path, *limit)
            self.assertRegex(text, r"origins +destinations +pairs +absent +seconds\n +4 +4 +16 +0 ")
            content = path.read_text(encoding="utf-8")
            self.assertTrue(content.startswith("from_id,to_id,seconds\n"))
            rows = list(csv.DictReader(io.StringIO(content)))
            self.assertEqual(len(rows), 16)
            for row in rows:
                ends = [tuple(map(int, row[key][1:].split("-"))) for key in ("from_id", "to_id")]
                self.assertAlmostEqual(float(row["seconds"]), metres(*ends) / WALK_METRES_PER_SECOND, delta=2)

    def test_limit_leaves_pairs_out(self):
        places = self.places()
        rows = list(csv.DictReader(io.StringIO(
            self.in_city("matrix", "--from", places, "--to", places, "--mode", "walk", "--limit", "11"))))
        self.assertLess(len(rows), 16)
        self.assertTrue(all(float(row["seconds"]) <= 660 for row in rows))

    def test_hierarchy_is_built_once_and_again_when_damaged(self):
        places = self.places()
        call = ["matrix", "--city", self.city, "--from", places, "--to", places, "--mode", "ebike"]
        first = run(*call)
        self.assertIn("built the hierarchy of ebike in", first.stderr)
        kept = self.city / "streets.ebike.ch"
        self.assertTrue(kept.is_file())
        self.assertEqual(run(*call).stderr, "")
        kept.write_bytes(kept.read_bytes()[:-100])
        third = run(*call)
        self.assertIn("built the hierarchy", third.stderr)
        self.assertEqual(third.stdout, first.stdout)

    def test_json(self):
        places = self.places()
        call = ["matrix", "--from", places, "--to", places, "--mode", "walk", "--json"]
        self.assertEqual(len(json.loads(self.in_city(*call))), 16)
        self.assertEqual(json.loads(self.in_city(*call, "-o", self.folder / "m.csv"))["pairs"], 16)

    def test_bad_calls(self):
        places = self.places()
        call = ["matrix", "--from", places, "--to", places, "--mode", "walk"]
        for limit in ["0", "-1", "x", "10000"]:
            self.refused_in_city(2, "--limit", *call, "--limit", limit)
        self.refused_in_city(2, "both be standard input", "matrix", "--from", "-", "--to", "-", "--mode", "walk")
        self.refused_in_city(2, "end in .csv or .json", *call, "-o", self.folder / "m.xlsx")
        self.refused_in_city(1, "none.csv", "matrix", "--from", places, "--to", self.folder / "none.csv", "--mode", "walk")


class Route(CityCase):
    CALL = ["route", "--mode", "walk", "--at", at(1, 1), "--at", at(4, 3)]

    def test_table(self):
        text = self.in_city(*self.CALL)
        self.assertRegex(text, r"^leg  step +street +minutes +metres\n  1  ")
        self.assertRegex(text, r"\nwalk: \d+\.\d minutes, 0\.50 km, places in order 1 2\n$")
        self.assertIn("出发", self.in_city(*self.CALL, "--language", "zh"))

    def test_json(self):
        found = json.loads(self.in_city(*self.CALL, "--json"))
        self.assertAlmostEqual(found["metres"], metres((1, 1), (4, 3)), delta=2)
        self.assertAlmostEqual(found["seconds"], found["metres"] / WALK_METRES_PER_SECOND, delta=2)
        leg = found["legs"][0]
        self.assertAlmostEqual(sum(step["metres"] for step in leg["steps"]), found["metres"], delta=1)
        for end, place in [(0, junction(1, 1)), (-1, junction(4, 3))]:
            for got, wanted in zip(leg["geometry"]["coordinates"][end], place):
                self.assertAlmostEqual(got, wanted, places=6)

    def test_best_order(self):
        call = ["route", "--mode", "walk", *(word for place in [(0, 0), (9, 0), (3, 0), (6, 0)] for word in ("--at", at(*place)))]
        self.assertEqual(json.loads(self.in_city(*call, "--json"))["order"], [1, 2, 3, 4])
        self.assertEqual(json.loads(self.in_city(*call, "--json", "--best-order"))["order"], [1, 3, 4, 2])
        self.assertEqual(json.loads(self.in_city(*call, "--json", "--best-order", "--fixed-last"))["order"], [1, 3, 2, 4])

    def test_files(self):
        line = self.folder / "r.geojson"
        self.assertRegex(self.in_city(*self.CALL, "-o", line), r"^walk: .*\n$")
        feature = json.loads(line.read_text(encoding="utf-8"))["features"][0]
        self.assertEqual(feature["geometry"]["type"], "LineString")
        self.assertEqual(json.loads(self.in_city(*self.CALL, "-o", line, "--json"))["order"], [1, 2])
        steps = self.folder / "r.csv"
        self.in_city(*self.CALL, "-o", steps, "--quiet")
        rows = list(csv.DictReader(io.StringIO(steps.read_text(encoding="utf-8"))))
        self.assertEqual((rows[0]["turn"], rows[-1]["turn"]), ("depart", "arrive"))

    def test_bad_calls(self):
        self.refused_in_city(2, "a route needs two places", "route", "--mode", "walk", "--at", at(1, 1))
        self.refused_in_city(2, "--fixed-last goes with --best-order", *self.CALL, "--fixed-last")
        self.refused_in_city(2, "--language fr: use en or zh", *self.CALL, "--language", "fr")
        self.refused_in_city(2, "end in .geojson", *self.CALL, "-o", self.folder / "r.gpx")
        self.refused_in_city(1, "no street", *self.CALL, "--at", "10,10")


class Places(CityCase):
    def test_every_format(self):
        table = self.in_city("places", "--kind", "poi")
        self.assertIn("湖滨公厕", table)
        kept = json.loads(self.in_city("places", "--json"))
        self.assertEqual(kept["places"][0]["tags"]["amenity"], "toilets")
        path = self.folder / "p.geojson"
        self.in_city("places", "-o", path)
        self.assertEqual(json.loads(path.read_text(encoding="utf-8"))["features"][0]["id"], "node/9000001")

    def test_a_list_serves_as_places(self):
        path = self.folder / "p.csv"
        self.in_city("places", "--tag", "amenity=toilets", "-o", path)
        found = json.loads(self.in_city("nearest", "--at", at(1, 0), "--mode", "walk", "--places", path, "--json"))
        self.assertEqual(found["places"][0]["name"], "湖滨公厕")

    def test_bad_calls(self):
        self.refused_in_city(2, "--kind shop: use poi, settlement, boundary", "places", "--kind", "shop")
        self.refused_in_city(2, "--tag =x", "places", "--tag", "=x")


if __name__ == "__main__":
    unittest.main()
