// Warnings of `leadlint rules check` about what stands in a rule file and does nothing, or not what
// it seems to: their places, and that files that mean all they say have none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "author/check_rules.h"
#include "command_support.h"
#include "leadlint/ruleset.h"
#include "ruleset_names.h"
#include "temporary_folder.h"

namespace {

using support::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string head = "leadlint: 1\nruleset: test/idle\ntitle: T\nsource: own\n";

/// Each as "line:column code"; behind a mistake, its words.
std::vector<std::string> warnings_of(const std::string& text) {
  support::TemporaryFolder folder;
  folder.write("r.yaml", head + text);
  const leadlint::author::RuleFaults faults = leadlint::author::check_rules(folder.path("r.yaml"));
  std::vector<std::string> all;
  for (const auto& each : faults.mistakes)
    all.push_back(fmt::format("mistake {}:{}: {}", each.line, each.column, each.message));
  for (const auto& each : faults.warnings) {
    EXPECT_EQ(each.severity, leadlint::Severity::warning);
    all.push_back(fmt::format("{}:{} {}", each.line, each.column, code_name(each.code)));
  }
  return all;
}

TEST(IdleWords, AreToldWithTheirPlaces) {
  struct Row {
    std::string text, place;  // line 5 is the first
  };
  const std::string fields =
      "fields:\n  s: {values: [A, B]}\n  n: {type: number}\n  o: {fields: {x: {type: string}}}\n";
  const Row rows[] = {
      // never used
      {"definitions:\n  day: {format: date}\nfields: {a: {type: string}}\n", "6:3 bad_value"},
      {"definitions:\n  day: {format: date}\n  other: {type: string}\n"
       "fields: {a: {use: day}}\n",
       "7:3 bad_value"},
      {"definitions:\n  list: [A, B]\nfields: {list: {type: string}}\n", "6:3 bad_value"},
      {"formats:\n  us: {ldml: \"MM/dd/yyyy\"}\nfields: {a: {format: date}}\n", "6:3 bad_value"},
      {"formats:\n  us: {ldml: \"MM/dd/yyyy\"}\n  eu: {ldml: \"dd.MM.yyyy\"}\n"
       "fields: {a: {format: [eu, date]}}\n",
       "6:3 bad_value"},
      {"formats:\n  code: {pattern: \"[A-Z]+\"}\nfields: {code: {type: string}}\n",
       "6:3 bad_value"},
      {"catalogs:\n  reasons: {columns: [id], rows: data}\nfields: {x: {type: string}}\n",
       "6:3 bad_value"},
      {"catalogs:\n  a: {columns: [id]}\n  b: {columns: [id]}\n"
       "fields: {x: {values: {catalog: a.id}}}\n",
       "7:3 bad_value"},
      {"catalogs:\n  b: {columns: [id]}\nfields: {x: {because: b is a list}}\n", "6:3 bad_value"},
      {"options:\n  acme.x: {values: [one, two]}\nfields: {a: {type: string}}\n", "6:3 bad_value"},
      {"options:\n  acme.x: {values: [one, two]}\nprofiles: {strict: {acme.x: two}}\n"
       "fields: {a: {type: string}}\n",
       "6:3 bad_value"},
      {"options:\n  acme.x: {values: [one, two]}\n  acme.y: {values: [yes, no]}\n"
       "fields: {a: {required: {option: acme.y, yes: true, no: false}}}\n",
       "6:3 bad_value"},
      {fields + "let:\n  gone: present(n)\n", "10:3 bad_value"},
      {fields + "let:\n  a: present(n)\n  b: absent(n)\nrules: [{id: r, when: a, require: s}]\n",
       "11:3 bad_value"},
      {"fields:\n  o:\n    fields: {x: {type: string}}\n    let:\n      gone: present(x)\n",
       "9:7 bad_value"},
      // twice
      {"fields: {a: {values: [A, a], case: ignore}}\n", "5:26 duplicate_id"},
      {fields + "rules:\n  - {id: r, when: s == A, require: n}\n"
                "  - {id: r2, when: s == A, require: n}\n",
       "11:5 duplicate_id"},
      {fields + "rules:\n  - {id: r, require: n, because: a}\n  - {require: n, id: q}\n",
       "11:5 duplicate_id"},
      {fields + "rules:\n  - {id: r, forbid: [n, s]}\n  - {id: x, keep: n}\n"
                "  - {id: q, forbid: [n, s]}\n",
       "12:5 duplicate_id"},
      {"fields: {a: {values: [ab, c, AB], case: ignore}}\n", "5:30 duplicate_id"},
      {"fields: {a: {values: [B, \"b\"], case: ignore}}\n", "5:26 duplicate_id"},
      {"fields: {a: {values: [Ü, ü], case: ignore}}\n", "5:26 duplicate_id"},
      {"fields: {a: {values: {is: [A, a]}, case: ignore}}\n", "5:31 duplicate_id"},
      // hides another
      {"formats:\n  date: {ldml: \"MM/dd/yyyy\"}\nfields: {a: {format: date}}\n",
       "6:3 duplicate_id"},
      {fields + "let:\n  n: present(s)\nrules: [{id: r, when: n, require: s}]\n",
       "10:3 duplicate_id"},
      // empty
      {fields + "rules: [{id: r, require: []}]\n", "9:17 bad_value"},
      {fields + "rules: [{id: r, when: s == A, forbid: []}]\n", "9:31 bad_value"},
      // cut
      {"fields:\n  a:\n    type: string\n    because: rule #5 of the doc\n", "8:19 bad_value"},
      {"fields:\n  a: {type: string}\nrules:\n  - id: r\n    require: a\n    message: see  #1\n",
       "10:19 bad_value"},
      {"fields: {a: {type: string}}\noptions:\n  acme.x:\n    values: [a, b]\n"
       "    asks: which # one\n",
       "9:17 bad_value"},
      // read otherwise
      {"fields: {a: {type: string, required: \"true\"}}\n", "5:38 bad_value"},
      {"fields: {a: {type: string, required: 'false'}}\n", "5:38 bad_value"},
      {"fields: {a: {type: string, nullable: \"true\"}}\n", "5:38 bad_value"},
      {"fields: {a: {values: [True, B]}}\n", "5:23 bad_value"},
      {"fields: {a: {values: [B, 0x1F]}}\n", "5:26 bad_value"},
      {"fields: {a: {values: [.5, B]}}\n", "5:23 bad_value"},
  };
  for (const Row& row : rows) {
    const std::vector<std::string> all = warnings_of(row.text);
    EXPECT_THAT(all, testing::Contains(row.place)) << row.text;
    // (An option that nothing goes by may stand beside a sentence that is cut.)
    const bool alone = row.text.find("asks") == std::string::npos;
    EXPECT_TRUE(!alone || all.size() == 1U) << row.text << fmt::format("{}", fmt::join(all, "\n"));
  }
}

TEST(IdleWords, WhatIsUsedIsNotTold) {
  const char* texts[] = {
      "definitions:\n  day: {format: date}\n  days: {items: {use: day}}\n"
      "fields: {a: {use: days}}\n",
      "definitions:\n  list: [A, B]\nfields: {a: {values: {use: list}}}\n",
      "formats:\n  us: {ldml: \"MM/dd/yyyy\"}\nfields: {a: {format: [us, date]}}\n",
      "formats:\n  code: {pattern: \"[A-Z]+\"}\nfields: {a: {type: string}, b: {type: string}}\n"
      "rules: [{id: r, when: 'matches(a, code)', require: b}]\n",
      "options:\n  acme.x: {values: [yes, no]}\n"
      "fields: {a: {required: {option: acme.x, yes: true, no: false}}}\n",
      "fields: {a: {values: [\"1\", \"True\"], because: \"rule #5\"}}   # a comment\n",
      "fields: {a: {type: string, required: true, max_length: 12}}\n",
      "fields: {a: {values: [A, a]}}\n",
      "fields: {s: {values: [A]}, n: {type: string}}\n"
      "options: {o.x: {values: [one, two]}}\n"
      "rules:\n"
      "  - {id: a, when: s == A, require: n, severity: {option: o.x, one: error, two: \"off\"}}\n"
      "  - {id: b, when: s == A, require: n, severity: {option: o.x, one: \"off\", two: error}}\n",
      "fields: {s: {values: [A]}, n: {type: string}}\n"
      "rules:\n"
      "  - {id: a, when: present(s), forbid: n}\n"
      "  - {id: b, when: present(s), forbid: n, code: conflict}\n",
      "fields:\n  a:\n    type: string\n    because: a word   # as they say\n",
  };
  for (const char* text : texts) EXPECT_THAT(warnings_of(text), IsEmpty()) << text;
}

class ShippedRules : public testing::TestWithParam<std::string> {};
TEST_P(ShippedRules, HaveNoIdleWords) {
  const leadlint::author::RuleFaults faults = leadlint::author::check_rules(GetParam());
  for (const auto& each : faults.warnings)
    ADD_FAILURE() << each.rule_location << ": " << each.message;
}
INSTANTIATE_TEST_SUITE_P(, ShippedRules, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

class RulesCheckCommand : public support::CommandTest {
 protected:
  RulesCheckCommand() : CommandTest({}) {}
};

TEST_F(RulesCheckCommand, WarningsMakeItOneMistakesTwo) {
  write("idle.yaml", head + "fields: {a: {values: [A, a], case: ignore}}\n");
  write("wrong.yaml", head + "fields: {a: {vlues: [A, B]}}\n");
  write("fine.yaml", head + "fields: {a: {values: [A, B]}}\n");
  write("a.json", "{\"a\": \"A\"}\n");
  const Outcome idle = run("rules check idle.yaml");
  EXPECT_EQ(idle.exit, 1);
  EXPECT_THAT(idle.err, HasSubstr("idle.yaml:5:26"));
  EXPECT_THAT(idle.err, HasSubstr("stands in this list already, as"));
  EXPECT_EQ(run("rules check --fail-severity error idle.yaml").exit, 0);
  EXPECT_EQ(run("rules check --fail-severity none idle.yaml").exit, 0);
  EXPECT_EQ(run("rules check --fail-severity none wrong.yaml").exit, 2);
  EXPECT_EQ(run("rules check idle.yaml wrong.yaml idle.yaml").exit, 2);
  EXPECT_EQ(run("rules check fine.yaml").exit, 0);
  // Who judges by the file hears nothing of it.
  const Outcome judged = run("check --rules idle.yaml a.json");
  EXPECT_EQ(judged.exit, 0);
  EXPECT_EQ(judged.err, "");
}

}  // namespace
