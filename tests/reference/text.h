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
[[nodiscard]] std::size_t length_of(std::string_view utf8, leadlint::model::LengthUnit unit);
[[nodiscard]] std::string fold_case(std::string_view text);  // ASCII letters only

/// `-?[0-9]+` that fits signed 64 bits; nullopt when it does not fit (or is no such text).
[[nodiscard]] std::optional<std::int64_t> to_int64(std::string_view text);
[[nodiscard]] bool is_integer_text(std::string_view text);
[[nodiscard]] bool is_number_text(std::string_view text);

/// Does the whole text match the pattern?
[[nodiscard]] bool matches(const leadlint::model::Pattern& pattern, std::string_view utf8);

/// What a date/time text says. Members not named by the pattern are absent.
struct Moment {
  std::optional<int> year, month, day, hour, minute, second;
  std::string fraction;  // digits
  std::optional<int> zone_minutes;

  [[nodiscard]] bool has_date() const { return year && month && day; }
  [[nodiscard]] bool has_clock() const { return hour.has_value(); }
};
/// Reads a text by a date pattern; nullopt when it does not follow it or there is no such moment.
[[nodiscard]] std::optional<Moment> read_moment(const leadlint::model::DatePattern& pattern,
                                                std::string_view text);
/// -1, 0 or 1; nullopt when the two are not alike. `seconds` are added to the right side. A date and
/// a date-time compare by their dates as written.
[[nodiscard]] std::optional<int> compare_moments(const Moment& left, const Moment& right,
                                                 std::int64_t seconds);

}  // namespace reference
