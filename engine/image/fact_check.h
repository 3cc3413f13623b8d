// Do facts make sense where they are asked?
#pragma once

#include "image/references.h"
#include "table/decision_table.h"

namespace leadlint::image {

class FactCheck {
 public:
  FactCheck(const table::DecisionTable& table, References& references, Budget& budget) noexcept
      : table_(table), references_(references), budget_(budget) {}

  /// Of an object or a list test. None: `wrong` is the first that does not.
  [[nodiscard]] bool facts_fit(table::SpanOf<table::Fact> facts, const Asking& asking,
                               table::FactId* wrong = nullptr);
  [[nodiscard]] bool calculation_fits(const table::Calculation& calculation, const Asking& asking);

 private:
  [[nodiscard]] bool fact_fits(const table::Fact& fact, const Asking& asking);
  [[nodiscard]] bool is_told_unread(table::RefId ref, const Asking& asking) const;
  [[nodiscard]] bool names_its_refs(const table::Fact& fact, const table::Calculation& calculation);
  [[nodiscard]] bool list_test_fits(table::Index number, table::RefId list, const Asking& asking);
  [[nodiscard]] bool among_fits(const table::Fact& fact, const Asking& asking);
  [[nodiscard]] bool term_fits(const table::CalculationTerm& term, const Asking& asking);
  [[nodiscard]] bool count_fits(const table::CalculationFactor& factor, const Asking& asking);

  const table::DecisionTable& table_;
  References& references_;
  Budget& budget_;
};

}  // namespace leadlint::image
