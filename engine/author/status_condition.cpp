// Three-valued: what does not hang on the status alone is `maybe`. Tests: tests/command_test.cpp,
// tests/golden/rules.table.expected.
#include "author/status_condition.h"

#include <algorithm>

namespace leadlint::author {
namespace {

using model::Condition;
using model::Operand;
using model::Path;
using model::Step;

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

Truth opposite(Truth truth) {
  if (truth == Truth::maybe) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

bool is_status(const Operand& operand, const StatusAsked& asked, const Prefixes& around) {
  return asked.value != nullptr && operand.kind == Operand::Kind::path &&
         absolute(operand.path, around) == asked.status;
}

/// Is what an operand names there?
Truth is_there(const Operand& operand, const StatusAsked& asked, const Prefixes& around) {
  if (is_status(operand, asked, around)) return Truth::yes;
  if (!asked.is_there || operand.kind == Operand::Kind::literal) return Truth::maybe;
  const auto name = absolute(operand.path, around);
  return name ? asked.is_there(*name) : Truth::maybe;
}

/// A comparison with what is not there is false, and `!=` its opposite.
bool is_absent(const Operand& operand, const StatusAsked& asked, const Prefixes& around) {
  return operand.kind == Operand::Kind::path && is_there(operand, asked, around) == Truth::no;
}

Truth compared(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  if (is_absent(condition.operands[0], asked, around) ||
      is_absent(condition.operands[1], asked, around))
    return truth_of(condition.comparison == model::Comparison::ne);
  const Operand* left = &condition.operands[0];
  const Operand* right = &condition.operands[1];
  if (!is_status(*left, asked, around)) std::swap(left, right);
  if (!is_status(*left, asked, around) || right->kind != Operand::Kind::literal)
    return Truth::maybe;
  const bool equal = right->literal.value == asked.value->value;
  if (condition.comparison == model::Comparison::eq) return truth_of(equal);
  if (condition.comparison == model::Comparison::ne) return truth_of(!equal);
  return Truth::maybe;
}

Truth calculated(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  const auto absent = [&](const Operand& operand) { return is_absent(operand, asked, around); };
  if (std::ranges::none_of(condition.operands, absent)) return Truth::maybe;
  return truth_of(condition.comparison == model::Comparison::ne);
}

Truth listed(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  if (is_absent(condition.operands[0], asked, around)) return Truth::no;
  if (!is_status(condition.operands[0], asked, around)) return Truth::maybe;
  return truth_of(std::ranges::any_of(condition.literals, [&](const model::Scalar& literal) {
    return literal.value == asked.value->value;
  }));
}

Truth all_of(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  Truth result = Truth::yes;
  for (const Condition& child : condition.children)
    result = std::min(result, answer(child, asked, around));
  return result;
}

Truth any_of(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  Truth result = Truth::no;
  for (const Condition& child : condition.children)
    result = std::max(result, answer(child, asked, around));
  return result;
}

/// Does it ask for anything that is not in the payload?
bool waits(const Condition& condition) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::in_catalog || condition.kind == Kind::changed ||
      condition.kind == Kind::given)
    return true;
  const auto outside = [](const Operand& operand) {
    return operand.kind != Operand::Kind::literal && operand.path.base != Path::Base::block &&
           operand.path.base != Path::Base::outer;
  };
  return std::ranges::any_of(condition.operands, outside) ||
         std::ranges::any_of(condition.children, waits);
}

}  // namespace

std::optional<std::string> absolute(const Path& path, const Prefixes& around) {
  if (path.base != Path::Base::block && path.base != Path::Base::outer) return std::nullopt;
  if (path.up >= around.size()) return std::nullopt;
  const std::string& prefix = around[around.size() - 1 - path.up];
  std::string result = prefix;
  for (const Step& step : path.steps) {
    if (step.kind != Step::Kind::member)
      result += "[]";
    else
      result += (result.size() == prefix.size() ? "" : ".") + step.name;
  }
  return result;
}

Truth answer(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::always:
      return Truth::yes;
    case Kind::never:
      return Truth::no;
    case Kind::all_of:
      return all_of(condition, asked, around);
    case Kind::any_of:
      return any_of(condition, asked, around);
    case Kind::negation:
      return opposite(answer(condition.children[0], asked, around));
    case Kind::compare:
      return compared(condition, asked, around);
    case Kind::calculation:
      return calculated(condition, asked, around);
    case Kind::in_list:
      return listed(condition, asked, around);
    case Kind::present:
      return is_there(condition.operands[0], asked, around);
    case Kind::absent:
      return opposite(is_there(condition.operands[0], asked, around));
    case Kind::in_catalog:
    case Kind::given:
    case Kind::blank:
    case Kind::matches:
    case Kind::same:
    case Kind::changed:
    case Kind::only:
    case Kind::named:
      break;
  }
  return Truth::maybe;
}

Truth firm_answer(const Condition& condition, const StatusAsked& asked, const Prefixes& around) {
  const Truth truth = answer(condition, asked, around);
  return truth == Truth::yes && waits(condition) ? Truth::maybe : truth;
}

}  // namespace leadlint::author
