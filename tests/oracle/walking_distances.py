"""Our walking distances on Porto beside Valhalla's: see walking_distances.cpp. Skipped (exit 77) without the data or
without Node.js and a registry to get Valhalla from."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
VALHALLA = pathlib.Path(__file__).resolve().parents[2] / "bench" / "valhalla"


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def main(yizhan, compare):
    data = os.environ.get("YIZHAN_TEST_DATA")
    extract = pathlib.Path(data or "", "osm", "porto.osm.pbf")
    if not data or not extract.is_file():
        skip("YIZHAN_TEST_DATA has no osm/porto.osm.pbf")
    if not shutil.which("npm"):
        skip("npm is not installed")
    if not (VALHALLA / "node_modules").is_dir():
        if subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=VALHALLA).returncode != 0:
            skip("Valhalla's npm package cannot be installed")
    with tempfile.TemporaryDirectory() as folder:
        city = pathlib.Path(folder, "city")
        distances = pathlib.Path(folder, "distances.json")
        subprocess.run([yizhan, "init", city, "--osm", extract, "--modes", "walk", "--quiet"], check=True)
        subprocess.run(
            ["node", VALHALLA / "distances.mjs", extract, distances, "400", "1", "--box", "-8.66,41.13,-8.56,41.19"],
            check=True,
        )
        sys.exit(subprocess.run([compare, city / "streets.yz", distances]).returncode)


main(*sys.argv[1:])
