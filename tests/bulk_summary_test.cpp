// What findings are about, counted: by code, rule, field and status, and the values that are most
// often bad.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "bulk/frequent.h"
#include "bulk_support.h"
#include "leadlint/leadlint.h"

namespace leadlint::bulk {
namespace {

std::string listed(const std::vector<Summary::Entry>& entries) {
  std::string result;
  for (const Summary::Entry& entry : entries)
    result += fmt::format("{}{} {}", result.empty() ? "" : ", ", entry.findings, entry.name);
  return result;
}

std::string listed(const std::vector<Summary::Value>& values) {
  std::string result;
  for (const Summary::Value& value : values)
    result += fmt::format("{}{} {}={}", result.empty() ? "" : ", ", value.at_least, value.field,
                          value.value);
  return result;
}

constexpr std::string_view records = R"({"status": "PACKED"}
{"status": "PACKT"}
{"status": "PACKT", "weight": -1}
{"status": "SENT", "address": {}}
{"weight": "x"}
{"status": "PACKED", "carrier": "post", "zzz": 1}
{"status"
)";

TEST(BulkSummary, CountsByWhatFindingsAreAbout) {
  for (const Way& way : {Way{}, Way{1, 3, 1}, Way{3, 50, 40}}) {
    const Summary summary =
        run(shipment(), records, {.max_details = 0, .summary = true}, way).summary;
    EXPECT_EQ(listed(summary.codes),
              "5 missing_field, 2 not_in_enum, 1 bad_json, 1 forbidden_field, 1 out_of_range, "
              "1 unknown_field, 1 wrong_type")
        << way.name();
    EXPECT_EQ(listed(summary.fields),
              "3 /status, 3 /weight, 2 /carrier, 1 , 1 /address/city, 1 /address/zip, 1 /zzz");
    EXPECT_EQ(listed(summary.statuses), "4 SENT, 3 (none), 3 (not legal), 2 PACKED");
    EXPECT_EQ(listed(summary.values), "2 /status=\"PACKT\", 1 /weight=\"x\", 1 /weight=-1");
    EXPECT_THAT(listed(summary.rules), testing::HasSubstr("2 tests/shipment#status.values"));
  }
}

/// Memory stays flat: of a name that input chooses, no more is kept than a person reads.
TEST(BulkSummary, CutsLongNamesOfMembers) {
  std::string lines;
  for (const char last : {'1', '2', '2'})
    lines +=
        fmt::format("{{\"status\": \"PACKED\", \"{}{}\": 1}}\n", std::string(100'000, 'n'), last);
  lines += "{\"status\": \"PACKED\", \"";
  for (int i = 0; i < 200; ++i) lines += "\xC3\xA9";
  lines += "\": 1}\n";
  const Summary summary = run(shipment(), lines, {.max_details = 0, .summary = true}, {}).summary;
  std::string accents;
  for (int i = 0; i < 126; ++i) accents += "\xC3\xA9";
  EXPECT_EQ(listed(summary.fields),
            fmt::format("3 /{}..., 1 /{}...", std::string(252, 'n'), accents));
}

TEST(BulkSummary, ShowsNoValuesWhenToldNotTo) {
  const Summary summary = run(shipment(), records, {.summary = true, .redact = true}, {}).summary;
  EXPECT_EQ(summary.values.size(), 0U);
  EXPECT_NE(summary.codes.size(), 0U);
}

TEST(BulkSummary, NamesItemsOfListsTogether) {
  const Ruleset ruleset =
      load_ruleset(LEADLINT_SOURCE_DIR "/tests/rulefiles/sixth_api/repair_order.yaml").value();
  const Summary summary =
      run(ruleset, R"({"jobs": [{"code": 1}, {"code": 2}, 3]})", {.summary = true}, {}).summary;
  EXPECT_THAT(listed(summary.fields), testing::HasSubstr("2 /jobs/*/code"));
  EXPECT_THAT(listed(summary.fields), testing::HasSubstr("1 /jobs/*,"));
  EXPECT_THAT(listed(summary.fields), testing::Not(testing::HasSubstr("/0")));
}

TEST(BulkSummary, KeepsFewNamesHoweverManyThereAre) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += fmt::format("{{\"status\": \"PACKED\", \"x{}\": 1}}\n", i);
  const Summary summary = run(shipment(), text, {.max_details = 0, .summary = true}, {}).summary;
  EXPECT_LE(summary.fields.size(), 1001U);
  std::uint64_t sum = 0;
  for (const Summary::Entry& field : summary.fields) sum += field.findings;
  EXPECT_EQ(sum, 3000U) << "all are counted";
}

TEST(BulkSummary, IsTheSameWithThreads) {
  std::string text;
  std::mt19937 random(11);
  for (int i = 0; i < 20'000; ++i)
    text += fmt::format("{{\"status\": \"S{}\"}}\n", random() % (1 + random() % 9000));
  const BulkOptions options{.max_details = 0, .summary = true};
  const Summary alone = run(shipment(), text, options, {1, 1 << 20, 5000}).summary;
  for (int i = 0; i < 3; ++i) {
    const Summary threads = run(shipment(), text, options, {4, 1 << 20, 5000}).summary;
    EXPECT_EQ(listed(threads.values), listed(alone.values));
    EXPECT_EQ(listed(threads.statuses), listed(alone.statuses));
  }
}

// --------------------------------------------------------------------------------- frequent values

TEST(FrequentValues, AreExactWhileThereIsRoom) {
  FrequentValues values(3);
  for (const char* key : {"a", "b", "a", "c", "d", "e", "f", "a"}) values.add(key);
  const auto sorted = values.sorted();
  ASSERT_EQ(sorted.size(), 6U);
  EXPECT_EQ(sorted[0].first, "a");
  EXPECT_EQ(sorted[0].second.at_most, 3U);
  EXPECT_EQ(sorted[0].second.error, 0U);
  EXPECT_EQ(sorted[1].first, "b") << "ties by key";
}

TEST(FrequentValues, KnowHowFarTheyMayBeOff) {
  std::mt19937 random(5);
  std::map<std::string, std::uint64_t> truth;
  FrequentValues all(50), second(50);
  for (int i = 0; i < 100'000; ++i) {
    // Half of all are one of ten, the others hardly ever the same.
    const std::string key = std::to_string(random() % 2 == 0 ? random() % 10 : random());
    ++truth[key];
    (i < 50'000 ? all : second).add(key);
  }
  all.add(second);
  const auto sorted = all.sorted();
  EXPECT_LE(sorted.size(), 100U);
  for (const auto& [key, counted] : sorted) {
    EXPECT_GE(counted.at_most, truth[key]) << key;
    EXPECT_LE(counted.at_most - counted.error, truth[key]) << key;
  }
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(sorted[i].first.size(), 1U) << sorted[i].first << " is not one of the ten";
    EXPECT_LT(sorted[i].second.error, 2000U);
  }
}

}  // namespace
}  // namespace leadlint::bulk
