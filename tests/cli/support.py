"""Runs the built program as a user would, on a small city that is written here."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

YIZHAN = os.environ["YIZHAN"]
TEST_DATA = os.environ.get("YIZHAN_TEST_DATA", "")

# The drawn city: ROWS x COLUMNS junctions, STEP metres apart, around this corner.
CORNER = (121.47, 31.23)
ROWS = COLUMNS = 12
STEP = 100.0
METRES_PER_DEGREE_LAT = 110868.0  # at 31.2 degrees, from the ellipsoid
METRES_PER_DEGREE_LON = 95264.0
WALK_METRES_PER_SECOND = 4.8 / 3.6


def junction(column, row):
    """Longitude and latitude of a junction of the drawn city."""
    return (CORNER[0] + column * STEP / METRES_PER_DEGREE_LON, CORNER[1] + row * STEP / METRES_PER_DEGREE_LAT)


def at(column, row):
    """The same as an option's value."""
    return "{:.7f},{:.7f}".format(*junction(column, row))


def grid_osm(columns=COLUMNS, rows=ROWS, highway="residential"):
    """OSM XML of a grid of two-way streets, each row and column one way."""
    lines = ["<osm version='0.6'>"]
    for row in range(rows):
        for column in range(columns):
            lon, lat = junction(column, row)
            lines.append(f"<node id='{row * columns + column + 1}' version='1' lon='{lon:.7f}' lat='{lat:.7f}'/>")
    lines.append(f"<node id='9000001' version='1' lon='{CORNER[0]}' lat='{CORNER[1]}'>"
                 "<tag k='amenity' v='toilets'/><tag k='name' v='湖滨公厕'/></node>")
    ways = [[row * columns + column + 1 for column in range(columns)] for row in range(rows)]
    ways += [[row * columns + column + 1 for row in range(rows)] for column in range(columns)]
    for number, nodes in enumerate(ways, 1):
        refs = "".join(f"<nd ref='{node}'/>" for node in nodes)
        lines.append(f"<way id='{number}' version='1'>{refs}<tag k='highway' v='{highway}'/>"
                     f"<tag k='name' v='{number}号路'/></way>")
    lines.append("</osm>")
    return "\n".join(lines)


def run(*arguments, **more):
    """The finished program with its output as text."""
    environment = {key: value for key, value in os.environ.items() if key != "YIZHAN_CITY"}
    environment.update(more.pop("env", {}))
    return subprocess.run([YIZHAN, *map(str, arguments)], capture_output=True, text=True, timeout=120, env=environment, **more)


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="yizhan-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
        return path

    def good(self, *arguments, **more):
        """Runs what must succeed; gives its standard output."""
        done = run(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def refused(self, status, told, *arguments, **more):
        """Runs what must fail: this status, one line that holds `told`, nothing on standard output."""
        done = run(*arguments, **more)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stderr}")
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertTrue(done.stderr.startswith("yizhan: error: "), done.stderr)
        self.assertIn(told, done.stderr)
        return done.stderr

    def names_in(self, folder):
        return sorted(path.name for path in pathlib.Path(folder).iterdir())


class CityCase(Case):
    """Tests on the drawn city, which is imported once for each class."""

    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="yizhan-cli-city-"))
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        (cls.home / "grid.osm").write_text(grid_osm(), encoding="utf-8")
        cls.city = cls.home / "city"
        done = run("init", cls.city, "--osm", cls.home / "grid.osm", "--modes", "walk,ebike", "--quiet")
        if done.returncode != 0:
            raise AssertionError(done.stderr)

    def in_city(self, command, *arguments, **more):
        return self.good(command, "--city", self.city, *arguments, **more)

    def refused_in_city(self, status, told, command, *arguments, **more):
        return self.refused(status, told, command, "--city", self.city, *arguments, **more)

    def places(self, name="places.csv", junctions=((0, 0), (5, 5), (11, 11), (2, 9))):
        lines = ["id,name,lon,lat,seats"]
        for column, row in junctions:
            lines.append(f"p{column}-{row},第{column}站," + at(column, row) + f",{column}")
        return self.write(name, "\n".join(lines) + "\n")


def metres(a, b):
    """Length of the walk between two junctions of the drawn city."""
    return (abs(a[0] - b[0]) + abs(a[1] - b[1])) * STEP


def ring_area(ring):
    """Square metres within a ring of positions of the drawn city."""
    total = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        total += (x1 - CORNER[0]) * (y2 - CORNER[1]) - (x2 - CORNER[0]) * (y1 - CORNER[1])
    return total / 2 * METRES_PER_DEGREE_LON * METRES_PER_DEGREE_LAT


def needs_data(name):
    """Skips a test whose real extract is not there, saying so."""
    path = pathlib.Path(TEST_DATA) / "osm" / name
    return unittest.skipUnless(TEST_DATA and path.is_file(), f"needs $YIZHAN_TEST_DATA/osm/{name}")


def data(name):
    return pathlib.Path(TEST_DATA) / "osm" / name
