// Names and values of the past: a member and a value by an old name mean those of today to every
// rule, from text, JSON value, form and CSV. Mistakes have their places.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <span>
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
  place:
    was: {is: [address], severity: error, code: bad_format, message: "`place` since 2023"}
    fields: {city: {type: string, was: [town], required: true}}
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
  static PastLines lines(const OwnedFindings& findings) {
    PastLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}: {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity), finding.message));
    return all;
  }
  PastLines of_text(std::string_view text, const Context& context = {}) {
    Validator validator(ruleset());
    return lines(validator.check(text, context).findings().owned());
  }
  PastLines mistakes(std::string_view fields) {
    const auto loaded = load_ruleset(folder_.write(
        "rules.yaml", fmt::format("leadlint: 1\nruleset: test/t\ntitle: t\n{}", fields)));
    PastLines all;
    if (loaded) return {"no mistake"};
    for (const OwnedFinding& each : loaded.error().owned())
      all.push_back(fmt::format("{}:{}: {}", each.line, each.column, each.message) +
                    (each.suggestion.empty() ? "" : " -> " + each.suggestion));
    return all;
  }

  support::TemporaryFolder folder_;
};

struct Judged {
  const char* payload;
  PastLines findings;
};
void PrintTo(const Judged& judged, std::ostream* out) { *out << judged.payload; }

const std::string old_owner =
    "/user_id unknown_field warning: user_id is an old name of owner: write owner";
const std::string old_open =
    "/stage not_in_enum warning: stage \"STARTED\" is an old value: write OPEN";

class OldNamesJudged : public OldNames, public testing::WithParamInterface<Judged> {};

TEST_P(OldNamesJudged, InTextAndAsAValue) {
  const Judged& asked = GetParam();
  EXPECT_EQ(of_text(asked.payload), asked.findings);
  Validator validator(ruleset());
  EXPECT_THAT(lines(validator.check(nlohmann::json::parse(asked.payload)).findings().owned()),
              testing::UnorderedElementsAreArray(asked.findings));
}

INSTANTIATE_TEST_SUITE_P(
    , OldNamesJudged,
    testing::Values(
        Judged{R"({"stage": "NEW", "owner": "me"})", {}},
        Judged{R"({"stage": "NEW", "user_id": "me"})", {old_owner}},
        Judged{R"({"stage": "WON", "user_id": "me"})", {old_owner}},
        Judged{R"({"stage": "NEW", "value": 5})",
               {"/value forbidden_field error: amount belongs to stage OPEN or WON"}},
        Judged{
            R"({"stage": "WON", "user_id": "long"})",
            {old_owner, "/user_id too_long error: owner has 4 characters; at most 3 are allowed"}},
        Judged{R"({"stage": "NEW", "user_id": "a", "owner": "b"})",
               {"/user_id conflict error: user_id is another name of owner, which is sent as well: "
                "which of them counts is not known; leave user_id out"}},
        Judged{
            R"({"stage": "NEW", "uid": "a", "user_id": "long"})",
            {"/uid conflict error: uid is another name of owner, which is sent as well: "
             "which of them counts is not known; leave uid out",
             old_owner, "/user_id too_long error: owner has 4 characters; at most 3 are allowed"}},
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
               {"/amount missing_field error: amount is missing; it is needed when stage is OPEN",
                old_open}},
        Judged{R"({"stage": "CLOSED_WON"})",
               {"/owner missing_field error: owner is missing; it is needed when stage is WON",
                "/stage not_in_enum note: stage \"CLOSED_WON\" is an old value: write WON"}},
        Judged{R"({"stage": "CLOSED_LOST"})", {}},
        Judged{R"({"stage": "CLOSED_WONN"})",
               {"/stage not_in_enum error: stage \"CLOSED_WONN\" is not one of NEW, OPEN, WON or "
                "LOST"}},
        Judged{R"({"stage": "NEW", "tags": ["x", "b", "a"]})",
               {"/tags/0 not_in_enum warning: item 1 \"x\" is an old value: write a",
                "/tags/2 conflict error: item 3 \"a\" stands in the list twice"}}));

TEST_F(OldNames, AreSuggested) {
  Validator validator(ruleset());
  const OwnedFindings& renamed =
      validator.check(std::string_view(R"({"stage": "NEW", "user_id": "me"})")).findings().owned();
  ASSERT_EQ(renamed.size(), 1U);
  EXPECT_EQ(renamed[0].suggestion, "owner");
  EXPECT_EQ(renamed[0].rule, "test/lead#owner.was");
  EXPECT_EQ(renamed[0].offset, 17U);
  EXPECT_EQ(renamed[0].end_offset, 26U);
  const OwnedFindings& value =
      validator.check(std::string_view(R"({"stage": "CLOSED_WON", "owner": "me"})"))
          .findings()
          .owned();
  ASSERT_EQ(value.size(), 1U);
  EXPECT_EQ(value[0].suggestion, "WON");
  EXPECT_EQ(value[0].because, "CLOSED_WON is WON since 2024");
  EXPECT_EQ(value[0].severity, Severity::note);
  EXPECT_EQ(value[0].end_offset, 22U);
}

/// A near miss of an old value is one of today's.
TEST_F(OldNames, OfMissesAreThoseOfToday) {
  Validator validator(ruleset());
  const OwnedFindings& missed =
      validator.check(std::string_view(R"({"stage": "CLOSED_WONN"})")).findings().owned();
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].suggestion, "WON");
}

TEST_F(OldNames, AreThoseOfTheStoredRecordAsWell) {
  const Context stored{.current = R"({"value": 7, "stage": "CLOSED_WON"})"};
  EXPECT_EQ(of_text(R"({"stage": "WON", "owner": "me", "amount": 8})", stored),
            PastLines{"/amount immutable error: amount is stored as 7 and may not change to 8"});
}

TEST_F(OldNames, StandInForms) {
  std::string form = lead_with_past;
  form.replace(form.find("status: stage"), 13, "status: stage\ninput: form");
  Validator validator(ruleset(form));
  EXPECT_EQ(
      lines(validator.check_form("stage=3&user_id=me&address[town]=x").findings().owned()),
      (PastLines{"/amount missing_field error: amount is missing; it is needed when stage is OPEN",
                 "/stage not_in_enum warning: stage 3 is an old value: write OPEN", old_owner,
                 "/address/town unknown_field warning: town is an old name of city: write city",
                 "/address bad_format error: address: `place` since 2023"}));
}

TEST_F(OldNames, StandInColumns) {
  const Ruleset rules = ruleset();
  struct Found final : BulkSink {
    bool record(const BulkRecord& record) override {
      all = lines(record.findings.owned());
      return true;
    }
    PastLines all;
  };
  const auto found = [&](std::string_view text) {
    BulkChecker checker(rules, {.format = BulkFormat::csv});
    Found sink;
    const BulkRead read = [&text](std::span<char> room) -> tl::expected<std::size_t, std::string> {
      const std::size_t size = text.copy(room.data(), room.size());
      text.remove_prefix(size);
      return size;
    };
    EXPECT_TRUE(checker.run(read, sink));
    return sink.all;
  };
  EXPECT_EQ(
      found("stage,user_id,value\n3,me,5\n"),
      (PastLines{"/stage not_in_enum warning: stage 3 is an old value: write OPEN", old_owner}));
  EXPECT_EQ(found("stage,user_id,owner\nNEW,me,\n"), PastLines{old_owner});
  EXPECT_EQ(found("stage,user_id,owner\nNEW,me,you\n"),
            PastLines{"/user_id conflict error: user_id is another name of owner, which is sent as "
                      "well: which of them counts is not known; leave user_id out"});
}

TEST_F(OldNames, ThatCannotCountAreMistakes) {
  const std::vector<std::pair<const char*, PastLines>> all = {
      {"fields: {a: {was: [a]}}", {"4:20: `a` is called so now"}},
      {"fields: {a: {was: [b]}, b: {}}",
       {"4:20: `b` is a field of its own on line 4: it is no old name of `a`"}},
      {"fields: {a: {was: [c]}, b: {was: c}}", {"4:34: `c` is an old name of `a` already"}},
      {"fields: {a: {was: []}}", {"4:19: `was` names at least one old name"}},
      {"fields: {a: {items: {was: [x], type: string}}}",
       {"4:27: `was` names a member as it was called before, and `a[]` has no name: take it away"}},
      {"params: {id: {was: [key]}}\nfields: {a: {}}",
       {"4:20: a parameter of the URL is called what the caller calls it: take `was` away"}},
      {"fields: {a: {was: [b], type: string}}\nrules: [{id: r, when: b == x, require: a}]",
       {"5:23: `b` is an old name of `a`: rules have the new one"}},
      {"fields: {a: {values: {A: {was: [A]}, B: }}}",
       {"4:33: `A` is a value of `a` still: it is no old one"}},
      {"fields: {a: {values: {A: {was: [C]}, B: {was: C}}}}",
       {"4:47: `C` is an old value of `A` already"}},
      {"fields: {a: {case: ignore, values: {A: {was: [b]}, B: }}}",
       {"4:47: `b` is a value of `a` still: it is no old one"}},
      {"fields: {a: {values: {A: {was: [null]}, B: }}}",
       {"4:33: an old value is a text, a number, true or false"}},
      {"fields: {a: {values: {A: {was: [x], since: 2}, B: [y]}}}",
       {"4:37: a value has no key `since`: it is a key of a rule, under `rules:`",
        "4:51: what a value was called before stands behind `was`: `B: {was: [OLD]}`"}},
      {"fields: {a: {values: {is: {A: {was: [x]}}, severity: \"off\"}}}",
       {"4:28: the list of `a` is off, so that any value is taken as it is: what was called "
        "otherwise before means nothing there"}},
      {"fields: {a: {type: string, also: [{values: {A: {was: [x]}}, severity: \"off\"}]}}",
       {"4:48: `was` stands in the field's own list of values, not in another form"}},
      {"fields: {a: {values: {A: {was: [x]}}}, b: {}}\nrules: [{id: r, when: a == x, require: b}]",
       {"5:28: `x` is an old value of `a`: rules have the new one, A"}},
      {"fields: {a: {values: {A: {was: [x]}}}, b: {}}\ncases: [{field: a, table: {x: {require: "
       "b}}}]",
       {"5:28: `x` is an old value of `a`: rules have the new one, A"}},
      {"fields: {a: {was: [b]}}\nnames: {values: [b, c], is: {}}",
       {"5:18: `b` is an old name of `a`, which counts"}},
  };
  for (const auto& [fields, expected] : all) EXPECT_EQ(mistakes(fields), expected) << fields;
}

}  // namespace
}  // namespace leadlint
