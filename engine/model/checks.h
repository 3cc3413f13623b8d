// The checks of a form (check_members in model/ruleset.h), walked without their names:
//
//   for_each_check(variant, [](const CheckRow& row, auto& check) { if (check) ...; });
//
// Covered by tests/checks_test.cpp.
#pragma once

#include <tuple>
#include <utility>

#include "finding/checks.h"
#include "model/ruleset.h"

namespace leadlint::model {

inline constexpr std::size_t check_member_count = std::tuple_size_v<decltype(check_members)>;

/// What the model stores of an operand.
template <class T>
inline constexpr CheckOperand operand_of = CheckOperand::types;
template <>
inline constexpr CheckOperand operand_of<bool> = CheckOperand::flag;
template <>
inline constexpr CheckOperand operand_of<std::int64_t> = CheckOperand::count;
template <>
inline constexpr CheckOperand operand_of<Scalar> = CheckOperand::number;
template <>
inline constexpr CheckOperand operand_of<std::vector<Scalar>> = CheckOperand::values;
template <>
inline constexpr CheckOperand operand_of<CatalogColumn> = CheckOperand::column;
template <>
inline constexpr CheckOperand operand_of<std::vector<FormatName>> = CheckOperand::formats;
template <>
inline constexpr CheckOperand operand_of<PatternText> = CheckOperand::pattern;
template <>
inline constexpr CheckOperand operand_of<std::vector<MemberName>> = CheckOperand::members;
template <>
inline constexpr CheckOperand operand_of<Enumerates> = CheckOperand::listing;

namespace detail {

template <class T>
constexpr bool stores(const CheckRow& row, const CheckMember<T>& member) {
  const bool step = row.operand == CheckOperand::step && operand_of<T> == CheckOperand::number;
  return row.kind == member.kind && (step || row.operand == operand_of<T>);
}

/// Are the members those of the rows with a key, one by one?
consteval bool members_are_the_rows() {
  return std::apply(
      [](const auto&... member) {
        std::size_t at = 0;
        const auto next = [&at]() -> const CheckRow& {
          while (check_rows[at].of_type) ++at;
          return check_rows[at++];
        };
        const bool each = (... && stores(next(), member));
        return each && std::ranges::all_of(check_rows.begin() + at, check_rows.end(),
                                           [](const CheckRow& row) { return row.of_type; });
      },
      check_members);
}
static_assert(members_are_the_rows(),
              "a member of Variant for each row of check_rows that is a key, in that order");

/// The places in `check_members`, in the order in which the checks are judged.
consteval auto judged_order() {
  std::array<std::size_t, check_member_count> order{};
  const std::array kinds =
      std::apply([](const auto&... member) { return std::array{member.kind...}; }, check_members);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&kinds](std::size_t i) { return kinds[i]; });
  return order;
}

template <std::size_t place, class AVariant, class Visit>
void visit_check(AVariant& variant, Visit& visit) {
  constexpr const auto& member = std::get<place>(check_members);
  visit(check_row(member.kind), variant.*(member.member));
}

}  // namespace detail

/// Calls `visit` with the row and the (optional) check of each, in the order of the list.
template <class AVariant, class Visit>
void for_each_check(AVariant& variant, Visit visit) {
  [&]<std::size_t... place>(std::index_sequence<place...>) {
    (detail::visit_check<place>(variant, visit), ...);
  }
  (std::make_index_sequence<check_member_count>());
}

/// The same in the order in which the checks are judged.
template <class AVariant, class Visit>
void for_each_check_as_judged(AVariant& variant, Visit visit) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (detail::visit_check<detail::judged_order()[i]>(variant, visit), ...);
  }
  (std::make_index_sequence<check_member_count>());
}

/// The JSON types of the values that a check is about; 0: any.
[[nodiscard]] constexpr TypeSet types_of(CheckedValues values) noexcept {
  switch (values) {
    case CheckedValues::any:
      break;
    case CheckedValues::text:
      return string_type;
    case CheckedValues::numbers:
      return integer_type | number_type;
    case CheckedValues::lists:
      return array_type;
  }
  return 0;
}

}  // namespace leadlint::model
