// Text patterns and date/time patterns, read but not yet compiled.
//
//   "[A-Z][A-Z]?[0-9]+"  --parse/pattern.cpp-->       Pattern      --compile/automaton.cpp-->
//                                                                  Automaton
//   "HH:mm MM/dd/yyyy"   --parse/date_pattern.cpp-->  DatePattern  --compile/date_time.cpp-->
//                                                                  DateTime
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leadlint::model {

/// Code points from `first` to `last`, both included.
struct CodePointRange {
  char32_t first = 0, last = 0;
  bool operator==(const CodePointRange&) const = default;
};

/// An anchored pattern as a tree.
struct Pattern {
  enum class Kind : std::uint8_t {
    nothing,      // the empty text
    one_of,       // one code point out of `ranges` (already complemented for [^...])
    sequence,     // children, one behind the other
    alternation,  // one of the children
    repeat,       // children[0], `min` to `max` times
  };
  Kind kind = Kind::nothing;
  std::vector<CodePointRange> ranges;  // sorted, apart from each other
  /// one_of: what it takes under `case: ignore`; absent: the same.
  std::optional<std::vector<CodePointRange>> any_case;
  std::vector<Pattern> children;
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;  // absent: no end
};

/// A date/time pattern in LDML letters, as a list of parts.
struct DatePart {
  enum class Kind : std::uint8_t {
    literal,  // `text`, byte by byte
    year,
    month,
    day,
    hour,
    minute,
    second,        // `min` to `max` digits
    fraction,      // digits of a second: `min` to `max`
    zone_or_z,     // XXX: Z, +hh:mm or -hh:mm
    zone_colon,    // xxx: +hh:mm or -hh:mm
    zone_plain,    // xx (or Z): +hhmm or -hhmm
    month_short,   // MMM: Mar
    month_full,    // MMMM: March
    hour_of_half,  // h: 1 to 12, `min` to `max` digits; never without `half`
    half,          // a: AM, PM, am or pm
    optional,      // [ ... ]: `parts`, together or not at all
  };
  Kind kind = Kind::literal;
  std::string text;
  std::uint8_t min = 0, max = 0;
  std::vector<DatePart> parts;
};
using DatePattern = std::vector<DatePart>;

}  // namespace leadlint::model
