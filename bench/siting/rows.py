"""What is measured: questions for `yizhan solve`, with what is wanted of them."""

import csv
import dataclasses
import pathlib


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table: one question, or several whose seconds are added up."""
    name: str
    group: str
    calls: tuple           # of lists: what follows `yizhan solve`
    level: str = "full"    # "quick" (and full), "full", or "named": only when asked for by name
    floor: str = ""        # what is wanted at least, in words, and as figures:
    seconds: float = 0     # proven within so many seconds …
    gap: float = 0         # … or with so small a gap
    aim: str = ""
    known: float = None    # the published optimum (of several: their sum)
    raw: bool = False      # others try the model with a row for each cell
    merged: bool = False   # and the one with merged cells
    limit: float = 60      # seconds for one question of ours
    sign: int = 1          # of the objective in the model: -1 where it is turned round


GROUPS = {
    "cfl": "Maximal cover, 100 candidates (Cordeau, Furini & Ljubić)",
    "city": "Maximal cover, a drawn city with centres and a river",
    "uniform": "Maximal cover, a drawn city without a shape",
    "share": "The fewest sites for 90 % of the demand",
    "set-cover": "Set cover",
    "p-median": "p-median",
    "p-center": "p-center",
    "capacitated": "Capacitated p-median",
}


def cover(name, group, source, count, radius, **more):
    return Row(name, group, (("--problem", "mclp", *source, "-p", str(count), "--radius", str(radius)),), sign=-1, **more)


def circles():
    def row(size, text, count, radius, **more):
        return cover(f"{text} points, radius {radius}, p = {count}", "cfl", ("--generate-cfl", f"100,{size},1"), count, radius, **more)
    yield cover("300 points (a trial)", "cfl", ("--generate-cfl", "30,300,1"), 4, 5, level="named", raw=True, merged=True)
    yield row(10**4, "10⁴", 10, 5.5, level="quick", raw=True, merged=True)
    yield row(10**5, "10⁵", 10, 6.25, level="quick", merged=True, raw=True, floor="proven in 3.9 s", seconds=3.9)
    yield row(10**6, "10⁶", 10, 6.25, level="quick", merged=True, floor="proven in 2.9 s", seconds=2.9)
    yield row(10**7, "10⁷", 10, 5.5, merged=True, floor="proven in 3 s", seconds=3)
    yield row(10**7, "10⁷", 10, 6.25, merged=True, floor="proven in 3 s", seconds=3)
    yield row(2 * 10**7, "2·10⁷", 10, 5.5, aim="proven in 6 s, under 2 GB")


def cities():
    def both(kind, option):
        def row(sites, cells, count, radius, **more):
            size = f"{sites // 1000}k × {cells // 1000}k"
            return cover(f"{size}, {radius} m, p = {count}", kind, (option, f"{sites},{cells},1"), count, radius, **more)
        return row
    city, uniform = both("city", "--generate-city"), both("uniform", "--generate-uniform-city")
    yield city(1000, 20_000, 40, 1500, level="quick", raw=True, merged=True, floor="proven in 0.5 s", seconds=0.5)
    yield city(5000, 100_000, 50, 2500, merged=True, floor="proven in 26 s", seconds=26)
    yield city(5000, 100_000, 200, 2500, floor="0.72 % in 55 s", gap=0.0072)
    yield city(10_000, 300_000, 50, 4150, floor="0.4 % in 75 s", gap=0.004, aim="0.1 % in 60 s")
    yield city(10_000, 300_000, 200, 4150, floor="1.2 % in 75 s", gap=0.012, aim="0.8 % in 60 s")
    yield city(10_000, 300_000, 905, 4150, floor="0.01 % in 75 s", gap=0.0001, aim="proven in 60 s")
    yield uniform(1000, 20_000, 40, 1600, level="quick", raw=True, merged=True)
    yield uniform(5000, 100_000, 50, 1600, merged=True)
    yield uniform(5000, 100_000, 200, 1600)
    yield uniform(10_000, 300_000, 50, 2000)
    yield uniform(10_000, 300_000, 200, 2000)
    yield uniform(10_000, 300_000, 905, 2000)


def shares():
    def row(option, text, size, radius, **more):
        call = ("--problem", "partial-cover", option, f"{size},1", "--share", "0.9", "--radius", str(radius))
        return Row(f"{text}, {radius} m", "share", (call,), **more)
    wanted = {"floor": "within one station of the bound in 60 s", "aim": "proven in 10 s"}
    yield row("--generate-city", "city 1k × 20k", "1000,20000", 1500, level="quick", merged=True)
    yield row("--generate-city", "city 5k × 100k", "5000,100000", 2500, **wanted)
    yield row("--generate-uniform-city", "uniform 5k × 100k", "5000,100000", 1600, **wanted)
    yield row("--generate-city", "city 10k × 300k", "10000,300000", 4150, aim="proven")


def table(path, delimiter="\t"):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def published(folder):
    """Rows on the files in `folder`."""
    call = ("--problem", "set-cover", "--format", "orlib-scp", folder / "set-cover" / "scp41.txt")
    yield Row("scp41", "set-cover", (call,), level="quick", raw=True, merged=True, known=429)
    yield from travel(folder / "p-median", folder / "tsplib")
    files = [folder / "capacitated-p-median" / f"pmedcap1_{i}.txt" for i in range(1, 11)]
    asked = [("--problem", "capacitated-p-median", "--format", "orlib-pmedcap", file) for file in files]
    best = [float(file.read_text().split()[1]) for file in files]
    yield Row("pmedcap1, first problem", "capacitated", (asked[0],), level="quick", raw=True, known=best[0])
    yield Row("pmedcap1, ten problems", "capacitated", tuple(asked), known=sum(best), floor="at the best known", gap=1, limit=30)


def travel(pmed, tsplib):
    optima = dict(line.split() for line in (pmed / "optima.txt").read_text().splitlines()[1:] if line.strip())
    radii = {pathlib.Path(row["instance"]).stem: row for row in table(pmed / "p-center-radii.tsv")}
    names = [f"pmed{i}" for i in range(1, 21)]

    def ask(problem, name, *more):
        return ("--problem", problem, "--format", "orlib-pmed", pmed / f"{name}.txt", *more)
    for name in ("pmed1", "pmed11"):
        yield Row(name, "p-median", (ask("p-median", name),), "quick" if name == "pmed1" else "full", raw=True,
                  known=float(optima[name]))
    yield Row("pmed1–20", "p-median", tuple(ask("p-median", name) for name in names), level="quick",
              floor="pmed1–40 proven in 15 s", seconds=15, aim="pmed1–40 in 10 s", known=sum(float(optima[n]) for n in names))
    for row in table(tsplib / "optima.tsv"):
        name, count = pathlib.Path(row["instance"]).stem, row["p"]
        if (name, count) in {("rl1304", "10"), ("rl1304", "100"), ("rl1304", "500"), ("fl1400", "50"), ("fl1400", "200")}:
            call = ("--problem", "p-median", "--format", "tsplib", tsplib / f"{name}.tsp", "-p", count)
            yield Row(f"{name}, p = {count}", "p-median", (call,), floor="0.5 % in 60 s", gap=0.005, known=float(row["value"]))
    yield Row("pmed1", "p-center", (ask("p-center", "pmed1", "-p", "5"),), level="quick", raw=True, known=127)
    yield Row("pmed1–20", "p-center", tuple(ask("p-center", name, "-p", radii[name]["p"]) for name in names), level="quick",
              floor="pmed1–40 proven in 60 s", seconds=60, aim="pmed1–40 in 20 s", known=sum(float(radii[n]["value"]) for n in names))


def all_rows(folder):
    """Every row; without the ones on files when `folder` is not there."""
    rows = [*circles(), *cities(), *shares()]
    if folder.is_dir():
        rows += published(folder)
    order = list(GROUPS)
    return sorted(rows, key=lambda row: order.index(row.group))
