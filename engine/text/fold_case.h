// Texts without regard to case: each letter for itself, by Unicode's simple case folding (ß and SS
// differ, Ü and ü do not). Only where a field says `case: ignore`. Tests: tests/decimal_test.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace leadlint {

[[nodiscard]] std::string fold_case(std::string_view text);
/// The same in `room`; false where it does not fit.
[[nodiscard]] bool fold_case_in(std::span<char> room, std::string_view text,
                                std::string_view& folded) noexcept;
/// Two letters that are one but for case.
struct CasePair {
  char32_t letter = 0, other = 0;
};
/// All of them, by `letter`: (A, a), (K, k), (K, the sign of Kelvin), ...
[[nodiscard]] std::span<const CasePair> case_pairs();
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace leadlint
