"""Makes what the comparison needs, where it is missing or older than its sources: corpora, programs, packages."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "bench/peers"
BUILD = ROOT / "build/bench/peers"
CORPUS = ROOT / "build/bench/corpus"
FLAGS = ["-std=c++17", "-O3", "-DNDEBUG", "-march=native"]
SEED = 20260529
BYTES = 230

NAMES = {"renovationfind": "RenovationFind updates", "caring": "Caring.com lead statuses"}
RULESETS = {"renovationfind": "renovationfind/update_status", "caring": "caring/lead_status"}


def is_fresh(made: Path, sources) -> bool:
    return made.exists() and all(source.stat().st_mtime <= made.stat().st_mtime for source in sources)


def program(name: str, source: str) -> Path:
    """A peer in C++."""
    made = BUILD / name
    if not is_fresh(made, SOURCES.rglob("*.[ch]*")):
        made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["g++", *FLAGS, str(SOURCES / source), "-lsimdjson", "-o", str(made)], check=True)
    return made


def node_folder() -> Path:
    """A folder with the peers' packages from npm, in the versions that package.json names."""
    folder = BUILD / "node"
    wanted = [SOURCES / "package.json", SOURCES / "schema_peer.mjs"]
    if not is_fresh(folder / "schema_peer.mjs", wanted) or not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(wanted[0], folder)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"],
                       cwd=folder, check=True)
        shutil.copy(wanted[1], folder)
    return folder


def corpus(api: str, records: int, *, invalid: float = 0.01, layout: str = "jsonl") -> Path:
    share = f"-invalid{invalid:g}" if invalid != 0.01 else ""
    made = CORPUS / f"{api}-{records}{share}.{layout}"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        partial = made.with_suffix(".partial")
        subprocess.run([str(ROOT / "build/bench/leadlint_corpus"), RULESETS[api], "--records", str(records),
                        "--invalid", str(invalid), "--seed", str(SEED), "--bytes", str(BYTES),
                        "--format", layout, "-o", str(partial)], check=True)
        partial.rename(made)
    return made


def head(file: Path, records: int) -> Path:
    """The first records of a JSON Lines file, for what is too slow for all of it."""
    made = file.with_stem(f"{file.stem}-first{records}")
    if not is_fresh(made, [file]):
        with file.open("rb") as whole, made.open("wb") as part:
            part.writelines(itertools.islice(whole, records))
    return made


def many_rules() -> Path:
    """The shipped rules and ten times as many more, for statuses that no record of the corpus has."""
    schema = json.loads((SOURCES / "renovationfind.schema.json").read_text())
    shipped = schema["properties"]["status"]["enum"]
    later = [f"LATER_STAGE_{number:03}" for number in range(10 * len(shipped))]
    lines = ["leadlint: 1", "ruleset: bench/many_statuses", 'title: "Ten times as many statuses"',
             f"extends: {RULESETS['renovationfind']}", "fields:",
             f"  status: {{values: [{', '.join(shipped + later)}]}}", "rules:"]
    for status in later:
        name = status.lower().replace("_", "-")
        lines += [f"  - {{id: {name}-amount, when: status == {status}, require: jobAmount}}",
                  f"  - {{id: {name}-reason, when: status == {status} and lostReason == OTHER, fill: reason}}"]
    made = CORPUS / "many_statuses.yaml"
    made.write_text("\n".join(lines) + "\n")
    return made
