// The command as people call it: flags, files, standard input, exit codes, what is printed where.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_support.h"
#include "json_schema.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::CommandTest;
using support::content;
using support::Outcome;
using testing::HasSubstr;

class Command : public CommandTest {
 protected:
  Command() : CommandTest({"command/shipment.yaml", "command/broken.yaml"}) {}

  Outcome check(const std::string& arguments, const std::string& standard_input = "") {
    return run("check --rules shipment.yaml " + arguments, standard_input);
  }
  json report(const std::string& arguments, const std::string& standard_input = "") {
    const Outcome outcome = check("-f json " + arguments, standard_input);
    EXPECT_EQ(outcome.err, "");
    json value = json::parse(outcome.out, nullptr, false);
    EXPECT_FALSE(value.is_discarded()) << outcome.out;
    return value;
  }
};

// "code@line:column#record code@..." of the first file.
std::string places(const json& report) {
  std::string result;
  for (const json& finding : report.at("files").at(0).at("findings")) {
    if (!result.empty()) result += ' ';
    result += finding.at("code").get<std::string>();
    if (finding.contains("line"))
      result += '@' + finding["line"].dump() + ':' + finding["column"].dump();
    if (finding.contains("record")) result += '#' + finding["record"].dump();
  }
  return result;
}

// ------------------------------------------------------------------------------------------ inputs

TEST_F(Command, ARequestThatIsAQueryString) {
  write("asked.txt", "status=OPEN&limit=1\n");
  write("answer.json",
        R"({"data": [{"status": "WON"}, {"status": "OPEN"}], "warnings": [], "errors": []})");
  const Outcome outcome =
      run("check --rules capillary/search_leads.response --request asked.txt answer.json");
  EXPECT_THAT(outcome.out, HasSubstr("#data[].as-asked"));
  EXPECT_THAT(outcome.out, HasSubstr("capillary/search_leads.response#no-more-than-asked"));
  write("asked.json", R"({"status": "OPEN", "limit": "1"})");
  EXPECT_EQ(
      run("check --rules capillary/search_leads.response --request asked.json answer.json").out,
      outcome.out);
}

struct InputCase {
  const char* what;
  const char* arguments;  // - reads `text`
  const char* text;
  const char* places;
  int records, invalid;
};

TEST_F(Command, ReadsEveryKindOfInput) {
  const std::vector<InputCase> cases{
      {"valid", "-", R"({"status": "PACKED"})", "", 1, 0},
      {"one finding", "-", R"({"status": "PACKT"})", "not_in_enum@1:12", 1, 1},
      {"json over lines", "-", "{\n  \"status\": \"SENT\",\n  \"carrier\": 7\n}\n",
       "wrong_type@3:14", 1, 1},
      {"broken json", "-", R"({"status":)", "bad_json@1:11", 1, 1},
      {"an empty text", "-", "", "bad_json@1:1", 1, 1},
      {"jsonl", "--input jsonl -", "{\"status\": \"PACKED\"}\n{\"status\": 1}\n",
       "wrong_type@2:12#2", 2, 1},
      {"jsonl by its name", "--stdin-filename a.jsonl -", "{\"status\": 1}", "wrong_type@1:12#1", 1,
       1},
      {"jsonl: blank lines, CRLF, no last line break", "--input jsonl -",
       "\r\n{\"status\": 1}\r\n \t\r\n{\"status\": 2}", "wrong_type@2:12#1 wrong_type@4:12#2", 2,
       2},
      {"jsonl: a bad line, then the next", "--input jsonl -",
       "{\"status\"\n{\"status\": \"PACKED\"}\n{\"status\": 1}\n",
       "bad_json@1:10#1 wrong_type@3:12#3", 3, 2},
      {"jsonl: nothing", "--input jsonl -", "", "bad_json@1:1", 0, 0},
      {"array", "--input array -", "[{\"status\": \"PACKED\"}, {\"status\": 1},\n {\"status\": 2}]",
       "wrong_type@1:35#2 wrong_type@2:13#3", 3, 2},
      {"array: nothing", "--input array -", "[]", "bad_json@1:1", 0, 0},
      {"array: code points", "--input array -",
       "[{\"status\": \"PACKED\", \"note\": \"\u00e9\u00e9\"}, {\"status\": 1}]",
       "wrong_type@1:49#2", 2, 1},
      {"array: a broken element", "--input array -", "[{\"status\": \"PACKED\"}, {\"status\" 1}]",
       "bad_json@1:34#2", 2, 1},
      {"array: cut off between", "--input array -", "[{\"status\": \"PACKED\"}", "bad_json@1:22#2",
       2, 1},
      {"array: cut off within", "--input array -", "[{\"status\": \"PAC", "bad_json@1:13#1", 1, 1},
      {"array: text behind it", "--input array -", "[{\"status\": \"PACKED\"}]\n {\"status\": 1}\n",
       "bad_json@2:2", 1, 0},
      {"array: an object", "--input array -", " {\"status\": \"PACKED\"}", "wrong_type@1:2", 1, 1},
      {"array: no JSON", "--input array -", "hello", "bad_json@1:1", 1, 1},
      {"form", "--input form -", "status=PACKED\n", "", 1, 0},
      {"form: a mistake", "--input form -", "carrier=x&status=PACKT", "not_in_enum@1:18", 1, 1},
  };
  for (const InputCase& each : cases) {
    const json value = report(each.arguments, each.text);
    ASSERT_TRUE(value.contains("files")) << each.what;
    EXPECT_EQ(places(value), each.places) << each.what;
    EXPECT_EQ(value["totals"]["records"], each.records) << each.what;
    EXPECT_EQ(value["totals"]["invalid"], each.invalid) << each.what;
  }
}

TEST_F(Command, ReadsStandardInputWhenNoFileIsNamed) {
  const json value = report("", R"({"status": "PACKED"})");
  EXPECT_EQ(value["files"][0]["file"], "<stdin>");
  EXPECT_EQ(value["totals"]["valid"], 1);
}

TEST_F(Command, OffsetsCountFromTheStartOfTheFile) {
  const json value = report("--input jsonl -", "{\"status\": \"PACKED\"}\n{\"status\": 1}\n");
  EXPECT_EQ(value["files"][0]["findings"][0]["offset"], 32);
  EXPECT_EQ(value["files"][0]["findings"][0]["end_offset"], 33);
}

TEST_F(Command, TellsOfAListThatWasReadAsOneRecord) {
  const Outcome outcome = check("-", R"([{"status": "PACKED"}])");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_NE(outcome.err.find("--input array"), std::string::npos) << outcome.err;
}

TEST_F(Command, TellsOfLinesThatWereReadAsOneRecord) {
  const std::string note =
      "leadlint: note: <stdin> holds a record a line (JSON Lines); --input jsonl checks each of "
      "them\n";
  const std::string good = R"({"status": "PACKED"})", bad = R"({"status": 1})";
  for (const std::string& lines :
       {good + "\n" + bad + "\n", "\n" + bad + "\r\n\n" + good, "\xEF\xBB\xBF" + good + "\n{"}) {
    const Outcome outcome = check("", lines);
    EXPECT_EQ(outcome.exit, 1) << lines;
    EXPECT_EQ(outcome.err, note) << lines;
  }
  for (const std::string& other :
       {"{\n\"status\": 1\n}\n" + good, good + "\n", good + "x", "{\"a\":\n" + good + "\n"})
    EXPECT_EQ(check("", other).err, "") << other;
}

TEST_F(Command, TellsOfAnotherDelimiter) {
  write("a.csv", "status;note\nPACKED;x\nPACKED;y\n");
  EXPECT_EQ(check("a.csv").err,
            "leadlint: note: a.csv has a header of one column with ; in its name; --delimiter ';' "
            "makes several of it\n");
  EXPECT_EQ(check("--delimiter ';' a.csv").err, "");
  write("a.csv", "status\tnote\nPACKED\tx\n");
  EXPECT_THAT(check("a.csv").err, HasSubstr("; --delimiter tab makes several of it\n"));
  write("a.csv", "status,a;b\nPACKED,x\n");
  EXPECT_EQ(check("a.csv").err, "");
}

TEST_F(Command, ARecordIsNoHeader) {
  write("a.csv", "PACKED,Ann Example,Ann Example\nPACKED,Bob\n");
  Outcome outcome = check("--redact a.csv");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_EQ((outcome.out + outcome.err).find("Ann"), std::string::npos)
      << outcome.out << outcome.err;
  for (const char* format : {"json", "jsonl"}) {
    outcome = check(std::string("--redact -f ") + format + " a.csv");
    EXPECT_EQ(outcome.exit, 1) << format;
    EXPECT_EQ((outcome.out + outcome.err).find("Ann"), std::string::npos) << outcome.out;
  }
  outcome = check("--valid good.csv --invalid bad.csv a.csv");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_EQ(read("good.csv"), "");
  EXPECT_EQ(read("bad.csv"), read("a.csv"));
  write("a.csv", "status\rPACKED\rPACKD\r");
  for (const char* way : {"a.csv", "--input csv - <a.csv", "a.csv.gz"}) {
    if (std::string(way) == "a.csv.gz") shell("gzip -k a.csv");
    EXPECT_EQ(check(way).exit, 1) << way;
  }
  write("held.csv", "status,id\rPACKED,1\r");
  write("p.jsonl", "{\"status\": \"PACKED\", \"id\": 1}\n");
  EXPECT_EQ(check("--current held.csv --key id p.jsonl").exit, 2);
}

TEST_F(Command, WordsForNoValue) {
  write("a.csv", "status,note\nPACKED,\\N\n");
  EXPECT_THAT(check("a.csv").out, HasSubstr("; where it means no value, --null '\\N' reads such"));
  EXPECT_EQ(check("--null NULL --null '\\N' a.csv").out,
            "1 record: 1 valid, 0 with warnings, 0 invalid\n");
  EXPECT_EQ(check("--null ',' a.csv").exit, 2);
  EXPECT_EQ(check("--null '' a.csv").exit, 2);
}

TEST_F(Command, FormTextIsOneLine) {
  const Outcome outcome = check("--input form -", "status=PACKED&note=a\nstatus=LOST\n");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.out, HasSubstr("a line break stands here"));
  EXPECT_EQ(check("--input form -", "status=PACKED&note=a\r\n\n").exit, 0);
}

TEST_F(Command, TellsOfCompressedBytes) {
  for (const char* bytes : {"\x1F\x8B\x08\n\n", "\x28\xB5\x2F\xFD\n"})
    for (const char* input : {"json", "jsonl"})
      EXPECT_THAT(check(std::string("--input ") + input, bytes).err,
                  AllOf(HasSubstr("cannot read <stdin>: this is data that "),
                        HasSubstr(" says so; or check what `")));
}

// ----------------------------------------------------------------------------------------- context

struct ContextCase {
  const char* arguments;
  const char* text;
  const char* places;
};

TEST_F(Command, KnowsWhatItIsToldBesideThePayload) {
  write("current.json", R"({"weight": 1})");
  write("carriers.json", R"(["post"])");
  write("none.json", "[]");
  const std::vector<ContextCase> cases{
      {"", R"({"status": "PACKED", "weight": 2})", ""},
      {"--current current.json", R"({"status": "PACKED", "weight": 2})", "immutable@1:32"},
      {"--current current.json", R"({"status": "PACKED", "weight": 1})", ""},
      {"--catalog carriers=carriers.json", R"({"status": "SENT", "carrier": "post"})", ""},
      {"--catalog carriers=carriers.json", R"({"status": "SENT", "carrier": "van"})",
       "unknown_reference@1:31"},
      {"--catalog carriers=none.json", R"({"status": "SENT", "carrier": "post"})",
       "unknown_reference@1:31"},
      {"--param id=12", R"({"status": "PACKED"})", ""},
      {"--param id=x", R"({"status": "PACKED"})", "bad_format"},
      {"--option shipment.carrier_length=3", R"({"status": "SENT", "carrier": "post"})",
       "too_long@1:31"},
      {"--profile strict", R"({"status": "SENT", "carrier": "postal"})", "too_long@1:31"},
  };
  for (const ContextCase& each : cases)
    EXPECT_EQ(places(report(std::string(each.arguments) + " -", each.text)), each.places)
        << each.arguments << ' ' << each.text;
}

struct NoteCase {
  const char* arguments;
  const char* note;
};

TEST_F(Command, NotesWhatNoRuleLooksAt) {
  write("good.json", R"({"status": "PACKED"})");
  write("plain.yaml",
        "leadlint: 1\nruleset: tests/plain\ntitle: plain\nsource: none\n"
        "fields:\n  status: {type: string}\n");
  for (const NoteCase& each : std::vector<NoteCase>{
           {"--current good.json", "looks at the stored record; --current changes nothing"},
           {"--request good.json", "looks at the request; --request changes nothing"},
           {"--no-current",
            "asks for a first status, or for the record as it will be; --no-current changes "
            "nothing"},
           {"--now 2026-11-30T12:00:00Z", "looks at the clock; --now changes nothing"},
           {"--history status", "looks at the stored record; --history changes nothing"}}) {
    const Outcome outcome =
        run(std::string("check --rules plain.yaml good.json ") + each.arguments);
    EXPECT_EQ(outcome.exit, 0) << each.arguments;
    EXPECT_EQ(outcome.err,
              std::string("leadlint: note: no rule of tests/plain ") + each.note + "\n");
  }
  EXPECT_EQ(check("--current good.json good.json").err, "");
  EXPECT_EQ(run("check --rules caring/lead_status.response --request good.json good.json").err, "");
}

// (Tests never take the clock: both instants are given.)
TEST_F(Command, TakesNowFromTheCommandLine) {
  write("ahead.yaml",
        "leadlint: 1\nruleset: tests/ahead\ntitle: ahead\nsource: none\n"
        "fields:\n  day: {format: date}\nrules:\n  - {id: ahead, assert: day >= today}\n");
  const std::string record = R"({"day": "2026-12-01"})";
  EXPECT_EQ(run("check --rules ahead.yaml --now 2026-12-01T00:30:00+02:00 -", record).exit, 0);
  const Outcome late = run("check --rules ahead.yaml --now 2026-12-02T00:30:00+02:00 -", record);
  EXPECT_EQ(late.exit, 1);
  EXPECT_THAT(late.out, HasSubstr("day \"2026-12-01\" must not be before today [conflict]"));
  const Outcome wrong = run("check --rules ahead.yaml --now 2026-12-02 -", record);
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--now takes an instant with its zone, as in "
                                   "2026-11-30T12:00:00Z, not '2026-12-02'"));
}

TEST_F(Command, SaysWhatATextDoesNotReadAs) {
  for (const char* rules : {"shipment.yaml", "renovationfind/update_status"}) {
    const std::string text =
        run(std::string("check --rules ") + rules + " --param id=abc -", "{}").out;
    EXPECT_THAT(text, HasSubstr("/@path/id: id \"abc\" does not read as a whole number [")) << text;
  }
}

// ------------------------------------------------------------------------------------------ report

TEST_F(Command, PrintsTextForPeople) {
  const Outcome outcome =
      check("--stdin-filename a.json -", R"({"status": "PACKD", "weight": -1})");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_NE(outcome.out.find("a.json:1:12: error: "), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("[not_in_enum]\n"
                             "  {\"status\": \"PACKD\", \"weight\": -1}\n"
                             "             ^~~~~~~\n"
                             "  because: \"status is one of PACKED, SENT, LOST\"  "
                             "(rule tests/shipment#status.values, shipment.yaml:"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("  did you mean PACKED?\n"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("1 record: 0 valid, 0 with warnings, 1 invalid; 2 errors\n"),
            std::string::npos)
      << outcome.out;
}

TEST_F(Command, PrintsJsonThatHoldsToItsSchema) {
  const json schema = json::parse(content(LEADLINT_SOURCE_DIR "/schemas/report.schema.json"));
  for (const char* arguments :
       {"-", "--redact -", "--max-findings 1 -", "--param id=x -", "--input jsonl -"}) {
    const json value =
        report(arguments, R"({"status": "PACKT", "weight": -1, "nte": 1, "note": 1})");
    EXPECT_EQ(json_schema::problems(schema, value), std::vector<std::string>{}) << arguments;
  }
}

TEST_F(Command, PrintsAFindingALine) {
  const Outcome outcome = check("-f jsonl --input jsonl -", "{\"status\": 1}\n{\"status\": 2}\n");
  std::istringstream lines(outcome.out);
  std::vector<json> values;
  for (std::string line; std::getline(lines, line);) values.push_back(json::parse(line));
  ASSERT_EQ(values.size(), 3U) << outcome.out;
  EXPECT_EQ(values[1]["record"], 2);
  EXPECT_EQ(values[1]["file"], "<stdin>");
  EXPECT_EQ(values[2]["totals"]["invalid"], 2);
}

TEST_F(Command, CutsDetailsAndCountsExactly) {
  const std::string lines = "{\"status\": 1, \"weight\": \"\"}\n{\"status\": 1}\n{\"status\": 1}\n";
  const json value = report("--max-findings 1 --input jsonl -", lines);
  EXPECT_EQ(value["files"][0]["findings"].size(), 1U);
  EXPECT_EQ(value["totals"]["errors"], 4);
  EXPECT_EQ(value["totals"]["cut"], 3);
  EXPECT_EQ(value["totals"]["invalid"], 3);
  const Outcome text = check("--max-findings 1 --input jsonl -", lines);
  EXPECT_NE(text.out.find("3 more findings not shown"), std::string::npos) << text.out;
}

TEST_F(Command, Redacts) {
  for (const char* format : {"text", "json", "jsonl"}) {
    const Outcome outcome =
        check(std::string("--redact -f ") + format + " -",
              R"({"status": "Jane Doe", "note": "12 Privet Drive", "carrier": 4711})");
    for (const char* secret : {"Jane", "Privet", "4711"})
      EXPECT_EQ(outcome.out.find(secret), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("not_in_enum"), std::string::npos) << outcome.out;
  }
}

TEST_F(Command, RedactsValuesAndNotTheNamesOfFields) {
  const std::string text =
      check("--redact --stdin-filename a.json -", R"({"carrier": "Jane Doe", "address": {}})").out;
  EXPECT_THAT(text, HasSubstr("a.json:1:1: error: /status: A member that must be here is not."));
  EXPECT_THAT(text, HasSubstr("error: /address/city: A member that must be here is not."));
}

TEST_F(Command, QuietPrintsOnlyWhatFails) {
  const char* warned = R"({"status": "PACKED", "note": "far too long"})";
  EXPECT_EQ(check("--quiet -", warned).out, "");
  EXPECT_NE(check("--quiet --fail-severity warning -", warned).out, "");
  EXPECT_EQ(check("--quiet -", R"({"status": "PACKED"})").out, "");
}

TEST_F(Command, ColoursWhenToldTo) {
  const char* wrong = R"({"status": 1})";
  EXPECT_EQ(check("-", wrong).out.find('\x1b'), std::string::npos);
  EXPECT_NE(check("--color always -", wrong).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(check("--color never -", wrong).out.find('\x1b'), std::string::npos);
}

TEST_F(Command, WritesAReportWholeOrNotAtAll) {
  write("report.json", "the old one");
  EXPECT_EQ(check("-f json -o report.json -", R"({"status": 1})").exit, 1);
  EXPECT_EQ(json::parse(read("report.json"))["totals"]["invalid"], 1);
  write("report.json", "the old one");
  EXPECT_EQ(check("-f json -o report.json --current nowhere.json -", "{}").exit, 2);
  EXPECT_EQ(read("report.json"), "the old one");
  EXPECT_EQ(check("-o no/such/folder/report -", "{}").exit, 2);
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
}

/// What the process was started with is written, not put in the place of the file that it leads to.
TEST_F(Command, WritesToStreamsByTheirNames) {
  const std::string check_it = "'" LEADLINT_COMMAND "' check --rules shipment.yaml ";
  write("a.jsonl", "{\"status\": \"PACKED\"}\n{\"status\": 1}\n");
  const std::string valid = "{\"status\": \"PACKED\"}\n",
                    report = "a.jsonl:2:12: error: status 1 must be text";
  fs::create_symlink("/dev/stdout", folder_ / "link");
  for (const auto& [line, written] : std::vector<std::pair<std::string, std::string>>{
           {"-o /dev/stdout a.jsonl >> old", report},
           {"-o /dev/fd/1 a.jsonl >> old", report},
           {"-o /proc/self/fd/1 a.jsonl >> old", report},
           {"-o link a.jsonl >> old", report},
           {"-o /dev/stderr a.jsonl 2>> old", report},
           {"-o /dev/fd/3 a.jsonl 3>> old", report},
           {"-o /dev/null --valid /dev/stdout a.jsonl >> old", valid},
           {"-o /dev/stdout --invalid /dev/fd/4 a.jsonl >> old 4>&1", "{\"status\": 1}\n"},
       }) {
    write("old", "what stood there\n");
    EXPECT_EQ(shell(check_it + line).exit, 1) << line;
    EXPECT_THAT(read("old"), testing::StartsWith("what stood there\n")) << line;
    EXPECT_THAT(read("old"), testing::HasSubstr(written)) << line;
  }
  EXPECT_EQ(shell("mkfifo pipe; cat pipe > got & " + check_it + "-o pipe a.jsonl; wait").exit, 0);
  EXPECT_THAT(read("got"), testing::HasSubstr(report));
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
}

TEST_F(Command, StreamsThatAreNoneOrTakenAreRefused) {
  write("a.jsonl", "{\"status\": \"PACKED\"}\n");
  const std::string reports = ": standard output is the report's, unless -o names a file for that";
  for (const auto& [line, said] : std::vector<std::pair<std::string, std::string>>{
           {"-o /dev/fd/9", "cannot write /dev/fd/9: bad file descriptor"},
           {"--valid v -o /dev/fd/4", "cannot write /dev/fd/4: bad file descriptor"},
           {"--valid /dev/stdout", "--valid /dev/stdout" + reports},
           {"--invalid kept >> kept", "--invalid kept" + reports},
           {"--invalid kept -o /dev/stdout >> kept", "--invalid kept" + reports},
           {"-o r --valid /dev/stdout --invalid /dev/fd/1",
            "--valid and --invalid are the same file"},
       }) {
    write("kept", "kept");
    const Outcome outcome =
        shell("'" LEADLINT_COMMAND "' check --rules shipment.yaml a.jsonl " + line);
    EXPECT_EQ(outcome.exit, 2) << line;
    EXPECT_THAT(outcome.err, testing::HasSubstr(said)) << line;
    EXPECT_EQ(read("kept"), "kept") << line;
  }
}

TEST_F(Command, AFullDiskIsSaid) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const Outcome outcome = check("-o /dev/full -", R"({"status": 1})");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("cannot write /dev/full"), std::string::npos) << outcome.err;
}

TEST_F(Command, ATargetKeepsItsModeAndALinkBesideItIsNotFollowed) {
  write("report", "the old one");
  fs::permissions(folder_ / "report", fs::perms::owner_read | fs::perms::owner_write);
  write("other", "not to be touched");
  EXPECT_EQ(check("-o report -", R"({"status": 1})").exit, 1);
  EXPECT_EQ(fs::status(folder_ / "report").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  // What the target's name is a link to is written; the link stays.
  fs::create_symlink("report", folder_ / "link");
  fs::remove(folder_ / "report");
  EXPECT_EQ(check("-o link -", R"({"status": 1})").exit, 1);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_NE(read("report"), "");
  EXPECT_EQ(read("other"), "not to be touched");
}

TEST_F(Command, WhatAKilledRunLeftIsRemovedByTheNext) {
  write("report.Ab3dEf.tmp", "half a report");
  write("report.txt.Ab3dEf.tmp", "of another target");
  write("report.notours.tmp", "of nobody");
  EXPECT_EQ(check("-o report -", R"({"status": 1})").exit, 1);
  expect_files({"report", "report.txt.Ab3dEf.tmp", "report.notours.tmp"});
}

TEST_F(Command, WhatAnotherRunIsWritingStays) {
  write("report.Ab3dEf.tmp", "half a report");
  const Outcome outcome = shell("flock report.Ab3dEf.tmp '" LEADLINT_COMMAND
                                "' check --rules shipment.yaml -o report .in",
                                R"({"status": 1})");
  EXPECT_EQ(outcome.exit, 1) << outcome.err;
  expect_files({"report", "report.Ab3dEf.tmp"});
}

TEST_F(Command, AStandardStreamThatIsClosedTakesNoFile) {
  const std::string lines = "{\"status\": 1}\n{\"status\": \"PACKED\"}\n";
  write("two.jsonl", lines);
  const auto run_with = [this](const std::string& closed) {
    return run("check --rules shipment.yaml --valid good --invalid bad two.jsonl " + closed).exit;
  };
  EXPECT_EQ(run_with("2>&-"), 1);
  EXPECT_EQ(read("good") + read("bad"), "{\"status\": \"PACKED\"}\n{\"status\": 1}\n");
  EXPECT_EQ(run_with("0<&-"), 1);
  fs::remove(folder_ / "good");
  fs::remove(folder_ / "bad");
  // The report has nowhere to go, so the run has failed, and nothing looks as if it had not.
  EXPECT_EQ(run_with(">&-"), 2);
  expect_files({"two.jsonl"});
  EXPECT_EQ(run("check --rules shipment.yaml - <&-").exit, 2);
}

TEST_F(Command, ANameCannotRewriteTheScreen) {
  const Outcome outcome =
      run("check --rules shipment.yaml \"$(printf 'a\\033[2Jb\\n::error::c')\"");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find("\n::"), std::string::npos) << outcome.err;
}

TEST_F(Command, WorkbooksAndUTF16AreToldForWhatTheyAre) {
  struct Foreign {
    std::string bytes;
    const char* said;
  };
  const Foreign foreign[] = {{std::string("PK\x03\x04\x14\0", 6), "this is a workbook"},
                             {std::string("\xFF\xFEs\0", 4), "this is UTF-16 text"},
                             {std::string("\xFE\xFF\0s", 4), "this is UTF-16 text"}};
  for (const Foreign& each : foreign)
    for (const char* file : {"a.csv", "a.jsonl", "-"}) {
      write("a.csv", each.bytes);
      write("a.jsonl", each.bytes);
      const Outcome outcome = check(file, each.bytes);
      EXPECT_EQ(outcome.exit, 2) << file;
      EXPECT_NE(outcome.err.find(each.said), std::string::npos) << outcome.err;
    }
}

TEST_F(Command, AFindingInAnEmptyFormStaysInIt) {
  const auto report =
      json::parse(run("check --rules storedge/create_lead --input form -f json -").out);
  EXPECT_EQ(report["files"][0]["findings"][0]["end_offset"], 0);
}

TEST_F(Command, WhatTheRulesUseIsNeverWrittenOver) {
  write("parts.yaml", "leadlint: 1\nlibrary: test/parts\ndefinitions: {name: {type: string}}\n");
  write("rules.yaml",
        "leadlint: 1\nruleset: test/rules\ntitle: T\nsource: own\nuse: [./parts]\n"
        "fields: {a: {use: name}}\n");
  write("a.jsonl", "{}\n");
  for (const char* output : {"-o", "--valid", "--invalid"})
    for (const char* file : {"parts.yaml", "./parts.yaml", "rules.yaml"}) {
      const Outcome outcome = run(fmt::format("check -r rules.yaml {} {} a.jsonl", output, file));
      EXPECT_EQ(outcome.exit, 2) << output << file;
      EXPECT_THAT(outcome.err, HasSubstr(fmt::format("{} {} is also read", output, file)));
    }
  EXPECT_THAT(read("parts.yaml"), HasSubstr("test/parts"));
  EXPECT_EQ(run("check -r rules.yaml -o report.txt a.jsonl").exit, 0);
}

/// Names that an author, or somebody in his name, chose: no control signs, and no line that a
/// program which reads logs takes for a command.
TEST_F(Command, RulesAreShownWithoutControlSigns) {
  write("odd.yaml",
        "leadlint: 1\nruleset: test/odd\ntitle: \"T\\e[31m\"\nsource: \"own\\nline\"\nstatus: s\n"
        "fields:\n  \"::error::gone\": {}\n  \"a\\n::error::b\": {}\n  \"##[error]c\": {}\n"
        "  s: {values: [\"A\\e[2J\", \"B\\n::warning::x\", \"::notice::y\"]}\n"
        "rules: [{id: r, forbid: s, message: \"m\\e[1m\\r\\n::error::z\"}]\n");
  for (const char* command : {"rules show odd.yaml", "rules table odd.yaml"}) {
    const Outcome outcome = run(command);
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    for (const char sign : {'\x1B', '\r'}) EXPECT_EQ(outcome.out.find(sign), outcome.out.npos);
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);) {
      line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
      EXPECT_FALSE(line.starts_with("::") || line.starts_with("##")) << command << ": " << line;
    }
    EXPECT_THAT(outcome.out, HasSubstr("::error::gone"));
  }
}

TEST_F(Command, TheRulesAreNeverWrittenOver) {
  const std::string before = read("shipment.yaml");
  const Outcome outcome = check("-o shipment.yaml -", R"({"status": 1})");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("-o shipment.yaml is also read"), std::string::npos) << outcome.err;
  EXPECT_EQ(read("shipment.yaml"), before);
}

TEST_F(Command, AReaderThatGoesAwayIsNoReasonForWords) {
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "{\"status\": 1}\n";
  write("many.jsonl", lines);
  const Outcome outcome = run("rules list >/dev/null; ('" LEADLINT_COMMAND
                              "' check --rules shipment.yaml many.jsonl; echo $? >exit) | head -1");
  EXPECT_EQ(read("exit"), "2\n");
  EXPECT_EQ(outcome.err, "");
}

// -------------------------------------------------------------------------------------- exit codes

struct ExitCase {
  const char* arguments;
  int exit;
  const char* said;  // on standard error
};

TEST_F(Command, ExitsByWhatItFound) {
  write("good.json", R"({"status": "PACKED"})");
  write("warned.json", R"({"status": "PACKED", "note": "far too long"})");
  write("bad.json", R"({"status": 1})");
  write("cut.json", "{\n\"weight\": 1,\n}");
  write("list.json", "\n[]");
  write("empty.json", "");
  write("many.csv", "id,status\n");
  fs::create_directory(folder_ / "folder.yaml");
  const std::vector<ExitCase> cases{
      {"check --rules shipment.yaml good.json", 0, ""},
      {"check --rules shipment.yaml -o - good.json", 0, ""},
      {"check --rules shipment.yaml warned.json", 0, ""},
      {"check --rules shipment.yaml --fail-severity warning warned.json", 1, ""},
      {"check --rules shipment.yaml bad.json", 1, ""},
      {"check --rules shipment.yaml good.json bad.json", 1, ""},
      {"check --rules shipment.yaml --fail-severity none bad.json", 0, ""},
      // Files that cannot be read.
      {"check --rules shipment.yaml nowhere.json", 2,
       "cannot read nowhere.json: no such file or directory"},
      {"check --rules shipment.yaml --current nowhere.json good.json", 2,
       "cannot read nowhere.json"},
      {"check --rules shipment.yaml --current bad.yaml good.json", 2, "cannot read bad.yaml"},
      // Files that are not what they should be.
      {"check --rules shipment.yaml --current broken.yaml good.json", 2,
       "broken.yaml:1:1: this is not JSON: expected a value"},
      {"check --rules shipment.yaml --current cut.json good.json", 2,
       "cut.json:3:1: this is not JSON: expected a member name: no comma stands behind the last "
       "member\n"},
      {"check --rules shipment.yaml --current list.json good.json", 2,
       "list.json:2:1: this is a list, and no JSON object\n"},
      {"check --rules shipment.yaml --current empty.json good.json", 2, "empty.json is empty"},
      {"check --rules shipment.yaml --request cut.json good.json", 2,
       "cut.json:3:1: this is not JSON: "},
      {"check --rules caring/lead_status.response --request list.json good.json", 2,
       "list.json:2:1: this is a list, and no JSON object\n"},
      {"check --rules shipment.yaml --catalog carriers=cut.json good.json", 2,
       "--catalog carriers=cut.json: line 3, column 1: this is not JSON: expected a member name"},
      {"check --rules shipment.yaml --catalog carriers=nowhere.json good.json", 2,
       "cannot read nowhere.json"},
      // Names that do not exist.
      {"check --rules shipment.yaml --catalog cariers=good.json good.json", 2, "carriers"},
      {"check --rules shipment.yaml --param idd=3 good.json", 2,
       "--param idd: there is no URL parameter \"idd\"; did you mean id?"},
      {"check --rules shipment.yaml --param lead=3 good.json", 2,
       "--param lead: there is no URL parameter \"lead\"; these rules have id"},
      {"check --rules caring/lead_status --param id=3 good.json", 2,
       "--param id: these rules know no URL parameters"},
      {"check --rules shipment.yaml --option shipment.carier_length=3 good.json", 2,
       "did you mean shipment.carrier_length?"},
      {"check --rules shipment.yaml --option shipment.carrier_length=x good.json", 2,
       "shipment.carrier_length"},
      {"check --rules shipment.yaml --profile stric good.json", 2, "did you mean strict?"},
      {"check --rules renovationfind/update_staus good.json", 2,
       "did you mean renovationfind/update_status?"},
      {"check --rules nowhere.yaml good.json", 2,
       "nowhere.yaml cannot be read: no such file or directory"},
      {"check --rules folder.yaml good.json", 2, "folder.yaml cannot be read: is a directory"},
      {"check --rules '' good.json", 2, "--rules takes ID|FILE, not an empty text"},
      {"check --rules shipment.yaml good.json ''", 2, "FILE takes names of files, not an empty"},
      {"rules show ''", 2, "RULES takes ID|FILE, not an empty text"},
      {"check --rules shipment.yaml --catalog carriers= good.json", 2,
       "--catalog carriers names no file"},
      {"check --rules shipment.yaml --current many.csv good.json", 2,
       "many.csv:1:1: this is not JSON: expected a value (a file of many stored records goes with "
       "--key)"},
      // Flags.
      {"check good.json", 2, "--rules is missing, and there is no leadlint.yaml for good.json\n"},
      {"rules show", 2, "error: name a ruleset (`leadlint rules list`) or a rule file\n"},
      {"check --rules shipment.yaml -r shipment.yaml good.json", 2,
       "error: --rules is given more than once\n"},
      {"check --rules shipment.yaml --format json -f json good.json", 2,
       "error: -f json is given more than once\n"},
      {"check --rules shipment.yaml --color never --color auto good.json", 2,
       "error: --color is given more than once\n"},
      {"check --rules shipment.yaml --param id=1 --param id=1 good.json", 2,
       "error: --param id is given more than once\n"},
      {"check --rules shipment.yaml good.json --format", 2,
       "error: --format takes text|json|jsonl|api|sarif|github|gitlab|junit|csv, and nothing "
       "stands behind it\n"},
      {"check --rules shipment.yaml good.json --option", 2,
       "error: --option takes NAME=VALUE, and nothing stands behind it\n"},
      {"check --rules shipment.yaml --redact=maybe good.json", 2,
       "error: --redact takes no value\n"},
      {"check --rules shipment.yaml --no-current --current good.json good.json", 2,
       "--no-current says that there is no stored record, and --current names it"},
      {"check --rules shipment.yaml - good.json -", 2,
       "standard input (-) is read once, and not as two payload files"},
      {"check --rules shipment.yaml --current -", 2,
       "standard input (-) is read once, and not as a payload file and as --current"},
      {"check --rules shipment.yaml --formt json good.json", 2, "did you mean --format?"},
      {"check --rules shipment.yaml --format jsn good.json", 2, "did you mean json?"},
      {"check --rules shipment.yaml --input xml good.json", 2,
       "--input takes json, array, jsonl, csv, tsv or form, not 'xml'"},
      {"check --rules shipment.yaml --fail-severity fatal good.json", 2, "--fail-severity takes"},
      {"check --rules shipment.yaml --param id good.json", 2, "--param takes NAME=VALUE, not 'id'"},
      {"check --rules shipment.yaml --max-findings many good.json", 2, "--max-findings"},
      {"chek good.json", 2, "did you mean check?"},
      {"rules lst", 2, "did you mean list?"},
      {"explain mising_field", 2, "did you mean missing_field?"},
      {"", 2, "--help"},
      // Other commands.
      {"--version", 0, ""},
      {"--help", 0, ""},
      {"check --help", 0, ""},
      {"rules --help", 0, ""},
      {"rules show --help", 0, ""},
      {"explain", 0, ""},
      {"explain missing_field", 0, ""},
      {"rules list", 0, ""},
      {"rules show shipment.yaml", 0, ""},
      {"rules table shipment.yaml", 0, ""},
      {"rules show nowhere.yaml", 2, "nowhere.yaml"},
      {"rules table broken.yaml", 2, "broken.yaml:5:12: error: "},
  };
  for (const ExitCase& each : cases) {
    const Outcome outcome = run(each.arguments);
    EXPECT_EQ(outcome.exit, each.exit) << each.arguments << '\n' << outcome.out << outcome.err;
    EXPECT_NE(outcome.err.find(each.said), std::string::npos) << each.arguments << '\n'
                                                              << outcome.err;
    if (each.exit != 2) {
      EXPECT_EQ(outcome.err, "") << each.arguments;
    }
  }
}

TEST_F(Command, ChecksTheOtherFilesWhenOneCannotBeRead) {
  write("bad.json", R"({"status": 1})");
  const Outcome outcome = check("-f json nowhere.json bad.json");
  EXPECT_EQ(outcome.exit, 2);
  const json value = json::parse(outcome.out);
  EXPECT_EQ(value["totals"]["files"], 1);
  EXPECT_EQ(value["totals"]["unreadable"], 1);
  EXPECT_EQ(value["totals"]["invalid"], 1);
}

TEST_F(Command, TellsEveryMistakeOfARuleFile) {
  const Outcome outcome = run("check --rules broken.yaml -", "{}");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("broken.yaml:5:12: error: "), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("  status: {requird: true, values: [A, B]}\n"), std::string::npos)
      << outcome.err;
  EXPECT_NE(outcome.err.find("           ^~~~~~~\n"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("did you mean required?"), std::string::npos) << outcome.err;
}

// ---------------------------------------------------------------------------------- other commands

TEST_F(Command, EveryHelpHasAnExample) {
  for (const char* command :
       {"", "check", "rules", "rules list", "rules show", "rules table", "explain"}) {
    const Outcome outcome = run(std::string(command) + " --help");
    EXPECT_NE(outcome.out.find("For example:\n  leadlint "), std::string::npos) << command;
  }
}

TEST_F(Command, PrintsItsVersion) { EXPECT_TRUE(run("--version").out.starts_with("leadlint ")); }

TEST_F(Command, ExplainsCodes) {
  const std::string one = run("explain missing_field").out;
  EXPECT_TRUE(one.starts_with("missing_field\n")) << one;
  EXPECT_NE(one.find("For example: "), std::string::npos) << one;
  EXPECT_NE(run("explain").out.find("\nmissing_field "), std::string::npos);
}

TEST_F(Command, ListsRuleSets) {
  const std::string list = run("rules list").out;
  EXPECT_NE(list.find("renovationfind/update_status "), std::string::npos) << list;
  EXPECT_NE(list.find("caring/lead_status "), std::string::npos) << list;
}

void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = LEADLINT_SOURCE_DIR "/tests/golden/" + name + ".expected";
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  EXPECT_EQ(actual, content(path)) << "differs from " << path;
}

TEST_F(Command, ShowsRuleSets) {
  expect_golden("rules.show", run("rules show shipment.yaml").out);
  expect_golden("rules.show.strict", run("rules show shipment.yaml --profile strict").out);
  expect_golden("rules.options", run("rules show shipment.yaml --options").out);
  expect_golden("rules.table", run("rules table shipment.yaml").out);
}

}  // namespace
