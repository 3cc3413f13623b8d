// The months as English calls them, in dates such as 1 Mar 2025.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace leadlint {

inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/// March, or Mar where `in_full` is false.
[[nodiscard]] constexpr std::string_view month_name(std::uint32_t month, bool in_full) noexcept {
  const std::string_view name = month_names[month - 1];
  return in_full ? name : name.substr(0, 3);
}

/// The month whose name the text starts with, written just so; 0: none. (No name is the start of
/// another.)
[[nodiscard]] constexpr std::uint32_t month_at_front(std::string_view text, bool in_full) noexcept {
  for (std::uint32_t month = 1; month <= 12; ++month)
    if (text.starts_with(month_name(month, in_full))) return month;
  return 0;
}

/// Of AM, PM, am and pm, which the text starts with: 1 for the first half of the day, 2 for the
/// second; 0: none.
[[nodiscard]] constexpr int half_at_front(std::string_view text) noexcept {
  if (text.starts_with("AM") || text.starts_with("am")) return 1;
  return text.starts_with("PM") || text.starts_with("pm") ? 2 : 0;
}
/// 12 AM is midnight, 12 PM noon.
[[nodiscard]] constexpr std::uint32_t hour_of_day(std::uint32_t hour, int half) noexcept {
  return hour % 12 + (half == 2 ? 12 : 0);
}

}  // namespace leadlint
