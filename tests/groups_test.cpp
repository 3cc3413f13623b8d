// The verbs about several members together: `require_some`, `at_most_one`, `all_or_none`. What they
// find and say, what may not be written, how options and `use` stand in them. (That every tier and
// the reference find the same is for tests/agreement_test.cpp.)
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "author/check_rules.h"
#include "leadlint/leadlint.h"
#include "load/checked_rules.h"
#include "model/dump.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

constexpr std::string_view fields =
    "fields: {s: {values: [A, B]}, n: {type: string, nullable: true}, a: {type: string}, "
    "b: {type: string}, c: {type: string}, d: {type: integer}, o: {fields: {x: {type: string}, "
    "y: {type: string}}}}\n";

std::string file_with(std::string_view rules, std::string_view top = {}) {
  return "leadlint: 1\nruleset: acme/groups\ntitle: \"Groups\"\n" + std::string(top) +
         std::string(fields) + "rules:\n  - {id: r, " + std::string(rules) + "}\n";
}

std::string found(const OwnedFindings& findings) {
  std::string all;
  for (const OwnedFinding& each : findings)
    all += (all.empty() ? "" : " | ") + std::string(severity_name(each.severity)) + " " +
           std::string(code_name(each.code)) + " " + each.path + ": " + each.message;
  return all;
}

struct Row {
  const char* rule;
  const char* payload;
  const char* says;
};

TEST(Groups, SayWhatIsMissingOrTooMuch) {
  static constexpr Row rows[] = {
      {"require_some: {of: [a, b, c], at_least: 2}", R"({"a":"1","c":"1"})", ""},
      {"require_some: {of: [a, b, c], at_least: 2}", R"({"a":"1","b":"1","c":"1"})", ""},
      {"require_some: {of: [a, b, c], at_least: 2}", R"({"a":"1"})",
       "error missing_field /b: at least 2 of a, b and c are needed"},
      {"require_some: {of: [a, b, c], at_least: 2}", R"({"c":"1"})",
       "error missing_field /a: at least 2 of a, b and c are needed"},
      {"require_some: {of: [a, b, c], at_least: 2}", "{}",
       "error missing_field /a: at least 2 of a, b and c are needed"},
      {"require_some: {of: [a, b], at_least: 1}", "{}",
       "error missing_field /a: at least 1 of a and b is needed"},
      {"when: s == B, require_some: {of: [a, b, c], at_least: 2}", R"({"s":"A"})", ""},
      {"when: s == B, require_some: {of: [a, b, c], at_least: 2}", R"({"s":"B","b":"1"})",
       "error missing_field /a: at least 2 of a, b and c are needed when s is B"},
      {"require_some: {of: [n, a, o.x], at_least: 2}, at: s, severity: warning", R"({"n":null})",
       "warning missing_field /s: at least 2 of n, a and o.x are needed"},
      {"require_some: {of: [n, a, o.x], at_least: 2}", R"({"n":null,"o":{"x":"1"}})", ""},
      {"require_some: {of: [o.x, a, o.y], at_least: 2}", R"({"a":"1"})",
       "error missing_field /o/x: at least 2 of o.x, a and o.y are needed"},
      {"require_some: {of: [a, b, c], at_least: 2}", R"({"a":"1","b":null})",
       "error missing_field /b: at least 2 of a, b and c are needed; b is null, which counts as "
       "left out"},
      {"at_most_one: [a, b, c]", R"({"b":"1","d":1})", ""},
      {"at_most_one: [a, b, c]", "{}", ""},
      {"at_most_one: [a, b, c]", R"({"a":"1","c":"1"})",
       "error conflict /c: c does not go together with a or b: send at most one of them"},
      {"at_most_one: [a, b, c]", R"({"c":"1","b":"1","a":"1"})",
       "error conflict /c: c does not go together with a or b: send at most one of them | "
       "error conflict /b: b does not go together with a or c: send at most one of them"},
      {"when: present(d), at_most_one: [o.x, a], code: forbidden_field, severity: note",
       R"({"o":{"x":"1"},"a":"2","d":1})",
       "note forbidden_field /a: a does not go together with o.x: send at most one of the two when "
       "d is there"},
      {"at_most_one: [n, a], at: d", R"({"n":null,"a":"1"})",
       "error conflict /d: a does not go together with n: send at most one of the two"},
      {"at_most_one: [a, b], message: \"one way to reach you\"", R"({"a":"1","b":"1"})",
       "error conflict /b: b \"1\": one way to reach you"},
      {"all_or_none: [a, b, c]", "{}", ""},
      {"all_or_none: [a, b, c]", R"({"a":"1","b":"1","c":"1"})", ""},
      {"all_or_none: [a, b, c]", R"({"b":"1"})",
       "error missing_field /a: a is missing; it is needed when b or c is there | "
       "error missing_field /c: c is missing; it is needed when a or b is there"},
      {"when: s == A, all_or_none: [a, o.x], at: s", R"({"s":"A","a":"1"})",
       "error missing_field /s: o.x is missing; it is needed when s is A, and a is there"},
      {"all_or_none: [a, o.x]", R"({"a":"1"})",
       "error missing_field /o/x: x is missing; it is needed when a is there"},
      {"all_or_none: [a, n]", R"({"a":"1","n":null})", ""},
      {"all_or_none: [a, b]", R"({"a":"1","b":null})",
       "error missing_field /b: b is null, which counts as left out; it is needed when a is "
       "there"},
  };
  for (const Row& row : rows) {
    const support::TemporaryFolder folder;
    const auto rules = load_ruleset(folder.write("rules.yaml", file_with(row.rule)));
    ASSERT_TRUE(rules) << row.rule << "\n" << (rules ? "" : rules.error().owned().front().message);
    EXPECT_EQ(found(Validator(*rules).check(row.payload).findings().owned()), row.says)
        << row.rule << "\n"
        << row.payload;
  }
}

TEST(Groups, ThatCannotBeMeantAreMistakes) {
  struct Mistake {
    const char* rule;
    const char* says;  // "column message [suggestion]"; the rule starts at column 5
  };
  static constexpr Mistake rows[] = {
      {"require_some: [a, b]",
       "27 `require_some` says how many of which: write `require_some: {of: [a, b, c], at_least: "
       "2}`"},
      {"require_some: {of: [a, b]}",
       "27 `require_some` has the key `at_least`: `require_some: {of: [a, b, c], at_least: 2}`"},
      {"require_some: {at_least: 2}",
       "27 `require_some` has the key `of`: `require_some: {of: [a, b, c], at_least: 2}`"},
      {"require_some: {of: [a, b, c], at_least: 0}",
       "53 0 of them are always there: write a number from 1 on"},
      {"require_some: {of: [a, b, c], at_least: 4}", "53 there are only 3 fields in `of`"},
      {"require_some: {of: [a, b, c], at_least: 3}",
       "53 it is all 3 of them: write `require: [a, b]`"},
      {"require_some: {of: a, at_least: 1}",
       "32 `require_some` is about two fields or more: `require_some: {of: [a, b, c], at_least: "
       "2}`"},
      {"require_some: {of: [a, b, a], at_least: 2}", "39 `require_some` names `a` twice"},
      {"require_some: {of: [a, b, c], at_lest: 2}",
       "43 `require_some` has no key `at_lest` [at_least]"},
      {"require_some: {of: [a, b, cc], at_least: 2}", "39 there is no field `cc` here"},
      {"at_most_one: a", "26 `at_most_one` is about two fields or more: `at_most_one: [a, b]`"},
      {"at_most_one: [a, b, o.x, b]", "38 `at_most_one` names `b` twice"},
      {"at_most_one: [a, current.b]", "30 `current.b` is not part of the payload"},
      {"all_or_none: [a]", "26 `all_or_none` is about two fields or more: `all_or_none: [a, b]`"},
      {"all_or_none: [a, a]", "30 `all_or_none` names `a` twice"},
      {"all_or_none: [a, b], at_most_one: [a, b]",
       "34 a rule has one verb; this one has `all_or_none` already"},
  };
  for (const Mistake& row : rows) {
    const support::TemporaryFolder folder;
    std::string told;
    for (const OwnedFinding& each :
         author::check_rules(folder.write("rules.yaml", file_with(row.rule))).mistakes)
      told += (told.empty() ? "" : " | ") + std::to_string(each.column) + " " + each.message +
              (each.suggestion.empty() ? "" : " [" + each.suggestion + "]");
    EXPECT_EQ(told, row.says) << row.rule;
  }
}

// What a choice leaves of a group is asked, with as many as there still are.
TEST(Groups, FollowOptions) {
  constexpr std::string_view top =
      "options: {acme.x: {values: [p, q], asks: \"?\"}}\n"
      "definitions: {ways: [a, b, c]}\n";
  struct Choice {
    const char* rule;
    const char* option;
    const char* payload;
    const char* codes;
  };
  static constexpr Choice rows[] = {
      {"require_some: {of: {use: ways}, at_least: {option: acme.x, p: 1, q: 2}}", "p",
       R"({"a":"1"})", ""},
      {"require_some: {of: {use: ways}, at_least: {option: acme.x, p: 1, q: 2}}", "q",
       R"({"a":"1"})", "missing_field /b"},
      {"require_some: {of: [a, {option: acme.x, p: b, q: none}], at_least: 1}", "q", "{}",
       "missing_field /a"},
      {"require_some: {of: {option: acme.x, p: [a, b, c], q: [a, b]}, at_least: 2}", "q",
       R"({"b":"1"})", "missing_field /a"},
      {"at_most_one: {option: acme.x, p: [a, b], q: [a]}", "q", R"({"a":"1","b":"1"})", ""},
      {"at_most_one: {option: acme.x, p: [a, b], q: [a]}", "p", R"({"a":"1","b":"1"})",
       "conflict /b"},
      {"require_some: {of: {option: acme.x, p: [a, b, c], q: [b]}, at_least: 2}", "q",
       R"({"a":"1"})", "missing_field /b"},
      {"all_or_none: [a, {option: acme.x, p: b, q: none}]", "q", R"({"a":"1"})", ""},
      {"all_or_none: {use: ways}, severity: {option: acme.x, p: off, q: note}", "p", R"({"a":"1"})",
       ""},
      {"all_or_none: {use: ways}, severity: {option: acme.x, p: off, q: note}", "q", R"({"a":"1"})",
       "missing_field /b missing_field /c"},
  };
  for (const Choice& row : rows) {
    const support::TemporaryFolder folder;
    const auto rules = load_ruleset(folder.write("rules.yaml", file_with(row.rule, top)),
                                    {.options = {{"acme.x", row.option}}});
    ASSERT_TRUE(rules) << row.rule << "\n" << (rules ? "" : rules.error().owned().front().message);
    Validator validator(*rules);
    std::string codes;
    for (const OwnedFinding& each : validator.check(row.payload).findings().owned())
      codes += (codes.empty() ? "" : " ") + std::string(code_name(each.code)) + " " + each.path;
    EXPECT_EQ(codes, row.codes) << row.rule << " " << row.option;
  }
}

TEST(Groups, AreShownAsTheyAreWritten) {
  for (const std::string rule : {"require_some: {of: [a, b, o.x], at_least: 2}",
                                 "at_most_one: [a, b]", "all_or_none: [o.x, o.y]"}) {
    const support::TemporaryFolder folder;
    const auto rules = load::read_checked(folder.write("rules.yaml", file_with(rule)), {});
    ASSERT_TRUE(rules) << rule;
    EXPECT_NE(model::dump(rules->rules()).find("\n      " + rule + "\n"), std::string::npos)
        << model::dump(rules->rules());
  }
}

}  // namespace
}  // namespace leadlint
