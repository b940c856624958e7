"""Help, versions, and options that every command has."""

import re

from support import CityCase, Case, at, json, run, unittest

COMMANDS = ["init", "isochrone", "nearest", "route", "matrix", "modes", "places", "solve", "version"]


class Help(Case):
    def test_names_every_command(self):
        text = self.good("--help")
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} +\w")

    def test_every_command_explains_itself_with_an_example(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = self.good(command, "--help")
                self.assertIn(f"Usage: yizhan {command} ", text)
                self.assertRegex(text, rf"Example:\n  yizhan {command}\b")
                for option in ("--city", "--json", "--quiet", "--log-level"):
                    self.assertIn(option, text)

    def test_examples_use_options_that_exist(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = self.good(command, "--help")
                options, example = text.split("Example:")
                for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", example):
                    self.assertRegex(options, rf"(?m)(^ +|,){option}\b")

    def test_version(self):
        self.assertRegex(self.good("version"), r"^yizhan \d+\.\d+\.\d+\n$")
        self.assertEqual(self.good("--version"), self.good("version"))
        self.assertIn("version", json.loads(self.good("version", "--json")))

    def test_calls_that_cannot_be(self):
        self.refused(2, "no command is given: see yizhan --help")
        self.refused(2, "unknown command: fly", "fly")
        self.refused(2, "unknown option: --fly", "modes", "--fly")
        self.refused(2, "--at is required: see yizhan isochrone --help", "isochrone", "--mode", "walk")
        self.refused(2, "DIR is required", "init")
        self.refused(2, "unknown log level 'loud': use error, warning", "version", "--log-level", "loud")
        self.refused(2, "--city", "modes", "--city")

    def test_no_city(self):
        self.refused(1, "is no city (it has no city.toml): make one with yizhan init", "places", cwd=self.folder)
        self.refused(1, "is no city", "places", "--city", self.folder / "none")

    def test_modes_without_a_city_are_those_shipped(self):
        text = self.good("modes", cwd=self.folder)
        self.assertIn("[modes.walk.speed]", text)
        rules = json.loads(self.good("modes", "--json", "--modes", "ebike", cwd=self.folder))
        self.assertEqual(list(rules["modes"]), ["ebike"])
        self.refused(2, "unknown mode 'fly'", "modes", "--modes", "walk,fly")


class CommonOptions(CityCase):
    CALL = ["--at", at(3, 3), "--mode", "walk", "--minutes", "5"]

    def test_before_and_after_the_command(self):
        after = self.good("isochrone", *self.CALL, "--city", self.city, "--log-level", "debug")
        before = self.good("--city", self.city, "--log-level", "debug", "isochrone", *self.CALL)
        self.assertEqual(before, after)

    def test_city_of_the_environment_and_the_current_folder(self):
        wanted = self.in_city("isochrone", *self.CALL)
        self.assertEqual(self.good("isochrone", *self.CALL, env={"YIZHAN_CITY": str(self.city)}), wanted)
        self.assertEqual(self.good("isochrone", *self.CALL, cwd=self.city), wanted)
        self.assertEqual(self.in_city("isochrone", *self.CALL, env={"YIZHAN_CITY": "/none"}), wanted)

    def test_quiet_says_nothing(self):
        out = self.folder / "a.geojson"
        done = run("--quiet", "isochrone", "--city", self.city, *self.CALL, "-o", out)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertTrue(out.is_file())


if __name__ == "__main__":
    unittest.main()
