// How the decision table stores formats: automata over bytes, programs over dates and times.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "table/basic_types.h"

namespace leadlint::table {

enum class FormatKind : std::uint8_t { automaton, date_time, values };
struct Format {
  FormatKind kind = FormatKind::automaton;
  Index index = none;  // into automata or value_sets
  Span alternatives;   // into date_times: any of them
  Text name;           // what rule files call it
  Text called;         // how messages call it: "a date such as 2025-03-01"; may be empty
  bool any_case = false;

  [[nodiscard]] ValueSetId value_set() const noexcept { return ValueSetId{index}; }
};

/// A deterministic automaton over UTF-8 bytes: state 0 is dead, state 1 the start.
/// next state = transitions[first + state * classes + byte_class[byte]]
struct Automaton {
  std::array<std::uint8_t, 256> byte_class{};
  std::uint16_t classes = 0;
  std::uint16_t states = 0;
  Span transitions;  // into automaton_transitions
  Span accepting;    // into automaton_accepting, one byte a state
  /// Set where it takes just the texts of `min` to `max` bytes from `low` to `high`, all ASCII.
  struct Run {
    std::uint32_t min = 1, max = 0;  // most 0: it is no such automaton
    std::uint8_t low = 0, high = 0;
  } run;
};

/// A date/time format is a straight program over the text.
struct DateStep {
  enum class Op : std::uint8_t {
    literal,  // this byte: `literal`
    year,     // `min` to `max` digits; likewise the next ones
    month,
    day,
    hour,
    minute,
    second,
    fraction,        // one or more digits
    zone_or_z,       // Z, +hh:mm, -hh:mm
    zone_colon,      // +hh:mm, -hh:mm
    zone_plain,      // +hhmm, -hhmm
    month_short,     // Mar
    month_full,      // March
    hour_of_half,    // `min` to `max` digits
    half,            // AM, PM, am, pm
    optional_begin,  // the next `skip` steps (the last: optional_end) may be left out together
    optional_end,
  };
  Op op = Op::literal;
  char literal = 0;
  std::uint8_t min = 0, max = 0;  // digits
  std::uint16_t skip = 0;
};
/// What a date/time text stands for; only like kinds compare.
enum class TimeKind : std::uint8_t { date, time, local, instant, month };
/// A date or time of a list of values; see read::TimeValue for its members.
struct Moment {
  bool known = false;  // false: that value is no date or time
  TimeKind kind = TimeKind::date;
  std::int64_t days = 0;
  std::int32_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  std::int32_t offset = 0;
  bool operator==(const Moment&) const = default;
};
struct DateTime {
  TimeKind kind = TimeKind::date;  // the fullest it can be, with all optional parts there
  bool is_day = false;             // yyyy-MM-dd and nothing else
  Index picture = none;            // into date_pictures: of its first steps
  Span steps;                      // into date_steps
};
/// The front of a date/time format, as far as every byte has its place: its first `steps`, all of
/// them literals or numbers with a fixed count of digits. Read in one go, eight bytes at a time:
///
///   text      0 4 : 1 7 . . .
///   expected  0 0 : 0 0          text ^ expected: at most 9 for a digit, 0 for a literal
///   slack                        0x76 for a digit, 0x7F for a literal: what may be added without
///                                reaching 0x80
struct DatePicture {
  static constexpr std::size_t min_size = 8, max_size = 32;
  static constexpr std::uint8_t absent = 0xFF;

  std::uint16_t steps = 0;
  std::uint8_t size = 0;   // bytes
  std::uint8_t words = 0;  // of eight bytes; the last one ends where the picture does
  /// Where the numbers stand. Years of two digits are of this century, as everywhere.
  std::uint8_t year = absent, short_year = absent, month = absent, day = absent, hour = absent,
               minute = absent, second = absent;
  std::array<char, max_size> expected{}, slack{};  // word by word
  /// Where a word starts.
  [[nodiscard]] std::size_t at(std::size_t word) const noexcept {
    return word + 1 < words ? 8 * word : size - std::size_t{8};
  }
};

}  // namespace leadlint::table
