"""Who takes part: Leadlint and its peers, as commands over a file."""

import json
import platform
import re
from dataclasses import dataclass
from pathlib import Path

import prepare
from measure import Subject, run

LEADLINT = prepare.ROOT / "build/release/leadlint"
MACHINE = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
BLAZE = f"node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-{MACHINE}"

# What is timed: exact totals and the summary of findings, no details.
TIMED = ("--summary", "--max-findings", "0")


def leadlint(rules: str | Path, file: Path, *flags: str) -> tuple[str, ...]:
    return (str(LEADLINT), "check", "--rules", str(rules), *TIMED, *flags, str(file))


@dataclass(frozen=True)
class Corpus:
    """A JSON Lines file for one API, and its first records for the slow peers."""

    api: str
    file: Path
    records: int
    part: Path
    part_records: int

    def whole(self, key: str, label: str, *command: str | Path) -> Subject:
        return self._subject(key, label, command, self.file, self.records)

    def first(self, key: str, label: str, *command: str | Path) -> Subject:
        return self._subject(key, label, command, self.part, self.part_records)

    def _subject(self, key, label, command, file, records) -> Subject:
        words = tuple(str(word) for word in command)
        codes = (0, 2) if key == "blaze" else (0, 1)
        return Subject(f"{self.api} {key}", label, words, records, file.stat().st_size, codes)


def bulk(corpus: Corpus) -> list[Subject]:
    """One core, one file."""
    passes = prepare.program("simdjson_pass", "simdjson_pass.cpp")
    by_hand = prepare.program("handwritten", "handwritten/handwritten.cpp")
    nlohmann = prepare.program("nlohmann_parse", "nlohmann_parse.cpp")
    node = prepare.node_folder()
    schema = prepare.SOURCES / f"{corpus.api}.schema.json"
    api = ("--api", corpus.api)
    return [
        corpus.whole("stage1", "simdjson stage 1", passes, "stage1", corpus.file),
        corpus.whole("pass", "simdjson On-Demand, every field touched", passes, "ondemand-many", corpus.file),
        corpus.whole("walk", "written by hand, index walk", by_hand, "walk", corpus.file, *api),
        corpus.whole("hand", "written by hand, On-Demand", by_hand, "ondemand", corpus.file, *api),
        corpus.whole("leadlint", "Leadlint", *leadlint(prepare.RULESETS[corpus.api], corpus.file)),
        corpus.first("nlohmann", "nlohmann/json, parse alone", nlohmann, "parse", corpus.part),
        corpus.first("schemasafe", "schemasafe, JSON.parse", "node", node / "schema_peer.mjs", "schemasafe",
                     schema, corpus.part),
        corpus.first("ajv", "ajv 8, JSON.parse", "node", node / "schema_peer.mjs", "ajv", schema, corpus.part),
        corpus.first("blaze", "Blaze's command line", node / BLAZE, "validate", "--fast", "--continue",
                     "--format-assertion", schema, corpus.part),
    ]


# ----------------------------------------------------------------------------- who says what

JUDGES = ("walk", "hand", "schemasafe", "ajv", "blaze")


def invalid_by(subject: Subject) -> int:
    """How many records a subject finds invalid."""
    output = run(subject.command).output
    if counted := re.search(r"(\d+) validated, \d+ passed, (\d+) failed", output):
        return int(counted[2])
    return int(json.loads(output.splitlines()[-1])["invalid"])


def invalid_by_leadlint(rules: str, file: Path) -> int:
    command = (str(LEADLINT), "check", "--rules", rules, "-f", "jsonl", "--max-findings", "0", str(file))
    return int(json.loads(run(command).output.splitlines()[-1])["totals"]["invalid"])


def disagreements(corpus: Corpus, subjects: list[Subject]) -> list[str]:
    """One line for every judge that counts other than Leadlint on the same file."""
    rules = prepare.RULESETS[corpus.api]
    ours = {file: invalid_by_leadlint(rules, file) for file in (corpus.file, corpus.part)}
    lines = []
    for subject in subjects:
        if subject.key.split()[-1] not in JUDGES:
            continue
        file = corpus.file if str(corpus.file) in subject.command else corpus.part
        theirs = invalid_by(subject)
        if theirs != ours[file]:
            lines.append(f"{subject.label} finds {theirs} of {file.name} invalid, Leadlint {ours[file]}")
    return lines


# ------------------------------------------------------------------------- Leadlint against itself


def scenarios(records: int) -> list[Subject]:
    """What else a bulk check must be quick at. What this build cannot do is left out."""
    rules = prepare.RULESETS["renovationfind"]
    valid = prepare.corpus("renovationfind", records)
    invalid = prepare.corpus("renovationfind", records, invalid=1)
    rows = prepare.corpus("renovationfind", records, layout="csv")
    few = prepare.corpus("renovationfind", 10, invalid=0)
    wanted = [
        ("base", "1 % invalid", valid, records, leadlint(rules, valid)),
        ("invalid", "all invalid", invalid, records, leadlint(rules, invalid)),
        ("many", "ten times as many rules", valid, records, leadlint(prepare.many_rules(), valid)),
        ("one job", "--jobs 1", valid, records, leadlint(rules, valid, "--jobs", "1")),
        ("two jobs", "--jobs 2", valid, records, leadlint(rules, valid, "--jobs", "2")),
        ("csv", "CSV", rows, records, leadlint(rules, rows, "--input", "csv")),
        ("start", "ten records", few, 10, leadlint(rules, few)),
        ("many start", "ten records, ten times as many rules", few, 10, leadlint(prepare.many_rules(), few)),
    ]
    subjects = [Subject(f"leadlint {key}", label, command, count, file.stat().st_size)
                for key, label, file, count, command in wanted]
    return [subject for subject in subjects if run(subject.command).code in (0, 1)]
