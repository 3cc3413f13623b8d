// Rule file to Ruleset, through all stages: parse, check, compile; and what a Ruleset says of itself.
// Tests: tests/parse_test.cpp (errors), tests of each stage, and every test that loads a rule set.
#include "leadlint/ruleset.h"

#include <memory>
#include <utility>

#include "check/check.h"
#include "compile/compile.h"
#include "load/checked_rules.h"
#include "parse/parse.h"
#include "table/decision_table.h"

namespace leadlint {
namespace {

/// Does a rule file say `ruleset:` (and not `library:`) at its top level?
bool is_ruleset(std::string_view text) {
  constexpr std::string_view key = "ruleset:";
  if (text.starts_with(key)) return true;
  return text.find("\nruleset:") != std::string_view::npos;
}

}  // namespace

Ruleset::Ruleset(std::shared_ptr<const table::DecisionTable> table) : table_(std::move(table)) {}
std::string_view Ruleset::id() const noexcept { return table_->text(table_->id); }
std::string_view Ruleset::title() const noexcept { return table_->text(table_->title); }
bool Ruleset::form_input() const noexcept { return table_->form_input; }

tl::expected<Ruleset, Findings> load_ruleset(std::string_view id_or_path,
                                             const LoadOptions& options) {
  parse::Reading read = parse::read_ruleset(id_or_path, options);
  const auto checked = check::check_ruleset(std::move(read.rules), read.mistakes);
  if (!checked) return tl::unexpected(read.mistakes.take());
  auto table = compile::compile(*checked, read.mistakes);
  if (!table) return tl::unexpected(read.mistakes.take());
  return Ruleset(std::make_shared<const table::DecisionTable>(std::move(*table)));
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
