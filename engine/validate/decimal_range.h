// What a calculation comes to, where it counts items of which some are not known.
#pragma once

#include <span>
#include <string_view>

#include "text/decimal_sum.h"

namespace leadlint::validate {

/// From `least` to `most`; one number, `least`, unless it is wide.
struct DecimalRange {
  DecimalSum least, most;
  bool wide = false;

  [[nodiscard]] const DecimalSum& at_most() const noexcept { return wide ? most : least; }
  /// Adds the product of numbers, of which these are the smallest and the largest that it may be:
  /// the same ones, where it is known. False: see DecimalSum::add.
  [[nodiscard]] bool add(std::span<const std::string_view> smallest,
                         std::span<const std::string_view> largest, bool negative) noexcept;
};

}  // namespace leadlint::validate
