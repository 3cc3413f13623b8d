// What a sender is told to write instead: of dates and times part by part, of numbers that count
// days or seconds, of values in the wrong kind or spelling. Each row is read as who must mend it.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"
#include "validate/loose_time.h"
#include "validate/plain_number.h"

namespace leadlint {
namespace {

/// The message of one member's only finding, behind `is not ... such as ...: ` or whole; "" where
/// there is none.
class WrittenInstead : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const support::TemporaryFolder folder;
    const auto rules = load_ruleset(folder.write("rules.yaml", R"(leadlint: 1
ruleset: acme/instead
title: "Instead"
fields:
  date: {format: date}
  moment: {format: datetime}
  rfc: {format: rfc3339}
  clock: {format: time}
  blank: {format: "yyyy-MM-dd HH:mm:ss"}
  milli: {format: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"}
  plain: {format: "yyyy-MM-dd'T'HH:mm:ssxx"}
  us: {format: "MM/dd/yyyy"}
  month: {format: yyyy-MM}
  either: {format: [date, datetime]}
  maybe: {format: "yyyy-MM-dd['T'HH:mm]"}
  b: {type: boolean}
  n: {type: number, max: 99999}
  cents: {type: number, decimals: 2}
  i: {type: integer}
  s: {values: [1, 5, 9]}
  t: {type: number, accept: text}
  e: {values: ["1", "5"]}
  x: {type: string, max_length: 3}
  first: {format: "HH:mm MM/dd/yyyy"}
  last: {format: "MM/dd/yyyy HH:mm"}
  short: {format: "HH:mm"}
  half: {format: "hh:mm a"}
  spoken: {format: "d MMM yyyy"}
  full: {format: "MMMM d, yyyy h:mma"}
  code: {type: string, pattern: "[A-Z]{2}-[0-9]{2}"}
)"));
    ASSERT_TRUE(rules) << rules.error().owned().front().message;
    validator_ = std::make_unique<Validator>(*rules);
  }
  static void TearDownTestSuite() { validator_.reset(); }

  static std::string said(const std::string& name, const std::string& value) {
    const OwnedFindings findings =
        validator_->check("{\"" + name + "\":" + value + "}").findings().owned();
    if (findings.empty()) return "";
    EXPECT_EQ(findings.size(), 1U) << name << value;
    std::string message = findings.front().message;
    const std::size_t such = message.find(" such as ");
    const std::size_t colon = such == message.npos ? such : message.find(": ", such);
    if (such != message.npos) return colon == message.npos ? "-" : message.substr(colon + 2);
    return message;
  }

  struct Row {
    std::string name, value, says;
  };
  static void expect(const std::vector<Row>& rows) {
    for (const Row& row : rows)
      EXPECT_EQ(said(row.name, row.value), row.says) << row.name << row.value;
  }

  inline static std::unique_ptr<Validator> validator_;
};

TEST_F(WrittenInstead, OfHoursWithAmAndPm) {
  const std::string half = "its hours go from 00 to 23, without AM and PM: 10 PM is 22";
  expect({
      {"first", R"("02:00 pm 02/03/2021")", half + "; write 14:00 02/03/2021"},
      {"first", R"("2:00 PM 02/03/2021")", half + "; write 14:00 02/03/2021"},
      {"first", R"("2:00 02/03/2021")", "the hour has 2 digits; write 02:00 02/03/2021"},
      {"first", R"("02/03/2021 14:00")",
       "the time stands in front of the date; write 14:00 02/03/2021"},
      {"last", R"("14:00 02/03/2021")",
       "the date stands in front of the time; write 02/03/2021 14:00"},
      {"last", R"("02/03/2021 2 pm")", half + "; write 02/03/2021 14:00"},
      {"short", R"("2pm")", half + "; write 14:00"},
      {"short", R"("12 a.m.")", half + "; write 00:00"},
      {"short", R"("14:00 pm")", half},
      {"short", R"("about 2 pm")", half},
      {"clock", R"("2 PM")", half + "; write 14:00"},
  });
}

TEST_F(WrittenInstead, OfHoursThatHaveAmAndPm) {
  const std::string half = "its hours go from 1 to 12, with AM or PM";
  expect({
      {"half", R"("02:00 pm")", ""},
      {"half", R"("14:00")", half + ": 22:00 is 10:00 PM; write 02:00 PM"},
      {"half", R"("00:30")", half + ": 22:00 is 10:00 PM; write 12:30 AM"},
      {"half", R"("2:00 PM")", "the hour has 2 digits; write 02:00 PM"},
      {"half", R"("02:00PM")", "a blank stands before AM and PM; write 02:00 PM"},
      {"half", R"("02:00 p.m.")",
       "AM and PM are two letters of one case, without points; write 02:00 PM"},
      {"half", R"("14:00 PM")", half},
      {"full", R"("March 2, 2025 2:00PM")", ""},
  });
}

TEST_F(WrittenInstead, OfMonthsByName) {
  expect({
      {"spoken", R"("2 Mar 2025")", ""},
      {"spoken", R"("2 MAR 2025")", "the month is written Mar; write 2 Mar 2025"},
      {"spoken", R"("2 March 2025")", "the month is written Mar; write 2 Mar 2025"},
      {"spoken", R"("2-Mar-2025")",
       "a blank stands between year, month and day, not \"-\"; write 2 Mar 2025"},
      {"spoken", R"("2 Mar 25")", "the year has 4 digits"},
      {"spoken", R"("2025-03-02")",
       "the day stands first; the month is a name such as Mar; write 2 Mar 2025"},
      {"spoken", R"("30 Feb 2025")", "that month has 28 days"},
      {"spoken", R"("2 Mrz 2025")", "the month is a name such as Jan"},
      {"us", R"("Mar 2, 2025")", "the day has 2 digits; the month is a number; write 03/02/2025"},
  });
}

TEST_F(WrittenInstead, OfLettersThatLookLikeDigits) {
  const std::string must = " must be a number, not text: it has the letter ";
  expect({
      {"n", R"("1O0")", "n \"1O0\"" + must + "O where a digit belongs; write 100 without quotes"},
      {"n", R"("-l5.5")",
       "n \"-l5.5\"" + must + "l where a digit belongs; write -15.5 without quotes"},
      {"n", R"("$I,2oo.50")",
       "n \"$I,2oo.50\"" + must + "I where a digit belongs; write 1200.50 without quotes"},
      {"i", R"("2o")",
       "i \"2o\" must be a whole number, not text: it has the letter o where a digit belongs; "
       "write 20 "
       "without quotes"},
      {"t", R"("1O")",
       "t \"1O\" does not read as a number: it has the letter O where a digit belongs; write 10"},
      {"date", R"("2O22-09-14")", "it has the letter O where a digit belongs; write 2022-09-14"},
      {"rfc", R"("2025-01-02T1O:00:00Z")",
       "it has the letter O where a digit belongs; write 2025-01-02T10:00:00Z"},
      {"code", R"("AB-1O")", "code \"AB-1O\" does not have the form that is asked for"},
      // There is no digit, another letter, or nothing that the field takes.
      {"n", R"("lO")", "n \"lO\" must be a number, not text"},
      {"n", R"("1Ox")", "n \"1Ox\" must be a number, not text"},
      {"n", R"("9O99999")", "n \"9O99999\" must be a number, not text"},
  });
}

TEST_F(WrittenInstead, OfSignsThatLookLikeOthers) {
  expect({
      {"date", R"("2022\u201109-14")",
       "its character 5 is U+2011, which looks like -; write 2022-09-14"},
      {"date", R"("2022\u221209\u221214")",
       "its character 5 is U+2212, which looks like -; write 2022-09-14"},
      {"date", R"("\uff12022-09-14")",
       "its character 1 is U+FF12, which looks like 2; write 2022-09-14"},
      {"date", R"("2022-09-14\u200b")",
       "its character 11 is U+200B, which cannot be seen; write 2022-09-14"},
      {"short", R"("14\uff1a00")", "its character 3 is U+FF1A, which looks like :; write 14:00"},
      {"b", R"("tr\u0443e")",
       "b \"tr\u0443e\" must be true or false, not text: its character 3 is U+0443, which looks "
       "like "
       "y; write true without quotes"},
  });
  EXPECT_NE(said("code", R"("\u0410B-12")")
                .find("its character 1 is U+0410, which looks like A; write \"AB-12\""),
            std::string::npos)
      << said("code", R"("\u0410B-12")");
}

TEST_F(WrittenInstead, OfADateWithATimePartByPart) {
  const std::string t = "a T stands between the day and the time, not a blank";
  const std::string no_t = "a blank stands between the day and the time, not a T";
  expect({
      {"moment", R"("2022-09-14 16:20:00Z")", t + "; write 2022-09-14T16:20:00Z"},
      {"blank", R"("2022-09-14T16:20:00")", no_t + "; write 2022-09-14 16:20:00"},
      {"blank", R"("2022-09-14T16:20:00Z")", no_t + "; a zone does not belong there"},
      {"milli", R"("2022-09-14T16:20:00Z")",
       "the fraction of a second is missing; write 2022-09-14T16:20:00.000Z"},
      {"milli", R"("2022-09-14T16:20:00.5Z")",
       "the fraction has 3 digits; write 2022-09-14T16:20:00.500Z"},
      {"rfc", R"("2022-09-14T16:20:00,5Z")",
       "a point stands before the fraction, not a comma; write 2022-09-14T16:20:00.5Z"},
      {"rfc", R"("2022-09-14T16:20:00.Z")",
       "no digit follows its point: leave the point out; write 2022-09-14T16:20:00Z"},
      {"moment", R"("2022-09-14T16:20:00.5Z")",
       "a fraction of a second does not belong there; write 2022-09-14T16:20:00Z"},
      {"moment", R"("2022-09-14")", "the time is missing"},
      {"blank", R"("2022-09-14")", "the time is missing"},
      {"moment", R"("2022-09-14T")", "the time is missing"},
      {"moment", R"("16:20")", "the date is missing"},
      {"moment", R"("2022-09-14T16:20Z")", "the seconds are missing; write 2022-09-14T16:20:00Z"},
      {"moment", R"("2022-09-14T16:20:00")", "the zone (Z, +01:00) is missing"},
      {"moment", R"("2022-09-14t16:20:00z")", "write T and Z in upper case"},
      {"moment", R"("2022-09-14T16:20:00z")", "write Z in upper case"},
      {"milli", R"("2022-09-14t16:20:00z")",
       "the fraction of a second is missing; its T and Z are in lower case; write "
       "2022-09-14T16:20:00.000Z"},
      {"moment", R"("2022-09-14T16:20:00+24:00")", "there is no zone +24:00"},
      {"plain", R"("2022-09-14T16:20:00-0560")", "there is no zone -0560"},
      {"moment", R"("2022-09-14T16:20:00+0530")",
       "its zone is written +05:30; write 2022-09-14T16:20:00+05:30"},
      {"moment", R"("2022-09-14T16:20:00-7")",
       "its zone is written -07:00; write 2022-09-14T16:20:00-07:00"},
      {"plain", R"("2022-09-14T16:20:00Z")",
       "Z is written +0000, directly behind the time; write 2022-09-14T16:20:00+0000"},
      {"moment", R"("2022-09-14T24:00:00Z")", "there is no hour 24"},
      {"moment", R"("2022-02-30T16:20:00Z")", "that month has 28 days"},
      {"blank", R"("2022-09-14  16:20:00")", "one blank is enough; write 2022-09-14 16:20:00"},
      {"blank", R"("Wed, 14 Sep 2022 4:20:00 PM")",
       "the year stands first; the month is a number; its hours go from 00 to 23, without AM and "
       "PM: 10 PM is 22; write 2022-09-14 16:20:00"},
      {"moment", R"("20220914T162000Z")",
       R"("-" stands between year, month and day; ":" stands between its hours and minutes; write )"
       "2022-09-14T16:20:00Z"},
  });
}

TEST_F(WrittenInstead, OfADate) {
  expect({
      {"date", R"("2022-09-14T16:20:00Z")", "a time does not belong there; write 2022-09-14"},
      {"date", R"("14/9/2022")", "the year stands first; write 2022-09-14"},
      {"date", R"("03/04/2025")",
       "the year stands first; write 2025-03-04 or 2025-04-03, whichever is meant"},
      {"date", R"("2022/09/14")",
       R"("-" stands between year, month and day, not "/"; write 2022-09-14)"},
      {"date", R"("2022-9-4")", "the month has 2 digits; the day has 2 digits; write 2022-09-04"},
      {"date", R"("14-Sep-22")", "the year stands first, with 4 digits; the month is a number"},
      {"date", R"("September 14, 2022")",
       "the year stands first; the month is a number; write 2022-09-14"},
      {"date", R"("2022-09-14 ")", "white space stands around it; write 2022-09-14"},
      {"date", R"("2022-257")", "the month has 2 digits"},
      {"date", R"("2022-09-31")", "that month has 30 days"},
      {"date", R"("today")", "-"},
      {"us", R"("2022-09-14")", "the month stands first; write 09/14/2022"},
      {"us", R"("14/9/2022")", "the month stands first; write 09/14/2022"},
      {"us", R"("9/4/2022")", "the month has 2 digits; the day has 2 digits; write 09/04/2022"},
      {"month", R"("2022-09-14")", "a day does not belong there; write 2022-09"},
      {"clock", R"("4:20 pm")",
       "its hours go from 00 to 23, without AM and PM: 10 PM is 22; write 16:20"},
      {"either", R"("2022-09-14 16:20:00Z")",
       "a T stands between the day and the time, not a blank; write 2022-09-14T16:20:00Z"},
      {"maybe", R"("2022-09-14 16:20")",
       "a T stands between the day and the time, not a blank; write 2022-09-14T16:20"},
  });
}

TEST_F(WrittenInstead, OfDaysAndSecondsThatAProgramCounted) {
  const std::string day = "it looks like a day number of a spreadsheet";
  const std::string unix = "it looks like a Unix time in ";
  expect({
      {"date", R"("44927")", day + "; write 2023-01-01"},
      {"blank", R"("44927.5")", day + "; write 2023-01-01 12:00:00"},
      {"moment", R"("44927.5")", day + "; write 2023-01-01T12:00:00 with its zone behind it"},
      {"date", "44927",
       "date 44927 must be text, not a number; " + day + R"(: write "2023-01-01")"},
      {"moment", "44927.5",
       "moment 44927.5 must be text, not a number; " + day +
           R"(: write "2023-01-01T12:00:00" with its zone behind it)"},
      {"moment", R"("1663142400")", unix + "seconds; write 2022-09-14T08:00:00Z"},
      {"moment", R"("1663142400000")", unix + "milliseconds; write 2022-09-14T08:00:00Z"},
      {"milli", "1663142400123",
       "milli 1663142400123 must be text, not a number; " + unix +
           R"(milliseconds: write "2022-09-14T08:00:00.123Z")"},
      {"date", "1663142400",
       "date 1663142400 must be text, not a number; " + unix + R"(seconds: write "2022-09-14")"},
      {"rfc", R"("1663142400.5")", unix + "seconds; write 2022-09-14T08:00:00.5Z"},
      {"date", "20220914", R"(date 20220914 must be text, not a number; write "2022-09-14")"},
      {"date", R"("123")", "the year has 4 digits"},
      {"clock", "44927", "clock 44927 must be text, not a number"},
  });
}

TEST_F(WrittenInstead, OfTextWhereANumberOrABooleanBelongs) {
  const std::string quotes = ": take the quotes away";
  const std::string n = " must be a number, not text", i = " must be a whole number, not text",
                    b = " must be true or false, not text";
  expect({
      {"b", R"("true")", R"(b "true")" + b + quotes},
      {"b", R"("false")", R"(b "false")" + b + quotes},
      {"b", R"("TRUE")", R"(b "TRUE")" + b + "; write true without quotes"},
      {"b", R"("0")", R"(b "0")" + b + "; write false without quotes"},
      {"b", "1", "b 1 must be true or false, not a number; write true"},
      {"b", "2", "b 2 must be true or false, not a number"},
      {"b", R"("maybe")", R"(b "maybe")" + b},
      {"n", R"("18500")", R"(n "18500")" + n + quotes},
      {"n", R"("123456")", R"(n "123456")" + n},  // would be too much
      {"n", R"("18,500.00")", R"(n "18,500.00")" + n + "; write 18500.00 without quotes"},
      {"n", R"("1,234")",
       R"(n "1,234")" + n + "; write 1234 or 1.234 without quotes, whichever is meant"},
      {"cents", R"("12.345")", R"(cents "12.345" must be a number, not text)"},
      {"n", R"("5%")", R"(n "5%")" + n + "; write 5 or 0.05 without quotes, whichever is meant"},
      {"i", R"("1")", R"(i "1")" + i + quotes},
      {"i", R"("5.0")", R"(i "5.0")" + i + "; write 5 without quotes"},
      {"i", "5.0", "i must be a whole number without fraction or exponent, not 5.0; write 5"},
      {"i", "5.5", "i must be a whole number without fraction or exponent, not 5.5"},
      {"s", R"("5")", R"(s "5")" + i + quotes},
      {"s", R"("7")", R"(s "7")" + i + "; it is one of 1, 5 or 9"},
      {"e", "5", "e 5 must be text, not a number: put it in quotes"},
      {"e", "7", "e 7 must be text, not a number; it is one of 1 or 5"},
      {"x", "12", "x 12 must be text, not a number: put it in quotes"},
      {"x", "1234", "x 1234 must be text, not a number"},
      {"t", "5", "t 5 must be a number as text, not a number: put it in quotes"},
      {"t", R"("1,5")", R"(t "1,5" does not read as a number; write 1.5)"},
  });
}

TEST(PlainNumber, OfManySpellings) {
  struct Case {
    std::string text;
    std::vector<std::string> says;
  };
  for (const Case& each : std::vector<Case>{{"+5", {"5"}},
                                            {"5.", {"5"}},
                                            {".5", {"0.5"}},
                                            {"-,5", {"-0.5"}},
                                            {"007", {"7"}},
                                            {"000", {"0"}},
                                            {" 5\t", {"5"}},
                                            {"1 234 567,5", {"1234567.5"}},
                                            {"1\u00a0234", {"1234"}},
                                            {"1\u202f234,50", {"1234.50"}},
                                            {"1\u2009234", {"1234"}},
                                            {"1'234.5", {"1234.5"}},
                                            {"1\u2019234", {"1234"}},
                                            {"1_000", {"1000"}},
                                            {"12 34", {}},
                                            {"1 2345", {}},
                                            {"1 234'567", {}},
                                            {"\u22125", {"-5"}},
                                            {"(5)", {"-5"}},
                                            {"5-", {"-5"}},
                                            {"-(5)", {}},
                                            {"--5", {}},
                                            {"5 EUR", {"5"}},
                                            {"$1,234.50", {"1234.50"}},
                                            {"=\"007\"", {"7"}},
                                            {"5%", {"5", "0.05"}},
                                            {"1,234", {"1234", "1.234"}},
                                            {"5 apples", {}},
                                            {"", {}},
                                            {"-", {}}})
    EXPECT_EQ(validate::plain_numbers(each.text), each.says) << each.text;
}

TEST(LooseTime, KnowsWhatIsNone) {
  for (const std::string_view text :
       {"", "x", "2022", "2022-", "14/9", "99999999", "10:0", "2022-09-14T16:20:00Zfoo",
        "2022-09-14 noon", "1-2/2022", "12 Foo 2022", "2022-09-14T16:20:00+1:2"})
    EXPECT_TRUE(validate::loose_times(text).empty()) << text;
  std::string room;
  for (const std::string_view number : {"", "4492", "449270", "044927", "1e9", "-44927", "44927.x"})
    EXPECT_FALSE(validate::counted_time(number, room)) << number;
}

}  // namespace
}  // namespace leadlint
