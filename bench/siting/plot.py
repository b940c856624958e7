"""The seconds of every row as an SVG picture, on a logarithmic scale."""

import html
import math

COLOURS = {"Yizhan": "#0b6e4f", "HiGHS": "#3b6fb6", "GLPK": "#c8782a", "CBC": "#8a5a9e"}
LEFT, WIDTH, BAR, BETWEEN = 330, 620, 9, 12
LEAST, MOST = 0.001, 1000


def place(seconds):
    share = math.log(min(max(seconds, LEAST), MOST) / LEAST) / math.log(MOST / LEAST)
    return LEFT + share * WIDTH


def bars_of(row):
    """Ours, and of each other solver the better of its models."""
    yield "Yizhan", row["yizhan"]
    for name in COLOURS:
        tried = [outcome for key, outcome in row["others"].items() if key.split()[0] == name]
        if tried:
            yield name, min(tried, key=lambda one: (one["status"] != "optimal", one["seconds"]))


def bar(y, name, outcome):
    proven = outcome["status"] == "optimal"
    end = place(outcome["seconds"])
    style = f'fill="{COLOURS[name]}"' if proven else f'fill="none" stroke="{COLOURS[name]}" stroke-dasharray="3 2"'
    yield f'<rect x="{LEFT}" y="{y}" width="{max(end - LEFT, 1):.1f}" height="{BAR - 2}" {style}/>'
    text = f"{outcome['seconds']:.2g} s" if proven else "not proven" if outcome["gap"] is None else f"gap {100 * outcome['gap']:.2g} %"
    yield f'<text x="{end + 4:.1f}" y="{y + BAR - 2}" class="small">{text}</text>'


def svg(report):
    parts, y = [], 64
    for row in report["rows"]:
        bars = list(bars_of(row))
        middle = y + len(bars) * BAR / 2 + 4
        parts.append(f'<text x="{LEFT - 8}" y="{middle:.0f}" text-anchor="end">{html.escape(row["group"] + ": " + row["name"])}</text>')
        for name, outcome in bars:
            parts += bar(y, name, outcome)
            y += BAR
        y += BETWEEN
    lines = []
    for power in range(round(math.log10(LEAST)), round(math.log10(MOST)) + 1):
        x = place(10.0**power)
        lines.append(f'<line x1="{x:.1f}" y1="56" x2="{x:.1f}" y2="{y}" stroke="#ccc"/><text x="{x:.1f}" y="50" text-anchor="middle">{10.0**power:g} s</text>')
    keys = "".join(f'<rect x="{LEFT + 130 * i}" y="12" width="12" height="12" fill="{colour}"/><text x="{LEFT + 130 * i + 17}" y="22">{name}</text>'
                   for i, (name, colour) in enumerate(COLOURS.items()))
    note = f'<text x="{LEFT - 8}" y="22" text-anchor="end">filled: proven optimal; dashed: stopped</text>'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 90} {y + 10}" font-family="sans-serif" font-size="12">\n'
            '<style>.small{font-size:9px}</style><rect width="100%" height="100%" fill="white"/>\n' + note + keys + "\n"
            + "\n".join(lines + parts) + "\n</svg>\n")
