// Texts, dates and patterns, the slow way: code points in vectors, no tables, no automata.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/pattern.h"
#include "model/ruleset.h"

namespace reference {

[[nodiscard]] std::u32string code_points(std::string_view utf8);
[[nodiscard]] bool is_white_space(char32_t point);
[[nodiscard]] std::string trim(std::string_view utf8);
/// Nothing but white space and signs of no width.
[[nodiscard]] bool shows_nothing(std::string text);
/// No white space and no space of no width at either end, and something to see.
[[nodiscard]] bool is_tight(const std::string& text);
[[nodiscard]] std::size_t length_of(std::string_view utf8, leadlint::model::LengthUnit unit);
/// ASCII letters, Latin 1, Greek and Cyrillic: those that tests use.
[[nodiscard]] std::string fold_case(std::string_view text);

/// `-?[0-9]+` that fits signed 64 bits; nullopt when it does not fit (or is no such text).
[[nodiscard]] std::optional<std::int64_t> to_int64(std::string_view text);
[[nodiscard]] bool is_integer_text(std::string_view text);
[[nodiscard]] bool is_number_text(std::string_view text);

/// A number digit by digit: `digits` times ten to the power of `exponent`, without zeros at either
/// end.
struct Exact {
  bool negative = false;
  std::string digits;  // empty: 0
  long exponent = 0;
};
/// Of what is_number_text.
[[nodiscard]] Exact exact(std::string_view number);
/// By dividing on paper.
[[nodiscard]] bool is_multiple(const Exact& number, const Exact& unit);
/// -1, 0, 1.
[[nodiscard]] int compare_exact(const Exact& left, const Exact& right);
/// 7.5, 1e400: one spelling for each value, as catalogs and texts have it.
[[nodiscard]] std::string plain_spelling(const Exact& number);

/// Does the whole text match the pattern?
[[nodiscard]] bool matches(const leadlint::model::Pattern& pattern, std::string_view utf8,
                           bool any_case = false);

/// What a date/time text says. Members not named by the pattern are absent.
struct Moment {
  std::optional<int> year, month, day, hour, minute, second;
  std::string fraction;  // digits
  std::optional<int> zone_minutes;
  std::optional<bool> afternoon;  // while an hour of twelve is read

  [[nodiscard]] bool has_date() const { return year && month && day; }
  [[nodiscard]] bool has_clock() const { return hour.has_value(); }
};
/// Reads a text by a date pattern; nullopt when it does not follow it or there is no such moment.
[[nodiscard]] std::optional<Moment> read_moment(const leadlint::model::DatePattern& pattern,
                                                std::string_view text);
/// -1, 0 or 1; nullopt when the two are not alike. `seconds` are added to the right side. A date
/// and a date-time compare by their dates as written, but not where `alike`.
[[nodiscard]] std::optional<int> compare_moments(const Moment& left, const Moment& right,
                                                 std::int64_t seconds, bool alike = false);

}  // namespace reference
