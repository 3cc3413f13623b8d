// Constants of dates and times, `now` and `today`, durations, weekday(), time_of_day(), `since`;
// what a rule file may not say of them, and the words of findings. Generated records:
// tests/agreement_test.cpp (tests/rulefiles/agreement/moments.yaml).
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "author/now.h"
#include "check/check.h"
#include "leadlint/bulk.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "temporary_folder.h"

namespace leadlint::moments {
namespace {

constexpr const char* head = "leadlint: 1\nruleset: test/moments\ntitle: t\n";
constexpr const char* unknown = "";

std::vector<std::string> listed(const OwnedFindings& findings) {
  std::vector<std::string> lines;
  for (const OwnedFinding& finding : findings)
    lines.push_back(fmt::format("{} {}", finding.path, code_name(finding.code)));
  std::sort(lines.begin(), lines.end());
  return lines;
}

struct Row {
  const char* name;
  const char* rules;  // behind the header
  const char* now;
  const char* json;
  std::vector<std::string> findings;  // "/path code", sorted

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class MomentRows : public testing::TestWithParam<Row> {
 protected:
  support::TemporaryFolder folder_;
};

TEST_P(MomentRows, AreJudgedSo) {
  const Row& row = GetParam();
  const std::string path = folder_.write("rules.yaml", std::string(head) + row.rules);
  const auto rules = load_ruleset(path);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  Context context;
  context.now = author::read_now(row.now);
  EXPECT_EQ(listed(validator.check(row.json, context).findings().owned()), row.findings)
      << "as text";
  EXPECT_EQ(listed(validator.check(nlohmann::json::parse(row.json), context).findings().owned()),
            row.findings)
      << "as a value";

  const auto checked = check::check_ruleset(parse::parse_ruleset(path, {}).value()).value();
  reference::Context plain;
  plain.now = row.now;
  std::vector<std::string> lines;
  for (const auto& [place, severity] : reference::evaluate(checked.rules(), row.json, plain))
    lines.push_back(fmt::format("{} {}", place.first, code_name(place.second)));
  std::vector<std::string> of_payload = row.findings;
  std::erase(of_payload, "/@now not_judged");
  EXPECT_EQ(lines, of_payload) << "by the reference";
}

constexpr const char* day_after =
    "fields: {d: {format: MM/dd/yyyy}}\n"
    "rules: [{id: r, assert: \"d >= 2024-02-29\"}]\n";
constexpr const char* bounds =
    "fields: {d: {format: date, min: 2024-01-01, max: \"2024-12-31\"}, t: {format: \"HH:mm\", "
    "min: \"09:00\", max: \"17:30\"}, i: {format: rfc3339, min: 2024-01-01T00:00:00Z}}\n";
constexpr const char* ahead =
    "fields: {tour: {format: rfc3339}, d: {format: date}}\n"
    "rules: [{id: a, assert: tour >= now}, {id: b, assert: \"d <= today\"}]\n";
constexpr const char* by_option =
    "options: {skew: {values: [\"off\"], or: integer}}\nfields: {t: {format: rfc3339}}\n"
    "rules: [{id: a, assert: t >= now - option.skew}]\n";
constexpr const char* in_zone =
    "zone: \"+09:00\"\nfields: {d: {format: date}, l: {format: \"yyyy-MM-dd HH:mm\"}}\n"
    "rules: [{id: b, assert: \"d <= today\"}, {id: l, assert: l > now}]\n";
constexpr const char* span =
    "fields: {d: {format: date}, start: {format: \"yyyy-MM-dd HH:mm\"}, end: {format: \"yyyy-MM-dd "
    "HH:mm\"}, day: {format: date}}\n"
    "rules: [{id: a, assert: d >= today - 90 days}, {id: b, assert: end <= start + 2 hours}, {id: "
    "c, assert: day <= d + 1 week}]\n";
constexpr const char* week =
    "fields: {d: {format: date}, t: {format: \"yyyy-MM-dd'T'HH:mmXXX\"}}\n"
    "rules: [{id: a, assert: \"weekday(d) in [mon, tue, wed, thu, fri]\"}, {id: b, assert: "
    "\"time_of_day(t) >= '09:00' and time_of_day(t) < '17:30'\"}]\n";
constexpr const char* since =
    "fields: {a: {type: string}, b: {type: string}}\n"
    "rules: [{id: r, since: 2027-01-01, require: a}, {id: s, since: 2027-01-01T12:00:00Z, "
    "require: b}]\n";

INSTANTIATE_TEST_SUITE_P(
    , MomentRows,
    testing::Values(
        Row{"a_day_before", day_after, unknown, R"({"d": "02/28/2024"})", {"/d conflict"}},
        Row{"the_day", day_after, unknown, R"({"d": "02/29/2024"})", {}},
        Row{"in_bounds",
            bounds,
            unknown,
            R"({"d": "2024-12-31", "t": "09:00", "i": "2024-01-01T01:00:00+01:00"})",
            {}},
        Row{"out_of_bounds",
            bounds,
            unknown,
            R"({"d": "2025-01-01", "t": "08:59", "i": "2024-01-01T00:59:59+01:00"})",
            {"/d out_of_range", "/i out_of_range", "/t out_of_range"}},
        Row{"broken_is_out_of_no_bounds",
            bounds,
            unknown,
            R"({"d": "2025-13-01"})",
            {"/d bad_format"}},
        Row{"moved_by_nothing",
            by_option,
            "2024-06-15T12:00:00Z",
            R"({"t": "2024-06-15T11:59:59Z"})",
            {"/t conflict"}},
        Row{"ahead_of_now",
            ahead,
            "2026-11-30T12:00:00Z",
            R"({"tour": "2026-11-30T13:00:00+01:00", "d": "2026-11-30"})",
            {}},
        Row{"behind_now",
            ahead,
            "2026-11-30T12:00:00Z",
            R"({"tour": "2026-11-30T12:59:59+01:00", "d": "2026-12-01"})",
            {"/d conflict", "/tour conflict"}},
        Row{"now_is_not_known",
            ahead,
            unknown,
            R"({"tour": "1999-11-30T12:59:59+01:00", "d": "2999-12-01"})",
            {"/@now not_judged"}},
        Row{"today_in_the_zone_of_the_call",
            ahead,
            "2026-11-30T23:30:00-02:00",
            R"({"d": "2026-12-01"})",
            {"/d conflict"}},
        Row{"today_in_the_zone_of_the_rules",
            in_zone,
            "2026-11-30T23:30:00-02:00",
            R"({"d": "2026-12-01"})",
            {}},
        Row{"not_yet_tomorrow_there",
            in_zone,
            "2026-11-30T14:59:59Z",
            R"({"d": "2026-12-01"})",
            {"/d conflict"}},
        Row{"times_without_a_zone_are_of_that_zone",
            in_zone,
            "2026-11-30T15:00:00Z",
            R"({"l": "2026-12-01 00:00"})",
            {"/l conflict"}},
        Row{"a_minute_ahead_there",
            in_zone,
            "2026-11-30T15:00:00Z",
            R"({"l": "2026-12-01 00:01"})",
            {}},
        Row{"within_the_span",
            span,
            "2026-11-30T00:00:00Z",
            R"({"d": "2026-09-01", "start": "2026-01-01 23:00", "end": "2026-01-02 01:00", "day": "2026-09-08"})",
            {}},
        Row{"outside_the_span",
            span,
            "2026-11-30T00:00:00Z",
            R"({"d": "2026-08-31", "start": "2026-01-01 23:00", "end": "2026-01-02 01:01", "day": "2026-09-08"})",
            {"/d conflict", "/day conflict", "/end conflict"}},
        Row{"on_a_monday",
            week,
            unknown,
            R"({"d": "2026-11-30", "t": "2026-11-30T09:00-08:00"})",
            {}},
        Row{"on_a_sunday",
            week,
            unknown,
            R"({"d": "1969-12-28", "t": "2026-11-30T17:30-08:00"})",
            {"/d conflict", "/t conflict"}},
        Row{"not_yet_in_force", since, "2026-12-31T23:59:59Z", "{}", {}},
        Row{"in_force_from_midnight_on", since, "2027-01-01T00:00:00Z", "{}", {"/a missing_field"}},
        Row{"and_from_noon",
            since,
            "2027-01-01T12:00:00Z",
            "{}",
            {"/a missing_field", "/b missing_field"}},
        Row{"in_force_where_nobody_knows",
            since,
            unknown,
            "{}",
            {"/@now not_judged", "/a missing_field", "/b missing_field"}}),
    [](const auto& row) { return std::string(row.param.name); });

// ---------------------------------------------------------------------------------------- mistakes

struct Slip {
  const char* rules;
  const char* said;  // a part of the first mistake's words
};

TEST(Moments, MistakesSayWhatToWrite) {
  static constexpr const char* fields =
      "fields: {d: {format: date}, t: {format: \"HH:mm\"}, i: {format: rfc3339}, l: {format: "
      "\"yyyy-MM-dd HH:mm\"}, n: {type: number}, s: {type: string}, us: {format: MM/dd/yyyy}}\n";
  static constexpr Slip slips[] = {
      {"d < '09:00'", "`d` is a date, `09:00` is a time of day: only like kinds compare"},
      {"t > 2024-01-01", "`t` is a time of day, `2024-01-01` is a date: write a time, \"09:00\""},
      {"i > 2024-01-01T10:00", "write the zone behind it, Z or +02:00"},
      {"l > 2024-01-01T10:00:00Z", "leave its zone out"},
      {"d > 2024-02-30", "there is no day or time 2024-02-30"},
      {"d > soon", "there is no field `soon` here"},
      {"d > 'soon'", "write it as in 2025-03-01"},
      {"n > 2024-01-01", "`n` is a number, `2024-01-01` is a date: only like kinds compare"},
      {"s == 2024-01-01", "put 2024-01-01 in quotes"},
      {"t > now", "`t` is a time of day, `now` is an instant: only like kinds compare"},
      {"l > now", "name the zone of such times at the top of the file, `zone: \"+01:00\"`"},
      {"n > today", "`n` is a number, `today` is a date: only like kinds compare"},
      {"s == now",
       "`now` is the caller's clock, and `s` is text: put the word in quotes where that is a "
       "text"},
      {"now > today", "one side of a comparison is a field"},
      {"d > today + 2 hours", "`today` is a date, which moves by whole days"},
      {"d + 1 hour > d", "`d` is a date, which moves by whole days: write `d` + 1 day"},
      {"d > today - 3 months", "months have no fixed length: write - 90 days"},
      {"d > today - 3 d", "write - 3 days"},
      {"d > today()", "write today, or moved: today - 90 days"},
      {"present(now)", "`now` is compared with: t >= now"},
      {"weekday(t) == mon", "weekday() asks for the day of a date; `t` is a time of day"},
      {"weekday(d) > mon", "name them, weekday(d) in [mon, tue]"},
      {"weekday(d) == monday or weekday(d) in [mo]", "`mo` is no weekday: there are mon tue"},
      {"time_of_day(d) > '09:00'", "asks for the time of a date with a time; `d` is a date"},
      {"time_of_day(i) > 9", "write a time in quotes, \"09:00\""},
      {"time_of_day(i) > 'noon'", "`noon` is no time of day: write it as in \"09:00\""},
      {"time_of_day(i) in ['09:00']", "times of day are compared"},
      {"i > '09:00'", "write time_of_day(...) to compare the time alone"},
      {"us > '2024-13-01'", "write it as in 03/01/2025"},
  };
  const support::TemporaryFolder folder;
  for (const Slip& slip : slips) {
    const std::string path = folder.write(
        "rules.yaml", fmt::format("{}{}rules:\n  - id: r\n    when: \"{}\"\n    "
                                  "require: s\n",
                                  head, fields, [&] {
                                    std::string text = slip.rules;
                                    for (std::size_t at = 0; (at = text.find('"', at)) != text.npos;
                                         at += 2)
                                      text.insert(at, "\\");
                                    return text;
                                  }()));
    const auto rules = load_ruleset(path);
    ASSERT_FALSE(rules) << slip.rules;
    EXPECT_NE(rules.error().owned().front().message.find(slip.said), std::string::npos)
        << slip.rules << ": " << rules.error().owned().front().message;
    EXPECT_EQ(rules.error().owned().front().line, 7U) << slip.rules;
  }
}

TEST(Moments, KeysThatDoNotFitSayWhatToWrite) {
  static constexpr Slip slips[] = {
      {"fields: {d: {format: date, min: \"09:00\"}}\n",
       "`d` is a date, `09:00` is a time of day: only like kinds compare"},
      {"fields: {n: {type: number, min: 2024-01-01}}\n",
       "`min` is a number, not `2024-01-01`: `n` is a number, and no date or time"},
      {"fields: {s: {type: string, max: 2024-01-01}}\n", "`s` is text, and no date or time"},
      {"fields: {d: {format: date, min: 2024-02-30}}\n", "write it as in 2025-03-01"},
      {"fields: {d: {format: date, min: 2024-02-02, max: 2024-02-01}}\n",
       "nothing is from 2024-02-02 to 2024-02-01"},
      {"fields: {d: {format: date, min: soon}}\n", "expected a number, a date or a time"},
      {"fields: {a: {}}\nrules: [{id: r, since: next year, require: a}]\n",
       "`since` is a day or an instant: `since: 2027-01-01`"},
      {"fields: {a: {}}\nrules: [{id: r, since: \"2027-01-01T00:00\", require: a}]\n",
       "the zone is missing: write `since: 2027-01-01T00:00Z`"},
      {"zone: Europe/Berlin\nfields: {a: {}}\n", "zones by name are not known here"},
      {"zone: 2\nfields: {a: {}}\n", "`zone: \"+02:00\"`, or `zone: UTC`"},
  };
  const support::TemporaryFolder folder;
  for (const Slip& slip : slips) {
    const auto rules = load_ruleset(folder.write("rules.yaml", std::string(head) + slip.rules));
    ASSERT_FALSE(rules) << slip.rules;
    EXPECT_NE(rules.error().owned().front().message.find(slip.said), std::string::npos)
        << slip.rules << ": " << rules.error().owned().front().message;
    EXPECT_NE(rules.error().owned().front().line, 0U) << slip.rules;
  }
}

// A field or a value by these names is one still.
TEST(Moments, NowAndTodayMayBeNames) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write(
      "rules.yaml", std::string(head) +
                        "fields: {d: {format: date}, today: {format: date}, when: {values: [now, "
                        "later]}, s: {type: string}}\n"
                        "rules: [{id: a, assert: d >= today}, {id: b, when: when == now, require: "
                        "s}, {id: c, when: \"s == 'now'\", forbid: d}]\n"));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  EXPECT_EQ(listed(validator.check(R"({"d": "2024-01-01", "today": "2024-01-02", "when": "now"})")
                       .findings()
                       .owned()),
            (std::vector<std::string>{"/d conflict", "/s missing_field"}));
  EXPECT_EQ(listed(validator.check(R"({"s": "now", "d": "2024-01-01"})").findings().owned()),
            (std::vector<std::string>{"/d forbidden_field"}));
}

// ------------------------------------------------------------------------------------------- words

std::vector<std::string> messages(const char* rules, const char* json, const char* now) {
  const support::TemporaryFolder folder;
  const auto loaded = load_ruleset(folder.write("rules.yaml", std::string(head) + rules));
  if (!loaded) return {loaded.error().owned().front().message};
  Validator validator(*loaded);
  Context context;
  context.now = author::read_now(now);
  std::vector<std::string> said;
  for (const OwnedFinding& finding : validator.check(json, context).findings().owned())
    said.push_back(finding.message);
  return said;
}

TEST(Moments, FindingsSayItInWords) {
  const char* const now = "2026-11-30T12:00:00Z";
  EXPECT_EQ(messages(day_after, R"({"d": "02/28/2024"})", now),
            (std::vector<std::string>{"d \"02/28/2024\" must not be before 2024-02-29"}));
  EXPECT_EQ(messages(bounds, R"({"d": "2025-01-01", "t": "08:59"})", now),
            (std::vector<std::string>{"d \"2025-01-01\" is after 2024-12-31",
                                      "t \"08:59\" is before 09:00"}));
  EXPECT_EQ(
      messages(span,
               R"({"d": "2026-08-31", "start": "2026-01-01 23:00", "end": "2026-01-02 01:01"})",
               now),
      (std::vector<std::string>{"d \"2026-08-31\" must not be before today - 90 days",
                                "end \"2026-01-02 01:01\" must not be after start + 2 hours"}));
  EXPECT_EQ(
      messages("fields: {d: {format: date}, t: {format: rfc3339}, s: {type: string}}\n"
               "rules: [{id: a, assert: \"weekday(d) not in [sat, sun]\"}, {id: b, when: "
               "\"t < now and time_of_day(t) >= '12:00' and weekday(t) == mon\", require: s}]\n",
               R"({"d": "2026-11-29", "t": "2026-11-30T12:00:00+01:00"})", now),
      (std::vector<std::string>{
          "s is missing; it is needed when t is before now and the time of t is not before "
          "12:00 and the day of t is a Monday",
          "d \"2026-11-29\" must not be on a Saturday or Sunday"}));
}

TEST(Moments, ANoteSaysThatNowIsNotKnown) {
  EXPECT_EQ(messages(ahead, R"({"d": "2999-12-01"})", unknown),
            (std::vector<std::string>{"it is not known what time it is; not judged: a and b"}));
  EXPECT_EQ(messages(since, R"({"a": "x", "b": "x"})", unknown),
            (std::vector<std::string>{"it is not known what time it is; in force, whatever "
                                      "`since` says: r and s"}));
}

// -------------------------------------------------------------------------------------- the caller

TEST(Moments, FailUnknownMakesAnErrorOfIt) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write("rules.yaml", std::string(head) + ahead));
  ASSERT_TRUE(rules);
  Validator validator(*rules);
  Context context;
  EXPECT_EQ(validator.check("{}", context).verdict(), Verdict::valid);
  EXPECT_EQ(validator.check("{}", context).count(Severity::note), 1U);
  context.fail_unknown = true;
  EXPECT_EQ(validator.check("{}", context).verdict(), Verdict::invalid);
  context.now = Now{std::chrono::system_clock::time_point{}};
  EXPECT_EQ(validator.check("{}", context).verdict(), Verdict::valid);
  EXPECT_TRUE(validator.check("{}", context).findings().empty());
}

// Of many records it is said once.
TEST(Moments, ABulkCheckTakesNowToo) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write("rules.yaml", std::string(head) + ahead));
  ASSERT_TRUE(rules);
  struct Sink final : BulkSink {
    std::vector<std::string> lines;
    bool record(const BulkRecord& record) override {
      for (const OwnedFinding& finding : record.findings.owned())
        lines.push_back(
            fmt::format("{} {} {}", record.number, finding.path, code_name(finding.code)));
      return true;
    }
  };
  const auto run = [&](const Context& context) {
    BulkChecker checker(*rules);
    Sink sink;
    std::string_view text = "{\"d\": \"2026-12-01\"}\n{\"d\": \"2026-11-30\"}\n";
    const auto read = [&text](std::span<char> room) -> tl::expected<std::size_t, std::string> {
      const std::size_t size = std::min(room.size(), text.size());
      std::copy_n(text.begin(), size, room.begin());
      text.remove_prefix(size);
      return size;
    };
    EXPECT_TRUE(checker.run(read, sink, context));
    return sink.lines;
  };
  Context context;
  EXPECT_EQ(run(context), (std::vector<std::string>{"0 /@now not_judged"}));
  context.now = author::read_now("2026-11-30T12:00:00Z");
  EXPECT_EQ(run(context), (std::vector<std::string>{"1 /d conflict"}));
}

TEST(Moments, NowIsReadOfAnInstantAlone) {
  for (const char* const text : {"2026-11-30", "2026-11-30T12:00:00", "12:00", "now", ""})
    EXPECT_FALSE(author::read_now(text)) << text;
  const auto now = author::read_now("1970-01-01T02:00:00.5+02:00");
  ASSERT_TRUE(now);
  EXPECT_EQ(now->instant.time_since_epoch(), std::chrono::milliseconds{500});
  EXPECT_EQ(now->utc_offset, std::chrono::minutes{120});
}

}  // namespace
}  // namespace leadlint::moments
