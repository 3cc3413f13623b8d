// What the parts of a view share: places, severities, values. Tests: tests/ruleset_view_test.cpp.
#include "view/parts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "check/walk.h"
#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::view {

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

ValueView value_of(const model::Scalar& scalar) {
  using enum ValueView::Kind;
  constexpr std::array<ValueView::Kind, 5> by_alternative{null, boolean, number, number, text};
  const auto* words = std::get_if<std::string>(&scalar.value);
  return {by_alternative[scalar.value.index()],
          words != nullptr ? *words : model::spelling_of(scalar)};
}

std::vector<ValueView> values_of(const std::vector<model::Scalar>& list) {
  std::vector<ValueView> values;
  for (const model::Scalar& value : list) values.push_back(value_of(value));
  return values;
}

Source::Source(const check::CheckedRuleSet& checked, const table::DecisionTable& table)
    : checked_(checked), table_(table) {
  for (const table::Report& report : table.reports)
    reports_[std::string(table.text(report.rule))].push_back(&report);
}

std::string Source::place(model::SourceLocation where) const {
  if (where.line == 0 || where.file >= rules().files.size()) return {};
  return fmt::format("{}:{}:{}", rules().files[where.file].path, where.line, where.column);
}

Severity Source::severity(std::string_view rule, Code code, Severity usual) const {
  if (usual == Severity::off) return usual;
  if (const auto found = reports_.find(rule); found != reports_.end())
    for (const table::Report* report : found->second)
      if (report->told) return *report->told;
  const auto of_code =
      std::ranges::find(table_.told_codes, code, &std::pair<Code, Severity>::first);
  return of_code != table_.told_codes.end() ? of_code->second : usual;
}

Severity Source::severity(const table::Report& report) const {
  return severity(table_.text(report.rule), report.code, report.severity);
}

OutcomeView Source::outcome(std::string rule, const model::Outcome& outcome, Code usual,
                            const model::Field* field) const {
  OutcomeView view;
  view.code = outcome.code.value_or(usual);
  view.severity = severity(rule, view.code, outcome.severity);
  view.rule = std::move(rule);
  const bool of_field = outcome.because.empty() && field != nullptr;
  view.because = of_field ? field->because : outcome.because;
  view.derived = of_field ? field->derived : outcome.derived;
  view.message = outcome.message;
  view.place = place(outcome.where.line == 0 && field != nullptr ? field->where : outcome.where);
  return view;
}

std::vector<model::Scalar> Source::known_values(const model::Field& field) const {
  std::vector<model::Scalar> all;
  model::ScalarSet known;
  const auto add = [&](const std::vector<model::Scalar>& more) {
    for (const model::Scalar& value : more)
      if (known.insert(value)) all.push_back(value);
  };
  if (const auto* own = values().of(field)) add(*own);
  for (const model::Variant& variant : field.also)
    if (variant.values) add(variant.values->is);
  if (const auto named = values().named.find(&field); named != values().named.end())
    add(named->second);
  return all;
}

void for_each_block(const model::RuleSet& rules,
                    const std::function<void(const model::Block&, const std::string&)>& visit) {
  struct Visitor {
    const std::function<void(const model::Block&, const std::string&)>& visit;

    void field(const model::Field&, const model::Scope&, const std::string&) {}
    void block(const model::Block& block, const model::Scope&, const std::string& path) {
      visit(block, path);
    }
  } visitor{visit};
  check::walk_field(rules.root, model::Scope{nullptr, nullptr, &rules}, "", visitor);
}

}  // namespace leadlint::view
