"""Files in and out: pages, devices, full disks, closed pipes, streets files that are damaged."""

import collections
import html.parser
import subprocess

from support import CityCase, YIZHAN, at, json, run, unittest


class Page(html.parser.HTMLParser):
    """What a page has: its tags, and whether they close in order."""

    VOID = {"meta", "input", "path", "circle", "rect"}

    def __init__(self, text):
        super().__init__()
        self.count, self.open, self.balanced = collections.Counter(), [], True
        self.feed(text)
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag, attributes):
        self.count[tag] += 1
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.count[tag] += 1

    def handle_endtag(self, tag):
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


class Pages(CityCase):
    def page(self, *call):
        path = self.folder / "page.html"
        self.in_city(*call, "-o", path, "--quiet")
        text = path.read_text(encoding="utf-8")
        page = Page(text)
        self.assertTrue(page.balanced, page.open)
        self.assertEqual(page.count["script"], 0)
        self.assertNotIn("http", text)
        for wanted in ["© OpenStreetMap contributors, ODbL 1.0", "prefers-color-scheme:dark", 'lang="zh"', 'lang="en"', " m</text>"]:
            self.assertIn(wanted, text)
        return text, page

    def test_isochrones(self):
        text, page = self.page("isochrone", "--at", at(5, 5), "--at", at(8, 8), "--mode", "walk", "--minutes", "3,6")
        self.assertEqual(text.count('class="a"'), 4 + 2)  # four areas, two of them named in the legend
        self.assertEqual(page.count["tr"], 1 + 4)
        self.assertIn("6 分钟", text)

    def test_lines(self):
        text, _ = self.page("isochrone", "--at", at(5, 5), "--mode", "ebike", "--metres", "300", "--as", "lines")
        self.assertIn("300 metres", text)

    def test_route(self):
        text, page = self.page("route", "--at", at(1, 1), "--at", at(4, 3), "--at", at(7, 2), "--mode", "walk", "--language", "zh")
        self.assertIn('<html lang="zh">', text)
        self.assertEqual(page.count["circle"], 3)
        self.assertIn("号路", text)


class Outputs(CityCase):
    CALL = ["isochrone", "--at", at(5, 5), "--mode", "walk", "--minutes", "5"]

    def test_disk_full_on_standard_output(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for call in [self.CALL, ["modes"], ["version"], ["--help"], ["places"]]:
                done = subprocess.run([YIZHAN, *call, "--city", self.city], stdout=full, stderr=subprocess.PIPE, text=True,
                                      timeout=60)
                self.assertEqual(done.returncode, 1, call)
                self.assertEqual(done.stderr.count("\n"), 1)
                self.assertIn("standard output", done.stderr)

    def test_closed_standard_output(self):
        done = subprocess.run(["sh", "-c", 'exec "$0" "$@" >&-', YIZHAN, *self.CALL, "--city", self.city], capture_output=True,
                              text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)

    def test_reader_that_leaves(self):
        shell = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" modes "$@" | head -1', YIZHAN], capture_output=True, text=True,
                               timeout=60)
        self.assertEqual((shell.returncode, shell.stderr), (0, ""))

    def test_files_that_cannot_be(self):
        self.refused_in_city(1, "none/c.geojson", *self.CALL, "-o", self.folder / "none" / "c.geojson")
        folder = self.folder / "c.geojson"
        folder.mkdir()
        self.refused_in_city(2, "it is a folder", *self.CALL, "-o", folder)

    def test_links_and_pipes_are_written_through(self):
        target = self.write("target.geojson", "old")
        link = self.folder / "link.geojson"
        link.symlink_to(target)
        self.in_city(*self.CALL, "-o", link, "--quiet")
        self.assertTrue(link.is_symlink())
        self.assertEqual(len(json.loads(target.read_text(encoding="utf-8"))["features"]), 1)


class BadStreets(CityCase):
    CALL = ["isochrone", "--at", at(5, 5), "--mode", "walk", "--minutes", "5"]

    def setUp(self):
        super().setUp()
        self.copy = self.folder / "copy"
        self.copy.mkdir()
        (self.copy / "city.toml").write_bytes((self.city / "city.toml").read_bytes())
        self.whole = (self.city / "streets.yz").read_bytes()

    def refused_with(self, content, told):
        (self.copy / "streets.yz").write_bytes(content)
        return self.refused(1, told, *self.CALL, "--city", self.copy)

    def test_missing(self):
        self.refused(1, "streets.yz is missing: run yizhan init", *self.CALL, "--city", self.copy)

    def test_damaged(self):
        self.assertIn("yizhan init", self.refused_with(b"", "damaged"))
        self.refused_with(b"hello" * 1000, "no streets file")
        self.refused_with(self.whole[:len(self.whole) // 2], "damaged")
        # Bytes of padding and of other modes' sections may change without harm to this call.
        broken = 0
        for offset in range(0, len(self.whole), max(1, len(self.whole) // 40)):
            content = bytearray(self.whole)
            content[offset] ^= 0x10
            (self.copy / "streets.yz").write_bytes(content)
            done = run(*self.CALL, "--city", self.copy)
            self.assertIn(done.returncode, (0, 1), offset)
            self.assertLessEqual(done.stderr.count("\n"), 1)
            broken += done.returncode
        self.assertGreater(broken, 5)

    def test_older_format(self):
        version_offset = 16  # after the magic and the kind
        content = bytearray(self.whole)
        content[version_offset] = 0
        told = self.refused_with(content, "has format 0, this program reads format")
        self.assertIn("yizhan init", told)


if __name__ == "__main__":
    unittest.main()
