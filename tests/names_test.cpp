// Members by free names beside fields: `names` by a pattern, a list or a catalog, and `each` for
// the rest. The same from text, JSON value, form and CSV; clean records need no full check;
// mistakes have their places.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "read/json_text.h"
#include "temporary_folder.h"
#include "validate/context.h"
#include "validate/evaluate.h"
#include "validate/judge.h"

namespace leadlint {
namespace {

using NamesLines = std::vector<std::string>;

constexpr const char* deal_with_names = R"(leadlint: 1
ruleset: test/deal
title: t
status: stage
catalogs:
  custom_fields: {columns: [id]}
fields:
  stage: {values: [NEW, WON], required: true}
  UF_SUM: {type: number}
  ready: {type: boolean}
  phones:
    unknown_fields: error
    names: {values: [HOME, WORK], is: {type: string, min_length: 3}}
  custom:
    unknown_fields: error
    names: {catalog: custom_fields.id, is: {type: [string, integer]}}
  extra:
    fields: {size: {type: integer}}
    each: {fields: {id: {type: integer, required: true}}, rules: [{id: won-id, when: outer.outer.stage == WON, assert: id > 5}]}
names:
  - {pattern: "UF_[0-9]+", is: {type: integer, also: [{type: string, when: ready == true, severity: warning}]}}
  - {pattern: "UF_.*", is: {type: string, max_length: 5}}
  - {values: [UF_late, note], is: {type: boolean}}
)";

class FreeNames : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text) {
    return load_ruleset(folder_.write("rules.yaml", text)).value();
  }
  static NamesLines lines(const OwnedFindings& findings) {
    NamesLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity)));
    std::sort(all.begin(), all.end());
    return all;
  }
  NamesLines mistakes(std::string_view text) {
    NamesLines all;
    const auto rules = load_ruleset(folder_.write("rules.yaml", text));
    if (rules) return all;
    for (const OwnedFinding& finding : rules.error().owned())
      all.push_back(fmt::format("{}:{} {}: {}", finding.line, finding.column,
                                code_name(finding.code), finding.message));
    return all;
  }

  support::TemporaryFolder folder_;
};

struct Named {
  const char* payload;
  NamesLines found;
  bool catalog = false;  // [7, "c1"]
};

const Named named[] = {
    {R"({"stage":"NEW","UF_1":4,"UF_A":"abc","UF_late":"x","note":true,"UF_SUM":1.5})", {}},
    {R"({"stage":"NEW","UF_1":"4","UF_A":"abcdef","UF_late":true,"note":"no","UF_SUM":"1"})",
     {"/UF_1 wrong_type error", "/UF_A too_long error", "/UF_SUM wrong_type error",
      "/UF_late wrong_type error", "/note wrong_type error"}},
    {R"({"stage":"NEW","ready":true,"UF_1":"4"})", {"/UF_1 wrong_type warning"}},
    {R"({"stage":"NEW","UFA":1,"uf_1":1})",
     {"/UFA unknown_field warning", "/uf_1 unknown_field warning"}},
    {R"({"stage":"NEW","UF_1":null,"UF_A":[]})",
     {"/UF_1 wrong_type warning", "/UF_A wrong_type error"}},
    {R"({"stage":"NEW","phones":{"HOME":"1","WORK":"123","FAX":"1"}})",
     {"/phones/FAX unknown_field error", "/phones/HOME too_short error"}},
    {R"({"stage":"NEW","custom":{"c1":"a","7":1,"c2":2,"c3":true}})",
     {"/custom/c3 wrong_type error"}},
    {R"({"stage":"NEW","custom":{"c1":"a","7":1}})", {}, true},
    {R"({"stage":"NEW","custom":{"c1":true,"7":1,"c2":2,"c3":true}})",
     {"/custom/c1 wrong_type error", "/custom/c2 unknown_field error",
      "/custom/c3 unknown_field error"},
     true},
    {R"({"stage":"WON","extra":{"size":1,"a":{"id":6},"b c":{"id":5},"d":{},"e":1}})",
     {"/extra/b c/id conflict error", "/extra/d/id missing_field error",
      "/extra/e wrong_type error"}},
};

TEST_F(FreeNames, AreJudgedAlikeInEveryWay) {
  const Ruleset rules = ruleset(deal_with_names);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("custom_fields", R"([7, "c1"])"));
  Validator validator(rules);
  for (const Named& each : named) {
    SCOPED_TRACE(each.payload);
    Context context;
    if (each.catalog) context.catalogs = &catalogs;
    const NamesLines& found = each.found;
    EXPECT_EQ(lines(validator.check(std::string_view(each.payload), context).findings().owned()),
              found);
    const auto value = nlohmann::json::parse(each.payload);
    EXPECT_EQ(lines(validator.check(value, context).findings().owned()), found);
    for (const auto tier : {validate::Tier::quick_check, validate::Tier::full_check}) {
      validate::Judge judge(rules);
      judge.set_context(context);
      judge.start_at(tier);
      static_cast<void>(judge.text(each.payload));
      EXPECT_EQ(lines(judge.findings()), found);
    }
  }
}

TEST_F(FreeNames, RepeatedTheLastCounts) {
  Validator validator(ruleset(deal_with_names));
  EXPECT_EQ(
      lines(validator
                .check(std::string_view(R"({"UF_A":"abcdef","stage":"NEW","UF_B":"b","UF_A":"a"})"))
                .findings()
                .owned()),
      (NamesLines{"/UF_A duplicate_key error"}));
  EXPECT_EQ(lines(validator
                      .check(std::string_view(
                          R"({"UF_A":"a","stage":"NEW","X":1,"X":2,"UF_\u0041":"abcdef"})"))
                      .findings()
                      .owned()),
            (NamesLines{"/UF_A duplicate_key error", "/UF_A too_long error",
                        "/X duplicate_key error", "/X unknown_field warning"}));
}

TEST_F(FreeNames, NeedNoFullCheckInACleanRecord) {
  const Ruleset rules = ruleset(deal_with_names);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("custom_fields", R"([7, "c1"])"));
  read::JsonReader reader;
  validate::Evaluator evaluator(rules.table());
  read::Record record;
  const auto bound = catalogs.store()->bound_to(rules).value();
  const validate::ReadContext context{.catalogs = bound.get()};
  const auto passes = [&](const char* text) {
    static_cast<void>(reader.read(rules.table(), rules.table().root, text, record));
    return evaluator.quick_check(record, context);
  };
  EXPECT_TRUE(passes(R"({"stage":"WON","UF_A":"abc","phones":{"HOME":"+1 512 555 0100"}})"));
  EXPECT_TRUE(passes(R"({"stage":"WON","custom":{"c1":"a","7":"b"}})"));
  EXPECT_FALSE(passes(R"({"stage":"WON","custom":{"c1":"a","c2":"b"}})"));
  EXPECT_TRUE(passes(R"({"stage":"WON","extra":{"size":1,"a":{"id":6}}})"));
  EXPECT_FALSE(passes(R"({"stage":"WON","UF_A":"abcdef"})"));
}

TEST_F(FreeNames, InForms) {
  std::string form = deal_with_names;
  form.replace(form.find("status: stage"), 13, "status: stage\ninput: form");
  Validator validator(ruleset(form));
  EXPECT_EQ(lines(validator
                      .check_form("stage=NEW&UF_1=4&UF_A=abcdef&phones[HOME]=12&phones[FAX]=123"
                                  "&extra[a][id]=x&UFA=1")
                      .findings()
                      .owned()),
            (NamesLines{"/UFA unknown_field warning", "/UF_A too_long error",
                        "/extra/a/id wrong_type error", "/phones/FAX unknown_field error",
                        "/phones/HOME too_short error"}));
}

TEST_F(FreeNames, InColumns) {
  const Ruleset rules = ruleset(deal_with_names);
  struct Found final : BulkSink {
    bool record(const BulkRecord& record) override {
      all = lines(record.findings.owned());
      return true;
    }
    NamesLines all;
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
  EXPECT_EQ(found("stage,UF_1,UF_A,phones.HOME,phones.FAX,UFA\nNEW,4,abcdef,12,123,1\n"),
            (NamesLines{"/UFA unknown_field warning", "/UF_A too_long error",
                        "/phones/FAX unknown_field error", "/phones/HOME too_short error"}));
  EXPECT_EQ(found("UF_1,UF_A\n4,abcdef\n"),
            (NamesLines{"/UF_A too_long error", "/stage missing_field error"}));
}

TEST_F(FreeNames, SayWhatIsNearWhereTheyAreUnknown) {
  const Ruleset rules = ruleset(deal_with_names);
  Catalogs catalogs(rules);
  ASSERT_TRUE(catalogs.add("custom_fields", R"(["color", "size"])"));
  Context context;
  context.catalogs = &catalogs;
  Validator validator(rules);
  const OwnedFindings found =
      validator
          .check(
              std::string_view(R"({"stage":"NEW","phones":{"HOEM":"123"},"custom":{"colour":1}})"),
              context)
          .findings()
          .owned();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].message, "no rule knows a member HOEM");
  EXPECT_EQ(found[0].suggestion, "HOME");
  EXPECT_EQ(found[1].message,
            "no rule knows a member colour, and the catalog custom_fields has none");
  EXPECT_EQ(found[1].suggestion, "color");
}

TEST_F(FreeNames, SwitchTheirChecksByTheStar) {
  Validator validator(
      ruleset(std::string(deal_with_names) + "severities: {'*.max_length': warning}\n"));
  EXPECT_EQ(lines(validator.check(std::string_view(R"({"stage":"NEW","UF_A":"abcdef"})"))
                      .findings()
                      .owned()),
            (NamesLines{"/UF_A too_long warning"}));
}

struct MistakeOfNames {
  const char* name;
  const char* body;  // from line 3 on
  NamesLines mistakes;

  friend void PrintTo(const MistakeOfNames& each, std::ostream* out) { *out << each.name; }
};

const MistakeOfNames mistakes_of_names[] = {
    {"nothing_wrong",
     "fields: {a: {}}\nnames: {pattern: \"a\", is: {}}\neach: {type: string}\n",
     {}},
    {"no_entry",
     "fields: {a: {}}\nnames: [x]\n",
     {"4:9 bad_value: an entry of `names` is a map: `{pattern: \"UF_.*\", is: {...}}`"}},
    {"says_not_which",
     "fields: {a: {}}\nnames: {is: {}}\n",
     {"4:8 missing_key: an entry of `names` says which: `pattern`, `values` or `catalog`"}},
    {"says_not_what",
     "fields: {a: {}}\nnames: {pattern: x}\n",
     {"4:8 missing_key: an entry of `names` says what such a member `is`: `is: {type: string}`"}},
    {"two_at_once",
     "fields: {a: {}}\nnames: {pattern: x, values: [b], is: {}}\n",
     {"4:21 bad_value: an entry of `names` has one of `pattern`, `values` and `catalog`; this one "
      "has `pattern` already"}},
    {"unknown_key",
     "fields: {a: {}}\nnames: {patern: x, is: {}}\n",
     {"4:9 unknown_key: `names` has no key `patern`"}},
    {"empty_pattern",
     "fields: {a: {}}\nnames: {pattern: \"\", is: {}}\n",
     {"4:18 bad_value: an empty pattern takes no name but the empty one"}},
    {"broken_pattern",
     "fields: {a: {}}\nnames: {pattern: \"a(\", is: {}}\n",
     {"4:21 bad_pattern: expected ) at the end of the group"}},
    {"the_same_pattern",
     "fields: {a: {}}\nnames:\n  - {pattern: x, is: {}}\n  - {pattern: x, is: {type: string}}\n",
     {"6:6 bad_value: the pattern `x` stands in front of this one already: no name is left"}},
    {"listed_twice",
     "fields: {a: {}}\nnames: {values: [x, b, x], is: {}}\n",
     {"4:24 bad_value: the name `x` is listed already"}},
    {"a_field_is_listed",
     "fields: {a: {}}\nnames: {values: [x, a], is: {}}\n",
     {"4:21 bad_value: `a` is a field of the record, which counts"}},
    {"no_such_catalog",
     "fields: {a: {}}\nnames: {catalog: cs.id, is: {}}\n",
     {"4:9 unknown_name: there is no catalog `cs`"}},
    {"no_such_column",
     "fields: {a: {}}\nnames: {catalog: cs.ix, is: {}}\ncatalogs: {cs: {columns: [id]}}\n",
     {"4:9 unknown_name: the catalog `cs` has no column `ix`; it has id"}},
    {"no_column",
     "fields: {a: {}}\nnames: {catalog: cs, is: {}}\ncatalogs: {cs: {columns: [id]}}\n",
     {"4:18 bad_value: `catalog` names a catalog and its column: `custom_fields.id`"}},
    {"behind_a_catalog",
     "fields: {a: {}}\nnames: {catalog: cs.id, is: {}}\ncatalogs: {cs: {columns: [id]}}\neach: "
     "{}\n",
     {"4:9 bad_value: `names` of a catalog stand last: where it is not given they take every "
      "name"}},
    {"required",
     "fields: {a: {}}\nnames: {pattern: x, is: {required: true}}\n",
     {"4:36 bad_value: `required` asks for a member by its name, and `*` has none: names that are "
      "free are there or not; take it away"}},
    {"of_a_text",
     "fields: {a: {type: string, names: {pattern: x, is: {}}}}\n",
     {"3:10 type_mismatch: `names` stands at `a`, which is text"}},
    {"nothing_is_unknown",
     "fields: {a: {fields: {b: {}}, each: {}, unknown_fields: error}}\n",
     {"3:41 bad_value: `unknown_fields` says nothing here: `each` takes every member that has no "
      "field"}},
    {"a_wrong_check_inside",
     "fields: {a: {}}\nnames: {pattern: x, is: {type: integer, max_length: 3}}\n",
     {"4:53 type_mismatch: `max_length` applies to text; `*` is an integer"}},
};

class FreeNamesMistakes : public FreeNames, public testing::WithParamInterface<MistakeOfNames> {};

TEST_P(FreeNamesMistakes, AreTold) {
  EXPECT_EQ(mistakes(std::string("leadlint: 1\nruleset: t/t\n") + GetParam().body),
            GetParam().mistakes);
}

INSTANTIATE_TEST_SUITE_P(, FreeNamesMistakes, testing::ValuesIn(mistakes_of_names),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace leadlint
