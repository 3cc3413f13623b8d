"""The blocks of docs/spark.md, run in order, in local[2] and on a standalone cluster of a master and two
workers; the second time with a worker that is killed while it judges. What they come to has to be what the
command says of the same file.

    run.py LEADLINT [--rows N] [--only local|cluster|killed|speed] [--turns N] [--folder FOLDER]

`speed` measures the page's jobs beside the same ones with cat.
"""

import argparse
import collections
import contextlib
import datetime
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import pyspark
from pyspark.sql import SparkSession

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPARK_CLASS = pathlib.Path(pyspark.__file__).parent / "bin" / "spark-class"
RULES = ["--rules", "renovationfind/update_status", "--option", "lint.unknown_fields=ignore"]
KEPT = ("code", "severity", "path", "message", "rule", "because", "suggestion", "column")  # of a finding

passed = failed = 0


def expect(what, holds, more=""):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAILED: {what} {more}", flush=True)


def expect_same(what, found, wanted):
    differing = [] if found == wanted else [key for key in set(found) | set(wanted) if found.get(key) != wanted.get(key)]
    some = [(key, found.get(key), wanted.get(key)) for key in differing[:3]]
    expect(what, found == wanted, f"{len(differing)} differ, such as {some}")


# ------------------------------------------------------------------------------------------------------- input

STATUSES = ["HOMEOWNER_CONTACTED", "QUOTE_SENT", "JOB_PENDING_DECISION", "NO_RESPONSE_FROM_HOMEOWNER"]


def record(rng, lead, number):
    """An update of a lead; about one in twenty is not as it should be."""
    ts = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=number)
    update = {"lead_id": f"L-{lead}", "ts": ts.isoformat() + "Z"}
    kind = rng.random()
    if kind < 0.55:
        update["status"] = rng.choice(STATUSES)
    elif kind < 0.70:
        update |= {"status": "MEETUP_SCHEDULED", "meetingScheduledDate": f"2026-12-{rng.randint(1, 28):02}"}
    elif kind < 0.85:
        update |= {"status": "JOB_WON", "jobAmount": rng.choice([18500, 17900, 20250.5])}
    elif kind < 0.95:
        update |= {"status": "OTHER", "reason": rng.choice(["busy", "möchte später", "予算", "moved away"])}
    elif kind < 0.97:
        update["status"] = "JOB_WN"
    elif kind < 0.98:
        update |= {"status": "JOB_WON", "jobAmount": "18500"}
    else:
        update["status"] = "LEAD_LOST"
    return update


def write_updates(path, rows):
    """Lines in the order of time, with some that are no record."""
    rng = random.Random(17)
    leads = max(1, rows // 6)
    with open(path, "wb") as file:
        for number in range(rows):
            if number % 5003 == 5002:
                file.write(rng.choice([b"\n", b" \r\n", b"no JSON\n", b'{"status": \n', b"[]\n"]))
                continue
            text = json.dumps(record(rng, rng.randint(1, leads), number), ensure_ascii=number % 2 == 0).encode()
            file.write(text + (b"\r\n" if number % 1009 == 0 else b"\n"))
    return leads


def write_held(path, leads):
    """What the other side holds of every third lead."""
    rng = random.Random(18)
    with open(path, "w") as file:
        for lead in range(1, leads + 1, 3):
            amount = rng.choice([18500, 17900])
            file.write(json.dumps({"lead_id": f"L-{lead}", "status": "JOB_WON", "jobAmount": amount}) + "\n")


def write_odd(path):
    """Bytes that are no UTF-8, and ends of lines that only some readers take for such."""
    with open(path, "wb") as file:
        for i in range(40):
            file.write([b'{"status": "QUOTE_SENT"}\n', b'{"status": "OTHER", "reason": "\xff"}\n', b"\n",
                        b'{"status": "OTHER", "reason": "a\xc2\x85b\xe2\x80\xa8c"}\n',
                        b'{"status": "QUOTE_SENT"}\r{"status": "QUOTE_SENT"}\n', b'{"status": "QUOTE_SENT"\x00}\n',
                        b'{"status": "QUOTE_SENT"}\r\n', b"\xed\xa0\x80\n"][i % 8])
        file.write(b'{"status": "QUOTE_SENT"}')


# ------------------------------------------------------------------------------------- what the command says of it


def lines_of(path):
    lines = pathlib.Path(path).read_bytes().split(b"\n")
    return lines[:-1] if lines[-1] == b"" else lines


def plain(answer):
    """A verdict and its findings, without what counts from the start of an input."""
    return answer["verdict"], [tuple(finding.get(name) for name in KEPT) for finding in answer["findings"]]


def by_line(pairs):
    """What is said of each line, and how often; lines that are the same need not be told apart."""
    said = collections.Counter()
    for line, answer in pairs:
        said[line, json.dumps(answer)] += 1
    return said


def of_command(path, *flags):
    command = [shutil.which("leadlint"), "check", *RULES, "--verdicts", "--input", "jsonl", *flags, path]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    lines = lines_of(path)
    expect(f"an answer for each line of {path}", len(answers) == len(lines), f"{len(answers)}, {len(lines)}")
    return answers, by_line(zip(lines, map(plain, answers)))


def of_spark(rows):
    """The same of a DataFrame that the page makes."""
    return of_rows(rows.toLocalIterator())


def of_rows(rows):
    return by_line((bytes(row.line), (row.verdict, [tuple(finding) for finding in row.findings])) for row in rows)


# ------------------------------------------------------------------------------------------------------- the page


def blocks():
    page = (ROOT / "docs/spark.md").read_text()
    return re.findall(r"```python\n(.*?)```", page, re.S)


def run_page(names=None):
    """All of it, in this folder; `names`: only the blocks that say one of these."""
    space = {"__name__": "__main__"}
    for number, block in enumerate(blocks(), 1):
        if names is None or any(name in block for name in names):
            exec(compile(block, f"docs/spark.md, block {number}", "exec"), space)
    return space


class Wanted:
    """What the command says, made once."""

    def __init__(self):
        self.answers, self.lines = of_command("updates.jsonl")
        self.history = of_command("updates.jsonl", "--history", "lead_id")[1]
        self.changes = of_command("updates.jsonl", "--key", "lead_id", "--current", "held.jsonl")[1]
        self.odd = of_command("odd.jsonl")[1]
        self.counts = collections.Counter(answer["verdict"] for answer in self.answers)
        self.rules = collections.Counter((finding["code"], finding.get("rule"), finding["path"])
                                         for answer in self.answers for finding in answer["findings"])
        report = json.loads(subprocess.run([shutil.which("leadlint"), "check", *RULES, "-f", "json", "updates.jsonl"],
                                           stdout=subprocess.PIPE).stdout)
        blank = sum(1 for line in lines_of("updates.jsonl") if not line.strip())
        for word in ("valid", "warning", "invalid"):
            expect(f"{word}, as the report counts them", self.counts[word] == report["totals"][word] + blank * (word == "invalid"))
        expect("histories refuse more", self.history != self.lines)
        expect("stored records refuse more", self.changes != self.lines)


def check_page(where, wanted):
    for folder in ("valid", "invalid"):
        shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    page = run_page()
    spark = page["spark"]
    expect(f"{where}: several partitions", page["lines"].rdd.getNumPartitions() > 1)
    expect_same(f"{where}: words counted", dict(page["counts"]), dict(wanted.counts))
    expect_same(f"{where}: verdicts counted", {row.verdict: row["count"] for row in page["by_verdict"].collect()}, dict(wanted.counts))
    expect_same(f"{where}: findings by rule",
                {(row.code, row.rule, row.path): row["count"] for row in page["by_rule"].collect()}, dict(wanted.rules))
    expect_same(f"{where}: lines", of_spark(page["verdicts"]), wanted.lines)
    expect_same(f"{where}: histories", of_spark(page["history"]), wanted.history)
    expect_same(f"{where}: beside what is held", of_spark(page["changes"]), wanted.changes)
    check_split(where)
    lines = spark.read.text("odd.jsonl", lineSep="\n").selectExpr("cast(value AS binary) AS line").repartition(3)
    expect_same(f"{where}: odd lines", of_spark(page["checked"](lines, *page["CHECK"], "--verdicts")), wanted.odd)
    check_pipe(where, page)
    print(f"{where}: {time.monotonic() - started:.0f} s", flush=True)


def check_split(where):
    command = [shutil.which("leadlint"), "check", *RULES, "--verdicts=word", "--valid", "valid.jsonl", "--invalid", "invalid.jsonl",
               "updates.jsonl"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    for half in ("valid", "invalid"):
        parts = sorted(pathlib.Path(half).glob("part-*"))
        found = collections.Counter(line for part in parts for line in lines_of(part))
        expect(f"{where}: the {half} half", found == collections.Counter(lines_of(f"{half}.jsonl")))


def check_pipe(where, page):
    """RDD.pipe as users meet it: quotes, what is no text, empty partitions, a command that fails."""
    context = page["spark"].sparkContext
    leadlint = page["LEADLINT"]
    command = f"{leadlint} check --rules renovationfind/update_status --verdicts=word"
    given = context.parallelize(['{"status": "QUOTE_SENT"}', "", None, '{"status": "JÖB"}'], 7)  # some partitions have none
    expect(f"{where}: an answer each", given.pipe(command, checkCode=True).collect() == ["valid", "invalid", "invalid", "invalid"])
    quoted = given.pipe(f"'{leadlint}' check --rules 'renovationfind/update_status' --verdicts=word", checkCode=True)
    expect(f"{where}: quotes", quoted.count() == 4)
    for wrong in (f"{leadlint} check --rules no/such --verdicts", f"{leadlint} check --verdicts --summary"):
        try:
            given.pipe(wrong, checkCode=True).collect()
            expect(f"{where}: {wrong} fails", False)
        except Exception as error:
            expect(f"{where}: {wrong} fails", "code 2" in str(error) or "2" in str(error))
    lines = page["spark"].createDataFrame([(b'{"status": "QUOTE_SENT"}',)], "line BINARY")
    try:
        page["checked"](lines, leadlint, "check", "--rules", "no/such", "--verdicts").collect()
        expect(f"{where}: a broken command ends the job", False)
    except Exception as error:
        expect(f"{where}: a broken command ends the job", "ended with 2" in str(error))
    broken = context.parallelize(range(9, -1, -1), 1).map(lambda number: b"%d" % (1 // number))
    broken = broken.mapPartitions(page["piped"](*page["CHECK"], "--verdicts"))
    try:
        broken.collect()
        expect(f"{where}: what fails in front ends the job", False)
    except Exception as error:
        expect(f"{where}: what fails in front ends the job", "ZeroDivisionError" in str(error))
    many = page["verdicts"].select("line").rdd.map(lambda row: bytes(row.line))
    few = many.mapPartitions(page["piped"](*page["CHECK"], "--verdicts")).take(3)
    expect(f"{where}: who takes a few leaves the rest", len(few) == 3)


# ------------------------------------------------------------------------------------------------------ clusters


def session(master, **settings):
    builder = SparkSession.builder.master(master).appName("leadlint-test")
    defaults = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
                "spark.sql.shuffle.partitions": "8", "spark.sql.files.maxPartitionBytes": str(4 << 20),
                "spark.sql.files.openCostInBytes": "0", "spark.sql.files.minPartitionNum": "3",
                "spark.log.level": "ERROR"}
    for name, value in (defaults | settings).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A master and two workers of one core each, on the loopback interface."""

    def __init__(self, folder):
        self.folder, self.processes, self.workers = folder, [], []
        environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
                                    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false"}
        self.environment = environment
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        self.wait_for("master", "I have been elected leader")
        for name in ("worker1", "worker2"):
            worker = self.start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--port", str(free_port()),
                                "--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir", str(folder / name), self.url)
            self.workers.append(worker)
        for name in ("worker1", "worker2"):
            self.wait_for(name, "Successfully registered with master")

    def start(self, name, kind, *arguments):
        with open(self.folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen([SPARK_CLASS, kind, *arguments], stdout=log, stderr=log, env=self.environment,
                                       start_new_session=True)
        self.processes.append(process)
        return process

    def wait_for(self, name, words):
        log = self.folder / f"{name}.log"
        for _ in range(600):
            if words in log.read_text(errors="replace"):
                return
            time.sleep(0.1)
        raise RuntimeError(f"{name} did not say “{words}”:\n{log.read_text(errors='replace')[-3000:]}")

    def kill_worker(self):
        """The first one, outright, with the executors that it has started."""
        kill_group(self.workers[0])

    def end(self):
        for process in reversed(self.processes):
            kill_group(process)


def kill_group(process):
    """A process that was started in a session of its own, and what it has started there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def check_killed(cluster, wanted):
    """Histories, shuffled, while a worker and its shuffle files go."""
    page = run_page(["import shutil", "def piped", "def with_lead"])
    page["spark"].conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")  # many small ones
    marks = pathlib.Path("marks").resolve()
    shutil.rmtree(marks, ignore_errors=True)
    marks.mkdir()
    piped = page["piped"]

    def slow(*command):
        """As the page has it, with a mark for each partition that a worker begins, and another name of it at its end."""
        inner = piped(*command)

        def partition(lines):
            worker = "worker1" if "/worker1/" in os.getcwd() else "worker2"
            descriptor, mark = tempfile.mkstemp(dir=marks, prefix=f"{worker}.begun.")
            os.close(descriptor)
            time.sleep(0.5)
            yield from inner(lines)
            os.rename(mark, mark.replace("begun", "done"))

        return partition

    page["piped"] = slow
    killed = threading.Event()

    def kill():
        """Once a few partitions are done with, in the middle of one of the first worker's."""
        while len(os.listdir(marks)) < 3 or not list(marks.glob("worker1.begun.*")):
            time.sleep(0.02)
        cluster.kill_worker()
        killed.set()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    rows = page["checked"](page["in_order"], *page["CHECK"], "--verdicts", "--history", "lead_id")
    partitions = rows.rdd.getNumPartitions()
    found = of_rows(rows.collect())
    expect("killed: a worker was", killed.is_set())
    begun = len(os.listdir(marks))
    expect("killed: in the middle of a partition", len(list(marks.glob("worker1.begun.*"))) > 0)
    expect("killed: partitions were judged again", begun > partitions, f"{begun} of {partitions}")
    expect_same("killed: histories", found, wanted.history)
    print(f"killed: {partitions} partitions, begun {begun} times", flush=True)


# --------------------------------------------------------------------------------------------------------- speed


def measure(rows, turns):
    """The page's jobs beside the same with cat, in turn; of several turns the first is to warm up."""
    page = run_page(["import shutil", "def piped", "def with_lead"])
    check, cat = [*page["CHECK"], "--verdicts"], [shutil.which("cat")]
    text = page["spark"].read.text("updates.jsonl", lineSep="\n").rdd.map(lambda row: row.value)

    def answered(lines):
        pairs = lines.select("line").rdd.map(lambda row: bytes(row.line))
        return lambda command: pairs.mapPartitions(page["piped"](*command)).count()

    ways = {
        "RDD.pipe, --verdicts=word": (lambda command: text.pipe(" ".join(command), checkCode=True).count(),
                                      [*page["CHECK"], "--verdicts=word"]),
        "lines with their answers": (answered(page["updates"]), check),
        "histories": (answered(page["in_order"]), [*check, "--history", "lead_id"]),
    }
    for name, (job, command) in ways.items():
        best = {}
        for turn in range(turns):
            for what, words in (("cat", cat), ("leadlint", command)):
                started = time.monotonic()
                expect(f"speed: all rows of {name}", job(words) == rows)
                took = time.monotonic() - started
                if turn or turns == 1:
                    best[what] = min(best.get(what, took), took)
        print(f"{name}: {rows} rows, cat {best['cat']:.1f} s, leadlint {best['leadlint']:.1f} s: "
              f"{best['cat'] / best['leadlint']:.2f}x", flush=True)


def write_many(path, rows):
    """Many rows for a measurement: the same ones again and again."""
    once = min(rows, 200_000)
    write_updates(path, once)
    text = pathlib.Path(path).read_bytes()
    with open(path, "ab") as file:
        for _ in range(rows // once - 1):
            file.write(text)
    return rows // once * once


# ---------------------------------------------------------------------------------------------------------- main


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("leadlint", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--only", choices=["local", "cluster", "killed", "speed"])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path)
    given = parser.parse_args()
    os.environ["PATH"] = f"{given.leadlint.resolve().parent}:{os.environ['PATH']}"
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
                   "PYTHONDONTWRITEBYTECODE": "1"}
    with contextlib.ExitStack() as ends:
        folder = given.folder or pathlib.Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="leadlint-spark-")))
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
        if given.only == "speed":
            rows = write_many("updates.jsonl", given.rows)
            session("local[2]", **{"spark.sql.files.maxPartitionBytes": str(32 << 20), "spark.driver.memory": "3g"})
            measure(rows, given.turns)
        else:
            leads = write_updates("updates.jsonl", given.rows)
            write_held("held.jsonl", leads)
            write_odd("odd.jsonl")
            run(given.only, folder, ends)
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


def run(only, folder, ends):
    wanted = Wanted()
    if only in (None, "local"):
        with_session = session("local[2]")
        check_page("local[2]", wanted)
        with_session.stop()
    if only in (None, "cluster", "killed"):
        cluster = Cluster(folder)
        ends.callback(cluster.end)
        with_session = session(cluster.url, **{"spark.executor.cores": "1", "spark.executor.memory": "700m", "spark.cores.max": "2",
                                               "spark.task.maxFailures": "8"})
        if only != "killed":
            check_page("cluster", wanted)
        check_killed(cluster, wanted)
        with_session.stop()


sys.exit(main())
