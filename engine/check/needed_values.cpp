// See needed_values.h. Covered by tests/calculation_test.cpp.
#include "check/needed_values.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/walk.h"

namespace leadlint::check {
namespace {

using model::Condition;
using model::Field;
using model::Operand;
using model::Path;
using Kind = Condition::Kind;

/// The rules that need a field, by their ids.
using Needs = std::map<const Field*, std::vector<std::string>>;

void add(Needs& needs, const Field* field, const std::string& rule) {
  if (field == nullptr || field->none) return;
  std::vector<std::string>& rules = needs[field];
  if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
}

const Field* target_of(const Path& path) {
  return path.steps.empty() ? nullptr : model::target(path);
}

/// What is sent, or a parameter: of what stands beside the payload other notes tell.
bool is_sent(const Path& path) {
  return path.base != Path::Base::current && path.base != Path::Base::request &&
         path.base != Path::Base::option;
}

class Gatherer {
 public:
  void field(const Field&, const model::Scope&, const std::string&) {}

  void block(const model::Block& block, const model::Scope&, const std::string& path) {
    for (const model::Rule& rule : block.rules) {
      if (rule.outcome.severity == Severity::off) continue;
      rule_ = path.empty() ? rule.id : path + "." + rule.id;
      if (rule.when) condition(*rule.when, false);
      for (const Condition& assertion : rule.assertions) condition(assertion, false);
    }
    const auto tables = [&](const auto& list) {
      for (const auto& table : list) {
        rule_ = path.empty() ? table.id : path + "." + table.id;
        if (table.when) condition(*table.when, false);
      }
    };
    tables(block.cases);
    tables(block.pairs);
    tables(block.transitions);
  }

  Needs in_items, calculated;

 private:
  void condition(const Condition& asked, bool of_items) {
    for (const Condition& child : asked.children) condition(child, of_items);
    for (const Operand& operand : asked.operands) {
      const bool value = operand.kind != Operand::Kind::literal && is_sent(operand.path);
      if (of_items && value && model::looks_at_values(asked.kind)) ask_in_item(operand.path);
      if (asked.kind == Kind::calculation && value) calculate(operand);
      for (const Condition& inner : operand.counted) condition(inner, true);
    }
    if (asked.kind == Kind::in_items) return among(asked);
    for (const Condition& inner : asked.of_items) condition(inner, true);
  }

  void ask_in_item(const Path& path) {
    const bool inside =
        path.base == Path::Base::item || (path.base == Path::Base::block && path.up == 0);
    if (inside) add(in_items, target_of(path), rule_);
  }

  void calculate(const Operand& operand) {
    if (operand.kind == Operand::Kind::path) add(calculated, target_of(operand.path), rule_);
    if (operand.kind != Operand::Kind::sum) return;
    const Field* const list = target_of(operand.path);
    const Field* const item = list == nullptr ? nullptr : model::item_of(*list);
    for (const Operand& factor : operand.summed) {
      if (factor.kind == Operand::Kind::literal) continue;
      const Field* const number = factor.path.steps.empty() ? item : target_of(factor.path);
      add(in_items, number, rule_);
      add(calculated, number, rule_);
    }
  }

  /// `product in products.id`: the member of each item.
  void among(const Condition& asked) {
    const std::vector<Operand>& list = asked.of_items[0].operands;
    if (list.size() > 1) add(in_items, target_of(list[1].path), rule_);
  }

  std::string rule_;
};

struct Marker {
  const Gatherer& needs;

  void field(Field& field, const model::Scope&, const std::string&) const {
    if (const auto at = needs.in_items.find(&field); at != needs.in_items.end())
      field.asked_in_items_by = at->second;
    if (const auto at = needs.calculated.find(&field); at != needs.calculated.end())
      field.calculated_by = at->second;
  }
  void block(const model::Block&, const model::Scope&, const std::string&) const {}
};

}  // namespace

void note_needed_values(model::RuleSet& rules) {
  Gatherer needs;
  walk_ruleset(std::as_const(rules), needs);
  const Marker marker{needs};
  walk_ruleset(rules, marker);
}

}  // namespace leadlint::check
