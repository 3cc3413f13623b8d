// Text that stands for a number or a boolean, where an input has only text: CSV cells, the values
// of form text, the parameters of a URL. One rule for all of them.
//
//   type: integer                 12 is the number; two stays a text, and of the wrong type
//   type: [integer, string]       12 is the number (a CSV cell in quotes is the text)
//   type: integer, accept: text   12 stays a text, which the field takes
//   type: boolean, words: {true: [on]}     on is true
//   type: object, encoded: json   {"a": 1} is the object
//
// Tests: tests/form_test.cpp, tests/csv_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "read/json_token.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

struct TextTyping {
  table::Kinds kinds = 0;  // boolean, integer, number: what text becomes where it reads as one
  bool or_text = false;    // the field takes text, too
  bool words = false;      // it has words for booleans
  bool json = false;       // text is the JSON of the value
};
/// What text becomes in a field (none: that no rule names). Text stays text where the field's own
/// form takes nothing else.
[[nodiscard]] TextTyping text_typing(const table::DecisionTable& table, FieldId field) noexcept;

/// How an empty text that somebody sent goes with a form of a field.
enum class EmptyText : std::uint8_t {
  no_value,  // it takes numbers, dates or times: the place of one was left empty
  text,      // it takes other texts, and this may be one
  neither,   // it takes none of them
};
[[nodiscard]] EmptyText empty_text_for(const table::DecisionTable& table,
                                       const table::Variant& variant) noexcept;
/// Is an empty text no value of the field, whichever of its forms counts?
[[nodiscard]] bool is_left_empty(const table::DecisionTable& table, FieldId field) noexcept;

/// Makes a number or a boolean of the text (which is not empty), where it is one of these kinds and
/// spelled as in JSON.
[[nodiscard]] inline bool read_typed(table::Kinds kinds, std::string_view text,
                                     Node& node) noexcept {
  constexpr table::Kinds numbers = table::k_integer | table::k_number;
  const bool numeric = text[0] == '-' || is_digit(text[0]);
  if (numeric)
    return (kinds & numbers) != 0 && read_number(text.data(), text.data() + text.size(), node);
  if ((kinds & table::k_boolean) == 0) return false;
  if (text != "true" && text != "false") return false;
  node.kind = text[0] == 't' ? Kind::true_value : Kind::false_value;
  return true;
}

/// Makes a boolean of the text, where it is one of the field's words for one.
[[nodiscard]] bool read_boolean_word(const table::DecisionTable& table, FieldId field,
                                     std::string_view text, Node& node) noexcept;

/// Makes `node` the value that `text` stands for in `field`: a number, a boolean or the text.
void read_text_value(const table::DecisionTable& table, FieldId field, std::string_view text,
                     Node& node) noexcept;

}  // namespace leadlint::read
