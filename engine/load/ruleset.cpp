// Rule file to Ruleset, through all stages: parse, check, compile; and what a Ruleset says of itself.
// Tests: tests/parse_test.cpp (errors), tests of each stage, and every test that loads a rule set.
#include "leadlint/ruleset.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check/check.h"
#include "compile/compile.h"
#include "leadlint/ruleset_view.h"
#include "leadlint/version.h"
#include "load/checked_rules.h"
#include "model/mistakes.h"
#include "parse/parse.h"
#include "parse/wording.h"
#include "table/decision_table.h"
#include "text/text_hash.h"
#include "view/parts.h"

namespace leadlint {
namespace {

/// Does a rule file say `ruleset:` (and not `library:`) at its top level?
bool is_ruleset(std::string_view text) {
  constexpr std::string_view key = "ruleset:";
  if (text.starts_with(key)) return true;
  return text.find("\nruleset:") != std::string_view::npos;
}

/// Codes of what could not be read or judged: whoever reads a report is to know.
constexpr std::array fixed_codes{Code::encoding, Code::bad_json, Code::bad_csv,
                                 Code::limit_exceeded, Code::not_judged};

/// `LoadOptions::severities` to the table; what is wrong with them.
OwnedFindings set_told_severities(table::DecisionTable& table, const LoadOptions& options) {
  model::Mistakes log;
  std::vector<std::string> names;
  for (const Code code : all_codes()) names.emplace_back(code_name(code));
  for (const table::Report& report : table.reports) names.emplace_back(table.text(report.rule));
  for (const auto& [name, severity] : options.severities) {
    const auto code = code_from_name(name);
    bool known = code.has_value();
    if (code && std::ranges::find(fixed_codes, *code) != fixed_codes.end())
      log.add_unlocated(Code::bad_value,
                        fmt::format("{} says that something could not be read or judged, and keeps "
                                    "its severity",
                                    parse::in_quotes(name)));
    else if (code == Code::duplicate_key)
      table.options.duplicate_keys = severity;
    else if (code)
      table.told_codes.emplace_back(*code, severity);
    for (table::Report& report : table.reports) {
      if (table.text(report.rule) != name) continue;
      report.told = severity;
      known = true;
    }
    if (!known)
      log.add_unlocated(Code::unknown_name,
                        fmt::format("there is no code {}, and no rule or check of that name that "
                                    "has findings",
                                    parse::in_quotes(name)),
                        parse::nearest_name(name, names));
  }
  table.any_told = !options.severities.empty();
  return log.take();
}

table::Text add_text(table::DecisionTable& table, std::string_view text) {
  const table::Text added{static_cast<std::uint32_t>(table.pool.size()),
                          static_cast<std::uint32_t>(text.size())};
  table.pool += text;
  return added;
}

/// The files of a rule set, and those of the request that it answers.
std::vector<const model::SourceFile*> files_of(const model::RuleSet& rules) {
  std::vector<const model::SourceFile*> all;
  for (const model::RuleSet* at = &rules; at != nullptr; at = at->request.get())
    for (const model::SourceFile& file : at->files)
      if (std::ranges::find(all, file.path, &model::SourceFile::path) == all.end())
        all.push_back(&file);
  return all;
}

/// All that a verdict hangs on, each part with its size in front, so that no two sets of parts come
/// to one text.
std::string identity_of(const model::RuleSet& rules, const LoadOptions& options) {
  std::string all;
  const auto add = [&all](std::string_view part) {
    all += fmt::format("{}:{}", part.size(), part);
  };
  add(version);
  for (const model::SourceFile* file : files_of(rules)) add(file->text);
  add("options");
  for (const auto& [name, value] : options.options) {
    add(name);
    add(value);
  }
  add("profile");
  add(options.profile);
  for (const auto& [name, severity] : options.severities) {
    add(name);
    add(severity_name(severity));
  }
  return all;
}

void note_origin(table::DecisionTable& table, const model::RuleSet& rules,
                 const LoadOptions& options) {
  // A key of its own: the fingerprint is the same in every process.
  constexpr HashKey key{0x6C6561646C696E74, 0x72756C6573657473};
  const TextHash hash = hash_text(identity_of(rules, options), key);
  table.fingerprint = add_text(table, fmt::format("{:016x}{:016x}", hash.high, hash.low));
  for (const model::SourceFile* file : files_of(rules))
    table.files.push_back(add_text(table, file->path));
}

}  // namespace

Ruleset::Ruleset(std::shared_ptr<const table::DecisionTable> table,
                 std::shared_ptr<const check::CheckedRuleSet> rules)
    : table_(std::move(table)), rules_(std::move(rules)) {}
std::string_view Ruleset::id() const noexcept { return table_->text(table_->id); }
std::string_view Ruleset::title() const noexcept { return table_->text(table_->title); }
bool Ruleset::form_input() const noexcept { return table_->form_input; }

std::vector<std::string> Ruleset::files() const {
  std::vector<std::string> paths;
  for (const table::Text path : table_->files) paths.emplace_back(table_->text(path));
  return paths;
}

std::string_view Ruleset::fingerprint() const noexcept { return table_->text(table_->fingerprint); }

RulesetView Ruleset::view() const {
  RulesetView view;
  if (rules_) view = view::view_of(*rules_, *table_);
  view.id = id();
  view.title = title();
  view.fingerprint = fingerprint();
  view.files = files();
  return view;
}

tl::expected<Ruleset, Findings> load_ruleset(std::string_view id_or_path,
                                             const LoadOptions& options) {
  parse::Reading read = parse::read_ruleset(id_or_path, options);
  auto checked = check::check_ruleset(std::move(read.rules), read.mistakes);
  if (!checked) return tl::unexpected(read.mistakes.take());
  auto table = compile::compile(*checked, read.mistakes);
  if (!table) return tl::unexpected(read.mistakes.take());
  note_origin(*table, checked->rules(), options);
  if (OwnedFindings wrong = set_told_severities(*table, options); !wrong.empty())
    return tl::unexpected(std::move(wrong));
  return Ruleset(std::make_shared<const table::DecisionTable>(std::move(*table)),
                 std::make_shared<const check::CheckedRuleSet>(std::move(*checked)));
}

std::vector<std::string> shipped_rulesets() {
  std::vector<std::string> ids;
  for (const std::string_view name : parse::shipped_files()) {
    const auto text = parse::shipped_file(name);
    if (text && is_ruleset(*text)) ids.emplace_back(name);
  }
  return ids;
}

}  // namespace leadlint
