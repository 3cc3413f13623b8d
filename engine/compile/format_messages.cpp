// Formats to words: what the rule file calls them, else what their letters show. Tests:
// tests/words_test.cpp.
#include "compile/format_messages.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "finding/words.h"

namespace leadlint::compile {
namespace {

using model::DatePart;
using model::DatePattern;
using PartKind = DatePart::Kind;

/// The 31st of January 2025, at 07:00: no two of its numbers can be mixed up.
std::string example_of(const DatePart& part) {
  const bool padded = part.min == 2;
  switch (part.kind) {
    case PartKind::literal:
      return part.text;
    case PartKind::year:
      return part.max == 2 ? "25" : "2025";
    case PartKind::month:
      return padded ? "01" : "1";
    case PartKind::day:
      return "31";
    case PartKind::month_short:
      return "Jan";
    case PartKind::month_full:
      return "January";
    case PartKind::hour:
    case PartKind::hour_of_half:
      return padded ? "07" : "7";
    case PartKind::half:
      return "AM";
    case PartKind::minute:
    case PartKind::second:
      return padded ? "00" : "0";
    case PartKind::fraction:
      return std::string(part.min, '0');
    case PartKind::zone_or_z:
      return "Z";
    case PartKind::zone_colon:
      return "+00:00";
    case PartKind::zone_plain:
      return "+0000";
    case PartKind::optional:
      break;  // may be left out
  }
  return {};
}

bool is_of(const DatePart& part, PartKind kind) {
  return part.kind == kind || (kind == PartKind::hour && part.kind == PartKind::hour_of_half);
}

bool has(const DatePattern& pattern, PartKind kind) {
  return std::ranges::any_of(pattern, [kind](const DatePart& part) {
    return is_of(part, kind) || (part.kind == PartKind::optional && has(part.parts, kind));
  });
}

/// Does all that is written so have it?
bool must_have(const DatePattern& pattern, PartKind kind) {
  return std::ranges::any_of(pattern, [kind](const DatePart& part) { return is_of(part, kind); });
}

std::string_view kind_words(const DatePattern& pattern) {
  if (!has(pattern, PartKind::hour))
    return has(pattern, PartKind::day) ? phrase(Say::format_date) : phrase(Say::format_month);
  if (!has(pattern, PartKind::day)) return phrase(Say::format_time);
  if (!must_have(pattern, PartKind::hour)) return phrase(Say::format_date_or_date_time);
  return must_have(pattern, PartKind::day) ? phrase(Say::format_date_time)
                                           : phrase(Say::format_time_or_date_time);
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
  if (called.empty() && !example.empty()) called = phrase(Say::word_string);
  return example.empty()
             ? called
             : in_words(Say::format_such_as, {{"called", called}, {"example", example}});
}

}  // namespace leadlint::compile
