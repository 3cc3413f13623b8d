// Rule file to Ruleset, through all stages: parse, check, compile.
// Tests: tests/parse_test.cpp (errors), tests of each stage, and every test that loads a rule set.
#include "leadlint/ruleset.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check/check.h"
#include "compile/compile.h"
#include "finding/fixed_codes.h"
#include "leadlint/ruleset_view.h"
#include "leadlint/table_image.h"
#include "leadlint/version.h"
#include "load/compile_ruleset.h"
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

/// `LoadOptions::severities` to the table.
void set_told_severities(table::DecisionTable& table, const LoadOptions& options,
                         model::Mistakes& mistakes) {
  std::vector<std::string> names;
  for (const Code code : all_codes()) names.emplace_back(code_name(code));
  for (const table::Report& report : table.reports) names.emplace_back(table.text(report.rule));
  for (const auto& [name, severity] : options.severities) {
    const auto code = code_from_name(name);
    bool known = code.has_value();
    if (code && is_fixed(*code))
      mistakes.add_unlocated(
          Code::bad_value,
          fmt::format("{} says that something could not be read or judged, and keeps its severity",
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
      mistakes.add_unlocated(
          Code::unknown_name,
          fmt::format("there is no code {}, and no rule or check of that name that has findings",
                      parse::in_quotes(name)),
          parse::nearest_name(name, names));
  }
  table.any_told = !options.severities.empty();
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

void note_choices(table::DecisionTable& table, const LoadOptions& options) {
  using Kind = table::Chosen::Kind;
  const auto add = [&](Kind kind, std::string_view name, std::string_view value) {
    table.chosen.push_back({kind, add_text(table, name), add_text(table, value)});
  };
  for (const auto& [name, value] : options.options) add(Kind::option, name, value);
  if (!options.profile.empty()) add(Kind::profile, options.profile, {});
  for (const auto& [name, severity] : options.severities)
    add(Kind::severity, name, severity_name(severity));
}

/// Shipped rules as they are: their table is there already.
bool is_default(const LoadOptions& options) {
  return options.options.empty() && options.profile.empty() && options.severities.empty();
}

/// Of a table that somebody has kept: its rules once more, where they are what they were.
std::optional<Ruleset> compiled_anew(const Ruleset& kept) {
  const std::vector<std::string> shipped = shipped_rulesets(), files = kept.files();
  const bool is_shipped = std::ranges::binary_search(shipped, kept.id());
  if (!is_shipped && files.empty()) return std::nullopt;
  auto rules = load::compile_ruleset(is_shipped ? kept.id() : std::string_view(files.front()),
                                     kept.options());
  if (!rules || rules->fingerprint() != kept.fingerprint()) return std::nullopt;
  return std::move(*rules);
}

}  // namespace

RulesetView Ruleset::view() const {
  if (!rules_)
    if (const auto rules = compiled_anew(*this)) return rules->view();
  RulesetView view;
  if (rules_) view = view::view_of(*rules_, *table_);
  view.id = id();
  view.title = title();
  view.version = version();
  view.fingerprint = fingerprint();
  view.files = files();
  return view;
}

tl::expected<Ruleset, Findings> load_ruleset(std::string_view id_or_path,
                                             const LoadOptions& options) {
  if (is_default(options))
    if (auto shipped = shipped_ruleset(id_or_path)) return std::move(*shipped);
  return load::compile_ruleset(id_or_path, options);
}

tl::expected<Ruleset, Findings> load::compile_ruleset(std::string_view id_or_path,
                                                      const LoadOptions& options) {
  parse::Reading read = parse::read_ruleset(id_or_path, options);
  auto checked = check::check_ruleset(std::move(read.rules), read.mistakes);
  if (!checked) return tl::unexpected(read.mistakes.take());
  auto table = compile::compile(*checked, read.mistakes);
  if (!table) return tl::unexpected(read.mistakes.take());
  note_origin(*table, checked->rules(), options);
  note_choices(*table, options);
  set_told_severities(*table, options, read.mistakes);
  if (!read.mistakes.empty()) return tl::unexpected(read.mistakes.take());
  return Ruleset(std::make_shared<const table::DecisionTable>(std::move(*table)),
                 std::make_shared<const check::CheckedRuleSet>(std::move(*checked)));
}

std::vector<std::string> load::rulesets_of_shipped_files() {
  std::vector<std::string> ids;
  for (const std::string_view name : parse::shipped_files()) {
    const auto text = parse::shipped_file(name);
    if (text && is_ruleset(*text)) ids.emplace_back(name);
  }
  return ids;
}

}  // namespace leadlint
