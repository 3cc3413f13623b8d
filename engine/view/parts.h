// A checked rule set to what programs ask of it (leadlint/ruleset_view.h): what its parts share.
//
//   CheckedRuleSet, DecisionTable --view--> RulesetView
//
// Fields and rules come from the rule set as it was checked; what becomes of a field with a status
// from the rows of the decision table (analyze/uses.h). Nothing is judged here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"
#include "leadlint/ruleset_view.h"
#include "model/ruleset.h"
#include "table/decision_table.h"

namespace leadlint::view {

[[nodiscard]] std::string below(const std::string& path, const std::string& name);
[[nodiscard]] ValueView value_of(const model::Scalar& scalar);
[[nodiscard]] std::vector<ValueView> values_of(const std::vector<model::Scalar>& list);

/// What all parts look at.
class Source {
 public:
  Source(const check::CheckedRuleSet& checked, const table::DecisionTable& table);

  [[nodiscard]] const model::RuleSet& rules() const noexcept { return checked_.rules(); }
  [[nodiscard]] const check::FieldValues& values() const noexcept { return checked_.values(); }
  [[nodiscard]] const table::DecisionTable& table() const noexcept { return table_; }

  /// "file:line:column"; empty where nothing was written.
  [[nodiscard]] std::string place(model::SourceLocation where) const;
  /// As the caller wants it who loads the rules (LoadOptions::severities).
  [[nodiscard]] Severity severity(std::string_view rule, Code code, Severity usual) const;
  [[nodiscard]] Severity severity(const table::Report& report) const;
  [[nodiscard]] OutcomeView outcome(std::string rule, const model::Outcome& outcome, Code usual,
                                    const model::Field* field = nullptr) const;
  /// The reports of each rule.
  using Reports = std::map<std::string, std::vector<const table::Report*>, std::less<>>;
  [[nodiscard]] const Reports& reports() const noexcept { return reports_; }
  /// The values that rules know of a field: those that it is limited to, and those that they name.
  [[nodiscard]] std::vector<model::Scalar> known_values(const model::Field& field) const;

 private:
  const check::CheckedRuleSet& checked_;
  const table::DecisionTable& table_;
  Reports reports_;
};

/// Calls `visit(block, path)` for the record's objects and those of its lists, outer ones first;
/// `path` as rules are named after it.
void for_each_block(const model::RuleSet& rules,
                    const std::function<void(const model::Block&, const std::string&)>& visit);

[[nodiscard]] FieldView field_view(const Source& source, const model::Field& field,
                                   const std::string& path);
[[nodiscard]] std::vector<RuleView> rule_views(const Source& source);
[[nodiscard]] std::vector<FormatView> format_views(const Source& source);

/// Adds `always` and `cases`.
void add_cases(const Source& source, RulesetView& view);
/// Adds the moves of the field, and what may follow each of its values.
void add_moves(const Source& source, const model::Field& field, CasesView& cases);

/// The whole. `rules` and `table` are of one rule set.
[[nodiscard]] RulesetView view_of(const check::CheckedRuleSet& rules,
                                  const table::DecisionTable& table);

}  // namespace leadlint::view
