// The built-in formats as data. Covered by tests/formats_test.cpp.
#include "parse/formats.h"

#include <fmt/format.h>

#include <string>

#include "parse/syntax.h"
#include "text/unseen.h"

namespace leadlint::parse {
namespace {

/// In the patterns below it stands for the signs that nobody sees: see `written_out`.
constexpr char unseen_mark = '~';

constexpr BuiltInFormat formats[] = {
    {"date", "", {"yyyy-MM-dd"}, "a day of the calendar, 2025-03-01", {}, ""},
    {"datetime",
     "",
     {"yyyy-MM-dd'T'HH:mm:ssXXX"},
     "a moment without a fraction of a second, 2025-03-01T10:00:00Z or ...+01:00",
     {},
     ""},
    {"w3c_datetime",
     "",
     {"yyyy-MM-dd'T'HH:mm:ssXXX"},
     "YYYY-MM-DDThh:mm:ssTZD: the same as datetime",
     {},
     ""},
    {"rfc3339",
     "",
     {"yyyy-MM-dd'T'HH:mm:ss[.S]XXX"},
     "a moment with or without a fraction of a second, 2025-03-01T10:00:00.123Z",
     {},
     ""},
    {"time", "", {"HH:mm[:ss]"}, "a time of day, 10:00 or 10:00:59", {}, ""},
    {"email",
     // Outside of quotes and brackets no address has one of these signs (RFC 5322, 3.4.1).
     "([^@\\s,;:<>()\\[\\]\\\\\"~]+|\"[^@\\s\"\\\\~]+\")@"
     "([^@\\s,;:<>()\\[\\]\\\\\".~]+"
     "(\\.[^@\\s,;:<>()\\[\\]\\\\\".~]+)*|\\[[0-9A-Za-z.:-]+\\])",
     {},
     "text on both sides of one @, no white space, no hidden signs, no , ; : < > ( ) and no "
     "`mailto:`",
     Say::format_email,
     "name@example.com"},
    {"uuid",
     "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
     {},
     "32 hex digits in groups of 8-4-4-4-12",
     Say::format_uuid,
     "54a596cb-08bf-45ac-9a1a-1a2483eb1d3c"},
    {"uri",
     "[A-Za-z][A-Za-z0-9+.-]*://([^\\s/?#\\\\~"
     "]*@)?([^\\s/?#:@\\[\\]\\\\<>\"{}|^`~"
     "]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]*)?([/?#][^\\s~]*)?",
     {},
     "scheme://host, perhaps with user@ before the host and :port behind it, then the end or /, ? "
     "or # and what follows, no white space",
     Say::format_web_address,
     "https://example.com/page"},
    {"list_literal",
     "\\[ *((\"([^\"\\\\]|\\\\.)*\"|'([^'\\\\]|\\\\.)*')"
     "( *, *(\"([^\"\\\\]|\\\\.)*\"|'([^'\\\\]|\\\\.)*'))* *)?\\]",
     {},
     "a list of quoted texts printed into text, ['a', \"b\"]",
     Say::format_list_in_text,
     "['a', 'b']"},
};

/// A pattern with the signs that nobody sees in its classes: control characters and those of no
/// width.
std::string written_out(std::string_view pattern) {
  constexpr Unseen kinds = unseen::control | unseen::no_width | unseen::selector;
  std::string text;
  for (const char sign : pattern) {
    if (sign != unseen_mark) {
      text += sign;
      continue;
    }
    text += "\\x00-\\x1F";
    for (const UnseenRange& range : unseen_ranges)
      if ((range.kind & kinds) != 0)
        text += fmt::format("\\u{:04X}-\\u{:04X}", range.first, range.last);
  }
  return text;
}

model::Format read(const BuiltInFormat& format) {
  model::Format out;
  out.name = format.name;
  if (format.called) out.called = phrase(*format.called);
  out.example = format.example;
  if (!format.pattern.empty()) {
    out.pattern_text = written_out(format.pattern);
    out.pattern = parse_pattern(out.pattern_text).value();
  }
  for (const std::string_view ldml : format.ldml) {
    if (!ldml.empty()) out.dates.push_back(parse_date_pattern(ldml).value());
  }
  return out;
}

}  // namespace

std::span<const BuiltInFormat> built_in_format_list() noexcept { return formats; }

std::vector<model::Format> built_in_formats() {
  std::vector<model::Format> out;
  for (const BuiltInFormat& format : formats) out.push_back(read(format));
  return out;
}

}  // namespace leadlint::parse
