"""What was measured, as tables: for the terminal and for the README."""

import os
import re
import subprocess
from pathlib import Path

import prepare
from measure import Times

Row = list[str]


def ratio(of: Times, to: Times) -> str:
    return f"{of.rate / to.rate:.2f}" if of.rate < 9.95 * to.rate else f"{of.rate / to.rate:.0f}"


def rate(a_second: float) -> str:
    return f"{a_second / 1e6:.2f} M" if a_second >= 1e6 else f"{a_second / 1e3:.0f} k"


def bulk_table(api: str, times: dict[str, Times]) -> list[Row]:
    """Records a second in the best run, and against the three that Leadlint is held to."""
    of = {key.split(" ", 1)[1]: each for key, each in times.items() if key.startswith(api + " ")}
    rows = [["", "records/s", "median", "spread", "vs On-Demand", "vs by hand", "vs ajv"]]
    for each in sorted(of.values(), key=lambda each: -each.rate):
        rows.append([each.subject.label, rate(each.rate), rate(each.subject.records / each.median),
                     f"{each.spread:.0%}", ratio(each, of["pass"]), ratio(each, of["hand"]), ratio(each, of["ajv"])])
    return rows


def scenario_table(times: dict[str, Times]) -> list[Row]:
    rows = [["Leadlint", "best", "median", "spread", "records/s", "MB/s"]]
    for key, each in times.items():
        if not key.startswith("leadlint "):
            continue
        few = each.subject.records < 1000  # then it is the start that is measured
        rows.append([each.subject.label, f"{each.best * 1e3:.1f} ms", f"{each.median * 1e3:.1f} ms",
                     f"{each.spread:.0%}", "" if few else rate(each.rate), "" if few else f"{each.megabytes:.0f}"])
    return rows


# ------------------------------------------------------------------------------------------- goals


def goals_table(times: dict[str, Times]) -> list[Row]:
    """What the bulk check must reach, what it reaches, and whether that is enough."""
    rows = [["goal", "at least", "measured", ""]]

    def goal(what: str, least: float, keys: tuple[str, ...], value) -> None:
        if not all(key in times for key in keys):
            rows.append([what, f"{least:g}", "not in this build", ""])
            return
        reached = value(*(times[key] for key in keys))
        rows.append([what, f"{least:g}", f"{reached:.2f}", "yes" if reached >= least else "no"])

    def rates(of: Times, to: Times) -> float:
        return of.rate / to.rate

    for api, name in prepare.NAMES.items():
        ours = f"{api} leadlint"
        goal(f"{name}: against the one written by hand, On-Demand", 1, (ours, f"{api} hand"), rates)
        goal(f"{name}: against ajv", 12, (ours, f"{api} ajv"), rates)
        goal(f"{name}: against the best JSON Schema engine", 4,
             (ours, f"{api} schemasafe", f"{api} ajv", f"{api} blaze"),
             lambda of, *others: of.rate / max(other.rate for other in others))
    base = "leadlint base"
    goal("all-invalid file against 1 % invalid", 0.25, ("leadlint invalid", base), rates)
    goal("CSV, MB/s", 300, ("leadlint csv",), lambda csv: csv.megabytes)
    goal("two cores against one", 1.85, ("leadlint two jobs", "leadlint one job"), rates)
    goal("ten times as many rules against the shipped ones, reading of rule files apart", 0.95,
         (base, "leadlint start", "leadlint many", "leadlint many start"),
         lambda few, few_start, many, many_start: (few.best - few_start.best) / (many.best - many_start.best))
    goal("ten records within 10 ms (10 ms / time)", 1, ("leadlint start",), lambda start: 0.010 / start.best)
    return rows


# ------------------------------------------------------------------------------------------ layout


def as_text(rows: list[Row]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def as_markdown(rows: list[Row]) -> str:
    rule = ["---"] + ["---:"] * (len(rows[0]) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]])


# ----------------------------------------------------------------------------------------- machine


def first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[0] if done.stdout else "unknown"


def package_version(package: str) -> str:
    return first_line("dpkg-query", "-W", "-f", "${Version}", package).split("+")[0]


def processor() -> str:
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else "unknown processor"


def machine() -> list[str]:
    packages = re.findall(r'"(@?[\w/-]+)": "([\d.]+)"', (prepare.SOURCES / "package.json").read_text())
    return [
        f"{processor()}, {os.cpu_count()} cores",
        f"{first_line('g++', '--version')}, simdjson {package_version('libsimdjson-dev')}, "
        f"nlohmann/json {package_version('nlohmann-json3-dev')}",
        f"Node {first_line('node', '--version').lstrip('v')}, "
        + ", ".join(f"{name} {version}" for name, version in packages),
        f"the peers in C++: `g++ {' '.join(prepare.FLAGS)}`; Leadlint: the release preset (`-O3 -DNDEBUG`, "
        "nothing for this processor alone: simdjson chooses its code when it starts)",
    ]
