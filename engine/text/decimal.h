// Numbers by their value, from how they are spelled: no number is rounded on the way, so no two
// neighbours are taken for one. Cost: one walk over the spelling; nothing is written out, so
// 1e999999999 is as cheap as 1. Tests: tests/decimal_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace leadlint {

/// 0.0125 and 125e-4: negative no, digits "125", power -2 (1.25 times ten to the power of -2).
struct Decimal {
  bool negative = false;
  /// From the first digit that is not 0 to the last that is not, perhaps with a point among them;
  /// empty: the number is 0.
  std::string_view digits;
  std::int64_t power = 0;  // of ten, of the first digit; held at about 10^18 either way
};

/// A number as JSON spells it, but that zeros may stand in front; nullopt for anything else.
[[nodiscard]] std::optional<Decimal> read_decimal(std::string_view text) noexcept;
[[nodiscard]] std::strong_ordering compare(const Decimal& a, const Decimal& b) noexcept;
/// The digits from the first that is not 0 to the last that is not.
[[nodiscard]] std::int64_t digit_count(const Decimal& number) noexcept;
/// The digits that its value has behind the point: 1 for 12.50 and 25e-1, 0 for 1.00 and 5e3.
[[nodiscard]] std::int64_t places(const Decimal& number) noexcept;
/// Is it a whole number of times `unit`, a number over 0 that has at most `max_unit_digits`?
[[nodiscard]] bool is_multiple(const Decimal& number, const Decimal& unit) noexcept;
inline constexpr std::int64_t max_unit_digits = 18;

/// The one spelling that all spellings of a number come to: 7 for 7.0 and 70e-1, 0.5 for 5E-1, 0
/// for -0, 1e400 for 10e399 (zeros are written out as far as 40 places go). What is no number is
/// left as it is.
void append_canonical(std::string& to, std::string_view number);
[[nodiscard]] std::string canonical(std::string_view number);
/// The same in `room`; empty where it does not fit, or where `number` is none.
[[nodiscard]] std::string_view canonical_in(std::span<char> room, std::string_view number) noexcept;

}  // namespace leadlint
