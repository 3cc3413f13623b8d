// A value of a payload as rules compare it: a number, a text, a moment, yes or no.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "read/record.h"
#include "read/times.h"
#include "table/decision_table.h"
#include "text/ascii.h"

namespace leadlint::validate {

using read::TimeValue;

/// `-?[0-9]+` within 64 bits.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view text) noexcept;
/// A text's characters in the unit of its field, a list's items; nullopt: neither.
[[nodiscard]] std::optional<std::int64_t> length_of(const table::DecisionTable& table,
                                                    const read::Node& value, table::FieldId field);

/// True for `-?[0-9]+` of any length.
[[nodiscard]] bool is_integer_text(std::string_view text) noexcept;
/// A JSON number's spelling as a double; nullopt for anything else and beyond a double's range.
[[nodiscard]] std::optional<double> read_number(std::string_view text) noexcept;
/// An integral JSON number in any spelling (`1.0`, `1e2`) that fits 64 bits.
[[nodiscard]] std::optional<std::int64_t> read_integral(std::string_view text) noexcept;

/// By the first format of a form that fits; of a field, by the first of its forms.
[[nodiscard]] bool read_moment(const table::DecisionTable& table, const table::Variant& variant,
                               std::string_view text, TimeValue& out) noexcept;
[[nodiscard]] bool read_moment(const table::DecisionTable& table, const table::Field& field,
                               std::string_view text, TimeValue& out) noexcept;
/// Does `text` match one of the format's ways to write it?
[[nodiscard]] bool matches_format(const table::DecisionTable& table, const table::Format& format,
                                  std::string_view text) noexcept;

/// Does an order satisfy a comparison sign?
[[nodiscard]] inline bool satisfies(std::partial_ordering order, table::Compare compare) noexcept {
  switch (compare) {
    case table::Compare::eq:
      return order == 0;
    case table::Compare::ne:
      return order != 0;
    case table::Compare::lt:
      return order < 0;
    case table::Compare::le:
      return order <= 0;
    case table::Compare::gt:
      return order > 0;
    case table::Compare::ge:
      return order >= 0;
  }
  return false;
}

/// How two good values compare; nullopt where they do not (text with a number, a date with a time).
/// `by_day`: where one is a date and the other a date with a time, the days as written compare.
struct Side {
  const read::Node* node = nullptr;
  const table::Field* field = nullptr;
};
[[nodiscard]] std::optional<std::partial_ordering> compare_values(const table::DecisionTable& table,
                                                                  Side a, Side b,
                                                                  std::int64_t b_plus_seconds,
                                                                  bool by_day) noexcept;
/// Do good values of these fields that compare as equal have one key each (and perhaps others that
/// do not)? Not moments, nor spellings of one entry.
[[nodiscard]] bool have_equality_keys(const table::Field& a, const table::Field& b) noexcept;
/// The key of a value that is compared with some of the field `other`.
void append_equality_key(Side value, const table::Field& other, std::string& to);
/// Likewise of moments: of like kinds, and by the day as written a date beside a date with a time.
[[nodiscard]] std::optional<std::partial_ordering> compare_moments(const read::TimeValue& a,
                                                                   const read::TimeValue& b,
                                                                   std::int64_t b_plus_seconds,
                                                                   bool by_day) noexcept;
/// The date or time that a good value stands for; false: none.
[[nodiscard]] bool moment_of(const table::DecisionTable& table, Side side,
                             read::TimeValue& out) noexcept;
[[nodiscard]] inline read::TimeValue time_value(const table::Moment& moment) noexcept {
  return {moment.kind, moment.days, moment.seconds, moment.nanoseconds, moment.offset};
}
/// The time of day of a date with a time, as written, or of a time; false: it has none.
[[nodiscard]] bool to_time_of_day(read::TimeValue& value) noexcept;
/// Does it compare with such a moment?
[[nodiscard]] bool meets(const read::TimeValue& value, table::MomentNeed need) noexcept;

/// A number of a rule: an int64, or (not `integral`) the number that `exact` spells, to which
/// `nearest` is the nearest double.
struct Bound {
  bool integral = false;
  std::int64_t integer = 0;
  double nearest = 0;
  std::string_view exact;
};
/// How a value compares with a number; `from_text`: a text may stand for one.
[[nodiscard]] std::optional<std::partial_ordering> compare_number(const read::Node& node,
                                                                  bool from_text,
                                                                  const Bound& bound) noexcept;
/// What a text of the field stands for, where it stands for a number.
/// A text whose first sign shows is not blank: nor are most.
[[nodiscard]] inline bool shows_something(const read::Node& value) noexcept {
  return value.kind == read::Kind::string && value.size != 0 && shows(value.data[0]);
}
[[nodiscard]] inline bool reads_numbers(const table::Field& field) noexcept {
  return (field.read_kinds & (table::k_integer | table::k_number)) != 0;
}
/// A node's value as text that tells it from all others: numbers in the one spelling of their
/// value, whether the payload has them as numbers or as texts that stand for them.
void append_key(const table::Field* field, const read::Node& node, std::string& to);
/// The text of a node for `text()`: a string's characters, a number's spelling, true or false.
[[nodiscard]] std::string_view plain_text(const read::Node& node) noexcept;
/// `plain_text`, with one spelling for every integer: 0 for -0, 1 for 1.0. `room` holds it if it
/// differs from the payload's.
[[nodiscard]] std::string_view key_text(const read::Node& node,
                                        std::array<char, 24>& room) noexcept;
/// Have two texts the same characters? Of either the hash alone may be known. Numbers have one
/// spelling for each value.
[[nodiscard]] bool same_text(const read::Node& a, const read::Node& b) noexcept;
/// Do the texts differ in case at most?
/// Does `case: ignore` hold for a text?
[[nodiscard]] bool ignores_case(const table::DecisionTable& table, const Side& side) noexcept;
[[nodiscard]] bool same_folded(const read::Node& a, const read::Node& b) noexcept;
/// The moment that a value of a list stands for.
[[nodiscard]] bool is_moment(const table::Moment& listed, const TimeValue& value) noexcept;
/// Can rules tell how two good values stand to each other? Not so a time of day and a date, two
/// objects of which rules know nothing; where it is about their order (`ordered`), nor a date and
/// the "" that its field takes beside dates.
[[nodiscard]] bool are_comparable(const table::DecisionTable& table, Side a, Side b,
                                  bool ordered) noexcept;

/// The moment that a kept node stands for (read::Kept::moment).
[[nodiscard]] TimeValue kept_moment(const read::Node& node) noexcept;
/// Equal, whatever rules say of them: numbers by their value, texts by their characters. A list or
/// an object equals nothing.
[[nodiscard]] bool same_raw(const read::Node& a, const read::Node& b) noexcept;

}  // namespace leadlint::validate
