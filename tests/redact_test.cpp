// --redact: no value of a payload is in any report, nor on standard error, nor in what else a run
// writes. Values are planted at every place that a finding can be about, one in each, and looked
// for.
#include <gtest/gtest.h>

#include "command_support.h"
#include "report/reporter.h"

namespace {

using support::CommandTest;
using support::Outcome;
using testing::HasSubstr;
using testing::Not;

constexpr const char* rules = R"(leadlint: 1
ruleset: tests/secrets
title: t
source: s
status: status
params:
  id: {type: integer, accept: text}
fields:
  key: {type: string}
  status: {values: [NEW, WON]}
  amount: {type: number, max: 10}
  name: {type: string, max_length: 3}
  tight: {type: string}
  born: {format: date}
  until: {format: date}
  owner: {type: string}
  kept: {type: string}
  plan: {type: string}
  tags: {type: array, items: {type: integer}}
  unknown: {type: object, unknown_fields: warning, fields: {a: {type: string}}}
cases:
  - field: status
    table:
      NEW: {}
      WON: {optional: owner}
rules:
  - {id: order, assert: born <= until}
  - {id: kept, keep: kept}
  - {id: listed, assert: plan in plans.id}
catalogs:
  plans: {columns: [id]}
)";

/// Each stands in the payload once or more, and is no name.
const std::vector<std::string> planted{"SECRETSTATUS", "77123401",    "SECRETNAME", "SECRETPAD",
                                       "SECRETDAY",    "2031-12-30",  "2029-11-28", "SECRETOWNER",
                                       "SECRETKEPT",   "SECRETPLAN",  "SECRETTAG",  "SECRETMORE",
                                       "SECRETKEY",    "SECRETPARAM", "SECRETHELD", "SECRETBAD",
                                       "SECRETTWICE",  "88123402",    "SECRETCELL", "SECRETSCHEME"};

class Redact : public CommandTest {
 protected:
  Redact() : CommandTest({}) {}

  void SetUp() override {
    CommandTest::SetUp();
    write("rules.yaml", rules);
    write("plans.json", R"([{"id": "ours"}])");
    write("held.jsonl", R"({"key": "SECRETKEY", "kept": "SECRETHELD", "status": "NEW"})"
                        "\n");
    write(
        "in.jsonl",
        R"({"key": "SECRETKEY", "status": "SECRETSTATUS", "amount": 77123401, "name": "SECRETNAME",)"
        R"( "tight": " SECRETPAD ", "born": "SECRETDAY", "kept": "SECRETKEPT", "plan": "SECRETPLAN",)"
        R"( "tags": ["SECRETTAG", 1.5], "unknown": {"b": "SECRETMORE"}})"
        "\n"
        R"({"key": "SECRETKEY", "status": "NEW", "owner": "SECRETOWNER", "born": "2031-12-30",)"
        R"( "until": "2029-11-28", "name": "SECRETTWICE", "name": "SECRETTWICE"})"
        "\n"
        R"({"key": "SECRETKEY", "status": "SECRETBAD" "x"})"
        "\n"
        R"({"status": SECRETSCHEME})"
        "\n"
        R"({"name": "\ud800 SECRETPAD", "amount": 88123402e999})"
        "\n");
    write("in.csv",
          "status,amount,name\nSECRETSTATUS,77123401,SECRETNAME\n\"SECRETBAD\nSECRETCELL");
    write("in.form", "status=SECRETSTATUS&name=SECRETNAME&amount=SECRETCELL");
    write("array.json", R"([{"status": "SECRETSTATUS"}, SECRETBAD])");
    write("sql.jsonl", "INSERT INTO leads VALUES ('SECRETBAD');\n");
  }

  void expect_clean(const std::string& text, const std::string& what) {
    for (const std::string& value : planted) EXPECT_THAT(text, Not(HasSubstr(value))) << what;
  }
  void look_through(const std::string& arguments) {
    std::string more = " --redact --summary --param id=SECRETPARAM --catalog plans=plans.json ";
    for (const auto& row : leadlint::report::report_formats()) {
      if (row.format == leadlint::report::ReportFormat::api) continue;
      const std::string what =
          "check --rules rules.yaml" + more + "-f " + std::string(row.name) + " " + arguments;
      const Outcome outcome = run(what);
      EXPECT_EQ(outcome.exit, 1) << what << outcome.err;
      expect_clean(outcome.out + outcome.err, what);
      // The field is named.
      EXPECT_THAT(outcome.out, HasSubstr("status")) << what;
      // Without --redact they are there: what is looked for is what would be shown.
      if (row.name != "jsonl") continue;
      EXPECT_THAT(run("check --rules rules.yaml" + more.substr(9) + "-f jsonl " + arguments).out,
                  HasSubstr("SECRET"));
    }
    const Outcome groups = run("check --rules rules.yaml --group" + more + arguments);
    expect_clean(groups.out + groups.err, "--group " + arguments);
    EXPECT_THAT(groups.out, HasSubstr("/status")) << arguments;
  }
};

TEST_F(Redact, NoReportHoldsAValue) {
  look_through("in.jsonl");
  look_through("in.csv");
  look_through("--input form in.form");
  look_through("--input array array.json");
  look_through("--unique key in.jsonl");
  look_through("--current held.jsonl --key key in.jsonl");
  look_through("--history key in.jsonl");
}

TEST_F(Redact, NorDoesWhatElseARunWrites) {
  const Outcome outcome = run(
      "check --rules rules.yaml --redact --catalog plans=plans.json --current held.jsonl --key key "
      "--plan plan.jsonl --write-baseline known.json in.jsonl");
  expect_clean(outcome.out + outcome.err + read("plan.jsonl") + read("known.json"), "files");
  EXPECT_THAT(read("plan.jsonl"), HasSubstr("refused"));
  EXPECT_THAT(read("known.json"), HasSubstr("/status"));
  const Outcome answer = run("check --rules caring/lead_status --redact -f api in.jsonl");
  EXPECT_EQ(answer.exit, 1) << answer.err;
  expect_clean(answer.out + answer.err, "api");
  const Outcome foreign = run("check --rules rules.yaml --redact sql.jsonl");
  expect_clean(foreign.out + foreign.err, "sql");
}

}  // namespace
