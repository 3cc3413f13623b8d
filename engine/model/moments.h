// Dates and times that stand in rule files: what a literal means by the letters of a format, and
// what one may look like. As read/times.h does for payloads, over the pattern as it was read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/ruleset.h"

namespace leadlint::model {

struct Moment {
  enum class Kind : std::uint8_t { date, time, local, instant, month };
  Kind kind = Kind::date;
  std::int64_t days = 0;          // since 1970-01-01, as written; month: of its first day; time: 0
  std::int32_t seconds = 0;       // of the day, as written
  std::uint32_t nanoseconds = 0;  // of a fraction's digits the first nine count
  std::int32_t offset = 0;        // seconds east of UTC
};

/// nullopt: the text does not follow the pattern, or there is no such day or time.
[[nodiscard]] std::optional<Moment> read_moment(const DatePattern& pattern, std::string_view text);
/// The same by the first of a form's formats that fits; `owner` has them.
[[nodiscard]] std::optional<Moment> read_moment(const Variant& variant, const RuleSet& owner,
                                                std::string_view text);
/// By the first of a field's forms that can.
[[nodiscard]] std::optional<Moment> read_moment(const Field& field, const RuleSet& owner,
                                                std::string_view text);
/// Equal as rules compare them: instants over their offsets; a date beside a date with a time by
/// the day.
[[nodiscard]] bool same_moment(const Moment& a, const Moment& b) noexcept;

/// Are all texts that the form takes dates or times?
[[nodiscard]] bool takes_only_moments(const Variant& variant, const RuleSet& owner);
/// How the first of a form's date formats writes a day in March: 03/01/2025.
[[nodiscard]] std::string example_of(const Variant& variant, const RuleSet& owner);

}  // namespace leadlint::model
