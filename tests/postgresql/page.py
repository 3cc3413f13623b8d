"""The blocks of a page, run: page.py PAGE PSQL DATABASE RULES_FOLDER

Each ```sql block goes through psql, in a session of its own; a ```text block behind it is what psql
then prints, errors included. RULES_FOLDER stands where the page has /etc/leadlint/rules.
"""
import re
import subprocess
import sys

page, psql, database, folder = sys.argv[1:]
blocks = re.findall(r"^```(sql|text)\n(.*?)^```$", open(page, encoding="utf-8").read(), re.M | re.S)
wrong = shown = 0
for number, (kind, text) in enumerate(blocks):
    if kind != "sql":
        continue
    run = subprocess.run([psql, "-X", "-q", "-P", "pager=off", "-d", database],
                         input=text.replace("/etc/leadlint/rules", folder), text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    follows = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
    wanted = follows[1] if follows[0] == "text" else ""
    got = "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())
    shown += wanted != ""
    if got != "\n".join(line.rstrip() for line in wanted.strip().splitlines()):
        wrong += 1
        print(f"not ok: {page} says otherwise of\n{text}\nwanted:\n{wanted}\ngot:\n{run.stdout}", file=sys.stderr)
if shown < 4:
    sys.exit(f"not ok: {page} shows {shown} outcomes")
if wrong == 0:
    print(f"ok: {page} shows what happens")
sys.exit(wrong != 0)
