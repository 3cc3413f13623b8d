// Names and values of the past: a member and a value by an old name mean those of today to every
// rule, from text, JSON value, form and CSV. Mistakes have their places.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

using PastLines = std::vector<std::string>;

constexpr const char* lead_with_past = R"(leadlint: 1
ruleset: test/lead
title: t
status: stage
fields:
  stage:
    required: true
    values:
      NEW:
      OPEN: {was: [STARTED, 3]}
      WON: {was: {is: [CLOSED_WON], severity: note, because: "CLOSED_WON is WON since 2024"}}
      LOST: {was: {is: [CLOSED_LOST], severity: "off"}}
  owner: {type: string, was: [user_id, uid], max_length: 3}
  amount: {type: number, was: {is: [value], severity: "off"}}
  place: {was: {is: [address], severity: error, code: bad_format, message: "`place` since 2023"}, fields: {city: {type: string, was: [town], required: true}}}
  tags: {items: {values: {a: {was: [x]}, b: }}, unique: true}
rules:
  - {id: owner-when-won, when: stage == WON, require: owner}
  - {id: amount-kept, keep: amount}
cases:
  - field: stage
    table: {OPEN: {require: amount}, WON: {optional: amount}}
)";

class OldNames : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text = lead_with_past) {
    return load_ruleset(folder_.write("rules.yaml", text)).value();
  }
  static PastLines lines(const Findings& findings) {
    PastLines all;
    for (const Finding& finding : findings)
      all.push_back(fmt::format("{} {} {}: {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity), finding.message));
    return all;
  }
  PastLines of_text(std::string_view text, const Context& context = {}) {
    Validator validator(ruleset());
    return lines(validator.check(text, context).findings());
  }
  PastLines mistakes(std::string_view fields) {
    const auto loaded = load_ruleset(folder_.write(
        "rules.yaml", fmt::format("leadlint: 1\nruleset: test/t\ntitle: t\n{}", fields)));
    PastLines all;
    if (loaded) return {"no mistake"};
    for (const Finding& each : loaded.error())
      all.push_back(fmt::format("{}:{}: {}", each.line, each.column, each.message) +
                    (each.suggestion.empty() ? "" : " -> " + each.suggestion));
    return all;
  }

  TemporaryFolder folder_;
};

struct Judged {
  const char* payload;
  PastLines findings;
};
void PrintTo(const Judged& judged, std::ostream* out) { *out << judged.payload; }

const std::string old_owner =
    "/user_id unknown_field warning: user_id is an old name of owner: write owner";
const std::string old_open =
    "/stage not_in_enum warning: stage STARTED is an old value: write OPEN";

class OldNamesJudged : public OldNames, public testing::WithParamInterface<Judged> {};

TEST_P(OldNamesJudged, InTextAndAsAValue) {
  const Judged& asked = GetParam();
  EXPECT_EQ(of_text(asked.payload), asked.findings);
  Validator validator(ruleset());
  EXPECT_THAT(lines(validator.check(nlohmann::json::parse(asked.payload)).findings()),
              testing::UnorderedElementsAreArray(asked.findings));
}

INSTANTIATE_TEST_SUITE_P(
    , OldNamesJudged,
    testing::Values(
        Judged{R"({"stage": "NEW", "owner": "me"})", {}},
        Judged{R"({"stage": "NEW", "user_id": "me"})", {old_owner}},
        Judged{R"({"stage": "WON", "user_id": "me"})", {old_owner}},
        Judged{R"({"stage": "NEW", "value": 5})",
               {"/value forbidden_field error: value belongs to stage OPEN or WON, not to NEW"}},
        Judged{R"({"stage": "WON", "user_id": "long"})",
               {old_owner, "/user_id too_long error: user_id has 4 characters; at most 3 are allowed"}},
        Judged{R"({"stage": "NEW", "user_id": "a", "owner": "b"})",
               {"/user_id conflict error: user_id is another name of owner, which is sent as well: "
                "which of them counts is not known; leave user_id out"}},
        Judged{R"({"stage": "NEW", "uid": "a", "user_id": "long"})",
               {"/uid conflict error: uid is another name of owner, which is sent as well: "
                "which of them counts is not known; leave uid out",
                old_owner,
                "/user_id too_long error: user_id has 4 characters; at most 3 are allowed"}},
        Judged{R"({"stage": "NEW", "address": {"town": "x"}})",
               {"/address bad_format error: address: `place` since 2023",
                "/address/town unknown_field warning: town is an old name of city: write city"}},
        Judged{R"({"stage": "NEW", "address": {}})",
               {"/address bad_format error: address: `place` since 2023",
                "/address/city missing_field error: city is missing"}},
        Judged{R"({"stage": "STARTED", "amount": 1})", {old_open}},
        Judged{R"({"stage": 3, "amount": 1})",
               {"/stage not_in_enum warning: stage 3 is an old value: write OPEN"}},
        Judged{R"({"stage": "STARTED"})",
               {"/ missing", old_open}},
        Judged{R"({"stage": "CLOSED_WON"})",
               {"/owner"}},
        Judged{R"({"stage": "CLOSED_LOST"})", {}},
        Judged{R"({"stage": "CLOSED_WONN"})", {"x"}},
        Judged{R"({"stage": "NEW", "tags": ["x", "b", "a"]})", {"x"}}));

TEST_F(OldNames, AreSuggested) {
  Validator validator(ruleset());
  const Findings& renamed = validator.check(R"({"stage": "NEW", "user_id": "me"})").findings();
  ASSERT_EQ(renamed.size(), 1U);
  EXPECT_EQ(renamed[0].suggestion, "owner");
  EXPECT_EQ(renamed[0].rule, "test/lead#owner.was");
  EXPECT_EQ(renamed[0].offset, 17U);
  EXPECT_EQ(renamed[0].end_offset, 26U);
  const Findings& value = validator.check(R"({"stage": "CLOSED_WON", "owner": "me"})").findings();
  ASSERT_EQ(value.size(), 1U);
  EXPECT_EQ(value[0].suggestion, "WON");
  EXPECT_EQ(value[0].because, "CLOSED_WON is WON since 2024");
  EXPECT_EQ(value[0].severity, Severity::note);
  EXPECT_EQ(value[0].end_offset, 22U);
}

/// A near miss of an old value is one of today's.
TEST_F(OldNames, OfMissesAreThoseOfToday) {
  Validator validator(ruleset());
  const Findings& missed = validator.check(R"({"stage": "CLOSED_WONN"})").findings();
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].suggestion, "WON");
}

TEST_F(OldNames, AreThoseOfTheStoredRecordAsWell) {
  const Context stored{.current = R"({"value": 7, "stage": "CLOSED_WON"})"};
  EXPECT_EQ(of_text(R"({"stage": "WON", "owner": "me", "amount": 8})", stored),
            PastLines{"x"});
}

TEST_F(OldNames, StandInFormsAndCells) {
  Validator validator(ruleset());
  EXPECT_EQ(lines(validator.check_form("stage=3&user_id=me&value=5").findings()), PastLines{"x"});
}

TEST_F(OldNames, ThatCannotCountAreMistakes) {
  const std::vector<std::pair<const char*, PastLines>> all = {
      {"fields: {a: {was: [a]}}", {"4:16: `a` is called so now"}},
      {"fields: {a: {was: [b]}, b: {}}", {"x"}},
      {"fields: {a: {was: [c]}, b: {was: c}}", {"x"}},
      {"fields: {a: {was: []}}", {"x"}},
      {"fields: {a: {items: {was: [x], type: string}}}", {"x"}},
      {"params: {id: {was: [key]}}\nfields: {a: {}}", {"x"}},
      {"fields: {a: {was: [b], type: string}}\nrules: [{id: r, when: b == x, require: a}]", {"x"}},
      {"fields: {a: {values: {A: {was: [A]}, B: }}}", {"x"}},
      {"fields: {a: {values: {A: {was: [C]}, B: {was: C}}}}", {"x"}},
      {"fields: {a: {case: ignore, values: {A: {was: [b]}, B: }}}", {"x"}},
      {"fields: {a: {values: {A: {was: [null]}, B: }}}", {"x"}},
      {"fields: {a: {values: {A: {was: [x], since: 2}, B: [y]}}}", {"x"}},
      {"fields: {a: {values: {is: {A: {was: [x]}}, severity: \"off\"}}}", {"x"}},
      {"fields: {a: {type: string, also: [{values: {A: {was: [x]}}, severity: \"off\"}]}}", {"x"}},
      {"fields: {a: {values: {A: {was: [x]}}}, b: {}}\nrules: [{id: r, when: a == x, require: b}]",
       {"x"}},
      {"fields: {a: {values: {A: {was: [x]}}}, b: {}}\ncases: [{field: a, table: {x: {require: b}}}]",
       {"x"}},
      {"fields: {a: {was: [b]}}\nnames: {values: [b, c], is: {}}", {"x"}},
  };
  for (const auto& [fields, expected] : all) EXPECT_EQ(mistakes(fields), expected) << fields;
}

}  // namespace
}  // namespace leadlint
