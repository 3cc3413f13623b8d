// A rule set, compiled and ready to judge payloads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"

namespace leadlint {

namespace table {
class DecisionTable;
}
namespace check {
class CheckedRuleSet;
}
struct LoadOptions;
struct RulesetView;  // leadlint/ruleset_view.h

/// The rules of one operation of one API, under fixed options. Immutable and cheap to copy; share
/// it between threads freely. Never empty.
class Ruleset {
 public:
  explicit Ruleset(std::shared_ptr<const table::DecisionTable> table,
                   std::shared_ptr<const check::CheckedRuleSet> rules = nullptr);

  /// "vendor/operation".
  [[nodiscard]] std::string_view id() const noexcept;
  [[nodiscard]] std::string_view title() const noexcept;
  /// What its author calls this state of it (`version:` in the rule file); empty: nothing.
  [[nodiscard]] std::string_view version() const noexcept;
  /// What its payloads come as unless told otherwise: a query string rather than JSON.
  [[nodiscard]] bool form_input() const noexcept;
  /// The rule files that it was made of, its own first: "rules/vendor/operation.yaml" for shipped
  /// ones, others by the path under which they were read.
  [[nodiscard]] std::vector<std::string> files() const;
  /// 32 hexadecimal digits that stand for all that its verdicts hang on: the text of its rule files
  /// and the LoadOptions. The same on every machine, for one version of Leadlint.
  [[nodiscard]] std::string_view fingerprint() const noexcept;
  /// What it says, for programs that ask: fields with their types and limits, what each status
  /// requires, takes and refuses, options, rules. Made anew on each call: some milliseconds. Needs
  /// the library leadlint::rules. Of a table image (leadlint/table_image.h) its rule files are read
  /// for that; where they are not there, or others by now, only id, title, version, files and
  /// fingerprint are known.
  [[nodiscard]] RulesetView view() const;
  /// What was chosen when it was compiled: options, profile and severities (no `read_file`).
  [[nodiscard]] LoadOptions options() const;
  [[nodiscard]] const table::DecisionTable& table() const noexcept { return *table_; }

 private:
  std::shared_ptr<const table::DecisionTable> table_;
  std::shared_ptr<const check::CheckedRuleSet> rules_;  // that it was compiled from
};

/// How the ambiguities of a document are read.
struct LoadOptions {
  /// Option values by name, for example {"caring.status_set", "legal"}. Lists: "[A, B]".
  std::map<std::string, std::string, std::less<>> options = {};
  /// A profile of the rule set ("strict", "lenient"); empty: the defaults.
  std::string profile = {};
  /// Severities of findings, by a rule's name ("start-date", "reason.max_length") or by a code
  /// ("whitespace"), whatever the rule file says; a name goes before a code, and `off` keeps them
  /// unsaid. What a rule makes of a value stays as it is. Codes that say that something could not
  /// be read or judged (bad_json, bad_csv, encoding, limit_exceeded, not_judged) keep theirs.
  std::map<std::string, Severity, std::less<>> severities = {};
  /// Where rule files come from that are not shipped; empty: from the file system. It is asked for
  /// paths, that of `load_ruleset` first and then those of `use` and `extends` ("rules/common.yaml"
  /// for `./common` in "rules/lead.yaml"), and gives the text of the file, or nullopt where there
  /// is none. What it throws comes out of `load_ruleset`.
  std::function<std::optional<std::string>(const std::string& path)> read_file = {};
};

/// Loads and compiles a rule set: a shipped one by its id ("caring/lead_status"), or a rule file by
/// its path (anything that ends in .yaml or .yml). Needs the library leadlint::rules; without it
/// there are `shipped_ruleset` and `load_table` (table_image.h).
/// On failure: every mistake found, located in the rule files. Never throws for bad input.
[[nodiscard]] tl::expected<Ruleset, Findings> load_ruleset(std::string_view id_or_path,
                                                           const LoadOptions& options = {});

/// The ids of the shipped rule sets, sorted. (Of leadlint::validator.)
[[nodiscard]] std::vector<std::string> shipped_rulesets();

}  // namespace leadlint
