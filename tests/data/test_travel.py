"""Published optima of p-median and p-center: proven by the built program, and each layout measured again here.

$YIZHAN_TEST_DATA names the folder of real data; without it the tests are skipped. $YIZHAN_SLOW_BUILD asks for a few only.
"""

import csv
import heapq
import json
import math
import os
import pathlib
import subprocess
import unittest

YIZHAN = os.environ["YIZHAN"]
LOCATION = pathlib.Path(os.environ.get("YIZHAN_TEST_DATA") or "/nonexistent") / "location"
FEW = bool(os.environ.get("YIZHAN_SLOW_BUILD"))

PMED = (1, 4, 7, 10) if FEW else range(1, 21)
TSPLIB = {("rl1304", 200)} if FEW else {("rl1304", 5), ("rl1304", 50), ("rl1304", 100), ("rl1304", 200),
                                        ("rl1304", 400), ("fl1400", 20), ("fl1400", 50)}


def solve(problem, form, path, *more):
    call = [YIZHAN, "solve", "--problem", problem, "--format", form, path, "--json", "--quiet", *more]
    ran = subprocess.run(list(map(str, call)), capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def graph_of(path):
    """Neighbours with lengths by node; a later line for the same edge replaces an earlier one."""
    numbers = list(map(int, path.read_text().split()))
    lengths = {}
    for at in range(3, len(numbers), 3):
        a, b, length = numbers[at:at + 3]
        lengths[min(a, b), max(a, b)] = length
    near = {node: [] for node in range(1, numbers[0] + 1)}
    for (a, b), length in lengths.items():
        near[a].append((b, length))
        near[b].append((a, length))
    return near


def distances(near, sources):
    """From the nearest source to each node."""
    best = {}
    queue = [(0, source) for source in sources]
    while queue:
        far, node = heapq.heappop(queue)
        if node in best:
            continue
        best[node] = far
        for other, length in near[node]:
            if other not in best:
                heapq.heappush(queue, (far + length, other))
    return best


def points_of(path):
    lines = path.read_text().split("NODE_COORD_SECTION", 1)[1].splitlines()
    rows = [line.split() for line in lines if len(line.split()) == 3]
    return {row[0]: (float(row[1]), float(row[2])) for row in rows}


@unittest.skipUnless(LOCATION.is_dir(), "needs $YIZHAN_TEST_DATA/location")
class PublishedOptima(unittest.TestCase):
    def proven(self, given, known):
        self.assertEqual(given["status"], "optimal")
        self.assertEqual(given["objective"], known)
        self.assertEqual(given["bound"], known)

    def test_p_median_of_the_or_library(self):
        folder = LOCATION / "p-median"
        rows = [line.split() for line in (folder / "optima.txt").read_text().splitlines()]
        known = {row[0]: int(row[1]) for row in rows if len(row) == 2}
        for number in PMED:
            with self.subTest(pmed=number):
                path = folder / f"pmed{number}.txt"
                given = solve("p-median", "orlib-pmed", path)
                self.proven(given, known[path.stem])
                self.assertEqual(sum(distances(graph_of(path), map(int, given["open"])).values()), known[path.stem])

    def test_p_center_of_the_or_library(self):
        folder = LOCATION / "p-median"
        with open(folder / "p-center-radii.tsv") as table:
            rows = list(csv.DictReader(table, delimiter="\t"))
        for row in rows:
            path = folder / pathlib.Path(row["instance"]).name
            if int(path.stem.removeprefix("pmed")) not in PMED:
                continue
            with self.subTest(instance=path.stem):
                given = solve("p-center", "orlib-pmed", path, "-p", row["p"])
                self.proven(given, int(row["value"]))
                self.assertLessEqual(len(given["open"]), int(row["p"]))
                self.assertEqual(max(distances(graph_of(path), map(int, given["open"])).values()), int(row["value"]))

    def test_p_median_of_tsplib(self):
        with open(LOCATION / "tsplib" / "optima.tsv") as table:
            rows = list(csv.DictReader(table, delimiter="\t"))
        for row in rows:
            path = LOCATION / "tsplib" / pathlib.Path(row["instance"]).name
            if (path.stem, int(row["p"])) not in TSPLIB:
                continue
            with self.subTest(instance=path.stem, p=row["p"]):
                given = solve("p-median", "tsplib", path, "-p", row["p"])
                self.proven(given, int(row["value"]))
                points = points_of(path)
                open_points = [points[name] for name in given["open"]]
                self.assertLessEqual(len(open_points), int(row["p"]))
                total = sum(min(math.floor(math.dist(point, one)) for one in open_points) for point in points.values())
                self.assertEqual(total, int(row["value"]))


if __name__ == "__main__":
    unittest.main()
