#!/usr/bin/env bash
# pre-commit runs the hooks of .pre-commit-hooks.yaml in a repository of payloads, with the command
# as it is installed: `pre_commit.sh COMMAND`.
set -euo pipefail
command=$(realpath "$1")
source=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
install -D -m 755 "$command" "$folder/prefix/bin/leadlint"
export PATH="$folder/prefix/bin:$PATH" HOME="$folder" GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_COLOR=never
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

# The repository that hooks come from, as one that was cloned.
mkdir "$folder/hooks"
cd "$folder/hooks"
cp "$source/.pre-commit-hooks.yaml" .
git init -q -b main
git add .
git commit -q -m "hooks"
revision=$(git rev-parse HEAD)

# A repository of payloads for two APIs, with a file that nobody checks and one that is known.
mkdir -p "$folder/payloads"/{renovation,caring,rules}
cd "$folder/payloads"
cp "$source/samples/renovationfind/won.json" renovation/
echo '{"status":"valid_lead","sub_status":"timeframe_60"}' >renovation/other.txt
echo '{"status":"JOB_WON"' >unchecked.json
echo '{"status":"LEAD_WN"}' >renovation/known.json
cat >leadlint.yaml <<'YAML'
leadlint: 1
files:
  - {glob: renovation/*.json, rules: renovationfind/update_status}
  - {glob: caring/*.json, rules: caring/lead_status}
YAML
cat >rules/house.yaml <<'YAML'
leadlint: 1
ruleset: house/rules
title: House rules
source: ours
fields:
  status: {values: [A, B]}
YAML
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $folder/hooks
    rev: $revision
    hooks:
      - id: leadlint
        args: [--baseline, known.baseline]
      - id: leadlint-rules
YAML
leadlint check --no-config --rules renovationfind/update_status renovation/known.json \
  --write-baseline known.baseline >/dev/null 2>&1
git init -q -b main
git add .
pre-commit install >/dev/null

expect() { # passes|fails WORDS
  local code=0 said
  said=$(git commit -m "$2" 2>&1) || code=$?
  case $1:$code in passes:0 | fails:1) ;; *) echo "git commit: $code: $said" >&2; exit 1 ;; esac
  [[ $said == *"$2"* ]] || { echo "git commit does not say \"$2\": $said" >&2; exit 1; }
}
expect passes "leadlint.................................................................Passed"
echo '{"status":"VALID_LEADS"}' >caring/new.json
git add .
expect fails "caring/new.json:1:11: error: "
rm caring/new.json
echo '  reason: {type: strin}' >>rules/house.yaml
git add .
expect fails 'rules/house.yaml:7:18: error: '
echo "pre-commit: a commit of good payloads passes, bad payloads and rule files are refused."
