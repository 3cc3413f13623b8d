// What each kind of fact looks at besides its object: which members of table::Fact mean what. The
// check of images asks here, since the type of a number does not tell.
#pragma once

#include <cstdint>

#include "table/decision_table.h"

namespace leadlint::image {

struct FactOperands {
  enum class Number : std::uint8_t {  // `index`
    unused,
    value_set,
    moment,
    moment_need,
    format,  // and `integer`
    text_part,
    catalog,
    catalog_key,
    row_column,
    row_columns,  // and `integer`
    calculation,
    list_test,
    ref_in_item,  // or none
  };
  enum class Run : std::uint8_t { unused, refs, rows, words };  // `span`
  /// Records that a ref may lead into: facts about nulls and lists look at the record at hand.
  enum class Reach : std::uint8_t { any, own, own_or_params };

  bool a = false, b = false;
  Number index = Number::unused;
  Run span = Run::unused;
  Reach reach = Reach::any;  // of a and `span`
  bool moves_time = false;   // `integer` is seconds that are added
};

[[nodiscard]] constexpr FactOperands operands_of(table::FactKind kind) noexcept {
  using enum table::FactKind;
  using Number = FactOperands::Number;
  using Run = FactOperands::Run;
  using Reach = FactOperands::Reach;
  switch (kind) {
    case has_current:
    case has_request:
    case has_params:
    case has_now:
    case says_no_current:
    case stored_known:
    case in_form:
      return {};
    case before:
      return {.index = Number::moment};
    case catalog_given:
      return {.index = Number::catalog};
    case only:
      return {.span = Run::words};
    case any_row:
      return {.span = Run::rows};
    case counted:
      return {.span = Run::refs, .reach = Reach::own};
    case catalog_has:
      return {.index = Number::catalog_key, .span = Run::refs};
    case calculation:
      return {.index = Number::calculation, .span = Run::refs};
    case present:
    case itself:
    case good:
    case known:
    case broken:
    case is_true:
    case is_false:
    case compare_number:
    case no_number:
    case compare_length:
    case on_weekday:
    case blank:
    case empty:
    case sent:
      return {.a = true};
    case compare_now:
    case compare_today:
      return {.a = true, .moves_time = true};
    case there:
    case cleared:
      return {.a = true, .reach = Reach::own};
    case unread:
      return {.a = true, .reach = Reach::own_or_params};
    case emptied:
      return {.a = true, .b = true, .reach = Reach::own};
    case in_values:
      return {.a = true, .index = Number::value_set};
    case compare_moment:
    case compare_time:
      return {.a = true, .index = Number::moment, .moves_time = true};
    case no_moment:
      return {.a = true, .index = Number::moment_need};
    case matches:
      return {.a = true, .index = Number::format};
    case text_part:
      return {.a = true, .index = Number::text_part};
    case text_part_of:
      return {.a = true, .b = true, .index = Number::text_part};
    case compare:
    case comparable:
    case compare_times:
    case same:
    case changed:
      return {.a = true, .b = true, .moves_time = true};
    case compare_lengths:
    case compare_length_to:
    case compare_text:
      return {.a = true, .b = true};
    case catalog_lacks:
      return {.a = true, .index = Number::catalog_key};
    case row_known:
    case column_there:
    case compare_column_number:
    case compare_column_text:
      return {.a = true, .index = Number::row_column};
    case compare_column_to:
      return {.a = true, .b = true, .index = Number::row_column};
    case compare_columns:
      return {.a = true, .b = true, .index = Number::row_columns};
    case some_item:
    case each_item:
      return {.a = true, .index = Number::list_test, .reach = Reach::own};
    case among_items:
      return {.a = true, .b = true, .index = Number::ref_in_item};  // b: see check_blocks.cpp
  }
  return {};
}

}  // namespace leadlint::image
