"""The table in Markdown."""

from rows import GROUPS


def seconds(value):
    return f"{value:.2g} s" if value < 1 else f"{value:.1f} s" if value < 100 else f"{value:.0f} s"


def percent(gap):
    if gap == 0:
        return "0"
    return f"{100 * gap:.2g} %" if gap < 0.1 else f"{100 * gap:.0f} %"


def amount(value):
    return f"{value:.0f} MB" if value < 1000 else f"{value / 1000:.1f} GB"


def cell(outcome, floor_mb):
    """What came of one run: proven and when, or how far it was."""
    if outcome is None:
        return "–"
    memory = amount(outcome["peak_mb"]) if outcome["peak_mb"] > floor_mb * 1.2 else f"< {amount(floor_mb * 1.2)}"
    status, gap = outcome["status"], outcome["gap"]
    if status == "optimal":
        return f"**{seconds(outcome['seconds'])}**, {memory}"
    if status in ("killed", "failed"):
        return f"{status} after {seconds(outcome['seconds'])}, {memory}"
    if status == "infeasible":
        return f"infeasible? {seconds(outcome['seconds'])}"
    if outcome["objective"] is None:
        return f"no layout in {seconds(outcome['seconds'])}, {memory}"
    far = "gap not known" if gap is None else f"gap {percent(gap)}"
    return f"{far} in {seconds(outcome['seconds'])}, {memory}"


def standing(row):
    """Whether the floor is reached: judged from the figures, empty where there is none."""
    ours = row["yizhan"]
    if not row["floor"]:
        return ""
    gap = ours["gap"]
    if row["floor_seconds"]:
        met = ours["status"] == "optimal" and ours["seconds"] <= row["floor_seconds"]
    elif row["floor_gap"]:
        met = gap is not None and gap <= row["floor_gap"] and (row["known"] is None or row["group"] != "capacitated" or at_known(row))
    else:
        met = gap is not None and abs(ours["objective"] - ours["bound"]) <= 1 + 1e-6
    return f"{row['floor']}: {'yes' if met else '**no**'}"


def at_known(row):
    value = row["yizhan"]["objective"]
    return value is not None and abs(value - row["known"]) <= 1e-6 * abs(row["known"])


def heading(report):
    machine = report["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    return [
        "# Siting: measured", "",
        f"{report['date']}, commit {report['commit']}. {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; load "
        f"{machine['load_before']} when it began, {machine['load_after']} when it ended. {versions}.", "",
        f"Each solver has one thread. Others stop after {report['limit']:g} s and keep their defaults (GLPK: with `--cuts`; HiGHS: gap 0). Bold: "
        "proven optimal. Seconds are medians of 5 runs below 1 s, of 3 below 5 s; ours from the raw points on, theirs with reading the model. "
        "*Whole*: a row for each cell; *merged*: cells that the same sites reach are one. A dash: not tried (over "
        f"{report['most_entries'] / 1e6:g} million entries, or nothing to merge).", ""]


def markdown(report):
    lines = heading(report)
    names = [name for name in report["versions"] if name != "Yizhan"]
    floor_mb = report["least_peak_mb"]
    for group, title in GROUPS.items():
        rows = [row for row in report["rows"] if row["group"] == group]
        if not rows:
            continue
        models = [kind for kind in ("whole", "merged") if any(row["models"].get(kind) for row in rows)]
        columns = [(name, kind) for kind in models for name in names]
        lines += [f"## {title}", ""]
        lines.append("| | Yizhan | at least | " + " | ".join(f"{name}, {kind}" for name, kind in columns) + (" |" if columns else ""))
        lines.append("|---" * (3 + len(columns)) + "|")
        for row in rows:
            cells = [cell(row["others"].get(f"{name} {kind}"), floor_mb) for name, kind in columns]
            lines.append("| " + " | ".join([row["name"], cell(row["yizhan"], floor_mb), standing(row), *cells]) + " |")
        lines.append("")
    lines += ["## Contradictions", ""]
    lines += [f"- {text}" for text in report["contradictions"]] or ["None: no objective lies beyond another's bound, and no known optimum is missed."]
    return "\n".join(lines) + "\n"
