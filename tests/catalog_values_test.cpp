// Values that an organisation's catalog lists: of the status, of other fields, of items; in cases,
// pairs and transitions; where the catalog is not given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "author/status_table.h"
#include "check/check.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "temporary_folder.h"
#include "validate/judge.h"

namespace leadlint {
namespace {

using CatalogLines = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* pipeline = R"(leadlint: 1
ruleset: test/pipeline
title: t
status: stage
catalogs:
  stages:  {columns: [id, name]}
  reasons: {columns: [code]}
fields:
  stage:  {required: true, values: {catalog: stages.id}}
  sub:    {values: {catalog: reasons.code, severity: warning}}
  reason: {type: integer, values: {catalog: reasons.code}}
  tags:   {items: {values: {catalog: reasons.code}}}
  note:   {type: string}
cases:
  - {field: stage, table: {lost: {require: note}, open: {optional: tags}}}
pairs:
  - {fields: [stage, sub], table: {won: [paid, due], lost: []}}
transitions:
  allow: {new: [open], open: [won, lost], any: [new]}
)";
constexpr const char* stages =
    R"([{"id": "new", "name": "New"}, {"id": "open", "name": "Open"}, {"id": "won", "name": "Won"},
        {"id": "lost", "name": "Lost"}, {"id": "parked", "name": "Parked"}])";
constexpr const char* reasons = R"([1, 2, "paid", "due"])";

class CatalogValues : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text) {
    auto rules = load_ruleset(folder_.write("rules.yaml", text));
    if (!rules) ADD_FAILURE() << rules.error().owned().front().message;
    return rules.value();
  }
  static CatalogLines lines(const OwnedFindings& findings) {
    CatalogLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity)));
    std::sort(all.begin(), all.end());
    return all;
  }
  CatalogLines mistakes(std::string_view text) {
    CatalogLines all;
    const auto rules = load_ruleset(folder_.write("rules.yaml", text));
    if (rules) return all;
    for (const OwnedFinding& finding : rules.error().owned())
      all.push_back(fmt::format("{}:{} {}: {}", finding.line, finding.column,
                                code_name(finding.code), finding.message));
    return all;
  }

  support::TemporaryFolder folder_;
};

struct OfCatalog {
  const char* payload;
  CatalogLines given;      // where the catalogs are given
  CatalogLines not_given;  // where they are not
  const char* current = "";
};

TEST_F(CatalogValues, AreLookedUpWhereTheCatalogIsGiven) {
  const OfCatalog rows[] = {
      {R"({"stage":"new"})", {}, {}},
      {R"({"stage":"parked"})", {}, {}},
      {R"({"stage":"gone"})", {"/stage not_in_enum error"}, {}},
      {R"({"stage":7})", {"/stage wrong_type error"}, {"/stage wrong_type error"}},
      {R"({"stage":"new","reason":2})", {}, {}},
      {R"({"stage":"new","reason":2.0})",
       {"/reason wrong_type error"},
       {"/reason wrong_type error"}},
      {R"({"stage":"new","reason":9})", {"/reason not_in_enum error"}, {}},
      {R"({"stage":"open","tags":["paid","x","1"]})", {"/tags/1 not_in_enum error"}, {}},
      // A warning leaves the value good.
      {R"({"stage":"won","sub":"later"})",
       {"/sub not_in_enum warning", "/sub pair_not_allowed error"},
       {"/sub pair_not_allowed error"}},
      {R"({"stage":"won","sub":""})",
       {"/sub not_in_enum warning", "/sub pair_not_allowed error"},
       {"/sub pair_not_allowed error"}},
      {R"({"stage":"won","sub":"paid"})", {}, {}},
      {R"({"stage":"parked","sub":"paid"})", {}, {}},
      {R"({"stage":"lost","sub":"paid"})",
       {"/note missing_field error", "/sub pair_not_allowed error"},
       {"/note missing_field error", "/sub pair_not_allowed error"}},
      {R"({"stage":"lost","note":"x"})", {}, {}},
      // Stray with every other value, listed by rules or not.
      {R"({"stage":"parked","tags":["paid"]})",
       {"/tags forbidden_field error"},
       {"/tags forbidden_field error"}},
      // Of a value that is broken rules say nothing.
      {R"({"stage":"gone","tags":["paid"]})",
       {"/stage not_in_enum error"},
       {"/tags forbidden_field error"}},
      {R"({"stage":"open"})", {}, {}, R"({"stage":"new"})"},
      {R"({"stage":"won"})",
       {"/stage transition_not_allowed error"},
       {"/stage transition_not_allowed error"},
       R"({"stage":"new"})"},
      {R"({"stage":"parked"})",
       {"/stage transition_not_allowed error"},
       {"/stage transition_not_allowed error"},
       R"({"stage":"open"})"},
      // A stored stage may be one that the catalog has no more.
      {R"({"stage":"new"})", {}, {}, R"({"stage":"closed since"})"},
      {R"({"stage":"open"})",
       {"/stage transition_not_allowed error"},
       {"/stage transition_not_allowed error"},
       R"({"stage":"closed since"})"},
      {R"({"stage":"parked"})", {}, {}, R"({"stage":"parked"})"},
  };
  const Ruleset rules = ruleset(pipeline);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", stages));
  ASSERT_TRUE(catalogs.add("reasons", reasons));
  Validator validator(rules);
  for (const OfCatalog& row : rows)
    for (const bool given : {true, false}) {
      Context context;
      context.current = row.current;
      if (given) context.catalogs = &catalogs;
      const CatalogLines& expected = given ? row.given : row.not_given;
      EXPECT_EQ(lines(validator.check(std::string_view{row.payload}, context).findings().owned()),
                expected)
          << row.payload << " over " << row.current;
      EXPECT_EQ(
          lines(validator.check(nlohmann::json::parse(row.payload), context).findings().owned()),
          expected)
          << row.payload << " as a value";
    }
}

TEST_F(CatalogValues, NameTheNearestAndTheCatalog) {
  const Ruleset rules = ruleset(pipeline);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", stages));
  Context context;
  context.catalogs = &catalogs;
  Validator validator(rules);
  const OwnedFindings findings =
      validator.check(std::string_view{R"({"stage":"opne"})"}, context).findings().owned();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message, "stage \"opne\" is not in the catalog stages");
  EXPECT_EQ(findings[0].suggestion, "open");
  EXPECT_EQ(findings[0].rule, "test/pipeline#stage.values");
}

TEST_F(CatalogValues, CleanRecordsNeedNoFullCheck) {
  const Ruleset rules = ruleset(pipeline);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", stages));
  Context context;
  context.catalogs = &catalogs;
  EXPECT_TRUE(rules.table().fast.stream_checkable);
  for (const char* payload : {R"({"stage":"new"})", R"({"stage":"parked"})"})
    for (const bool given : {true, false}) {
      validate::Judge judge(rules);
      judge.start_at(validate::Tier::stream_check);
      judge.set_context(given ? context : Context{});
      EXPECT_TRUE(judge.text(payload)) << payload;
      EXPECT_TRUE(judge.payload().nodes.empty()) << payload << " was read into a record";
    }
}

TEST_F(CatalogValues, WhatRulesNameAndTheCatalogLacksIsANote) {
  const Ruleset rules = ruleset(pipeline);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", R"([{"id": "new", "name": 1}, {"id": "open", "name": 2},
      {"id": "won", "name": 3}, {"id": "Lost", "name": 4}])"));
  const OwnedFindings notes = catalogs.notes(rules).owned();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].path, "/@catalogs/stages");
  EXPECT_EQ(notes[0].severity, Severity::note);
  EXPECT_EQ(notes[0].message,
            "the catalog stages does not list lost, which rules name as a value of stage");
  EXPECT_EQ(notes[0].suggestion, "Lost");
  ASSERT_TRUE(catalogs.add("stages", stages));
  EXPECT_THAT(catalogs.notes(rules).owned(), IsEmpty());
}

TEST_F(CatalogValues, TableByStatusSaysWhereStatusesComeFrom) {
  const auto checked =
      check::check_ruleset(parse::parse_ruleset(folder_.write("rules.yaml", pipeline), {}).value());
  ASSERT_TRUE(checked);
  const author::StatusTable table = author::status_table(*checked);
  EXPECT_THAT(table.statuses, ElementsAre("lost", "open", "won", "new", "(any other)"));
  const std::string text = author::markdown(table);
  EXPECT_THAT(text, HasSubstr("| (any other) |   R   |  O  |   O    |  F   |  F   |"));
  EXPECT_THAT(text, HasSubstr("stage is a value of the catalog stages.id: the rows are those that "
                              "rules name, the last one all others\n"));
}

TEST_F(CatalogValues, MistakesHaveTheirPlace) {
  constexpr const char* head =
      "leadlint: 1\nruleset: a/b\ntitle: t\ncatalogs: {stages: {columns: [id, name]}}\nfields:\n  ";
  const std::pair<const char*, CatalogLines> rows[] = {
      {"a: {values: {catalog: stage.id}}", {"6:25 unknown_name: there is no catalog `stage`"}},
      {"a: {values: {catalog: stages.ids}}",
       {"6:25 unknown_name: the catalog `stages` has no column `ids`; it has id, name"}},
      {"a: {values: {catalog: stages}}",
       {"6:25 bad_value: `catalog` names a catalog and its column: `custom_fields.id`"}},
      {"a: {type: boolean, values: {catalog: stages.id}}",
       {"6:22 type_mismatch: a catalog lists texts and numbers; `a` is a boolean"}},
      {"a: {items: {}, values: {catalog: stages.id}}", {}},
      {"a: {values: {catalog: stages.id, serverity: warning}}",
       {"6:36 unknown_key: a check has no key `serverity`"}},
  };
  for (const auto& [field, expected] : rows) {
    const CatalogLines found = mistakes(std::string(head) + field + "\n");
    if (!expected.empty()) {
      ASSERT_FALSE(found.empty()) << field;
      EXPECT_THAT(found.front(), HasSubstr(expected.front().substr(expected.front().find(' '))))
          << field;
    } else {
      EXPECT_FALSE(found.empty()) << field;
    }
  }
}

TEST_F(CatalogValues, AreLaidOverInBothDirections) {
  folder_.write("base.yaml",
                "leadlint: 1\nruleset: a/base\ntitle: t\nstatus: s\n"
                "catalogs: {stages: {columns: [id]}}\n"
                "fields:\n  s: {values: {catalog: stages.id}}\n  t: {values: [A, B]}\n");
  const Ruleset rules = load_ruleset(folder_.write("child.yaml",
                                                   "leadlint: 1\nruleset: a/child\ntitle: t\n"
                                                   "extends: ./base.yaml\nfields:\n"
                                                   "  s: {values: {severity: warning}}\n"
                                                   "  t: {values: {catalog: stages.id}}\n"))
                            .value();
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", R"(["x"])"));
  Context context;
  context.catalogs = &catalogs;
  Validator validator(rules);
  EXPECT_THAT(
      lines(validator.check(std::string_view{R"({"s":"y","t":"A"})"}, context).findings().owned()),
      ElementsAre("/s not_in_enum warning", "/t not_in_enum error"));
}

}  // namespace
}  // namespace leadlint
