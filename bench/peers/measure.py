"""Runs commands as whole processes and takes their time, in rounds, one after another."""

import os
import statistics
import tempfile
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """What is measured: a command over a file."""

    key: str
    label: str
    command: tuple[str, ...]
    records: int = 0  # in the file
    bytes: int = 0
    codes: tuple[int, ...] = (0, 1)  # how it ends when all went well


@dataclass
class Times:
    """Seconds of wall clock, one a run."""

    subject: Subject
    seconds: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        return min(self.seconds)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """The distance between the slowest and the fastest run, as a share of the median."""
        return (max(self.seconds) - min(self.seconds)) / self.median

    @property
    def rate(self) -> float:
        """Records a second, in the best run."""
        return self.subject.records / self.best

    @property
    def megabytes(self) -> float:
        """Megabytes a second, in the best run."""
        return self.subject.bytes / 1e6 / self.best


@dataclass(frozen=True)
class Run:
    seconds: float
    code: int
    output: str  # what the command wrote, to either stream


def run(command: tuple[str, ...]) -> Run:
    """One run. (posix_spawn: Python's own start of a process would cost a millisecond more.)"""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as output:
        to_file = [(os.POSIX_SPAWN_OPEN, 1, output.name, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, 1, 2)]
        start = time.perf_counter()
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=to_file)
        _, status = os.waitpid(process, 0)
        seconds = time.perf_counter() - start
        return Run(seconds, os.waitstatus_to_exitcode(status), output.read())


QUICK = 0.5  # seconds
TURNS_OF_QUICK = 3


def measure(subjects: list[Subject], rounds: int, tell) -> dict[str, Times]:
    """All subjects in each round, every second round from the last to the first. Those that take less than QUICK
    seconds have as many turns in each round as TURNS_OF_QUICK says: another program on the machine, for some
    milliseconds, is a large part of what they take."""
    times = {subject.key: Times(subject) for subject in subjects}
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds}")
        for turn in range(TURNS_OF_QUICK):
            in_turn = [subject for subject in subjects if turn == 0 or times[subject.key].best < QUICK]
            for subject in in_turn if (number + turn) % 2 == 0 else reversed(in_turn):
                done = run(subject.command)
                if done.code not in subject.codes:
                    raise SystemExit(f"{' '.join(subject.command)}\nended with {done.code}: {done.output[-500:]}")
                times[subject.key].seconds.append(done.seconds)
    return times
