// What a field is to rules where it is not sent: a value to what looks at values, nothing to what
// asks what is sent. Clean records stay on the fast path.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "model/pattern_match.h"
#include "read/json_text.h"
#include "temporary_folder.h"
#include "validate/stream_check.h"

namespace leadlint {
namespace {

using DefaultLines = std::vector<std::string>;

constexpr const char* ticket_with_defaults = R"(leadlint: 1
ruleset: test/ticket
title: t
status: stage
fields:
  stage:    {values: [NEW, WON], default: NEW, required: true}
  priority: {type: integer, min: 1, max: 5, default: 3}
  due:      {type: integer}
  note:     {type: string}
  lines:
    items: {fields: {price: {type: number, required: true}, count: {type: integer, default: 1}}}
  total:    {type: number}
rules:
  - {id: note-when-won, when: stage == WON, require: note}
  - {id: priority-sent, when: present(priority) and stage == NEW, forbid: note}
  - {id: due-first, assert: due <= priority}
  - {id: adds-up, assert: sum(lines.price * lines.count) == total}
  - {id: priority-kept, keep: priority}
  - {id: later, when: after.priority >= 3, require: after.note, severity: warning}
)";

class Defaults : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text = ticket_with_defaults) {
    return load_ruleset(folder_.write("rules.yaml", text)).value();
  }
  static DefaultLines lines(const OwnedFindings& findings) {
    DefaultLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}: {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity), finding.message));
    return all;
  }
  DefaultLines of_text(std::string_view text, const Context& context = {}) {
    Validator validator(ruleset());
    DefaultLines found = lines(validator.check(text, context).findings().owned());
    if (context.current.empty() && !context.no_current) {
      EXPECT_EQ(lines(validator.check(nlohmann::json::parse(text)).findings().owned()), found);
    }
    return found;
  }
  DefaultLines mistakes(std::string_view fields) {
    const auto loaded = load_ruleset(folder_.write(
        "rules.yaml", fmt::format("leadlint: 1\nruleset: test/t\ntitle: t\n{}", fields)));
    DefaultLines all;
    if (loaded) return {"no mistake"};
    for (const OwnedFinding& each : loaded.error().owned())
      all.push_back(fmt::format("{}:{}: {}", each.line, each.column, each.message));
    return all;
  }

  support::TemporaryFolder folder_;
};

TEST_F(Defaults, CountWhereNothingIsSent) {
  EXPECT_EQ(of_text("{}"), DefaultLines{});
  EXPECT_EQ(of_text(R"({"due": 3})"), DefaultLines{});
  EXPECT_EQ(of_text(R"({"due": 4})"),
            DefaultLines{"/due conflict error: due 4 must be at most priority; priority is not "
                         "sent, and is 3 by default"});
  EXPECT_EQ(of_text(R"({"due": 4, "priority": 5})"), DefaultLines{});
  EXPECT_EQ(
      of_text(R"({"stage": "WON"})"),
      DefaultLines{"/note missing_field error: note is missing; it is needed when stage is WON"});
  EXPECT_EQ(of_text(R"({"note": "n"})"), DefaultLines{});
  EXPECT_EQ(of_text(R"({"note": "n", "priority": 3})"),
            DefaultLines{"/note forbidden_field error: note does not belong here when priority is "
                         "there and stage is NEW; stage is not sent, and is \"NEW\" by default"});
  EXPECT_EQ(of_text(R"({"lines": [{"price": 2}, {"price": 3, "count": 2}], "total": 8})"),
            DefaultLines{});
  EXPECT_EQ(
      of_text(R"({"lines": [{"price": 2}], "total": 8})"),
      DefaultLines{
          "/lines conflict error: the sum of lines.price * lines.count (2) must equal total (8)"});
  EXPECT_EQ(
      of_text(R"({"priority": null, "due": 4})"),
      (DefaultLines{"/priority wrong_type warning: priority is null, which counts as left out",
                    "/due conflict error: due 4 must be at most priority; priority is not sent, "
                    "and is 3 by default"}));
}

TEST_F(Defaults, GiveWayToWhatIsStored) {
  const Context urgent{.current = R"({"priority": 2})"}, usual{.current = R"({})"},
      created{.no_current = true};
  EXPECT_EQ(of_text("{}", urgent), DefaultLines{});
  EXPECT_EQ(of_text("{}", usual),
            DefaultLines{"/note missing_field warning: note would be missing; it is needed when "
                         "the resulting priority is at least 3; priority is not sent, and is 3 by "
                         "default"});
  EXPECT_EQ(of_text("{}", created),
            DefaultLines{"/note missing_field warning: note would be missing; it is needed when "
                         "the resulting priority is at least 3; priority is not sent, and is 3 by "
                         "default"});
  EXPECT_EQ(
      of_text(R"({"priority": 1})", urgent),
      DefaultLines{"/priority immutable error: priority is stored as 2 and may not change to 1"});
}

TEST_F(Defaults, NeedNoFullCheck) {
  const Ruleset rules = ruleset(R"(leadlint: 1
ruleset: test/fast
title: t
status: stage
fields:
  stage: {values: [NEW, WON], default: NEW}
  level: {type: integer, default: 3}
  due:   {type: integer}
  note:  {type: string}
  lines:
    items:
      fields: {kind: {values: [a, b], default: a}, size: {type: integer}}
      rules: [{id: sized, when: kind == a, require: size}]
rules:
  - {id: note-when-won, when: stage == WON, require: note}
  - {id: due-first, assert: due <= level}
  - {id: level-sent, when: present(level), require: due}
)");
  validate::StreamCheck check(rules.table());
  read::JsonReader reader;
  const auto is_clean = [&](const std::string& text) {
    read::Tokens tokens = reader.tokens(text);
    check.begin_text();
    return check.json(tokens, {});
  };
  for (const char* text :
       {R"({"level": 5, "due": 4})", "{}", R"({"due": 3})", R"({"stage": "WON", "note": "n"})",
        R"({"note": "n"})", R"({"lines": [{"kind": "b"}, {"size": 2}]})"})
    EXPECT_TRUE(is_clean(text)) << text;
  EXPECT_FALSE(is_clean(R"({"due": 4})"));
  EXPECT_FALSE(is_clean(R"({"level": 3})"));
  EXPECT_FALSE(is_clean(R"({"stage": "WON"})"));
  EXPECT_FALSE(is_clean(R"({"lines": [{"kind": "b"}, {}]})"));
}

TEST_F(Defaults, ThatCannotCountAreMistakes) {
  const std::vector<std::pair<const char*, DefaultLines>> all = {
      {"fields: {a: {type: integer, default: x}}",
       {"4:38: the default `x` is nothing that `a` takes: it is a number"}},
      {"fields: {a: {type: integer, max: 3, default: 4}}",
       {"4:46: the default `4` of `a` fails its own `max`"}},
      {"fields: {a: {values: [A, B], default: C}}",
       {"4:39: the default `C` is no value of `a`; it has A, B"}},
      {"fields: {a: {pattern: \"[A-Z]+\", default: a}}",
       {"4:42: the default `a` of `a` fails its own `pattern`"}},
      {"fields: {a: {format: date, default: 2024-02-30}}",
       {"4:37: the default `2024-02-30` of `a` fails its own `format`"}},
      {"fields: {a: {type: string, max_length: 2, default: abc}}",
       {"4:52: the default `abc` of `a` fails its own `max_length`"}},
      {"fields: {a: {type: string, trimmed: true, default: \"a\u00a0\"}}",
       {"4:52: the default `a\u00a0` of `a` fails its own `trimmed`"}},
      {"fields: {a: {type: string, default: null}}",
       {"4:37: what is not sent is nothing without a default: take it away"}},
      {"fields: {a: {type: string, default: [a]}}",
       {"4:37: `default` is one value: a text, a number, true or false"}},
      {"fields: {a: {items: {type: string, default: a}}}",
       {"4:45: `default` is about a member that is not sent, and this is none: take it away"}},
      {"fields: {a: {fields: {b: {}}, default: a}}",
       {"4:40: the default `a` is nothing that `a` takes: it is an object"}},
      {"fields: {a: {values: {A: {was: [x]}, B: }, default: x}}",
       {"4:53: `x` is an old value of `a`: write A"}},
      {"fields: {a: {}}\ncurrent: {fields: {b: {type: string, default: a}}}",
       {"5:47: of the stored record nothing is supposed: take `default` away"}},
  };
  for (const auto& [fields, expected] : all) EXPECT_EQ(mistakes(fields), expected) << fields;
}

TEST(PatternMatch, IsOfTheWholeText) {
  using model::Pattern;
  Pattern letter{.kind = Pattern::Kind::one_of, .ranges = {{U'a', U'z'}}};
  Pattern some{.kind = Pattern::Kind::repeat, .children = {letter}, .min = 2, .max = 3};
  EXPECT_FALSE(model::matches(some, "a"));
  EXPECT_TRUE(model::matches(some, "ab"));
  EXPECT_TRUE(model::matches(some, "abc"));
  EXPECT_FALSE(model::matches(some, "abcd"));
  EXPECT_FALSE(model::matches(some, "aB"));
  Pattern often{.kind = Pattern::Kind::repeat, .children = {some}, .min = 0};
  EXPECT_TRUE(model::matches(often, ""));
  EXPECT_TRUE(model::matches(often, "abcdefg"));
  EXPECT_FALSE(model::matches(often, "a"));
}

}  // namespace
}  // namespace leadlint
