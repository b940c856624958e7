"""Published instances: every format and problem, from a call to a checked answer."""

import signal
import subprocess
import time

from support import YIZHAN, Case, json, unittest

# A line of five points, 10 apart: sites 1 … 5 as a graph, as points and as tables.
PMED = "5 4 2\n1 2 10\n2 3 10\n3 4 10\n4 5 10\n"
POINTS = "x y demand\n0 0 5\n10 0 1\n20 0 1\n30 0 1\n40 0 4\n"
CFL = "3 4\nF 7 0 0 1\nF 8 10 0 1\nF 9 20 0 3\nC 0 0 1 5\nC 1 10 1 2\nC 2 20 1 4\nC 3 21 1 1\n"
SCP = "3 4\n2 3 2 9\n2 1 4\n2 2 4\n3 2 3 4\n"
CAPACITATED = "1 2\n4 2 5\n1 0 0 3\n2 1 0 2\n3 10 0 4\n4 11 0 1\n"
TSP = "NAME: a\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n4 0 0\n5 3.9 0\n6 9 0\nEOF\n"


class Solve(Case):
    def solve(self, problem, form, text, *more):
        path = self.write("instance.txt", text)
        return json.loads(self.good("solve", "--problem", problem, "--format", form, path, "--json", "--quiet", *more))

    def proven(self, objective, opened, answer):
        self.assertEqual(answer["status"], "optimal")
        self.assertEqual(answer["objective"], objective)
        self.assertAlmostEqual(answer["bound"], objective, places=6)
        self.assertAlmostEqual(answer["gap"], 0, places=9)
        if opened is not None:
            self.assertEqual(answer["open"], opened)

    def tables(self, sites="id,cost,fixed\ns,2,0\nt,1,\nu,1,0\n"):
        demand = self.write("demand.csv", "id,weight\na,5\nb,3\nc,2\nd,4\n")
        pairs = self.write("pairs.csv", "site,demand,seconds\ns,a,10\ns,b,20\nt,b,5\nt,c,30\nu,c,1\nu,d,60\n")
        return ["--format", "csv", "--demand", demand, "--sites", self.write("sites.csv", sites), "--pairs", pairs]

    def on_tables(self, problem, *more, **sites):
        return json.loads(self.good("solve", "--problem", problem, *self.tables(**sites), "--json", "--quiet", *more))


class Problems(Solve):
    def test_the_members_of_the_answer(self):
        answer = self.solve("mclp", "cfl", CFL, "-p", "1", "--radius", "1.5", "--seed", "9")
        for member in ["problem", "instance", "status", "objective", "bound", "gap", "open", "seconds", "work_units", "threads",
                       "seed", "peak_memory_mb"]:
            self.assertIn(member, answer)
        self.assertEqual((answer["problem"], answer["instance"], answer["seed"], answer["threads"]), ("mclp", "instance", 9, 1))
        self.assertGreater(answer["peak_memory_mb"], 1)
        self.assertGreater(answer["memory_needed_mb"], 1)

    def test_mclp(self):
        self.proven(5, None, self.solve("mclp", "cfl", CFL, "-p", "1", "--radius", "1.5"))
        self.proven(10, ["7", "9"], self.solve("mclp", "cfl", CFL, "-p", "2", "-R", "1.5"))
        self.proven(7, ["7", "8"], self.solve("mclp", "cfl", CFL, "--budget", "2", "-R", "1"))
        self.proven(9, ["1", "5"], self.solve("mclp", "points", POINTS, "-p", "2", "-R", "5"))
        self.proven(12, None, self.solve("mclp", "points", POINTS, "-p", "2", "-R", "20"))

    def test_set_cover_and_partial_cover(self):
        self.proven(4, ["1", "3"], self.solve("set-cover", "orlib-scp", "2 3\n2 3 2\n1 1\n2 2 3\n"))
        self.proven(5, ["1", "2"], self.solve("set-cover", "orlib-scp", SCP))
        self.proven(1, ["8"], self.solve("partial-cover", "cfl", CFL, "--share", "0.9", "-R", "11.5"))
        self.proven(2, ["2", "4"], self.solve("set-cover", "points", "h\n0 0 1\n10 0 1\n20 0 1\n30 0 1\n40 0 1\n", "-R", "10"))

    def test_p_median_and_p_center(self):
        answer = self.solve("p-median", "orlib-pmed", PMED)
        self.proven(30, None, answer)
        self.proven(60, ["3"], self.solve("p-median", "orlib-pmed", PMED, "-p", "1"))
        self.proven(20, ["3"], self.solve("p-center", "orlib-pmed", PMED, "-p", "1"))
        self.proven(10, None, self.solve("p-center", "orlib-pmed", PMED))
        self.proven(8, ["5"], self.solve("p-median", "tsplib", TSP, "-p", "1"))

    def test_capacitated_p_median_sums_distances_and_loads_demands(self):
        self.proven(2, None, self.solve("capacitated-p-median", "orlib-pmedcap", CAPACITATED))
        # Without capacities the demands do not matter.
        self.proven(20, None, self.solve("p-median", "orlib-pmedcap", CAPACITATED, "-p", "1"))

    def test_tables(self):
        self.proven(10, ["s", "u"], self.on_tables("mclp", "-p", "2", "--radius", "20"))
        self.proven(14, ["s", "u"], self.on_tables("mclp", "-p", "2"))
        self.proven(9, ["t", "u"], self.on_tables("mclp", "--budget", "2"))
        self.proven(3, ["s", "u"], self.on_tables("set-cover"))

    def test_fixed_sites(self):
        forced = {"sites": "id,fixed\ns,0\nt,1\nu,\n"}
        kept = {"sites": "id,fixed\ns,0\nt,kept\nu,\n"}
        closed = {"sites": "id,fixed\ns,-1\nt,\nu,\n"}
        self.proven(10, ["s", "t"], self.on_tables("mclp", "-p", "2", **forced))
        self.proven(14, ["s", "t", "u"], self.on_tables("mclp", "-p", "2", **kept))
        self.proven(9, ["t", "u"], self.on_tables("mclp", "-p", "2", **closed))

    def test_capacitated_mclp(self):
        sites = {"sites": "id,capacity\ns,6\nt,2\nu,4\n"}
        self.proven(9, ["s", "u"], self.on_tables("capacitated-mclp", "-p", "2", **sites))
        divided = self.on_tables("capacitated-mclp", "-p", "2", "--divided", **sites)
        self.proven(10, ["s", "u"], divided)

    def test_what_cannot_be_is_an_answer(self):
        answer = self.on_tables("set-cover", sites="id,fixed\ns,-1\nt,\nu,\n")
        self.assertEqual((answer["status"], answer["objective"], answer["open"]), ("infeasible", None, []))
        self.assertTrue(answer["conflict"])

    def test_more_sites_cover_more(self):
        for seed in range(1, 4):
            call = ["solve", "--problem", "mclp", "--generate-city", f"9,400,{seed}", "--radius", "900", "--json", "--quiet"]
            alone = [json.loads(self.good(*call, "-p", str(count))) for count in (1, 2, 9)]
            objectives = [answer["objective"] for answer in alone]
            self.assertEqual(objectives, sorted(objectives))
            self.assertTrue(all(answer["status"] == "optimal" for answer in alone))

    def test_drawn_cities(self):
        for option in ("--generate-city", "--generate-uniform-city"):
            call = ["solve", "--problem", "mclp", option, "30,900,4", "-p", "5", "--radius", "800", "--json", "--quiet"]
            first, again = (json.loads(self.good(*call)) for _ in range(2))
            self.assertEqual((first["status"], first["cells"] > 0, first["sites"]), ("optimal", True, 30))
            self.assertEqual((first["instance"], first["open"]), (option[len("--generate-"):] + "-30-900-4", again["open"]))

    def test_the_curve(self):
        path = self.write("instance.txt", CFL)
        call = ["solve", "--problem", "mclp", "--format", "cfl", path, "-R", "1.5", "--curve", "3", "--quiet"]
        curve = json.loads(self.good(*call, "--json"))["curve"]
        self.assertEqual([point["count"] for point in curve], [0, 1, 2, 3])
        self.assertEqual([point["best"] for point in curve], [0, 5, 10, 12])
        self.assertEqual(curve[0]["added"], None)
        self.assertEqual({point["added"] for point in curve[1:]}, {"7", "8", "9"})
        self.assertRegex(self.good(*call), r"(?m)^ +3 +12 ")

    def test_the_table(self):
        path = self.write("instance.txt", CFL)
        text = self.good("solve", "--problem", "mclp", "--format", "cfl", path, "-R", "1.5", "-p", "2")
        self.assertRegex(text, r"(?m)^status     optimal$")
        self.assertRegex(text, r"(?m)^objective  10$")
        self.assertRegex(text, r"(?m)^open       2: 7 9$")

    def test_to_a_file(self):
        path, out = self.write("instance.txt", CFL), self.folder / "a.json"
        text = self.good("solve", "--problem", "mclp", "--format", "cfl", path, "-R", "1.5", "-p", "2", "-o", out)
        self.assertEqual(text, "")
        self.assertEqual(json.loads(out.read_text(encoding="utf-8"))["objective"], 10)

    def test_same_seed_same_answer(self):
        call = ["solve", "--problem", "mclp", "--generate-cfl", "60,20000,3", "-p", "6", "--radius", "5", "--json", "--quiet"]
        first, again = (json.loads(self.good(*call)) for _ in range(2))
        for member in ["objective", "bound", "open", "work_units"]:
            self.assertEqual(first[member], again[member])
        self.assertEqual(json.loads(self.good(*call, "--format", "cfl"))["open"], first["open"])


class Refused(Solve):
    def refused_solve(self, status, told, *arguments):
        return self.refused(status, told, "solve", *arguments)

    def test_what_may_take_more_memory_than_is_allowed(self):
        drawn = ["--problem", "mclp", "--generate-city", "200,4000,1", "-p", "5", "--radius", "1000"]
        self.refused_solve(1, "of memory, 10 MB are allowed", *drawn, "--memory-limit", "10", "--quiet")
        answer = json.loads(self.good("solve", *drawn, "--memory-limit", "500", "--work-limit", "50", "--json", "--quiet"))
        self.assertLess(answer["memory_needed_mb"], 500)
        self.assertLess(answer["peak_memory_mb"], answer["memory_needed_mb"] + 20)  # the program and the instance

    def test_calls_that_cannot_be(self):
        path = self.write("a.txt", CFL)
        cfl = ["--format", "cfl", path]
        for told, call in [
                ("unknown problem 'fly': use mclp, set-cover", ["--problem", "fly", *cfl]),
                ("unknown format 'fly': use orlib-pmed", ["--problem", "mclp", "--format", "fly", path]),
                ("no --format is given", ["--problem", "mclp", path]),
                ("--format cfl reads a file: give FILE", ["--problem", "mclp", "--format", "cfl"]),
                ("unknown option: ", ["--problem", "mclp", *cfl, path]),
                ("csv takes three tables", ["--problem", "mclp", "--format", "csv", "--demand", path]),
                ("give -p or --budget", ["--problem", "mclp", *cfl, "-R", "1"]),
                ("exclude each other", ["--problem", "mclp", *cfl, "-R", "1", "-p", "1", "--budget", "1"]),
                ("drop -p or --budget", ["--problem", "set-cover", *cfl, "-R", "1", "-p", "1"]),
                ("give --radius", ["--problem", "mclp", *cfl, "-p", "1"]),
                ("give the share to reach as --share", ["--problem", "partial-cover", *cfl, "-R", "1"]),
                ("drop --share", ["--problem", "mclp", *cfl, "-R", "1", "-p", "1", "--share", "0.5"]),
                ("--share 1.5: must be above 0 and at most 1", ["--problem", "partial-cover", *cfl, "--share", "1.5"]),
                ("drop --divided", ["--problem", "mclp", *cfl, "-R", "1", "-p", "1", "--divided"]),
                ("has no capacities", ["--problem", "capacitated-mclp", *cfl, "-R", "1", "-p", "1"]),
                ("4 sites are to be opened and there are 3", ["--problem", "mclp", *cfl, "-R", "1", "-p", "4"]),
                ("-p 0: give a whole number from 1", ["--problem", "mclp", *cfl, "-p", "0"]),
                ("--radius -1: must be above 0", ["--problem", "mclp", *cfl, "-p", "1", "--radius", "-1"]),
                ("--budget nan", ["--problem", "mclp", *cfl, "--budget", "nan"]),
                ("--gap 2: give a share", ["--problem", "mclp", *cfl, "-p", "1", "--gap", "2"]),
                ("--seed x", ["--problem", "mclp", *cfl, "-p", "1", "--seed", "x"]),
                ("--threads 0", ["--problem", "mclp", *cfl, "-p", "1", "--threads", "0"]),
                ("--mip fly: use auto", ["--problem", "mclp", *cfl, "-p", "1", "--mip", "fly"]),
                ("--generate-cfl 1,2: three numbers", ["--problem", "mclp", "--generate-cfl", "1,2"]),
                ("drop FILE and --format", ["--problem", "mclp", "--generate-cfl", "1,2,3", path]),
                ("--generate-cfl and --generate-city exclude each other",
                 ["--problem", "mclp", "--generate-cfl", "1,2,3", "--generate-city", "1,2,3"]),
                ("--generate-city and --generate-uniform-city exclude each other",
                 ["--problem", "mclp", "--generate-uniform-city", "1,2,3", "--generate-city", "1,2,3"]),
                ("--generate-uniform-city 1: three numbers", ["--problem", "mclp", "--generate-uniform-city", "1"]),
                ("--curve", ["--problem", "set-cover", *cfl, "-R", "1", "--curve", "3"]),
                ("drop -p and --budget", ["--problem", "mclp", *cfl, "-R", "1", "--curve", "3", "-p", "1"]),
                ("a.csv: let the file's name end in .json", ["--problem", "mclp", *cfl, "-R", "1", "-p", "1", "-o", self.folder / "a.csv"])]:
            with self.subTest(told):
                self.refused_solve(2, told, *call)

    def test_bad_input_names_file_and_line(self):
        cases = [("cfl", CFL.replace("C 2 20 1 4", "C 2 20 1 -4"), ":7: the demand is -4"),
                 ("cfl", CFL.replace("C 2 20 1 4", "C 1 20 1 4"), ":7: C 1 is there twice"),
                 ("cfl", CFL[:-12], ":1: 4 points are promised, 3 are there"),
                 ("points", POINTS.replace("20 0 1", "20 0 nan"), ":4: the demand is 'nan'"),
                 ("points", "x y demand\n1 1 0\n", "the demand is 0 everywhere"),
                 ("orlib-pmed", PMED.replace("4 5 10", "4 6 10"), ":5: a node is '6'")]
        for form, text, told in cases:
            with self.subTest(told):
                path = self.write("bad.txt", text)
                line = self.refused_solve(1, told, "--problem", "mclp", "--format", form, path, "-p", "1", "-R", "1")
                self.assertIn("bad.txt", line)
        self.refused_solve(1, "No such file", "--problem", "mclp", "--format", "cfl", self.folder / "none", "-p", "1", "-R", "1")

    def test_bad_tables(self):
        call = self.tables(sites="id,cost\ns,1\nt,1\n")
        self.refused_solve(1, "pairs.csv:6: site 'u' is not among the sites", "--problem", "mclp", *call, "-p", "1")

    def test_file_with_more_sites_than_there_are(self):
        path = self.write("a.txt", PMED.replace("5 4 2", "5 4 6", 1))
        self.refused_solve(2, "6 sites are to be opened and there are 5", "--problem", "p-median", "--format", "orlib-pmed", path)


class Interrupted(Case):
    def test_first_interrupt_gives_the_best_so_far(self):
        call = [YIZHAN, "solve", "--problem", "mclp", "--generate-city", "3000,60000,1", "-p", "120", "--radius", "2500", "--json", "--quiet"]
        with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(4)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, err), (0, ""))
        answer = json.loads(out)
        self.assertIn(answer["status"], ["feasible", "optimal"])
        self.assertLessEqual(answer["objective"], answer["bound"])


if __name__ == "__main__":
    unittest.main()
