// The bulk check with what is known of each lead, against the one-record API with the state that
// the lead's accepted records add up to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include <nlohmann/json.hpp>

#include "bulk_support.h"
#include "history_support.h"

namespace leadlint::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Rules of the findings, by record: "3 amount-kept".
class Broken final : public BulkSink {
 public:
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned())
      rules.push_back(
          fmt::format("{} {}", record.number, finding.rule.substr(finding.rule.find('#') + 1)));
    return true;
  }
  std::vector<std::string> rules;
};

Ruleset rules() {
  return history::test_rules("every_slot", {{{"lint.unknown_fields", "ignore"}}, {}});
}

/// Many leads, a record each in turn; now and then one that is refused.
std::string generated(int leads, int rounds) {
  std::string text;
  for (int round = 0; round < rounds; ++round)
    for (int lead = 0; lead < leads; ++lead) {
      const int amount = lead % 10 == 0 && round == 2 ? 99 : 20 + lead;
      const char* const stage = round == 0 ? "NEW" : lead % 7 == 0 && round == 1 ? "WON" : "OPEN";
      text += fmt::format(R"({{"id":{},"stage":"{}","amount":{},"due":"2026-03-{:02}"}})", lead,
                          stage, amount, 1 + (lead + 3 * round) % 28) +
              "\n";
    }
  return text;
}

/// What the one-record API says of the records, one after the other.
std::vector<std::string> one_by_one(const std::string& text) {
  Validator validator{rules()};
  std::map<std::string, nlohmann::json> states;
  std::vector<std::string> said;
  int number = 0;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const nlohmann::json record = nlohmann::json::parse(line);
    nlohmann::json& state = states[record["id"].dump()];
    const std::string current = state.is_null() ? "" : state.dump();
    Context context;
    context.current = current;
    const Result& result = validator.check(line, context);
    for (const OwnedFinding& finding : result.findings().owned())
      said.push_back(
          fmt::format("{} {}", number + 1, finding.rule.substr(finding.rule.find('#') + 1)));
    if (result.ok()) state.update(record);
  }
  return said;
}

TEST(BulkLeads, SayWhatTheOneRecordApiSays) {
  const std::string text = generated(300, 4);
  const std::vector<std::string> expected = one_by_one(text);
  ASSERT_GT(expected.size(), 50U);
  for (const unsigned threads : {1U, 4U})  // which are not made
    for (const bool bytes : {false, true}) {
      BulkChecker checker{rules(), {.threads = threads, .bytes = bytes}};
      ASSERT_TRUE(checker.set_leads({.key = "id", .history = true}));
      Broken broken;
      EXPECT_TRUE(checker.run(pieces_of(text, 777), broken));
      EXPECT_EQ(broken.rules, expected);
      EXPECT_EQ(checker.lead_counts().leads, 300U);
      EXPECT_EQ(checker.lead_counts().refused, checker.counts().invalid);
    }
}

TEST(BulkLeads, CountRecordsWhoseDetailsAreCut) {
  const std::string text = generated(300, 4);
  BulkChecker all{rules()}, none{rules(), {.max_details = 0}};
  Broken broken;
  for (BulkChecker* checker : {&all, &none}) {
    ASSERT_TRUE(checker->set_leads({.key = "id", .history = true}));
    EXPECT_TRUE(checker->run(pieces_of(text), broken));
  }
  EXPECT_EQ(none.counts().errors, all.counts().errors);
  EXPECT_EQ(none.lead_counts(), all.lead_counts());
}

TEST(BulkLeads, AreKeptFromRunToRunUntilTheyAreSetAgain) {
  BulkChecker checker{rules()};
  ASSERT_TRUE(checker.set_leads({.key = "id", .history = true, .whole_history = true}));
  const auto run = [&](std::string_view text) {
    Broken broken;
    EXPECT_TRUE(checker.run(pieces_of(text), broken));
    return broken.rules;
  };
  EXPECT_THAT(run(R"({"id":1,"stage":"OPEN"})"), ElementsAre("1 transitions.initial"));
  EXPECT_THAT(run(R"({"id":1,"stage":"NEW"})"), ElementsAre());
  EXPECT_THAT(run(R"({"id":1,"stage":"WON"})"), ElementsAre("1 transitions"));
  ASSERT_TRUE(checker.set_leads({.key = "id", .history = true}));
  EXPECT_EQ(checker.lead_counts(), LeadCounts{});
  EXPECT_THAT(run(R"({"id":1,"stage":"WON"})"), ElementsAre());
}

TEST(BulkLeads, TakeTheirSnapshotInPieces) {
  const std::string lines = "{\"id\":1,\"stage\":\"WON\"}\n{\"id\":2,\"stage\":\"NEW\"}";
  const std::string rows = "stage,id\r\nWON,1\r\nNEW,2";
  for (const bool csv : {false, true}) {
    BulkChecker checker{rules()};
    ASSERT_TRUE(
        checker.set_leads({.key = "id",
                           .snapshot = pieces_of(csv ? rows : lines, 3),
                           .snapshot_format = csv ? BulkFormat::csv : BulkFormat::json_lines}));
    Broken broken;
    const std::string text = generated(3, 1);
    // The context's own stored record counts no more.
    EXPECT_TRUE(checker.run(pieces_of(text), broken, {.current = R"({"stage":"WON"})"}));
    EXPECT_THAT(broken.rules, ElementsAre("2 transitions"));
    EXPECT_EQ(checker.lead_counts().unmatched, 1U);
  }
}

TEST(BulkLeads, SayWhyTheyCannotBeSet) {
  BulkChecker checker{rules()};
  ASSERT_TRUE(checker.set_leads({.key = "id", .history = true, .whole_history = true}));
  const auto code_of = [&](const BulkLeads& leads) {
    const auto set = checker.set_leads(leads);
    return set ? "none" : code_name(set.error().owned()[0].code);
  };
  EXPECT_EQ(code_of({.key = ""}), "bad_value");
  EXPECT_EQ(code_of({.key = "id", .snapshot = pieces_of("[]")}), "wrong_type");
  EXPECT_EQ(code_of({.key = "id",
                     .snapshot =
                         [](std::span<char>) {
                           return tl::expected<std::size_t, std::string>(tl::unexpect,
                                                                         "the disk is gone");
                         }}),
            "not_readable");
  BulkChecker asks_too_much{history::test_rules("too_much")};
  const auto set = asks_too_much.set_leads({.key = "id", .history = true});
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().owned()[0].rule_location, HasSubstr("too_much.yaml:21"));
  // The checker stays as it was.
  Broken broken;
  EXPECT_TRUE(checker.run(pieces_of(R"({"id":1,"stage":"OPEN"})"), broken));
  EXPECT_THAT(broken.rules, ElementsAre("1 transitions.initial"));
}

}  // namespace
}  // namespace leadlint::bulk
