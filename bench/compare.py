#!/usr/bin/env python3
"""Yizhan beside Valhalla on one extract, in one run: import, circles, matrices. Prints a table.

    bench/compare.py [--osm FILE] [--box W,S,E,N] [--runs N]

Needs a release build (scripts/build release), Node.js with npm, and the extract (default: Porto in YIZHAN_TEST_DATA).
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BIN = ROOT / "build" / "release" / "bin"
VALHALLA = ROOT / "bench" / "valhalla"


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def timed_import(extract, city):
    """Seconds and peak MB of `yizhan init` with three modes: the best of three runs."""
    best = None
    for attempt in range(3):
        started = time.monotonic()
        child = subprocess.Popen([BIN / "yizhan", "init", city / str(attempt), "--osm", extract,
                                  "--modes", "walk,ebike,drive", "--quiet"])
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            sys.exit("yizhan init failed")
        seconds = time.monotonic() - started
        figures = (seconds, usage.ru_maxrss / 1024)
        best = min(best or figures, figures)
    return best


def row(name, ours, theirs, wanted, unit="ms"):
    ratio = theirs / ours
    print(f"{name:44} {ours:10.3f} {theirs:10.3f} {unit:3} {ratio:9.1f}x   {wanted}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = pathlib.Path(os.environ.get("YIZHAN_TEST_DATA", ROOT / ".." / "shared" / "data"))
    parser.add_argument("--osm", type=pathlib.Path, default=data / "osm" / "porto.osm.pbf")
    parser.add_argument("--box", default="-8.66,41.13,-8.56,41.19", help="where starts are chosen")
    parser.add_argument("--runs", default="61")
    options = parser.parse_args()
    if not (VALHALLA / "node_modules").is_dir():
        run("npm", "ci", "--no-audit", "--no-fund", cwd=VALHALLA)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        points = folder / "points.json"
        run("node", VALHALLA / "points.mjs", options.osm, points, "200", "1", "--box", options.box)
        seconds, megabytes = timed_import(options.osm, folder)
        streets = folder / "0" / "streets.yz"
        ours = json.loads(run(BIN / "reach_times", streets, points, options.runs))
        theirs = json.loads(run("node", VALHALLA / "times.mjs", options.osm, points, "--runs", options.runs, "--rebuild"))

    def median(report, *keys):
        for key in keys:
            report = report[key]
        return report["median"]

    walk, ebike = median(theirs, "isochrone_walk_15"), median(theirs, "isochrone_ebike_15")
    matrix = min(median(theirs["matrix_walk_50x50"], kind) for kind in theirs["matrix_walk_50x50"])
    print(f"{'median of ' + options.runs + ' runs':44} {'Yizhan':>10} {'Valhalla':>10}")
    row("reached set, 15 min walk (theirs: polygon)", median(ours, "reached_walk_15"), walk, "at least 20x")
    row("reached set, 15 min e-bike (theirs: polygon)", median(ours, "reached_ebike_15"), ebike, "at least 20x")
    row("polygon, 15 min walk", median(ours, "isochrone_walk_15"), walk, "at least 3x, aim 10x")
    row("polygon, 15 min e-bike", median(ours, "isochrone_ebike_15"), ebike, "at least 3x, aim 10x")
    row("matrix 50 x 50, walk (theirs: the faster kind)", median(ours, "matrix_walk_50"), matrix, "at least 50x")
    print()
    print(f"import: {seconds:.2f} s, {megabytes:.0f} MB peak (walk, e-bike, drive, places); wanted under 3 s and 400 MB")
    print(f"        Valhalla's tiles: {json.dumps(theirs['build'])}")
    print(f"opening a city, one mode: {median(ours, 'open_walk'):.2f} ms; wanted under 20 ms")
    print(f"nearest of 100 places for every node: {median(ours, 'catchments_walk'):.1f} ms; wanted under 200 ms")
    for size in ("300", "3000"):
        print(f"matrix {size} x {size}, walk: {median(ours, 'matrix_walk_' + size):.1f} ms")
    print(f"usage: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f} s of processor time in all")


main()
