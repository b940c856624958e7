"""Importing: what a city folder holds, and what is left when it goes wrong."""

import fcntl
import os
import pathlib
import resource
import signal
import subprocess
import time

from support import Case, YIZHAN, at, data, grid_osm, json, needs_data, run, unittest

BUILT = [".yizhan.lock", "city.toml", "layers", "streets.yz"]


def temporaries_in(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if "yizhan-tmp" in path.name]


class Init(Case):
    def setUp(self):
        super().setUp()
        self.osm = self.write("grid.osm", grid_osm())
        self.city = self.folder / "city"

    def init(self, *more):
        return self.good("init", self.city, "--osm", self.osm, *more)

    def test_a_city_is_made(self):
        text = self.init("--modes", "walk,drive", "--name", "杭州 \"test\"", "--time-zone", "Europe/Lisbon")
        self.assertRegex(text, r"by mode +walk +drive")
        self.assertIn("is ready", text)
        self.assertEqual(self.names_in(self.city), BUILT)
        settings = (self.city / "city.toml").read_text(encoding="utf-8")
        self.assertIn('name = "杭州 \\"test\\""', settings)
        self.assertIn('time_zone = "Europe/Lisbon"', settings)
        self.assertIn('modes = ["walk", "drive"]', settings)
        self.refused(1, "was built without the mode bike", "isochrone", "--city", self.city, "--at", at(1, 1), "--mode", "bike",
                     "--minutes", "5")

    def test_defaults(self):
        report = json.loads(self.init("--json"))
        self.assertEqual(report["modes"], ["walk", "ebike", "bike", "drive"])
        self.assertFalse(report["up_to_date"])
        self.assertGreater(report["counts"]["nodes"], 100)
        settings = (self.city / "city.toml").read_text(encoding="utf-8")
        self.assertIn('name = "city"', settings)
        self.assertIn('time_zone = "Asia/Shanghai"', settings)

    def test_folders_above_are_made_too(self):
        self.city = self.folder / "a" / "b" / "c"
        self.init("--quiet")
        self.assertEqual(self.names_in(self.city), BUILT)

    def test_unchanged_inputs_need_no_import(self):
        self.init()
        before = (self.city / "streets.yz").stat()
        self.assertIn("is up to date", self.init())
        self.assertTrue(json.loads(self.init("--json"))["up_to_date"])
        self.assertEqual((self.city / "streets.yz").stat().st_ino, before.st_ino)

    def test_changed_inputs_are_imported(self):
        self.init("--modes", "walk")
        self.assertNotIn("up to date", self.init("--modes", "walk,bike"))
        self.write("grid.osm", grid_osm(columns=13))
        self.assertNotIn("up to date", self.init())
        with open(self.city / "city.toml", "a", encoding="utf-8") as settings:
            settings.write("\n[modes.walk.speed]\nusual = 3.6\n")
        self.assertNotIn("up to date", self.init())
        self.assertIn("usual = 3.6", self.good("modes", "--city", self.city, "--modes", "walk"))

    def test_damaged_streets_are_built_again(self):
        self.init()
        streets = self.city / "streets.yz"
        content = bytearray(streets.read_bytes())
        content[len(content) // 2] ^= 0xFF
        streets.write_bytes(content)
        self.assertNotIn("up to date", self.init())

    def test_settings_are_kept_but_for_given_options(self):
        self.init("--modes", "walk")
        path = self.city / "city.toml"
        own = ("# 我的城市\nname = \"old\" # by hand\ntime_zone = 'Asia/Shanghai'\n\n[modes.bike.speed]\nusual = 12\n\n"
               "[streets]\nmodes = [\n  \"walk\", # on foot\n]\n")
        path.write_text(own, encoding="utf-8")
        self.init()
        self.assertEqual(path.read_text(encoding="utf-8"), own)
        self.init("--name", "新", "--modes", "walk,bike")
        expected = own.replace('"old"', '"新"').replace('[\n  "walk", # on foot\n]', '["walk", "bike"]')
        self.assertEqual(path.read_text(encoding="utf-8"), expected)

    def test_missing_settings_are_added(self):
        self.city.mkdir()
        path = self.city / "city.toml"
        path.write_text("# mine\n[modes.walk.speed]\nusual = 4\n", encoding="utf-8")
        self.init("--name", "x", "--modes", "walk")
        text = path.read_text(encoding="utf-8")
        self.assertTrue(text.startswith('# mine\nname = "x"\n[modes.walk.speed]\n'), text)
        self.assertIn('[streets]\nmodes = ["walk"]', text)

    def test_bad_settings_are_named_with_their_line(self):
        self.city.mkdir()
        path = self.city / "city.toml"
        for text, told in [("name = \n", "city.toml:1:"), ("name = 7\n", "city.toml:1: name must be a text"),
                           ("[streets]\nmodes = [\"fly\"]\n", "city.toml:2: unknown mode 'fly'"),
                           ("name = 'x'\nzone = 'y'\n", "city.toml:2: zone is not a key: use modes, name, streets"),
                           ("[streets]\nmodes = []\n", "city.toml:2: streets.modes must be a list"),
                           ("[modes.walk.speed]\nusaul = 4\n", "usaul"), ("[modes.fly]\na = 4\n", "fly")]:
            with self.subTest(text):
                path.write_text(text, encoding="utf-8")
                self.refused(1, told, "init", self.city, "--osm", self.osm)
                self.assertEqual(path.read_text(encoding="utf-8"), text)
                self.assertFalse((self.city / "streets.yz").exists())

    def test_boundary_is_kept_and_cuts(self):
        square = [[121.45, 31.23], [121.45, 31.24], [121.46, 31.24], [121.46, 31.23], [121.45, 31.23]]
        boundary = self.write("b.geojson", json.dumps({"type": "Polygon", "coordinates": [square]}))
        self.init("--boundary", boundary, "--modes", "walk")
        kept = json.loads((self.city / "layers" / "boundary.geojson").read_text(encoding="utf-8"))
        self.assertEqual(kept["features"][0]["geometry"]["type"], "MultiPolygon")
        self.assertIn("up to date", self.init())  # the kept boundary still counts
        far = [[x + 20, y] for x, y in square]
        self.write("b.geojson", json.dumps({"type": "Polygon", "coordinates": [far]}))
        self.refused(1, "street", "init", self.city, "--osm", self.osm, "--boundary", boundary)
        again = json.loads((self.city / "layers" / "boundary.geojson").read_text(encoding="utf-8"))
        self.assertEqual(again, kept)

    def test_leftovers_of_killed_imports_vanish(self):
        self.init()
        left = self.city / "streets.yz.yizhan-tmp-1-0"
        left.write_bytes(b"half")
        self.init()
        self.assertFalse(left.exists())

    @needs_data("monaco.osm.pbf")
    def test_real_extract(self):
        report = json.loads(self.good("init", self.city, "--osm", data("monaco.osm.pbf"), "--json"))
        self.assertGreater(report["counts"]["ways"], 1000)

    @needs_data("monaco-lz4.osm.pbf")
    def test_lz4_blobs(self):
        self.good("init", self.city, "--osm", data("monaco-lz4.osm.pbf"), "--quiet")

    @needs_data("shanghai-jingan.osm")
    def test_chinese_extract(self):
        self.good("init", self.city, "--osm", data("shanghai-jingan.osm"), "--quiet")


class BadExtracts(Case):
    def test_each_is_refused_in_one_line_and_leaves_nothing(self):
        grid = grid_osm()
        cases = {
            "empty.osm": (b"", ""),
            "empty.osm.pbf": (b"", ""),
            "text.osm": (b"hello, world\n", ""),
            "text.osm.pbf": (b"hello, world\n" * 100, ""),
            "text.osm.bz2": (b"hello, world\n" * 100, ""),
            "truncated.osm": (grid[:len(grid) // 2].encode(), ""),
            "other.osm": (b"<?xml version='1.0'?><html><body/></html>", ""),
            "nothing.osm": (b"<osm version='0.6'></osm>", ""),
            "streetless.osm": (grid_osm(highway="construction").encode(), "street"),
            "named.txt": (b"x", "ending"),
        }
        for name, (content, told) in cases.items():
            with self.subTest(name):
                path = self.write(name, content)
                city = self.folder / "city"
                self.assertIn(name, self.refused(1, told, "init", city, "--osm", path))
                self.assertFalse(city.exists())

    @needs_data("monaco.osm.pbf")
    def test_truncated_and_corrupted_real_extracts(self):
        whole = data("monaco.osm.pbf").read_bytes()
        damaged = bytearray(whole)
        for offset in range(len(whole) // 3, len(whole), 997):
            damaged[offset] ^= 0x55
        for name, content in [("cut.osm.pbf", whole[:len(whole) * 2 // 3]), ("damaged.osm.pbf", bytes(damaged))]:
            with self.subTest(name):
                city = self.folder / "city"
                self.refused(1, name, "init", city, "--osm", self.write(name, content))
                self.assertFalse(city.exists())

    def test_calls_that_cannot_be(self):
        osm = self.write("grid.osm", grid_osm())
        city = self.folder / "city"
        self.refused(2, "--osm is required", "init", city)
        self.refused(1, "there is no such file", "init", city, "--osm", self.folder / "none.osm")
        self.refused(2, "is a folder", "init", city, "--osm", self.folder)
        self.refused(2, "unknown mode 'fly': use walk", "init", city, "--osm", osm, "--modes", "walk,fly")
        self.refused(2, "unknown mode ''", "init", city, "--osm", osm, "--modes", "walk,")
        for zone in ["Mars/Olympus", "../etc/passwd", "/etc/localtime", "Asia"]:
            self.refused(2, "unknown time zone", "init", city, "--osm", osm, "--time-zone", zone)
        self.refused(1, "is no JSON", "init", city, "--osm", osm, "--boundary", osm)
        point = self.write("p.geojson", '{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}')
        self.refused(1, "feature 1: is a Point", "init", city, "--osm", osm, "--boundary", point)
        self.refused(1, "cannot make", "init", osm / "below", "--osm", osm)
        self.assertFalse(city.exists())


class Interrupted(Case):
    def setUp(self):
        super().setUp()
        self.osm = self.write("large.osm", grid_osm(columns=220, rows=220))
        self.city = self.folder / "city"

    def start(self):
        """An import that has begun: it holds the lock."""
        process = subprocess.Popen([YIZHAN, "init", self.city, "--osm", self.osm], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with open(self.city / ".yizhan.lock", "rb") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return process
            except FileNotFoundError:
                pass
            time.sleep(0.001)
        self.fail("the import did not take its lock")

    def test_killed(self):
        process = self.start()
        process.kill()
        process.wait(timeout=30)
        self.refused(1, "is no city", "places", "--city", self.city)
        self.good("init", self.city, "--osm", self.osm, "--quiet")
        self.assertEqual(self.names_in(self.city), BUILT)
        self.assertEqual(temporaries_in(self.city), [])

    def test_killed_while_an_older_city_was_there(self):
        small = self.write("small.osm", grid_osm())
        self.good("init", self.city, "--osm", small, "--quiet")
        before = (self.city / "streets.yz").read_bytes()
        process = self.start()
        process.kill()
        process.wait(timeout=30)
        self.assertEqual((self.city / "streets.yz").read_bytes(), before)
        self.good("isochrone", "--city", self.city, "--at", at(1, 1), "--mode", "walk", "--minutes", "5")

    def test_ctrl_c(self):
        for number, status in [(signal.SIGINT, 130), (signal.SIGTERM, 143)]:
            with self.subTest(number):
                process = self.start()
                process.send_signal(number)
                _, errors = process.communicate(timeout=30)
                self.assertEqual(process.returncode, status, errors)
                self.assertFalse(self.city.exists(), list(self.folder.rglob("*")))

    def test_two_at_once(self):
        process = self.start()
        process.send_signal(signal.SIGSTOP)
        self.refused(1, "another import into", "init", self.city, "--osm", self.osm)
        process.send_signal(signal.SIGCONT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(self.names_in(self.city), BUILT)


class FullDisk(Case):
    def setUp(self):
        super().setUp()
        self.osm = self.write("grid.osm", grid_osm(columns=60, rows=60))

    def test_largest_file_allowed_is_too_small(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

        city = self.folder / "city"
        self.refused(1, "streets.yz", "init", city, "--osm", self.osm, preexec_fn=limit)
        self.assertFalse(city.exists())

    @unittest.skipUnless(os.geteuid() == 0, "needs root to mount a small file system")
    def test_small_file_system(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", disk], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest("this machine lets nobody mount: " + mounted.stderr.strip())
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.refused(1, "No space left", "init", disk / "city", "--osm", self.osm)
        self.assertEqual(self.names_in(disk), [])


if __name__ == "__main__":
    unittest.main()
