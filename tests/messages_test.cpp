// What is said of every check, verb and table, once: golden/messages.expected, to be read as the
// sender who must mend the payload.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "finding/checks.h"
#include "leadlint/leadlint.h"

namespace leadlint {
namespace {

const std::string source_dir = LEADLINT_SOURCE_DIR;
const std::string golden = source_dir + "/tests/golden/messages.expected";

struct Said {
  const char* payload;
  const char* current = "";
  bool no_current = false;
  bool form = false;
};

const Said payloads[] = {
    // text that is no record
    {R"({"text":"x")"},
    {R"([1])"},
    {"{\"text\":\"\xff\"}"},
    {R"({"text":"x","text":"y"})"},
    {R"({"number":1e999})"},
    {R"({"text":"\ud800"})"},
    {"\xef\xbb\xbf{}"},
    {"{\"text\":\u201cx\u201d}"},
    {"text=%zz", "", false, true},
    {"a]=1", "", false, true},
    {"whole=x&truth=maybe", "", false, true},
    // types
    {R"({"text":1,"whole":1.5,"number":"1","truth":"yes","object":[],"list":{},"many":true})"},
    {R"({"whole":99999999999999999999,"as_text":5,"any_text":"no","soft":"x","nothing":null})"},
    {R"({"as_text":"five","text":null,"object":{},"list":["x"]})"},
    {R"({"unknown":1,"texts":"x"})"},
    // values
    {R"({"kind":"Chery","text":"x","size":"1","folded":"RED","beside":"old","tag":"ABC"})"},
    {R"({"kind":"","size":4,"folded":"blue","beside":null,"code":"ab1","mail":"me@"})"},
    {R"({"day":"2025-02-30","moment":"2025-01-01 10:00","us_day":"2025-01-31"})"},
    // limits
    {R"({"long":"ab","filled":"","units":"abc","priced":-1,"tight":" x ","few":["a"]})"},
    {R"({"long":"abcdef","priced":100,"tight":"  ","few":["a","b","c","d"],"filled":"\u200b"})"},
    {R"({"tight":"x\u200b"})"},
    {R"({"tight":"\u200d\ufe0f"})"},
    {R"({"once":["a","b","a"],"ids":[{"id":1},{"id":1}],"rising":[1,1],"level":[{"at":"2025-01-02"},{"at":"2025-01-01"}]})"},
    // rules
    {R"({"a":"needs"})"},
    {R"({"a":"fills"})"},
    {R"({"a":"fills","b":""})"},
    {R"({"a":"any"})"},
    {R"({"a":"one"})"},
    {R"({"a":"one","b":"x","c":"y"})"},
    {R"({"a":"bare","b":"x"})"},
    {R"({"amount":2})", R"({"amount":1})"},
    {R"({"amount":2})", R"({"amount":"1"})"},
    {R"({"amount":2})", R"({"Amount":1})"},
    {R"({"d":2,"e":1})"},
    {R"({"a":"least","d":1})"},
    {R"({"a":"equal","d":1,"e":2})"},
    {R"({"a":"differs","d":1,"e":1})"},
    {R"({"a":"value","kind":"B"})"},
    {R"({"a":"none_of","kind":"A","text":"x"})"},
    {R"({"a":"listed","kind":"Cherry"})"},
    {R"({"a":"formed","b":"ABC"})"},
    {R"({"a":"sized","b":"long"})"},
    {R"({"a":"shown","b":" "})"},
    {R"({"a":"there"})"},
    {R"({"a":"away","b":"x"})"},
    {R"({"a":"alone","c":"x"})"},
    {R"({"a":"either","d":2,"e":3})"},
    {R"({"reason":"r9"})"},
    {R"({"reason":"r1","state":"LOST"})"},
    {R"({"a":"alike","d":2})"},
    {R"({"a":"moved","amount":1})", R"({"amount":1.5})"},
    {R"({"a":"worded","d":2})"},
    {R"({"a":"lasting"})", R"({"d":1})"},
    {R"({"a":"softly","soft":"x"})"},
    // tables
    {R"({"state":"WON"})"},
    {R"({"state":"WON","amount":1,"detail":""})"},
    {R"({"state":"NEW","c":"x","amount":1})"},
    {R"({"kind":"A","text":"z"})"},
    {R"({"kind":"A"})"},
    {R"({"kind":"A","text":"old"})"},
    {R"({"kind":"B","text":"x"})"},
    {R"({"kind":"Cherry","text":"x"})"},
    {R"({"state":"OPEN"})", "", true},
    {R"({"state":"LOST"})", R"({"state":"NEW"})"},
    {R"({"state":"OPEN"})", R"({"state":"LOST"})"},
    {R"({"log":[{"state":"OPEN"},{"state":"NEW"}]})"},
};

/// What findings have shown so far.
struct Shown {
  std::set<Code> codes;
  std::set<std::string> rules;  // by the last word of their names: of a check its key
};

std::string text_of(const OwnedFindings& findings, Shown& shown) {
  std::string text;
  for (const OwnedFinding& finding : findings) {
    shown.codes.insert(finding.code);
    shown.rules.insert(finding.rule.substr(finding.rule.find_last_of("#.") + 1));
    text += fmt::format(
        "  {} {} {}: {}{}\n", severity_name(finding.severity), code_name(finding.code),
        finding.path.empty() ? "/" : finding.path, finding.message,
        finding.suggestion.empty() ? "" : " (did you mean " + finding.suggestion + "?)");
  }
  return text.empty() ? "  nothing\n" : text;
}

/// In one line of ASCII, whatever stands in it.
std::string shown(const std::string& payload) {
  std::string text;
  for (const char c : payload)
    text += static_cast<unsigned char>(c) < 0x80
                ? std::string(1, c)
                : fmt::format("<{:02x}>", static_cast<unsigned char>(c));
  return text;
}

/// What stands behind `#> ` in the rule file.
std::vector<std::string> payloads_of(const std::string& path) {
  std::vector<std::string> found;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("#> ")) found.push_back(line.substr(3));
  return found;
}

/// The ids of its rules.
std::vector<std::string> rule_ids_of(const std::string& path) {
  std::vector<std::string> found;
  std::ifstream file(path);
  constexpr std::string_view start = "  - {id: ";
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(start))
      found.push_back(line.substr(start.size(), line.find_first_of(",}") - start.size()));
  return found;
}

TEST(Messages, OfEveryCheckAndVerbAreThese) {
  const std::string example = source_dir + "/tests/rulefiles/messages/every_check.yaml";
  const auto rules = load_ruleset(example);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Catalogs catalogs(*rules);
  ASSERT_TRUE(catalogs.add("reasons", R"([{"id":"r1","state":"WON"},{"id":"r2","state":"LOST"}])"));
  ASSERT_TRUE(catalogs.add("stages", R"([{"id":"S1","order":1,"is_final":false},
      {"id":"S2","order":2,"is_final":false},{"id":"S3","order":3,"is_final":true},{"id":"S4"}])"));
  Validator validator(*rules);
  std::string text;
  Shown all;
  const std::vector<std::string> more = payloads_of(example);
  std::vector<Said> every(std::begin(payloads), std::end(payloads));
  for (const std::string& payload : more) every.push_back({payload.c_str()});
  for (const Said& said : every) {
    Context context;
    context.current = said.current;
    context.no_current = said.no_current;
    context.catalogs = &catalogs;
    text += shown(said.payload) +
            (*said.current == '\0' ? "" : fmt::format("  over {}", said.current)) +
            (said.no_current ? "  over nothing" : "") + "\n";
    text += text_of(said.form ? validator.check_form(said.payload, context).findings().owned()
                              : validator.check(said.payload, context).findings().owned(),
                    all);
  }
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr)
    std::ofstream(golden, std::ios::binary) << text;
  std::ifstream file(golden, std::ios::binary);
  EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(file), {})) << golden;
  // Codes of text and files have their messages elsewhere: command_test.cpp, bulk_csv_test.cpp,
  // limits_test.cpp.
  const std::set<Code> of_files{Code::bad_csv, Code::not_readable, Code::limit_exceeded};
  for (const Code code : all_codes()) {
    if (code > Code::not_judged || of_files.contains(code)) continue;
    EXPECT_TRUE(all.codes.contains(code)) << code_name(code);
  }
  for (const std::string& id : rule_ids_of(example))
    EXPECT_TRUE(all.rules.contains(id)) << "no payload breaks the rule " << id;
  for (const CheckRow& row : check_rows)
    if (!row.of_type) {
      EXPECT_TRUE(all.rules.contains(std::string(row.name)))
          << "no payload fails `" << row.name << "`";
    }
}

}  // namespace
}  // namespace leadlint
