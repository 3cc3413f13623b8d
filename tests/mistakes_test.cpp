// One collector for all stages: each mistake is told once, whatever shows it again.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "author/check_rules.h"
#include "model/mistakes.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

struct Case {
  const char* name;
  const char* body;  // from line 3 on
  std::vector<std::string> mistakes;

  friend void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }
};

const Case cases[] = {
    {"ADefinitionUsedThreeTimes",
     R"(definitions: {d: {type: number, min: 10, max: 5}}
fields: {a: {use: d}, b: {use: d}, c: {items: {use: d}}}
)",
     {"3:47 no number is from 10 to 5 (likewise `b` and `c[]`)"}},
    {"ValuesOfADefinition",
     R"(definitions: {d: {values: [A, A], type: number}}
fields: {a: {use: d}, b: {use: d}}
)",
     {"3:28 `A` is no value of `a`, which is a number (likewise `b`)",
      "3:31 `A` stands twice in the list (likewise `b`)",
      "3:31 `A` is no value of `a`, which is a number (likewise `b`)"}},
    {"ManyUses",
     R"(definitions: {d: {items: {type: string}, unique: [q]}}
fields: {a: {use: d}, b: {use: d}, c: {use: d}, e: {use: d}, f: {use: d}, g: {use: d}}
)",
     {"3:50 the items of `a` have no field `q` (likewise `b`, `c`, `e` and 2 more)"}},
    {"TwoMembersOfOneListAreTwoMistakes",
     R"(fields:
  a: {items: {fields: {x: {fields: {}}, y: {fields: {}}}}, unique: [x, y]}
)",
     {"4:68 `unique` compares single values, and `x` of an item of `a` may be an object: name a "
      "member that is a text, a number, true or false",
      "4:68 `unique` compares single values, and `y` of an item of `a` may be an object: name a "
      "member that is a text, a number, true or false"}},
    {"ABoundByChoice",
     R"(options: {acme.x: {values: [p, q, r], asks: "?"}}
fields: {a: {type: number, min: {option: acme.x, p: 10, q: 20, r: 1}, max: 5}}
)",
     {"4:76 no number is from 10 to 5"}},
    {"ATypeByChoice",
     R"(options: {acme.x: {values: [p, q, r], asks: "?"}}
fields: {a: {type: {option: acme.x, p: number, q: integer, r: string}, values: [A]}}
)",
     {"4:81 `A` is no value of `a`, which is a number"}},
    {"AListByChoice",
     R"(options: {acme.x: {values: [p, q], asks: "?"}}
fields: {a: {values: {option: acme.x, p: [A], q: [A, B]}}, b: {}}
rules: [{id: r, when: a == C, require: b}]
)",
     {"5:28 `C` is no value of `a`; it has A"}},
    {"AMistakeOfOneChoiceNamesIt",
     R"(options: {acme.x: {values: [p, q], asks: "?"}}
fields: {a: {type: number, min: {option: acme.x, p: 1, q: 20}, max: 5}}
)",
     {"4:69 no number is from 20 to 5 (under acme.x=q)"}},
    {"RulesOfADefinition",
     R"(definitions: {d: {fields: {x: {}}, rules: [{id: r, when: z == 1, require: x}]}}
fields: {a: {use: d}, b: {fields: {c: {use: d}, z: {}}}}
)",
     {"3:58 there is no field `z` here"}},
};

class MistakesOnce : public testing::TestWithParam<Case> {};

TEST_P(MistakesOnce, AreTold) {
  const support::TemporaryFolder folder;
  const std::string path = folder.write(
      "rules.yaml", std::string("leadlint: 1\nruleset: acme/test\n") + GetParam().body);
  std::vector<std::string> told;
  for (const OwnedFinding& each : author::check_rules(path).mistakes)
    told.push_back(std::to_string(each.line) + ":" + std::to_string(each.column) + " " +
                   each.message);
  EXPECT_EQ(told, GetParam().mistakes);
}

INSTANTIATE_TEST_SUITE_P(, MistakesOnce, testing::ValuesIn(cases),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(Mistakes, OfARecoveredSubjectAreSilentButForCertainOnes) {
  using model::SourceLocation;
  model::Mistakes mistakes(std::vector<model::SourceFile>{{"rules.yaml", "a\nb\nc\nd\n"}});
  mistakes.add(Code::bad_value, SourceLocation{0, 1, 1}, "before");
  {
    const model::Mistakes::Subject subject(mistakes);
    mistakes.add(Code::bad_value, SourceLocation{0, 2, 1}, "follows");
    mistakes.add(Code::unknown_name, SourceLocation{0, 3, 1}, "certain");
    mistakes.is_certain();
    mistakes.silence_subject();
  }
  mistakes.add(Code::bad_value, SourceLocation{0, 2, 1}, "follows");
  std::vector<std::string> told;
  for (const OwnedFinding& each : mistakes.take()) told.push_back(each.message);
  EXPECT_EQ(told, (std::vector<std::string>{"before", "follows", "certain"}));
  EXPECT_TRUE(mistakes.empty());
}

TEST(Mistakes, OfOneFieldLeaveNothingElseOpen) {
  model::Recovery recovery;
  const std::size_t before = recovery.open();
  recovery.leave_open();
  EXPECT_TRUE(recovery.confine(before));
  EXPECT_FALSE(recovery.confine(before));
  const model::Recovery::Harmless guard(recovery, true);
  recovery.leave_open();
  EXPECT_EQ(recovery.open(), 0U);
}

}  // namespace
}  // namespace leadlint
