// Conditions to words for messages.
#include <fmt/format.h>

#include "compile/blocks.h"
#include "compile/conditions.h"

namespace leadlint::compile {
namespace {

using model::Comparison;
using model::Condition;
using model::Operand;
using Kind = Condition::Kind;

std::string operand_words(const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::literal: {
      const std::string text = literal_text(operand.literal);
      return text.empty() ? "\"\"" : text;
    }
    case Operand::Kind::length:
      return fmt::format("the length of {}", Blocks::path_name(operand.path));
    case Operand::Kind::text:
    case Operand::Kind::path:
      break;
  }
  std::string words = Blocks::path_name(operand.path);
  if (operand.seconds != 0)
    words += fmt::format(" {} {} s", operand.seconds < 0 ? "-" : "+", std::abs(operand.seconds));
  return words;
}

std::string_view comparison_words(Comparison comparison, bool negated) {
  switch (comparison) {
    case Comparison::eq:
      return negated ? "is not" : "is";
    case Comparison::ne:
      return negated ? "is" : "is not";
    case Comparison::lt:
      return negated ? "is not less than" : "is less than";
    case Comparison::le:
      return negated ? "is more than" : "is at most";
    case Comparison::gt:
      return negated ? "is not more than" : "is more than";
    case Comparison::ge:
      return negated ? "is less than" : "is at least";
  }
  return {};
}

std::string list_words(const std::vector<model::Scalar>& values) {
  constexpr std::size_t most = 8;
  std::string words;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == most) return words + fmt::format(" or {} more", values.size() - most);
    if (i > 0) words += i + 1 == values.size() ? " or " : ", ";
    words += operand_words(Operand{.kind = Operand::Kind::literal, .literal = values[i]});
  }
  return words;
}

std::string tuple_words(const std::vector<Operand>& operands) {
  std::string words;
  for (const Operand& operand : operands)
    words += (words.empty() ? "" : ", ") + operand_words(operand);
  return operands.size() > 1 ? "(" + words + ")" : words;
}

std::string words_of(const Condition& condition, bool negated);

std::string joined(const Condition& condition, bool negated) {
  const bool both = (condition.kind == Kind::all_of) != negated;
  std::string words;
  for (const Condition& child : condition.children) {
    std::string part = words_of(child, negated);
    const bool nested = child.kind == Kind::all_of || child.kind == Kind::any_of;
    if (nested) part = "(" + part + ")";
    words += (words.empty() ? "" : both ? " and " : " or ") + part;
  }
  return words;
}

std::string words_of(const Condition& condition, bool negated) {
  const auto& operands = condition.operands;
  const std::string first = operands.empty() ? "" : operand_words(operands[0]);
  switch (condition.kind) {
    case Kind::always:
      return negated ? "never" : "always";
    case Kind::never:
      return negated ? "always" : "never";
    case Kind::negation:
      return words_of(condition.children[0], !negated);
    case Kind::all_of:
    case Kind::any_of:
      return joined(condition, negated);
    case Kind::compare:
      return fmt::format("{} {} {}", first, comparison_words(condition.comparison, negated),
                         operand_words(operands[1]));
    case Kind::in_list:
      return fmt::format("{} {} {}", first, negated ? "is not" : "is",
                         list_words(condition.literals));
    case Kind::in_catalog:
      return fmt::format("{} {}in {}", tuple_words(operands), negated ? "not " : "",
                         condition.name);
    case Kind::present:
      return fmt::format("{} is {}", first, negated ? "left out" : "there");
    case Kind::absent:
      return fmt::format("{} is {}", first, negated ? "there" : "left out");
    case Kind::given:
      return fmt::format("{} is {}known", operands.empty() ? condition.name : first,
                         negated ? "not " : "");
    case Kind::blank:
      return fmt::format("{} is {}blank", first, negated ? "not " : "");
    case Kind::matches:
      return fmt::format("{} {} the form {}", first, negated ? "does not have" : "has",
                         condition.name);
    case Kind::same:
      return fmt::format("{} and {} {}", first, operand_words(operands[1]),
                         negated ? "differ" : "agree");
    case Kind::changed:
      return fmt::format("{} {}", first, negated ? "stays as it is" : "changes");
    case Kind::only:
      return fmt::format("{}no member beside {}", negated ? "not " : "", tuple_words(operands));
    case Kind::named:
      return condition.name;
  }
  return {};
}

}  // namespace

std::string in_words(const Condition& condition) { return words_of(condition, false); }

}  // namespace leadlint::compile
