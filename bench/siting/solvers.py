"""Runs programs, ours and others', and reads what they say."""

import dataclasses
import json
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import threading
import time

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


@dataclasses.dataclass
class Outcome:
    """What came of one question (or of several, added up)."""
    status: str = "unknown"  # optimal, feasible, infeasible, unknown, killed, failed
    objective: float = None
    bound: float = None
    seconds: float = 0       # ours: as it says; others: of the whole program, reading the model included
    peak_mb: float = 0
    runs: int = 1
    note: str = ""

    @property
    def gap(self):
        if self.objective is None or self.bound is None or not math.isfinite(self.bound):
            return None
        return abs(self.objective - self.bound) / max(abs(self.objective), abs(self.bound), 1e-300)


def run(command, folder, most_seconds):
    """Standard output and error together, seconds, peak MB, exit status (None: killed after `most_seconds`)."""
    log = folder / "log.txt"
    with open(log, "wb") as out:
        begin = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.STDOUT, cwd=folder)
        killed = threading.Event()

        def kill():
            killed.set()
            child.kill()
        alarm = threading.Timer(most_seconds, kill)
        alarm.start()
        _, status, usage = os.wait4(child.pid, 0)
        alarm.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
    text = log.read_text(encoding="utf-8", errors="replace")
    return text, seconds, usage.ru_maxrss / 1024, None if killed.is_set() else child.returncode


def least_peak(folder):
    """MB that any program here seems to have had at least: what this script has, which the kernel counts in."""
    return run(["true"], folder, 10)[2]


def repeated(measure):
    """The outcome of `measure()`, its seconds the median of 5 runs where one takes under 1 s, of 3 where under 5 s."""
    outcomes = [measure()]
    first = outcomes[0]
    times = 5 if first.seconds < 1 else 3 if first.seconds < 5 else 1
    if first.status in ("killed", "failed"):
        times = 1
    outcomes += [measure() for _ in range(times - 1)]
    first.seconds = statistics.median(one.seconds for one in outcomes)
    first.peak_mb = max(one.peak_mb for one in outcomes)
    first.runs = times
    return first


class Yizhan:
    def __init__(self, program):
        self.program = program

    def call(self, folder, *arguments, most_seconds=1200):
        """The JSON object that the program prints."""
        answer = folder / "answer.json"
        answer.unlink(missing_ok=True)
        text, seconds, peak, status = run([self.program, "solve", *arguments, "-o", answer, "--quiet"], folder, most_seconds)
        if status != 0:
            return None, Outcome("killed" if status is None else "failed", seconds=seconds, peak_mb=peak, note=text.strip()[-200:])
        return json.loads(answer.read_text()), Outcome(seconds=seconds, peak_mb=peak)

    def solve(self, folder, arguments, limit):
        given, outcome = self.call(folder, *arguments, "--time-limit", limit, most_seconds=limit * 3 + 60)
        if given:
            outcome.status, outcome.objective, outcome.bound = given["status"], given["objective"], given["bound"]
            outcome.seconds = given["seconds"]
        return outcome


def of_highs(log, _solution):
    given = json.loads(log.strip().splitlines()[-1])
    return given["status"], given["objective"], given["bound"]


def of_glpk(log, solution):
    """The standing is in the last line of progress, the solution's value also in the file."""
    bounds = re.findall(rf"(?m)^\+ *\d+: (?:mip =|>>>>>).*>= +({NUMBER})", log)
    bound = float(bounds[-1]) if bounds else None
    said = re.search(r"(?m)^s (?:mip|bas) \d+ \d+ (\S+).* (\S+)$", solution)
    state, value = (said[1], float(said[2])) if said else ("u", None)
    if state == "o":
        return "optimal", value, value
    if state == "f":
        return "feasible", value, bound
    return ("infeasible" if state == "n" else "unknown"), None, bound


def of_cbc(log, _solution):
    def value(name):
        found = re.search(rf"(?m)^{name}: +({NUMBER})", log)
        return float(found[1]) if found else None
    objective, bound = value("Objective value"), value("Lower bound")
    if "Problem is infeasible" in log or "proven infeasible" in log:
        return "infeasible", None, None
    if "Result - Optimal solution found" in log:
        return "optimal", objective, objective
    if bound is None:
        told = re.findall(rf"best possible ({NUMBER})", log)
        bound = float(told[-1]) if told else None
    if bound is not None and abs(bound) >= 1e40:
        bound = None
    return ("unknown" if objective is None or abs(objective) >= 1e40 else "feasible"), objective, bound


@dataclasses.dataclass
class Other:
    """A solver that is not ours: one thread, told to stop after some seconds, else as it comes."""
    name: str
    command: object  # (model, seconds, solution file) → the call
    read: object     # (log, solution) → status, objective and bound of the model
    version: str

    def solve(self, folder, model, limit, sign):
        solution = folder / "solution.txt"
        solution.unlink(missing_ok=True)
        log, seconds, peak, status = run(self.command(model, limit, solution), folder, limit * 1.5 + min(limit, 20))
        outcome = Outcome("killed" if status is None else "failed", seconds=seconds, peak_mb=peak)
        if status == 0:
            text = solution.read_text(errors="replace") if solution.exists() else ""
            outcome.status, objective, bound = self.read(log, text)
            outcome.objective = None if objective is None else sign * objective
            outcome.bound = None if bound is None else sign * bound
        elif status is not None:
            outcome.note = log.strip()[-200:]
        return outcome


def first_match(command, pattern):
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(pattern, said)
    return found[1] if found else "?"


def others(folder):
    """The solvers that are there; `folder` has highs_run."""
    found = []
    highs = pathlib.Path(folder) / "highs_run"
    if highs.exists():
        found.append(Other("HiGHS", lambda model, limit, _: [highs, model, limit], of_highs,
                           first_match([highs, "--version"], r"HiGHS (\S+)")))
    if shutil.which("glpsol"):
        found.append(Other("GLPK", lambda model, limit, out: ["glpsol", "--freemps", model, "--cuts", "--tmlim", math.ceil(limit), "-w", out],
                           of_glpk, first_match(["glpsol", "--version"], r"v?(\d+\.\d+)")))
    if shutil.which("cbc"):
        found.append(Other("CBC", lambda model, limit, out: ["cbc", model, "-timeMode", "elapsed", "-sec", limit, "-solve", "-solution", out,
                                                             "-quit"],
                           of_cbc, first_match(["cbc", "-quit"], r"Version: (\S+)")))
    return found
