"""A question written down as a model: solvers that are not ours find the optimum that we find."""

import math
import re
import shutil

from support import Case, json, subprocess, unittest

PMED = "6 7 2\n1 2 7\n2 3 4\n3 4 9\n4 5 3\n5 6 8\n1 6 5\n2 5 6\n"
CAPACITATED = "1 2\n6 2 7\n1 0 0 3\n2 1 0 2\n3 10 0 4\n4 11 0 1\n5 5 5 2\n6 6 4 1\n"
CFL = "3 4\nF 7 0 0 1\nF 8 10 0 1\nF 9 20 0 3\nC 0 0 1 5\nC 1 10 1 2\nC 2 20 1 4\nC 3 21 1 1\n"


def by_glpk(model, folder):
    out = folder / "glpk.txt"
    subprocess.run(["glpsol", "--freemps", model, "-w", out], check=True, capture_output=True, timeout=60)
    status, value = re.search(r"(?m)^s \S+ \d+ \d+ (\S).* (\S+)$", out.read_text()).groups()
    return float(value) if status == "o" else None


def by_cbc(model, folder):
    out = folder / "cbc.txt"
    subprocess.run(["cbc", model, "-solve", "-solution", out, "-quit"], check=True, capture_output=True, timeout=60)
    found = re.match(r"Optimal - objective value (\S+)", out.read_text())
    return float(found[1]) if found else None


SOLVERS = [pair for pair in (("glpsol", by_glpk), ("cbc", by_cbc)) if shutil.which(pair[0])]


class WriteModel(Case):
    def questions(self):
        """Name, sign of the objective in the model, whether it can be merged, the call."""
        pmed, cap, cfl = (self.write(name, text) for name, text in (("p", PMED), ("c", CAPACITATED), ("f", CFL)))
        drawn = ["--generate-city", "25,400,3", "-R", "800"]
        many = ["--generate-city", "600,500,3", "-R", "500"]  # more sites than circles are drawn of
        even = ["--generate-uniform-city", "25,400,3", "-R", "800"]
        yield "cfl", -1, True, ["mclp", "--format", "cfl", cfl, "-p", "1", "-R", "1.5"]
        yield "budget", -1, True, ["mclp", "--format", "cfl", cfl, "--budget", "2", "-R", "1.5"]
        yield "city", -1, True, ["mclp", *drawn, "-p", "4"]
        yield "uniform", -1, True, ["mclp", *even, "-p", "4"]
        yield "many", -1, True, ["mclp", *many, "-p", "5"]
        yield "share", 1, True, ["partial-cover", *drawn, "--share", "0.6"]
        yield "all", 1, True, ["set-cover", "--format", "cfl", cfl, "-R", "10.5"]
        yield "median", 1, False, ["p-median", "--format", "orlib-pmed", pmed]
        yield "center", 1, False, ["p-center", "--format", "orlib-pmed", pmed]
        yield "capacities", 1, False, ["capacitated-p-median", "--format", "orlib-pmedcap", cap]

    def ask(self, call, *more):
        return json.loads(self.good("solve", "--problem", *call, *more, "--json", "--quiet"))

    @unittest.skipUnless(SOLVERS, "needs glpsol or cbc")
    def test_others_find_the_same_optimum(self):
        for name, sign, can_merge, call in self.questions():
            known = self.ask(call)
            self.assertEqual(known["status"], "optimal")
            for merged in ([], ["--merged"])[:1 + can_merge]:
                model = self.folder / "model.mps"
                size = self.ask(call, "--write-model", model, *merged)
                self.assertEqual(size["merged"], bool(merged))
                for solver, objective_of in SOLVERS:
                    with self.subTest(name, merged=bool(merged), solver=solver):
                        value = objective_of(model, self.folder)
                        self.assertTrue(math.isclose(sign * value, known["objective"], rel_tol=1e-7), (value, known))

    def test_merged_cells_are_fewer_rows(self):
        call = ["mclp", "--generate-cfl", "20,2000,1", "-p", "3", "-R", "6"]
        model = self.folder / "m.mps"
        apart = self.ask(call, "--write-model", model)
        self.assertEqual((apart["rows"], apart["columns"]), (2001, 2020))
        self.assertLess(self.ask(call, "--write-model", model, "--merged")["rows"], 500)

    def test_the_size_is_told(self):
        path = self.write("f", CFL)
        model = self.folder / "m.mps"
        text = self.good("solve", "--problem", "mclp", "--format", "cfl", path, "-R", "1", "-p", "1", "--write-model", model)
        self.assertRegex(text, r"(?m)^rows       5$")
        self.assertIn("open_7 ", model.read_text())

    def test_calls_that_cannot_be(self):
        path = self.write("f", CFL)
        pmed = self.write("p", PMED)
        call = ["solve", "--problem", "mclp", "--format", "cfl", path, "-R", "1.5"]
        self.refused(2, "give FILE.mps", *call, "-p", "1", "--write-model", self.folder / "a.lp")
        self.refused(2, "give --write-model", *call, "-p", "1", "--merged")
        self.refused(2, "--write-model and --curve exclude", *call, "--curve", "2", "--write-model", self.folder / "a.mps")
        self.refused(2, "only covering without capacities", "solve", "--problem", "p-median", "--format", "orlib-pmed", pmed,
                     "--write-model", self.folder / "a.mps", "--merged")
        self.refused(1, "No such file", *call, "-p", "1", "--write-model", self.folder / "none" / "a.mps")
        self.assertEqual(self.names_in(self.folder), ["f", "p"])


if __name__ == "__main__":
    unittest.main()
