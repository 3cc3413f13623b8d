"""Measures Leadlint beside its peers: `./tools/dev bench peers`.

Every subject is a whole process over the same file; all of them run in turns, quick ones thrice a round, so
that a change in the machine's speed meets all alike. `--write` puts the tables and the chart into bench/README.md.
"""

import argparse
import datetime
import sys

import chart
import prepare
import present
from measure import QUICK, TURNS_OF_QUICK, Times, measure
from subjects import Corpus, bulk, disagreements, scenarios

README = prepare.ROOT / "bench/README.md"
CHART = prepare.ROOT / "bench/results.svg"
MARKS = ("<!-- results: written by ./tools/dev bench peers --write -->", "<!-- end of results -->")


def flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./tools/dev bench peers", description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000, help="in each file (default: %(default)s)")
    parser.add_argument("--part", type=int, default=200_000, help="of them for the slow peers (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=9, help="at least 5 (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put the results into bench/README.md and its chart")
    chosen = parser.parse_args()
    if chosen.rounds < 5:
        parser.error("fewer than 5 rounds say little")
    chosen.part = min(chosen.part, chosen.records)
    return chosen


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def corpus_of(api: str, chosen: argparse.Namespace) -> Corpus:
    file = prepare.corpus(api, chosen.records)
    return Corpus(api, file, chosen.records, prepare.head(file, chosen.part), chosen.part)


def tables(times: dict[str, Times]) -> dict[str, list[present.Row]]:
    of = {f"{prepare.NAMES[api]}, one core": present.bulk_table(api, times) for api in prepare.RULESETS}
    return of | {"Leadlint alone, RenovationFind updates": present.scenario_table(times),
                 "Goals": present.goals_table(times)}


def write(times: dict[str, Times], chosen: argparse.Namespace, differences: list[str]) -> None:
    size = f"{chosen.records:,} records of {prepare.BYTES} bytes, 1 % invalid; the slow peers get the first " \
           f"{chosen.part:,}. Best of {chosen.rounds} interleaved rounds, in each of which whoever takes less than " \
           f"{QUICK} s runs {TURNS_OF_QUICK} times; whole processes, {datetime.date.today().isoformat()}."
    parts = [MARKS[0], size, "![Records a second](results.svg)"]
    parts += [f"**{name}**\n\n{present.as_markdown(rows)}" for name, rows in tables(times).items()]
    parts.append("\n".join(f"- {line}" for line in present.machine()))
    parts.append("\n".join(f"- {line}" for line in differences)
                 or "Everyone who judges counts the same number of invalid records.")
    before, rest = README.read_text().split(MARKS[0])
    README.write_text(before + "\n\n".join(parts) + "\n\n" + MARKS[1] + rest.split(MARKS[1])[1])
    CHART.write_text(chart.chart(times))


def main() -> None:
    chosen = flags()
    corpora = [corpus_of(api, chosen) for api in prepare.RULESETS]
    subjects = [subject for corpus in corpora for subject in bulk(corpus)]
    tell("Comparing verdicts")
    differences = [line for corpus in corpora for line in disagreements(corpus, subjects_of(corpus, subjects))]
    times = measure(subjects + scenarios(chosen.records), chosen.rounds, tell)
    for name, rows in tables(times).items():
        print(f"\n{name}\n{present.as_text(rows)}")
    print("\n" + "\n".join(present.machine()))
    print("\n".join(differences) or "Everyone who judges counts the same number of invalid records.")
    if chosen.write:
        write(times, chosen, differences)


def subjects_of(corpus: Corpus, subjects: list) -> list:
    return [subject for subject in subjects if subject.key.startswith(corpus.api + " ")]


if __name__ == "__main__":
    main()
