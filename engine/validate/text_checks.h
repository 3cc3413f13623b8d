// The checks of single values that need no other value. Each answers: does the value pass?
#pragma once

#include <cstdint>
#include <string_view>

#include "read/record.h"
#include "read/text_match.h"
#include "table/decision_table.h"
#include "text/blanks.h"
#include "validate/value.h"

namespace leadlint::validate {

/// Is the number whole, however it is spelled and however large it is?
[[nodiscard]] bool is_whole(std::string_view number) noexcept;

/// Is the value of a kind the form takes? Text that should read as a number or a boolean passes
/// here; `readable_holds` judges it.
[[nodiscard]] inline bool type_holds(const table::Variant& variant,
                                     const read::Node& value) noexcept {
  const table::Kinds kind = bit(value.kind);
  if (value.bare_item) return variant.bare_item;
  if ((variant.kinds & kind) != 0) return true;
  if (value.kind == read::Kind::integer) return (variant.kinds & table::k_number) != 0;
  if (value.kind == read::Kind::string) return variant.text_kinds != 0;
  if (value.kind == read::Kind::number && (variant.kinds & table::k_integer) != 0)
    return !variant.lexical_integer && (value.too_large || is_whole(value.text()));
  return false;
}

[[nodiscard]] bool readable_holds(const table::Variant& variant, const read::Node& value) noexcept;
[[nodiscard]] bool range_holds(const table::Variant& variant, const read::Node& value) noexcept;
[[nodiscard]] std::int64_t length(std::string_view text, table::LengthUnit unit) noexcept;
[[nodiscard]] bool length_holds(const table::Check& check, const table::Variant& variant,
                                const read::Node& value) noexcept;
[[nodiscard]] bool format_holds(const table::DecisionTable& table, const table::Check& check,
                                const table::Variant& variant, const read::Node& value) noexcept;
[[nodiscard]] bool bound_holds(const table::DecisionTable& table, const table::Check& check,
                               const table::Variant& variant, const read::Node& value) noexcept;
/// A check that has no quicker way than `simple_check_holds`.
[[nodiscard]] bool other_check_holds(const table::DecisionTable& table, const table::Check& check,
                                     const table::Variant& variant,
                                     const read::Node& value) noexcept;
[[nodiscard]] bool enumerates_holds(const table::DecisionTable& table, const table::Check& check,
                                    const read::Node& value) noexcept;
/// Is the text in the list, whatever its case? The list is one of `case: ignore`.
[[nodiscard]] bool is_listed_folded(const table::DecisionTable& table, const table::ValueSet& set,
                                    std::string_view text) noexcept;
/// Makes the value one of this kind: a text, or what JSON spells so.
void set_value(read::Node& value, table::Kinds kind, std::string_view text) noexcept;
/// The place of the value among those that its field's had before; `no_name`: it is none. In texts
/// that have no types, a number or boolean is found by its text as well.
[[nodiscard]] std::uint16_t find_old_value(const table::DecisionTable& table,
                                           const read::Record& record,
                                           const table::FormerValues& list, const read::Node& value,
                                           const table::Field& field) noexcept;
/// The place in an enumeration of the value that this one is, or is another spelling of; or
/// `no_name`. Values of one kind are never those of another, but for texts of `field` that stand
/// for something.
[[nodiscard]] std::uint16_t find_value(const table::DecisionTable& table,
                                       const table::ValueSet& set, const read::Node& value,
                                       const table::Field& field) noexcept;

/// Does a value pass a check that looks at it alone? What is not asked here in a way of its own,
/// for speed or because it needs the table, `simple_check_holds` says; those that compare the items
/// of a list pass here (full_check_lists.cpp).
[[nodiscard]] inline bool value_check_holds(const table::DecisionTable& table,
                                            const table::Check& check,
                                            const table::Variant& variant,
                                            const table::Field& field,
                                            const read::Node& value) noexcept {
  using K = CheckKind;
  const bool text = value.kind == read::Kind::string;
  const bool list = value.kind == read::Kind::array;
  switch (check.kind) {
    case K::type:
      return type_holds(variant, value);
    case K::readable:
      return readable_holds(variant, value);
    case K::integer_range:
      return range_holds(variant, value);
    case K::values:
      return (value.kind == read::Kind::null && (variant.kinds & table::k_null) != 0) ||
             find_value(table, table.value_sets[check.values], value, field) != table::no_name;
    case K::min_length:
    case K::max_length:
      return !text || length_holds(check, variant, value);
    case K::pattern:
    case K::format:
      return !text || format_holds(table, check, variant, value);
    case K::min:
    case K::max:
      return bound_holds(table, check, variant, value);
    case K::min_items:
      return !list || value.size >= check.integer;
    case K::max_items:
      return !list || value.size <= check.integer;
    case K::trimmed:
      return !text || is_tight(value.text());
    case K::enumerates:
      return !text || enumerates_holds(table, check, value);
    case K::catalog:  // asks the context: FullCheck::value_check_holds
    case K::unique:
    case K::ascending:
    case K::not_descending:
      return true;
    default:
      return other_check_holds(table, check, variant, value);
  }
}

/// Does a failure of this check make the value broken for rules that compare it? A value that was
/// read and is only warned of is used: a warning must not switch off an error.
[[nodiscard]] constexpr bool breaks_value(const table::Check& check, Severity severity) noexcept {
  return severity == Severity::error || table::is_reading(check.kind);
}

/// After such a failure the value gets no other check: one cause, one finding.
[[nodiscard]] constexpr bool ends_checks(table::CheckKind kind, Severity severity) noexcept {
  using K = table::CheckKind;
  if (severity == Severity::off) return false;
  return kind == K::type || kind == K::readable || kind == K::integer_range ||
         (kind == K::min_length && severity == Severity::error);
}

/// Checks that compare the items of a list report at the item, themselves.
[[nodiscard]] constexpr bool is_list_member_check(table::CheckKind kind) noexcept {
  using K = table::CheckKind;
  return kind == K::unique || kind == K::ascending || kind == K::not_descending;
}

}  // namespace leadlint::validate
