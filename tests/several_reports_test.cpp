// leadlint check with several reports: -f FORMAT -f FORMAT -o FORMAT=FILE.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "command_output.h"
#include "command_support.h"
#include "report_support.h"

namespace {

namespace fs = std::filesystem;
using support::CommandTest;
using support::Outcome;
using testing::HasSubstr;

class SeveralReports : public CommandTest {
 protected:
  SeveralReports() : CommandTest({"command/shipment.yaml"}) {}

  void SetUp() override {
    CommandTest::SetUp();
    write("a.jsonl",
          "{\"status\": 1}\n{\"status\": \"PACKED\", \"note\": \"far too long\"}\n"
          "{\"status\": \"PACKED\"}\n{\"status\": 2}\n");
    write("b.csv", "status,note\nLOST,\nPAKED,x\n");
  }

  Outcome check(const std::string& arguments, const std::string& files = "a.jsonl b.csv") {
    return run("check --rules shipment.yaml " + arguments + " " + files);
  }
  /// What a report holds that is the only one of its run.
  std::string alone(const std::string& format, const std::string& more) {
    return check("-f " + format + " " + more).out;
  }
};

/// All formats of one fixed input, as the command writes them.
TEST(Formats, GoldenOfEachFromOneInput) {
  for (const auto& row : leadlint::report::report_formats()) {
    const std::string name(row.name);
    leadlint::report::support::expect_golden(
        "formats." + name,
        command_output("tests/golden",
                       "check --rules renovationfind/update_status -f " + name + " formats.jsonl"));
  }
}

struct Written {
  const char* arguments;
  /// Format and file, "" for standard output.
  std::vector<std::pair<std::string, std::string>> reports;
};

TEST_F(SeveralReports, EachIsWhatItWouldBeAlone) {
  const std::vector<Written> rows{
      {"-f text -f sarif -o sarif=s", {{"text", ""}, {"sarif", "s"}}},
      {"-o sarif=s -f sarif -f text", {{"text", ""}, {"sarif", "s"}}},
      {"-f json -f csv -o json=j -o csv=c", {{"json", "j"}, {"csv", "c"}}},
      {"-f json -f csv -o csv=c -o j", {{"json", "j"}, {"csv", "c"}}},
      {"-f json -f csv -o j -o csv=c", {{"json", "j"}, {"csv", "c"}}},
      {"-f json -f csv -o j -o csv=-", {{"json", "j"}, {"csv", ""}}},
      {"-f jsonl -o jsonl=l", {{"jsonl", "l"}}},
      {"-o text=t", {{"text", "t"}}},
      // Only a format's name in front of = names one.
      {"-f json -o run=5", {{"json", "run=5"}}},
      {"-f json -o ./json=j", {{"json", "json=j"}}},
      {"-f json -o json=json=j", {{"json", "json=j"}}},
      {"-f json -f text -o text=t=u", {{"json", ""}, {"text", "t=u"}}},
      {"-f json -f jsonl -f github -f gitlab -f junit -o json=1 -o jsonl=2 -o github=3 -o junit=4",
       {{"json", "1"}, {"jsonl", "2"}, {"github", "3"}, {"gitlab", ""}, {"junit", "4"}}},
  };
  for (const Written& row : rows)
    for (const char* more : {"", "--max-findings 1", "--max-findings 2 -q", "-q --redact",
                             "-q --fail-severity warning --max-findings 3", "-j 3"}) {
      const std::string what = std::string(row.arguments) + " " + more;
      const Outcome outcome = check(std::string(row.arguments) + " " + more);
      EXPECT_EQ(outcome.exit, 1) << what << outcome.err;
      EXPECT_EQ(outcome.err, "") << what;
      std::vector<std::string> files{"a.jsonl", "b.csv"};
      bool on_standard_output = false;
      for (const auto& [format, file] : row.reports) {
        EXPECT_EQ(file.empty() ? outcome.out : read(file), alone(format, more)) << what << format;
        on_standard_output = on_standard_output || file.empty();
        if (!file.empty()) files.push_back(file);
      }
      EXPECT_EQ(outcome.out.empty(), !on_standard_output) << what;
      expect_files(files);
      for (std::size_t i = 2; i < files.size(); ++i) fs::remove(folder_ / files[i]);
    }
}

TEST_F(SeveralReports, AreRefusedWhereItIsNotPlainWhatGoesWhere) {
  write("held.jsonl", "{\"status\": \"PACKED\"}\n");
  for (const auto& [arguments, said] : std::vector<std::pair<const char*, const char*>>{
           {"-f text -f json",
            "-f text and -f json cannot both go to standard output: name a file for one, such as "
            "-o json=FILE\n"},
           {"-f text -f json -f csv -o csv=c", "-f text and -f json cannot both go to"},
           {"-f text -f json -o text=- -o json=-", "-f text and -f json cannot both go to"},
           {"-f json -f json", "-f json is given more than once\n"},
           {"-f json -o json=a -o json=b", "-o json= is given more than once\n"},
           {"-o a -o b", "-o is given more than once, for one report\n"},
           {"-f text -f json -o a -o b",
            "-o a does not say of which report: -o text=a or -o json=a\n"},
           {"-f text -f json -o text=a -o json=b -o c", "-o c: each report has its -o already\n"},
           {"-o sarif=s",
            "-o sarif=s: no -f asks for sarif: add -f sarif (a file of that name is "
            "./sarif=s)\n"},
           {"-f sarif -o sarfi=s",
            "-o sarfi=s: there is no format sarfi, did you mean sarif? (a file of that name is "
            "./sarfi=s)\n"},
           {"-f json -o JSON=x",
            "-o JSON=x: there is no format JSON, did you mean json? (a file of that name is "
            "./JSON=x)\n"},
           {"-f text -f json -o -",
            "-f text and -f json cannot both go to standard output: name a file for one, such as "
            "-o json=FILE\n"},
           {"-f text -f json -o xml=x",
            "-o xml=x: there is no format xml (a file of that name is ./xml=x)\n"},
           {"-f json -o json=", "-o json= names no file\n"},
           {"-f text -f xml", "--format takes text, json, jsonl, api, "},
           {"-f text -f json -o ''", "--output takes FILE|FORMAT=FILE, not an empty text\n"},
           // The same file twice, and one that is read.
           {"-f text -f json -o text=a -o json=./a",
            "-o text=a and -o json=./a are the same file\n"},
           {"-f text -f json -o json=a --valid a", "--valid and -o json=a are the same file\n"},
           {"-f text -f json -o json=a.jsonl", "-o json=a.jsonl is also read\n"},
           {"-f text -f json -o json=./shipment.yaml", "-o json=./shipment.yaml is also read\n"},
           {"-f text -f json -o json=held.jsonl --current held.jsonl --key status",
            "-o json=held.jsonl is also read\n"},
           {"-f text -f json -o json=a.gz",
            "-o json=a.gz: what is written is not compressed: name it without .gz\n"},
           {"-f text -f json -o json=/dev/stdout",
            "-o json=/dev/stdout: standard output is that of -f text\n"},
           {"-f text -f json -o json=kept >> kept",
            "-o json=kept: standard output is that of -f text\n"},
           {"-f text -f api -o api=a", "tests/shipment does not say how its API words a refusal"},
       }) {
    write("kept", "kept");
    const Outcome outcome = check(arguments, "a.jsonl");
    EXPECT_EQ(outcome.exit, 2) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(std::string("leadlint: error: ") + said)) << arguments;
    EXPECT_EQ(read("kept"), "kept") << arguments;
    expect_files({"a.jsonl", "b.csv", "held.jsonl", "kept"});
  }
}

/// One of them cannot be written: that one is named, and no file takes its place.
TEST_F(SeveralReports, AFullDiskLeavesTheOldFiles) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "{\"status\": 1}\n";
  write("many.jsonl", many);
  for (const char* file : {"a.jsonl", "many.jsonl"}) {
    write("old", "the old one");
    Outcome outcome = check("-f text -f json -f csv -o json=old -o csv=/dev/full >/dev/null", file);
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_EQ(outcome.err,
              "leadlint: error: cannot write /dev/full: no space left on device; no file was "
              "written\n");
    EXPECT_EQ(read("old"), "the old one");
    outcome = check("-f text -f json -o json=old --valid good >/dev/full", file);
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_THAT(outcome.err, HasSubstr("standard output cannot be written; no file was written\n"));
    EXPECT_EQ(read("old"), "the old one");
    expect_files({"a.jsonl", "b.csv", "many.jsonl", "old"});
  }
}

TEST_F(SeveralReports, AClosedPipeLeavesTheOldFiles) {
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "{\"status\": 1}\n";
  write("many.jsonl", many);
  write("old", "the old one");
  const Outcome outcome =
      shell("('" LEADLINT_COMMAND
            "' check --rules shipment.yaml -f text -f json -o json=old many.jsonl; echo $? "
            ">.exit) | head -1");
  EXPECT_EQ(read(".exit"), "2\n");
  EXPECT_EQ(outcome.err,
            "leadlint: error: standard output cannot be written; no file was written\n");
  EXPECT_EQ(read("old"), "the old one");
  expect_files({"a.jsonl", "b.csv", "many.jsonl", "old"});
}

}  // namespace
