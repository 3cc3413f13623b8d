#!/usr/bin/env python3
"""Writes seeds for the fuzz targets: tests/fuzz/seeds.py FOLDER

Each target gets FOLDER/TARGET/*, made from tests/vectors, rules and the rule files under tests.
What the bytes of an input mean stands at the top of each target.
"""

import base64
import hashlib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OUT = pathlib.Path(sys.argv[1])
BETWEEN = b"\x1e"
# As all_rules() in fuzz.h has them.
RULES = ["renovationfind.update_status", "storedge.create_lead", "capillary.update_status",
         "caring.lead_status", "care_enquiry.lead", "capillary.search_leads"]
BESIDE = range(len(RULES), 11)


def seed(target, *parts, head=b""):
    content = head + BETWEEN.join(parts)
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(content).hexdigest()[:16]).write_bytes(content)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def payload_of(vector):
    if "bytes_b64" in vector:
        return base64.b64decode(vector["bytes_b64"])
    return vector["text"].encode() if "text" in vector else compact(vector["payload"])


def catalog_of(vector):
    context = vector.get("context") or {}
    lists = [value for value in context.values() if isinstance(value, (list, dict))]
    return compact(lists[0]) if lists else b""


def vectors():
    for number, name in enumerate(RULES):
        lines = []
        for line in (ROOT / "tests/vectors" / (name + ".jsonl")).open():
            vector = json.loads(line)
            payload = payload_of(vector)
            current = compact(vector["current"]) if "current" in vector else b""
            if vector.get("text_kind") == "query":
                seed("form", payload, head=bytes([number, 7]))
                continue
            lines.append(payload)
            seed("payload", payload, current, catalog_of(vector), head=bytes([number, 0]))
            form = flat(vector.get("payload"))
            if form:
                seed("form", form, head=bytes([number, 7]))
        several(number, lines)
    for number in BESIDE:
        for text in (b"{}", b'{"stage":"NEW"}', b'{"stage":"WON","id":7,"note":"x","due":"2024-02-29"}'):
            seed("payload", text, b'{"stage":"OPEN","note":"x"}', head=bytes([number, 0]))
            seed("payload", text, b"", b"", b"{}", b"id=7&floor=3&flag=true", head=bytes([number, 2]))


def images():
    """Edits of images of each rule set, and the payloads that it then judges."""
    for number, name in enumerate(["small"] + RULES):
        payloads = [b'{"status":"WON","amount":2,"lines":[{"sku":"A","n":1}]}', b'{"reason":" x"}']
        if number > 0:
            lines = (ROOT / "tests/vectors" / (name + ".jsonl")).read_text().splitlines()
            payloads = [payload_of(json.loads(line)) for line in lines[:3]]
        for turn in range(24):
            digest = hashlib.sha1(f"{name} {turn}".encode()).digest()
            edits = b"".join(b"\0" + digest[4 * i:4 * i + 2] + bytes([turn % 4]) + digest[5:6 + turn % 4]
                             for i in range(turn % 3))
            seed("image", *payloads, head=bytes([number, turn % 3]) + edits)


def flat(payload):
    if not isinstance(payload, dict):
        return b""
    pairs = []
    for name, value in payload.items():
        if isinstance(value, dict):
            pairs += [f"{name}[{inner}]={text}" for inner, text in value.items()]
        elif isinstance(value, list):
            pairs += [f"{name}[]={text}" for text in value]
        else:
            pairs.append(f"{name}={value}")
    return "&".join(pairs).replace(" ", "+").encode("utf-8", "replace")


def several(number, lines):
    """Inputs of many records: lines, lists, tables, records of leads."""
    array, json_lines, csv = 1, 2, 3  # members of BulkFormat
    for start in range(0, len(lines), 6):
        some = [line for line in lines[start:start + 6] if b"\n" not in line]
        text = b"\n".join(some) + b"\n"
        seed("bulk", text, head=bytes([number, json_lines, 12, 50]))
        seed("bulk", b"[" + b",\n ".join(some) + b"]", head=bytes([number, array, 12, 50]))
        seed("snapshot", b"status", text, text, head=bytes([number, start % 4, 9]))
        table = table_of(some)
        seed("bulk", table, head=bytes([number, csv, 12, 50]))
        seed("csv", table, head=bytes([number, 0, start % 16, 9]))
        seed("snapshot", b"status", table, text, head=bytes([number, 4 + start % 4, 9]))


def table_of(lines):
    records = []
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            records.append(record)
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [",".join(names)]
    for record in records:
        cells = [record.get(name, "") for name in names]
        rows.append(",".join('"%s"' % str(cell).replace('"', '""') for cell in cells))
    return "\r\n".join(rows).encode("utf-8", "replace") + b"\r\n"


def rule_files():
    conditions, patterns, dates = set(), set(), set()
    files = [*ROOT.glob("rules/*/*.yaml"), *ROOT.glob("tests/rulefiles/**/*.yaml"),
             *ROOT.glob("tests/catalogue/*.yaml"), *ROOT.glob("tests/command/*.yaml")]
    for path in files:
        text = path.read_text(errors="replace")
        if len(text) <= 12 << 10 and not path.name.endswith(".tests.yaml"):
            seed("rule_file", text.encode(), b'{"status":"NEW","stage":"WON"}')
        conditions.update(re.findall(r"(?:when|assert|is): *\"?([^\"#\n{}]{4,200})", text))
        patterns.update(re.findall(r"pattern: *['\"]?([^'\"\n]{2,60})", text))
        dates.update(re.findall(r"[\"']?((?:yyyy|HH|MM|dd)[-yMdHmsSXx:'T/. \[\]Z]+)", text))
    for text in conditions:
        seed("condition", text.strip().encode(), head=b"\0")
        for path in re.findall(r"[a-z_A-Z]+[\w.\[\]]*", text):
            seed("condition", path.encode(), head=b"\1")
    for text in patterns:
        seed("condition", text.encode(), b"AB-12", head=b"\2")
    for text in dates:
        seed("condition", text.encode(), b"2024-02-29T10:30:00+05:30", head=b"\3")


vectors()
rule_files()
images()
