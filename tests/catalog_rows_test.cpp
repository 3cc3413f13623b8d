// Columns of a catalog's row in conditions: which row, what it has there, where nobody knows; and
// catalogs that do not fit what rules ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

using RowLines = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* rows_rules = R"yaml(leadlint: 1
ruleset: test/rows
title: t
status: stage
catalogs:
  stages: {columns: [id, order, is_final, owner]}
fields:
  stage:  {required: true, values: {catalog: stages.id}}
  before: {type: string}
  owner:  {type: string}
  note:   {type: string}
rules:
  - {id: final, when: "stages[stage].is_final == true", require: note}
  - {id: forward, assert: "stages[stage].order >= stages[current.stage].order"}
  - {id: owned, assert: "stages[stage].owner == owner"}
  - {id: no-owner, when: "absent(stages[before].owner) and present(before)", require: owner}
  - {id: low, when: "stages[before].order < 2", forbid: owner}
)yaml";
constexpr const char* rows_stages = R"([
  {"id": "new", "order": 1, "is_final": false, "owner": "ann"},
  {"id": "open", "order": 2.5, "is_final": false},
  {"id": "won", "order": 3, "is_final": true, "owner": null}])";

class CatalogRows : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text) {
    auto rules = load_ruleset(folder_.write("rules.yaml", text));
    if (!rules) ADD_FAILURE() << rules.error().owned().front().message;
    return rules.value();
  }
  static RowLines lines(const OwnedFindings& findings) {
    RowLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}", finding.path, code_name(finding.code),
                                finding.rule.substr(finding.rule.find('#') + 1)));
    std::sort(all.begin(), all.end());
    return all;
  }

  support::TemporaryFolder folder_;
};

struct OfRow {
  const char* payload;
  const char* current;
  RowLines found;
};

TEST_F(CatalogRows, AreLookedUpByTheValue) {
  const OfRow rows[] = {
      {R"({"stage":"new"})", "", {}},
      {R"({"stage":"won"})", "", {"/note missing_field final"}},
      {R"({"stage":"won","note":"x"})", "", {}},
      {R"({"stage":"open"})", R"({"stage":"new"})", {}},
      {R"({"stage":"new"})", R"({"stage":"open"})", {"/stage conflict forward"}},
      // A row that there is not, stored or sent.
      {R"({"stage":"new"})", R"({"stage":"closed since"})", {}},
      {R"({"stage":"gone"})", R"({"stage":"open"})", {"/stage not_in_enum stage.values"}},
      // What the row lacks is absent: an assertion is not judged.
      {R"({"stage":"new","owner":"bob"})", "", {"/stage conflict owned"}},
      {R"({"stage":"new","owner":"ann"})", "", {}},
      {R"({"stage":"open","owner":"bob"})", "", {}},
      {R"({"stage":"open","before":"open"})", "", {"/owner missing_field no-owner"}},
      {R"({"stage":"open","before":"new"})", "", {}},
      {R"({"stage":"open","before":"new","owner":"x"})", "", {"/owner forbidden_field low"}},
      {R"({"stage":"open","before":"nothing","owner":"x"})", "", {}},
  };
  const Ruleset rules = ruleset(rows_rules);
  Catalogs catalogs(rules);
  const auto added = catalogs.add("stages", rows_stages);
  ASSERT_TRUE(added) << added.error();
  Validator validator(rules);
  for (const OfRow& row : rows) {
    Context context;
    context.current = row.current;
    EXPECT_EQ(lines(validator.check(std::string_view{row.payload}, context).findings().owned()),
              RowLines{})
        << row.payload << " without a catalog";
    context.catalogs = &catalogs;
    EXPECT_EQ(lines(validator.check(std::string_view{row.payload}, context).findings().owned()),
              row.found)
        << row.payload << " over " << row.current;
    EXPECT_EQ(
        lines(validator.check(nlohmann::json::parse(row.payload), context).findings().owned()),
        row.found)
        << row.payload << " as a value";
  }
}

TEST_F(CatalogRows, SayWhatTheyCompare) {
  const Ruleset rules = ruleset(rows_rules);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("stages", rows_stages));
  Context context;
  context.catalogs = &catalogs;
  context.current = R"({"stage":"open"})";
  Validator validator(rules);
  const OwnedFindings found =
      validator.check(std::string_view{R"({"stage":"new"})"}, context).findings().owned();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message,
            "the order of stage \"new\" must be at least the order of the stored stage");
}

TEST_F(CatalogRows, ThatDoNotFitAreRefused) {
  const std::pair<const char*, const char*> rows[] = {
      {R"([{"id": "a", "order": "first", "is_final": true, "owner": "x"}])",
       "catalog stages: entry 1: \"order\" is \"first\", and rules compare it with numbers"},
      {R"([{"id": "a", "order": 1, "is_final": "yes", "owner": "x"}])",
       "catalog stages: entry 1: \"is_final\" is \"yes\", and rules compare it with true or false"},
      {R"([{"id": "a", "order": 1, "is_final": true, "owner": "x"},
           {"id": "a", "order": 2, "is_final": true, "owner": "x"}])",
       "catalog stages: entries 1 and 2 have one \"id\", \"a\", and differ in \"order\", which "
       "rules "
       "ask for"},
      {R"([{"id": "a", "ordre": 1, "is_final": true, "owner": "x"}])",
       "catalog stages: no entry has \"order\", which rules ask for: entry 1 has no \"order\"; is "
       "\"ordre\" meant?"},
      {R"(["a", "b"])",
       "catalog stages: entry 1 is a plain value, without the \"is_final\" that rules ask for: "
       "write an "
       "object"},
      {R"([{"id": "a", "order": [1], "is_final": true, "owner": "x"}])",
       "catalog stages: entry 1: \"order\" is a list, not a text, a number, true or false"},
  };
  const Ruleset rules = ruleset(rows_rules);
  Catalogs catalogs(rules);
  for (const auto& [json, expected] : rows) {
    const auto added = catalogs.add("stages", json);
    ASSERT_FALSE(added) << json;
    EXPECT_EQ(added.error(), expected);
  }
  // Of a catalog of any rules that is an error of each check.
  Catalogs of_any;
  ASSERT_TRUE(of_any.add("stages", rows[0].first));
  Context context;
  context.catalogs = &of_any;
  Validator validator(rules);
  const OwnedFindings found =
      validator.check(std::string_view{R"({"stage":"a"})"}, context).findings().owned();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "/@catalogs/stages");
  EXPECT_THAT(found[0].message, HasSubstr("rules compare it with numbers"));
}

TEST_F(CatalogRows, MistakesAreToldInWords) {
  const std::pair<const char*, const char*> rows[] = {
      {"stags[stage].order == 1", "there is no catalog `stags`"},
      {"stages[stage].ordr == 1", "the catalog `stages` has no column `ordr`"},
      {"stages[stag].order == 1", "there is no field `stag` here"},
      {"stages[stage].order > now", "no dates"},
      {"stages[stage].order > high", "is more or less than a number"},
      {"stages[stage].order > note", "`note` is text, which has no order here"},
      {"stages[stage].owner == null", "write absent(stages[stage].owner)"},
      {"stages[stage].owner == 2025-01-01", "no dates"},
      {"stages[tags].owner == x", "a row is found by a text or a number; `tags` is a list"},
      {"tags[stage].owner == x", "`tags` is a list, and no catalog: its last item is tags[last]"},
      {"stages[stage].order + 1 == 2", "nothing is calculated with it"},
      {"blank(stages[stage].owner)", "a field belongs here"},
      {"stages[stage].owner in stages.id", "a field belongs here"},
      {"stages[stage]", "a point and a column of the catalog"},
  };
  for (const auto& [condition, expected] : rows) {
    const std::string text = fmt::format(
        "leadlint: 1\nruleset: a/b\ntitle: t\ncatalogs: {{stages: {{columns: [id, order, "
        "owner]}}}}\n"
        "fields:\n  stage: {{type: string}}\n  note: {{type: string}}\n"
        "  tags: {{items: {{type: string}}}}\nrules:\n"
        "  - id: x\n    when: {}\n    require: note\n",
        condition);
    const auto rules = load_ruleset(folder_.write("rules.yaml", text));
    ASSERT_FALSE(rules) << condition;
    EXPECT_THAT(rules.error().owned().front().message, HasSubstr(expected)) << condition;
    EXPECT_EQ(rules.error().owned().front().line, 11U) << condition;
  }
}

}  // namespace
}  // namespace leadlint
