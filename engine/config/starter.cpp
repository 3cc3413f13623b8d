// What `leadlint init` writes: all keys, most of them as comments. A test reads it with each of
// them uncommented.
#include "config/configuration.h"

namespace leadlint::config {

std::string starter_text() {
  return R"(# What `leadlint check` does with the files in this folder and below, where no leadlint.yaml
# stands nearer to them. Flags go before variables (LEADLINT_FORMAT, ...), and those before this
# file. Names of files in it count from this folder.
leadlint: 1

# Which files are checked by which rules; a file goes by one entry. A glob is as in .gitignore:
# *.json at any depth, outbound/*.json in that folder, outbound/**/*.json below it; one with !
# takes files back. `leadlint rules list` names the rulesets in the box; a name that ends in .yaml
# is a rule file of your own.
files:
# - glob: ["outbound/**/*.json", "!**/draft-*"]
#   rules: VENDOR/OPERATION
#   profile: strict
#   options: {lint.unknown_fields: error}
#   severity: {whitespace: off}     # by code, or by a rule's name: off, note, warning, error
#   catalogs: {NAME: catalogs/name.json}
#   input: array                    # json, jsonl, csv, tsv, form; without it, by the ending
#   records: data.leads             # where in the JSON the list of records stands
# - glob: ["imports/*.csv", "imports/*.tsv"]
#   rules: my/rules.yaml
#   delimiter: ";"
#   columns: {Job state: status, Internal note: null}   # or a file of them
#   null_words: ["NULL"]
#   escapes: copy                   # tsv: quotes, copy, none
#   cells: spreadsheet              # json, spreadsheet, spreadsheet:us, spreadsheet:eu

# What nothing is to be checked of, as in .gitignore, and whether .gitignore files count too.
# exclude: [build/, "*.bak.json"]
# gitignore: true

# Severities of findings by their code, for all entries.
# severity: {unknown_field: error}

# Of the run as a whole. (No file that is written is named here: flags do that.)
# format: text
# fail_severity: error              # warning, none
# fail_unknown: false
# max_findings: 100
# summary: false
# group: false
# quiet: false
# redact: false
# jobs: 1
# max_record_bytes: 16777216
)";
}

}  // namespace leadlint::config
