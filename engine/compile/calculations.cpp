// Calculations to facts, and to what the table needs to work them out.
//
//   total == net + tax within 0.01
//     holds:  the fact `total - net - tax == 0`, within 0.01
//     fails:  the fact `total - net - tax != 0`, or one of the three is not good
//
// Both facts hold only where the result is known: a sum with a broken item is neither equal to
// anything nor different from it.
#include <algorithm>

#include <fmt/format.h>

#include "compile/conditions.h"
#include "model/condition_text.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Comparison;
using model::Condition;
using model::Operand;

namespace {

table::Compare compared_by(Comparison comparison, bool negated) {
  using enum Comparison;
  switch (comparison) {
    case eq:
      return negated ? table::Compare::ne : table::Compare::eq;
    case ne:
      return negated ? table::Compare::eq : table::Compare::ne;
    case lt:
      return negated ? table::Compare::ge : table::Compare::lt;
    case le:
      return negated ? table::Compare::gt : table::Compare::le;
    case gt:
      return negated ? table::Compare::le : table::Compare::gt;
    case ge:
      return negated ? table::Compare::lt : table::Compare::ge;
  }
  return table::Compare::eq;
}

bool is_literal(const Operand& operand) { return operand.kind == Operand::Kind::literal; }

}  // namespace

Cubes Conditions::calculation(const Condition& condition, bool negated) {
  // A comparison with what is not there is false, and != its negation.
  const bool alike = (condition.comparison != Comparison::ne) != negated;
  Cubes cubes = atom(calculated_fact(condition, negated), false);
  if (alike) return cubes;
  for (const Operand& operand : condition.operands)
    if (model::names_field(operand))
      cubes.push_back({Literal{blocks_.good(block_, operand.path), false}});
  return without_covered(std::move(cubes));
}

std::uint16_t Conditions::calculated_fact(const Condition& condition, bool negated) {
  table::Fact fact;
  fact.kind = table::FactKind::calculation;
  fact.compare = compared_by(condition.comparison, negated);
  const std::string name =
      fmt::format("calculation {} {}", static_cast<int>(fact.compare), model::text_of(condition));
  if (const auto known = block_.named_facts.find(name); known != block_.named_facts.end())
    return known->second;
  bool outward = false;
  std::vector<table::RefId>& refs = blocks_.builder.out.ref_ids;
  std::vector<table::RefId> asked;
  for (const Operand& operand : condition.operands) {
    if (!model::names_field(operand)) continue;
    asked.push_back(blocks_.reference(block_, operand.path));
    outward = outward || Blocks::is_outward(operand.path);
  }
  if (!asked.empty()) fact.a = asked.front();
  fact.span = {static_cast<Index>(refs.size()), static_cast<Index>(asked.size())};
  refs.insert(refs.end(), asked.begin(), asked.end());
  fact.index = calculation_of(condition);
  return blocks_.fact(block_, name, fact, outward);
}

table::CalculationFactor Conditions::factor_of(const Operand& operand) {
  table::CalculationFactor factor;
  if (operand.kind == Operand::Kind::count) return count_of(operand);
  if (operand.kind == Operand::Kind::index) {
    const bool of_value = block_.of_values && operand.path.up == 0;
    factor.kind = of_value ? table::CalculationFactor::Kind::item_index
                           : table::CalculationFactor::Kind::index;
    factor.up = block_.of_values && !of_value ? static_cast<std::uint8_t>(operand.path.up - 1)
                                              : operand.path.up;
  } else if (is_literal(operand)) {
    factor.kind = table::CalculationFactor::Kind::number;
    factor.number = blocks_.builder.text(model::spelling_of(operand.literal));
  } else {
    if (operand.kind == Operand::Kind::length) factor.kind = table::CalculationFactor::Kind::length;
    factor.ref = blocks_.reference(block_, operand.path);
  }
  return factor;
}

/// Members are those of an item, seen from the item.
void Conditions::add_item_factors(const Operand& sum,
                                  std::vector<table::CalculationFactor>& factors) {
  using Kind = table::CalculationFactor::Kind;
  const model::Field* list = model::target(sum.path);
  const model::Field* item = list == nullptr ? nullptr : model::item_of(*list);
  const BlockDraft* draft = item == nullptr ? nullptr : blocks_.find(model::block_of(*item));
  for (const Operand& each : sum.summed) {
    if (is_literal(each)) {
      factors.push_back(factor_of(each));
      continue;
    }
    table::CalculationFactor& factor = factors.emplace_back();
    factor.kind = Kind::item;
    if (each.path.steps.empty()) continue;
    factor.kind = Kind::member;
    const model::Field* member = model::target(each.path);
    factor.required = member != nullptr && member->required && member->required_where.empty();
    if (draft != nullptr) factor.ref = blocks_.reference(*draft, each.path);
  }
}

/// The right side is subtracted from the left.
Index Conditions::calculation_of(const Condition& condition) {
  const auto [known, is_new] = calculations_.try_emplace(model::text_of(condition), none);
  if (!is_new) return known->second;
  table::DecisionTable& out = blocks_.builder.out;
  table::Calculation made;
  if (condition.within) made.within = blocks_.builder.text(model::spelling_of(*condition.within));
  std::vector<table::CalculationTerm> terms;
  std::size_t at = 0;
  for (const model::Term& term : condition.terms) {
    table::CalculationTerm& to = terms.emplace_back();
    to.negative = term.negative != term.right;
    to.right = term.right;
    std::vector<table::CalculationFactor> factors;
    for (std::uint32_t factor = 0; factor < term.factors; ++factor) {
      const Operand& operand = condition.operands[at++];
      if (operand.kind == Operand::Kind::sum) {
        to.list = blocks_.reference(block_, operand.path);
        add_item_factors(operand, factors);
      } else {
        factors.push_back(factor_of(operand));
      }
    }
    to.factors = {static_cast<Index>(out.calculation_factors.size()),
                  static_cast<Index>(factors.size())};
    out.calculation_factors.insert(out.calculation_factors.end(), factors.begin(), factors.end());
  }
  made.terms = {static_cast<Index>(out.calculation_terms.size()), static_cast<Index>(terms.size())};
  out.calculation_terms.insert(out.calculation_terms.end(), terms.begin(), terms.end());
  out.calculations.push_back(made);
  known->second = static_cast<Index>(out.calculations.size() - 1);
  return known->second;
}

}  // namespace leadlint::compile
