// leadlint.yaml: what it may say, what is wrong with it, which files it has checked by what, and
// what goes before it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "author/yaml_json.h"
#include "command_support.h"
#include "config/configuration.h"
#include "json_schema.h"
#include "model/mistakes.h"
#include "parse/yaml_tree.h"
#include "report/reporter.h"

namespace {

namespace fs = std::filesystem;
namespace config = leadlint::config;
using nlohmann::json;
using support::CommandTest;
using support::content;
using support::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Configuration : public CommandTest {
 protected:
  Configuration() : CommandTest({"command/shipment.yaml"}) {}

  void put(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    write(name, text);
  }
  /// Two kinds of payloads, two rulesets.
  void put_project() {
    put("out/a.json", R"({"status": "PACKED"})");
    put("out/deep/b.json", R"({"status": "PACKT"})");
    put("in/c.csv", "State;Note\nPACKED;\nSENT;-\n");
    put("readme.txt", "x");
    put("leadlint.yaml",
        "leadlint: 1\n"
        "files:\n"
        "  - {glob: out/**/*.json, rules: shipment.yaml}\n"
        "  - glob: in/*.csv\n"
        "    rules: ./shipment.yaml\n"
        "    delimiter: ';'\n"
        "    columns: {State: status, Note: null}\n");
  }
  std::string files_of(const std::string& arguments) {
    const Outcome outcome = run("check --list-files " + arguments);
    EXPECT_EQ(outcome.exit, 0) << outcome.err;
    return outcome.out;
  }
};

// ------------------------------------------------------------------------------------ what is said

json json_of(const std::string& yaml) {
  leadlint::model::Mistakes log;
  const auto root = leadlint::parse::read_yaml(log, log.files().add("x.yaml", yaml), 0);
  EXPECT_TRUE(log.empty()) << yaml;
  return json::parse(leadlint::author::json_of_yaml(*root));
}

json schema() {
  return json::parse(content(LEADLINT_SOURCE_DIR "/schemas/configuration.schema.json"));
}

TEST(ConfigurationFile, TheSchemaHasItsKeysAndWords) {
  const json all = schema();
  const auto names = [](const json& part) {
    std::vector<std::string> keys;
    for (const auto& [name, value] : part.at("properties").items()) keys.push_back(name);
    return keys;
  };
  EXPECT_EQ(names(all), config::top_key_names());
  EXPECT_EQ(names(all.at("definitions").at("entry")), config::entry_key_names());
  json formats = json::array();
  for (const auto& row : leadlint::report::report_formats()) formats.push_back(row.name);
  EXPECT_EQ(all.at("properties").at("format").at("enum"), formats);
}

/// What `leadlint init` writes, with its comments taken for what they show.
std::string uncommented_starter() {
  std::istringstream lines(config::starter_text());
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    const std::size_t word = line.find_first_not_of("#- ");
    const bool key = line.starts_with("# ") && colon != line.npos &&
                     line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", word) == colon;
    if (!key) continue;
    text +=
        (line.starts_with("# -") || line.starts_with("#   ") ? "  " : "") + line.substr(2) + "\n";
    if (line.starts_with("# -") && text.find("files:") == text.npos)
      text.insert(text.rfind("  - "), "files:\n");
  }
  return text;
}

TEST_F(Configuration, TheStarterIsRightWithAndWithoutItsComments) {
  EXPECT_EQ(run("init").out,
            "leadlint.yaml is written: its `files` are to say what is checked by which rules\n");
  EXPECT_THAT(run("check --list-files .").err,
              HasSubstr("leadlint.yaml has no `files`: it names nothing"));
  const Outcome again = run("init");
  EXPECT_EQ(again.exit, 2);
  EXPECT_THAT(again.err, HasSubstr("leadlint.yaml is there already, and stays as it is"));
  EXPECT_THAT(run("init nowhere").err, HasSubstr("nowhere is no folder"));

  std::string text = uncommented_starter();
  EXPECT_EQ(json_schema::problems(schema(), json_of(text)), std::vector<std::string>{}) << text;
  for (const std::string& key : config::top_key_names())
    if (key != "leadlint") {
      EXPECT_THAT("\n" + text, HasSubstr("\n" + key + ":")) << key;
    }
  for (const std::string& key : config::entry_key_names())
    EXPECT_TRUE(testing::Matches(testing::ContainsRegex("\n  [- ] " + key + ": "))(text)) << key;
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"VENDOR/OPERATION", "shipment.yaml"},
           {"my/rules.yaml", "shipment.yaml"},
           {"lint.unknown_fields", "shipment.carrier_length"},
           {"carrier_length: error}", "carrier_length: 7}"},
           {"catalogs/name.json", "shipment.yaml"}})
    if (const std::size_t at = text.find(from); at != text.npos) text.replace(at, from.size(), to);
  put("leadlint.yaml", text);
  const auto read = config::read_configuration("leadlint.yaml", folder_ / "leadlint.yaml");
  EXPECT_TRUE(read) << text << (read ? "" : read.error().front().message);
}

struct MistakeCase {
  const char* yaml;
  const char* place;  // line:column
  const char* message;
};

TEST_F(Configuration, MistakesAreLocated) {
  const std::string entry = "files:\n  - {glob: x.json, rules: shipment.yaml, ";
  const std::vector<MistakeCase> cases{
      {"formt: json\n", "1:1", "leadlint.yaml has no key `formt`"},
      {"output: x\n", "1:1", "a configuration names no file that is written"},
      {"rules: x\n", "1:1", "it belongs to an entry of `files`"},
      {"leadlint: 2\n", "1:11", "the version of this file is 1"},
      {"format: jsn\n", "1:9", "belongs here, not `jsn`"},
      {"fail_severity: note\n", "1:16", "error, warning or none"},
      {"summary: 'true'\n", "1:10", "true or false belongs here"},
      {"jobs: 0\n", "1:7", "a whole number of 1 to 256 belongs here"},
      {"max_findings: many\n", "1:15", "a whole number belongs here"},
      {"files: x\n", "1:8", "a list belongs here"},
      {"files:\n  - x\n", "2:5", "an entry is a map with `glob` and `rules`"},
      {"files:\n  - {glob: x}\n", "2:5", "an entry needs `rules`"},
      {"files:\n  - {rules: shipment.yaml}\n", "2:5", "an entry needs `glob`"},
      {"files:\n  - {glob: x, rules: nowhere.yaml}\n", "2:22", "there is no file `nowhere.yaml`"},
      {"files:\n  - {glob: x, rules: caring/led_status}\n", "2:22",
       "there is no shipped ruleset `caring/led_status`"},
      {"files:\n  - {glob: ../x, rules: shipment.yaml}\n", "2:12", "leads out of the folder"},
      {"files:\n  - {glob: 'a[b', rules: shipment.yaml}\n", "2:12", "its [ has no ]"},
      {"files:\n  - {glob: '*.{json,csv}', rules: shipment.yaml}\n", "2:12", "write a list"},
      {"files:\n  - {glob: ['!x'], rules: shipment.yaml}\n", "2:12", "takes back"},
      {"exclude: ['']\n", "1:11", "an empty text says nothing here"},
      {"severity: {start-date: off}\n", "1:12", "rules are named in the `severity` of an entry"},
      {"severity: {whitespace: bad}\n", "1:24", "belongs here, not `bad`"},
      {"severity: {bad_json: off}\nfiles:\n  - {glob: x.json, rules: shipment.yaml}\n", "1:12",
       "could not be read or judged, and keeps its severity"},
      {"quiet: true\nquiet: false\n", "2:1", "quiet"},
  };
  put("x.json", "{}");
  for (const MistakeCase& each : cases) {
    put("leadlint.yaml", each.yaml);
    const Outcome outcome = run("check x.json");
    EXPECT_EQ(outcome.exit, 2) << each.yaml;
    EXPECT_THAT(outcome.err, AllOf(HasSubstr(fmt::format("leadlint.yaml:{}: error", each.place)),
                                   HasSubstr(each.message)))
        << each.yaml;
  }
  for (const auto& [more, message] : std::vector<std::pair<std::string, std::string>>{
           {"format: json}", "it holds for a whole run, and stands at the top"},
           {"glb: x}", "an entry of `files` has no key `glb`"},
           {"profile: strickt}", "strickt"},
           {"options: {shipment.carrier: 3}}", "there is no option `shipment.carrier`"},
           {"severity: {wieght-kept: off}}", "there is no code `wieght-kept`, and no rule"},
           {"catalogs: {drivers: x.json}}", "there is no catalog \"drivers\""},
           {"catalogs: {carriers: none.json}}", "there is no file `none.json`"},
           {"input: xml}", "belongs here, not `xml`"},
           {"delimiter: ab}", "one ASCII character"},
           {"escapes: x}", "quotes, copy or none"},
           {"cells: x}", "spreadsheet"},
           {"records: a..b}", "a..b"},
           {"columns: {a: 1}}", "\"a\""},
           {"columns: none.json}", "there is no file `none.json`"},
           {"null_words: [NULL]}",
            "a word that YAML takes for nothing, such as NULL: write that in quotes"},
           {"null_words: ['\"x']}", "without quotes"}}) {
    put("leadlint.yaml", entry + more + "\n");
    const Outcome outcome = run("check x.json");
    EXPECT_EQ(outcome.exit, 2) << more;
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("leadlint.yaml:2:"), HasSubstr(message))) << more;
  }
}

// ----------------------------------------------------------------------------- which files by what

TEST_F(Configuration, ChecksFilesByTwoEntries) {
  put_project();
  EXPECT_EQ(files_of("."),
            "in/c.csv\tshipment.yaml\tcsv\n"
            "out/a.json\tshipment.yaml\tjson\n"
            "out/deep/b.json\tshipment.yaml\tjson\n");
  const Outcome outcome = run("check -f json .");
  EXPECT_EQ(outcome.exit, 1);
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["totals"]["files"], 3);
  EXPECT_EQ(report["totals"]["records"], 4);
  EXPECT_EQ(report["totals"]["invalid"], 2);
  EXPECT_EQ(report["files"][0]["findings"][0]["path"], "/carrier");
  EXPECT_EQ(report["files"][2]["findings"][0]["code"], "not_in_enum");
  EXPECT_EQ(json_schema::problems(
                json::parse(content(LEADLINT_SOURCE_DIR "/schemas/report.schema.json")), report),
            std::vector<std::string>{});
  EXPECT_EQ(run("check out/a.json").exit, 0);
  // From another folder, names are seen from there.
  EXPECT_EQ(shell("cd out && '" LEADLINT_COMMAND "' check --list-files ../in deep").out,
            "../in/c.csv\t../shipment.yaml\tcsv\n"
            "deep/b.json\t../shipment.yaml\tjson\n");
  // Named in two ways, it is checked once.
  EXPECT_EQ(files_of("out/a.json out ./out/a.json"),
            "out/a.json\tshipment.yaml\tjson\nout/deep/b.json\tshipment.yaml\tjson\n");
}

TEST_F(Configuration, ChecksTwoApisInOneRun) {
  const fs::path samples = LEADLINT_SOURCE_DIR "/samples";
  for (const char* folder : {"caring", "renovationfind"}) fs::create_directories(folder_ / folder);
  for (const char* file : {"caring/rejected.json", "caring/lead_status.json",
                           "renovationfind/rejected.json", "renovationfind/warned.json"})
    fs::copy_file(samples / file, folder_ / file);
  put("more.jsonl", "{\"status\": \"valid_lead\"}\n");
  put("leadlint.yaml",
      "files:\n"
      "  - {glob: [caring/, '*.jsonl'], rules: caring/lead_status}\n"
      "  - {glob: renovationfind/, rules: renovationfind/update_status}\n");
  const Outcome outcome = run("check --summary -f json --max-findings 2 .");
  EXPECT_EQ(outcome.exit, 1);
  const json report = json::parse(outcome.out);
  const json& totals = report.at("totals");
  EXPECT_EQ(totals["files"], 5);
  std::uint64_t shown = 0, all = 0;
  for (const json& file : report.at("files")) shown += file.at("findings").size();
  for (const char* severity : {"errors", "warnings", "notes"})
    all += totals[severity].get<std::uint64_t>();
  EXPECT_EQ(shown, 2U);
  EXPECT_EQ(totals["cut"].get<std::uint64_t>() + shown, all);
  std::uint64_t by_code = 0;
  std::string rules = report.at("summary").at("rules").dump();
  for (const json& entry : report.at("summary").at("codes"))
    by_code += entry.at("findings").get<std::uint64_t>();
  EXPECT_EQ(by_code, all);
  EXPECT_THAT(rules,
              AllOf(HasSubstr("caring/lead_status#"), HasSubstr("renovationfind/update_status#")));
  // A file by itself says the same.
  EXPECT_EQ(run("check -f jsonl caring/rejected.json").out,
            run("check -f jsonl --rules caring/lead_status caring/rejected.json").out);
  for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
           {"-f api .",
            "-f api has the answers of one ruleset, and the files of this run go by "
            "caring/lead_status and renovationfind/update_status"},
           {"--history lead_id .", "--key and --history go with files of one ruleset"},
           {"-o caring/rejected.json .", "-o caring/rejected.json is also read"}}) {
    const Outcome refused = run("check " + arguments);
    EXPECT_EQ(refused.exit, 2) << arguments;
    EXPECT_THAT(refused.err, HasSubstr(message)) << arguments;
  }
}

TEST_F(Configuration, OnATerminalItChecksWhatTheConfigurationNames) {
  if (shell("script -qec true /dev/null").exit != 0) GTEST_SKIP() << "script is not installed";
  put_project();
  const Outcome outcome =
      shell("script -qec \"'" LEADLINT_COMMAND "' check --list-files\" /dev/null");
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("in/c.csv\t"), HasSubstr("out/deep/b.json\t")));
  const Outcome none = shell("script -qec \"'" LEADLINT_COMMAND "' check --no-config\" /dev/null");
  EXPECT_THAT(none.out, HasSubstr("name a payload file, or - for standard input"));
}

TEST_F(Configuration, StandardInputGoesByItsName) {
  put_project();
  const std::string bad = R"({"status": "PACKT"})";
  EXPECT_EQ(run("check --stdin-filename out/new.json", bad).exit, 1);
  EXPECT_EQ(run("check --stdin-filename out/new.json -", R"({"status": "PACKED"})").exit, 0);
  const Outcome nameless = run("check", bad);
  EXPECT_EQ(nameless.exit, 2);
  EXPECT_THAT(nameless.err, HasSubstr("--stdin-filename says by which entry"));
  EXPECT_EQ(run("check --rules shipment.yaml", bad).exit, 1);
}

TEST_F(Configuration, TheNearestGoes) {
  put_project();
  put("out/deep/leadlint.yaml",
      "files:\n  - {glob: '*.json', rules: ../../shipment.yaml, severity: {not_in_enum: off}}\n");
  EXPECT_EQ(run("check out/deep/b.json").exit, 0);
  EXPECT_EQ(run("check --config leadlint.yaml out/deep/b.json").exit, 1);
  const Outcome none = run("check --no-config out/deep/b.json");
  EXPECT_EQ(none.exit, 2);
  EXPECT_THAT(none.err, HasSubstr("--rules is missing, and there is no leadlint.yaml for"));
  // A run has one report and one way to fail.
  put("out/deep/leadlint.yaml",
      "format: json\nfiles:\n  - {glob: '*.json', rules: ../../shipment.yaml}\n");
  const Outcome both = run("check .");
  EXPECT_EQ(both.exit, 2);
  EXPECT_THAT(both.err, HasSubstr("leadlint.yaml and out/deep/leadlint.yaml say different things "
                                  "about `format`, which is the run's: give --format"));
  EXPECT_EQ(run("check -f text .").exit, 1);
}

TEST_F(Configuration, FlagsGoBeforeTheEnvironmentAndThatBeforeTheFile) {
  put("a.json", R"({"status": "PACKT", "note": "longer than it may be"})");
  put("leadlint.yaml",
      "format: jsonl\nquiet: true\nfail_severity: none\nmax_findings: 1\n"
      "files:\n  - {glob: '*.json', rules: shipment.yaml, profile: strict}\n");
  const Outcome file = run("check a.json");
  EXPECT_EQ(file.exit, 0);
  EXPECT_THAT(file.out, HasSubstr("\"cut\":1"));
  EXPECT_THAT(file.out, HasSubstr("\"errors\":2"));  // by the profile
  const std::string command = " '" LEADLINT_COMMAND "' check ";
  const Outcome variable = shell(
      "LEADLINT_FORMAT=text LEADLINT_FAIL_SEVERITY=error "
      "LEADLINT_QUIET=false LEADLINT_MAX_FINDINGS=9" +
      command + "a.json");
  EXPECT_EQ(variable.exit, 1);
  EXPECT_THAT(variable.out, AllOf(HasSubstr("a.json:1:12: error: "), HasSubstr("2 errors")));
  const Outcome flag = shell("LEADLINT_FORMAT=text LEADLINT_QUIET=" + command +
                             "--format csv --fail-severity warning a.json");
  EXPECT_EQ(flag.exit, 1);
  EXPECT_THAT(flag.out, testing::StartsWith("file,"));
  const Outcome wrong = shell("LEADLINT_FORMAT=txt" + command + "a.json");
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_THAT(wrong.err, HasSubstr("LEADLINT_FORMAT: --format takes"));
  EXPECT_THAT(shell("LEADLINT_REDACT=perhaps" + command + "a.json").err,
              HasSubstr("LEADLINT_REDACT takes true or false, not 'perhaps'"));
  // Which -o is about which report, the configuration may say.
  EXPECT_EQ(run("check -o jsonl=report.txt a.json").exit, 0);
  EXPECT_THAT(read("report.txt"), HasSubstr("\"totals\""));
  EXPECT_THAT(run("check -o leadlint.yaml a.json").err, HasSubstr("-o leadlint.yaml is also read"));
  EXPECT_THAT(run("check --input jsonl --valid leadlint.yaml a.json").err,
              HasSubstr("--valid leadlint.yaml is also read"));
  // Other rules than the entry's go without what belongs to those.
  const Outcome other =
      run("check --rules capillary/create_substatus -f json --fail-severity error a.json");
  EXPECT_EQ(other.exit, 1) << other.err;
}

TEST_F(Configuration, ExcludesAndIgnores) {
  put_project();
  put("out/draft/x.json", "{}");
  put("build/out/y.json", "{}");
  put("build/.gitignore", "*\n");
  put("out/kept.json", "{}");
  put("out/ignored.json", "{}");
  put("out/.gitignore", "ignored.json\n");
  put("leadlint.yaml",
      "exclude: [draft/]\n"
      "files:\n  - {glob: [out/, 'build/**/*.json', '!out/.gitignore', '!deep'], rules: "
      "shipment.yaml}\n");
  const Outcome outcome = run("check --list-files .");
  EXPECT_EQ(outcome.out, "out/a.json\tshipment.yaml\tjson\nout/kept.json\tshipment.yaml\tjson\n");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("leadlint.yaml:3:19: error: build/**/*.json matches no file (those that "
                        ".gitignore or `exclude` names are passed over)"));
  // Named by itself, a file that .gitignore names is checked, and an excluded one said to be left
  // out.
  EXPECT_EQ(run("check --list-files out/ignored.json").exit, 0);
  const Outcome excluded = run("check out/draft/x.json");
  EXPECT_EQ(excluded.exit, 0);
  EXPECT_THAT(excluded.err,
              HasSubstr("out/draft/x.json is not checked: `exclude` of leadlint.yaml names it"));
  EXPECT_THAT(run("check out/draft").err, HasSubstr("out/draft is not checked: `exclude`"));
  // Also where a configuration of its own stands in it.
  put("out/draft/leadlint.yaml", "files: [{glob: '*.json', rules: ../../shipment.yaml}]\n");
  EXPECT_THAT(run("check --list-files .").out, Not(HasSubstr("draft")));
  fs::remove(folder_ / "out/draft/leadlint.yaml");
  put("leadlint.yaml", "gitignore: false\nfiles: [{glob: ignored.json, rules: shipment.yaml}]\n");
  EXPECT_EQ(files_of("."), "out/ignored.json\tshipment.yaml\tjson\n");
  // The .gitignore files of a repository count from its top.
  put("leadlint.yaml", "files: [{glob: '*.json', rules: shipment.yaml}]\n");
  fs::create_directories(folder_ / ".git");
  put(".git/x.json", "{}");
  put(".gitignore", "/out/deep\n/out/kept.json\n");
  EXPECT_EQ(files_of("out"),
            "out/a.json\tshipment.yaml\tjson\nout/draft/x.json\tshipment.yaml\tjson\n");
}

TEST_F(Configuration, WhatCannotBeCheckedIsSaid) {
  put_project();
  put("leadlint.yaml",
      "files:\n"
      "  - {glob: '*.json', rules: shipment.yaml}\n"
      "  - {glob: [out/, '*.nothing'], rules: shipment.yaml}\n"
      "  - {glob: in/, rules: shipment.yaml}\n");
  Outcome outcome = run("check -q .");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("leadlint.yaml:3:13: error: out/a.json is named by the entry of line "
                              "2 too, as is 1 other file"),
                    HasSubstr("leadlint.yaml:3:19: error: *.nothing matches no file")));
  EXPECT_THAT(outcome.out, HasSubstr("in/c.csv"));  // the rest is checked

  put("leadlint.yaml", "files: [{glob: ['*.json', loop], rules: shipment.yaml}]\n");
  fs::create_directory_symlink(folder_, folder_ / "out/loop");
  fs::create_symlink("nowhere", folder_ / "out/broken.json");
  fs::create_symlink("nowhere", folder_ / "out/broken.txt");
  fs::create_directories(folder_ / "in/closed");
  put("b\x1b[2J\n.json", R"({"status": "PACKED"})");
  ASSERT_EQ(shell("mkfifo pipe.json").exit, 0);
  fs::permissions(folder_ / "in/closed", fs::perms::none);
  outcome = run("check --list-files .");
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("out/loop is a loop: the link leads to a folder that it is in"),
                    HasSubstr("out/broken.json is a link that leads nowhere"),
                    Not(HasSubstr("broken.txt")), HasSubstr("pipe.json is no plain file")));
  if (geteuid() != 0) {
    EXPECT_THAT(outcome.err, HasSubstr("in/closed cannot be read: permission denied"));
  }
  EXPECT_THAT(outcome.out, AllOf(Not(HasSubstr("\x1b")), HasSubstr("out/a.json\t")));
  fs::permissions(folder_ / "in/closed", fs::perms::all);

  put("leadlint.yaml", "files: [{glob: '*.json', rules: shipment.yaml}]\n");
  put("other/leadlint.yml", "files: []\n");
  put("other/x.json", "{}");
  for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
           {"in", "in holds no file that an entry of leadlint.yaml names"},
           {"--no-config in", "in is a folder, and there is no leadlint.yaml for it"},
           {"readme.txt", "no entry of leadlint.yaml names readme.txt"},
           {"other/x.json",
            "other/leadlint.yml is not read: a configuration is called leadlint.yaml"},
           {"gone.json", "cannot read gone.json: no such file or directory"},
           {"--config gone.yaml out/a.json", "cannot read gone.yaml: no such file or directory"},
           {"--config leadlint.yaml --no-config out/a.json",
            "--no-config says that no configuration goes, and --config names one"},
           {"--rules shipment.yaml rules", "rules holds no file whose ending tells of payloads"},
           {"--key a --current out/a.json out/a.json in/c.csv", "no entry of leadlint.yaml"}}) {
    fs::create_directories(folder_ / "rules");
    outcome = run("check " + arguments);
    EXPECT_EQ(outcome.exit, 2) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(message)) << arguments;
  }
}

TEST_F(Configuration, FoldersAreWalkedWithRulesToo) {
  put("data/a.json", R"({"status": "PACKED"})");
  put("data/b.jsonl", "{\"status\": \"PACKED\"}\n");
  put("data/notes.txt", "x");
  EXPECT_EQ(files_of("--rules shipment.yaml data"),
            "data/a.json\tshipment.yaml\tjson\ndata/b.jsonl\tshipment.yaml\tjsonl\n");
  EXPECT_EQ(run("check --rules shipment.yaml data").exit, 0);
}

// ------------------------------------------------------------------------------------- severities

TEST_F(Configuration, SeveritiesByCodeAndByRule) {
  put("a.json",
      R"({"status": "PACKT", "weight": -1, "note": "longer than it may be", "more": 1, "more": 2})");
  const auto counts = [&](const std::string& severity) {
    put("leadlint.yaml",
        "files: [{glob: '*.json', rules: shipment.yaml, severity: {" + severity + "}}]\n");
    const Outcome outcome = run("check -f json a.json");
    EXPECT_EQ(outcome.err, "");
    const json totals = json::parse(outcome.out).at("totals");
    return fmt::format("{} {} {} {}, {}", totals["errors"].dump(), totals["warnings"].dump(),
                       totals["notes"].dump(), totals["invalid"].dump(), outcome.exit);
  };
  EXPECT_EQ(counts(""), "3 2 0 1, 1");
  EXPECT_EQ(counts("not_in_enum: warning"), "2 3 0 1, 1");
  EXPECT_EQ(counts("not_in_enum: off, weight.min: note, duplicate_key: warning"), "0 3 1 0, 0");
  EXPECT_EQ(counts("too_long: error, unknown_field: off"), "4 0 0 1, 1");
  EXPECT_EQ(counts("too_long: off, note.max_length: error"), "4 1 0 1, 1");
}

TEST_F(Configuration, AnOffThatHidesNothingIsTold) {
  put("out/a.json", R"({"status": "PACKT", "weight": 1})");
  put("out/old/b.json", R"({"status": "PACKED", "weight": -1, "note": "x", "note": "y"})");
  put("leadlint.yaml",
      "leadlint: 1\n"
      "severity: {duplicate_key: off, too_long: off}\n"
      "files:\n"
      "  - glob: [out/*.json]\n"
      "    rules: shipment.yaml\n"
      "    severity: {status.values: off, carrier.type: off}\n"
      "  - glob: out/old/*.json\n"
      "    rules: shipment.yaml\n"
      "    severity: {weight.min: off}\n");
  const Outcome outcome = run("check --param id=7 --jobs 2 .");
  EXPECT_EQ(outcome.exit, 0) << outcome.out;
  EXPECT_EQ(outcome.out, "2 files, 2 records: 2 valid, 0 with warnings, 0 invalid\n");
  EXPECT_EQ(outcome.err,
            "leadlint.yaml:2:32: warning: `too_long: off` hides nothing: no file that it holds for "
            "has such a finding [bad_value]\n"
            "  severity: {duplicate_key: off, too_long: off}\n"
            "                                 ^~~~~~~~\n"
            "leadlint.yaml:6:36: warning: `carrier.type: off` hides nothing: no file that it "
            "holds for has such a finding [bad_value]\n"
            "      severity: {status.values: off, carrier.type: off}\n"
            "                                     ^~~~~~~~~~~~\n");
  // Of some of its files nobody can tell.
  EXPECT_EQ(run("check --param id=7 out/a.json").err, "");
  EXPECT_EQ(run("check --param id=7 out/old").err, "");
}

TEST_F(Configuration, OnlyConfiguredPassesOverTheOthers) {
  put_project();
  put("other.json", "{");
  EXPECT_EQ(run("check --param id=7 out/a.json other.json").exit, 2);
  const Outcome outcome =
      run("check --only-configured --param id=7 out/a.json other.json readme.txt");
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "1 record: 1 valid, 0 with warnings, 0 invalid\n");
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(run("check --only-configured other.json").exit, 0);
  EXPECT_EQ(run("check --only-configured out/deep/b.json --param id=7").exit, 1);
  EXPECT_EQ(run("check --only-configured --no-config out/a.json").exit, 2);
  EXPECT_EQ(run("check --only-configured --rules shipment.yaml out/a.json").exit, 2);
  fs::remove(folder_ / "leadlint.yaml");
  EXPECT_EQ(run("check --only-configured out/a.json").exit, 2);
}

TEST_F(Configuration, SeveritiesHoldInTablesAndHalves) {
  put("a.jsonl", "{\"status\": \"PACKT\"}\n{\"status\": \"PACKED\", \"weight\": -1}\n");
  put("leadlint.yaml",
      "severity: {not_in_enum: warning}\nfiles: [{glob: '*.jsonl', rules: shipment.yaml}]\n");
  EXPECT_EQ(run("check --valid good.jsonl --invalid bad.jsonl a.jsonl").exit, 1);
  EXPECT_EQ(read("good.jsonl"), "{\"status\": \"PACKT\"}\n");
  EXPECT_EQ(read("bad.jsonl"), "{\"status\": \"PACKED\", \"weight\": -1}\n");
  const json summary =
      json::parse(run("check --summary -f json a.jsonl").out).at("summary").at("codes");
  EXPECT_EQ(summary.size(), 2U) << summary;
}

// ------------------------------------------------------------------------------ what it looks like

TEST_F(Configuration, WithoutRulesThePayloadIsToldByItsLooks) {
  for (const auto& [file, first] : std::vector<std::pair<std::string, std::string>>{
           {"capillary/update_status.json", "capillary/update_status"},
           {"capillary/search_leads.response.json", "capillary/search_leads.response"},
           {"capillary/configure_reasons.json", "capillary/configure_reasons"},
           {"capillary/search_leads.txt", "capillary/search_leads"},
           {"caring/rejected.json", "caring/lead_status"},
           {"caring/lead_status.response.json", "caring/lead_status.response"},
           {"care_enquiry/category_2.json", "care_enquiry/lead"},
           {"renovationfind/changed.json", "renovationfind/update_status"},
           {"storedge/create_lead.json", "storedge/create_lead"}}) {
    const Outcome outcome = run("check --no-config '" LEADLINT_SOURCE_DIR "/samples/" + file + "'");
    EXPECT_EQ(outcome.exit, 2) << file;
    EXPECT_THAT(outcome.err, HasSubstr("it looks like\n  " + first + " ")) << file;
  }
  put("a.csv", "status,jobAmount\nLEAD_LOST,1\n");
  EXPECT_THAT(run("check a.csv").err, HasSubstr("it looks like\n  renovationfind/update_status "));
  put("b.json", R"({"nothing": "known"})");
  EXPECT_THAT(run("check b.json").err, HasSubstr("it looks like none of the shipped rulesets"));
}

}  // namespace
