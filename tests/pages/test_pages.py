"""The program's HTML pages in a real browser: see pages.mjs. Skipped (exit 77) without Chromium, Node.js or a registry to
get what drives the browser from."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SKIP = 77


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def main(yizhan):
    chromium = shutil.which("chromium")
    if not chromium:
        skip("chromium is not installed")
    if not shutil.which("npm"):
        skip("npm is not installed")
    if not (HERE / "node_modules").is_dir():
        if subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE).returncode != 0:
            skip("the npm packages that drive a browser cannot be installed")
    os.environ["YIZHAN"] = yizhan
    sys.path.insert(0, str(HERE.parent / "cli"))
    from support import at, grid_osm

    with tempfile.TemporaryDirectory() as folder:
        extract = pathlib.Path(folder, "grid.osm")
        extract.write_text(grid_osm(), encoding="utf-8")
        city = pathlib.Path(folder, "city")
        pages = [pathlib.Path(folder, name) for name in ("circles.html", "shared.html", "route.html")]
        near = ["--at", at(2, 2)]
        both = [*near, "--at", at(9, 8)]
        for command in (
            ["init", city, "--osm", extract, "--modes", "walk"],
            ["isochrone", *near, "--minutes", "3,6", "-o", pages[0]],
            ["isochrone", *both, "--minutes", "8", "--overlap", "split", "-o", pages[1]],
            ["route", *both, "-o", pages[2]],
        ):
            where = [] if command[0] == "init" else ["--city", city, "--mode", "walk"]
            subprocess.run([yizhan, *command, *where, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        sys.exit(subprocess.run(["node", HERE / "pages.mjs", chromium, *pages], timeout=240).returncode)


main(sys.argv[1])
