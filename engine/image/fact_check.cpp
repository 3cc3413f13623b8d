// Facts as validate/facts.cpp asks them. Tests: tests/table_image_test.cpp.
#include "image/fact_check.h"

#include <algorithm>
#include <span>

#include "image/fact_operands.h"

namespace leadlint::image {

using table::Base;
using table::FieldId;
using table::Index;
using table::none;
using table::RefId;

bool FactCheck::facts_fit(table::SpanOf<table::Fact> facts, const Asking& asking,
                          table::FactId* wrong) {
  for (const table::FactId id : facts) {
    if (budget_.look(1) && fact_fits(table_.facts[id], asking)) continue;
    if (wrong != nullptr) *wrong = id;
    return false;
  }
  return true;
}

bool FactCheck::fact_fits(const table::Fact& fact, const Asking& asking) {
  using enum table::FactKind;
  const FactOperands asked = operands_of(fact.kind);
  const auto reaches = [&](RefId ref) {
    const bool own =
        asked.reach == FactOperands::Reach::own ||
        (asked.reach == FactOperands::Reach::own_or_params && table_.refs[ref].base != Base::param);
    return references_.follows(ref, asking, own);
  };
  const bool to_list = fact.kind == some_item || fact.kind == each_item;
  if (fact.a != none && !to_list && !reaches(fact.a)) return false;
  if (fact.b != none && fact.kind != among_items && !references_.follows(fact.b, asking, false))
    return false;
  if (asked.span == FactOperands::Run::refs)
    for (Index r = 0; r < fact.span.count; ++r)
      if (!reaches(table_.ref_ids[fact.span.first + r])) return false;
  switch (fact.kind) {
    case unread:
      return is_told_unread(fact.a, asking);
    case only:
      return fact.span.count * std::uint64_t{64} >= table_.blocks[asking.at->block].fields.count;
    case any_row:
      return references_.rows_fit(fact.rows(), asking.words);
    case calculation:
      return calculation_fits(table_.calculations[fact.index], asking) &&
             names_its_refs(fact, table_.calculations[fact.index]);
    case some_item:
    case each_item:
      return list_test_fits(fact.index, fact.a, asking);
    case among_items:
      return table_.refs[fact.b].base == Base::block && among_fits(fact, asking);
    default:
      return true;
  }
}

/// Whether a value could not be read is a fact of the object that has it as a member.
bool FactCheck::is_told_unread(RefId ref, const Asking& asking) const {
  return references_.from(ref, asking, [&](const Object& at, FieldId field) {
    return table_.blocks[at.block].fields.has(field) &&
           table_.fields[field].unread_bit != table::no_name;
  });
}

/// A fact of a calculation names all values that it looks at: who asks whether they are at hand
/// (fast/stream_checks.cpp) looks no further.
bool FactCheck::names_its_refs(const table::Fact& fact, const table::Calculation& calculation) {
  const std::span<const RefId> named{table_.ref_ids.data() + fact.span.first, fact.span.count};
  for (Index t = 0; t < calculation.terms.count; ++t) {
    const table::CalculationTerm& term = table_.calculation_terms[calculation.terms.first + t];
    for (Index f = 0; f < term.factors.count; ++f) {
      const table::CalculationFactor& factor = table_.calculation_factors[term.factors.first + f];
      if (!budget_.look(named.size())) return false;
      if ((factor.kind == table::CalculationFactor::Kind::value ||
           factor.kind == table::CalculationFactor::Kind::length) &&
          std::ranges::find(named, factor.ref) == named.end())
        return false;
    }
  }
  return true;
}

bool FactCheck::list_test_fits(Index number, RefId list, const Asking& asking) {
  const table::ListTest& test = table_.list_tests[number];
  // It is asked by tests behind it alone: none asks itself.
  if (test.list == none || (asking.test != none && number >= asking.test)) return false;
  if (table_.refs[list].base != Base::block) return false;
  return references_.from(list, asking, [&](const Object& around, FieldId field) {
    constexpr std::uint32_t words = table::max_item_facts / 64;
    if (!references_.rows_fit(test.yes, words) || !references_.rows_fit(test.no, words))
      return false;
    for (const table::Fact& fact : table_.facts[test.facts])
      if (fact.bit >= table::max_item_facts) return false;
    if (test.of_values) return facts_fit(test.facts, {&around, words, true, number});
    return references_.items_of(around, field, [&](const Object& item) {
      return facts_fit(test.facts, {&item, words, asking.each_item, number});
    });
  });
}

bool FactCheck::among_fits(const table::Fact& fact, const Asking& asking) {
  return references_.from(fact.b, asking, [&](const Object& around, FieldId field) {
    if (fact.index == none) return true;
    return references_.items_of(around, field, [&](const Object& item) {
      return references_.follows(RefId{fact.index}, {&item, 0, false, none}, true);
    });
  });
}

bool FactCheck::calculation_fits(const table::Calculation& calculation, const Asking& asking) {
  for (Index t = 0; t < calculation.terms.count; ++t)
    if (!budget_.look(1) ||
        !term_fits(table_.calculation_terms[calculation.terms.first + t], asking))
      return false;
  return true;
}

bool FactCheck::term_fits(const table::CalculationTerm& term, const Asking& asking) {
  using Kind = table::CalculationFactor::Kind;
  const auto* const first = table_.calculation_factors.data() + term.factors.first;
  if (term.list != none && table_.refs[term.list].base != Base::block) return false;
  for (const table::CalculationFactor* factor = first; factor != first + term.factors.count;
       ++factor) {
    const auto in_items = [&](const Object& around, FieldId field) {
      return references_.items_of(around, field, [&](const Object& item) {
        return references_.follows(factor->ref, {&item, 0, false, none}, true);
      });
    };
    const bool of_value = factor->kind == Kind::value || factor->kind == Kind::length;
    const bool good = of_value ? references_.follows(factor->ref, asking, false)
                      : factor->kind == Kind::member ? references_.from(term.list, asking, in_items)
                      : factor->kind == Kind::count  ? count_fits(*factor, asking)
                                                     : true;
    if (!good) return false;
  }
  return term.list == none || references_.follows(term.list, asking, true);
}

bool FactCheck::count_fits(const table::CalculationFactor& factor, const Asking& asking) {
  return factor.test == none ? references_.follows(factor.ref, asking, true)
                             : list_test_fits(factor.test, factor.ref, asking);
}

}  // namespace leadlint::image
