#!/usr/bin/env python3
"""Form reading under `form: php`, judged by PHP's own parse_str: what Leadlint passes without a word must
be what PHP reads. `./tools/dev judge` runs it.

    forms_php.py FORM_RECORDS [--seed N] [--count N]
"""
import collections
import json
import pathlib
import random
import subprocess
import sys

RULES = pathlib.Path(__file__).resolve().parent / "forms_php.yaml"
LISTS = {"tags", "phones", "y"}
NAMES = """status a tags[] tags[0] tags[1] tags[5] tags[00] tags[-1] tags[][] phones[][number] phones[][kind]
phones[0][number] phones[0][kind] phones[2][number] phones[x][number] lead[x] lead[y][] lead[y][0] lead[y][3] lead[]
lead[0] lead[x][z] tags status[ a] lead[x]] lead[x]y [a] a.b""".split() + ["tags[ ]", " a", "a b", ""]
VALUES = ["", "=", "=1", "=2", "=x", "=a%20b", "=a;b", "=%C3%A9"]
PARSE = """while (($line = fgets(STDIN)) !== false) {
  parse_str(rtrim($line, "\\n"), $read);
  echo json_encode($read, JSON_FORCE_OBJECT | JSON_INVALID_UTF8_SUBSTITUTE), "\\n";
}"""


def lines(command, bodies):
    answer = subprocess.run(command, input="\n".join(bodies) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def as_lists(value, name=""):
    """PHP has arrays only; those with numbers for keys are lists, where the rules have one."""
    if not isinstance(value, dict):
        return value
    if name in LISTS and all(key.isdigit() and str(int(key)) == key for key in value):
        return [as_lists(item) for item in value.values()]
    return {key: as_lists(member, key) for key, member in value.items()}


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    seed, count = option("--seed", random.randrange(1_000_000)), option("--count", 2000)
    chance = random.Random(seed)
    bodies = ["&".join(chance.choice(NAMES) + chance.choice(VALUES) for _ in range(chance.randint(1, 5)))
              for _ in range(count)]
    table, wrong = collections.Counter(), []
    ours, theirs = lines([sys.argv[1], str(RULES)], bodies), lines(["php", "-r", PARSE], bodies)
    for body, found, php in zip(bodies, ours, theirs, strict=True):
        alike = found.get("record") == as_lists(php)
        table[found["verdict"], alike] += 1
        if found["verdict"] == "valid" and not alike:
            wrong.append((body, found, php))
    version = subprocess.run(["php", "-r", "echo PHP_VERSION;"], capture_output=True, text=True, check=True).stdout
    print(f"Form bodies, seed {seed}: Leadlint beside PHP {version}\n")
    print("| Leadlint says | PHP reads the same | otherwise |\n| --- | ---: | ---: |")
    for verdict in ("valid", "warning", "invalid"):
        print(f"| {verdict} | {table[verdict, True]} | {table[verdict, False]} |")
    for body, found, php in wrong[:5]:
        print(f"\npassed, but read otherwise:\n  {body}\n  Leadlint: {found}\n  PHP:      {php}")
    if wrong:
        sys.exit(f"\n{len(wrong)} bodies pass that PHP reads otherwise.")
    print("\nNo body passes that PHP reads otherwise.")


if __name__ == "__main__":
    main()
