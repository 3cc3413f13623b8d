// Dates and times out of text, checked against the calendar.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "table/decision_table.h"

namespace leadlint::read {

/// What a date/time text stands for. `kind` is told by what was there: `yyyy-MM-dd['T'HH:mm]` gives
/// a date or a local time.
struct TimeValue {
  table::TimeKind kind = table::TimeKind::date;
  std::int64_t days = 0;     // since 1970-01-01, as written; month: of its first day; time: 0
  std::int32_t seconds = 0;  // of the day, as written
  std::uint32_t nanoseconds = 0;
  std::int32_t offset = 0;  // seconds east of UTC; 0 without a zone

  /// A day of the calendar: a date, or a date with a time.
  [[nodiscard]] bool has_day() const noexcept {
    return kind == table::TimeKind::date || kind == table::TimeKind::local ||
           kind == table::TimeKind::instant;
  }
  /// Seconds since 1970-01-01 UTC (without a zone: as if written there).
  [[nodiscard]] std::int64_t total_seconds() const noexcept {
    return days * 86400 + seconds - offset;
  }
  /// Moves the value; `count` stays far from overflow by the limit on conditions.
  void add_seconds(std::int64_t count) noexcept;
  /// Of like kinds: earlier, at the same moment, later. 10:00+02:00 is 08:00Z.
  [[nodiscard]] std::strong_ordering compare(const TimeValue& other) const noexcept {
    if (const auto order = total_seconds() <=> other.total_seconds(); order != 0) return order;
    return nanoseconds <=> other.nanoseconds;
  }
};

/// Days from 1970-01-01 to a day of the Gregorian calendar (taken as if it had always been there);
/// years from 1 on.
[[nodiscard]] std::int64_t days_from_civil(std::uint32_t year, std::uint32_t month,
                                           std::uint32_t day) noexcept;

/// Reads a text that is just yyyy-MM-dd, by the rules of `read_time`, to days since 1970-01-01.
[[nodiscard]] bool read_day(std::string_view text, std::int32_t& days) noexcept;

/// The value as ISO 8601 writes it: 2025-03-01, 2025-03-01T10:00:00+02:00, 10:00, 2025-03.
[[nodiscard]] std::string iso_text(const TimeValue& value);

/// Reads all of `text` by the steps of `format`; false where it does not fit or there is no such
/// day or time. ASCII digits, years 0001 to 9999 (two digits: 2000 to 2099), hours to 23, minutes
/// and seconds to 59 (no leap second), offsets to 23:59, of a fraction's digits the first nine
/// count. An optional part is taken where it fits. No allocation, nothing read outside `text`.
[[nodiscard]] bool read_time(const table::DecisionTable& table, const table::DateTime& format,
                             std::string_view text, TimeValue& out) noexcept;
/// Would `read_time` read it?
[[nodiscard]] bool is_time(const table::DecisionTable& table, const table::DateTime& format,
                           std::string_view text) noexcept;

}  // namespace leadlint::read
