// Rule files to rule sets: every mistake with its place (golden files in tests/rulefiles), and what
// the language's words come to once definitions, bases and choices are folded.
#include "parse/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/parser.h>
#include <nlohmann/json.hpp>

#include "json_schema.h"
#include "model/dump.h"
#include "model/scope.h"
#include "parse/keys.h"
#include "parse/options.h"
#include "parse/yaml_tree.h"
#include "temporary_folder.h"

namespace leadlint::parse {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = LEADLINT_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Folder = support::TemporaryFolder;

std::string told(const OwnedFindings& findings) {
  std::string text;
  for (const OwnedFinding& finding : findings) {
    text += finding.rule_location + ":" + std::to_string(finding.column) + ": " +
            std::string(code_name(finding.code)) + ": " + finding.message;
    if (!finding.suggestion.empty()) text += " [" + finding.suggestion + "]";
    text += "\n";
  }
  return text;
}

/// The rule set of a text that starts behind `leadlint` and `ruleset`.
model::RuleSet parsed(const std::string& body, const LoadOptions& choices = {}) {
  const Folder folder;
  auto rules = parse_ruleset(folder.write("rules.yaml", "leadlint: 1\nruleset: acme/test\n" + body),
                             choices);
  EXPECT_TRUE(rules) << body << "\n" << (rules ? "" : told(rules.error()));
  return rules ? std::move(*rules) : model::RuleSet{};
}

OwnedFindings mistakes(const std::string& body, const LoadOptions& choices = {}) {
  const Folder folder;
  auto rules = parse_ruleset(folder.write("rules.yaml", "leadlint: 1\nruleset: acme/test\n" + body),
                             choices);
  return rules ? OwnedFindings{} : rules.error();
}

const model::Field& field(const model::RuleSet& rules, std::string_view name) {
  const model::Field* found = model::find_field(*rules.root.main.fields, name);
  if (!found) throw std::runtime_error("no field " + std::string(name));
  return *found;
}

const model::Block& block(const model::RuleSet& rules) { return *rules.root.main.fields; }

std::string words(const std::vector<model::Scalar>& scalars) {
  std::string text;
  for (const model::Scalar& scalar : scalars) {
    if (!text.empty()) text += ' ';
    if (const auto* word = std::get_if<std::string>(&scalar.value))
      text += "'" + *word + "'";
    else if (const auto* integer = std::get_if<std::int64_t>(&scalar.value))
      text += std::to_string(*integer);
    else if (std::holds_alternative<model::Number>(scalar.value))
      text += "double";
    else if (const auto* flag = std::get_if<bool>(&scalar.value))
      text += *flag ? "true" : "false";
    else
      text += "null";
  }
  return text;
}

// -------------------------------------------------------------------------------- mistakes, golden

/// As a person reads it: place and message, the line, carets under it.
std::string shown(const OwnedFinding& finding) {
  std::string text = finding.rule_location;
  if (finding.column > 0) text += ":" + std::to_string(finding.column);
  text += ": " + finding.message + " [" + std::string(code_name(finding.code)) + "]\n";
  const auto line = std::ranges::find(finding.params, "source_line", &Param::name);
  if (line != finding.params.end()) {
    std::string cut = std::get<std::string>(line->value);
    if (cut.size() > 200) cut = "(a long line)";
    text += "    " + cut + "\n";
    if (cut != "(a long line)")
      text += "    " + std::string(finding.column - 1, ' ') +
              std::string(finding.end_column - finding.column, '^') + "\n";
  }
  if (!finding.suggestion.empty()) text += "    did you mean " + finding.suggestion + "?\n";
  return text;
}

class RuleFileMistakes : public testing::TestWithParam<std::string> {};

TEST_P(RuleFileMistakes, AreAllToldWithTheirPlaces) {
  const fs::path folder = source_folder / "tests" / "rulefiles";
  const auto rules = parse_ruleset((folder / (GetParam() + ".yaml")).string(), {});
  ASSERT_FALSE(rules) << "this file is meant to have mistakes";
  std::string actual;
  for (const OwnedFinding& finding : rules.error()) {
    EXPECT_EQ(finding.severity, Severity::error);
    EXPECT_TRUE(finding.path.empty());
    actual += shown(finding);
  }
  for (std::size_t at = 0; (at = actual.find(folder.string() + "/", at)) != std::string::npos;)
    actual.erase(at, folder.string().size() + 1);
  const fs::path expected = folder / (GetParam() + ".expected");
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << actual;
  EXPECT_EQ(actual, read(expected));
}

std::vector<std::string> rule_files_with_mistakes() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(source_folder / "tests" / "rulefiles"))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Files, RuleFileMistakes, testing::ValuesIn(rule_files_with_mistakes()),
                         [](const auto& test) { return test.param; });

TEST(RuleFile, BytesThatAreNoTextOrTooManyAreRefused) {
  struct Case {
    std::string text;
    Code code;
    std::uint32_t line, column;
  };
  const std::vector<Case> cases{
      {"leadlint: 1\ntitle: \"\xC3\xA9\xFF\"\n", Code::bad_yaml, 2, 10},
      {std::string("leadlint: 1\ntitle: a\x04z\n"), Code::bad_yaml, 2, 9},
      {std::string("leadlint: 1\ntitle: ") + '\0' + "\n", Code::bad_yaml, 2, 8},
      {std::string(max_rule_file_size + 1, '#'), Code::limit_exceeded, 1, 1},
      {"leadlint: 1\nruleset: [\n", Code::bad_yaml, 2, 10},
      {"\xEF\xBB\xBFleadlint: 1\nruleset: a/b\nfields: {a: {typ: string}}\n", Code::unknown_key, 3,
       14},
      {"leadlint: 1\r\nruleset: a/b\r\nfields: {a: {typ: string}}\r\n", Code::unknown_key, 3, 14},
      {"leadlint: 1\nruleset: a/b\nfields: {é€𝄞: {typ: string}}\n", Code::unknown_key, 3, 16},
  };
  for (const Case& each : cases) {
    const Folder folder;
    const auto rules = parse_ruleset(folder.write("rules.yaml", each.text), {});
    ASSERT_FALSE(rules) << each.text.substr(0, 40);
    EXPECT_EQ(rules.error().front().code, each.code) << told(rules.error());
    EXPECT_EQ(rules.error().front().line, each.line) << told(rules.error());
    EXPECT_EQ(rules.error().front().column, each.column) << told(rules.error());
  }
}

TEST(RuleFile, ThatIsNotThereIsToldWithoutAPlace) {
  for (const auto& [name, code, suggestion] :
       std::vector<std::tuple<std::string, Code, std::string>>{
           {"no/such/file.yaml", Code::not_readable, ""},
           {".yaml", Code::not_readable, ""},
           {"caring/lead_statu", Code::unknown_name, "caring/lead_status"},
           {"", Code::unknown_name, ""}}) {
    const auto rules = parse_ruleset(name, {});
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().front().code, code) << name;
    EXPECT_EQ(rules.error().front().line, 0U);
    EXPECT_EQ(rules.error().front().suggestion, suggestion);
  }
}

// ------------------------------------------------------------------------------------------ values

TEST(RuleFile, PlainScalarsAreWhatJsonWouldMakeOfThem) {
  const model::RuleSet rules = parsed(
      "fields: {a: {values: [1, -2, 1.5, 1e2, true, false, null, on, yes, off, 01, +1, .5, '8', "
      "\"true\", ~, OPEN]}}");
  EXPECT_EQ(words(field(rules, "a").main.values->is),
            "1 -2 double double true false null 'on' 'yes' 'off' '01' '+1' '.5' '8' 'true' null "
            "'OPEN'");
}

TEST(RuleFile, ChecksHaveAShortAndALongForm) {
  const model::RuleSet rules = parsed(R"(
fields:
  a:
    type: [string, null]
    required: true
    max_length: 5
    min_length: {is: 1, severity: warning, code: conflict, because: "own", message: "m"}
    trimmed: true
    values: {is: [x], severity: off}
    because: "field"
)");
  const model::Field& a = field(rules, "a");
  EXPECT_EQ(a.main.type->is, model::string_type | model::null_type);
  EXPECT_EQ(a.main.max_length->is, 5);
  EXPECT_EQ(a.main.max_length->outcome.severity, Severity::error);
  EXPECT_EQ(a.main.max_length->outcome.because, "field");
  EXPECT_EQ(a.main.min_length->outcome.severity, Severity::warning);
  EXPECT_EQ(a.main.min_length->outcome.code, Code::conflict);
  EXPECT_EQ(a.main.min_length->outcome.because, "own");
  EXPECT_EQ(a.main.min_length->outcome.message, "m");
  EXPECT_EQ(a.main.trimmed->outcome.severity, Severity::warning);
  EXPECT_EQ(a.main.values->outcome.severity, Severity::off);
  EXPECT_EQ(a.required->outcome.because, "field");
}

TEST(RuleFile, ConditionsKnowTheirPlaceOverLinesAndQuotes) {
  const model::RuleSet rules = parsed(R"(
fields: {a: {type: string}, b: {type: string}}
rules:
  - id: one
    when: a == X
          or b == Y
    require: a
  - {id: two, when: "a == \"é\" and b == Z", require: a}
)");
  const model::Condition& first = *block(rules).rules[0].when;
  EXPECT_EQ(first.children[1].operands[0].where.line, 8U);
  EXPECT_EQ(first.children[1].operands[0].where.column, 14U);
  const model::Condition& second = *block(rules).rules[1].when;
  EXPECT_EQ(second.children[1].operands[0].where.line, 10U);
  EXPECT_EQ(second.children[1].operands[0].where.column, 37U);
}

// -------------------------------------------------------------------------------- use, definitions

TEST(Use, KeysBesideItWinAndFieldsAreAdded) {
  const model::RuleSet rules = parsed(R"(
definitions:
  day: {format: date, because: "d"}
  words: [A, B]
  status: {values: [OPEN, WON], required: true}
  person: {fields: {name: {type: string, max_length: 5}}, rules: [{id: r, require: name}]}
fields:
  start: {use: day, required: true, because: "own"}
  a: {values: {use: words}}
  b: {values: [X, {use: words}, {use: status}]}
  c: {values: {is: {use: words}, severity: warning}}
  d: {values: {use: words, severity: warning}}
  buyer: {use: person, fields: {age: {type: integer}, name: {max_length: 9}}}
  both: {use: [day, status]}
)");
  EXPECT_EQ(field(rules, "start").main.format->outcome.because, "own");
  EXPECT_TRUE(field(rules, "start").required);
  EXPECT_EQ(words(field(rules, "a").main.values->is), "'A' 'B'");
  EXPECT_EQ(words(field(rules, "b").main.values->is), "'X' 'A' 'B' 'OPEN' 'WON'");
  for (const char* name : {"c", "d"}) {
    EXPECT_EQ(words(field(rules, name).main.values->is), "'A' 'B'");
    EXPECT_EQ(field(rules, name).main.values->outcome.severity, Severity::warning);
  }
  const model::Block& buyer = *field(rules, "buyer").main.fields;
  EXPECT_EQ(model::find_field(buyer, "name")->main.max_length->is, 9);
  EXPECT_EQ(model::find_field(buyer, "name")->main.type->is, model::string_type);
  EXPECT_TRUE(model::find_field(buyer, "age"));
  EXPECT_EQ(buyer.rules.size(), 1U);
  EXPECT_TRUE(field(rules, "both").main.format && field(rules, "both").main.values);
}

TEST(Use, NamesOfALibraryMeanWhatTheyMeanThere) {
  const Folder folder;
  folder.write("parts.yaml", R"(
leadlint: 1
library: acme/parts
definitions:
  short: {max_length: 3}
  text: {type: string, use: short}
formats: {digits: {pattern: "[0-9]+"}}
catalogs: {reasons: {columns: [id]}}
options: {acme.strays: {values: [warn, error]}}
)");
  folder.write("record.yaml", R"(
leadlint: 1
ruleset: acme/record
use: ./parts
unknown_fields: off
definitions: {own: {use: text}}
fields: {name: {use: own, format: digits}}
rules: [{id: named, require: name, severity: {option: acme.strays}}]
)");
  const std::string top = folder.write("rules.yaml", R"(
leadlint: 1
ruleset: acme/top
use: ./parts
definitions: {short: {max_length: 99}}
fields:
  a: {use: text}
  b: {use: ./parts#short}
  c: {use: short}
  lead: {use: ./record, required: true}
  leads: {items: {use: ./record}}
)");
  LoadOptions choices;
  choices.options["acme.strays"] = "error";
  const auto rules = parse_ruleset(top, choices);
  ASSERT_TRUE(rules) << told(rules.error());
  EXPECT_EQ(field(*rules, "a").main.max_length->is, 3);
  EXPECT_EQ(field(*rules, "b").main.max_length->is, 3);
  EXPECT_EQ(field(*rules, "c").main.max_length->is, 99);
  const model::Block& lead = *field(*rules, "lead").main.fields;
  EXPECT_EQ(model::find_field(lead, "name")->main.max_length->is, 3);
  EXPECT_EQ(lead.rules[0].outcome.severity, Severity::error);
  EXPECT_EQ(lead.unknown_fields, Severity::off);
  EXPECT_TRUE(field(*rules, "leads").main.items->main.fields);
  EXPECT_EQ(rules->catalogs.size(), 1U);
  EXPECT_EQ(rules->files.size(), 3U);
}

TEST(Use, HasAnEndHoweverLongTheChainIs) {
  for (const bool first_comes_last : {false, true}) {
    std::string definitions;
    for (int i = 1; i < 500; ++i) {
      const std::string line =
          "  d" + std::to_string(i) + ": {items: {use: d" + std::to_string(i - 1) + "}}\n";
      definitions = first_comes_last ? line + definitions : definitions + line;
    }
    const OwnedFindings found =
        mistakes("definitions:\n  d0: {type: string}\n" + definitions + "fields: {a: {use: d499}}");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().code, Code::limit_exceeded);
  }
}

// ----------------------------------------------------------------------------------------- extends

TEST(Extends, LaysFieldsByNameAndRulesById) {
  const Folder folder;
  folder.write("base.yaml", R"(
leadlint: 1
ruleset: acme/base
title: "Base"
tests: base.tests.yaml
definitions: {word: {type: string, max_length: 5}}
fields:
  status: {values: [OPEN, WON, LOST], required: true}
  note: {use: word}
  lead: {fields: {a: {type: string}, b: {type: string}}}
rules:
  - {id: one, require: note, because: "base"}
  - {id: two, require: note}
cases:
  - {field: status, table: {WON: {require: note}, LOST: {optional: note}}}
transitions: {deny: {any: [OPEN]}}
)");
  const std::string top = folder.write("rules.yaml", R"(
leadlint: 1
ruleset: acme/top
extends: ./base
definitions: {word: {type: string, max_length: 7}}
fields:
  status: {values: [OPEN, WON]}
  lead: {fields: {b: {min_length: 2}, c: {type: string}}}
  more: {type: string}
rules:
  - {id: two, severity: warning}
  - {id: one, forbid: note}
  - {id: three, require: more}
cases:
  - {field: status, table: {LOST: {require: more}}}
transitions: {initial: [OPEN], final: [WON]}
severities: {three: note, note.max_length: warning, lead.b.min_length: off, transitions.deny: off,
             cases.LOST: warning}
)");
  const auto read = parse_ruleset(top, {});
  ASSERT_TRUE(read) << told(read.error());
  const model::RuleSet& rules = *read;
  EXPECT_EQ(rules.id, "acme/top");
  EXPECT_EQ(rules.title, "Base");
  EXPECT_EQ(rules.tests, "");
  EXPECT_EQ(words(field(rules, "status").main.values->is), "'OPEN' 'WON'");
  EXPECT_TRUE(field(rules, "status").required);
  EXPECT_EQ(field(rules, "note").main.max_length->is, 7);
  EXPECT_EQ(field(rules, "note").main.max_length->outcome.severity, Severity::warning);
  const model::Block& lead = *field(rules, "lead").main.fields;
  EXPECT_EQ(lead.fields.size(), 3U);
  EXPECT_EQ(model::find_field(lead, "b")->main.min_length->outcome.severity, Severity::off);
  ASSERT_EQ(block(rules).rules.size(), 3U);
  EXPECT_EQ(block(rules).rules[0].verb, model::Verb::forbid);
  EXPECT_EQ(block(rules).rules[0].outcome.because, "");
  EXPECT_EQ(block(rules).rules[1].verb, model::Verb::require);
  EXPECT_EQ(block(rules).rules[1].outcome.severity, Severity::warning);
  EXPECT_EQ(block(rules).rules[2].outcome.severity, Severity::note);
  ASSERT_EQ(block(rules).cases.size(), 1U);
  EXPECT_EQ(block(rules).cases[0].rows[1].require.size(), 1U);
  EXPECT_EQ(block(rules).cases[0].rows[0].outcome.severity, Severity::error);
  EXPECT_EQ(block(rules).cases[0].rows[1].outcome.severity, Severity::warning);
  ASSERT_EQ(block(rules).transitions.size(), 1U);
  const model::Transitions& transitions = block(rules).transitions[0];
  EXPECT_EQ(transitions.deny.size(), 1U);
  EXPECT_EQ(transitions.deny_outcome.severity, Severity::off);
  EXPECT_EQ(words(transitions.final_statuses), "'WON'");
  EXPECT_TRUE(transitions.has_initial);
}

/// The rule set of a text that extends `base`, both behind their heads.
std::string extended(const std::string& base, const std::string& child) {
  const Folder folder;
  folder.write("base.yaml", "leadlint: 1\nruleset: acme/base\ntitle: \"Base\"\n" + base);
  const std::string top =
      folder.write("rules.yaml", "leadlint: 1\nruleset: acme/top\nextends: ./base\n" + child);
  const auto read = parse_ruleset(top, {});
  return read ? model::dump(*read) : told(read.error());
}

const char* const full_base = R"(
status: state
params: {id: {type: integer, accept: text, required: true}}
options: {acme.way: {values: [one, two], asks: "which?"}}
formats: {code: {pattern: "[A-Z]+"}}
catalogs: {kinds: {columns: [id]}}
definitions: {word: {type: string, max_length: 5}}
errors: {body: "{errors}", each: "{message}"}
current: {fields: {files: {type: array}}}
fields:
  state: {required: true, values: [A, B, C]}
  note: {type: string, max_length: 5, required: true}
  code: {format: code}
  lead: {fields: {x: {type: string, min_length: 2}}, rules: [{id: in, require: x}]}
  list: {items: {fields: {y: {type: integer, min: 1}}}}
let: {won: state == C}
rules:
  - {id: one, when: won, require: note, because: "base"}
cases:
  - {field: state, table: {A: {optional: code}}, elsewhere: warning}
pairs:
  - {fields: [state, detail], table: {A: [x], B: []}, open: true, unlisted: warning}
transitions: {initial: [A], allow: {A: [B], B: [C]}, final: [C], because: "moves"}
severities: {one: warning}
)";

std::string with_detail(std::string base) {
  return base.replace(base.find("  code: {format"), 0, "  detail: {}\n");
}

TEST(Extends, AnInheritedOneIsTakenOnce) {
  const std::string base = with_detail(full_base);
  EXPECT_THAT(
      extended(base, "rules:\n  - {id: one, require: code}\n  - {id: one, require: list}\n"),
      testing::HasSubstr("duplicate_id"));
  // Tables over one field stand together.
  const std::string tables = extended(base,
                                      "cases:\n  - {field: state, table: {A: {require: note}}}\n"
                                      "  - {field: state, table: {A: {require: list}}}\n");
  EXPECT_THAT(tables, testing::AllOf(testing::HasSubstr("require: [note]"),
                                     testing::HasSubstr("require: [list]")));
}

TEST(Extends, EmptyPartsTakeNothingAway) {
  const std::string base = with_detail(full_base);
  const std::string plain = extended(base, "");
  EXPECT_NE(plain.find("max_length: 5"), std::string::npos) << plain;
  for (const char* const child : {
           "fields:\n",
           "fields: ~\n",
           "fields: null\n",
           "params:\n",
           "rules:\n",
           "cases:\n",
           "pairs:\n",
           "transitions:\n",
           "let:\n",
           "options:\n",
           "formats:\n",
           "catalogs:\n",
           "definitions:\n",
           "errors:\n",
           "current:\n",
           "severities:\n",
           "status:\n",
           "title:\n",
           "fields:\n  note:\n    # max_length: 3\n",
           "fields: {note: {max_length: }}\n",
           "fields: {state: {values: }}\n",
           "fields: {lead: }\n",
           "fields: {lead: {fields: }}\n",
           "fields: {lead: {fields: {x: }}}\n",
           "fields: {lead: {fields: {x: {min_length: }}}}\n",
           "fields: {lead: {rules: }}\n",
           "fields: {list: {items: }}\n",
           "fields: {list: {items: {fields: {y: }}}}\n",
           "params: {id: }\n",
           "rules: [{id: one, when: }]\n",
           "rules: [{id: one, because: }]\n",
           "cases: [{field: state, table: }]\n",
           "cases: [{field: state, table: {A: }}]\n",
           "cases: [{field: state, elsewhere: }]\n",
           "pairs: [{fields: [state, detail], table: {A: }}]\n",
           "pairs: [{fields: [state, detail], unlisted: }]\n",
           "transitions: {allow: }\n",
           "transitions: {allow: {A: }}\n",
           "transitions: {final: }\n",
           "transitions: {initial: }\n",
           "transitions: {because: }\n",
           "formats: {code: }\n",
           "catalogs: {kinds: }\n",
           "catalogs: {kinds: {columns: }}\n",
           "options: {acme.way: }\n",
           "options: {acme.way: {values: }}\n",
           "definitions: {word: }\n",
           "let: {won: }\n",
           "errors: {each: }\n",
           "current: {fields: }\n",
       })
    EXPECT_EQ(extended(base, child), plain) << child;
}

TEST(Extends, TablesMergeRowByRow) {
  const std::string base = with_detail(full_base);
  const auto holds = [&](const std::string& child, const std::string& text) {
    const std::string all = extended(base, child);
    EXPECT_NE(all.find(text), std::string::npos) << child << all;
  };
  holds("transitions: {allow: {C: [A]}}\n",
        "allow:\n        A: [B]\n        B: [C]\n        C: [A]\n");
  holds("transitions: {allow: {is: {C: [A]}, severity: warning}}\n",
        "allow:\n        A: [B]\n        B: [C]\n        C: [A]\n");
  holds("transitions: [{id: transitions, allow: {A: [C]}}]\n",
        "allow:\n        A: [C]\n        B: [C]\n      final");
  holds("transitions: {allow: {A: none}}\n", "allow:\n        B: [C]\n      final");
  holds("transitions: {allow: none}\n", "- id: transitions\n      final: [C]\n");
  holds("transitions: {final: [B, C]}\n", "final: [B, C]\n");
  for (const char* const about : {"id: pairs", "fields: [state, detail]"})
    holds("pairs: [{" + std::string(about) + ", table: {C: [z], B: none}}]\n",
          "- id: pairs\n      fields: [state, detail]\n      open: true\n      table:\n        A: "
          "[x]\n        C: [z]\n      unlisted: warning");
  holds("cases: [{id: cases, table: {B: {require: note}}}]\n",
        "table:\n        A: {optional: [code]}\n        B: {require: [note]}\n");
  holds("options: {acme.way: {default: two}}\n", "acme.way: two\n");
}

TEST(Extends, RulesThatCameByUseAreInherited) {
  const std::string base = R"(
definitions: {some: [{id: one, require: note}, {id: two, forbid: code}]}
fields: {note: {type: string}, code: {type: string}}
rules:
  - use: some
  - {id: three, require: code}
)";
  const auto list = [](const char* first) {
    return "definitions: {some: [{id: one, require: note}]}\nfields: {note: {type: string}}\n"
           "rules: [{use: some}, " +
           std::string(first) + "]\n";
  };
  const auto position = [](const std::string& all, const char* what) { return all.find(what); };
  const std::string changed = extended(base, "rules: [{id: one, severity: warning}]\n");
  const std::string replaced = extended(base, "rules: [{id: two, require: note}]\n");
  EXPECT_EQ(changed, extended("definitions: {some: [{id: one, require: note, severity: warning}, "
                              "{id: two, forbid: code}]}\n" +
                                  base.substr(base.find("fields")),
                              ""));
  EXPECT_EQ(position(replaced, "forbid"), std::string::npos) << replaced;
  EXPECT_LT(position(replaced, "id: two"), position(replaced, "id: three")) << replaced;
  // in one file, too; but once
  const std::string once = list("{id: one, severity: off}");
  EXPECT_NE(position(extended(once, ""), "severity: off"), std::string::npos) << extended(once, "");
  const std::string twice = list("{id: one, severity: off}, {id: one, require: note}");
  EXPECT_NE(position(extended(twice, ""), "there is a rule `one`"), std::string::npos);
  const std::string misspelt = list("{id: oen, severity: off}");
  EXPECT_NE(position(extended(misspelt, ""), "[one]"), std::string::npos);
}

TEST(Extends, SecondTablesAreCalledByTheirNumber) {
  const std::string base = R"(
status: s
fields: {s: {values: [A, B]}, d: {}, e: {}}
pairs:
  - {fields: [s, d], table: {A: [x]}, open: true}
  - {fields: [s, e], table: {A: [y]}, open: true}
)";
  const std::string all = extended(base, "pairs: [{id: pairs-2, table: {B: [z]}}]\n");
  EXPECT_NE(
      all.find("- id: pairs-2\n      fields: [s, e]\n      open: true\n      table:\n        A: "
               "[y]\n        B: [z]\n"),
      std::string::npos)
      << all;
}

TEST(Extends, TransitionsWithAnIdAreFoundWithoutIt) {
  const std::string base = R"(
status: s
fields: {s: {values: [A, B, C]}}
transitions: {id: flow, allow: {A: [B]}}
)";
  const std::string all = extended(base, "transitions: {allow: {B: [C]}}\n");
  EXPECT_NE(all.find("- id: flow\n      allow:\n        A: [B]\n        B: [C]\n"),
            std::string::npos)
      << all;
}

TEST(Extends, EmptyFilesAndFilesWithoutAHeadAreMistakes) {
  const Folder folder;
  const std::string head = "leadlint: 1\nruleset: acme/top\n", fields = "fields: {a: {}}\n";
  folder.write("empty.yaml", "");
  folder.write("comment.yaml", "# generated: nothing to do\n");
  folder.write("library.yaml", "library: acme/library\n");
  folder.write("bare.yaml", "fields: {a: {}}\n");
  folder.write("two.yaml", "leadlint: 2\nlibrary: acme/two\n");
  folder.write("parts.yaml", "leadlint: 1\nlibrary: acme/parts\n");
  struct Row {
    std::string top, says;
  };
  const Row rows[] = {
      {head + fields + "extends: ./empty\n", "this file is empty"},
      {head + fields + "extends: ./comment\n", "this file is empty"},
      {head + fields + "use: ./empty\n", "this file is empty"},
      {head + fields + "use: ./comment\n", "this file is empty"},
      {head + "fields: {a: {use: ./empty#a}}\n", "this file is empty"},
      {head + fields + "use: ./library\n", "`leadlint: 1`"},
      {head + fields + "use: ./two\n", "version 1"},
      {head + fields + "extends: ./bare\n", "`ruleset: vendor/operation`"},
      {head + fields + "extends: ./parts\n", "is a library"},
      {"extends: ./bare\n", "`leadlint: 1`"},
      {"leadlint: 1\nextends: ./bare\n", "`ruleset: vendor/operation`"},
  };
  for (const Row& row : rows) {
    const auto read = parse_ruleset(folder.write("rules.yaml", row.top), {});
    ASSERT_FALSE(read) << row.top;
    EXPECT_NE(told(read.error()).find(row.says), std::string::npos)
        << row.top << told(read.error());
  }
}

TEST(Extends, MisspeltInheritedNamesAreTold) {
  const std::string base = with_detail(full_base);
  for (const auto& [child, near] :
       {std::pair{"rules: [{id: oen, severity: off}]\n", "[one]"},
        std::pair{"severities: {oen: off}\n", "[one]"},
        std::pair{"severities: {note.max_lenght: off}\n", "[note.max_length]"},
        std::pair{"severities: {pairs.unlistd: off}\n", "[pairs.unlisted]"}})
    EXPECT_NE(extended(base, child).find(near), std::string::npos) << child;
}

// ----------------------------------------------------------------------------------------- options

const char* const with_options = R"(
options:
  acme.strays: {values: [warn, error, ignore, odd]}
  acme.date:   {values: [date, both]}
  acme.min:    {values: [0, none], or: integer}
  acme.place:  {values: [here, there]}
  acme.final:  {list_of: statuses, default: []}
  acme.kind:   {values: [reject, allow]}
  acme.flag:   {values: ["true", "false"]}
profiles:
  strict:  {acme.date: both}
  lenient: {acme.strays: ignore}
definitions: {statuses: {values: [OPEN, WON]}}
fields:
  status: {use: statuses}
  a: {format: {option: acme.date, both: [date, datetime]}}
  b: {type: number, min: {is: {option: acme.min}, severity: warning}}
  c: {option: acme.place, there: none, else: {type: string}}
  d: {type: string, values: {option: acme.kind, reject: [x], allow: [x, y]}}
rules:
  - {id: r, require: a, severity: {option: acme.strays, odd: note}}
  - {id: s, when: option.acme.date == both and present(a), require: b}
  - {id: t, when: "option.acme.strays in [error, ignore]", require: b}
  - {id: u, assert: b >= option.acme.min}
transitions: {final: {option: acme.final}}
)";

std::string folded(const LoadOptions& choices) {
  const model::RuleSet rules = parsed(with_options, choices);
  std::string text;
  text += "a " + std::to_string(field(rules, "a").main.format->is.size());
  text += field(rules, "b").main.min
              ? " b " + words({field(rules, "b").main.min->is}) + " " +
                    std::string(severity_name(field(rules, "b").main.min->outcome.severity))
              : " b -";
  text += field(rules, "c").none ? " c none" : " c";
  text += " d " + words(field(rules, "d").main.values->is) + " (" +
          words(field(rules, "d").main.values_of_other_choices) + ")";
  text += " r " + std::string(severity_name(block(rules).rules[0].outcome.severity));
  const auto kind = [&rules](std::size_t rule, bool child) {
    const model::Condition& when = *block(rules).rules[rule].when;
    const model::Condition& asked = child ? when.children[0] : when;
    return asked.kind == model::Condition::Kind::always ? " always" : " never";
  };
  text += std::string(" s") + kind(1, true) + " t" + kind(2, false);
  text += " final " + words(block(rules).transitions[0].final_statuses);
  return text;
}

TEST(Options, AreFoldedByDefaultProfileAndName) {
  struct Case {
    LoadOptions choices;
    const char* expected;
  };
  const std::vector<Case> cases{
      {{}, "a 1 b 0 warning c d 'x' ('y') r warning s never t never final "},
      {{.options = {}, .profile = "documented"},
       "a 1 b 0 warning c d 'x' ('y') r warning s never t never final "},
      {{.options = {}, .profile = "strict"},
       "a 2 b 0 error c d 'x' ('y') r error s always t never final "},
      {{.options = {}, .profile = "lenient"},
       "a 1 b 0 warning c d 'x' ('y') r off s never t always final "},
      // By name beats the profile, also where that maps severities.
      {{.options = {{"acme.strays", "warn"}, {"acme.date", "date"}}, .profile = "strict"},
       "a 1 b 0 error c d 'x' ('y') r warning s never t never final "},
      {{.options = {{"acme.min", "none"},
                    {"acme.place", "there"},
                    {"acme.kind", "allow"},
                    {"acme.strays", "odd"},
                    {"acme.final", "[WON, OPEN]"}},
        .profile = ""},
       "a 1 b - c none d 'x' 'y' () r note s never t never final 'WON' 'OPEN'"},
      {{.options = {{"acme.min", "-5"}, {"acme.strays", "error"}}, .profile = ""},
       "a 1 b -5 warning c d 'x' ('y') r error s never t always final "},
  };
  for (const Case& each : cases) EXPECT_EQ(folded(each.choices), each.expected);
}

TEST(Options, ThatDoNotExistAreToldWithoutAPlace) {
  struct Case {
    LoadOptions choices;
    Code code;
    const char* suggestion;
  };
  const std::vector<Case> cases{
      {{.options = {{"acme.stray", "warn"}}, .profile = ""}, Code::unknown_name, "acme.strays"},
      {{.options = {{"acme.strays", "eror"}}, .profile = ""}, Code::bad_value, "error"},
      {{.options = {{"acme.min", "x"}}, .profile = ""}, Code::bad_value, ""},
      {{.options = {{"acme.final", "[WON, LOST]"}}, .profile = ""}, Code::bad_value, ""},
      {{.options = {{"acme.final", "WON"}}, .profile = ""}, Code::bad_value, ""},
      {{.options = {{"limits.max_depth", "0"}}, .profile = ""}, Code::bad_value, ""},
      {{.options = {{"lint.nul", "warn"}}, .profile = ""}, Code::unknown_name, "lint.null"},
      {{.options = {}, .profile = "stric"}, Code::unknown_name, "strict"},
  };
  for (const Case& each : cases) {
    const OwnedFindings found = mistakes(with_options, each.choices);
    ASSERT_EQ(found.size(), 1U) << told(found);
    EXPECT_EQ(found[0].code, each.code) << told(found);
    EXPECT_EQ(found[0].suggestion, each.suggestion) << told(found);
    EXPECT_EQ(found[0].line, 0U);
    EXPECT_TRUE(found[0].rule_location.empty());
  }
}

TEST(Options, OfTheEngineBecomeSettings) {
  LoadOptions choices;
  choices.options = {{"lint.bom", "error"},
                     {"lint.duplicate_keys", "ignore"},
                     {"lint.unknown_fields", "error"},
                     {"lint.null", "reject"},
                     {"lint.length_unit", "utf16"},
                     {"numbers.integer", "mathematical"},
                     {"limits.max_depth", "12"}};
  const model::RuleSet rules = parsed("fields: {a: {}}", choices);
  EXPECT_EQ(rules.settings.bom, Severity::error);
  EXPECT_EQ(rules.settings.duplicate_keys, Severity::off);
  EXPECT_EQ(rules.unknown_fields, Severity::error);
  EXPECT_EQ(rules.settings.null, model::Settings::Null::reject);
  EXPECT_EQ(rules.settings.length_unit, model::LengthUnit::utf16);
  EXPECT_EQ(rules.settings.integer, model::Settings::Integer::mathematical);
  EXPECT_EQ(rules.settings.max_depth, 12U);
  EXPECT_EQ(parsed("unknown_fields: off\nfields: {a: {}}", choices).unknown_fields, Severity::off);
}

// --------------------------------------------------------------------------------------- relations

TEST(Relations, AreSilentWhereNothingIsWritten) {
  const model::RuleSet rules = parsed(R"(
fields: {a: {values: [x, y]}, b: {type: string}}
pairs:
  - {fields: [a, b], table: {x: [1, "1"], y: [], 3: z}}
  - {fields: [b, a], unlisted: warning, left_out: {severity: note}, table: {}}
transitions:
  - {id: t, allow: {any: [x]}, deny: {is: {x: [y]}, severity: warning}, because: "why"}
)");
  const model::Pairs& pairs = block(rules).pairs[0];
  EXPECT_EQ(pairs.id, "pairs");
  EXPECT_EQ(pairs.unlisted.severity, Severity::off);
  EXPECT_EQ(pairs.left_out.severity, Severity::off);
  EXPECT_EQ(words(pairs.rows[0].goes), "1 '1'");
  EXPECT_EQ(words({pairs.rows[2].before[0].value}), "3");
  EXPECT_EQ(words(pairs.rows[2].goes), "'z'");
  EXPECT_EQ(block(rules).pairs[1].id, "pairs-2");
  EXPECT_EQ(block(rules).pairs[1].unlisted.severity, Severity::warning);
  EXPECT_EQ(block(rules).pairs[1].left_out.severity, Severity::note);
  const model::Transitions& transitions = block(rules).transitions[0];
  EXPECT_FALSE(transitions.allow[0].from);
  EXPECT_EQ(transitions.allow_outcome.because, "why");
  EXPECT_EQ(transitions.deny_outcome.severity, Severity::warning);
}

TEST(Answers, BringTheRequestAndItsOptions) {
  const Folder folder;
  folder.write("request.yaml", R"(
leadlint: 1
ruleset: acme/request
options: {acme.a: {values: [x, y]}}
fields: {id: {type: string, max_length: {option: acme.a, x: 1, y: 2}}}
)");
  const std::string top = folder.write("rules.yaml", R"(
leadlint: 1
ruleset: acme/request.response
answers: ./request
fields: {id: {type: string}}
)");
  LoadOptions choices;
  choices.options["acme.a"] = "y";
  const auto rules = parse_ruleset(top, choices);
  ASSERT_TRUE(rules) << told(rules.error());
  ASSERT_TRUE(rules->request);
  EXPECT_EQ(field(*rules->request, "id").main.max_length->is, 2);
}

// ------------------------------------------------------------------------------------------ schema

nlohmann::json as_json(const YamlNode& node) {
  if (node.is_null()) return nullptr;
  if (node.is_sequence()) {
    auto list = nlohmann::json::array();
    for (const NodePtr& item : node.items) list.push_back(as_json(*item));
    return list;
  }
  if (node.is_map()) {
    auto map = nlohmann::json::object();
    for (const YamlEntry& entry : node.entries) map[entry.key] = as_json(*entry.value);
    return map;
  }
  if (!node.plain) return node.text;
  const auto value = nlohmann::json::parse(node.text, nullptr, false);
  return value.is_discarded() || value.is_structured() ? nlohmann::json(node.text) : value;
}

nlohmann::json rule_file_json(const std::string& text) {
  model::Mistakes log;
  const auto file = log.files().add("rules.yaml", text);
  return as_json(*read_yaml(log, file, 0));
}

nlohmann::json schema() {
  return nlohmann::json::parse(read(source_folder / "schemas" / "ruleset.schema.json"));
}

TEST(RuleSetSchema, HasTheKeysThatTheParserKnows) {
  const nlohmann::json all = schema();
  for (const std::string& context : key_contexts()) {
    const nlohmann::json& part =
        context == "ruleset"
            ? all
            : all.at("definitions").at(context == "field" ? "field_keys" : context);
    std::set<std::string> in_schema;
    for (const auto& [name, value] : part.at("properties").items()) in_schema.insert(name);
    const std::vector<std::string> known = known_keys(context);
    // `use` may stand in any map; only the file's own is read as a key.
    if (context != "ruleset") in_schema.erase("use");
    EXPECT_EQ(in_schema, std::set<std::string>(known.begin(), known.end())) << context;
  }
}

TEST(RuleSetSchema, TakesEveryShippedRuleFile) {
  const nlohmann::json all = schema();
  ASSERT_FALSE(shipped_files().empty());
  for (const std::string_view name : shipped_files()) {
    const auto problems =
        json_schema::problems(all, rule_file_json(std::string(*shipped_file(name))));
    EXPECT_TRUE(problems.empty()) << name << ": " << problems.front();
  }
}

TEST(RuleSetSchema, RefusesWhatTheParserRefuses) {
  const nlohmann::json all = schema();
  const std::string head = "leadlint: 1\nruleset: a/b\n";
  for (const char* wrong :
       {"titel: x", "fields: {a: {max_lenght: 5}}", "fields: {a: {type: text}}",
        "fields: {a: {max_length: {is: 5, severty: off}}}", "rules: [{id: a, requires: b}]",
        "fields: {a: {required: {is: true, severity: warn}}}", "input: xml"}) {
    EXPECT_FALSE(json_schema::problems(all, rule_file_json(head + wrong)).empty()) << wrong;
    EXPECT_FALSE(mistakes(wrong).empty()) << wrong;
  }
}

// ------------------------------------------------------------------------------------ shipped sets

TEST(ShippedRuleFiles, AreReadUnderEveryValueOfEveryOption) {
  for (const std::string_view name : shipped_files()) {
    if (shipped_file(name)->find("\nruleset:") == std::string_view::npos) continue;
    const auto rules = parse_ruleset(name, {});
    ASSERT_TRUE(rules) << told(rules.error());
    for (const model::Option& option : rules->options)
      for (const std::string& value : option.values) {
        LoadOptions choices;
        choices.options[option.name] = value;
        const auto again = parse_ruleset(name, choices);
        EXPECT_TRUE(again) << option.name << "=" << value << "\n" << told(again.error());
      }
    for (const char* profile : {"documented", "strict", "lenient"})
      EXPECT_TRUE(parse_ruleset(name, {.options = {}, .profile = profile})) << name;
  }
}

// ------------------------------------------------------------------------------ shipped rule files

TEST(ShippedFiles, AreRecordedAsTheYamlLibraryReadsThem) {
  for (const std::string_view name : shipped_files()) {
    std::istringstream stream{std::string(*shipped_file(name))};
    YAML::Parser parser(stream);
    YamlRecorder read;
    while (parser.HandleNextDocument(read)) {
    }
    const YamlEvents recorded = shipped_events(name);
    EXPECT_TRUE(std::ranges::equal(recorded.events, read.events().events)) << name;
    EXPECT_EQ(recorded.texts, read.events().texts) << name;
  }
}

}  // namespace
}  // namespace leadlint::parse
