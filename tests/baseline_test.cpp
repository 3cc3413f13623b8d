// Baselines of the command: what they hide, what they look like, what of them is stale, and what
// each report says of it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command_support.h"
#include "report/reporter.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::CommandTest;
using support::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Baseline : public CommandTest {
 protected:
  Baseline() : CommandTest({"command/shipment.yaml"}) {}

  void SetUp() override {
    CommandTest::SetUp();
    fs::create_directories(folder_ / "out");
    write("out/a.jsonl",
          "{\"status\": \"PACKT\"}\n"
          "{\"status\": \"PACKED\", \"weight\": -1}\n"
          "{\"status\": \"PACKT\"}\n");
    write("out/b.json", R"({"status": "PACKED", "weight": -2, "note": "longer than ten"})");
  }
  Outcome check(const std::string& arguments) {
    return run("check --rules shipment.yaml --param id=7 " + arguments);
  }
  void write_baseline() { EXPECT_EQ(check("--write-baseline known.json out").exit, 0); }
};

constexpr const char* both_files =
    R"({"leadlint_baseline": 1, "findings": [
{"file": "out/a.jsonl", "rule": "tests/shipment#status.values", "path": "/status", "count": 2},
{"file": "out/a.jsonl", "rule": "tests/shipment#weight.min", "path": "/weight", "count": 1},
{"file": "out/b.json", "rule": "tests/shipment#note.max_length", "path": "/note", "count": 1},
{"file": "out/b.json", "rule": "tests/shipment#weight.min", "path": "/weight", "count": 1}
]}
)";

TEST_F(Baseline, IsWrittenSortedAndHidesWhatItKnows) {
  const Outcome written = check("--write-baseline known.json out");
  EXPECT_EQ(written.exit, 0);
  EXPECT_EQ(
      written.out,
      "2 files, 4 records: 0 valid, 0 with warnings, 4 invalid; 5 known findings are hidden\n");
  EXPECT_EQ(written.err, "leadlint: note: known.json knows 5 findings\n");
  EXPECT_EQ(read("known.json"), both_files);
  const Outcome checked = check("--baseline known.json --strict-baseline out");
  EXPECT_EQ(checked.exit, 0) << checked.err;
  EXPECT_EQ(checked.out, written.out);
  EXPECT_EQ(checked.err, "");
  // Threads, another order of files, and another folder to run in change nothing.
  EXPECT_EQ(check("--jobs 3 --write-baseline again.json out/b.json out/a.jsonl").exit, 0);
  EXPECT_EQ(read("again.json"), both_files);
  EXPECT_EQ(shell("cd out && '" LEADLINT_COMMAND "' check --rules ../shipment.yaml --param id=7 "
                  "--baseline ../known.json a.jsonl b.json")
                .exit,
            0);
}

TEST_F(Baseline, WhatIsNewFails) {
  write_baseline();
  write("out/a.jsonl",
        "{\"status\": \"PACKED\"}\n"
        "{\"status\": \"PACKT\"}\n"
        "{\"status\": \"PACKT\"}\n"
        "{\"status\": \"PACKD\"}\n"
        "{\"status\": \"PACKED\", \"weight\": -1}\n"
        "{\"status\": \"PACKED\", \"weight\": \"x\"}\n");
  const Outcome outcome = check("--baseline known.json out");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("out/a.jsonl:4:12: error: "), HasSubstr("a.jsonl:6:32: error: "),
                    Not(HasSubstr("a.jsonl:2:")), Not(HasSubstr("a.jsonl:5:")),
                    HasSubstr("2 errors; 5 known findings are hidden\n")));
  // Of warnings, too.
  write("out/b.json", R"({"status": "PACKED", "note": "even longer than ten"})");
  EXPECT_EQ(check("--baseline known.json --fail-severity warning out/b.json").exit, 0);
  write("known.json", R"({"leadlint_baseline": 1, "findings": []})");
  EXPECT_EQ(check("--baseline known.json --fail-severity warning out/b.json").exit, 1);
}

TEST_F(Baseline, MovedItemsAndRecordsStayKnown) {
  write("list.yaml",
        "leadlint: 1\nruleset: tests/list\ntitle: t\nsource: s\n"
        "fields:\n  items: {type: array, items: {fields: {price: {type: number}}}}\n");
  const auto check_list = [this](const std::string& arguments) {
    return run("check --rules list.yaml --input array " + arguments);
  };
  write("l.json", R"([{"items": [{"price": 1}, {"price": "x"}]}, {"items": [{"price": "y"}]}])");
  EXPECT_EQ(check_list("--write-baseline known.json l.json").exit, 0);
  EXPECT_THAT(read("known.json"), HasSubstr(R"("path": "/items/*/price", "count": 2})"));
  write(
      "l.json",
      R"([{"items": []}, {"items": [{"price": "y"}, {"price": 2}, {"price": 3}, {"price": "x"}]}])");
  const Outcome outcome = check_list("--baseline known.json --strict-baseline l.json");
  EXPECT_EQ(outcome.exit, 0) << outcome.out << outcome.err;
}

TEST_F(Baseline, WhatIsNoMoreIsStale) {
  write_baseline();
  write("out/a.jsonl", "{\"status\": \"PACKT\"}\n");
  fs::remove(folder_ / "out/b.json");
  const std::string told =
      "known.json knows findings that are there no more, in 4 places (--write-baseline makes it "
      "anew)\n"
      "  out/a.jsonl: tests/shipment#status.values at /status: 2 known, 1 found\n"
      "  out/a.jsonl: tests/shipment#weight.min at /weight: 1 known, none is found\n"
      "  out/b.json: tests/shipment#note.max_length at /note: 1 known, there is no such file\n"
      "  out/b.json: tests/shipment#weight.min at /weight: 1 known, there is no such file\n";
  const Outcome noted = check("--baseline known.json out");
  EXPECT_EQ(noted.exit, 0);
  EXPECT_EQ(noted.err, "leadlint: note: " + told);
  const Outcome strict = check("--baseline known.json --strict-baseline out");
  EXPECT_EQ(strict.exit, 1);
  EXPECT_EQ(strict.err, "leadlint: error: " + told);
}

TEST_F(Baseline, OfFilesThatAreNotCheckedNothingIsStaleAndAllIsKept) {
  write_baseline();
  const Outcome some = check("--baseline known.json --strict-baseline out/b.json");
  EXPECT_EQ(some.exit, 0) << some.err;
  write("out/b.json", R"({"status": "PACKED"})");
  EXPECT_EQ(check("--baseline known.json --write-baseline known.json out/b.json").exit, 0);
  EXPECT_THAT(read("known.json"), AllOf(HasSubstr("out/a.jsonl"), Not(HasSubstr("out/b.json"))));
  // In another folder it names them from there.
  EXPECT_EQ(check("--baseline known.json --write-baseline out/known.json out/b.json").exit, 0);
  EXPECT_THAT(read("out/known.json"), HasSubstr(R"("file": "a.jsonl")"));
  EXPECT_EQ(check("--baseline out/known.json --strict-baseline out/a.jsonl").exit, 0);
}

TEST_F(Baseline, WhatCouldNotBeReadOrJudgedIsNeverHidden) {
  write("out/a.jsonl", "{\"status\"\n{\"status\": \"PACKT\"}\n");
  const Outcome written = check("--write-baseline known.json out/a.jsonl");
  EXPECT_EQ(written.exit, 1);
  EXPECT_THAT(written.err, HasSubstr("1 finding of what could not be read or judged is not in it"));
  const Outcome checked = check("--baseline known.json out/a.jsonl");
  EXPECT_EQ(checked.exit, 1);
  EXPECT_THAT(checked.out, AllOf(HasSubstr("[bad_json]"), Not(HasSubstr("not_in_enum"))));
  EXPECT_EQ(check("--write-baseline none.json missing.json out/a.jsonl").exit, 2);
  EXPECT_FALSE(fs::exists(folder_ / "none.json"));
}

TEST_F(Baseline, EachReportSaysHowManyAreHidden) {
  write_baseline();
  write("out/b.json", R"({"status": "PACKD", "weight": -2, "note": "longer than ten"})");
  for (const auto& row : leadlint::report::report_formats()) {
    if (row.format == leadlint::report::ReportFormat::api) continue;
    const Outcome outcome =
        check("--baseline known.json -f " + std::string(row.name) + " --summary out");
    EXPECT_EQ(outcome.exit, 1) << row.name;
    if (row.name == "json" || row.name == "jsonl")
      EXPECT_THAT(outcome.out, HasSubstr("\"hidden\":5"));
    else if (row.name == "junit")
      EXPECT_THAT(outcome.out, HasSubstr(R"(<property name="known findings hidden" value="3"/>)"));
    else
      EXPECT_THAT(outcome.out, HasSubstr("known findings are hidden")) << row.name;
    EXPECT_THAT(outcome.out, HasSubstr("PACKD")) << row.name;
  }
  EXPECT_EQ(check("--baseline known.json -f api out").exit, 2);
}

TEST_F(Baseline, GoesWithMaxFindingsQuietGroupsAndStreams) {
  write_baseline();
  write("out/b.json", R"({"status": "PACKD", "weight": -2})");
  EXPECT_THAT(check("--baseline known.json --max-findings 1 out").out,
              AllOf(Not(HasSubstr("not shown")), HasSubstr("1 error; 4 known")));
  EXPECT_THAT(check("--baseline known.json --quiet out").out, Not(HasSubstr("out_of_range")));
  EXPECT_THAT(check("--baseline known.json --group out").out,
              AllOf(Not(HasSubstr("out_of_range")), HasSubstr("error: 1 record: ")));
  const std::string stream = "check --rules shipment.yaml --param id=7 - --input jsonl ";
  EXPECT_EQ(run(stream + "--write-baseline in.json", "{\"status\": \"X\"}\n").exit, 0);
  EXPECT_THAT(read("in.json"), HasSubstr(R"("file": "<stdin>")"));
  EXPECT_EQ(run(stream + "--baseline in.json", "{\"status\": \"X\"}\n").exit, 0);
  EXPECT_EQ(check("--baseline in.json --strict-baseline out").exit, 1);
  EXPECT_EQ(run(stream + "--stdin-filename out/a.jsonl --baseline known.json",
                "{\"status\": \"PACKT\"}\n")
                .exit,
            0);
}

TEST_F(Baseline, MistakesAreTold) {
  const auto refused = [this](const std::string& text, const std::string& why) {
    write("known.json", text);
    const Outcome outcome = check("--baseline known.json out");
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_THAT(outcome.err, HasSubstr("known.json: " + why)) << text;
  };
  refused("[", "line 1, column 2: this is not JSON");
  refused("[]", "this is no baseline");
  refused(R"({"leadlint_baseline": 2, "findings": []})", "this baseline is of version 2");
  refused(R"({"leadlint_baseline": 1, "findings": [{"file": "a"}]})", "entry 1 is none");
  refused(R"({"leadlint_baseline": 1, "findings": [)"
          R"({"file": "a", "rule": "r", "path": "", "count": 0}]})",
          "entry 1 is none");
  refused(R"({"leadlint_baseline": 1, "findings": [)"
          R"({"file": "a", "rule": "r", "path": "", "count": 1},)"
          R"({"file": "a", "rule": "r", "path": "", "count": 2}]})",
          "entry 2 is there twice");
  EXPECT_EQ(check("--baseline missing.json out").exit, 2);
  EXPECT_EQ(check("--strict-baseline out").exit, 2);
  EXPECT_EQ(check("--write-baseline out/a.jsonl out").exit, 2);
  EXPECT_EQ(check("--write-baseline nowhere/known.json out").exit, 2);
}

}  // namespace
