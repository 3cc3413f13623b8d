// Date/time patterns: letters to parts, and every mistake at its place.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parse/syntax.h"

namespace leadlint {
namespace {

using model::DatePart;
using model::DatePattern;

std::string show(const DatePattern& pattern) {
  static constexpr const char* names[] = {
      "",       "year",  "month", "day", "hour", "minute",    "second", "fraction",
      "zone_z", "zone:", "zone",  "MMM", "MMMM", "half-hour", "half"};
  std::string out;
  for (const DatePart& part : pattern) {
    if (!out.empty()) out += ' ';
    if (part.kind == DatePart::Kind::literal) {
      out += '"' + part.text + '"';
    } else if (part.kind == DatePart::Kind::optional) {
      out += "[" + show(part.parts) + "]";
    } else {
      out += names[static_cast<int>(part.kind)];
      if (part.kind == DatePart::Kind::fraction)
        out += part.max == 255 ? "1-255" : std::to_string(part.min);
      else if (part.max == 2)
        out += part.min == 2 ? "2" : "1-2";
    }
  }
  return out;
}

std::string outcome(std::string_view text) {
  const auto result = parse::parse_date_pattern(text);
  if (result) return show(*result);
  return std::to_string(result.error().offset) + ": " + result.error().message;
}

struct Row {
  std::string_view text, expected;
};

TEST(DatePattern, ReadsLetters) {
  static constexpr Row rows[] = {
      {"yyyy-MM-dd", "year \"-\" month2 \"-\" day2"},
      {"uuuuMMdd", "year month2 day2"},
      {"HH:mm MM/dd/yyyy", "hour2 \":\" minute2 \" \" month2 \"/\" day2 \"/\" year"},
      {"H:m M/d/yyyy", "hour1-2 \":\" minute1-2 \" \" month1-2 \"/\" day1-2 \"/\" year"},
      {"yyyy-MM-dd'T'HH:mm:ssXXX",
       "year \"-\" month2 \"-\" day2 \"T\" hour2 \":\" minute2 \":\" second2 zone_z"},
      {"yyyy-MM-dd'T'HH:mm:ss[.S]xxx",
       "year \"-\" month2 \"-\" day2 \"T\" hour2 \":\" minute2 \":\" second2 [\".\" fraction1-255] "
       "zone:"},
      {"HH:mm:ss.S", "hour2 \":\" minute2 \":\" second2 \".\" fraction1-255"},
      {"HH:mm:ss.SSS", "hour2 \":\" minute2 \":\" second2 \".\" fraction3"},
      {"yyyyMMddHHmmssSSSXXX", "year month2 day2 hour2 minute2 second2 fraction3 zone_z"},
      {"HH:mm[:ss]", "hour2 \":\" minute2 [\":\" second2]"},
      {"HH:mm[:ss[.S]]", "hour2 \":\" minute2 [\":\" second2 [\".\" fraction1-255]]"},
      {"yyyy-MM-dd HH:mm:ss[XXX][xx]",
       "year \"-\" month2 \"-\" day2 \" \" hour2 \":\" minute2 \":\" second2 [zone_z] [zone]"},
      {"yyyy-MM-dd[ HH:mm]", "year \"-\" month2 \"-\" day2 [\" \" hour2 \":\" minute2]"},
      {"yyyy-MM-dd'T'HH:mm:ssZ",
       "year \"-\" month2 \"-\" day2 \"T\" hour2 \":\" minute2 \":\" second2 zone"},
      {"MM/yy", "month2 \"/\" year2"},
      {"yyyy", "year"},
      {"HH'h'mm", "hour2 \"h\" minute2"},
      {"HH 'o''clock'", "hour2 \" o'clock\""},
      {"HH''mm", "hour2 \"'\" minute2"},
      {"d.M.yyyy", "day1-2 \".\" month1-2 \".\" year"},
      {"yyyy\xE5\xB9\xB4", "year \"\xE5\xB9\xB4\""},
      {"HH:mmXXX", "hour2 \":\" minute2 zone_z"},
      {"hh:mm a", "half-hour2 \":\" minute2 \" \" half"},
      {"a h", "half \" \" half-hour1-2"},
      {"ha", "half-hour1-2 half"},
      {"d MMM yyyy", "day1-2 \" \" MMM \" \" year"},
      {"MMMM d, yyyy[ h:mm a]",
       "MMMM \" \" day1-2 \", \" year [\" \" half-hour1-2 \":\" minute2 \" \" half]"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
}

#define LETTERS                                                                                 \
  "yyyy uuuu yy MM M MMM MMMM dd d HH H hh h a mm m ss s S XXX xxx xx Z; other text stands in " \
  "single quotes)"
TEST(DatePattern, PlacesMistakes) {
  static constexpr Row rows[] = {
      {"", "0: expected letters of a date or a time, such as yyyy"},
      {"-", "1: expected letters of a date or a time, such as yyyy"},
      {"YYYY-MM-DD", "0: there is no pattern letter Y, write yyyy (there are " LETTERS},
      {"yyyy-MM-DD", "8: there is no pattern letter D, write dd (there are " LETTERS},
      {"yyyy-MM-ddTHH:mm", "10: there is no pattern letter T, write 'T' (there are " LETTERS},
      {"hh:mm", "0: the hour of half a day (hh) cannot stand without the half of the day (a)"},
      {"HH:mm a", "6: the half of the day (a) cannot stand without the hour of half a day (hh)"},
      {"hh:mm[ a]",
       "7: the half of the day (a) cannot be left out while the hour of half a day (hh) stands"},
      {"HH hh a", "3: the hour (HH) stands twice"},
      {"yyyy MM MMM", "8: the month (MM) stands twice: minutes are written mm"},
      {"MMM", "0: the month (MM) cannot stand without the year (yyyy)"},
      {"hhh", "0: there is no hhh, only hh or h"},
      {"MMMMM yyyy", "0: there is no MMMMM, only MM or M or MMM or MMMM"},
      {"Q", "0: there is no pattern letter Q (there are " LETTERS},
      {"yyy", "0: there is no yyy, only yyyy or yy"},
      {"HH:mm:ssX", "8: there is no X, only XXX"},
      {"HH:mmZZ", "5: there is no ZZ, only Z"},
      {"HHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHH", "0: there is no HHHHHHHHHHHHHHHHHHHH, only HH or H"},
      {"Hmm",
       "1: a number cannot follow one with no fixed count of digits: write two letters (HH) or put "
       "a sign between"},
      {"H[mm]",
       "2: a number cannot follow one with no fixed count of digits: write two letters (HH) or put "
       "a sign between"},
      {"dMyyyy",
       "1: a number cannot follow one with no fixed count of digits: write two letters (HH) or put "
       "a sign between"},
      {"HH:mm:ss.Sss",
       "10: a number cannot follow one with no fixed count of digits: write two letters (HH) or "
       "put a sign between"},
      {"H5",
       "1: a number cannot follow one with no fixed count of digits: write two letters (HH) or put "
       "a sign between"},
      {"yyyy-MM-yyyy", "8: the year (yyyy) stands twice"},
      {"HH:mmXXXxx", "8: the zone (XXX) stands twice"},
      {"MM-dd", "0: the month (MM) cannot stand without the year (yyyy)"},
      {"yyyy-dd", "5: the day (dd) cannot stand without the month (MM)"},
      {"mm:ss", "0: the minute (mm) cannot stand without the hour (HH)"},
      {"HH:ss", "3: the second (ss) cannot stand without the minute (mm)"},
      {"HH:mm.S", "6: the fraction (S) cannot stand without the second (ss)"},
      {"XXX", "0: the zone (XXX) cannot stand without the hour (HH)"},
      {"yyyyXXX", "4: the zone (XXX) cannot stand without the hour (HH)"},
      {"yyyy-MM HH:mm", "8: the hour (HH) cannot stand without the day (dd)"},
      {"[yyyy-]MM", "1: the year (yyyy) cannot be left out while the month (MM) stands"},
      {"HH[:mm]:ss", "4: the minute (mm) cannot be left out while the second (ss) stands"},
      {"HH:mm[:ss", "9: expected ] at the end of the optional part"},
      {"HH:mm]", "5: expected a [ in front of this ]"},
      {"HH[]", "3: expected something between [ and ]"},
      {"HH'h", "4: expected the closing ' of the text"},
      {"HH'", "3: expected the closing ' of the text"},
      {"[[[[[[[[[HH]]]]]]]]]", "8: optional parts may be nested 8 deep at most"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
  EXPECT_EQ(outcome("HH" + std::string(127, '-')),
            "128: a date pattern may have 128 bytes at most");
}

}  // namespace
}  // namespace leadlint
