// Dates and times that stand in rule files: what a literal means by the letters of a format, and
// what one may look like. As read/times.h does for payloads, over the pattern as it was read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/moment.h"
#include "model/ruleset.h"

namespace leadlint::model {

/// nullopt: the text does not follow the pattern, or there is no such day or time.
[[nodiscard]] std::optional<Moment> read_moment(const DatePattern& pattern, std::string_view text);
/// The same by the first of a form's formats that fits; `owner` has them.
[[nodiscard]] std::optional<Moment> read_moment(const Variant& variant, const RuleSet& owner,
                                                std::string_view text);
/// By the first of a field's forms that can.
[[nodiscard]] std::optional<Moment> read_moment(const Field& field, const RuleSet& owner,
                                                std::string_view text);
/// A constant in the ISO spelling of its kind, whatever the letters of a field are: 2025-03-01,
/// 10:00, 10:00:30.5, 2025-03-01T10:00, 2025-03-01T10:00:30+02:00.
[[nodiscard]] std::optional<Moment> read_iso_moment(std::string_view text);
/// A constant that stands beside a form, or beside a field: by the letters of its formats, or ISO.
[[nodiscard]] std::optional<Moment> read_constant(const Variant& variant, const RuleSet& owner,
                                                  std::string_view text);
[[nodiscard]] std::optional<Moment> read_constant(const Field& field, const RuleSet& owner,
                                                  std::string_view text);
/// "a date", "a time of day", "a date and time without a zone", "an instant", "a month".
[[nodiscard]] std::string_view kind_words(Moment::Kind kind) noexcept;
/// Do two moments of these kinds compare? A date and a date with a time do, by the day.
[[nodiscard]] bool compare_at_all(Moment::Kind a, Moment::Kind b) noexcept;

/// Equal as rules compare them: instants over their offsets; a date beside a date with a time by
/// the day.
[[nodiscard]] bool same_moment(const Moment& a, const Moment& b) noexcept;

/// Of two that compare; a date beside a date with a time by the day.
[[nodiscard]] bool is_before(const Moment& a, const Moment& b) noexcept;

/// Are all texts that the form takes dates or times?
[[nodiscard]] bool takes_only_moments(const Variant& variant, const RuleSet& owner);
/// How the first of a form's date formats writes a day in March: 03/01/2025.
[[nodiscard]] std::string example_of(const Variant& variant, const RuleSet& owner);

}  // namespace leadlint::model
