// leadlint check --fix, --fixed, --diff and --unsafe-fixes: what is mended and what never is, in
// files of each kind; where it goes; and that a second time there is nothing to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command_support.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::CommandTest;
using support::Outcome;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct MendCase {
  const char* what;
  std::string before, safe, unsafe;  // empty: as before; as safe
  const char* file = "a.jsonl";
  const char* arguments = "";
};

const std::string nbsp = "\xC2\xA0", mark = "\xEF\xBB\xBF", open = "\xE2\x80\x9C",
                  close = "\xE2\x80\x9D";

/// A list, so that lines of one record need no more words.
std::vector<MendCase> mend_cases() {
  return {
      {"white space around a text", R"({"status": "NEW", "name": " Jo ", "zip": " 1 "})",
       R"({"status": "NEW", "name": "Jo", "zip": " 1 "})", ""},
      {"blanks of other kinds, escaped or not",
       R"({"status": "NEW", "name": "\u00a0)" + nbsp + R"(\tJo\n\u200b"})",
       R"({"status": "NEW", "name": "Jo"})", ""},
      {"escapes inside stay", R"({"status": "NEW", "name": " \u004ao\/\ud83d\ude00 "})",
       R"({"status": "NEW", "name": "\u004ao\/\ud83d\ude00"})", ""},
      {"blanks alone are for a person", R"({"status": "NEW", "name": "  "})", "", ""},
      {"around a listed value", R"({"status": " NEW\u0020"})", R"({"status": "NEW"})", ""},
      {"around what is no listed value", R"({"status": " NEWER "})", "", ""},
      {"a near miss", R"({"status": "JOB_LOS"})", "", R"({"status": "JOB_LOST"})"},
      {"another case", R"({"status": "new"})", "", R"({"status": "NEW"})"},
      {"another case, which the field takes", R"({"status": "NEW", "channel": "email"})",
       R"({"status": "NEW", "channel": "Email"})", ""},
      {"numbers and booleans in quotes",
       R"({"status": "NEW", "amount": "12.50", "count": "3", "done": "true"})",
       R"({"status": "NEW", "amount": 12.50, "count": 3, "done": true})", ""},
      {"with blanks around them", R"({"status": "NEW", "amount": " 12 ", "done": "false "})",
       R"({"status": "NEW", "amount": 12, "done": false})", ""},
      {"other spellings", R"({"status": "NEW", "count": "007", "done": "TRUE"})", "",
       R"({"status": "NEW", "count": 7, "done": true})"},
      {"two readings", R"({"status": "NEW", "amount": "1,234"})", "", ""},
      {"a number where a text belongs", R"({"status": "NEW", "zip": 1234})", "",
       R"({"status": "NEW", "zip": "1234"})"},
      {"a text that the field takes", R"({"status": "NEW", "id": "12"})", "", ""},
      {"a date written otherwise", R"({"status": "NEW", "day": "2026/11/30"})", "",
       R"({"status": "NEW", "day": "2026-11-30"})"},
      {"a member twice with one value", R"({"status": "NEW", "zip": "1", "status": "N\u0045W"})",
       R"({"status": "NEW", "zip": "1"})", ""},
      {"three times, and an object",
       R"({"lead":{"note":"a"},"status":"NEW","lead":{ "note" : "a" },"lead":{"note":"a"}})",
       R"({"lead":{"note":"a"},"status":"NEW"})", ""},
      {"twice with two values", R"({"status": "NEW", "zip": "1", "zip": "2"})", "", ""},
      {"three times with two values", R"({"status": "NEW", "zip": "1", "zip": "2", "zip": "2"})",
       "", ""},
      {"twice inside of an object and a list",
       R"({"status": "NEW", "lead": {"done": true, "done": true}, "tags": [" a", "b "]})",
       R"({"status": "NEW", "lead": {"done": true}, "tags": ["a", "b"]})", ""},
      {"curly quotes, names as well",
       "{" + open + "status" + close + ": " + open + "NEW" + close + ", \"name\": \"a " + open +
           "b" + close + " c\"}",
       "{\"status\": \"NEW\", \"name\": \"a " + open + "b" + close + " c\"}", ""},
      {"curly quotes, and then what stands in them",
       "{" + open + "status" + close + ": " + open + " NEW" + close + ", \"count\": " + open + "1" +
           close + "}",
       R"({"status": "NEW", "count": 1})", ""},
      {"curly quotes around what is no JSON", "{" + open + "status" + close + ": }", "", ""},
      {"a byte order mark", mark + R"({"status": "NEW"})", R"({"status": "NEW"})", ""},
      {"a misspelt name", R"({"status": "NEW", "amuont": 1})", "",
       R"({"status": "NEW", "amount": 1})"},
      {"a misspelt name beside the right one", R"({"status": "NEW", "amuont": 1, "amount": 2})", "",
       ""},
      {"what was silent speaks", R"({"status": " JOB_WON"})", R"({"status": "JOB_WON"})", ""},
      {"what is missing is for a person", R"({"status": "JOB_WON"})", "", ""},
      {"line ends, blank lines, no last line end",
       "{\"status\": \" NEW\"}\r\n\n  \r\n{\"status\": 1}\n{\"status\":\"NEW \"}",
       "{\"status\": \"NEW\"}\r\n\n  \r\n{\"status\": 1}\n{\"status\":\"NEW\"}", ""},
      {"a record of lines",
       "{\r\n  \"status\": \" NEW\",\r\n  \"zip\": \"1\",\r\n  \"zip\": \"1\"\r\n}\r\n",
       "{\r\n  \"status\": \"NEW\",\r\n  \"zip\": \"1\"\r\n}\r\n", "", "a.json"},
      {"a list",
       mark + "[ {\"status\": \" NEW\"} ,\n\n {\"status\": \"NEW \"}, {\"status\": 1}\n]\n",
       "[ {\"status\": \"NEW\"} ,\n\n {\"status\": \"NEW\"}, {\"status\": 1}\n]\n", "", "a.json",
       "--input array"},
      {"a list inside of an object",
       "{\"next\": \" x \", \"data\": {\"leads\": [{\"status\": \" NEW\"},{\"status\":\"NEW \"}]}, "
       "\"n\": 2}",
       "{\"next\": \" x \", \"data\": {\"leads\": [{\"status\": \"NEW\"},{\"status\":\"NEW\"}]}, "
       "\"n\": 2}",
       "", "a.json", "--records data.leads"},
      {"cells",
       "status,name,amount,done,day\nNEW ,\" "
       "Jo\",\"$1,234.50\",TRUE,9/14/2026\r\n\nJOB_LOS,a,1,true,2026-09-14",
       "status,name,amount,done,day\nNEW,\"Jo\",\"1234.50\",true,2026-09-14\r\n\nJOB_LOS,a,1,true,"
       "2026-09-14",
       "status,name,amount,done,day\nNEW,\"Jo\",\"1234.50\",true,2026-09-14\r\n\nJOB_LOST,a,1,true,"
       "2026-09-14",
       "a.csv"},
      {"cells of two readings", "status,amount,day\nNEW,\"1,234\",03/04/2026\n", "", "", "a.csv"},
      {"a mark in front of a table", mark + "status,name\nNEW, \"\n", "status,name\nNEW, \"\n", "",
       "a.csv"},
      {"a cell that would be no text without its blank", "status,name\nNEW, NULL\n", "", "",
       "a.csv", "--null NULL"},
      {"cells between tabs with backslashes", "status\tname\nNEW \t\\t Jo\\\\ \n",
       "status\tname\nNEW\tJo\\\\\n", "", "a.tsv", "--escapes copy"},
      {"another delimiter", "status;amount\nNEW;1,234.50\n", "status;amount\nNEW;1234.50\n", "",
       "a.csv", "--delimiter ';'"},
      {"an object in a cell", "status,lead\nNEW,\"{\"\"note\"\": \"\" a\"\"}\"\n", "", "", "a.csv"},
      {"a form", "status=+NEW%20&name=%C2%A0J%6F\n", "status=NEW&name=J%6F\n", "", "a.form",
       "--input form"},
  };
}

class FixCommand : public CommandTest {
 protected:
  FixCommand() : CommandTest({"command/fixes.yaml"}) {}

  Outcome check(const std::string& arguments, const std::string& standard_input = "") {
    return run("check --rules fixes.yaml " + arguments, standard_input);
  }
};

TEST_F(FixCommand, MendsAndLeavesOtherBytesAlone) {
  for (const MendCase& each : mend_cases()) {
    SCOPED_TRACE(each.what);
    const std::string safe = each.safe.empty() ? each.before : each.safe;
    const std::string unsafe = each.unsafe.empty() ? safe : each.unsafe;
    const std::string arguments = std::string(each.arguments) + " " + each.file;
    write(each.file, each.before);
    const Outcome fixed = check("--fix " + arguments);
    EXPECT_EQ(read(each.file), safe) << fixed.out << fixed.err;
    // What is reported is what a check of the new file reports.
    const Outcome plain = check(arguments);
    EXPECT_EQ(plain.out, fixed.out);
    EXPECT_EQ(plain.exit, fixed.exit);
    const Outcome again = check("--fix " + arguments);
    EXPECT_EQ(read(each.file), safe);
    EXPECT_THAT(again.err, HasSubstr("no fix was made")) << each.what;
    write(each.file, each.before);
    check("--fix --unsafe-fixes " + arguments);
    EXPECT_EQ(read(each.file), unsafe);
    // A patch of the same.
    write(each.file, each.before);
    const Outcome patch = check("--diff " + arguments);
    EXPECT_EQ(read(each.file), each.before);
    EXPECT_EQ(patch.exit, fixed.exit);
    if (safe == each.before) {
      EXPECT_THAT(patch.out, IsEmpty());
      continue;
    }
    write("patch", patch.out);
    const Outcome patched = shell("patch --binary -p0 -i patch");
    EXPECT_EQ(patched.exit, 0) << patched.out << patched.err << patch.out;
    EXPECT_EQ(read(each.file), safe);
  }
}

TEST_F(FixCommand, SaysHowManyInHowManyFiles) {
  write("a.jsonl", "{\"status\": \" NEW\", \"name\": \" a\"}\n{\"status\": \"NEWW\"}\n");
  write("b.jsonl", "{\"status\": \"NEW\"}\n");
  write("c.jsonl", "{\"status\": \"NEW \"}\n");
  const Outcome would = check("--diff a.jsonl b.jsonl c.jsonl");
  EXPECT_EQ(would.err,
            "leadlint: note: 3 fixes would be made in 2 files; --unsafe-fixes would make 1 more\n");
  EXPECT_EQ(would.exit, 1);
  const Outcome fixed = check("--fix a.jsonl b.jsonl c.jsonl");
  EXPECT_EQ(fixed.err,
            "leadlint: note: 3 fixes were made in 2 files; --unsafe-fixes would make 1 more\n");
  EXPECT_THAT(fixed.out, HasSubstr("a.jsonl:2:12: error: status \"NEWW\""));
  EXPECT_THAT(fixed.out, HasSubstr("4 records: 3 valid, 0 with warnings, 1 invalid"));
  EXPECT_EQ(fixed.exit, 1);
  const Outcome all = check("--fix --unsafe-fixes a.jsonl b.jsonl c.jsonl");
  EXPECT_EQ(all.err, "leadlint: note: 1 fix was made in 1 file\n");
  EXPECT_EQ(all.exit, 0);
  EXPECT_EQ(check("--fix -q a.jsonl").err, "");
}

TEST_F(FixCommand, ReportsPlacesOfTheFixedFile) {
  write("a.csv", mark + "status,name,amount\nNEW , a,x\nNEW,\" b\",y\n");
  const Outcome fixed = check("--fix -f json a.csv");
  const json report = json::parse(fixed.out);
  const json& findings = report["files"][0]["findings"];
  ASSERT_EQ(findings.size(), 2U) << fixed.out;
  EXPECT_EQ(read("a.csv"), "status,name,amount\nNEW,a,x\nNEW,\"b\",y\n");
  EXPECT_EQ(findings[0]["offset"], 25);
  EXPECT_EQ(findings[0]["column"], 7);
  EXPECT_EQ(findings[1]["offset"], 35);
  write("b.json", R"([{"status": " NEW ", "zip": "1", "zip": "1"}, {"status": 1}])");
  const json list = json::parse(check("--fix -f json --input array b.json").out);
  EXPECT_EQ(list["files"][0]["findings"][0]["column"], 44);
  EXPECT_EQ(read("b.json").substr(43, 1), "1");
}

TEST_F(FixCommand, WritesElsewhere) {
  const std::string before = "{\"status\": \" NEW\"}\n{\"status\": 1}",
                    after = "{\"status\": \"NEW\"}\n{\"status\": 1}";
  write("a.jsonl", before);
  EXPECT_EQ(check("--fix --fixed b.jsonl a.jsonl").exit, 1);
  EXPECT_EQ(read("a.jsonl"), before);
  EXPECT_EQ(read("b.jsonl"), after);
  // What needs no fix is there as well.
  EXPECT_EQ(check("--fix --fixed c.jsonl b.jsonl").exit, 1);
  EXPECT_EQ(read("c.jsonl"), after);
  EXPECT_EQ(check("--fix --fixed d.jsonl --input jsonl -", before).exit, 1);
  EXPECT_EQ(read("d.jsonl"), after);
  const Outcome stream = check("--fix --fixed /dev/stdout -o report --input jsonl -", before);
  EXPECT_EQ(stream.out, after);
  EXPECT_THAT(read("report"), HasSubstr("<stdin>:2:12: error"));
  EXPECT_EQ(
      check("--diff --input jsonl --stdin-filename x.jsonl -", before).out,
      "--- x.jsonl\n+++ x.jsonl\n@@ -1,2 +1,2 @@\n-{\"status\": \" NEW\"}\n+{\"status\": \"NEW\"}\n"
      " {\"status\": 1}\n\\ No newline at end of file\n");
  ASSERT_EQ(shell("gzip -k a.jsonl").exit, 0);
  EXPECT_EQ(check("--fix --fixed e.jsonl a.jsonl.gz").exit, 1);
  EXPECT_EQ(read("e.jsonl"), after);
  // Split as they are with their fixes.
  EXPECT_EQ(check("--fix --fixed f.jsonl --valid good --invalid bad a.jsonl").exit, 1);
  EXPECT_EQ(read("good"), "{\"status\": \"NEW\"}\n");
  EXPECT_EQ(read("bad"), "{\"status\": 1}");
  // A file that ends too early is written nowhere.
  ASSERT_EQ(shell("head -c 40 a.jsonl.gz > cut.jsonl.gz").exit, 0);
  const Outcome cut = check("--fix --fixed g.jsonl cut.jsonl.gz");
  EXPECT_EQ(cut.exit, 2);
  EXPECT_FALSE(fs::exists(folder_ / "g.jsonl"));
}

struct RefusedCase {
  const char* arguments;
  const char* words;
};

TEST_F(FixCommand, RefusesWhatHasNoPlace) {
  write("a.jsonl", "{\"status\": \" NEW\"}\n");
  write("b.jsonl", "{\"status\": \" NEW\"}\n");
  shell("gzip -k a.jsonl");
  for (const RefusedCase& each : std::vector<RefusedCase>{
           {"--fix --input jsonl -", "--fix: standard input has no place of its own; --fixed FILE"},
           {"--fix a.jsonl.gz", "--fix: a.jsonl.gz is compressed, and is not written so; --fixed"},
           {"--fixed b a.jsonl", "--fixed needs --fix"},
           {"--unsafe-fixes a.jsonl", "it goes with --fix or --diff"},
           {"--fix --fixed a.jsonl a.jsonl", "is also read: --fix alone writes it in its place"},
           {"--fix --fixed c.jsonl a.jsonl b.jsonl", "this run has 2"},
           {"--fix --fixed b.gz a.jsonl", "what is written is not compressed"},
           {"--fix --fixed /dev/stdout a.jsonl", "standard output is the report's"},
           {"--diff --fixed c a.jsonl --fix", "--diff shows fixes and writes none"},
           {"--diff --redact a.jsonl", "--diff shows values, which --redact keeps out"},
           {"--diff -f json a.jsonl", "standard output is the patch; -o FILE says where -f json"},
           {"--fix --valid a.jsonl a.jsonl", "--valid a.jsonl is also read"}}) {
    const Outcome refused = check(each.arguments);
    EXPECT_EQ(refused.exit, 2) << each.arguments;
    EXPECT_THAT(refused.err, HasSubstr(each.words)) << each.arguments;
    EXPECT_EQ(read("a.jsonl"), "{\"status\": \" NEW\"}\n") << each.arguments;
  }
  EXPECT_EQ(check("--diff -o report a.jsonl").exit, 0);
  EXPECT_THAT(read("report"), HasSubstr("1 record: 1 valid"));
  write("leadlint.yaml",
        "leadlint: 1\nredact: true\nfiles:\n  - {glob: \"*.jsonl\", rules: fixes.yaml}\n");
  EXPECT_THAT(run("check --diff a.jsonl").err, HasSubstr("--redact keeps out"));
}

TEST_F(FixCommand, KeepsToWhatAFileIs) {
  const std::string before = "{\"status\": \" NEW\"}\n", after = "{\"status\": \"NEW\"}\n";
  // Through a link, to where it leads.
  write("real.jsonl", before);
  fs::create_symlink("real.jsonl", folder_ / "link.jsonl");
  EXPECT_EQ(check("--fix link.jsonl").exit, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.jsonl"));
  EXPECT_EQ(read("real.jsonl"), after);
  // Its mode stays; a file that nobody may write is left, and the others are not.
  write("a.jsonl", before);
  write("b.jsonl", before);
  write("c.jsonl", before);
  fs::permissions(folder_ / "a.jsonl", fs::perms{0640});
  fs::permissions(folder_ / "b.jsonl", fs::perms{0444});
  const Outcome some = check("--fix a.jsonl b.jsonl c.jsonl");
  EXPECT_EQ(some.exit, 2);
  EXPECT_THAT(some.err, HasSubstr("b.jsonl is not fixed and stays as it was: permission denied"));
  EXPECT_THAT(some.err, HasSubstr("2 fixes were made in 2 files"));
  EXPECT_EQ(read("a.jsonl"), after);
  EXPECT_EQ(read("b.jsonl"), before);
  EXPECT_EQ(read("c.jsonl"), after);
  EXPECT_EQ(fs::status(folder_ / "a.jsonl").permissions(), fs::perms{0640});
  write("d.jsonl", after);
  fs::permissions(folder_ / "d.jsonl", fs::perms{0444});
  EXPECT_EQ(check("--fix d.jsonl").exit, 0) << "there is nothing to write";
  // What has no fix is not touched.
  struct stat first = {}, second = {};
  ASSERT_EQ(::stat((folder_ / "c.jsonl").c_str(), &first), 0);
  check("--fix c.jsonl");
  ASSERT_EQ(::stat((folder_ / "c.jsonl").c_str(), &second), 0);
  EXPECT_EQ(first.st_ino, second.st_ino);
  EXPECT_EQ(first.st_mtim.tv_nsec, second.st_mtim.tv_nsec);
  expect_files({"real.jsonl", "link.jsonl", "a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl"});
}

TEST_F(FixCommand, AFileNamedTwiceIsFixedOnce) {
  write("a.jsonl", "{\"status\": \" NEW\"}\n");
  fs::create_symlink("a.jsonl", folder_ / "link.jsonl");
  const Outcome diff = check("--diff a.jsonl ./a.jsonl link.jsonl");
  EXPECT_THAT(diff.err, HasSubstr("1 fix would be made in 1 file"));
  write("patch", diff.out);
  EXPECT_EQ(shell("patch -p0 -i patch").exit, 0);
  EXPECT_EQ(read("a.jsonl"), "{\"status\": \"NEW\"}\n");
  write("a.jsonl", "{\"status\": \" NEW\"}\n");
  const Outcome fixed = check("--fix a.jsonl ./a.jsonl link.jsonl");
  EXPECT_THAT(fixed.err, HasSubstr("1 fix was made in 1 file"));
  EXPECT_EQ(fixed.exit, 0);
}

TEST_F(FixCommand, PatchesFilesOfFoldersWithOddNames) {
  fs::create_directories(folder_ / "in/a folder");
  const std::string before = "{\"status\": \" NEW\"}\n", after = "{\"status\": \"NEW\"}\n";
  for (const char* const name : {"in/x.jsonl", "in/a folder/y z.jsonl", "in/q\"u\\o.jsonl"})
    write(name, before);
  write("leadlint.yaml", "leadlint: 1\nfiles:\n  - {glob: \"**/*.jsonl\", rules: fixes.yaml}\n");
  const Outcome plain = run("check .");
  EXPECT_EQ(plain.exit, 1) << "a configuration alone fixes nothing";
  EXPECT_EQ(read("in/x.jsonl"), before);
  const Outcome diff = run("check --diff in");
  write("patch", diff.out);
  const Outcome patched = shell("patch -p0 -i patch");
  EXPECT_EQ(patched.exit, 0) << patched.out << diff.out;
  for (const char* const name : {"in/x.jsonl", "in/a folder/y z.jsonl", "in/q\"u\\o.jsonl"})
    EXPECT_EQ(read(name), after) << name;
  EXPECT_EQ(run("check --fix .").exit, 0);
}

TEST_F(FixCommand, MakesNoTwoRecordsAlike) {
  const std::string text =
      "{\"status\": \"NEW\", \"name\": \"a\"}\n{\"status\": \"NEW\", \"name\": \" a\", \"zip\": "
      "\"1\", \"zip\": \"1\"}\n"
      "{\"status\": \"NEW\", \"name\": \" b\"}\n{\"status\": \"NEW\", \"name\": \" b\"}\n";
  write("a.jsonl", text);
  const Outcome fixed = check("--fix --unique name a.jsonl");
  EXPECT_EQ(read("a.jsonl"),
            "{\"status\": \"NEW\", \"name\": \"a\"}\n{\"status\": \"NEW\", \"name\": \" a\", "
            "\"zip\": \"1\"}\n"
            "{\"status\": \"NEW\", \"name\": \"b\"}\n{\"status\": \"NEW\", \"name\": \" b\"}\n")
      << fixed.out;
  EXPECT_EQ(fixed.exit, 0);
  EXPECT_THAT(fixed.out, HasSubstr("4 records: 2 valid, 2 with warnings, 0 invalid"));
  const Outcome again = check("--fix --unique name --jobs 3 a.jsonl");
  EXPECT_THAT(again.err, HasSubstr("no fix was made"));
  EXPECT_EQ(again.out, fixed.out);
}

TEST_F(FixCommand, AHistoryIsOfTheFixedRecords) {
  write("a.jsonl",
        "{\"id\": 1, \"status\": \" JOB_LOST\"}\n{\"id\": 2, \"status\": \"NEW\"}\n"
        "{\"id\": 1, \"status\": \"JOB_WON \", \"amount\": 1}\n");
  const Outcome fixed = check("--fix --history id a.jsonl");
  EXPECT_THAT(fixed.out, HasSubstr("[transition_not_allowed]"));
  EXPECT_EQ(read("a.jsonl"),
            "{\"id\": 1, \"status\": \"JOB_LOST\"}\n{\"id\": 2, \"status\": \"NEW\"}\n"
            "{\"id\": 1, \"status\": \"JOB_WON\", \"amount\": 1}\n");
  const Outcome plain = check("--history id a.jsonl");
  EXPECT_EQ(plain.out, fixed.out) << "counts of leads too";
  write("held.jsonl", "{\"id\": 1, \"status\": \"JOB_LOST\"}\n");
  write("a.jsonl",
        "{\"id\": 1, \"status\": \"JOB_WON \", \"amount\": 1}\n{\"status\": \" NEW\"}\n");
  const Outcome stored = check("--fix --current held.jsonl --key id a.jsonl");
  EXPECT_EQ(check("--current held.jsonl --key id a.jsonl").out, stored.out);
}

TEST_F(FixCommand, AsksTheCatalog) {
  write("reasons.json", R"(["Too far", "Price"])");
  write("a.jsonl", R"({"status": "NEW", "reason": " Price"})");
  EXPECT_EQ(check("--fix --catalog reasons=reasons.json a.jsonl").exit, 0);
  EXPECT_EQ(read("a.jsonl"), R"({"status": "NEW", "reason": "Price"})");
}

TEST_F(FixCommand, FindingsHaveTheirFixes) {
  write("a.jsonl", "{\"status\": \"NEW\", \"count\": \"3\"}\n{\"status\": \"NEWW\"}\n");
  const json report = json::parse(check("-f json a.jsonl").out);
  const json& findings = report["files"][0]["findings"];
  EXPECT_EQ(
      findings[0]["fix"],
      json::parse(
          R"({"safe": true, "edits": [{"line": 1, "column": 28, "end_line": 1, "end_column": 31,
                            "offset": 27, "end_offset": 30, "text": "3"}]})"));
  EXPECT_EQ(findings[1]["fix"]["safe"], false);
  const json sarif = json::parse(check("-f sarif a.jsonl").out);
  const json& fix = sarif["runs"][0]["results"][1]["fixes"][0];
  EXPECT_EQ(fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "\"NEW\"");
  EXPECT_EQ(fix["properties"]["safe"], false);
  EXPECT_THAT(check("--redact -f json a.jsonl").out, Not(HasSubstr("fix\"")));
  EXPECT_THAT(check("--redact -f sarif a.jsonl").out, Not(HasSubstr("\"fixes\"")));
}

}  // namespace
