// A stream check says "nothing to say" only where that is so, and does say so for the records that
// files are full of: else a bulk check would be right, but slow. (That it never says so wrongly is
// what tests/agreement_test.cpp tries on generated records: each tier by name.)
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "leadlint/leadlint.h"
#include "read/json_text.h"
#include "table/decision_table.h"
#include "temporary_folder.h"
#include "validate/stream_check.h"

namespace leadlint {
namespace {

/// Looks at one text, in a buffer of just its size.
bool nothing_to_say(const Ruleset& rules, std::string_view json) {
  const std::string text(json);
  validate::StreamCheck check(rules.table());
  read::JsonReader reader;
  read::Tokens tokens = reader.tokens(text);
  check.begin_text();
  return tokens.at != tokens.end && check.json(tokens, {}) && tokens.at == tokens.end;
}

struct StreamRow {
  const char* rules;
  const char* json;
  bool quiet;
};

TEST(StreamCheck, TellsTheUsualFromTheRest) {
  const StreamRow rows[] = {
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED"})", true},
      {"renovationfind/update_status",
       R"({"status":"LEAD_WON","jobAmount":18250.5,"estimatedProjectStartDate":"2026-03-02",)"
       R"("estimatedCompletionDate":"2026-05-29","reason":"signed"})",
       true},
      {"renovationfind/update_status",
       R"({ "status" : "JOB_LOST" , "reason" : "a \"quoted\" word, caf\u00e9" })", false},
      {"renovationfind/update_status", R"({"status": "JOB_LOST", "reason": "a \"quoted\" word\n"})",
       true},
      {"renovationfind/update_status",
       R"({"status":"LEAD_WON","jobAmount":1,"startDateTbd":true,"completionDateTbd":true})", true},
      // A warning, an error, and what only a proper look can tell.
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED","jobAmount":1})", false},
      {"renovationfind/update_status", R"({"status":"LEAD_WN"})", false},
      {"renovationfind/update_status", R"({"status":"JOB_WON"})", false},
      {"renovationfind/update_status", R"({"status":"JOB_WON","jobAmount":-1})", false},
      {"renovationfind/update_status", R"({"status":"JOB_LOST","reason":"  "})", false},
      {"renovationfind/update_status", R"({"status":"JOB_LOST","reason":null})", false},
      {"renovationfind/update_status", R"({"status":"JOB_WON","jobAmount":1,"jobAmount":2})",
       false},
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED","more":1})", false},
      {"renovationfind/update_status",
       R"({"status":"LEAD_WON","jobAmount":1,"estimatedProjectStartDate":"2026-03-02",)"
       R"("estimatedCompletionDate":"2026-02-29"})",
       false},
      {"renovationfind/update_status", R"({"status":"JOB_LOST","reason":"\ud800"})", false},
      // Not JSON.
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED"}{)", false},
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED",})", false},
      {"renovationfind/update_status", R"({"status":"HOMEOWNER_CONTACTED")", false},
      {"renovationfind/update_status", R"({"status" "HOMEOWNER_CONTACTED"})", false},
      {"renovationfind/update_status", R"({"status":"JOB_WON","jobAmount":01})", false},
      {"renovationfind/update_status", R"([{"status":"HOMEOWNER_CONTACTED"}])", false},
      {"renovationfind/update_status", "", false},
      {"caring/lead_status",
       R"({"lead_id":"10482231","status":"valid_lead","sub_status":"timeframe_30",)"
       R"("tour_time":"13:00 12/05/2026","notes":"Spoke with the daughter."})",
       true},
      {"caring/lead_status",
       R"({"lead_id":"10482231","status":"valid_lead","sub_status":"too_young"})", false},
      {"caring/lead_status", R"({"lead_id":" 1","status":"wait_list"})", false},
      {"caring/lead_status", R"({"status":"wait_list"})", false},
  };
  for (const StreamRow& row : rows) {
    const auto rules = load_ruleset(row.rules);
    ASSERT_TRUE(rules) << row.rules;
    EXPECT_EQ(nothing_to_say(*rules, row.json), row.quiet) << row.json;
    if (row.quiet) {
      Validator validator{*rules};
      EXPECT_TRUE(validator.check(row.json).findings().empty()) << row.json;
    }
  }
}

TEST(StreamCheck, TakesPlainDecimalsAndCalculations) {
  const support::TemporaryFolder folder;
  const auto rules =
      load_ruleset(folder.write("rules.yaml",
                                "leadlint: 1\nruleset: test/money\nfields:\n"
                                "  net:   {type: number, min: 0, decimals: 2}\n"
                                "  tax:   {type: number, multiple_of: 0.01}\n"
                                "  steps: {type: number, multiple_of: 0.25, decimals: 1}\n"
                                "  total: {type: number}\n"
                                "rules:\n  - {id: adds-up, assert: total == net + tax}\n"));
  ASSERT_TRUE(rules);
  const std::pair<const char*, bool> rows[] = {
      {R"({"net":12.50,"tax":2,"total":14.5})", true},
      {R"({"net":12,"tax":-2.25,"total":9.75})", true},
      {R"({"net":0.00,"tax":2.5})", true},
      {R"({"net":12.50,"tax":2,"total":14.501})", false},
      {R"({"net":-12.50})", false},
      {R"({"net":12.505})", false},
      {R"({"tax":0.001})", false},
      // Fine, but more must be looked at than the last few signs.
      {R"({"net":12.500})", false},
      {R"({"net":1e2})", false},
      {R"({"tax":1.5e-1})", false},
      {R"({"steps":0.5})", false},
      {R"({"steps":0.25})", false}};
  for (const auto& [json, quiet] : rows) {
    EXPECT_EQ(nothing_to_say(*rules, json), quiet) << json;
    Validator validator{*rules};
    if (quiet) {
      EXPECT_TRUE(validator.check(json).findings().empty()) << json;
    }
  }
}

// A rule set falls out of this list when one of its rules begins to look into another object.
TEST(StreamCheck, IsPossibleForTheFeedsOfUpdates) {
  std::set<std::string> without;
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = load_ruleset(id);
    ASSERT_TRUE(rules) << id;
    if (!validate::StreamCheck(rules->table()).possible()) without.insert(id);
  }
  for (const char* id : {"caring/lead_status", "renovationfind/update_status",
                         "capillary/update_followup", "capillary/update_status"})
    EXPECT_FALSE(without.contains(id)) << id;
}

}  // namespace
}  // namespace leadlint
