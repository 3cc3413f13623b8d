// Dates and times: patterns as programs over texts, the calendar, and how moments compare.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compile/date_time.h"
#include "parse/syntax.h"
#include "read/times.h"

namespace leadlint {
namespace {

using read::TimeValue;

struct Compiled {
  explicit Compiled(std::string_view letters) {
    table.date_steps.resize(3);  // others stand in front
    const auto pattern = parse::parse_date_pattern(letters);
    EXPECT_TRUE(pattern.has_value()) << letters;
    if (pattern) format = compile::add_date_time(table, *pattern);
  }
  bool read(std::string_view text, TimeValue& out) const {
    const std::unique_ptr<char[]> bytes(new char[text.size()]);  // no slack to read beyond
    text.copy(bytes.get(), text.size());
    const std::string_view exact(bytes.get(), text.size());
    const bool taken = read::read_time(table, format, exact, out);
    EXPECT_EQ(read::is_time(table, format, exact), taken) << text;
    return taken;
  }
  [[nodiscard]] bool takes(std::string_view text) const {
    TimeValue ignored;
    return read(text, ignored);
  }
  table::DecisionTable table;
  table::DateTime format;
};

std::string show(const TimeValue& value) {
  static constexpr const char* kinds[] = {"date", "time", "local", "instant", "month"};
  std::string out = kinds[static_cast<int>(value.kind)];
  out += " " + std::to_string(value.days) + "d " + std::to_string(value.seconds) + "s";
  if (value.nanoseconds != 0) out += " " + std::to_string(value.nanoseconds) + "ns";
  if (value.offset != 0) out += " " + std::to_string(value.offset);
  return out;
}

TEST(Times, ReadsOrRefuses) {
  struct Row {
    std::string_view letters, text, expected;
  };
  static constexpr std::string_view date = "yyyy-MM-dd", instant = "yyyy-MM-dd'T'HH:mm:ssXXX",
                                    rfc = "yyyy-MM-dd'T'HH:mm:ss[.S]XXX", tour = "HH:mm MM/dd/yyyy",
                                    loose = "H:m M/d/yyyy", either = "yyyy-MM-dd HH:mm:ss[XXX][xx]";
  static constexpr Row rows[] = {
      {date, "1970-01-01", "date 0d 0s"},
      {"hh:mm a", "12:00 AM", "time 0d 0s"},
      {"hh:mm a", "12:59 am", "time 0d 3540s"},
      {"hh:mm a", "01:00 AM", "time 0d 3600s"},
      {"hh:mm a", "12:00 PM", "time 0d 43200s"},
      {"hh:mm a", "11:59 pm", "time 0d 86340s"},
      {"hh:mm a", "00:30 AM", "no"},
      {"hh:mm a", "13:00 PM", "no"},
      {"hh:mm a", "1:00 PM", "no"},
      {"hh:mm a", "01:00 Pm", "no"},
      {"hh:mm a", "01:00 P", "no"},
      {"hh:mm a", "01:00", "no"},
      {"a h", "PM 1", "time 0d 46800s"},
      {"a h", "am 12", "time 0d 0s"},
      {"a h", "am 0", "no"},
      {"yyyy-MM-dd hh:mm:ss aXXX", "1970-01-02 01:00:00 PM+01:00", "instant 1d 46800s 3600"},
      {"MM/dd/yyyy[ h:mm a]", "01/02/1970", "date 1d 0s"},
      {"MM/dd/yyyy[ h:mm a]", "01/02/1970 1:00 PM", "local 1d 46800s"},
      {"MM/dd/yyyy[ h:mm a]", "01/02/1970 1:00", "no"},
      {"d MMM yyyy", "2 Jan 1970", "date 1d 0s"},
      {"d MMM yyyy", "29 Feb 2024", "date 19782d 0s"},
      {"d MMM yyyy", "29 Feb 2023", "no"},
      {"d MMM yyyy", "2 JAN 1970", "no"},
      {"d MMM yyyy", "2 January 1970", "no"},
      {"d MMM yyyy", "2 Ja", "no"},
      {"MMMM d, yyyy", "May 2, 1970", "date 121d 0s"},
      {"MMMM d, yyyy", "January 2, 1970", "date 1d 0s"},
      {"MMMM d, yyyy", "Jan 2, 1970", "no"},
      {"MMMM yyyy", "February 1970", "month 31d 0s"},
      {date, "2024-03-01", "date 19783d 0s"},
      {date, "0001-01-01", "date -719162d 0s"},
      {date, "9999-12-31", "date 2932896d 0s"},
      {date, "2024-02-29", "date 19782d 0s"},
      {date, "2000-02-29", "date 11016d 0s"},
      {date, "2023-02-29", "no"},
      {date, "1900-02-29", "no"},
      {date, "0000-01-01", "no"},
      {date, "2024-00-01", "no"},
      {date, "2024-13-01", "no"},
      {date, "2024-01-00", "no"},
      {date, "2024-01-32", "no"},
      {date, "2024-04-31", "no"},
      {date, "", "no"},
      {date, "2024-03-0", "no"},
      {date, "2024-03-011", "no"},
      {date, "2024-3-01", "no"},
      {date, " 2024-03-01", "no"},
      {date, "2024-03-01 ", "no"},
      {date, "2024/03/01", "no"},
      {date, "+024-03-01", "no"},
      {date, "2024-03--1", "no"},
      {date, "2O24-03-01", "no"},
      {date, "2024-03-01T00:00:00Z", "no"},
      {date, "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA4-03-01", "no"},
      {date, std::string_view("2024-03-\0\0", 10), "no"},
      {instant, "1970-01-01T00:00:00Z", "instant 0d 0s"},
      {instant, "2018-10-05T08:00:00+05:30", "instant 17809d 28800s 19800"},
      {instant, "2018-10-05T08:00:00-00:00", "instant 17809d 28800s"},
      {instant, "2018-10-05T23:59:59-23:59", "instant 17809d 86399s -86340"},
      {instant, "2018-10-05T08:00:00", "no"},
      {instant, "2018-10-05T08:00:00+0530", "no"},
      {instant, "2018-10-05T08:00:00+24:00", "no"},
      {instant, "2018-10-05T08:00:00+05:60", "no"},
      {instant, "2018-10-05T08:00:00z", "no"},
      {instant, "2018-10-05t08:00:00Z", "no"},
      {instant, "2018-10-05 08:00:00Z", "no"},
      {instant, "2018-10-05T24:00:00Z", "no"},
      {instant, "2018-10-05T08:60:00Z", "no"},
      {instant, "2016-12-31T23:59:60Z", "no"},
      {instant, "2018-10-05T08:00:00.5Z", "no"},
      {instant, "2018-10-05T08:00Z", "no"},
      {instant, "2018-10-05T08:00:00ZZ", "no"},
      {instant, "2018-10-05T08:00:00+", "no"},
      {instant, "2018-02-30T08:00:00Z", "no"},
      {rfc, "2019-02-28T17:07:09.000-08:00", "instant 17955d 61629s -28800"},
      {rfc, "2019-02-28T17:07:09Z", "instant 17955d 61629s"},
      {rfc, "2019-02-28T17:07:09.5Z", "instant 17955d 61629s 500000000ns"},
      {rfc, "2019-02-28T17:07:09.123456789123456789Z", "instant 17955d 61629s 123456789ns"},
      {rfc, "2019-02-28T17:07:09.Z", "no"},
      {rfc, "2019-02-28T17:07:09,5Z", "no"},
      {rfc, "2019-02-28T17:07:09.5", "no"},
      {tour, "07:00 01/31/2019", "local 17927d 25200s"},
      {tour, "13:00 12/25/2019", "local 18255d 46800s"},
      {tour, "12:00 02/29/2020", "local 18321d 43200s"},
      {tour, "12:00 02/29/1900", "no"},
      {tour, "00:00 12/31/9999", "local 2932896d 0s"},
      {tour, "24:00 01/31/2019", "no"},
      {tour, "12:60 01/31/2019", "no"},
      {tour, "12:00 01/00/2019", "no"},
      {tour, "12:00 01/01/0000", "no"},
      {tour, "7:00 01/31/2019", "no"},
      {tour, "07:00 1/31/2019", "no"},
      {tour, "07:00  01/31/2019", "no"},
      {tour, "07:00 01/31/12019", "no"},
      {tour, "07:00 01/31/2019 PST", "no"},
      {tour, "07:00 31/01/2019", "no"},
      {tour, "07:00", "no"},
      {loose, "7:5 1/31/2019", "local 17927d 25500s"},
      {loose, "07:05 01/31/2019", "local 17927d 25500s"},
      {loose, "007:05 01/31/2019", "no"},
      {loose, ":05 01/31/2019", "no"},
      {"HH:mm[:ss]", "10:00", "time 0d 36000s"},
      {"HH:mm[:ss]", "10:00:59", "time 0d 36059s"},
      {"HH:mm[:ss]", "10:00:", "no"},
      {"HH:mm[:ss]", "10:00:60", "no"},
      {"HH:mm[:ss[.S]]", "10:00:01.25", "time 0d 36001s 250000000ns"},
      {"HH:mm[:ss[.S]]", "10:00.25", "no"},
      {"HH:mm:ss", "10:00:59", "time 0d 36059s"},
      {"HH:mm:ss", "10:00:5", "no"},
      {"HH:mm:ss", "10:00:590", "no"},
      {"HH:mm:ss", "24:00:00", "no"},
      {"yy-MM-dd", "24-02-29", "date 19782d 0s"},
      {"yy-MM-dd", "23-02-29", "no"},
      {"yy-MM-dd", "24-02-00", "no"},
      {"HH:mmXXX", "10:00+02:00", "time 0d 36000s 7200"},
      {"MM/yy", "10/24", "month 19997d 0s"},
      {"MM/yy", "13/24", "no"},
      {"MM/yy", "00/24", "no"},
      {"MM/yy", "1/24", "no"},
      {"MM/yy", "01/2024", "no"},
      {"MM/yy", "12/00", "month 11292d 0s"},
      {"yyyy-MM", "2024-03", "month 19783d 0s"},
      {"yyyy", "2024", "month 19723d 0s"},
      {"yyyy", "0000", "no"},
      {"yyyyMMdd", "20240301", "date 19783d 0s"},
      {"yyyy-MM-dd[ HH:mm]", "2024-03-01", "date 19783d 0s"},
      {"yyyy-MM-dd[ HH:mm]", "2024-03-01 10:00", "local 19783d 36000s"},
      {"yyyy-MM-dd[ HH:mm]", "2024-03-01 10", "no"},
      {"yyyy-MM-dd'T'HH:mm:ssZ", "2024-03-01T00:00:00+0100", "instant 19783d 0s 3600"},
      {"yyyy-MM-dd'T'HH:mm:ssZ", "2024-03-01T00:00:00+01:00", "no"},
      {"yyyy-MM-dd'T'HH:mm:ssZ", "2024-03-01T00:00:00Z", "no"},
      {"yyyy-MM-dd'T'HH:mm:ssxxx", "2024-03-01T00:00:00Z", "no"},
      {"yyyy-MM-dd'T'HH:mm:ssxxx", "2024-03-01T00:00:00-01:30", "instant 19783d 0s -5400"},
      {either, "2024-03-01 00:00:00", "local 19783d 0s"},
      {either, "2024-03-01 00:00:00Z", "instant 19783d 0s"},
      {either, "2024-03-01 00:00:00+0100", "instant 19783d 0s 3600"},
      {either, "2024-03-01 00:00:00Z+0100", "no"},
      {"yyyy\xE5\xB9\xB4", "2024\xE5\xB9\xB4", "month 19723d 0s"},
  };
  for (const Row& row : rows) {
    TimeValue value;
    const bool read = Compiled(row.letters).read(row.text, value);
    EXPECT_EQ(read ? show(value) : "no", row.expected) << row.letters << " on " << row.text;
  }
}

std::string two(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

TEST(Times, EveryDayOfTheCalendar) {
  // the quick way for yyyy-MM-dd, pictures and the step by step way agree with counting
  const Compiled quick("yyyy-MM-dd"), pictured("dd.MM.yyyy"), stepwise("[':']dd.MM.yyyy");
  ASSERT_TRUE(quick.format.is_day);
  ASSERT_NE(pictured.format.picture, table::none);
  ASSERT_EQ(stepwise.format.picture, table::none);
  std::int64_t day_number = -719162;  // 0001-01-01
  for (int year = 1; year <= 9999; ++year) {
    const std::string year_text = two(year / 100) + two(year % 100);
    for (int month = 1; month <= 12; ++month) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      const int last = month == 2                                              ? (leap ? 29 : 28)
                       : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                               : 31;
      TimeValue first_day, last_day, same_day;
      ASSERT_TRUE(quick.read(year_text + "-" + two(month) + "-01", first_day));
      ASSERT_EQ(first_day.days, day_number);
      const std::string last_text = two(last) + "." + two(month) + "." + year_text;
      ASSERT_TRUE(stepwise.read(last_text, last_day)) << last_text;
      TimeValue pictured_day;
      ASSERT_TRUE(pictured.read(last_text, pictured_day)) << last_text;
      ASSERT_EQ(pictured_day.days, last_day.days);
      ASSERT_TRUE(quick.read(year_text + "-" + two(month) + "-" + two(last), same_day));
      ASSERT_EQ(last_day.days, day_number + last - 1);
      ASSERT_EQ(same_day.days, last_day.days);
      ASSERT_FALSE(quick.takes(year_text + "-" + two(month) + "-" + two(last + 1)));
      ASSERT_FALSE(stepwise.takes(two(last + 1) + "." + two(month) + "." + year_text));
      ASSERT_FALSE(pictured.takes(two(last + 1) + "." + two(month) + "." + year_text));
      day_number += last;
    }
  }
  EXPECT_EQ(day_number, 2932897);  // one past 9999-12-31
}

TEST(Times, EveryMinuteOfADayAndNoOther) {
  const Compiled quick("yyyy-MM-dd'T'HH:mm:ssXXX"), stepwise("HH:mm");
  ASSERT_NE(quick.format.picture, table::none);
  for (int hour = 0; hour < 100; ++hour) {
    for (int minute = 0; minute < 100; ++minute) {
      const bool real = hour < 24 && minute < 60;
      const std::string text = two(hour) + ":" + two(minute);
      EXPECT_EQ(stepwise.takes(text), real) << text;
      EXPECT_EQ(quick.takes("2024-03-01T" + text + ":00Z"), real) << text;
      EXPECT_EQ(quick.takes("2024-03-01T00:00:00+" + text), real) << text;
      EXPECT_EQ(quick.takes("2024-03-01T00:00:" + two(minute) + "Z"), minute < 60) << text;
    }
  }
}

TEST(Times, AnyOneWrongByteIsRefused) {
  const Compiled quick("yyyy-MM-dd'T'HH:mm:ssXXX");
  const std::string right = "2024-03-01T10:20:30+05:30";
  ASSERT_TRUE(quick.takes(right));
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = right;
      text[at] = static_cast<char>(byte);
      const bool was_digit = right[at] >= '0' && right[at] <= '9';
      const bool is_digit = byte >= '0' && byte <= '9';
      if ((was_digit && is_digit) || text == right || (at == 19 && byte == '-')) continue;
      EXPECT_FALSE(quick.takes(text)) << text;
    }
    EXPECT_FALSE(quick.takes(right.substr(0, at)));
  }
}

TEST(Times, CompareAsMoments) {
  const Compiled format("yyyy-MM-dd'T'HH:mm:ss[.S]XXX");
  struct Row {
    std::string_view a, b;
    int order;
  };
  static constexpr Row rows[] = {
      {"2024-03-01T10:00:00+02:00", "2024-03-01T08:00:00Z", 0},
      {"2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z", 0},
      {"2024-03-01T23:30:00-01:00", "2024-03-02T00:30:00Z", 0},
      {"2024-03-01T10:00:00.1Z", "2024-03-01T10:00:00.100Z", 0},
      {"2024-03-01T10:00:00.1Z", "2024-03-01T10:00:00Z", 1},
      {"2024-03-01T10:00:00+02:00", "2024-03-01T09:00:00Z", -1},
      {"0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z", -1},
      {"9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z", 1},
  };
  for (const Row& row : rows) {
    TimeValue a, b;
    ASSERT_TRUE(format.read(row.a, a) && format.read(row.b, b));
    const auto order = a.compare(b);
    EXPECT_EQ(order < 0 ? -1 : order > 0 ? 1 : 0, row.order) << row.a << " " << row.b;
  }
  TimeValue moved, expected;
  ASSERT_TRUE(format.read("2024-03-01T00:00:02Z", moved));
  ASSERT_TRUE(format.read("2024-02-29T23:59:57Z", expected));
  moved.add_seconds(-5);
  EXPECT_EQ(show(moved), show(expected));
  moved.add_seconds(1'000'000'000'000);
  moved.add_seconds(-1'000'000'000'000);
  EXPECT_EQ(show(moved), show(expected));
  TimeValue first;
  ASSERT_TRUE(format.read("0001-01-01T00:00:00Z", first));
  first.add_seconds(-1'000'000'000'000);
  EXPECT_GE(first.seconds, 0);
  EXPECT_LT(first.days, -719162);
}

TEST(Times, KnowWhichHaveADay) {
  struct Row {
    std::string_view letters, text;
    bool day;
  };
  static constexpr Row rows[] = {
      {"yyyy-MM-dd", "2024-03-01", true},
      {"HH:mm MM/dd/yyyy", "07:00 01/31/2019", true},
      {"yyyy-MM-dd'T'HH:mm:ssXXX", "2024-03-01T00:00:00Z", true},
      {"HH:mm", "10:00", false},
      {"MM/yy", "10/24", false},
  };
  for (const Row& row : rows) {
    TimeValue value;
    const Compiled compiled(row.letters);
    ASSERT_TRUE(compiled.read(row.text, value));
    EXPECT_EQ(value.has_day(), row.day) << row.letters;
    EXPECT_EQ(value.kind, compiled.format.kind);
  }
}

}  // namespace
}  // namespace leadlint
