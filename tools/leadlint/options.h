// The command line as plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "author/rules_diff.h"
#include "author/test_report.h"
#include "files/input.h"
#include "leadlint/bulk.h"
#include "leadlint/ruleset.h"
#include "leadlint/validator.h"
#include "report/verdict_lines.h"
#include "report_targets.h"
#include "serve/options.h"

namespace leadlint::command {

using NameValue = std::pair<std::string, std::string>;
enum class Colour : std::uint8_t { automatic, always, never };

/// What a program returns to its caller.
enum class Exit : std::uint8_t { good = 0, findings = 1, failed = 2 };

struct CheckOptions {
  std::vector<std::string> files;  // and folders
  std::string rules;               // empty: what a configuration says
  std::string config;              // the configuration that goes for all; empty: the nearest
  bool no_config = false, only_configured = false, list_files = false;
  std::set<std::string, std::less<>> given;  // flags, by their own or as environment variables
  LoadOptions load;
  std::optional<BulkFormat> input;
  std::string stdin_filename;
  std::string current, request;  // files; empty: not given
  bool no_current = false;
  std::optional<Now> now;  // not given: the clock's
  // Paths of the member that tells whose record it is; empty: not given. With `key`, `current` is a
  // file of many records.
  std::string key, history;
  bool whole_history = false;

  [[nodiscard]] bool by_leads() const noexcept { return !key.empty() || !history.empty(); }
  std::vector<NameValue> catalogs, params;
  std::optional<Severity> fail_severity = Severity::error;  // nullopt: findings never fail the run
  Colour colour = Colour::automatic;
  bool quiet = false, redact = false, group = false;
  bool fail_unknown = false;
  std::string baseline, write_baseline;  // files; empty: not given
  bool strict_baseline = false;
  std::optional<std::uint64_t> max_findings;
  std::vector<ReportTarget> reports{{}};
  std::vector<std::string> outputs;  // -o, as they were given
  // fixes
  bool fix = false, unsafe_fixes = false, diff = false;
  std::string fixed;  // a file; empty: not given

  [[nodiscard]] Fixes fixes() const noexcept {
    return !fix && !diff ? Fixes::none : unsafe_fixes ? Fixes::unsafe : Fixes::safe;
  }
  // many records
  std::string valid, invalid, plan;  // files; empty: not given
  std::optional<report::VerdictStyle> verdicts;
  bool summary = false;
  unsigned jobs = 1;
  std::size_t max_record_bytes = default_max_record_bytes;
  std::string records;              // a path; empty: not given
  std::vector<std::string> unique;  // paths
  std::optional<char> delimiter;
  std::optional<CellEscapes> escapes;
  std::optional<CellSpelling> cells;
  std::vector<std::string> null_words;
  std::string configuration;           // the file that some of these come from; empty: none
  std::string columns;                 // a file; empty: not given
  std::vector<NameValue> column_list;  // what would stand in it
  // of the file of stored records; not given: as above
  std::optional<char> current_delimiter;
  std::string current_columns;  // a file
};

struct InitOptions {
  std::string folder = ".";
};
struct RulesListOptions {};
struct RulesShowOptions {
  std::string rules;
  LoadOptions load;
  bool options = false;
  bool json = false;
};
struct RulesTableOptions {
  std::string rules;
  LoadOptions load;
};
/// When differences make the command exit with 1.
enum class FailOnDiff : std::uint8_t { breaking, any, none };
struct RulesDiffOptions {
  std::vector<std::string> rules;  // the old and the new
  LoadOptions before, after;
  author::DiffFormat format = author::DiffFormat::text;
  FailOnDiff fail_on = FailOnDiff::breaking;
  std::size_t classes = 20;
};
struct RulesCompileOptions {
  std::string rules;
  LoadOptions load;
  std::string output;
};
struct RulesCheckOptions {
  std::vector<std::string> rules;                             // ids or files
  std::optional<Severity> fail_severity = Severity::warning;  // nullopt: mistakes alone fail it
};
struct RulesTestOptions {
  std::vector<std::string> rules;  // ids, rule files, tests files or folders of them
  bool coverage = false;
  const author::TestReportRow* format = author::test_reports().data();
  std::string output;  // a file; empty: standard output
};
struct ExplainOptions {
  std::string code;  // empty: all codes
};
struct ServeOptions {
  serve::Options server;
  std::vector<std::string> words;  // the command line
};

/// Nothing to do any more: help or the version was printed, or the command line is wrong.
struct Done {
  Exit exit = Exit::good;
};

using Command =
    std::variant<Done, CheckOptions, RulesListOptions, RulesShowOptions, RulesTableOptions,
                 RulesDiffOptions, RulesCompileOptions, RulesCheckOptions, RulesTestOptions,
                 ExplainOptions, InitOptions, ServeOptions>;

/// Prints help, version and usage errors itself.
[[nodiscard]] Command parse_command_line(int argc, char** argv);

}  // namespace leadlint::command
