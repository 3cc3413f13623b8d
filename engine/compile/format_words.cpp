// Formats to words: what the rule file calls them, else what their letters show. Tests:
// tests/words_test.cpp.
#include "compile/format_words.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace leadlint::compile {
namespace {

using model::DatePart;
using model::DatePattern;
using Kind = DatePart::Kind;

/// The 31st of January 2025, at 07:00: no two of its numbers can be mixed up.
std::string example_of(const DatePart& part) {
  const bool padded = part.least == 2;
  switch (part.kind) {
    case Kind::literal:
      return part.text;
    case Kind::year:
      return part.most == 2 ? "25" : "2025";
    case Kind::month:
      return padded ? "01" : "1";
    case Kind::day:
      return "31";
    case Kind::hour:
      return padded ? "07" : "7";
    case Kind::minute:
    case Kind::second:
      return padded ? "00" : "0";
    case Kind::fraction:
      return std::string(part.least, '0');
    case Kind::zone_or_z:
      return "Z";
    case Kind::zone_colon:
      return "+00:00";
    case Kind::zone_plain:
      return "+0000";
    case Kind::optional:
      break;  // may be left out
  }
  return {};
}

bool has(const DatePattern& pattern, Kind kind) {
  return std::ranges::any_of(pattern, [kind](const DatePart& part) {
    return part.kind == kind || (part.kind == Kind::optional && has(part.parts, kind));
  });
}

std::string_view kind_words(const DatePattern& pattern) {
  if (has(pattern, Kind::hour)) return has(pattern, Kind::day) ? "a date with a time" : "a time";
  return has(pattern, Kind::day) ? "a date" : "a month";
}

}  // namespace

std::string format_words(const model::Format& format) {
  std::string called = format.called, example = format.example;
  if (!format.dates.empty()) {
    const DatePattern& first = format.dates.front();
    if (called.empty()) called = kind_words(first);
    if (example.empty())
      for (const DatePart& part : first) example += example_of(part);
  }
  if (called.empty() && !example.empty()) called = "text";
  return example.empty() ? called : fmt::format("{} such as {}", called, example);
}

}  // namespace leadlint::compile
