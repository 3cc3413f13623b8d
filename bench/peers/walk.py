"""Measures a folder of small payload files: `./tools/dev bench walk`.

10,000 files of one record each, 1 % of them invalid, checked by the same rules: by Leadlint (`leadlint check .`, with a
leadlint.yaml), by check-jsonschema (PyPI) and by sourcemeta's `jsonschema validate` (npm). Whole processes, in turns; medians.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import prepare

FILES = 10_000
ROUNDS = 9
API = "renovationfind"
CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
SOURCEMETA = "@sourcemeta/jsonschema@16.11.0"
GOALS = {"check-jsonschema": 5, "jsonschema validate": 2}  # so many times as fast


def folder_of_files() -> Path:
    folder = prepare.CORPUS / f"{API}-{FILES}-files"
    if not (folder / "leadlint.yaml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with prepare.corpus(API, FILES).open("rb") as records:
            for number, record in enumerate(records):
                part = folder / f"out/{number // 100:03}"
                part.mkdir(parents=True, exist_ok=True)
                (part / f"{number:05}.json").write_bytes(record)
        (folder / "leadlint.yaml").write_text(
            f"leadlint: 1\nfiles:\n  - {{glob: out/**/*.json, rules: {prepare.RULESETS[API]}}}\n")
    return folder


def check_jsonschema() -> Path:
    made = prepare.BUILD / "check-jsonschema"
    program = made / "bin/check-jsonschema"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
        subprocess.run([str(made / "bin/pip"), "install", "--quiet", CHECK_JSONSCHEMA], check=True)
    return program


def sourcemeta() -> Path:
    made = prepare.BUILD / "sourcemeta"
    program = made / "node_modules/.bin/jsonschema"
    if not program.exists():
        made.mkdir(parents=True, exist_ok=True)
        (made / "package.json").write_text("{}")
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent", SOURCEMETA],
                       cwd=made, check=True)
    # The program itself; what npm puts on the path starts Node first.
    native = list(made.glob("node_modules/@sourcemeta/jsonschema/**/jsonschema-linux-x86_64"))
    return native[0] if native else program


def main() -> int:
    parser = argparse.ArgumentParser(prog="./tools/dev bench walk", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    folder = folder_of_files()
    schema = str(prepare.SOURCES / f"{API}.schema.json")
    files = [str(file.relative_to(folder)) for file in sorted(folder.glob("out/*/*.json"))]
    leadlint = str(prepare.ROOT / "build/release/leadlint")
    subjects = {
        "leadlint check": ([leadlint, "check", "."], r"^(\S+?):\d+:\d+: error: "),
        "check-jsonschema": ([str(check_jsonschema()), "--schemafile", schema, *files], r"^  (\S+?)::"),
        "jsonschema validate": ([str(sourcemeta()), "validate", schema, "out", "--continue"], r"^fail: (\S+)"),
    }
    times: dict[str, list[float]] = {name: [] for name in subjects}
    refused: dict[str, set[str]] = {}
    for _ in range(rounds):
        for name, (command, refusal) in subjects.items():
            start = time.perf_counter()
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            times[name].append(time.perf_counter() - start)
            said = done.stdout + done.stderr
            refused[name] = {Path(file).name for file in re.findall(refusal, said, re.MULTILINE)}
            if done.returncode == 0 or not refused[name]:
                sys.exit(f"{name} refuses nothing: {said[-500:]}")
    own = statistics.median(times["leadlint check"])
    good = True
    for name in subjects:
        median = statistics.median(times[name])
        line = f"{name:22} {median:7.3f} s  {FILES / median:9,.0f} files/s  {len(refused[name]):4} refused"
        if name in GOALS:
            good = good and median >= GOALS[name] * own
            line += f"  Leadlint is {median / own:.1f} times as fast (goal: {GOALS[name]})"
            if refused[name] != refused["leadlint check"]:
                line += f"; {len(refused[name] ^ refused['leadlint check'])} files judged otherwise"
        print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
