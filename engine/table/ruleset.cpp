// What a Ruleset says of itself.
#include "leadlint/ruleset.h"

#include <utility>

#include "table/decision_table.h"

namespace leadlint {

Ruleset::Ruleset(std::shared_ptr<const table::DecisionTable> table,
                 std::shared_ptr<const check::CheckedRuleSet> rules)
    : table_(std::move(table)), rules_(std::move(rules)) {}
std::string_view Ruleset::id() const noexcept { return table_->text(table_->id); }
std::string_view Ruleset::title() const noexcept { return table_->text(table_->title); }
std::string_view Ruleset::version() const noexcept { return table_->text(table_->version); }
bool Ruleset::form_input() const noexcept { return table_->form_input; }

std::vector<std::string> Ruleset::files() const {
  std::vector<std::string> paths;
  for (const table::Text path : table_->files) paths.emplace_back(table_->text(path));
  return paths;
}

std::string_view Ruleset::fingerprint() const noexcept { return table_->text(table_->fingerprint); }

LoadOptions Ruleset::options() const {
  using Kind = table::Chosen::Kind;
  LoadOptions options;
  for (const table::Chosen& chosen : table_->chosen) {
    const std::string_view name = table_->text(chosen.name), value = table_->text(chosen.value);
    switch (chosen.kind) {
      case Kind::option:
        options.options.emplace(name, value);
        break;
      case Kind::profile:
        options.profile = name;
        break;
      case Kind::severity:
        options.severities.emplace(name, severity_from_name(value).value_or(Severity::error));
        break;
    }
  }
  return options;
}

}  // namespace leadlint
