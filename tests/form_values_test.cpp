// What text stands for where an input has nothing else: numbers left empty, words for booleans,
// JSON in a field; in form text and in CSV cells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bulk_support.h"
#include "leadlint/leadlint.h"
#include "read_support.h"
#include "temporary_folder.h"

namespace leadlint::form_values {
namespace {

constexpr const char* rules_text = R"(leadlint: 1
ruleset: test/form-values
title: t
fields:
  state: {values: [OPEN, WON], required: true}
  size: {type: integer, min: 1}
  rate: {type: number, accept: text}
  must: {type: number}
  either: {type: [number, string]}
  sure: {type: number, also: [{values: [""], severity: warning}]}
  past: {type: number, was: [former]}
  day: {format: date}
  day_or_text: {format: [date, email]}
  active: {type: boolean, words: {true: ["1", on], false: ["0", ""]}}
  mixed: {type: [boolean, integer], words: {true: [yes]}}
  none: {type: [boolean, integer], words: {false: [""]}}
  free: {names: [{pattern: "n_.*", is: {type: number}}]}
  kind: {values: [number, date, text, free]}
  value:
    by:
      field: kind
      table:
        number: {type: integer, required: true}
        date: {format: date}
        text: {type: string, min_length: 1}
        free: {type: integer, accept: text}
  map:
    each: {by: {field: kind, table: {number: {type: number}, text: {type: string, min_length: 1}}}}
  plain: {type: boolean}
  sizes: {items: {type: integer}}
  lead: {fields: {age: {type: integer}}}
  deal:
    encoded: json
    fields:
      amount: {type: number, required: true}
      tags: {items: {type: string}, max_items: 2}
    rules: [{id: big, when: amount > 100 and outer.state == WON, require: tags}]
  list: {encoded: json, items: {type: integer, min: 5}}
rules:
  - {id: must-won, when: state == WON, require: must}
  - {id: on, when: active == true, forbid: plain}
  - {id: off, when: none == false, forbid: plain}
  - {id: valued, when: present(value), forbid: plain}
)";

struct Row {
  const char* name;
  const char* form;
  std::vector<std::string> findings;  // "/path code"

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class FormValues : public testing::TestWithParam<Row> {
 protected:
  static Ruleset rules() {
    support::TemporaryFolder folder;
    const auto loaded = load_ruleset(folder.write("rules.yaml", rules_text));
    EXPECT_TRUE(loaded) << loaded.error().owned().front().message;
    return *loaded;
  }
};

TEST_P(FormValues, AreJudgedSo) {
  const Ruleset ruleset = rules();
  Validator validator(ruleset);
  std::vector<std::string> found;
  for (const OwnedFinding& finding : validator.check_form(GetParam().form).findings().owned())
    found.push_back(fmt::format("{} {}", finding.path, code_name(finding.code)));
  EXPECT_EQ(found, GetParam().findings);
}

using Found = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(
    , FormValues,
    testing::Values(
        Row{"NumberLeftEmpty", "state=OPEN&size=&rate=&lead[age]=", {}},
        Row{"RequiredNumberLeftEmpty", "state=WON&must=", Found{"/must missing_field"}},
        Row{"EmptyTextWhereTextIsTaken", "state=OPEN&either=", {}},
        Row{"EmptyTextOfAForm", "state=OPEN&sure=", Found{"/sure wrong_type"}},
        Row{"NumberLeftEmptyByItsOldName", "state=OPEN&former=", {}},
        Row{"NumberSentByBothNames", "state=OPEN&former=5&past=", Found{"/former unknown_field"}},
        Row{"DateLeftEmpty", "state=OPEN&day=", {}},
        Row{"EmptyTextBesideDates", "state=OPEN&day_or_text=", Found{"/day_or_text bad_format"}},
        Row{"FreeNumberLeftEmpty", "state=OPEN&free[n_a]=", {}},
        Row{"EmptyWordBesideNumbers", "state=OPEN&none=&plain=true",
            Found{"/plain forbidden_field"}},
        Row{"ShapeOfNumbersLeftEmpty", "state=OPEN&value=&kind=free&plain=true", {}},
        Row{"ShapeOfRequiredNumbersLeftEmpty",
            "state=OPEN&kind=number&value=", Found{"/value missing_field"}},
        Row{"ShapeOfDatesLeftEmpty", "state=OPEN&kind=date&value=&plain=true", {}},
        Row{"ShapeOfTextsEmpty", "state=OPEN&kind=text&value=", Found{"/value too_short"}},
        Row{"NoShapeEmpty", "state=OPEN&value=&plain=true", Found{"/plain forbidden_field"}},
        Row{"FreeShapesEmpty", "state=OPEN&kind=number&value=1&map[a]=&map[b]=1&map[c]=", {}},
        Row{"FreeShapesOfTextEmpty", "state=OPEN&kind=text&map[a]=", Found{"/map/a too_short"}},
        Row{"EmptyItem", "state=OPEN&sizes[]=", Found{"/sizes/0 wrong_type"}},
        Row{"EmptyStatus", "state=", Found{"/state not_in_enum"}},
        Row{"EmptyBoolean", "state=OPEN&plain=", Found{"/plain wrong_type"}},
        Row{"BlankNumber", "state=OPEN&size=+", Found{"/size wrong_type"}},
        Row{"BooleanByWord", "state=OPEN&active=on&plain=true", Found{"/plain forbidden_field"}},
        Row{"BooleanByDigit", "state=OPEN&active=1&plain=true", Found{"/plain forbidden_field"}},
        Row{"FalseByWord", "state=OPEN&active=0&plain=true", {}},
        Row{"FalseByNothing", "state=OPEN&active=&plain=true", {}},
        Row{"TrueAsEver", "state=OPEN&active=true&plain=true", Found{"/plain forbidden_field"}},
        Row{"NoWord", "state=OPEN&active=off", Found{"/active wrong_type"}},
        Row{"WordsOfAnother", "state=OPEN&plain=on", Found{"/plain wrong_type"}},
        Row{"WordBesideNumbers", "state=OPEN&mixed=yes", {}},
        Row{"NumberBesideWords", "state=OPEN&mixed=1", {}},
        Row{"JsonInAField", "state=OPEN&deal=%7B%22amount%22%3A+5%7D&list=[5,6]", {}},
        Row{"JsonAsItStands", R"(state=WON&must=1&deal={"amount":101,"tags":["a"]})", {}},
        Row{"RulesInsideJson", R"(state=WON&must=1&deal={"amount":101})",
            Found{"/deal/tags missing_field"}},
        Row{"WrongInsideJson", R"(state=OPEN&deal={"amount":"x","tags":["a","b","c"]}&list=[4])",
            Found{"/deal/amount wrong_type", "/deal/tags too_long", "/list/0 out_of_range"}},
        Row{"MissingInsideJson", "state=OPEN&deal={}", Found{"/deal/amount missing_field"}},
        Row{"UnknownInsideJson", R"(state=OPEN&deal={"amount":1,"amuont":2})",
            Found{"/deal/amuont unknown_field"}},
        Row{"TwiceInsideJson", R"(state=OPEN&deal={"amount":1,"amount":2})",
            Found{"/deal/amount duplicate_key"}},
        Row{"NoJson", "state=OPEN&deal={amount:1}", Found{"/deal bad_json"}},
        Row{"NothingForJson", "state=OPEN&deal=", Found{"/deal bad_json"}},
        Row{"AnotherJson", "state=OPEN&deal=[1]", Found{"/deal wrong_type"}},
        Row{"BracketsForJson", "state=OPEN&deal[amount]=5", Found{" bad_format"}},
        Row{"NumberBeyondInJson", R"(state=OPEN&deal={"amount":1e999})",
            Found{"/deal/amount out_of_range"}}),
    [](const testing::TestParamInfo<Row>& row) { return row.param.name; });

TEST_F(FormValues, StandInCellsToo) {
  const std::string rows =
      "state,active,plain,deal,list\n"
      "OPEN,on,true,\"{\"\"amount\"\": 1}\",\"[5, 6]\"\n"
      "WON,0,true,\"{\"\"amount\"\": 101}\",\n"
      "OPEN,off,,{amount: 1},[1]\n";
  const bulk::Ran ran = bulk::run(rules(), rows, {.format = BulkFormat::csv}, {});
  EXPECT_EQ(ran.counts.records, 3U);
  EXPECT_THAT(ran.notes.findings,
              testing::ElementsAre(
                  testing::HasSubstr("1 2:9-2:13 +37-41 error forbidden_field \"/plain\""),
                  testing::HasSubstr("2 3:1-3:2 +69-70 error missing_field \"/must\""),
                  testing::HasSubstr("2 3:12-3:13 +80-81 error missing_field \"/deal/tags\""),
                  testing::HasSubstr("3 4:11-4:22 +111-122 error bad_json \"/deal\"")));
}

TEST_F(FormValues, InJsonAreWhatTheyAre) {
  const Ruleset ruleset = rules();
  Validator validator(ruleset);
  EXPECT_TRUE(validator.check(R"({"state": "OPEN", "active": true, "deal": {"amount": 1}})").ok());
  EXPECT_FALSE(validator.check(R"({"state": "OPEN", "active": "on"})").ok());
  EXPECT_FALSE(validator.check(R"({"state": "OPEN", "deal": "{\"amount\": 1}"})").ok());
  EXPECT_FALSE(validator.check(R"({"state": "OPEN", "size": ""})").ok());
}

TEST_F(FormValues, StandWhereTheValueIs) {
  const Ruleset ruleset = rules();
  Validator validator(ruleset);
  const std::string form = R"(state=OPEN&deal={"amount":"x"}&size=1)";
  const OwnedFinding finding = validator.check_form(form).findings().owned()[0];
  EXPECT_EQ(read::support::marked(form, finding), R"({"amount":"x"})");
  EXPECT_EQ(
      validator.check_form("state=OPEN&deal={amount:1}").findings().owned()[0].message,
      "deal is JSON in text, and this is not JSON: expected a member name in double quotes, or }");
  EXPECT_EQ(validator.check_form("state=OPEN&deal[amount]=1").findings().owned()[0].message,
            "\"deal\" is JSON in text: write it as one value, deal={...}");
}

}  // namespace
}  // namespace leadlint::form_values
