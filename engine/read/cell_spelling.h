// What cells mean that spreadsheets wrote: numbers, booleans and dates as people spell them, read
// for fields that want just these. en-US and European spelling each read a cell or not, and where
// they differ it has two readings:
//
//   cell         us            eu
//   1,234.50     1234.50       -
//   1.234        1.234         1234
//   1 234,50     -             1234.50      with a no-break space, as France and others group
//   $50          50            50
//   TRUE         true          true
//   9/14/2022    2022-09-14    -            as the field's format writes it
//   03/04/2025   2025-03-04    2025-04-03
//
// Never read: years of two digits, leading zeros, percentages. Tests: tests/cell_spelling_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "leadlint/cells.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

struct SpelledCell {
  std::string us, eu;  // as the field takes it; empty: not read

  [[nodiscard]] bool has_two() const noexcept { return !us.empty() && !eu.empty() && us != eu; }
  /// What the spelling makes of it; nullptr: nothing, or it is not known which of two.
  [[nodiscard]] const std::string* as(CellSpelling spelling) const noexcept;
};

/// Number and boolean as JSON spells them.
[[nodiscard]] SpelledCell spelled_number(std::string_view cell);
[[nodiscard]] SpelledCell spelled_boolean(std::string_view cell);
/// As the first date format of the form that can hold it writes it; a cell that a format takes as
/// it stands is its own en-US reading.
[[nodiscard]] SpelledCell spelled_date(const table::DecisionTable& table,
                                       const table::Variant& variant, std::string_view cell);

/// Does the form want numbers, booleans or dates, and no other text?
[[nodiscard]] bool has_spelling(const table::DecisionTable& table,
                                const table::Variant& variant) noexcept;
/// What a cell means to such a form.
[[nodiscard]] SpelledCell spelled_cell(const table::DecisionTable& table,
                                       const table::Variant& variant, std::string_view cell);

/// Puts in the cell's place what it means; the record keeps that. False: nothing, so that it is not
/// to be read as what it is spelled as: 1.234 where that may be 1234.
[[nodiscard]] bool respell(const table::DecisionTable& table, const table::Variant& variant,
                           CellSpelling spelling, Record& record, std::string_view& cell);
/// A form that takes numbers as text would take a text that means nothing: such a text becomes a
/// value of a kind that it refuses. False: it is none.
[[nodiscard]] bool refuse_as_text(const table::Variant& variant, std::string_view text,
                                  Node& node) noexcept;

}  // namespace leadlint::read
