// Runs the steps of a date/time format over a text. Covered by tests/times_test.cpp.
#include "read/times.h"

#include <chrono>
#include <cstddef>

#include <fmt/format.h>

#include "text/eight_bytes.h"
#include "text/month_names.h"

namespace leadlint::read {
namespace {

using table::DateStep;
using Op = table::DateStep::Op;

/// The value of an ASCII digit; 10 or more for anything else.
std::uint32_t digit(char c) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(c)) - '0';
}

/// Two digits at `at`; 0 where they are not both digits, else 1 (a number, to be joined with &).
std::uint32_t two_digits(const char* at, std::uint32_t& value) {
  const std::uint32_t tens = digit(at[0]), ones = digit(at[1]);
  value = tens * 10 + ones;
  return static_cast<std::uint32_t>(tens <= 9) & static_cast<std::uint32_t>(ones <= 9);
}

/// Of two digits.
std::uint32_t two_known_digits(const char* at) { return digit(at[0]) * 10 + digit(at[1]); }

using bits::high_bits;

/// See table::DatePicture. The high bit of some byte is set where one of the eight bytes does not
/// fit. (A byte that carries into the next one does not fit itself.)
std::uint64_t misfits(const char* text, const char* expected, const char* slack) {
  using bits::load;
  const std::uint64_t differs = load<std::uint64_t>(text) ^ load<std::uint64_t>(expected);
  return (differs + load<std::uint64_t>(slack)) | differs;
}

std::uint32_t days_in_month(std::uint32_t year, std::uint32_t month) {
  static constexpr std::uint8_t days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month] + (month == 2 && leap ? 1U : 0U);
}

/// The numbers of a date or time, as far as they were there.
struct Numbers {
  std::uint32_t year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  bool has_day = false, has_year = false, has_hour = false;

  /// Of a text that is as long as the picture.
  [[nodiscard]] bool take(const table::DatePicture& picture, const char* at) {
    constexpr std::uint8_t absent = table::DatePicture::absent;
    std::uint64_t wrong = 0;
    for (std::size_t word = 0; word < picture.words; ++word)
      wrong |= misfits(at + picture.at(word), picture.expected.data() + 8 * word,
                       picture.slack.data() + 8 * word);
    if ((wrong & high_bits) != 0) return false;
    const auto number = [at](std::uint8_t place) { return two_known_digits(at + place); };
    if (picture.year != absent) {
      year = number(picture.year) * 100 + two_known_digits(at + picture.year + 2);
      if (year == 0) return false;
      has_year = true;
    }
    if (picture.short_year != absent) {
      year = 2000 + number(picture.short_year);
      has_year = true;
    }
    if (picture.month != absent) month = number(picture.month);
    if (picture.day != absent) {
      day = number(picture.day);
      has_day = true;
    }
    if (picture.hour != absent) {
      hour = number(picture.hour);
      has_hour = true;
    }
    if (picture.minute != absent) minute = number(picture.minute);
    if (picture.second != absent) second = number(picture.second);
    return month - 1 < 12 && day - 1 < 31 && hour < 24 && minute < 60 && second < 60;
  }

  /// Has the month so many days? Where no day was read it is the first, which every month has.
  [[nodiscard]] bool day_exists() const { return day <= 28 || day <= days_in_month(year, month); }
};

/// The text being read, and what was found in it. Copied to try an optional part.
struct Reading : Numbers {
  const char* at;
  const char* end;
  std::uint32_t nanoseconds = 0;
  std::int32_t offset = 0;
  bool has_zone = false;
  int half = 0;  // of the day: the hour counts from its start on

  explicit Reading(std::string_view text) : at(text.data()), end(text.data() + text.size()) {}

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end - at); }

  /// `min` to `max` digits, as many as stand there, from `lowest` to `highest`.
  bool number(const DateStep& step, std::uint32_t lowest, std::uint32_t highest,
              std::uint32_t& value) {
    if (step.min == 2 && step.max == 2) {  // nearly all of them
      if (left() < 2 || two_digits(at, value) == 0) return false;
      at += 2;
      return value >= lowest && value <= highest;
    }
    value = 0;
    std::uint32_t count = 0;
    while (count < step.max && at != end && digit(*at) <= 9) {
      value = value * 10 + digit(*at++);
      ++count;
    }
    return count >= step.min && value >= lowest && value <= highest;
  }

  bool read_year(const DateStep& step) {
    has_year = true;
    if (!number(step, step.max == 2 ? 0 : 1, 9999, year)) return false;
    if (step.max == 2) year += 2000;
    return true;
  }

  bool read_fraction(const DateStep& step) {
    std::uint32_t unit = 100'000'000;
    const char* const first = at;
    const char* const stop = left() > step.max ? at + step.max : end;
    for (; at != stop && digit(*at) <= 9; ++at) {
      nanoseconds += digit(*at) * unit;
      unit /= 10;
    }
    return at - first >= step.min;
  }

  /// +hh:mm or +hhmm.
  bool read_offset(bool colon) {
    const std::size_t size = colon ? 6 : 5;
    if (has_zone || left() < size || (*at != '+' && *at != '-')) return false;
    std::uint32_t hours = 0, minutes = 0;
    if ((two_digits(at + 1, hours) & two_digits(at + size - 2, minutes)) == 0) return false;
    if ((colon && at[3] != ':') || hours > 23 || minutes > 59) return false;
    offset = static_cast<std::int32_t>(hours * 3600 + minutes * 60);
    if (*at == '-') offset = -offset;
    at += size;
    has_zone = true;
    return true;
  }

  bool read_zone_or_z() {
    if (has_zone || at == end) return false;
    if (*at != 'Z') return read_offset(true);
    ++at;
    has_zone = true;
    return true;
  }

  bool read_month_name(bool in_full) {
    month = month_at_front({at, left()}, in_full);
    if (month == 0) return false;
    at += month_name(month, in_full).size();
    return true;
  }

  bool read_half() {
    half = half_at_front({at, left()});
    if (half == 0) return false;
    at += 2;
    return true;
  }

  /// The front of the text, by its picture.
  bool take_front(const table::DatePicture& picture) {
    if (left() < picture.size || !take(picture, at)) return false;
    at += picture.size;
    return true;
  }

  bool take_step(const DateStep& step) {
    switch (step.op) {
      case Op::literal:
        return at != end && *at++ == step.literal;
      case Op::year:
        return read_year(step);
      case Op::month:
        return number(step, 1, 12, month);
      case Op::day:
        has_day = true;
        return number(step, 1, 31, day);
      case Op::hour:
        has_hour = true;
        return number(step, 0, 23, hour);
      case Op::minute:
        return number(step, 0, 59, minute);
      case Op::second:
        return number(step, 0, 59, second);
      case Op::fraction:
        return read_fraction(step);
      case Op::zone_or_z:
        return read_zone_or_z();
      case Op::zone_colon:
        return read_offset(true);
      case Op::zone_plain:
        return read_offset(false);
      case Op::month_short:
        return read_month_name(false);
      case Op::month_full:
        return read_month_name(true);
      case Op::hour_of_half:
        has_hour = true;
        return number(step, 1, 12, hour);
      case Op::half:
        return read_half();
      case Op::optional_begin:
      case Op::optional_end:
        break;  // see `run`
    }
    return true;
  }

  /// All steps from `first` to `last`; recurses into optional parts, as deep as patterns nest them.
  bool run(const DateStep* first, const DateStep* last) {
    for (; first != last; ++first) {
      if (first->op != Op::optional_begin) {
        if (!take_step(*first)) return false;
        continue;
      }
      Reading attempt = *this;
      if (attempt.run(first + 1, first + first->skip)) *this = attempt;
      first += first->skip;
    }
    return true;
  }

  [[nodiscard]] table::TimeKind kind() const {
    if (!has_hour) return has_day ? table::TimeKind::date : table::TimeKind::month;
    if (!has_day) return table::TimeKind::time;
    return has_zone ? table::TimeKind::instant : table::TimeKind::local;
  }
};

}  // namespace

std::int64_t days_from_civil(std::uint32_t year, std::uint32_t month, std::uint32_t day) noexcept {
  // Years are counted from March, so that the leap day is the last of its year. In such a year,
  // (153 * m + 2) / 5 days lie before month m (March is 0). 719,468 days lie between 0000-03-01 and
  // 1970-01-01.
  const std::uint32_t y = month > 2 ? year : year - 1;
  const std::uint32_t m = month > 2 ? month - 3 : month + 9;
  const std::uint32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + (day - 1);
  return static_cast<std::int64_t>(days) - 719468;
}

void TimeValue::add_seconds(std::int64_t count) noexcept {
  const std::int64_t moved = days * 86400 + seconds + count;
  days = moved / 86400 - (moved % 86400 < 0 ? 1 : 0);
  seconds = static_cast<std::int32_t>(moved - days * 86400);
}

bool read_day(std::string_view text, std::int32_t& days) noexcept {
  static constexpr char expected[] = "0000-00-00";
  static constexpr char slack[] = "\x76\x76\x76\x76\x7F\x76\x76\x7F\x76\x76";
  if (text.size() != 10) return false;
  const char* const at = text.data();
  const std::uint64_t wrong =
      misfits(at, expected, slack) | misfits(at + 2, expected + 2, slack + 2);
  if ((wrong & high_bits) != 0) return false;
  const std::uint32_t year = two_known_digits(at) * 100 + two_known_digits(at + 2);
  const std::uint32_t month = two_known_digits(at + 5), day = two_known_digits(at + 8);
  if (year == 0 || month - 1 > 11 || day == 0 || day > days_in_month(year, month)) return false;
  days = static_cast<std::int32_t>(days_from_civil(year, month, day));
  return true;
}

std::string iso_text(const TimeValue& value) {
  using table::TimeKind;
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{value.days}}};
  std::string text;
  if (value.has_day() || value.kind == TimeKind::month)
    text = fmt::format("{:04}-{:02}", int{day.year()}, unsigned{day.month()});
  if (value.has_day()) text += fmt::format("-{:02}", unsigned{day.day()});
  if (value.kind == TimeKind::date || value.kind == TimeKind::month) return text;
  if (value.has_day()) text += 'T';
  text += fmt::format("{:02}:{:02}:{:02}", value.seconds / 3600, value.seconds / 60 % 60,
                      value.seconds % 60);
  if (value.nanoseconds != 0) {
    text += fmt::format(".{:09}", value.nanoseconds);
    text.erase(text.find_last_not_of('0') + 1);
  }
  if (value.kind != TimeKind::instant) return text;
  if (value.offset == 0) return text + 'Z';
  const std::int32_t minutes = (value.offset < 0 ? -value.offset : value.offset) / 60;
  return text +
         fmt::format("{}{:02}:{:02}", value.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

namespace {

bool read(const table::DecisionTable& table, const table::DateTime& format, Reading& reading) {
  const DateStep* first = table.date_steps.data() + format.steps.first;
  const DateStep* const last = first + format.steps.count;
  if (format.picture != table::none) {
    const table::DatePicture& picture = table.date_pictures[format.picture];
    if (!reading.take_front(picture)) return false;
    first += picture.steps;
  }
  if (!reading.run(first, last) || reading.at != reading.end) return false;
  if (reading.half != 0) reading.hour = hour_of_day(reading.hour, reading.half);
  return reading.day_exists();
}

}  // namespace

bool is_time(const table::DecisionTable& table, const table::DateTime& format,
             std::string_view text) noexcept {
  if (format.picture != table::none) {
    const table::DatePicture& picture = table.date_pictures[format.picture];
    if (picture.steps == format.steps.count) {  // all of it
      Numbers numbers;
      return text.size() == picture.size && numbers.take(picture, text.data()) &&
             numbers.day_exists();
    }
  }
  Reading reading(text);
  return read(table, format, reading);
}

bool read_time(const table::DecisionTable& table, const table::DateTime& format,
               std::string_view text, TimeValue& out) noexcept {
  if (format.is_day) {
    std::int32_t days = 0;
    if (!read_day(text, days)) return false;
    out = {table::TimeKind::date, days, 0, 0, 0};
    return true;
  }
  Reading reading(text);
  if (!read(table, format, reading)) return false;
  out.kind = reading.kind();
  out.days = reading.has_year ? days_from_civil(reading.year, reading.month, reading.day) : 0;
  out.seconds =
      static_cast<std::int32_t>(reading.hour * 3600 + reading.minute * 60 + reading.second);
  out.nanoseconds = reading.nanoseconds;
  out.offset = reading.offset;
  return true;
}

}  // namespace leadlint::read
