#!/usr/bin/env bash
# Reports as those who read them see them: `reports.sh COMMAND MODULES`, the latter a folder of npm
# packages. SARIF goes through Microsoft's validator, which may find no error and no warning; its
# exit status is 0 whatever it finds, so the file it writes is read. JUnit is read back by
# python3-junitparser.
set -euo pipefail
command=$(realpath "$1") modules=$(realpath "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/../../samples"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

report() { # FORMAT FILE: the samples of one ruleset, refused ones among them
  local code=0
  "$command" check --rules renovationfind/update_status -f "$1" -o "$2" renovationfind/{rejected,update_status,warned}.json || code=$?
  [ "$code" -le 1 ]
}

"$command" rules test --coverage -f junit -o "$folder/tests.xml" ../rules >/dev/null
/usr/bin/python3 - "$folder" <<'PYTHON'
import sys
from junitparser import JUnitXml
suites = list(JUnitXml.fromfile(sys.argv[1] + "/tests.xml"))
assert len(suites) >= 21 and all(suite.tests == len(list(suite)) for suite in suites)
assert sum(suite.failures + suite.errors for suite in suites) == 0
print(f"JUnit: {len(suites)} suites of rule tests, as python3-junitparser reads them.")
PYTHON

report sarif "$folder/report.sarif"
validator=("$modules"/@microsoft/sarif-multitool-*/Sarif.Multitool)
chmod +x "${validator[0]}"
"${validator[0]}" validate "$folder/report.sarif" --output "$folder/found.sarif" --log ForceOverwrite \
  --level 'Error;Warning' --rule-kind 'Sarif;Ghas' >/dev/null
/usr/bin/python3 - "$folder" <<'PYTHON'
import json, sys
folder = sys.argv[1]
read = json.load(open(folder + "/report.sarif"))["runs"][0]
assert read["results"], "the samples have findings"
found = [result for run in json.load(open(folder + "/found.sarif"))["runs"] for result in run.get("results", [])]
for result in found:
    print(result["ruleId"], result["message"])
sys.exit(f"{len(found)} problems in the SARIF report" if found else 0)
PYTHON
echo "SARIF: no error and no warning of Microsoft's validator 5.7.0."

report junit "$folder/report.xml"
report jsonl "$folder/report.jsonl"
/usr/bin/python3 - "$folder" <<'PYTHON'
import json, sys
from junitparser import JUnitXml
folder = sys.argv[1]
lines = [json.loads(line) for line in open(folder + "/report.jsonl")]
errors = sum(line.get("severity") == "error" for line in lines)
read = JUnitXml.fromfile(folder + "/report.xml")
suites = list(read)
failures = sum(suite.failures for suite in suites)
assert failures == errors and len(suites) == lines[-1]["totals"]["files"], (failures, errors, len(suites))
assert sum(1 for suite in suites for case in suite if case.result) >= failures
print(f"JUnit: {len(suites)} suites and {failures} failures, as python3-junitparser reads them.")
PYTHON
