// leadlint check on files of many records: splits, summaries, compressed inputs; and what is left
// on the disk when it is interrupted, killed, or cannot write.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "command_support.h"
#include "json_schema.h"
#include "run/progress.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::CommandTest;
using support::content;
using support::Outcome;
using testing::HasSubstr;

constexpr const char* good = R"({"status": "PACKED"})";
constexpr const char* warned = R"({"status": "PACKED", "note": "far too long"})";
constexpr const char* bad = R"({"status": 1})";

class BulkCommand : public CommandTest {
 protected:
  BulkCommand() : CommandTest({"command/shipment.yaml"}) {}

  Outcome check(const std::string& arguments) {
    return run("check --rules shipment.yaml " + arguments);
  }
};

std::string lines(std::size_t count, const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += line + "\n";
  return text;
}

// ------------------------------------------------------------------------------------------ splits

struct SplitCase {
  const char* what;
  const char* arguments;
  std::string text, valid, invalid;
};

TEST_F(BulkCommand, SplitsRecordsByteForByte) {
  const std::string g = good, w = warned, b = bad;
  const std::vector<SplitCase> cases{
      {"lines", "a.jsonl", g + "\n" + b + "\n" + w + "\n", g + "\n" + w + "\n", b + "\n"},
      {"line ends, blank lines, no last line end", "a.jsonl", g + "\r\n\n" + b + "\r\n \n" + g,
       g + "\r\n" + g, b + "\r\n"},
      {"spaces around", "a.jsonl", "  " + g + " \n\t" + b + "\n", "  " + g + " \n",
       "\t" + b + "\n"},
      {"a broken line", "a.jsonl", "{\"status\n" + g, g, "{\"status\n"},
      {"nothing", "a.jsonl", "", "", ""},
      {"array", "--input array a.jsonl", "[" + g + ",\n  " + b + " , " + w + "]\n",
       "[\n" + g + ",\n" + w + "\n]\n", "[\n" + b + "\n]\n"},
      {"array of nothing", "--input array a.jsonl", "[]", "[]\n", "[]\n"},
      {"array: elements keep their line breaks", "--input array a.jsonl",
       "[{\"status\":\n  \"PACKED\"}]", "[\n{\"status\":\n  \"PACKED\"}\n]\n", "[]\n"},
      {"array: text behind it is nobody's record", "--input array a.jsonl",
       "[" + g + "," + b + "]\n ]\n", "[\n" + g + "\n]\n", "[\n" + b + ",\n]\n\n]\n"},
      {"over the size limit", "--max-record-bytes 60 a.jsonl",
       g + "\n{\"note\": \"" + std::string(500'000, 'x') + "\"}\r\n" + b, g + "\n",
       "{\"note\": \"" + std::string(500'000, 'x') + "\"}\r\n" + b},
  };
  for (const SplitCase& each : cases)
    for (const char* jobs : {"1", "3"}) {
      write("a.jsonl", each.text);
      const Outcome outcome =
          check(std::string("--fail-severity none --valid g --invalid b --jobs ") + jobs + " " +
                each.arguments);
      EXPECT_EQ(outcome.exit, 0) << each.what << '\n' << outcome.err;
      EXPECT_EQ(read("g"), each.valid) << each.what;
      EXPECT_EQ(read("b"), each.invalid) << each.what;
    }
  expect_files({"a.jsonl", "g", "b"});
}

TEST_F(BulkCommand, SplitsReconcileWithTheTotals) {
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += std::string(i % 7 == 0 ? bad : i % 5 == 0 ? warned : good) + "\n";
  write("a.jsonl", text);
  const json totals = json::parse(
      check("-f json --max-findings 0 --jobs 2 --valid g --invalid b a.jsonl").out)["totals"];
  EXPECT_EQ(totals["records"], 30'000);
  const auto count = [](const std::string& half) {
    return std::count(half.begin(), half.end(), '\n');
  };
  EXPECT_EQ(count(read("g")), totals["valid"].get<int>() + totals["warning"].get<int>());
  EXPECT_EQ(count(read("b")), totals["invalid"].get<int>());
  // Checked again, each half is what it was taken for.
  EXPECT_EQ(check("g -f json --max-findings 0 --input jsonl").exit, 0);
  const json again = json::parse(check("-f json --max-findings 0 --input jsonl b").out)["totals"];
  EXPECT_EQ(again["invalid"], totals["invalid"]);
  EXPECT_EQ(again["records"], totals["invalid"]);
}

TEST_F(BulkCommand, SplitsCsvUnderItsHeader) {
  const std::string header = "status;note\r\n", row = "PACKED;\"a\nb\"\r\n", wrong = "1;x\n";
  write("a.csv", header + row + wrong + "\n" + row);
  EXPECT_EQ(check("--delimiter ';' --valid g --invalid b a.csv").exit, 1);
  EXPECT_EQ(read("g"), header + row + row);
  EXPECT_EQ(read("b"), header + wrong);
  // Two files, the first without a last line end.
  write("a.csv", header + "PACKED;");
  EXPECT_EQ(check("--delimiter ';' --valid g a.csv a.csv").exit, 0);
  EXPECT_EQ(read("g"), header + "PACKED;\nPACKED;");
  write("b.csv", "status;weight\n");
  const Outcome outcome = check("--delimiter ';' --valid g a.csv b.csv");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(
      outcome.err,
      HasSubstr(
          "CSV files that are split together have one header, and these differ: a.csv has \""));
}

TEST_F(BulkCommand, ReadsCsvWithColumnsOfOtherNames) {
  write("columns.json", R"({"Job state": "status", "Internal": null})");
  write("a.csv", "Job state\tInternal\n1\tsecret\n");
  const json report =
      json::parse(check("-f json --delimiter tab --columns columns.json a.csv").out);
  const json& finding = report["files"][0]["findings"][0];
  EXPECT_EQ(report["files"][0]["findings"].size(), 1U);
  EXPECT_EQ(finding["column_name"], "Job state");
  EXPECT_EQ(finding["line"], 2);
  EXPECT_EQ(check("--columns nowhere.json a.csv").exit, 2);
  write("columns.json", "[]");
  EXPECT_THAT(check("--columns columns.json a.csv").err,
              HasSubstr("columns.json: expected a JSON"));
  write("columns.json", R"({"Job state": "status", "Job state": "reason"})");
  EXPECT_THAT(check("--columns columns.json a.csv").err,
              HasSubstr("\"Job state\" stands there twice"));
  EXPECT_THAT(check("--delimiter '\"' a.csv").err, HasSubstr("--delimiter takes one ASCII"));
}

TEST_F(BulkCommand, SplitsSeveralFilesIntoOne) {
  write("a.jsonl", std::string(good) + "\n" + good);  // no last line end
  write("b.jsonl", std::string(good) + "\n");
  EXPECT_EQ(check("--valid g a.jsonl b.jsonl").exit, 0);
  EXPECT_EQ(read("g"), lines(3, good));
  write("a.json", std::string("[") + good + "]");
  EXPECT_EQ(check("--input array --valid g a.json a.json").exit, 0);
  EXPECT_EQ(read("g"), std::string("[\n") + good + ",\n" + good + "\n]\n");
}

struct UsageCase {
  const char* arguments;
  const char* said;
};

TEST_F(BulkCommand, RefusesWhatCannotBeSplit) {
  write("a.json", good);
  write("a.jsonl", good);
  for (const UsageCase& each : std::vector<UsageCase>{
           {"--valid g a.json", "take files of many records, and a.json is read as one record"},
           {"--valid g a.jsonl --input form", "take files of many records"},
           {"--invalid g a.jsonl a.json", "take files of one format; a.jsonl and a.json differ"},
           {"--valid g --invalid ./g a.jsonl", "--valid and --invalid are the same file"},
           {"--valid g -o g a.jsonl", "--valid and -o g are the same file"},
           {"--valid a.jsonl a.jsonl", "--valid a.jsonl is also read"},
           {"-o ./a.jsonl a.jsonl", "-o ./a.jsonl is also read"},
           {"--valid g.jsonl.gz a.jsonl", "what is written is not compressed: name it without .gz"},
           {"--invalid b.ZST a.jsonl", "what is written is not compressed: name it without .ZST"},
           {"-o report.gz a.jsonl", "what is written is not compressed: name it without .gz"},
           {"--valid - a.jsonl", "--valid names a file: standard output is the report's"},
           {"--valid '' a.jsonl", "--valid takes FILE, not an empty text"},
           {"--history '' a.jsonl", "--history takes PATH, not an empty text"},
           {"--valid no/such/folder/g a.jsonl", "cannot write no/such/folder/g"},
           {"--valid . a.jsonl", "cannot write .: is a directory"},
           {"--jobs 0 a.jsonl", "--jobs takes 1 to 256, not 0"},
           {"--jobs many a.jsonl", "--jobs takes a whole number, not 'many'"},
           {"--max-record-bytes 0 a.jsonl", "--max-record-bytes takes 1 to"},
       }) {
    const Outcome outcome = check(each.arguments);
    EXPECT_EQ(outcome.exit, 2) << each.arguments;
    EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.arguments;
  }
  expect_files({"a.json", "a.jsonl"});
}

/// Also where standard input, or another stream that the shell opened, is the file.
TEST_F(BulkCommand, AStreamIsNotWrittenOverEither) {
  const std::string lines = std::string(good) + "\n" + good + "\n";
  write("a.jsonl", lines);
  write("b.jsonl", lines);
  fs::create_hard_link(folder_ / "a.jsonl", folder_ / "same.jsonl");
  for (const UsageCase& each : std::vector<UsageCase>{
           {"- -o a.jsonl <a.jsonl", "-o a.jsonl is also read: standard input (-) is that file"},
           {"-o ./a.jsonl <a.jsonl", "-o ./a.jsonl is also read: standard input (-)"},
           {"-o same.jsonl <a.jsonl", "-o same.jsonl is also read: standard input (-)"},
           {"--valid a.jsonl <a.jsonl", "--valid a.jsonl is also read: standard input (-)"},
           {"--invalid a.jsonl <a.jsonl", "--invalid a.jsonl is also read: standard input (-)"},
           {"--key status --current - -o b.jsonl a.jsonl <b.jsonl", "-o b.jsonl is also read"},
           {"/dev/stdin -o a.jsonl <a.jsonl", "-o a.jsonl is also read"},
           {"/dev/fd/3 -o a.jsonl 3<a.jsonl", "-o a.jsonl is also read"},
       }) {
    const Outcome outcome = check(std::string("--input jsonl ") + each.arguments);
    EXPECT_EQ(outcome.exit, 2) << each.arguments;
    EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.arguments;
    EXPECT_EQ(read("a.jsonl"), lines) << each.arguments;
  }
  EXPECT_EQ(check("--input jsonl -o report - <a.jsonl").exit, 0);
  EXPECT_EQ(check("--input jsonl -o b.jsonl - <a.jsonl").exit, 0);  // another file of the same text
  EXPECT_EQ(read("a.jsonl"), lines);
}

TEST_F(BulkCommand, NamesTheLimitThatARecordIsOver) {
  write("a.json", good);
  write("a.jsonl", good);
  write("a.csv", "status,note\nPACKED,abcdefgh\n");
  write("deep.json", R"({"address": {"city": "Bonn"}})");
  write("long.csv", std::string(1'100'000, 'a') + "\n");
  for (const UsageCase& each : std::vector<UsageCase>{
           {"--max-record-bytes 5 a.json", "the record has more than 5 bytes (--max-record-bytes)"},
           {"--max-record-bytes 5 a.jsonl",
            "the record has more than 5 bytes (--max-record-bytes)"},
           {"--max-record-bytes 5 --redact a.jsonl",
            "the record has more than 5 bytes (--max-record-bytes)"},
           {"--max-record-bytes 12 a.csv",
            "a.csv:2:1: error: the record has more than 12 bytes (--max-record-bytes)"},
           {"--max-record-bytes 5 a.csv", "the header has more than 5 bytes (--max-record-bytes)"},
           {"long.csv", "the header has more than 1048576 bytes [limit_exceeded]"},
           {"--option limits.max_depth=1 deep.json",
            "nested deeper than 1 level, the most that is read; the option limits.max_depth "
            "sets it"},
       }) {
    EXPECT_THAT(check(each.arguments).out, HasSubstr(each.said)) << each.arguments;
  }
}

// ---------------------------------------------------------------------------------- the worst case

TEST_F(BulkCommand, AFullDiskLeavesTheOldFiles) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  write("a.jsonl", lines(50'000, good) + lines(50'000, bad));
  write("b", "the old one");
  const Outcome outcome = check("--max-findings 0 --valid /dev/full --invalid b a.jsonl");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write /dev/full: no space left on device"));
  EXPECT_EQ(read("b"), "the old one");
  expect_files({"a.jsonl", "b"});
  // Also where the first byte that does not fit is the last of all.
  write("a.jsonl", good);
  EXPECT_EQ(check("--valid /dev/full --invalid b a.jsonl").exit, 2);
  EXPECT_EQ(read("b"), "the old one");
}

TEST_F(BulkCommand, TheLargestSizeOfAFileLeavesTheOldFiles) {
  write("a.jsonl", lines(50'000, bad));
  for (const char* output : {"--max-findings 0 --invalid", "-o"}) {
    write("b", "the old one");
    const Outcome outcome =
        shell("ulimit -f 16; '" LEADLINT_COMMAND "' check --rules shipment.yaml a.jsonl " +
              std::string(output) + " b");
    EXPECT_EQ(outcome.exit, 2) << output;
    EXPECT_EQ(outcome.err, "leadlint: error: cannot write b: file too large\n");
    EXPECT_EQ(read("b"), "the old one") << output;
    expect_files({"a.jsonl", "b"});
  }
}

TEST_F(BulkCommand, AClosedPipeLeavesTheOldFiles) {
  write("a.jsonl", lines(50'000, bad));
  write("b", "the old one");
  const Outcome outcome = shell("('" LEADLINT_COMMAND
                                "' check --rules shipment.yaml --invalid b a.jsonl; echo $? "
                                ">.exit) | head -1");
  EXPECT_EQ(read(".exit"), "2\n");
  EXPECT_THAT(outcome.err, HasSubstr("standard output cannot be written; no file was written"));
  EXPECT_EQ(read("b"), "the old one");
  expect_files({"a.jsonl", "b"});
}

TEST_F(BulkCommand, AnInputThatBreaksOffLeavesTheOldFiles) {
  if (std::system("command -v gzip >/dev/null") != 0) GTEST_SKIP() << "there is no gzip";
  write("whole", lines(20'000, good) + lines(3, bad));
  shell("gzip -c whole | head -c 500 >a.jsonl.gz");
  write("g", "the old one");
  const Outcome outcome = check("-f json --valid g a.jsonl.gz");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cannot read a.jsonl.gz: the gzip data ends too early"));
  EXPECT_THAT(outcome.err, HasSubstr("--valid and --invalid are not written"));
  EXPECT_EQ(read("g"), "the old one");
  const json totals = json::parse(outcome.out)["totals"];
  EXPECT_GT(totals["records"], 100) << "what came before is reported";
  EXPECT_EQ(totals["unreadable"], 1);
}

TEST_F(BulkCommand, ReadsCompressedFiles) {
  for (const auto& [program, ending] : {std::pair{"gzip", ".gz"}, std::pair{"zstd -q", ".zst"}}) {
    if (std::system((std::string("command -v ") + program + " >/dev/null").c_str()) != 0) continue;
    const std::string name = std::string("a.jsonl") + ending;
    write("a.jsonl", lines(3, good) + bad);
    shell(std::string(program) + " -c a.jsonl >" + name);
    const json report = json::parse(check("-f json " + name).out);
    EXPECT_EQ(report["totals"]["valid"], 3) << name;
    EXPECT_EQ(report["files"][0]["findings"][0]["line"], 4) << name;
  }
}

/// The command at work on a pipe that never ends.
class Running {
 public:
  Running(const fs::path& folder, const std::vector<std::string>& arguments) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    child_ = fork();
    if (child_ == 0) {
      std::vector<const char*> words{LEADLINT_COMMAND, "check", "--rules", "shipment.yaml"};
      for (const std::string& argument : arguments) words.push_back(argument.c_str());
      words.push_back(nullptr);
      const int out = open((folder / ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      const int err = open((folder / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      dup2(ends[0], STDIN_FILENO);
      dup2(out, STDOUT_FILENO);
      dup2(err, STDERR_FILENO);
      close(ends[1]);
      // A shell has its background programs ignore Ctrl-C, and they hand that on.
      std::signal(SIGINT, SIG_DFL);
      if (chdir(folder.c_str()) == 0)
        execv(LEADLINT_COMMAND, const_cast<char* const*>(words.data()));
      _exit(127);
    }
    close(ends[0]);
    in_ = ends[1];
  }
  ~Running() { close(in_); }

  void give(const std::string& text) const {
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t put = ::write(in_, text.data() + at, text.size() - at);
      ASSERT_GT(put, 0);
      at += static_cast<std::size_t>(put);
    }
  }
  void signal(int number) const { kill(child_, number); }
  /// Waits for its end; the exit code, or minus the signal that it died of.
  int wait() const {
    int status = 0;
    waitpid(child_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t child_ = -1;
  int in_ = -1;
};

void wait_until(const std::function<bool()>& holds) {
  for (int i = 0; i < 1000 && !holds(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ASSERT_TRUE(holds());
}

class BulkSignals : public BulkCommand, public testing::WithParamInterface<int> {};

TEST_P(BulkSignals, LeaveTheOldFiles) {
  for (const char* jobs : {"1", "3"}) {
    write("g", "the old one");
    const Running running(folder_, {"--input", "jsonl", "--valid", "g", "--invalid", "b", "-o",
                                    "report", "--jobs", jobs, "-"});
    running.give(lines(40'000, good));
    // It is at work, and now waits for more.
    wait_until([&] {
      std::uintmax_t bytes = 0;
      for (const auto& entry : fs::directory_iterator(folder_))
        if (entry.path().extension() == ".tmp") bytes += entry.file_size();
      return bytes > 0;
    });
    running.signal(GetParam());
    EXPECT_EQ(running.wait(), 2) << jobs;
    EXPECT_EQ(read(".err"), "leadlint: error: interrupted; no file was written\n") << jobs;
    EXPECT_EQ(read("g"), "the old one") << jobs;
    expect_files({"g"});
  }
}

INSTANTIATE_TEST_SUITE_P(, BulkSignals, testing::Values(SIGINT, SIGTERM, SIGHUP),
                         [](const auto& each) {
                           return each.param == SIGINT    ? "INT"
                                  : each.param == SIGTERM ? "TERM"
                                                          : "HUP";
                         });

TEST_F(BulkCommand, KilledOutrightLeavesTheOldFile) {
  write("g", "the old one");
  const Running running(folder_, {"--input", "jsonl", "--valid", "g", "-"});
  running.give(lines(40'000, good));
  running.signal(SIGKILL);
  EXPECT_EQ(running.wait(), -SIGKILL);
  EXPECT_EQ(read("g"), "the old one");
}

// ----------------------------------------------------------------------------------------- reports

TEST_F(BulkCommand, SummaryAsJsonHoldsToTheSchema) {
  write("a.jsonl", lines(3, bad) + lines(2, R"({"status": "PACKT", "x": 1})") + lines(5, good));
  const json schema = json::parse(content(LEADLINT_SOURCE_DIR "/schemas/report.schema.json"));
  const json report = json::parse(check("-f json --summary a.jsonl").out);
  EXPECT_EQ(json_schema::problems(schema, report), std::vector<std::string>{});
  const json& summary = report["summary"];
  EXPECT_EQ(summary["codes"][0], (json{{"code", "wrong_type"}, {"findings", 3}}));
  EXPECT_EQ(summary["fields"][0], (json{{"path", "/status"}, {"findings", 5}}));
  EXPECT_EQ(summary["values"][0]["value"], "1");
  EXPECT_EQ(summary["values"][0]["at_least"], 3);
  EXPECT_GE(summary["records_per_second"], 0);
  const json redacted = json::parse(check("-f json --summary --redact a.jsonl").out);
  EXPECT_EQ(redacted["summary"]["values"].size(), 0U);
  EXPECT_FALSE(json::parse(check("-f json a.jsonl").out).contains("summary"));
}

TEST_F(BulkCommand, SummaryIsThatOfAllFiles) {
  write("a.jsonl", lines(2, bad));
  write("b.json", bad);
  const json report = json::parse(check("-f json --summary a.jsonl b.json").out);
  EXPECT_EQ(report["summary"]["codes"][0]["findings"], 3);
}

TEST_F(BulkCommand, SummaryAsText) {
  write("a.jsonl", lines(1200, bad) + R"({"status": "PACKT"})");
  const std::string out = check("--max-findings 0 --summary a.jsonl").out;
  EXPECT_THAT(out,
              HasSubstr("1201 more findings not shown (--max-findings)\n"
                        "findings by code\n"
                        "  1,200  wrong_type\n"
                        "      1  not_in_enum\n"
                        "findings by rule\n"
                        "  1,200  tests/shipment#status.type\n"
                        "      1  tests/shipment#status.values\n"
                        "findings by field\n"
                        "  1,201  /status\n"
                        "findings by status\n"
                        "  1,201  (not legal)\n"
                        "most frequent bad values\n"
                        "  1,200  /status  1\n"
                        "      1  /status  \"PACKT\"\n"
                        "1201 records: 0 valid, 0 with warnings, 1201 invalid; 1201 errors\n"));
  EXPECT_THAT(out, testing::EndsWith(" records/s\n"));
}

TEST_F(BulkCommand, ManyThreadsReportInTheOrderOfTheFile) {
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += i % 3 == 0 ? "{\"status\": 1}\n" : std::string(good) + "\n";
  write("a.jsonl", text);
  const Outcome one = check("a.jsonl"), many = check("--jobs 4 a.jsonl");
  EXPECT_EQ(one.exit, 1);
  EXPECT_EQ(many.out, one.out);
}

struct ProgressCase {
  leadlint::run::Progress progress;
  double seconds, file_seconds;
  const char* text;
};

TEST(BulkProgress, InWords) {
  for (const ProgressCase& each : std::vector<ProgressCase>{
           {{500'000'000, 2'000'000'000, 4'000'000},
            2,
            2,
            "500 MB of 2.0 GB (25 %), 2,000,000 records/s, 6 s left"},
           {{1'234'567, std::nullopt, 10}, 4, 4, "1.2 MB, 2 records/s"},
           {{10'000'000, 1'000'000'000, 10'000},
            100,
            10,
            "10 MB of 1.0 GB (1 %), 100 records/s, 16 min 30 s left"},
           {{1'000, 100'000'000, 1}, 1, 1, "1.0 kB of 100 MB (0 %), 1 records/s, 27 h 46 min left"},
           {{0, 0, 0}, 1, 1, "0.0 kB, 0 records/s"},
       })
    EXPECT_EQ(leadlint::run::progress_text(each.progress, each.seconds, each.file_seconds),
              each.text);
}

}  // namespace
