"""The rules of ARCHITECTURE.md that the compiler does not check."""

import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(os.environ["YIZHAN_ROOT"])
LONGEST_FUNCTION = 80
LONGEST_FILE = 400

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
# Comments, texts and characters, in which braces mean nothing.
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'(?!\w)', re.DOTALL)


def table_of_rooms():
    """What each room may use, as cmake/rooms.cmake has it."""
    text = (ROOT / "cmake" / "rooms.cmake").read_text(encoding="utf-8")
    rows = re.findall(r"^set\(YIZHAN_MAY_USE_(\w+) ([^)]*)\)", text, re.MULTILINE)
    return {room: [used for used in re.split(r"[\s;\"]+", uses) if used] for room, uses in rows}


def reachable(table, room):
    """The rooms that a room may use, also through others; the room itself only if there is a cycle."""
    seen, waiting = set(), list(table[room])
    while waiting:
        used = waiting.pop()
        if used not in seen:
            seen.add(used)
            waiting += table[used]
    return seen


def sources(*folders):
    """C++ files under the folders of the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp") and path.is_file():
                yield path


def includes(path):
    return [(mark == "<", name) for mark, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def without_noise(text):
    return NOISE.sub(lambda found: "\n" * found.group().count("\n"), text)


def long_blocks(text, most):
    """(line, length) of the blocks longer than `most` lines that are code: what opens with ` {` and is no type,
    namespace or list of values."""
    found, opened = [], []
    for number, line in enumerate(without_noise(text).split("\n"), 1):
        head = line.strip()
        for position, mark in enumerate(line):
            if mark == "{":
                before = line[:position]
                is_code = (before.endswith(" ") and not before.rstrip().endswith(("=", ",", "(", "return"))
                           and not re.match(r"(inline )?(namespace|class|struct|enum|union|extern)\b", head)
                           and before.strip() != "")
                opened.append((number, is_code))
            elif mark == "}" and opened:
                begun, is_code = opened.pop()
                if is_code and number - begun + 1 > most:
                    found.append((begun, number - begun + 1))
    return found


class Rooms(unittest.TestCase):
    def setUp(self):
        self.table = table_of_rooms()

    def test_table_knows_every_room(self):
        rooms = sorted(path.name for path in (ROOT / "libs").iterdir() if path.is_dir())
        self.assertEqual(sorted(self.table), rooms)
        for room in rooms:
            self.assertTrue((ROOT / "libs" / room / "README.md").is_file(), f"{room} has no README.md")

    def test_no_cycle_between_rooms(self):
        for room in self.table:
            self.assertNotIn(room, reachable(self.table, room), f"{room} uses itself through others")

    def test_includes_follow_the_table(self):
        for room in self.table:
            allowed = reachable(self.table, room) | {room}
            for path in sources(f"libs/{room}"):
                for _, name in includes(path):
                    if name.startswith("yizhan/"):
                        self.assertIn(name.split("/")[1], allowed, f"{path.relative_to(ROOT)} includes {name}")

    def test_no_include_leads_into_another_rooms_sources(self):
        for path in sources("libs", "app"):
            for angled, name in includes(path):
                self.assertFalse(not angled and ("/src/" in name or name.startswith("..")),
                                 f"{path.relative_to(ROOT)} includes {name}")

    def test_no_cycle_between_headers(self):
        graph = {}
        for room in self.table:
            base = ROOT / "libs" / room / "include"
            for path in sources(f"libs/{room}/include"):
                graph[str(path.relative_to(base))] = [name for _, name in includes(path) if name.startswith("yizhan/")]
        done = set()

        def visit(name, above):
            self.assertNotIn(name, above, " → ".join([*above, name]))
            if name in done:
                return
            for used in graph.get(name, []):
                visit(used, [*above, name])
            done.add(name)

        for name in graph:
            visit(name, [])

    def test_public_headers_show_no_third_party(self):
        for path in sources(*(f"libs/{room}/include" for room in self.table)):
            for angled, name in includes(path):
                standard = angled and re.fullmatch(r"[a-z_]+", name)
                self.assertTrue(standard or name.startswith("yizhan/"), f"{path.relative_to(ROOT)} includes {name}")

    def test_toml_has_one_entrance(self):
        for path in sources("libs", "app", "tests", "bench"):
            if path.name != "parse_toml.hpp":
                for _, name in includes(path):
                    self.assertFalse(name.startswith("toml++"), f"{path.relative_to(ROOT)} includes {name}")


class Sizes(unittest.TestCase):
    def test_files_are_short(self):
        for path in sources("libs", "app", "tests", "bench"):
            lines = path.read_text(encoding="utf-8").count("\n")
            self.assertLessEqual(lines, LONGEST_FILE, f"{path.relative_to(ROOT)} has {lines} lines")

    def test_functions_are_short(self):
        for path in sources("libs", "app", "tests", "bench"):
            found = long_blocks(path.read_text(encoding="utf-8"), LONGEST_FUNCTION)
            self.assertEqual(found, [], f"{path.relative_to(ROOT)}: (line, lines) of functions that are too long")

    def test_long_functions_would_be_found(self):
        body = "    work();\n" * LONGEST_FUNCTION
        self.assertEqual(long_blocks(f"int f(int a) {{\n{body}}}\n", LONGEST_FUNCTION), [(1, LONGEST_FUNCTION + 2)])
        self.assertEqual(long_blocks(f"x::x()\n    : a_(1) {{\n{body}}}\n", LONGEST_FUNCTION), [(2, LONGEST_FUNCTION + 2)])
        self.assertEqual(long_blocks(f"class a {{\n{body}}};\n", LONGEST_FUNCTION), [])
        self.assertEqual(long_blocks(f"const char* t = \"{{\";\n{body}", LONGEST_FUNCTION), [])


if __name__ == "__main__":
    unittest.main()
