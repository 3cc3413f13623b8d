// Makes conditions and plain rules.
#include "compile/plain_rules.h"

#include <utility>

#include "compile/builder.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;

Condition one_of(const Path& path, std::vector<Scalar> values) {
  Condition condition;
  condition.kind = Kind::in_list;
  condition.operands.push_back({.path = path});
  condition.literals = std::move(values);
  return condition;
}

Condition negation(Condition inner) {
  Condition condition;
  condition.kind = Kind::negation;
  condition.children.push_back(std::move(inner));
  return condition;
}

Condition both(Condition a, Condition b) {
  Condition condition;
  condition.kind = Kind::all_of;
  condition.children.push_back(std::move(a));
  condition.children.push_back(std::move(b));
  return condition;
}

Condition is_absent(const Path& path) {
  Condition condition;
  condition.kind = Kind::absent;
  condition.operands.push_back({.path = path});
  return condition;
}

Condition is(const Path& path, const model::RowKey& key) {
  if (key.absent) return is_absent(path);
  Condition condition;
  condition.kind = Kind::compare;
  condition.operands.push_back({.path = path});
  condition.operands.push_back({.kind = model::Operand::Kind::literal, .literal = key.value});
  return condition;
}

Condition with(const std::optional<Condition>& when, Condition condition) {
  return when ? both(*when, std::move(condition)) : std::move(condition);
}

PlainRule plain_rule(std::string id, Verb verb, const model::Outcome& outcome,
                     model::SourceLocation where) {
  PlainRule plain;
  plain.id = std::move(id);
  plain.rule.verb = verb;
  plain.rule.outcome = outcome;
  plain.rule.where = where;
  return plain;
}

std::vector<std::string> texts_of(const std::vector<Scalar>& values) {
  std::vector<std::string> texts;
  for (const Scalar& value : values) texts.push_back(literal_text(value));
  return texts;
}

}  // namespace leadlint::compile
