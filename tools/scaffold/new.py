#!/usr/bin/env python3
"""Writes the rows of a new check, verb, function, report or input format, and a test that fails.

    ./tools/dev new check NAME [text|numbers|lists|any] [flag|count|number|step|members] [CODE]
    ./tools/dev new verb NAME
    ./tools/dev new function NAME [condition|number|text]
    ./tools/dev new report NAME
    ./tools/dev new input NAME

What is written compiles where the compiler has nothing else to name, and holds `TO WRITE` where the
meaning belongs. CONTRIBUTING.md says what then remains. Nothing is written unless all of it can be.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECK_ROWS = "engine/finding/checks.h"
EXAMPLE = "tests/rulefiles/messages/every_check.yaml"
MANUAL = "rules/README.md"
SCHEMA = "schemas/ruleset.schema.json"


class Files:
    """Edits of files, all of which are made at the end or none."""

    def __init__(self):
        self.texts = {}
        self.new = []

    def text(self, path):
        if path not in self.texts:
            self.texts[path] = (ROOT / path).read_text(encoding="utf-8")
        return self.texts[path]

    def create(self, path, text):
        if (ROOT / path).exists():
            sys.exit(f"{path} is there already")
        self.texts[path] = text
        self.new.append(path)

    def insert(self, path, anchor, added, behind=False, start=None):
        """Puts text in front of (or behind) the one place where `anchor` stands, from `start` on."""
        text = self.text(path)
        first = text.find(start) if start else 0
        at = text.find(anchor, first) if first >= 0 else -1
        if at < 0:
            sys.exit(f"{path}: not found: {anchor!r}; tools/scaffold/new.py has to follow the sources")
        at += len(anchor) if behind else 0
        self.texts[path] = text[:at] + added + text[at:]

    def append(self, path, added):
        self.texts[path] = self.text(path).rstrip("\n") + "\n" + added

    def write(self):
        for path, text in self.texts.items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
            print(("new      " if path in self.new else "changed  ") + path)


def tell(files, text):
    """What is left to write. A file that is named there is there, or is going to be."""
    for path in re.findall(r"\b(?:engine|tests|tools|rules|schemas)/[\w/.]*\w", text):
        if path not in files.texts and not (ROOT / path).exists():
            sys.exit(f"there is no {path}; tools/scaffold/new.py has to follow the sources")
    print(text)


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def known_names(path, enumeration):
    text = (ROOT / path).read_text(encoding="utf-8")
    body = re.search(rf"enum class {enumeration} : std::uint8_t {{(.*?)}};", text, re.S).group(1)
    body = re.sub(r"//[^\n]*", "", body)
    return [word.strip() for word in body.split(",") if word.strip()]


# ------------------------------------------------------------------------------------------- checks

# What the model stores of an operand, an example of a value, and its definition in the schema.
OPERANDS = {
    "flag": ("bool", "true", "key_trimmed"),
    "count": ("std::int64_t", "3", "key_min_items"),
    "number": ("Scalar", "5", "key_min"),
    "step": ("Scalar", "5", "key_multiple_of"),
    "members": ("std::vector<MemberName>", "true", "key_unique"),
}
# The check in front of the new one, an example of a type, a value that may fail, and what the fast
# checks leave to the full check.
VALUES = {
    "any": ("values", "string", '"x"', "numeric | table::k_string | table::k_boolean | containers"),
    "text": ("format", "string", '"x"', "table::k_string"),
    "numbers": ("max", "number", "7", "numeric | table::k_string"),
    "lists": ("max_items", "array", "[1]", "table::k_array"),
}


def schema_definition(schema, name):
    """The definition of a key: its lines in the schema, up to the one that closes it."""
    start = schema.index(f'    "{name}": {{\n')
    return schema[start:schema.index("\n    },\n", start) + len("\n    },\n")]


def new_check(files, name, of="numbers", operand="number", code="out_of_range"):
    if of not in VALUES or operand not in OPERANDS:
        sys.exit(f"values are {', '.join(VALUES)}; operands are {', '.join(OPERANDS)}")
    if name in known_names(CHECK_ROWS, "CheckKind"):
        sys.exit(f"there is a check {name}")
    if code not in known_names("engine/include/leadlint/finding.h", "Code"):
        sys.exit(f"there is no code {code}")
    before, json_type, value, kinds = VALUES[of]
    stored, example, like = OPERANDS[operand]

    kinds_start = "enum class CheckKind"
    files.insert(CHECK_ROWS, f"\n  {before},\n", f"  {name},\n", True, kinds_start)
    row = re.search(rf"\n      {{K::{before}, [^\n]*\n", files.text(CHECK_ROWS)).group(0)
    files.insert(CHECK_ROWS, row, f'      {{K::{name}, "{name}", {of}, O::{operand}, {code}}},\n', True)

    model = "engine/model/ruleset.h"
    files.insert(model, "  std::unique_ptr<Block> fields;\n",
                 f"  std::optional<Check<{stored}>> {name};\n", start="struct Variant {")
    member = re.search(rf"\n    CheckMember<[^\n]*CheckKind::{before}, [^\n]*\n", files.text(model)).group(0)
    files.insert(model, member,
                 f"    CheckMember<{stored}>{{CheckKind::{name}, &Variant::{name}}},\n", True)

    files.insert("engine/finding/simple_checks.cpp", "    case K::type:\n",
                 f"    case K::{name}:\n      return true;  // TO WRITE: does the value pass?\n",
                 start="bool simple_check_holds(")
    files.insert("engine/validate/messages.cpp", "    case CheckKind::unique:\n",
                 f"    case CheckKind::{name}:  // TO WRITE: what is said\n"
                 "      return say(Say::conflict_breaks_rule, {});\n",
                 start="void Message::words_of_check()")
    files.insert("engine/fast/fast_checks.cpp", "      case CheckKind::enumerates:\n",
                 f"      case CheckKind::{name}:\n        leave_out({kinds});\n        break;\n")

    schema = files.text(SCHEMA)
    definition = schema_definition(schema, like).replace(f'"{like}"', f'"key_{name}"', 1)
    definition = re.sub(r'"description": "[^"]*"',
                        f'"description": "TO WRITE: {code}."', definition, count=1)
    files.insert(SCHEMA, f'    "{like}": {{\n', definition)
    for context in ("field_keys", "also"):
        files.insert(SCHEMA, '        "enumerates": {"$ref"',
                     f'        "{name}": {{"$ref": "#/definitions/key_{name}"}},\n', start=f'    "{context}": {{')

    files.insert(MANUAL, "| `enumerates` |",
                 f"| `{name}` | `{name}: {example}` TO WRITE | `{code}` |\n", start="## Checks")
    files.insert(EXAMPLE, "  # rules\n", f"  {name}_field: {{type: {json_type}, {name}: {example}}}\n")
    files.append(EXAMPLE, f'#> {{"{name}_field":{value}}}\n')

    tell(files, f"""The check {name}: write its meaning
  engine/finding/simple_checks.cpp  does a value pass? (more than one value: engine/validate/text_checks.h)
  engine/validate/messages.cpp      what is said of one that does not
  messages/en.json, messages/de.json  its sentence
  tests/reference/checks.cpp        the same once more, slowly and obviously
  engine/check/fields.cpp           only where not every {operand} will do: check_operand
  engine/fast/fast_checks.cpp       only to be fast: what is left out is judged in full
  {SCHEMA}, {MANUAL}, {EXAMPLE}: what it is for
Until then fails: leadlint_tests --gtest_filter='Messages.*:Checks.*:*every_check*:*Languages*'
Then LEADLINT_UPDATE_GOLDEN=1 writes tests/golden/messages.expected.
""")


# --------------------------------------------------------------------------------- verbs, functions

def new_rule(files, name, rule):
    """A rule of the example, and a payload that is to break it."""
    files.insert(EXAMPLE, "cases:\n", f"  - {{id: example-of-{name}, when: a == {name}, {rule}}}\n")
    files.append(EXAMPLE, f'#> {{"a":"{name}"}}\n')


def new_verb(files, name):
    if name in known_names("engine/model/ruleset.h", "Verb"):
        sys.exit(f"there is a verb {name}")
    files.insert("engine/model/ruleset.h", "  assert_that\n", f"  {name},\n", start="enum class Verb")
    files.insert("engine/model/words.h", "    {Verb::assert_that,",
                 f'    {{Verb::{name}, "{name}", Code::conflict}},  // TO WRITE: its code\n')
    schema = files.text(SCHEMA)
    line = re.search(r'\n( *)"forbid": [^\n]*\n', schema)
    if not line:
        sys.exit(f"{SCHEMA}: no key forbid of a rule")
    files.insert(SCHEMA, line.group(0), line.group(0)[1:].replace('"forbid"', f'"{name}"', 1), True)
    files.insert(MANUAL, "| `assert: end >= start` |", f"| `{name}: a` | TO WRITE | `conflict` |\n")
    new_rule(files, name, f"{name}: b")
    tell(files, f"""The verb {name}: the compiler names what must know it
  engine/compile/rules.cpp          its rows
  engine/analyze/uses.cpp           what it means for tables of statuses
  tests/reference/rules.cpp         the same, slowly and obviously
By hand: {SCHEMA}, {MANUAL}, {EXAMPLE}.
Until then fails: leadlint_tests --gtest_filter='Messages.*:Words.*'
""")


def new_function(files, name, gives="condition"):
    if gives != "condition":
        return new_value_function(files, name, gives)
    path = "engine/model/ruleset.h"
    if f"  {name},\n" in files.text(path):
        sys.exit(f"there is a condition {name}")
    files.insert(path, "    named,\n", f"    {name},\n", start="  enum class Kind : std::uint8_t {\n    always")
    files.insert(path, "///   named            a `let`", f"///   {name}  operands[0]: TO WRITE\n")
    files.insert("engine/model/words.h", '    {Condition::Kind::given, "given"',
                 f'    {{Condition::Kind::{name}, "{name}", Arguments::field}},\n')
    files.insert(MANUAL, "| `given(x)` |", f"| `{name}(f)` | TO WRITE |\n")
    new_rule(files, name, f'assert: "{name}(b)"')
    tell(files, f"""The function {name}: the compiler names what must know it
  engine/check/conditions.cpp          its operand
  engine/check/fold_conditions.cpp     what is known of it without a record
  engine/compile/conditions.cpp        its fact
  engine/compile/rule_messages.cpp, messages/en.json   its words
  engine/compile/after.cpp             what it is where the record is looked at as it will be
  engine/model/condition_text.cpp, tests/condition_test.cpp
  tests/reference/conditions.cpp       the same, slowly and obviously
  a new fact as well: FactKind in engine/table/decision_table.h and what the compiler names for it
By hand: {MANUAL}, {EXAMPLE}.
Until then fails: leadlint_tests --gtest_filter='Messages.*:Words.*'
""")


def new_value_function(files, name, gives):
    literals = {"number": "1", "text": '"x"'}
    if gives not in literals:
        sys.exit(f"functions give a condition, {' or '.join(literals)}")
    path = "engine/model/ruleset.h"
    if re.search(rf"^ +{name},$", files.text(path), re.M):
        sys.exit(f"there is an operand {name}")
    files.insert(path, "    time_of_day,\n", f"    {name},\n", start="struct Operand {")
    files.insert("engine/model/words.h", "    {Operand::Kind::time_of_day,",
                 f'    {{Operand::Kind::{name}, "{name}", Arguments::field, Gives::{gives}, compared}},'
                 "  // TO WRITE: where it may stand\n")
    files.insert(MANUAL, "| `time_of_day(t) ", f"| `{name}(f) == {literals[gives]}` | TO WRITE |\n")
    new_rule(files, name, f"assert: '{name}(b) == {literals[gives]}'")
    tell(files, f"""The function {name}, which gives a {gives}: the compiler names what must know it
  engine/check/operands.cpp            the fields that it takes
  engine/check/calculations.cpp, engine/check/columns.cpp
                                       what it is in a calculation, beside a catalog's column
  engine/compile/rule_messages.cpp     its words
  engine/model/condition_text.cpp      nothing more, where it takes one field
  tests/reference/conditions.cpp       the same, slowly and obviously
By hand: engine/compile/conditions.cpp (its fact: FactKind in engine/table/decision_table.h and what the
compiler names for it), {MANUAL}, {EXAMPLE}.
Until then fails: leadlint_tests --gtest_filter='Messages.*:Words.*'
""")


# ------------------------------------------------------------------------------------------ reports

def new_report(files, name):
    header = "engine/report/reporter.h"
    if name in known_names(header, "ReportFormat"):
        sys.exit(f"there is a report format {name}")
    files.insert(header, "};", f"  {name},\n", start="enum class ReportFormat")
    source = "engine/report/reporter.cpp"
    last = re.search(r"return rows.back\(\).format == ReportFormat::(\w+);", files.text(source))
    files.texts[source] = files.text(source).replace(last.group(0), f"return rows.back().format == ReportFormat::{name};")
    files.insert(source, "});\nstatic_assert(",
                 f'    {{ReportFormat::{name}, "{name}", "TO WRITE", make<{pascal(name)}Reporter>}},\n',
                 start="constexpr auto rows =")
    files.insert(source, '#include "report/text.h"', f'#include "report/{name}.h"\n')
    files.create(f"engine/report/{name}.h", f"""// Findings as {name}: TO WRITE what it looks like.
#pragma once

#include <ostream>

#include "report/reporter.h"

namespace leadlint::report {{

class {pascal(name)}Reporter final : public Reporter {{
 public:
  {pascal(name)}Reporter(std::ostream& out, const Options& options) : out_(out), options_(options) {{}}

  void begin_file(std::string_view file) override;
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts& counts) override;
  void end(const Totals& totals) override;

 private:
  std::ostream& out_;
  Options options_;
}};

}}  // namespace leadlint::report
""")
    files.create(f"engine/report/{name}.cpp", f"""// See {name}.h. Tests: tests/report_test.cpp.
#include "report/{name}.h"

namespace leadlint::report {{

void {pascal(name)}Reporter::begin_file(std::string_view) {{}}

void {pascal(name)}Reporter::finding(const Finding& finding, const SourceText&) {{
  // TO WRITE
  out_ << (options_.redact ? redacted(finding) : finding).message << '\\n';
}}

void {pascal(name)}Reporter::end_file(const Counts&) {{}}

void {pascal(name)}Reporter::end(const Totals&) {{}}

}}  // namespace leadlint::report
""")
    files.create(f"tests/golden/report.{name}.expected", "TO WRITE: LEADLINT_UPDATE_GOLDEN=1 does.\n")
    tell(files, f"""The report format {name}: write engine/report/{name}.cpp, and what the help says in {source}.
Until its golden file is written fails: leadlint_tests --gtest_filter='Report.*'
""")


# ------------------------------------------------------------------------------------------- inputs

def new_input(files, name):
    header, rows = "engine/include/leadlint/bulk_format.h", "engine/bulk/input_formats.h"
    known = known_names(header, "BulkFormat")
    if name in known:
        sys.exit(f"there is an input format {name}")
    files.insert(header, "};", f"  {name},  // TO WRITE: how it holds its records\n", start="enum class BulkFormat")
    files.insert(rows, "});\n\nstatic_assert(",
                 f'    {{BulkFormat::{name}, "{name}", "TO WRITE", {{".{name}"}}, RecordForm::line, make_{name}_cutter,\n'
                 f'     only_blank}},\n', start="input_formats = ")
    files.texts[rows] = files.text(rows).replace(
        f"input_formats.back().format == BulkFormat::{known[-1]}", f"input_formats.back().format == BulkFormat::{name}")
    files.insert("engine/finding/settings.cpp", "  }\n  return {};\n}\n",
                 f'    case BulkFormat::{name}:\n      return "BulkFormat::{name}";\n',
                 start="enumerator(BulkFormat format)")
    files.insert("engine/bulk/cutter.h", "/// json and form:",
                 f"[[nodiscard]] std::unique_ptr<Cutter> make_{name}_cutter(const CutterOptions& options);\n")
    files.create(f"engine/bulk/{name}_cutter.cpp", f"""// {name}: TO WRITE where one record ends and the next begins. Tests: tests/input_formats_test.cpp.
#include "bulk/cutter.h"

namespace leadlint::bulk {{

std::unique_ptr<Cutter> make_{name}_cutter(const CutterOptions& options) {{
  return make_line_cutter(options);
}}

}}  // namespace leadlint::bulk
""")
    files.create(f"tests/inputs/{name}.txt", "TO WRITE: a good record and a bad one\n")
    tell(files, f"""The input format {name}: write
  engine/bulk/{name}_cutter.cpp      where it may be cut
  {rows}                             what its records are (RecordForm); where that is a new one, the
                                     compiler names what must know it (bulk/batch_judge.cpp, bulk/hints.cpp)
  tests/inputs/{name}.txt            a good record and a bad one
  rules/README.md, README.md         what it is
Until then fails: leadlint_tests --gtest_filter='BulkInputFormats.*'
""")


KINDS = {"check": new_check, "verb": new_verb, "function": new_function, "report": new_report, "input": new_input}


def main(arguments):
    dry = arguments[:1] == ["--dry"]  # writes nothing: do the sources still have their places?
    arguments = arguments[dry:]
    most = {"check": 5, "function": 3}
    if len(arguments) < 2 or arguments[0] not in KINDS or len(arguments) > most.get(arguments[0], 2):
        sys.exit(__doc__)
    if not all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in arguments[1:]):
        sys.exit(__doc__)
    files = Files()
    KINDS[arguments[0]](files, *arguments[1:])
    if not dry:
        files.write()


main(sys.argv[1:])
