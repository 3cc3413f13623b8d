// The one list of the checks of a field: a row each, which every stage walks.
//
//   rule file  min_length: {is: 3, severity: warning}
//   parse      a key of a field, read as its operand says        (parse/read_fields.cpp)
//   model      an optional<Check<T>> of a form, and in the list beside it (model/ruleset.h)
//   check      the values that it goes with                      (check/fields.cpp)
//   compile    a table::Check with its report                    (compile/fields.cpp)
//   validate   simple_check_holds (simple_checks.h), value_check_holds (validate/text_checks.h),
//              Message::words_of_check (validate/messages.cpp)
//
// A check that a stage has forgotten does not compile, or fails a test: tests/checks_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint {

/// In the order in which they are judged.
enum class CheckKind : std::uint8_t {
  type,           // a failing value gets no further check
  readable,       // text that should read as a number or boolean does
  integer_range,  // an integer fits 64 bits, a number a double
  min_length,     // a failing value gets no further check
  trimmed,
  values,
  catalog,
  pattern,
  format,
  min,
  max,
  decimals,
  multiple_of,
  max_length,
  min_items,
  max_items,
  unique,
  ascending,
  not_descending,
  enumerates,  // a list in a text
};
inline constexpr CheckKind last_check = CheckKind::enumerates;

/// The values that a check is about; others pass it.
enum class CheckedValues : std::uint8_t { any, text, numbers, lists };
/// "`min` applies to numbers".
[[nodiscard]] constexpr std::string_view in_words(CheckedValues values) noexcept {
  switch (values) {
    case CheckedValues::any:
      break;
    case CheckedValues::text:
      return "text";
    case CheckedValues::numbers:
      return "numbers";
    case CheckedValues::lists:
      return "lists";
  }
  return "any value";
}

/// What stands behind the key, and so what model and table store. A check with an operand that is
/// here already needs no code of its own in parse, model's dump, compile and table.
enum class CheckOperand : std::uint8_t {
  types,    // TypeSet                  -
  flag,     // bool                     -
  count,    // int64                    integer (and the unit of a text)
  number,   // Scalar                   integral: integer; number; text: as it is written
  step,     // Scalar, a number over 0  text: as it is written
  values,   // vector<Scalar>           index: value set
  column,   // CatalogColumn            catalog: catalog key
  formats,  // vector<FormatName>       span: into format_ids, one of them matches
  pattern,  // PatternText              span: into format_ids
  members,  // vector<string>           span: into key_fields; empty: the item itself
  listing,  // Enumerates               index: value set; text: what stands before the list
};

struct CheckRow {
  CheckKind kind;
  std::string_view name;  // the key in rule files, and what dumps call it
  CheckedValues of;
  CheckOperand operand;
  Code code;  // of its finding; `words_of_check` says it in words
  Severity usual = Severity::error;
  bool of_type = false;       // follows from `type`: no key of its own
  bool under_values = false;  // another way to write `values`, under that key
};

/// In the order in which they are read, here and in dumps.
inline constexpr std::array check_rows = [] {
  using K = CheckKind;
  using O = CheckOperand;
  using enum CheckedValues;
  using enum Code;
  return std::to_array<CheckRow>({
      {K::type, "type", any, O::types, wrong_type},
      {K::readable, "readable", text, O::types, bad_format, Severity::error, true},
      {K::integer_range, "range", numbers, O::types, out_of_range, Severity::error, true},
      {K::values, "values", any, O::values, not_in_enum},
      {K::catalog, "values", any, O::column, not_in_enum, Severity::error, false, true},
      {K::format, "format", text, O::formats, bad_format},
      {K::pattern, "pattern", text, O::pattern, bad_format},
      {K::min_length, "min_length", text, O::count, too_short},
      {K::max_length, "max_length", text, O::count, too_long},
      {K::trimmed, "trimmed", text, O::flag, whitespace, Severity::warning},
      {K::enumerates, "enumerates", text, O::listing, conflict},
      {K::min, "min", numbers, O::number, out_of_range},
      {K::max, "max", numbers, O::number, out_of_range},
      {K::decimals, "decimals", numbers, O::count, bad_format},
      {K::multiple_of, "multiple_of", numbers, O::step, bad_format},
      {K::min_items, "min_items", lists, O::count, too_short},
      {K::max_items, "max_items", lists, O::count, too_long},
      {K::unique, "unique", lists, O::members, conflict},
      {K::ascending, "ascending", lists, O::members, conflict},
      {K::not_descending, "not_descending", lists, O::members, conflict},
  });
}();

/// The row of a check. (The list is short, and no payload that is fine asks.)
[[nodiscard]] constexpr const CheckRow& check_row(CheckKind kind) noexcept {
  return *std::ranges::find(check_rows, kind, &CheckRow::kind);
}

static_assert(
    [] {
      for (std::size_t kind = 0; kind <= static_cast<std::size_t>(last_check); ++kind)
        if (std::ranges::count(check_rows, static_cast<CheckKind>(kind), &CheckRow::kind) != 1)
          return false;
      return check_rows.size() == static_cast<std::size_t>(last_check) + 1;
    }(),
    "one row for each check");

/// Is it a key of a field?
[[nodiscard]] constexpr bool is_check_key(std::string_view name) noexcept {
  return std::ranges::any_of(
      check_rows, [name](const CheckRow& row) { return !row.of_type && row.name == name; });
}

}  // namespace leadlint
