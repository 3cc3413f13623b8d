// Sums of products of decimal numbers, exactly, in memory of one size.
//
//   add({"19.99", "3"}), add({"0.01"}), add({"59.98"}, true)   -->   0
//
// Products of at most 18 digits, nine of them behind the point, are summed up in one wide integer.
// Any other number is held in limbs of nine digits each, those behind the point first. They are
// carried only when somebody asks, so that adding costs a few instructions a limb. Numbers with
// more digits than `max_calculated_digits` on either side of the point are not calculated with.
// Tests: tests/decimal_sum_test.cpp.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace leadlint {

/// Before the point and behind it, of each number.
inline constexpr std::int64_t max_calculated_digits = 36;
/// Of one product.
inline constexpr std::size_t max_calculated_factors = 3;

/// May the number stand in a calculation?
[[nodiscard]] bool is_calculable(std::string_view number) noexcept;

class DecimalSum {
 public:
  /// Adds the product of the numbers, of which there is at least one. False: one of them is no
  /// number, or has too many digits; nothing is added then.
  [[nodiscard]] bool add(std::span<const std::string_view> factors, bool negative) noexcept;
  /// How the sum stands to 0.
  [[nodiscard]] std::strong_ordering sign() const noexcept;
  /// As people write it: -12.5, 0.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr int digits_of_limb = 9;
  static constexpr int limbs_of_side = static_cast<int>(max_calculated_digits) / digits_of_limb;
  static constexpr int point = limbs_of_side * static_cast<int>(max_calculated_factors);
  static constexpr int limb_count = 2 * point + 2;  // with room for what is carried
  static constexpr std::int64_t limb_unit = 1'000'000'000;

  using Limbs = std::array<std::int64_t, limb_count>;
  struct Product;
  static void carry(Limbs& limbs) noexcept;
  [[nodiscard]] bool add_short(std::span<const std::string_view> factors, bool negative) noexcept;
  void add_limbs(const Product& product, bool negative) noexcept;
  [[nodiscard]] Limbs carried() const noexcept;

#ifdef __SIZEOF_INT128__
  __extension__ using Wide = __int128;
  /// So many of them fit it, and more than any record has.
  static constexpr std::uint32_t max_short = std::uint32_t{1} << 31;
#else
  using Wide = std::int64_t;
  static constexpr std::uint32_t max_short = 0;
#endif
  Wide short_sum_ = 0;  // of the short products, in billionths
  std::uint32_t short_count_ = 0;

  bool has_limbs_ = false;  // else they are not set
  Limbs limbs_;
  std::uint32_t added_ = 0;  // since they were last carried
};

}  // namespace leadlint
