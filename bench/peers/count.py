"""Counts instructions a record: `./tools/dev bench count`.

By callgrind over 110,000 records of a corpus, less those over its first 10,000, so that start and rules do not
count, and without words for findings. The figure does not drift with the machine's speed, only with the compiler and its flags.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import prepare

FEW, MANY = 10_000, 110_000


def instructions(command: str, ruleset: str, file: Path) -> int:
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                          command, "check", "--rules", ruleset, "--summary", "--max-findings", "0", str(file)],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode not in (0, 1) or collected is None:
        sys.exit(f"valgrind {command}: exit status {run.returncode}\n{run.stderr}")
    return int(collected[1])


def a_record(command: str, api: str) -> float:
    many = prepare.corpus(api, MANY)
    counts = [instructions(command, prepare.RULESETS[api], file) for file in (prepare.head(many, FEW), many)]
    return (counts[1] - counts[0]) / (MANY - FEW)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tools/dev bench count", description=__doc__.splitlines()[0])
    parser.add_argument("--against", metavar="COMMAND", help="another build of leadlint, counted beside this one")
    against = parser.parse_args().against
    for api, name in prepare.NAMES.items():
        now = a_record(str(prepare.ROOT / "build/release/leadlint"), api)
        line = f"{name}: {now:,.1f} instructions a record"
        if against:
            before = a_record(against, api)
            line += f", {before:,.1f} of {against}: {100 * (now / before - 1):+.2f} %"
        print(line, flush=True)


if __name__ == "__main__":
    main()
