// See number_values.h. Covered by tests/check_test.cpp, and by every golden table.
#include "check/number_values.h"

#include <map>
#include <string>

#include "check/walk.h"
#include "model/scalars.h"

namespace leadlint::check {
namespace {

using model::Condition;
using model::Scalar;

class Numbering {
 public:
  Numbering() {
    for (const Scalar& value : {model::empty_text(), model::zero()})
      numbers_.emplace(model::value_key(value), value.number);
  }

  void field(model::Field& field, const model::Scope&, const std::string&) {
    numbers_of(field.main);
    for (model::Variant& other : field.also) numbers_of(other);
    for (model::RequiredWhere& where : field.required_where) condition(where.when);
  }

  void block(model::Block& block, const model::Scope&, const std::string&) {
    for (model::Rule& rule : block.rules) {
      condition(rule.when);
      for (Condition& assertion : rule.assertions) condition(assertion);
    }
    for (model::Cases& cases : block.cases) {
      condition(cases.when);
      for (model::Cases::Row& row : cases.rows) number(row.key.value);
    }
    for (model::Pairs& pairs : block.pairs) {
      condition(pairs.when);
      rows(pairs.rows);
      for (model::Pairs::Also& also : pairs.also) rows(also.rows);
    }
    for (model::Transitions& transitions : block.transitions) {
      condition(transitions.when);
      moves(transitions.allow);
      moves(transitions.deny);
      number(transitions.final_statuses);
      number(transitions.initial_statuses);
    }
  }

 private:
  void number(Scalar& value) {
    const auto next = static_cast<std::uint32_t>(numbers_.size() + 1);
    value.number = numbers_.try_emplace(model::value_key(value), next).first->second;
  }
  void number(std::vector<Scalar>& values) {
    for (Scalar& value : values) number(value);
  }

  void numbers_of(model::Variant& variant) {
    if (variant.values) number(variant.values->is);
    condition(variant.when);
  }

  void rows(std::vector<model::Pairs::Row>& rows) {
    for (model::Pairs::Row& row : rows) {
      for (model::RowKey& key : row.before) number(key.value);
      number(row.goes);
    }
  }

  void moves(std::vector<model::Transitions::Move>& moves) {
    for (model::Transitions::Move& move : moves) {
      if (move.from) number(move.from->value);
      number(move.to);
    }
  }

  void condition(std::optional<Condition>& condition) {
    if (condition) this->condition(*condition);
  }
  void condition(Condition& condition) {
    number(condition.literals);
    for (model::Operand& operand : condition.operands) {
      number(operand.literal);
      for (Condition& asked : operand.counted) this->condition(asked);
    }
    for (Condition& child : condition.children) this->condition(child);
    for (Condition& asked : condition.of_items) this->condition(asked);
  }

  std::map<std::string, std::uint32_t> numbers_;  // ordered: no file of rules can make it slow
};

}  // namespace

void number_values(model::RuleSet& rules) {
  Numbering numbering;
  walk_ruleset(rules, numbering);
  if (rules.request) walk_ruleset(*rules.request, numbering);
}

}  // namespace leadlint::check
