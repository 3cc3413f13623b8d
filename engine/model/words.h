// The words of rules, a row each: the verbs, the functions that are conditions, and those that give
// a value. What they mean is for the stages to say, in a `switch` that the compiler holds to these
// enumerations; tests/checks_test.cpp holds manual and examples to them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "leadlint/finding.h"
#include "model/ruleset.h"

namespace leadlint::model {

struct VerbRow {
  Verb verb;
  std::string_view name;  // the key in rule files
  Code code;              // of its finding, where what it asks does not hold
};

/// In the order of Verb.
inline constexpr auto verb_rows = std::to_array<VerbRow>({
    {Verb::require, "require", Code::missing_field},
    {Verb::fill, "fill", Code::missing_field},  // (or too_short: it is there and empty)
    {Verb::require_any, "require_any", Code::missing_field},
    {Verb::require_one, "require_one", Code::missing_field},  // (or conflict: a second one)
    {Verb::require_some, "require_some", Code::missing_field},
    {Verb::at_most_one, "at_most_one", Code::conflict},
    {Verb::all_or_none, "all_or_none", Code::missing_field},
    {Verb::forbid, "forbid", Code::forbidden_field},
    {Verb::keep, "keep", Code::immutable},
    {Verb::assert_that, "assert", Code::conflict},  // (or as the condition has it)
});
static_assert(
    [] {
      for (std::size_t i = 0; i < verb_rows.size(); ++i)
        if (static_cast<std::size_t>(verb_rows[i].verb) != i) return false;
      return verb_rows.back().verb == Verb::assert_that;
    }(),
    "one row for each verb, in the order of Verb");

[[nodiscard]] constexpr const VerbRow& verb_row(Verb verb) noexcept {
  return verb_rows[static_cast<std::size_t>(verb)];
}
/// Does it take two members or more, none of them twice?
[[nodiscard]] constexpr bool is_of_group(Verb verb) noexcept {
  return verb == Verb::require_some || verb == Verb::at_most_one || verb == Verb::all_or_none;
}
/// Does it ask for its targets together, and not for each by itself?
[[nodiscard]] constexpr bool asks_together(Verb verb) noexcept {
  switch (verb) {
    case Verb::require_any:
    case Verb::require_one:
    case Verb::require_some:
    case Verb::at_most_one:
    case Verb::all_or_none:
      return true;
    case Verb::require:
    case Verb::fill:
    case Verb::forbid:
    case Verb::keep:
    case Verb::assert_that:
      break;
  }
  return false;
}
[[nodiscard]] constexpr bool is_verb(std::string_view name) noexcept {
  return std::ranges::find(verb_rows, name, &VerbRow::name) != verb_rows.end();
}

/// What stands in the brackets of a function.
enum class Arguments : std::uint8_t {
  field,               // present(a), length(a)
  given,               // given(catalog), given(current.a)
  field_and_format,    // matches(a, date)
  field_and_text,      // contains(a, "x"), contains(a, b)
  two_fields,          // same(a, b)
  fields,              // only(a, b, ...)
  list_and_condition,  // any(a, b > 0)
  list_of_some,        // count(a), count(a, b > 0)
  product_of_items     // sum(a.b * a.c)
};

struct FunctionRow {
  Condition::Kind kind;
  const char* name;
  Arguments takes;
};

inline constexpr auto function_rows = std::to_array<FunctionRow>({
    {Condition::Kind::present, "present", Arguments::field},
    {Condition::Kind::absent, "absent", Arguments::field},
    {Condition::Kind::sent, "sent", Arguments::field},
    {Condition::Kind::cleared, "cleared", Arguments::field},
    {Condition::Kind::given, "given", Arguments::given},
    {Condition::Kind::blank, "blank", Arguments::field},
    {Condition::Kind::matches, "matches", Arguments::field_and_format},
    {Condition::Kind::starts_with, "starts_with", Arguments::field_and_text},
    {Condition::Kind::ends_with, "ends_with", Arguments::field_and_text},
    {Condition::Kind::contains, "contains", Arguments::field_and_text},
    {Condition::Kind::same, "same", Arguments::two_fields},
    {Condition::Kind::changed, "changed", Arguments::field},
    {Condition::Kind::only, "only", Arguments::fields},
    {Condition::Kind::any_item, "any", Arguments::list_and_condition},
    {Condition::Kind::all_items, "all", Arguments::list_and_condition},
});

/// The row of a condition that is a function; nullptr for any other.
[[nodiscard]] constexpr const FunctionRow* function_row(Condition::Kind kind) noexcept {
  const auto* const found = std::ranges::find(function_rows, kind, &FunctionRow::kind);
  return found == function_rows.end() ? nullptr : found;
}

/// What a function of an operand gives.
enum class Gives : std::uint8_t { number, text, weekday, time };

/// Where it may stand; bits.
using Standing = std::uint8_t;
inline constexpr Standing compared = 1,  // on a side of ==, < and the like, alone
    listed = 2,                          // in front of `in [...]`
    calculated = 4;                      // in a calculation; without `compared` it always makes one

struct ValueFunctionRow {
  Operand::Kind kind;
  const char* name;
  Arguments takes;
  Gives gives;
  Standing stands;
};

/// The functions of values.
inline constexpr auto value_function_rows = std::to_array<ValueFunctionRow>({
    {Operand::Kind::length, "length", Arguments::field, Gives::number,
     compared | listed | calculated},
    {Operand::Kind::count, "count", Arguments::list_of_some, Gives::number, calculated},
    {Operand::Kind::text, "text", Arguments::field, Gives::text, compared | listed},
    {Operand::Kind::sum, "sum", Arguments::product_of_items, Gives::number, calculated},
    {Operand::Kind::weekday, "weekday", Arguments::field, Gives::weekday, compared | listed},
    {Operand::Kind::time_of_day, "time_of_day", Arguments::field, Gives::time, compared},
});

/// The row of an operand that is a function; nullptr for any other.
[[nodiscard]] constexpr const ValueFunctionRow* value_function(Operand::Kind kind) noexcept {
  const auto* const found = std::ranges::find(value_function_rows, kind, &ValueFunctionRow::kind);
  return found == value_function_rows.end() ? nullptr : found;
}
[[nodiscard]] constexpr const ValueFunctionRow* value_function(std::string_view name) noexcept {
  for (const ValueFunctionRow& row : value_function_rows)
    if (row.name == name) return &row;
  return nullptr;
}
/// Does it make a calculation of the comparison that it stands in?
[[nodiscard]] constexpr bool always_calculates(Operand::Kind kind) noexcept {
  const ValueFunctionRow* const row = value_function(kind);
  return row != nullptr && (row->stands & compared) == 0;
}

}  // namespace leadlint::model
