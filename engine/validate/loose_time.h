// A date or time in parts, as people and programs write it, whether or not it is one that a format
// takes: so that a message can say which of its parts is written otherwise.
// Tests: tests/written_instead_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/words.h"

namespace leadlint::validate {

/// A number as it stands in a text; `digits` 0: it does not stand there.
struct LooseNumber {
  unsigned value = 0;
  unsigned digits = 0;

  [[nodiscard]] bool is_there() const noexcept { return digits != 0; }
};

struct LooseTime {
  enum class Order : std::uint8_t { year_first, month_first, day_first };
  enum class Zone : std::uint8_t { none, z, utc_name, offset, name };

  LooseNumber year, month, day;  // year and month alone: a month
  Order order = Order::year_first;
  bool named_month = false;
  std::string_view month_text;  // named_month: as it is written
  char between = 0;             // what parts them; 0: nothing
  std::string_view joint;       // between date and time: T, t, blanks, or nothing
  bool clock_first = false;     // the time in front of the date
  LooseNumber hour, minute, second;
  bool has_colons = true;
  char point = 0;             // in front of the fraction: . or , or nothing
  std::string_view fraction;  // its digits
  int half = 0;               // of the day: 1 AM, 2 PM
  bool half_apart = false;    // with a blank in front of it
  std::string_view half_text;
  Zone zone = Zone::none;
  bool zone_apart = false;  // with a blank in front of it
  std::string_view zone_text;
  LooseNumber zone_hours, zone_minutes;

  [[nodiscard]] bool has_date() const noexcept { return month.is_there(); }
  [[nodiscard]] bool has_time() const noexcept { return hour.is_there(); }
};

/// What all of the text says; two readings where it may start with its month or its day. Empty: it
/// is no date or time.
[[nodiscard]] std::vector<LooseTime> loose_times(std::string_view text);

/// A day or moment as a program counts it.
struct CountedTime {
  Say what;        // "a Unix time in seconds"
  LooseTime time;  // of a Unix time with the zone Z, of a day number with none
};
/// `room` holds the digits of the fraction. nullopt: it is no number that looks so.
[[nodiscard]] std::optional<CountedTime> counted_time(std::string_view number, std::string& room);

/// 28 to 31; 0: there is no such month, or no year.
[[nodiscard]] unsigned days_of_month(unsigned year, unsigned month) noexcept;

}  // namespace leadlint::validate
