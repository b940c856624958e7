#!/usr/bin/env python3
"""The siting engine beside plain HiGHS, GLPK and CBC on the same questions, in one run: a table, its figures, a picture.

    bench/siting/compare.py [--quick] [--limit SECONDS] [--only TEXT] [-o FOLDER]

Needs a release build (scripts/build release); glpsol and cbc (scripts/install-dependencies judge), where they are to be
compared; and for published instances YIZHAN_TEST_DATA. Writes siting.md, siting.json and siting.svg into FOLDER
(default: build/bench).
"""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import plot
import report
import rows
import solvers

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / "build" / "release" / "bin"


def as_figures(outcome):
    return {**dataclasses.asdict(outcome), "gap": outcome.gap}


def ours_of(yizhan, row, folder, limit):
    """Several questions are added up; the worst status of them counts."""
    most = min(row.limit, limit)
    if len(row.calls) == 1:
        return solvers.repeated(lambda: yizhan.solve(folder, row.calls[0], most))
    parts = [yizhan.solve(folder, call, most) for call in row.calls]
    order = ["optimal", "feasible", "infeasible", "unknown", "killed", "failed"]

    def total(name):
        values = [getattr(part, name) for part in parts]
        return None if None in values else sum(values)
    return solvers.Outcome(max((part.status for part in parts), key=order.index), total("objective"), total("bound"), total("seconds"),
                           max(part.peak_mb for part in parts))


def others_of(yizhan, row, folder, options, found):
    """Outcomes by solver and model, and the models' sizes."""
    outcomes, models = {}, {}
    for kind in ("whole", "merged"):
        if not (row.merged if kind == "merged" else row.raw):
            continue
        model = folder / "model.mps"
        size, failed = yizhan.call(folder, *row.calls[0], "--write-model", model, *(["--merged"] if kind == "merged" else []))
        if size is None:
            sys.exit(f"{row.name}: the {kind} model is not written: {failed.note}")
        models[kind] = {key: size[key] for key in ("columns", "rows", "entries")}
        if size["entries"] <= options.most_entries:
            for other in found:
                say(f"  {other.name}, {kind}")
                outcome = solvers.repeated(lambda: other.solve(folder, model, options.limit, row.sign))
                outcomes[f"{other.name} {kind}"] = as_figures(outcome)
        model.unlink(missing_ok=True)
    return outcomes, models


def contradictions(row, ours, theirs):
    """An objective beyond somebody's bound: one of the two is wrong."""
    accuracy = 1e-6
    claims = [("Yizhan", ours), *theirs.items()]
    for one, a in claims:
        for other, b in claims:
            if a["objective"] is None or b["bound"] is None:
                continue
            beyond = row.sign * (b["bound"] - a["objective"])
            if beyond > accuracy * max(1, abs(b["bound"])):
                yield f"{row.name}: {one} has {a['objective']:.12g}, beyond the bound {b['bound']:.12g} of {other}"
    if row.known is not None and ours["objective"] is not None:
        if row.known < ours["objective"] - accuracy * row.known and ours["status"] == "optimal":
            yield f"{row.name}: proven {ours['objective']:.12g}, but {row.known:.12g} is known"
        if ours["objective"] < row.known * (1 - accuracy):
            yield f"{row.name}: {ours['objective']:.12g} is better than the published optimum {row.known:.12g}"


def measured(yizhan, row, folder, options, found):
    say(f"{row.group}: {row.name}")
    ours = as_figures(ours_of(yizhan, row, folder, options.our_limit))
    say("  " + report.cell(ours, 0))
    theirs, models = others_of(yizhan, row, folder, options, found)
    return {"name": row.name, "group": row.group, "calls": [list(map(str, call)) for call in row.calls], "floor": row.floor,
            "floor_seconds": row.seconds, "floor_gap": row.gap, "aim": row.aim, "known": row.known, "yizhan": ours, "models": models,
            "others": theirs, "contradictions": list(contradictions(row, ours, theirs))}


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()


def machine():
    processor = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal: *(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    return {"processor": processor[1] if processor else "processor not known", "cores": os.cpu_count(),
            "memory_gb": round(memory / 1024**2), "load_before": round(os.getloadavg()[0], 2)}


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = os.environ.get("YIZHAN_TEST_DATA") or ROOT / ".." / "shared" / "data"
    parser.add_argument("--quick", action="store_true", help="the smaller questions, 4 s for each solver: under five minutes")
    parser.add_argument("--limit", type=float, help="seconds for each of the other solvers (60)")
    parser.add_argument("--our-limit", type=float, help="seconds for ours (60; some questions have less)")
    parser.add_argument("--most-entries", type=float, default=3e6, help="larger models are not given to the others")
    parser.add_argument("--only", help="rows whose group and name contain this, such as 'city' or 'cfl: 10⁵'")
    parser.add_argument("--program", type=pathlib.Path, default=os.environ.get("YIZHAN") or BIN / "yizhan", help="which yizhan")
    parser.add_argument("--data", type=pathlib.Path, default=data, help="the folder of published instances")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=ROOT / "build" / "bench", help="where the report goes")
    options = parser.parse_args()
    options.limit = options.limit or (4 if options.quick else 60)
    options.our_limit = options.our_limit or (4 if options.quick else 60)
    options.program = options.program.resolve()
    return options


def chosen(options):
    levels = {"quick"} if options.quick else {"quick", "full"}
    for row in rows.all_rows(options.data / "location"):
        if options.only and options.only in f"{row.group}: {row.name}" and (row.level in levels or row.level == "named"):
            yield row
        if not options.only and row.level in levels:
            yield row


def main():
    options = parsed()
    found = solvers.others(options.program.parent)
    version = output_of(str(options.program), "version").split("\n")[0].removeprefix("yizhan ")
    told = {"date": datetime.date.today().isoformat(), "commit": output_of("git", "rev-parse", "--short", "HEAD") or "not known",
            "machine": machine(), "versions": {"Yizhan": version, **{other.name: other.version for other in found}},
            "limit": options.limit, "our_limit": options.our_limit, "most_entries": options.most_entries, "rows": []}
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for row in chosen(options):
            told["rows"].append(measured(solvers.Yizhan(options.program), row, folder, options, found))
            told["least_peak_mb"] = solvers.least_peak(folder)  # grows with what this script holds
            told["contradictions"] = [text for one in told["rows"] for text in one["contradictions"]]
            told["machine"]["load_after"] = round(os.getloadavg()[0], 2)
            # After every row: a run that is broken off leaves what it has.
            (options.output / "siting.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            (options.output / "siting.md").write_text(report.markdown(told), encoding="utf-8")
            (options.output / "siting.svg").write_text(plot.svg(told), encoding="utf-8")
    if not told["rows"]:
        sys.exit("no row is chosen: see --only and --data")
    print(report.markdown(told))
    if told["contradictions"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
