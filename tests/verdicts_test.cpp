// leadlint check --verdicts: an answer for each line, whatever stands there, and before more is
// asked for.
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "bulk_support.h"
#include "command_support.h"
#include "conformance/vectors.h"
#include "corpus/corpus.h"
#include "json_schema.h"
#include "report/verdict_lines.h"

namespace {

using leadlint::report::VerdictLines;
using leadlint::report::VerdictStyle;
using nlohmann::json;
using support::CommandTest;
using support::content;
using support::Outcome;
using testing::HasSubstr;

const std::string good = R"({"status": "PACKED"})";
const std::string warned = R"({"status": "PACKED", "note": "far too long"})";
const std::string bad = R"({"status": 1})";
const std::string clean = R"({"verdict":"valid","findings":[]})";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The verdicts of answers, of which all hold to the schema.
std::string words_of(const std::string& answers) {
  static const json schema =
      json::parse(content(LEADLINT_SOURCE_DIR "/schemas/report.schema.json"));
  std::string words;
  for (const std::string& line : lines_of(answers)) {
    const json answer = json::parse(line);
    EXPECT_EQ(json_schema::problems(schema, "#/$defs/verdict", answer), std::vector<std::string>{})
        << line;
    words += answer["verdict"].get<std::string>() + "\n";
  }
  return words;
}

class Verdicts : public CommandTest {
 protected:
  Verdicts() : CommandTest({"command/shipment.yaml"}) {}

  Outcome check(const std::string& arguments, const std::string& standard_input = "") {
    return run("check --rules shipment.yaml " + arguments, standard_input);
  }
};

struct Lines {
  const char* what;
  std::string text;
  const char* words;  // v, w, i
};

TEST_F(Verdicts, AreAsManyAsLines) {
  const std::string large = R"({"status": "PACKED", "carrier": ")" + std::string(500, 'c') + "\"}";
  const std::vector<Lines> inputs{
      {"one of each", good + "\n" + warned + "\n" + bad + "\n", "vwi"},
      {"nothing", "", ""},
      {"a blank line", "\n", "i"},
      {"blank lines", good + "\n\n \t\n" + good + "\n\n", "viivi"},
      {"no line end", good + "\n" + bad, "vi"},
      {"a blank last line without one", good + "\n  ", "vi"},
      {"CR LF", good + "\r\n\r\n" + bad + "\r\n" + good, "viiv"},
      {"no JSON", "x\n{\n}\n" + good + "\n[]\nnull\n\xFF\n", "iiiviii"},
      {"two records on a line", good + good + "\n" + good + "\n", "iv"},
      {"a NUL", std::string("\0\n", 2) + good + "\n", "iv"},
      {"a byte order mark", "\xEF\xBB\xBF" + good + "\n" + good + "\n", "wv"},
      {"lines over the limit", large + "\n" + good + "\n" + large + large + "\r\n" + large, "ivii"},
      {"a long blank line", std::string(2000, ' ') + "\n" + good + "\n", "iv"},
      {"CR alone ends no line", good + "\r" + good + "\n", "i"},
  };
  for (const Lines& input : inputs) {
    std::string words;
    for (const char c : std::string(input.words))
      words += c == 'v' ? "valid\n" : c == 'w' ? "warning\n" : "invalid\n";
    for (const char* jobs : {"", " --jobs 2"}) {
      const std::string flags = std::string(" --max-record-bytes 400") + jobs;
      const Outcome word = check("--verdicts=word" + flags, input.text);
      EXPECT_EQ(word.out, words) << input.what << jobs;
      EXPECT_EQ(word.exit, 0) << input.what << word.err;
      const Outcome all = check("--verdicts" + flags, input.text);
      EXPECT_EQ(words_of(all.out), words) << input.what << jobs;
      EXPECT_EQ(all.exit, 0) << input.what << all.err;
      if (input.text.find("\n{\n") == std::string::npos) {  // (which looks like one of many lines)
        EXPECT_EQ(all.err, "") << input.what;
      }
    }
  }
}

TEST_F(Verdicts, HoldTheFindingsOfTheirLine) {
  const Outcome outcome = check("--verdicts", good + "\n\n" + bad + "\n");
  const std::vector<std::string> answers = lines_of(outcome.out);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0], clean);
  const json blank = json::parse(answers[1]), wrong = json::parse(answers[2]);
  EXPECT_EQ(blank["findings"][0]["code"], "bad_json");
  EXPECT_EQ(blank["findings"][0]["message"],
            "this is not JSON: expected a value: the text is empty");
  EXPECT_EQ(wrong["findings"][0]["rule"], "tests/shipment#status.type");
  EXPECT_EQ(wrong["findings"][0]["line"], 3);
  EXPECT_EQ(wrong["findings"][0]["record"], 3);  // that of its line
  const Outcome redacted = check("--verdicts --redact", R"({"status": "SECRET"})");
  EXPECT_EQ(redacted.out.find("SECRET"), std::string::npos);
  EXPECT_THAT(redacted.out, HasSubstr("not_in_enum"));
}

TEST_F(Verdicts, AreOfAllFilesInTheirOrder) {
  write("a.jsonl", bad + "\n" + good);  // without a line end
  write("b.jsonl", "\n" + bad + "\n");
  EXPECT_EQ(check("--verdicts=word a.jsonl b.jsonl").out, "invalid\nvalid\ninvalid\ninvalid\n");
  if (shell("gzip -k a.jsonl").exit == 0) {
    EXPECT_EQ(check("--verdicts=word a.jsonl.gz").out, "invalid\nvalid\n");
  }
  const Outcome missing = check("--verdicts=word a.jsonl none.jsonl b.jsonl");
  EXPECT_EQ(missing.exit, 2);
  EXPECT_THAT(missing.err, HasSubstr("cannot read none.jsonl"));
}

TEST_F(Verdicts, GoByWhatIsKnownOfALead) {
  const std::string history = R"({"id": 1, "status": "PACKED", "weight": 5})"
                              "\n"
                              R"({"id": 2, "status": "PACKED", "weight": 5})"
                              "\n"
                              R"({"id": 1, "status": "PACKED", "weight": 6})"
                              "\n";
  EXPECT_EQ(check("--verdicts=word --history id", history).out, "valid\nvalid\ninvalid\n");
  write("held.jsonl", R"({"id": 2, "weight": 4})"
                      "\n");
  EXPECT_EQ(check("--verdicts=word --key id --current held.jsonl", history).out,
            "valid\ninvalid\nvalid\n");
  EXPECT_EQ(check("--verdicts=word --unique id", history).out, "valid\nvalid\ninvalid\n");
  write("won.json", R"({"weight": 5})");
  EXPECT_EQ(
      check("--verdicts=word --current won.json --option lint.unknown_fields=ignore", history).out,
      "valid\nvalid\ninvalid\n");
  write("others.jsonl", R"({"id": 9, "weight": 4})");
  const Outcome unmet =
      check("--verdicts=word --key id --current others.jsonl --fail-unknown", history);
  EXPECT_EQ(unmet.exit, 0);
  EXPECT_EQ(lines_of(unmet.out).size(), 3U);
  EXPECT_THAT(unmet.err, HasSubstr("no record meets one of others.jsonl by id"));
}

TEST_F(Verdicts, GoWithASplit) {
  write("a.jsonl", good + "\n\n" + bad + "\n" + warned + "\n");
  EXPECT_EQ(check("--verdicts=word --valid g --invalid b a.jsonl").out,
            "valid\ninvalid\ninvalid\nwarning\n");
  EXPECT_EQ(read("g"), good + "\n" + warned + "\n");
  EXPECT_EQ(read("b"), "\n" + bad + "\n");
}

TEST_F(Verdicts, RefuseWhatDoesNotGoWithThem) {
  write("a.jsonl", good);
  write("a.json", good);
  write("a.csv", "status\nPACKED\n");
  struct Refused {
    const char *arguments, *why;
  };
  const Refused refused[] = {
      {"-f json a.jsonl", "in place of a report, to standard output: leave --format out"},
      {"-o out a.jsonl", "leave --output out"},
      {"--summary a.jsonl", "leave --summary out"},
      {"--group a.jsonl", "leave --group out"},
      {"--fix a.jsonl", "answers each line as it stands: leave --fix out"},
      {"--diff a.jsonl", "leave --diff out"},
      {"--baseline b a.jsonl", "knows no baseline: leave --baseline out"},
      {"--write-baseline b a.jsonl", "leave --write-baseline out"},
      {"--max-findings 3 a.jsonl", "leave --max-findings out"},
      {"--fail-severity none a.jsonl", "leave --fail-severity out"},
      {"--valid /dev/stdout a.jsonl", "standard output has the answers of --verdicts"},
      {"a.json", "a.json is read as json (one record a file): --input jsonl says that each line"},
      {"a.csv", "a.csv is read as csv (a record a row)"},
      {"--input array -", "<stdin> is read as array (a list of records)"},
      {"--records data a.json", "a.json is read as array"},
  };
  for (const Refused& each : refused) {
    const Outcome outcome = check(std::string("--verdicts ") + each.arguments);
    EXPECT_EQ(outcome.exit, 2) << each.arguments;
    EXPECT_EQ(outcome.out, "") << each.arguments;
    EXPECT_THAT(outcome.err, HasSubstr(each.why));
  }
  const Outcome other = check("--verdicts=words a.jsonl");
  EXPECT_EQ(other.exit, 2);
  EXPECT_THAT(other.err, HasSubstr("--verdicts takes =word or nothing behind it, not 'words'"));
  EXPECT_EQ(check("--verdicts=word --input jsonl a.json").out, "valid\n");
  EXPECT_EQ(check("--verdicts a.jsonl").out, clean + "\n");  // (a.jsonl is no value of it)
  const Outcome form =
      run("check --rules storedge/lead_update --verdicts", "a=1\n");  // takes forms
  EXPECT_EQ(form.exit, 2);
}

/// What stands for flags that are not given is about reports.
TEST_F(Verdicts, PassOverWhatIsSaidOfReports) {
  write("a.jsonl", bad + "\n");
  write("leadlint.yaml",
        "leadlint: 1\nfiles:\n  - {glob: '*.jsonl', rules: shipment.yaml}\nformat: sarif\n"
        "summary: true\ngroup: true\nmax_findings: 0\nfail_severity: warning\n");
  const std::string environment =
      "LEADLINT_FORMAT=json LEADLINT_SUMMARY=1 LEADLINT_MAX_FINDINGS=0 LEADLINT_FAIL_SEVERITY=note "
      "LEADLINT_BASELINE=none LEADLINT_GROUP=true ";
  const Outcome outcome = shell(environment + "'" LEADLINT_COMMAND "' check --verdicts a.jsonl");
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(words_of(outcome.out), "invalid\n");
  EXPECT_THAT(outcome.out, HasSubstr("status.type"));
}

TEST_F(Verdicts, FailWhereTheyCannotBeGiven) {
  write("a.jsonl", good + "\n");
  EXPECT_EQ(shell("'" LEADLINT_COMMAND "' check --rules shipment.yaml --verdicts a.jsonl >&-").exit,
            2);
  if (std::filesystem::exists("/dev/full")) {
    EXPECT_EQ(check("--verdicts a.jsonl >/dev/full").exit, 2);
  }
  std::string much;
  for (int i = 0; i < 50'000; ++i) much += bad + "\n";
  write("b.jsonl", much);
  const Outcome closed =
      shell("('" LEADLINT_COMMAND
            "' check --rules shipment.yaml --verdicts b.jsonl; echo $? >exit) | head -n 1");
  EXPECT_EQ(read("exit"), "2\n");
  EXPECT_EQ(closed.err, "");
}

// ------------------------------------------------------------------------------------- co-process

/// The command with a pipe at both ends.
class CoProcess {
 public:
  CoProcess(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
    int to[2], from[2];
    EXPECT_EQ(pipe2(to, O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(from, O_CLOEXEC), 0);
    child_ = fork();
    if (child_ == 0) {
      std::vector<const char*> words{LEADLINT_COMMAND, "check", "--rules", "shipment.yaml"};
      for (const std::string& argument : arguments) words.push_back(argument.c_str());
      words.push_back(nullptr);
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      if (chdir(folder.c_str()) == 0)
        execv(LEADLINT_COMMAND, const_cast<char* const*>(words.data()));
      _exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    in_ = to[1];
    out_ = from[0];
  }
  ~CoProcess() {
    if (in_ >= 0) ::close(in_);
    ::close(out_);
  }

  /// Writes a piece of its input; the line that comes back, or nothing within a minute.
  std::string ask(const std::string& text) {
    if (::write(in_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      return "cannot be written to";
    std::string answer;
    for (char c = 0;;) {
      pollfd waiting{out_, POLLIN, 0};
      constexpr int most = 60'000;
      if (poll(&waiting, 1, most) <= 0) return "no answer, but: " + answer;
      if (::read(out_, &c, 1) != 1) return "the end, behind: " + answer;
      if (c == '\n') return answer;
      answer += c;
    }
  }
  /// Closes its input; how it ends.
  int end() {
    ::close(in_);
    in_ = -1;
    int status = 0;
    waitpid(child_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t child_ = -1;
  int in_ = -1, out_ = -1;
};

TEST_F(Verdicts, ComeBeforeTheNextLineIsSent) {
  const std::string nul("\0\n", 2);
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{}, {"--jobs", "2"}, {"--history", "id"}}) {
    // Whatever the first line is.
    for (const std::string& first : {good + "\n", std::string("\n"), std::string("{}\n"), nul}) {
      std::vector<std::string> arguments{"--verdicts=word", "--max-record-bytes", "100"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      CoProcess process(folder_, arguments);
      EXPECT_EQ(process.ask(first), first == good + "\n" ? "valid" : "invalid");
      for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(process.ask(good + "\n"), "valid");
        EXPECT_EQ(process.ask(bad + "\r\n"), "invalid");
        EXPECT_EQ(process.ask("\n"), "invalid");
        EXPECT_EQ(process.ask(warned + "\n"), "warning");
        EXPECT_EQ(process.ask(std::string(500, 'x') + "\n"), "invalid");
      }
      // The rest of a line that is too large, and a whole one behind it.
      EXPECT_EQ(process.ask(std::string(500, ' ')), "invalid");
      EXPECT_EQ(process.ask("\n" + good + "\n"), "valid");
      EXPECT_EQ(process.end(), 0);
    }
  }
  CoProcess process(folder_, {"--verdicts"});
  EXPECT_EQ(process.ask(good + "\n"), clean);
  EXPECT_EQ(json::parse(process.ask(bad + "\n"))["verdict"], "invalid");
  EXPECT_EQ(process.end(), 0);
}

// -------------------------------------------------------------------------------------- agreement

/// A file for a ruleset: generated records, a good part of them invalid, and what the vectors have.
std::string records_of(const std::string& ruleset) {
  std::ostringstream text;
  const char* const wanted = std::getenv("LEADLINT_RECORDS");
  const std::size_t records = wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : 2000;
  EXPECT_TRUE(corpus::write(
      {.ruleset = ruleset, .records = std::min<std::size_t>(records, 20'000), .invalid = 0.3},
      text));
  for (const auto& vector : conformance::load_vectors(ruleset))
    if (!vector.is_query && vector.payload.find_first_of("\r\n") == std::string::npos &&
        vector.payload.find_first_not_of(" \t") != std::string::npos)
      text << vector.payload << '\n';
  text << "{\n"
       << R"({"status": "\")" << '\n';
  return text.str();
}

class VerdictsAgree : public Verdicts, public testing::WithParamInterface<const char*> {};

TEST_P(VerdictsAgree, WithTheReport) {
  const std::string rules = std::string(" --rules ") + GetParam() + " ";
  const std::string text = records_of(GetParam());
  write("a.jsonl", text);
  const Outcome answers = run("check --verdicts" + rules + "a.jsonl");
  EXPECT_EQ(answers.exit, 0) << answers.err;
  const json report = json::parse(run("check -f json" + rules + "a.jsonl").out);
  std::array<std::uint64_t, 3> counts{};
  json findings = json::array();
  std::uint64_t number = 0;
  for (const std::string& line : lines_of(answers.out)) {
    const json answer = json::parse(line);
    ++number;
    ++counts[answer["verdict"] == "valid" ? 0 : answer["verdict"] == "warning" ? 1 : 2];
    for (const json& finding : answer["findings"]) {
      EXPECT_EQ(finding["record"], number);
      findings.push_back(finding);
    }
  }
  EXPECT_EQ(number, static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
  EXPECT_EQ(findings, report["files"][0]["findings"]);
  EXPECT_EQ(counts[0], report["totals"]["valid"]);
  EXPECT_EQ(counts[1], report["totals"]["warning"]);
  EXPECT_EQ(counts[2], report["totals"]["invalid"]);
  EXPECT_GT(counts[2], 0U);
  EXPECT_EQ(run("check --verdicts --jobs 2" + rules, text).out, answers.out);
  const std::string words = words_of(answers.out);
  EXPECT_EQ(run("check --verdicts=word" + rules, text).out, words);
  EXPECT_EQ(run("check --verdicts=word --jobs 2" + rules, text).out, words);
}

INSTANTIATE_TEST_SUITE_P(, VerdictsAgree,
                         testing::Values("caring/lead_status", "renovationfind/update_status",
                                         "capillary/update_status"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

// ---------------------------------------------------------------------------------------- library

class Answers final : public leadlint::BulkSink {
 public:
  explicit Answers(VerdictStyle style) : lines_(out_, style, false) {}

  bool record(const leadlint::BulkRecord& record) override {
    lines_.record(record.number, record.verdict, record.findings);
    return true;
  }
  bool verdicts(leadlint::Verdict verdict, std::uint64_t records) override {
    lines_.verdicts(verdict, records);
    return true;
  }
  std::string text() {
    lines_.flush();
    return out_.str();
  }

 private:
  std::ostringstream out_;
  VerdictLines lines_;
};

/// However an input comes, its answers are the same.
TEST(BulkVerdicts, AreTheSameWaysAll) {
  using namespace leadlint;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += (i % 7 == 3 ? bad : i % 11 == 5 ? warned : i % 13 == 6 ? "" : good);
    text += i % 5 == 0 ? "\r\n" : "\n";
  }
  for (const VerdictStyle style : {VerdictStyle::json, VerdictStyle::word}) {
    std::optional<std::string> first;
    for (const unsigned threads : {1U, 3U})
      for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{1} << 20})
        for (const bool prompt : {false, true}) {
          BulkChecker checker{bulk::shipment(),
                              {.threads = threads,
                               .max_record_bytes = 40,
                               .verdicts = true,
                               .every_line = true,
                               .prompt = prompt}};
          Answers read(style), fed(style);
          EXPECT_TRUE(checker.run(bulk::pieces_of(text, piece), read));
          auto feed = checker.open(fed);
          for (std::size_t at = 0; at < text.size(); at += piece)
            EXPECT_TRUE(*feed->feed(std::string_view(text).substr(at, piece)));
          EXPECT_TRUE(feed->finish());
          if (!first) first = read.text();
          EXPECT_EQ(read.text(), *first) << threads << " threads, pieces of " << piece;
          EXPECT_EQ(fed.text(), *first) << "fed in pieces of " << piece;
        }
    EXPECT_EQ(std::count(first->begin(), first->end(), '\n'), 300);
  }
}

}  // namespace
