#!/usr/bin/env python3
"""The same table of 16 rows, exported by the tools that people export with, and judged.

exports.tsv holds the verdict that each row of each tool must have; a row that turns out otherwise is
a failure. `./tools/dev judge` runs it.

    exporters.py LEADLINT [--write]      --write: writes exports.tsv anew, to be read before it is kept
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "exports.tsv"
COLUMNS = ["id", "status", "ref", "amount", "done", "day", "reason"]
# What the row is about, then its cells. None: NULL.
ROWS = [
    ("plain", "OPEN", "1001", "10", None, None, "called"),
    ("NULL in each column, a required reason too", "LOST", None, None, None, None, None),
    ("quotes", "OPEN", "1003", "10", None, None, 'say "hi"'),
    ("a line break", "OPEN", "1004", "10", None, None, "line one\nline two"),
    ("backslashes", "OPEN", "1005", "10", None, None, "C:\\new\\table"),
    ("not ASCII", "OPEN", "1006", "10", None, None, "Zo\u00eb \u2013 \u65e5\u672c"),
    ("leading zeros", "OPEN", "0042", "10", None, None, "called"),
    ("a boolean", "OPEN", "1008", "10", "true", None, "called"),
    ("a date", "OPEN", "1009", "10", None, "2024-12-31", "called"),
    ("2.50", "OPEN", "1010", "2.50", None, None, "called"),
    ("1e5", "OPEN", "1011", "1e5", None, None, "called"),
    ("an empty text that is required", "LOST", "1012", "10", None, None, ""),
    ("the text NA", "LOST", "1013", "10", None, None, "NA"),
    ("the text NULL", "LOST", "1014", "10", None, None, "NULL"),
    ("commas", "OPEN", "1015", "10", None, None, "a, b, c"),
    ("a status with a blank", "ON HOLD", "1016", "10", None, None, "called"),
]


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, **more).stdout


def first_line(*command):
    return run(*command).decode().splitlines()[0].strip()


def rows():
    """The rows with their numbers, as lists of texts and None."""
    return [[str(number), *row[1:]] for number, row in enumerate(ROWS, 1)]


def clean_csv(folder):
    """The table as RFC 4180 has it, for the tools that start from a file."""
    path = folder / "clean.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell if cell is not None else "" for cell in row] for row in rows())
    return path


def sql(text, boolean, backslashes=False):
    """The statements that make and fill the table."""
    types = f"id integer, status {text}, ref {text}, amount numeric(12,2), done {boolean}, day date, reason {text}"

    def literal(column, cell):
        if cell is None:
            return "NULL"
        if column in ("id", "amount", "done"):
            return cell
        cell = cell.replace("'", "''")
        return "'" + (cell.replace("\\", "\\\\") if backslashes else cell) + "'"

    values = ",\n".join("(" + ", ".join(map(literal, COLUMNS, row)) + ")" for row in rows())
    return f"CREATE TABLE t ({types});\nINSERT INTO t VALUES {values};\n"


# The tools: each takes a folder of its own and returns the bytes that it exports. -------------------


def by_sqlite(folder):
    base = str(folder / "t.db")
    run("sqlite3", base, input=sql("text", "boolean").encode())
    return run("sqlite3", "-header", "-csv", base, "SELECT * FROM t ORDER BY id")


def by_sqlite_tabs(folder):
    base = str(folder / "t.db")
    run("sqlite3", base, input=sql("text", "boolean").encode())
    return run("sqlite3", "-header", "-tabs", base, "SELECT * FROM t ORDER BY id")


def by_postgresql(folder, form="FORMAT csv, HEADER"):
    """A server of our own in the folder, without a port, as the user postgres where we are root."""
    binaries = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data, options = str(folder / "data"), f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    run(*as_user, str(binaries / "initdb"), "-D", data, "-U", "judge", "-E", "UTF8", "--locale=C.UTF-8")
    run(*as_user, str(binaries / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        psql = [*as_user, "psql", "-X", "-q", "-h", str(folder), "-U", "judge", "postgres"]
        run(*psql, input=sql("text", "boolean").encode())
        return run(*psql, "-c", rf"\copy (SELECT * FROM t ORDER BY id) TO STDOUT ({form})")
    finally:
        run(*as_user, str(binaries / "pg_ctl"), "-D", data, "-m", "fast", "stop")


def by_postgresql_text(folder):
    return by_postgresql(folder, "HEADER")


def with_mariadb(folder, use):
    """A server of our own in the folder, without a port."""
    user = "mysql" if os.geteuid() == 0 else os.environ.get("USER", "mysql")
    if os.geteuid() == 0:
        shutil.chown(folder, "mysql")
    data, socket = str(folder / "data"), str(folder / "s")
    run("mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={user}",
        "--auth-root-authentication-method=normal")
    server = subprocess.Popen(
        ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", f"--user={user}",
         "--skip-networking", "--character-set-server=utf8mb4", f"--pid-file={folder}/pid"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client = ["mariadb", "--no-defaults", f"--socket={socket}", "-uroot", "--default-character-set=utf8mb4"]
        run("mariadb-admin", "--no-defaults", f"--socket={socket}", "-uroot", "--wait=60", "--connect-timeout=60", "ping")
        run(*client, input=("CREATE DATABASE d; USE d;" + sql("varchar(99)", "boolean", True)).encode())
        return use(client)
    finally:
        server.terminate()
        server.wait()


def by_mariadb_outfile(folder, form="FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"'"):
    def use(client):
        target = folder / "data" / "out.csv"
        names = ", ".join(f"'{name}'" for name in COLUMNS)
        run(*client, "d", "-e",
            f"SELECT * FROM (SELECT {names} UNION ALL (SELECT * FROM t ORDER BY id)) u INTO OUTFILE '{target}' "
            f"CHARACTER SET utf8mb4 {form} LINES TERMINATED BY '\\n'")
        return target.read_bytes()

    return with_mariadb(folder, use)


def by_mariadb_unescaped(folder):
    return by_mariadb_outfile(folder, "FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' ESCAPED BY ''")


def by_mariadb_tabs(folder):
    return by_mariadb_outfile(folder, "")


def by_mariadb_batch(folder):
    return with_mariadb(folder, lambda client: run(*client, "-B", "d", "-e", "SELECT * FROM t ORDER BY id"))


def by_miller(folder, form="--ocsv"):
    """From JSON, where numbers and booleans are such."""
    plain = {"amount", "id", "done"}

    def cell(name, text):
        return "null" if text is None else text if name in plain else json.dumps(text)

    records = ["{" + ", ".join(f'"{name}": {cell(name, text)}' for name, text in zip(COLUMNS, row)) + "}" for row in rows()]
    return run("mlr", "--ijsonl", form, "cat", input="\n".join(records).encode())


def by_miller_tabs(folder):
    return by_miller(folder, "--otsv")


def by_r(folder):
    def column(name, cells):
        if name in ("id", "amount"):
            return "c(" + ", ".join("NA" if cell is None else cell for cell in cells) + ")"
        if name == "done":
            return "c(" + ", ".join("NA" if cell is None else cell.upper() for cell in cells) + ")"
        texts = "c(" + ", ".join("NA" if cell is None else json.dumps(cell, ensure_ascii=True) for cell in cells) + ")"
        return f"as.Date({texts})" if name == "day" else texts

    columns = ", ".join(f"{name} = {column(name, cells)}" for name, cells in zip(COLUMNS, zip(*rows())))
    script = folder / "t.R"
    script.write_text(f"t <- data.frame({columns})\nwrite.csv(t, '{folder}/out.csv', row.names = FALSE, fileEncoding = 'UTF-8')\n")
    run("Rscript", "--vanilla", str(script), env={**os.environ, "LC_ALL": "C.UTF-8"})
    return (folder / "out.csv").read_bytes()


def by_libreoffice(folder):
    """The clean file opened (comma, UTF-8, English of the US, types found out) and saved again."""
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true",
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true",
        "--outdir", str(folder / "out"), str(clean_csv(folder)))
    return (folder / "out" / "clean.csv").read_bytes()


def by_gnumeric(folder):
    """The clean file opened and saved again."""
    run("ssconvert", str(clean_csv(folder)), str(folder / "out.csv"), env={**os.environ, "LC_ALL": "C.UTF-8"})
    return (folder / "out.csv").read_bytes()


COPY = ["--input", "tsv", "--escapes", "copy"]
SHEET = ["--cells", "spreadsheet"]
# Name, how its version is asked for, what exports, what Leadlint is told of the file.
TOOLS = [
    ("sqlite3", ("sqlite3", "--version"), by_sqlite, []),
    ("PostgreSQL", ("psql", "--version"), by_postgresql, []),
    ("MariaDB OUTFILE", ("mariadb", "--version"), by_mariadb_outfile, ["--null", r"\N"]),
    ("MariaDB OUTFILE ESCAPED BY ''", ("mariadb", "--version"), by_mariadb_unescaped, ["--null", "NULL"]),
    ("MariaDB -B", ("mariadb", "--version"), by_mariadb_batch, [*COPY, "--null", "NULL"]),
    ("Miller", ("mlr", "--version"), by_miller, ["--null", "null"]),
    ("R", ("Rscript", "--version"), by_r, ["--null", "NA", *SHEET]),
    ("LibreOffice", ("soffice", "--headless", "--version"), by_libreoffice, SHEET),
    ("Gnumeric", ("ssconvert", "--version"), by_gnumeric, SHEET),
    ("sqlite3 -tabs", ("sqlite3", "--version"), by_sqlite_tabs, ["--input", "tsv", "--escapes", "none"]),
    ("PostgreSQL COPY", ("psql", "--version"), by_postgresql_text, COPY),
    ("MariaDB OUTFILE, tabs", ("mariadb", "--version"), by_mariadb_tabs, COPY),
    ("Miller, tabs", ("mlr", "--version"), by_miller_tabs, [*COPY, "--null", "null"]),
]


ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "0": "\0", "b": "\b", "f": "\f", "v": "\v"}


def rows_of(exported, flags):
    """As any reader of CSV reads them; of tabs with backslashes, as PostgreSQL's page on COPY has it."""
    text = exported.decode()
    if "tsv" not in flags:
        return list(csv.DictReader(io.StringIO(text, newline="")))
    if "copy" not in flags:
        lines = [line.split("\t") for line in text.splitlines()]
    else:
        cell, lines = [], [[]]
        for sign in re.findall(r"\\.|.|\n", text, re.DOTALL):
            if sign in ("\t", "\n"):
                lines[-1].append("".join(cell))
                cell = []
                if sign == "\n":
                    lines.append([])
            else:
                cell.append(ESCAPED.get(sign[1], sign[1]) if len(sign) == 2 else sign)
        lines.pop()
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def changed_texts(exported, flags):
    """The rows whose text is not that of the table."""
    read = rows_of(exported, flags)
    if len(read) != len(ROWS):
        return []
    return [number for number, (row, was) in enumerate(zip(read, ROWS))
            if was[-1] is not None and row.get("reason") != was[-1]]


def verdicts(leadlint, exported, flags, folder):
    """One verdict a row of the table. Rows that a broken quote swallows are refused with it."""
    path = folder / "exported.csv"
    path.write_bytes(exported)
    answer = subprocess.run(
        [leadlint, "check", "--rules", str(HERE / "exports.yaml"), "-f", "json", *flags, str(path)],
        capture_output=True, check=False)
    if answer.returncode not in (0, 1):
        raise RuntimeError(answer.stderr.decode())
    file = json.loads(answer.stdout)["files"][0]
    worst = {}
    for finding in file["findings"]:
        number = finding.get("record", 0)
        rank = ["note", "warning", "error"].index(finding["severity"])
        worst[number] = max(rank, worst.get(number, 0))
    words = ["valid", "warning", "invalid"]
    found = [words[worst.get(number, 0)] for number in range(1, len(ROWS) + 1)]
    for number in changed_texts(exported, flags):
        if found[number] == "valid":
            found[number] = "valid, another text"
    if file["records"] != len(ROWS) or 0 in worst:
        found.append(f"{file['records']} records" + (", the file itself refused" if worst.get(0) == 2 else ""))
    return found


def versions(asked):
    return first_line(*asked)


def main():
    leadlint = sys.argv[1]
    results = {}
    for name, _, export, flags in TOOLS:
        with tempfile.TemporaryDirectory(prefix="judge") as made:
            folder = pathlib.Path(made)
            folder.chmod(0o755)
            exported = export(folder)
            if os.environ.get("JUDGE_KEEP"):
                (pathlib.Path(os.environ["JUDGE_KEEP"]) / f"{name}.csv").write_bytes(exported)
            folder_of_ours = folder / "ours"
            folder_of_ours.mkdir()
            results[name] = verdicts(leadlint, exported, flags, folder_of_ours)
    text = io.StringIO()
    print("row", *results, sep="\t", file=text)
    for number, row in enumerate(ROWS):
        print(f"{number + 1} {row[0]}", *(found[number] for found in results.values()), sep="\t", file=text)
    for name, found in results.items():
        for more in found[len(ROWS):]:
            print(f"{name}: {more}", file=text)
    if "--write" in sys.argv:
        EXPECTED.write_text(text.getvalue())
    print("Exports of one table of 16 rows, as Leadlint judges them\n")
    for name, asked, _, flags in TOOLS:
        print(f"- {name}: {versions(asked)}" + (f" ({' '.join(flags)})" if flags else ""))
    print()
    for line in text.getvalue().splitlines():
        print("| " + line.replace("\t", " | ") + " |" if "\t" in line else line)
        if line.startswith("row\t"):
            print("| --- " * (len(TOOLS) + 1) + "|")
    expected = EXPECTED.read_text().splitlines()
    wrong = [(want, got) for want, got in zip(expected, text.getvalue().splitlines()) if want != got]
    for want, got in wrong:
        print(f"\nexpected: {want}\nfound:    {got}", file=sys.stderr)
    if wrong or len(expected) != len(text.getvalue().splitlines()):
        sys.exit("\nSome rows are not judged as exports.tsv says.")
    print("\nEvery row is judged as exports.tsv says.")


if __name__ == "__main__":
    main()
