"""Published optima of covering: proven by the built program, and each layout's cover measured again here.

$YIZHAN_TEST_DATA names the folder of real data; without it the tests are skipped. $YIZHAN_SLOW_BUILD asks for a few only.
"""

import csv
import json
import math
import os
import pathlib
import subprocess
import unittest

YIZHAN = os.environ["YIZHAN"]
LOCATION = pathlib.Path(os.environ.get("YIZHAN_TEST_DATA") or "/nonexistent") / "location"
FEW = bool(os.environ.get("YIZHAN_SLOW_BUILD"))


def solve(problem, form, path, *more):
    call = [YIZHAN, "solve", "--problem", problem, "--format", form, path, "--json", "--quiet", *more]
    ran = subprocess.run(list(map(str, call)), capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def cfl_of(path):
    """Candidates by id, and points with their demand."""
    rows = [line.split() for line in path.read_text().splitlines()[1:] if line.strip()]
    sites = {row[1]: (float(row[2]), float(row[3])) for row in rows if row[0] == "F"}
    points = [((float(row[2]), float(row[3])), float(row[4])) for row in rows if row[0] == "C"]
    return sites, points


def columns_of(path):
    """Costs of the columns, and for each row the columns that cover it, numbered from 1."""
    numbers = iter(map(int, path.read_text().split()))
    rows, columns = next(numbers), next(numbers)
    costs = {column: next(numbers) for column in range(1, columns + 1)}
    return costs, [{next(numbers) for _ in range(next(numbers))} for _ in range(rows)]


@unittest.skipUnless(LOCATION.is_dir(), "needs $YIZHAN_TEST_DATA/location")
class PublishedOptima(unittest.TestCase):
    def proven(self, given, known):
        self.assertEqual(given["status"], "optimal")
        self.assertEqual(given["objective"], known)
        self.assertEqual(given["bound"], known)

    def published_cover(self):
        with open(LOCATION / "mclp" / "optima.csv") as table:
            for row in csv.DictReader(table):
                path = LOCATION / "mclp" / (row["instance"].removeprefix("BDS_") + ".txt")
                if not FEW or path.stem == "BDS1000":
                    yield path, row

    def test_maximal_cover_of_cordeau_furini_and_ljubic(self):
        instances = 0
        for path, row in self.published_cover():
            instances += 1
            with self.subTest(instance=path.stem, radius=row["radius"], p=row["p"]):
                given = solve("mclp", "cfl", path, "-p", row["p"], "--radius", row["radius"])
                self.proven(given, int(row["optimal_covered"]))
                sites, points = cfl_of(path)
                self.assertEqual(sum(demand for _, demand in points), int(row["total_demand"]))
                self.assertLessEqual(len(given["open"]), int(row["p"]))
                covered = sum(demand for at, demand in points
                              if any(math.dist(at, sites[one]) <= float(row["radius"]) for one in given["open"]))
                self.assertEqual(covered, int(row["optimal_covered"]))
        self.assertEqual(instances, 4 if FEW else 8)

    def test_as_many_sites_as_cover_the_published_share(self):
        # If p sites cover a share at the most, that share takes p sites or fewer; and if fewer did, so would p - 1.
        for path, row in self.published_cover():
            if path.stem != "BDS1000" or row["optimal_covered"] == row["total_demand"]:
                continue
            with self.subTest(radius=row["radius"], p=row["p"]):
                share = int(row["optimal_covered"]) / int(row["total_demand"])
                given = solve("partial-cover", "cfl", path, "--share", repr(share), "--radius", row["radius"])
                fewer = solve("mclp", "cfl", path, "-p", int(row["p"]) - 1, "--radius", row["radius"])
                self.assertEqual((given["status"], fewer["status"]), ("optimal", "optimal"))
                self.assertLessEqual(given["objective"], int(row["p"]))
                self.assertEqual(given["objective"] == int(row["p"]), fewer["objective"] < int(row["optimal_covered"]))

    def test_set_cover_of_the_or_library(self):
        path = LOCATION / "set-cover" / "scp41.txt"
        given = solve("set-cover", "orlib-scp", path)
        self.proven(given, 429)
        costs, rows = columns_of(path)
        opened = set(map(int, given["open"]))
        self.assertEqual(sum(costs[column] for column in opened), 429)
        self.assertTrue(all(row & opened for row in rows))


if __name__ == "__main__":
    unittest.main()
