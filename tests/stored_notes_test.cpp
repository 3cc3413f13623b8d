// What stands beside a payload and cannot be compared: told, and never taken for "nothing has
// changed".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "command_support.h"
#include "history_support.h"
#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace {

using leadlint::Code;
using leadlint::Context;
using leadlint::OwnedFinding;
using leadlint::Severity;
using leadlint::Validator;
using leadlint::Verdict;
using support::CommandTest;
using support::Outcome;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

leadlint::Ruleset renovation() {
  return leadlint::load_ruleset("renovationfind/update_status").value();
}

/// "severity path code message" of the findings about what stands beside.
std::vector<std::string> notes(Validator& validator, const std::string& payload,
                               const Context& context) {
  std::vector<std::string> all;
  for (const OwnedFinding& finding : validator.check(payload, context).findings().owned()) {
    if (!finding.path.starts_with("/@")) continue;
    all.push_back(std::string(severity_name(finding.severity)) + " " + finding.path + " " +
                  std::string(code_name(finding.code)) + ": " + finding.message);
    EXPECT_EQ(finding.line, 0U) << "it stands in another text";
  }
  return all;
}

struct Row {
  const char* current;
  const char* path;  // "": there is no note
  const char* says = "";
};

/// What a member was called before, and what one of several shapes takes, is known.
TEST(StoredNotes, SayNothingOfOldNamesShapesAndOtherPlaces) {
  support::TemporaryFolder folder;
  const auto rules = leadlint::load_ruleset(folder.write("rules.yaml", R"(leadlint: 1
ruleset: test/notes
title: t
fields:
  amount: {type: number, was: [sum]}
  lead: {was: [client], fields: {no: {type: integer, was: [nr]}}}
  kind: {values: [number, text]}
  value: {type: number, by: {field: kind, table: {number: {min: 1}, text: {type: string}}}}
  pay: {fields: {state: {values: [x, y]}, by: {fields: {name: {type: string}}}}}
current:
  also_at: {pay: data.pay, pay.state: result.state, pay.by: answer.by}
rules:
  - {id: kept, keep: [amount, lead.no, value, pay.state, pay.by.name]}
)"));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  for (const char* current : {
           R"({"sum":1})",
           R"({"client":{"nr":1}})",
           R"({"lead":{"nr":1},"sum":1})",
           R"({"amount":1,"value":"text"})",
           R"({"amount":1,"value":0})",
           R"({"data":{"pay":{"state":"x","by":{"name":"n"}}},"sum":1})",
           R"({"data":{"pay":{}},"answer":{"by":null},"result":{"state":null}})",
           R"({"answer":{"by":{"name":"n"}},"pay":{}})",
       }) {
    Context context;
    context.current = current;
    EXPECT_THAT(notes(validator, "{}", context), testing::IsEmpty()) << current;
  }
  Context context;
  context.current = R"({"Sum":1,"kind":"text"})";
  EXPECT_THAT(notes(validator, "{}", context),
              ElementsAre(HasSubstr("note /@current/Sum unknown_field")));
  context.current = R"({"kind":"text","value":"text"})";
  EXPECT_FALSE(validator.check(R"({"kind":"text","value":"other"})", context).ok());
  context.current = R"({"data":{"sum":1}})";
  EXPECT_THAT(notes(validator, "{}", context),
              ElementsAre(HasSubstr("note /@current/data unknown_field")));
}

TEST(StoredNotes, SayWhatOfTheStoredRecordCannotBeCompared) {
  const Row rows[] = {
      {R"({"status":"JOB_WON","jobAmount":"50.00"})", "/@current/jobAmount",
       "the stored jobAmount \"50.00\" cannot be compared"},
      {R"({"status":"JOB_WON","jobAmount":"1,500"})", "/@current/jobAmount"},
      {R"({"status":"JOB_WON","jobAmount":"$50"})", "/@current/jobAmount"},
      {R"({"status":"JOB_WON","jobAmount":[50]})", "/@current/jobAmount"},
      {R"({"status":"JOB_WON","jobAmount":{"value":50}})", "/@current/jobAmount"},
      {R"({"status":"Won","jobAmount":50})", "/@current/status", "the stored status \"Won\""},
      {R"({"status":17,"jobAmount":50})", "/@current/status"},
      {R"({"status":"LEAD_WON","jobAmount":50,"startDateTbd":"yes"})", "/@current/startDateTbd"},
      // by label
      {R"({"status":"JOB_WON","Job Amount":50})", "/@current/Job Amount",
       "what is stored has a member \"Job Amount\", which no rule knows, and no jobAmount"},
      {R"({"status":"JOB_WON","job_amount":50})", "/@current/job_amount"},
      {R"({"Status":"JOB_WON","jobAmount":50})", "/@current/Status"},
      {R"({"status":"JOB_WON","JOB\u0020AMOUNT":50})", "/@current/JOB AMOUNT"},
      {R"({"data":{"postLeadStatus":"JOB_WON","postLeadStatusData":{"job_amount":50}}})",
       "/@current/data/postLeadStatusData/job_amount",
       "what is stored has a member \"job_amount\", which no rule knows, and no jobAmount"},
      {R"({"data":{"postLeadStatus":"JOB_WON","post\u004ceadStatusData":{"JOB\u0020Amount":50}}})",
       "/@current/data/postLeadStatusData/JOB Amount"},
      {R"({"data":{"postLeadStatus":"JOB_WON","post lead status data":{"jobAmount":50}}})",
       "/@current/data/post lead status data", "and no postLeadStatusData"},
      // one object too many around it
      {R"({"data":{"status":"JOB_WON","jobAmount":50}})", "/@current/data"},
      {R"({"data":{"postLeadStatus":"JOB_WON"}})", ""},  // where the API's own answer has it
      {R"({"result":{"status":"JOB_WON","jobAmount":50}})", "/@current/result",
       "the members that rules look at lie one level down, in \"result\""},
      {R"({"result":[{"status":"JOB_WON","jobAmount":50}]})", "/@current/result"},
      {R"({"response":{"lead":{"status":"JOB_WON"}}})", "/@current/response"},
      // nothing of it is known
      {R"({"Betrag":50,"Stand":"JOB_WON"})", "/@current/Betrag",
       "no member of what is stored is one that rules know"},
      // no record at all
      {R"([{"status":"JOB_WON"}])", "/@current", "what is stored is no JSON object"},
      // two values for one name
      {R"({"status":"JOB_WON","jobAmount":40,"jobAmount":50})", "/@current/jobAmount",
       "in what is stored, jobAmount stands here a second time; the last value counts"},
      {R"({"status":"JOB_WON")", "/@current", "what is stored cannot be read: this is not JSON"},
      // what can be compared, or is not there
      {R"({"status":"JOB_WON","jobAmount":50})", ""},
      {R"({"status":"JOB_WON","jobAmount":5e1,"note":"x","id":4})", ""},
      {R"({"status":"JOB_WON"})", ""},
      {R"({"status":"JOB_WON","jobAmount":null})", ""},
      {R"({"status":"LEAD_WON","jobAmount":50,"estimatedProjectStartDate":"2024-03-01T00:00:00Z"})",
       ""},
      {R"({})", ""},
  };
  Validator validator{renovation()};
  for (const Row& row : rows) {
    const std::string payload = R"({"status":"JOB_WON","jobAmount":99})";
    Context context;
    context.current = row.current;
    const std::vector<std::string> found = notes(validator, payload, context);
    if (*row.path == '\0') {
      EXPECT_THAT(found, ElementsAre()) << row.current;
      continue;
    }
    EXPECT_THAT(found, ElementsAre(HasSubstr("note " + std::string(row.path) + " ")))
        << row.current;
    EXPECT_THAT(found, ElementsAre(HasSubstr(row.says)));
    context.fail_unknown = true;
    EXPECT_THAT(notes(validator, payload, context),
                ElementsAre(HasSubstr("error " + std::string(row.path) + " ")));
    EXPECT_EQ(validator.check(payload, context).verdict(), Verdict::invalid) << row.current;
    EXPECT_TRUE(notes(validator, payload, {}).empty()) << "nothing of it is left";
  }
}

TEST(StoredNotes, NameTheRulesAndThePlace) {
  Validator validator{renovation()};
  const std::string current = "{\"status\":\"JOB_WON\",\n \"jobAmount\":\"1,500\"}";
  Context context;
  context.current = current;
  const OwnedFinding finding =
      validator.check(R"({"status":"JOB_WON","jobAmount":99})", context).findings().owned().at(0);
  EXPECT_THAT(finding.message, HasSubstr("not judged (line 2, column 14)"));
  EXPECT_THAT(finding.rule, HasSubstr("renovationfind/update_status#"));
  EXPECT_NE(finding.rule_location, "");
  context.current_name = "held.json";
  EXPECT_THAT(validator.check(R"({"status":"JOB_WON"})", context).findings().owned().back().message,
              HasSubstr("(held.json:2:14)"));
}

class StoredNotesCommand : public CommandTest {
 protected:
  StoredNotesCommand() : CommandTest({}) {}

  void SetUp() override {
    CommandTest::SetUp();
    write("held.csv",
          "lead_id,status,jobAmount\n1,JOB_WON,50\n2,JOB_WON,\"1,500\"\n3,JOB_WON,$50\n"
          "4,JOB_WON, 50\n5,LEAD_WON,50\n");
    write("today.jsonl",
          "{\"lead_id\":2,\"status\":\"JOB_WON\",\"jobAmount\":99}\n"
          "{\"lead_id\":3,\"status\":\"JOB_WON\",\"jobAmount\":99}\n"
          "{\"lead_id\":4,\"status\":\"JOB_WON\",\"jobAmount\":99}\n");
  }
  Outcome check(const std::string& arguments) {
    return run("check --rules renovationfind/update_status " + arguments);
  }
};

TEST_F(StoredNotesCommand, LabelsInObjects) {
  write(
      "own.yaml",
      "leadlint: 1\nruleset: t/own\ntitle: t\nfields:\n  id: {type: integer}\n  lead:\n    "
      "fields:\n"
      "      amount: {type: number}\n      log: {items: {fields: {n: {type: number}}}}\n"
      "      deep: {fields: {d: {type: number}}}\nrules:\n  - {id: a, keep: lead.amount}\n"
      "  - {id: d, keep: lead.deep.d}\n  - {id: n, assert: \"id != current.lead.log[last].n\"}\n");
  write("p.json", R"({"id":1,"lead":{"amount":5,"deep":{"d":2},"log":[{"n":7}]}})");
  const std::string rest = R"("amount":5,"deep":{"d":2},"log":[{"n":7}])";
  struct Row {
    std::string current, path;
  };
  for (const Row& row : std::vector<Row>{
           {R"({"lead":{"Amount":6,"deep":{"d":2},"log":[{"n":7}]}})", "/@current/lead/Amount"},
           {R"({"lead":{"amount":5,"Deep":{"d":1},"log":[{"n":7}]}})", "/@current/lead/Deep"},
           {R"({"lead":{"amount":5,"deep":{"D ":1},"log":[{"n":7}]}})", "/@current/lead/deep/D "},
           {R"({"lead":{"amount":5,"deep":{"d":2},"log":[{},{"N":7}]}})", "/@current/lead/log/1/N"},
           {R"({"Lead":{)" + rest + "}}", "/@current/Lead"},
           {R"({"lead":{)" + rest + R"(,"Amount":6}})", ""},
           {R"({"lead":{"deep":{}}})", ""},
       }) {
    write("c.json", row.current);
    const Outcome outcome = run("check --rules own.yaml --fail-unknown --current c.json p.json");
    EXPECT_EQ(outcome.exit, row.path.empty() ? 0 : 1) << row.current << outcome.out;
    if (row.path.empty()) continue;
    EXPECT_THAT(outcome.out, HasSubstr(row.path + ": what is stored has a member")) << row.current;
  }
  write("c.csv", "id,lead.Amount,lead.deep.d\n1,6,2\n");
  EXPECT_THAT(run("check --rules own.yaml --fail-unknown --current c.csv --key id p.json").out,
              HasSubstr("what is stored has a member \"lead.Amount\", which no rule knows, and no "
                        "amount; so a was not judged"));
  // An empty cell is a member that is not there, and no name that means it.
  write("e.csv", "id,lead.amount\n1,\n");
  const Outcome empty =
      run("check --rules own.yaml --fail-unknown --current e.csv --key id p.json");
  EXPECT_EQ(empty.exit, 0) << empty.out;
}

TEST_F(StoredNotesCommand, OfASnapshotByFileAndLine) {
  const Outcome outcome = check("--current held.csv --key lead_id today.jsonl");
  EXPECT_EQ(outcome.exit, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("today.jsonl: note: record 1: /@current/jobAmount: the stored "
                                     "jobAmount \"1,500\" cannot be compared"));
  EXPECT_THAT(outcome.out, HasSubstr("(held.csv:3:11)"));
  EXPECT_THAT(outcome.out, HasSubstr("\"$50\""));
  EXPECT_THAT(outcome.out, HasSubstr("\" 50\""));
  EXPECT_THAT(outcome.out,
              HasSubstr("3  records whose stored one holds what rules look at and cannot compare"));
  EXPECT_THAT(check("--redact --current held.csv --key lead_id today.jsonl").out,
              Not(HasSubstr("1,500")));
  const Outcome failed = check(
      "--fail-unknown --valid good.jsonl --current held.csv --key lead_id "
      "today.jsonl");
  EXPECT_EQ(failed.exit, 1) << failed.out;
  EXPECT_THAT(failed.out, HasSubstr("3 records: 0 valid, 0 with warnings, 3 invalid"));
  EXPECT_EQ(read("good.jsonl"), "");
}

TEST_F(StoredNotesCommand, AreTellingButNoFlood) {
  std::string held = "lead_id,status,jobAmount\n", today;
  for (int i = 0; i < 500; ++i) {
    held += std::to_string(i) + ",JOB_WON,$50\n";
    today += R"({"lead_id":)" + std::to_string(i) + R"(,"status":"JOB_WON","jobAmount":99})" + "\n";
  }
  write("held.csv", held);
  write("today.jsonl", today);
  const Outcome outcome = check("--current held.csv --key lead_id today.jsonl");
  EXPECT_THAT(outcome.out, HasSubstr("(held.csv:21:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("(held.csv:22:")));
  EXPECT_THAT(outcome.out, HasSubstr("500  records whose stored one holds"));
  EXPECT_EQ(check("--fail-unknown --current held.csv --key lead_id today.jsonl").exit, 1);
}

TEST_F(StoredNotesCommand, OfOneRecordAreToldOnce) {
  write("one.json", R"({"status":"JOB_WON","jobAmount":"50.00"})");
  write("two.jsonl",
        "{\"status\":\"JOB_WON\",\"jobAmount\":1}\n{\"status\":\"JOB_WON\",\"jobAmount\":2}\n");
  for (const std::string jobs : {"", " --jobs 3"}) {
    const Outcome outcome = check("--current one.json two.jsonl" + jobs);
    EXPECT_EQ(outcome.exit, 0) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("2 records: 2 valid, 0 with warnings, 0 invalid; 1 note"));
    EXPECT_THAT(outcome.out, HasSubstr("(one.json:1:"));
    const Outcome failed = check("--fail-unknown --current one.json two.jsonl" + jobs);
    EXPECT_EQ(failed.exit, 1);
    EXPECT_THAT(failed.out, HasSubstr("2 records: 0 valid, 0 with warnings, 2 invalid; 2 errors"));
  }
}

TEST_F(StoredNotesCommand, OfLabelsAndWrappedAnswers) {
  write("label.csv", "lead_id,status,Job Amount\n2,JOB_WON,50\n");
  EXPECT_THAT(check("--current label.csv --key lead_id today.jsonl").out,
              HasSubstr("/@current/Job Amount: what is stored has a member \"Job Amount\""));
  EXPECT_EQ(check("--fail-unknown --current label.csv --key lead_id today.jsonl").exit, 1);
  write("wrapped.csv", "lead_id,lead.status,lead.jobAmount\n2,JOB_WON,50\n");
  EXPECT_THAT(check("--current wrapped.csv --key lead_id today.jsonl").out,
              HasSubstr("lie one level down, in \"lead\""));
  write("wrapped.jsonl", "{\"lead_id\":2,\"lead\":{\"status\":\"JOB_WON\",\"jobAmount\":50}}\n");
  EXPECT_THAT(check("--current wrapped.jsonl --key lead_id today.jsonl").out,
              HasSubstr("lie one level down, in \"lead\""));
}

TEST_F(StoredNotesCommand, ColumnsAndDelimiterHoldForTheStoredRecordsToo) {
  write("label.csv", "Lead;State;Job Amount\n2;JOB_WON;50\n");
  write("sent.csv", "Lead;State;Job Amount\n2;JOB_WON;99\n");
  write("columns.json", R"({"Lead":"lead_id","State":"status","Job Amount":"jobAmount"})");
  const std::string both = "--columns columns.json --delimiter ';' --key lead_id ";
  EXPECT_THAT(check(both + "--current label.csv sent.csv").out, HasSubstr("[immutable]"));
  // in their place
  write("plain.csv", "id\tstate\tamount\n2\tJOB_WON\t50\n");
  write("stored.json", R"({"id":"lead_id","state":"status","amount":"jobAmount"})");
  EXPECT_THAT(check(both + "--current-columns stored.json --current-delimiter tab "
                           "--current plain.csv sent.csv")
                  .out,
              HasSubstr("[immutable]"));
  // records that are no CSV
  write("today.jsonl", "{\"lead_id\":2,\"status\":\"JOB_WON\",\"jobAmount\":99}\n");
  EXPECT_THAT(check(both + "--current label.csv today.jsonl").out, HasSubstr("[immutable]"));
}

TEST_F(StoredNotesCommand, WhatIsNotUsedIsSaid) {
  write("sent.csv", "lead_id,status,jobAmount\n1,JOB_WON,50\n");
  write("more.json", R"({"Job Amount":"jobAmount"})");
  const Outcome unused = check("--columns more.json sent.csv");
  EXPECT_EQ(unused.exit, 0) << unused.out;
  EXPECT_THAT(unused.out, HasSubstr("note: no column is called \"Job Amount\""));
  const std::string leads = "--current held.csv --key lead_id ";
  EXPECT_EQ(check(leads + "--columns more.json sent.csv").exit, 0);
  EXPECT_EQ(check("--fail-unknown " + leads + "--columns more.json sent.csv").exit, 1);
  // One of the two has it.
  write("label.csv", "lead_id,status,Job Amount\n1,JOB_WON,50\n");
  EXPECT_EQ(
      check("--fail-unknown --current label.csv --key lead_id --columns more.json sent.csv").exit,
      0);
  EXPECT_EQ(
      check("--fail-unknown --current label.csv --key lead_id --columns more.json sent.csv").out,
      "1 record: 1 valid, 0 with warnings, 0 invalid\n");
  EXPECT_THAT(check(leads + "--current-columns more.json sent.csv").out,
              HasSubstr("no column of held.csv:1 is called \"Job Amount\""));
  EXPECT_EQ(check("--fail-unknown " + leads + "--current-columns more.json sent.csv").exit, 1);
  EXPECT_THAT(check(leads + "--columns more.json today.jsonl").out,
              HasSubstr("no column of the stored records is called \"Job Amount\""));
  const Outcome nothing = check("--columns more.json --delimiter ';' today.jsonl");
  EXPECT_THAT(nothing.err, HasSubstr("--columns is not used"));
  EXPECT_THAT(nothing.err, HasSubstr("--delimiter is not used"));
  write("held.jsonl", "{\"lead_id\":1,\"status\":\"JOB_WON\",\"jobAmount\":50}\n");
  EXPECT_THAT(check("--current held.jsonl --key lead_id --current-columns more.json sent.csv").err,
              HasSubstr("--current-columns is not used"));
  EXPECT_EQ(check("--current-columns more.json --current held.jsonl sent.csv").exit, 2);
}

TEST_F(StoredNotesCommand, OneLeadInEverySpelling) {
  const std::string held[] = {
      "held.csv:lead_id,status,jobAmount\n7.0,JOB_WON,100\n",
      "held.csv:lead_id,status,jobAmount\n\"7\",JOB_WON,100\n",
      "held.jsonl:{\"lead_id\":7.0,\"status\":\"JOB_WON\",\"jobAmount\":100}\n",
      "held.jsonl:{\"lead_id\":0.7e1,\"status\":\"JOB_WON\",\"jobAmount\":100}\n",
      "held.jsonl:{\"lead_id\":\"7.00\",\"status\":\"JOB_WON\",\"jobAmount\":100}\n",
  };
  const std::string sent[] = {
      "sent.jsonl:{\"lead_id\":7,\"status\":\"JOB_WON\",\"jobAmount\":200}\n",
      "sent.jsonl:{\"lead_id\":\"7\",\"status\":\"JOB_WON\",\"jobAmount\":200}\n",
      "sent.jsonl:{\"lead_id\":70e-1,\"status\":\"JOB_WON\",\"jobAmount\":200}\n",
      "sent.csv:lead_id,status,jobAmount\n7.0,JOB_WON,200\n",
  };
  const auto put = [&](const std::string& file) {
    const std::size_t colon = file.find(':');
    write(file.substr(0, colon), file.substr(colon + 1));
    return file.substr(0, colon);
  };
  for (const std::string& stored : held)
    for (const std::string& payload : sent)
      EXPECT_THAT(check("--current " + put(stored) + " --key lead_id " + put(payload)).out,
                  HasSubstr("[immutable]"))
          << stored << payload;
}

TEST_F(StoredNotesCommand, AWordForNoValueIsNoLead) {
  write("held.csv", "lead_id,status,jobAmount\nNULL,JOB_WON,5\n");
  write("today.csv", "lead_id,status,jobAmount\nNULL,JOB_WON,6\n");
  const std::string run = "--null NULL --key lead_id --current ";
  write("known.csv", "lead_id,status,jobAmount\n7,JOB_WON,5\n");
  EXPECT_THAT(check(run + "held.csv today.csv").err, HasSubstr("has no lead_id"));
  EXPECT_THAT(check(run + "known.csv today.csv").out,
              HasSubstr("records that do not say whose they are: judged alone"));
}

TEST_F(StoredNotesCommand, BareWordsOfTheStoredRecordsAreSaid) {
  write("held.csv", "lead_id,status,jobAmount\n6,JOB_WON,NULL\n7,JOB_WON,NULL\n");
  write("today.jsonl", "{\"lead_id\":8,\"status\":\"JOB_WON\",\"jobAmount\":200}\n");
  const std::string run = "--current held.csv --key lead_id today.jsonl";
  EXPECT_THAT(check(run).out,
              HasSubstr("NULL stands in 2 cells without quotes, here first, and is read as text; "
                        "where it means no value, --null NULL reads such cells as empty ones "
                        "(held.csv:2:11)"));
  EXPECT_THAT(check("--null NULL " + run).out, Not(HasSubstr("NULL stands")));
  write("more.json", R"({"Job Amount":"jobAmount"})");
  EXPECT_THAT(check("--columns more.json " + run).out,
              AllOf(HasSubstr("NULL stands"), HasSubstr("Job Amount")));
}

TEST_F(StoredNotesCommand, ASnapshotThatNoRecordMeetsIsSaid) {
  write("held.jsonl", "{\"lead_id\":\"007\",\"status\":\"JOB_WON\",\"jobAmount\":100}\n");
  write("sent.jsonl", "{\"lead_id\":7,\"status\":\"JOB_WON\",\"jobAmount\":200}\n");
  const std::string run = "--current held.jsonl --key lead_id --valid good.jsonl sent.jsonl";
  const Outcome outcome = check(run);
  EXPECT_EQ(outcome.exit, 0);
  EXPECT_THAT(outcome.err, HasSubstr("no record meets one of held.jsonl by lead_id"));
  const Outcome failed = check("--fail-unknown --invalid bad.jsonl " + run);
  EXPECT_EQ(failed.exit, 1);
  EXPECT_THAT(failed.err, HasSubstr("--valid and --invalid are not written"));
}

TEST_F(StoredNotesCommand, ThePathOfALeadIsNoUnknownField) {
  const std::string good = "{\"lead\":{\"id\":7},\"status\":\"JOB_WON\",\"jobAmount\":1}\n";
  write("nested.jsonl", good);
  write("more.jsonl",
        "{\"lead\":{\"id\":7,\"x\":1,\"x\\u0079\":{},\"x\":2},\"status\":\"JOB_WON\",\"jobAmount\":"
        "1}\n");
  write("deep.jsonl",
        "{\"a\":{\"b\":{\"id\":7,\"c\":1},\"d\":2},\"status\":\"JOB_WON\",\"jobAmount\":1}\n");
  write("none.jsonl", "{\"lead\":{\"ID\":7},\"status\":\"JOB_WON\",\"jobAmount\":1}\n");
  write("row.csv", "lead.id,lead.size,status,jobAmount\n7,,JOB_WON,1\n7,2,JOB_WON,1\n");
  for (const std::string path : {"lead.id", "/lead/id"}) {
    EXPECT_EQ(check("--history " + path + " nested.jsonl").exit, 0);
    const std::string more = check("--history " + path + " more.jsonl").out;
    EXPECT_THAT(more, HasSubstr("no rule knows a member x "));
    EXPECT_THAT(more, HasSubstr("no rule knows a member xy "));
    EXPECT_THAT(more, Not(HasSubstr("member lead")));
    EXPECT_THAT(check("--history " + path + " none.jsonl").out,
                HasSubstr("no rule knows a member ID"));
    const std::string rows = check("--history " + path + " row.csv").out;
    EXPECT_THAT(rows, HasSubstr("row.csv:3:3: warning: no rule knows a member size"));
    EXPECT_THAT(rows, HasSubstr("2 records: 1 valid, 1 with warnings, 0 invalid; 1 warning"));
  }
  const std::string deep = check("-f json --history a.b.id deep.jsonl").out;
  EXPECT_THAT(deep, HasSubstr("\"path\":\"/a/b/c\""));
  EXPECT_THAT(deep, HasSubstr("\"path\":\"/a/d\""));
  EXPECT_THAT(deep, HasSubstr("\"warnings\":2"));
  write("held.jsonl", good);
  EXPECT_EQ(check("--current held.jsonl --key lead.id nested.jsonl").exit, 0);
}

}  // namespace
