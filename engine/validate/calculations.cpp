// Calculations of conditions, over members of a record and over the items of its lists: exactly,
// and without memory of their own.
#include <array>
#include <span>
#include <string_view>

#include "text/decimal_sum.h"
#include "validate/facts.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

using FactorKind = table::CalculationFactor::Kind;

/// The spelling of a good value that is a number; empty: it is none.
std::string_view number_of(const table::DecisionTable& table, const read::Node& value,
                           FieldId field) noexcept {
  switch (value.kind) {
    case read::Kind::integer:
    case read::Kind::number:
      return value.text();
    case read::Kind::string:
      if (value.kept != read::Kept::whole || !reads_numbers(table.fields[field])) return {};
      return value.text();
    case read::Kind::null:
    case read::Kind::false_value:
    case read::Kind::true_value:
    case read::Kind::object:
    case read::Kind::array:
      break;
  }
  return {};
}

/// Is it no further from 0? (The distance was judged with the rule.)
bool is_within(const DecimalSum& sum, std::string_view distance) noexcept {
  const std::array<std::string_view, 1> factors{distance};
  DecimalSum less = sum, more = sum;
  return less.add(factors, true) && more.add(factors, false) && less.sign() <= 0 &&
         more.sign() >= 0;
}

}  // namespace

/// Does it hold, all its values being good and numbers that can be calculated with?
bool Facts::calculation_holds(const table::Fact& fact, Index instance) const {
  const table::Calculation& calculation = table_.calculations[fact.index];
  DecimalSum sum;
  for (Index t = 0; t < calculation.terms.count; ++t) {
    const table::CalculationTerm& term = table_.calculation_terms[calculation.terms.first + t];
    if (!add_term(term, instance, sum)) return false;
  }
  if (calculation.within.size == 0) return satisfies(sum.sign(), fact.compare);
  return is_within(sum, table_.text(calculation.within)) == (fact.compare == table::Compare::eq);
}

std::string Facts::side_of(const table::Calculation& calculation, bool right,
                           Index instance) const {
  DecimalSum sum;
  for (Index t = 0; t < calculation.terms.count; ++t) {
    table::CalculationTerm term = table_.calculation_terms[calculation.terms.first + t];
    if (term.right != right) continue;
    term.negative = term.negative != right;
    if (!add_term(term, instance, sum)) return {};
  }
  return sum.text();
}

/// False: it cannot be told.
bool Facts::add_term(const table::CalculationTerm& term, Index instance, DecimalSum& sum) const {
  return term.list == none ? add_product(term, instance, {}, sum) : add_items(term, instance, sum);
}

/// Adds a product of one for each item of a list. False: it cannot be told.
bool Facts::add_items(const table::CalculationTerm& term, Index instance, DecimalSum& sum) const {
  const Found list = find(term.list, instance);
  if (!list.good) return false;
  if (list.value->kind != read::Kind::array)
    return list.value->bare_item && add_product(term, instance, {list.value, list.field}, sum);
  for (Index item = list.value->first; item != none; item = node(item).next)
    if (!add_product(term, instance, {&node(item), node(item).field}, sum)) return false;
  return true;
}

/// Adds the product of a term, of one item where it is a sum. False: it cannot be told.
bool Facts::add_product(const table::CalculationTerm& term, Index instance, Item item,
                        DecimalSum& sum) const {
  if (item.value != nullptr && item.value->broken) return false;
  std::array<std::string_view, max_calculated_factors> factors;
  for (Index f = 0; f < term.factors.count; ++f) {
    const table::CalculationFactor& factor = table_.calculation_factors[term.factors.first + f];
    Found found{item.value, instance, none, item.field, true, true};
    switch (factor.kind) {
      case FactorKind::number:
        factors[f] = table_.text(factor.number);
        continue;
      case FactorKind::item:
        if (item.value->kind == read::Kind::null) return true;  // adds nothing
        break;
      case FactorKind::member:
        if (item.value->kind == read::Kind::null) return true;
        if (item.value->instance == none) return false;
        found = find(factor.ref, item.value->instance);
        if (!found.present && !factor.required) return true;
        break;
      case FactorKind::value:
        found = find(factor.ref, instance);
        break;
    }
    if (!found.good) return false;
    factors[f] = number_of(table_, *found.value, found.field);
    if (factors[f].empty()) return false;
  }
  return sum.add(std::span{factors}.first(term.factors.count), term.negative);
}

}  // namespace leadlint::validate
