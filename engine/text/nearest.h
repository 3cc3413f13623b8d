// A value that is not on a list to the value of the list that was likely meant ("did you mean
// ...?").
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace leadlint {

/// The candidate that `value` was likely meant to be; nullopt when none is near or two are equally
/// so.
///
/// Compared without case (of ASCII letters), blanks, `_`, `-` and zero-width spaces. Near is
///   - a candidate within max(1, shorter length / 4) slips of the pen, a slip being a character too
///     many, too few, wrong, or two neighbours swapped (LEAD_WN -> LEAD_WON); the nearest one wins,
///   - else the one candidate that begins with the value, or that the value begins with, where that
///     beginning has 5 characters or more (valid_lead_sent -> valid_lead).
/// The cost is bounded by the candidates, however long the value is.
[[nodiscard]] std::optional<std::string> nearest(std::string_view value,
                                                 std::span<const std::string_view> candidates);
[[nodiscard]] std::optional<std::string> nearest(std::string_view value,
                                                 std::span<const std::string> candidates);

}  // namespace leadlint
