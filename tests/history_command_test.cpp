// leadlint check --history and --current FILE --key PATH: what is known of each lead, from the
// command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command_support.h"
#include "json_schema.h"

namespace {

using nlohmann::json;
using support::CommandTest;
using support::content;
using support::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class HistoryCommand : public CommandTest {
 protected:
  HistoryCommand()
      : CommandTest({"rulefiles/history/every_slot.yaml", "rulefiles/history/too_much.yaml",
                     "rulefiles/history/late_start.yaml"}) {}

  Outcome check(const std::string& arguments, const std::string& rules = "every_slot.yaml") {
    return run("check --rules " + rules + " --option lint.unknown_fields=ignore " + arguments);
  }

  /// "line: rule" of each finding of all files, as the JSON report has them.
  std::vector<std::string> found(const std::string& arguments,
                                 const std::string& rules = "every_slot.yaml") {
    const Outcome outcome = check("-f json " + arguments, rules);
    const json report = json::parse(outcome.out, nullptr, false);
    if (report.is_discarded()) return {outcome.out + outcome.err};
    std::vector<std::string> all;
    for (const json& file : report["files"])
      for (const json& finding : file["findings"]) {
        const std::string rule = finding.value("rule", "");
        all.push_back(std::to_string(finding["line"].get<int>()) + ": " +
                      rule.substr(rule.find('#') + 1));
      }
    return all;
  }
  json report(const std::string& arguments) {
    return json::parse(check("-f json " + arguments).out);
  }
};

constexpr const char* month =
    R"({"lead":{"id":1},"stage":"NEW","amount":50}
{"lead":{"id":2},"stage":"OPEN"}

{"lead":{"id":"1"},"stage":"WON"}
{"lead":{"id":1},"stage":"OPEN","amount":51}
{"lead":{"id":1},"stage":"OPEN"}
{"stage":"OPEN"}
{"lead":{"id":1},"stage":"WON","amount":50}
)";

TEST_F(HistoryCommand, AValueTakenBesideIsTheSameWhenItComesAgain) {
  write("beside.yaml", R"(leadlint: 1
ruleset: test/beside
title: t
fields:
  id:   {type: integer}
  day:  {format: date, also: [{values: [TBD], severity: off}]}
  step: {type: integer, also: [{type: string, pattern: "\\d+", severity: off}]}
rules:
  - {id: day-kept, keep: day}
  - {id: up, assert: step >= current.step}
)");
  write("days.jsonl", R"({"id":1,"day":"TBD"}
{"id":1,"day":"TBD"}
{"id":1,"day":"2025-01-01"}
{"id":2,"day":"2025-01-01"}
{"id":2,"day":"2025-01-01"}
{"id":2,"day":"TBD"}
)");
  const auto rules_of = [&](const std::string& file) {
    std::vector<std::string> all;
    const json report =
        json::parse(check("-f json --history id " + file, "beside.yaml").out, nullptr, false);
    for (const json& finding : report["files"][0]["findings"])
      all.push_back(std::to_string(finding["line"].get<int>()) + ": " +
                    finding["rule"].get<std::string>());
    return all;
  };
  EXPECT_THAT(rules_of("days.jsonl"),
              ElementsAre("3: test/beside#day-kept", "6: test/beside#day-kept"));
  write("steps.jsonl", R"({"id":1,"step":"5"}
{"id":1,"step":4}
{"id":1,"step":"05"}
{"id":1,"step":"6"}
)");
  EXPECT_THAT(rules_of("steps.jsonl"), ElementsAre("2: test/beside#up"));
}

TEST_F(HistoryCommand, JudgesEachRecordByTheOnesBeforeIt) {
  write("a.jsonl", month);
  for (const char* path : {"lead.id", "/lead/id"})
    EXPECT_THAT(found(std::string("--history ") + path + " a.jsonl"),
                ElementsAre("4: transitions", "5: amount-kept"));
  EXPECT_THAT(found("a.jsonl"), ElementsAre());
  const json leads = report("--history lead.id a.jsonl")["leads"];
  EXPECT_EQ(leads, json::parse(R"({"leads": 2, "unknown": 2, "refused": 2, "matched": 0,
                                   "unmatched": 0, "uncompared": 0, "keyless": 1, "forgotten": 0})"));
}

TEST_F(HistoryCommand, WholeHistoriesStartWithAFirstStatus) {
  write("a.jsonl", month);
  EXPECT_THAT(found("--history lead.id --whole-history a.jsonl"),
              ElementsAre("2: transitions.initial", "4: transitions", "5: amount-kept"));
  EXPECT_EQ(report("--history lead.id --whole-history a.jsonl")["leads"]["unknown"], 0);
}

TEST_F(HistoryCommand, TheFirstStatusIsJudgedHoweverManyRecordsComeBeforeIt) {
  const std::string rules = "late_start.yaml";
  for (const auto& [text, said] : std::vector<std::pair<const char*, std::vector<std::string>>>{
           {"{\"id\":4,\"amount\":1}\n{\"id\":4,\"stage\":\"OPEN\"}", {"2: transitions.initial"}},
           {"{\"id\":4,\"amount\":1}\n{\"id\":4,\"stage\":\"NEW\"}\n{\"id\":4,\"stage\":\"OPEN\"}",
            {}},
           {"{\"id\":4,\"stage\":null}\n{\"id\":4,\"stage\":\"WON\"}", {"2: transitions.initial"}},
           {"{\"id\":4}\n{\"id\":4,\"stage\":\"X\"}\n{\"id\":4,\"stage\":\"OPEN\"}",
            {"2: stage.values", "3: transitions.initial"}},
           {"{\"id\":4,\"stage\":\"NEW\"}\n{\"id\":4,\"stage\":null}\n{\"id\":4,\"stage\":\"WON\"}",
            {}},
       }) {
    write("a.jsonl", text);
    EXPECT_EQ(found("--history id --whole-history a.jsonl", rules), said) << text;
  }
  // What the partner holds of a lead is not its first record.
  write("a.jsonl", "{\"id\":4,\"stage\":\"OPEN\"}");
  write("now.jsonl", "{\"id\":4,\"amount\":1}");
  EXPECT_THAT(found("--history id --whole-history --current now.jsonl --key id a.jsonl", rules),
              ElementsAre());
}

TEST_F(HistoryCommand, TheWayToTheKeyIsNoUnknownField) {
  const auto strays = [&](const std::string& name, const std::string& text) {
    write(name, text);
    const Outcome checked =
        run("check --rules renovationfind/update_status -f json --history "
            "lead.deep.id " +
            name);
    std::vector<std::string> paths;
    const json report = json::parse(checked.out);
    for (const auto& file : report["files"])
      for (const auto& each : file["findings"])
        if (each["code"] == "unknown_field") paths.push_back(each["path"]);
    return paths;
  };
  for (const auto& [lead, paths] : std::vector<std::pair<const char*, std::vector<std::string>>>{
           {"{}", {}},
           {"null", {}},
           {R"({"deep":{}})", {}},
           {R"({"deep":null})", {}},
           {R"({"deep":{"id":null}})", {}},
           {R"({"deep":{"id":2,"a":1},"b":2})", {"/lead/deep/a", "/lead/b"}},
           {R"({"deep":{"a":1},"b":2})", {"/lead/deep/a", "/lead/b"}},
           {R"({"deep":5})", {"/lead/deep"}},
           {"5", {"/lead"}},
           {"[]", {"/lead"}},
       })
    EXPECT_EQ(strays("a.json",
                     R"({"lead":)" + std::string(lead) + R"(,"status":"JOB_WON","jobAmount":2})"),
              paths)
        << lead;
  EXPECT_THAT(strays("a.csv", "status,jobAmount,lead.deep.a\nJOB_WON,2,\nJOB_WON,2,x\n"),
              ElementsAre("/lead/deep/a"));
  EXPECT_THAT(strays("b.csv", "status,jobAmount,lead\nJOB_WON,2,x\n"), ElementsAre("/lead"));
}

TEST_F(HistoryCommand, GoesOnFromFileToFile) {
  write("a.jsonl", R"({"id":7,"stage":"NEW"})");
  write("b.csv", "id,stage\n7,WON\n8,WON\n7,OPEN\n");
  write("c.json", R"({"id":"7","stage":"NEW"})");
  EXPECT_THAT(found("--history id a.jsonl b.csv c.json"),
              ElementsAre("2: transitions", "1: transitions"));
}

TEST_F(HistoryCommand, JoinsASnapshot) {
  write("a.jsonl", month);
  write("now.jsonl",
        "{\"lead\":{\"id\":1},\"stage\":\"OPEN\",\"amount\":50}\n"
        "{\"lead\":{\"id\":3},\"stage\":\"WON\"}\n");
  write("now.csv", "amount;lead.id;more;stage\n50;1;x;OPEN\n;\"3\";\"a;\nb\";WON\n");
  for (const char* snapshot : {"now.jsonl", "now.csv"}) {
    const std::string arguments =
        std::string("--delimiter ';' --current ") + snapshot + " --key lead.id a.jsonl";
    EXPECT_THAT(found(arguments), ElementsAre("1: transitions", "5: amount-kept")) << snapshot;
    const json leads = report(arguments)["leads"];
    EXPECT_EQ(leads["unmatched"], 1);
    EXPECT_EQ(leads["keyless"], 1);
    EXPECT_EQ(leads["leads"], 0);
    // Line 4 was taken: WON is what line 5 starts from.
    EXPECT_THAT(
        found("--history lead.id " + arguments),
        ElementsAre("1: transitions", "5: transitions", "5: amount-kept", "6: transitions"));
  }
}

TEST_F(HistoryCommand, TellsCountsOfLeads) {
  write("a.jsonl", month);
  constexpr const char* table =
      "by lead\n"
      "  2  leads\n"
      "  2  leads whose first record was judged without a known state before it\n"
      "  2  records with an error: they changed no lead's state\n"
      "  1  records that do not say whose they are: judged alone\n";
  for (const char* summary : {"", "--summary "})
    EXPECT_THAT(check(std::string(summary) + "--history lead.id a.jsonl").out, HasSubstr(table));
  EXPECT_THAT(check("--quiet --history lead.id a.jsonl").out, Not(HasSubstr("by lead")));
  EXPECT_THAT(check("a.jsonl").out, Not(HasSubstr("by lead")));
  const std::string lines = check("-f jsonl --history lead.id a.jsonl").out;
  const json last = json::parse(lines.substr(lines.rfind('\n', lines.size() - 2) + 1));
  EXPECT_EQ(last["leads"]["refused"], 2);
}

TEST_F(HistoryCommand, ReportsAsTheSchemaSays) {
  write("a.jsonl", month);
  const json schema = json::parse(content(LEADLINT_SOURCE_DIR "/schemas/report.schema.json"));
  const json told = report("--summary --history lead.id a.jsonl");
  ASSERT_TRUE(told.contains("leads"));
  EXPECT_EQ(json_schema::problems(schema, told), std::vector<std::string>{});
}

struct RefusedCase {
  const char* arguments;
  const char* said;
  const char* rules = "every_slot.yaml";
};

TEST_F(HistoryCommand, RefusesWhatCannotBe) {
  write("a.jsonl", month);
  write("now.json", R"({"stage":"NEW"})");
  write("twice.jsonl", "{\"id\":1}\n\n{\"id\":\"1\"}\n{\"id\"}\n{}\n");
  write("twice.csv", "id,stage\n1,NEW\n1,OPEN\n2\n");
  write("empty.csv", "");
  write("pretty.json", "{\n  \"id\": 1\n}\n");
  for (const RefusedCase& each : std::vector<RefusedCase>{
           {"--history id --current now.json a.jsonl",
            "--history and --current go together with --key"},
           {"--history id --key lead.id --current now.json a.jsonl",
            "--history and --key name the same member"},
           {"--history id --no-current a.jsonl",
            "--no-current is one record's; with --history, --whole-history says it of every lead"},
           {"--key id a.jsonl", "--key needs --current"},
           {"--whole-history a.jsonl", "--whole-history needs --history"},
           {"--history id --jobs 2 a.jsonl", "on one thread: leave --jobs out"},
           {"--key id --current now.json --jobs 2 a.jsonl", "on one thread: leave --jobs out"},
           {"--history a..b a.jsonl", "--history: \"a..b\" is no path: a name is missing (at cha"},
           {"--history 'a[' a.jsonl",
            "--history: \"a[\" is no path: brackets do not belong here (at cha"},
           {"--key 'a[0].id' --current now.json a.jsonl", "--key: \"a[0].id\" is no path"},
           {"--key /a~ --current now.json a.jsonl", "--key: \"/a~\" is no path"},
           {"--key id --current nowhere.jsonl a.jsonl",
            "cannot read nowhere.jsonl: no such file or directory"},
           {"--key id --current twice.jsonl a.jsonl",
            "twice.jsonl:3: this record has the id of line 1\n"
            "leadlint: error: twice.jsonl:4:6: this is not JSON: expected "},
           {"--key id --current twice.csv a.jsonl",
            "twice.csv:3: this record has the id of line 2\n"
            "leadlint: error: twice.csv:4:1: "},
           {"--key id --current pretty.json a.jsonl",
            "pretty.json:1:1: this object goes over several lines; stored records with a key "},
           {"--key id --current empty.csv a.jsonl", "empty.csv"},
           {"--history id a.jsonl",
            "too_much.yaml:21: looks asks more of current.note than a history keeps of a lead",
            "too_much.yaml"},
       }) {
    const Outcome outcome = check(each.arguments, each.rules);
    EXPECT_EQ(outcome.exit, 2) << each.arguments;
    EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.arguments;
    EXPECT_EQ(outcome.out, "") << each.arguments;
  }
  // Without a history, the same rules are judged.
  EXPECT_NE(check("a.jsonl", "too_much.yaml").exit, 2);
}

TEST_F(HistoryCommand, AKeyIsNoUnknownField) {
  for (const char* record :
       {R"({"id":7,"stage":"NEW"})", R"({"stage":"NEW","id":7,"x":1})", R"({"x":1,"id":7})"}) {
    write("a.jsonl", record);
    const std::string out = run("check --rules every_slot.yaml --history id a.jsonl").out;
    EXPECT_THAT(out, Not(HasSubstr("member id"))) << record;
    const bool other = std::string(record).find("\"x\"") != std::string::npos;
    EXPECT_EQ(out.find("member x") != std::string::npos, other) << record;
  }
}

TEST_F(HistoryCommand, NotesThatNoRecordHasTheKey) {
  write("a.jsonl", month);
  EXPECT_EQ(check("--history lead_id a.jsonl").err,
            "leadlint: note: no record has a lead_id: each was judged alone\n");
  EXPECT_EQ(check("--history lead.id a.jsonl").err, "");
}

TEST_F(HistoryCommand, KeysOfASnapshotAreNotShown) {
  write("a.jsonl", R"({"id":"ann@example.com","stage":"NEW"})");
  write("twice.jsonl", "{\"id\":\"ann@example.com\"}\n{\"id\":\"ann@example.com\"}\n");
  EXPECT_EQ(check("--redact --key id --current twice.jsonl a.jsonl").err,
            "leadlint: error: twice.jsonl:2: this record has the id of line 1\n");
}

TEST_F(HistoryCommand, OneStoredRecordStaysOneRecord) {
  write("a.jsonl", R"({"id":1,"stage":"WON"})");
  write("now.json", R"({"stage":"NEW"})");
  EXPECT_THAT(found("--current now.json a.jsonl"), ElementsAre("1: transitions"));
  EXPECT_FALSE(report("--current now.json a.jsonl").contains("leads"));
}

}  // namespace
