// Shapes by another value (`by`), of one value and of objects; forms of an object that are tried.
// The same from text, JSON value, form and CSV; messages are those of the shape at hand; mistakes
// have their places.
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

using ShapeLines = std::vector<std::string>;

constexpr const char* shaped_rules = R"(leadlint: 1
ruleset: test/shapes
title: t
unknown_fields: error
fields:
  type: {values: [number, money, text, list, other]}
  value:
    by:
      field: type
      table:
        number: {type: number, min: 0, required: true}
        text: {type: string, max_length: 4, nullable: true}
        money:
          fields: {amount: {type: number, required: true}, currency: {values: [EUR, USD]}}
          rules: [{id: currency, when: amount > 100, require: currency}]
        list: {items: {type: string}, max_items: 2}
  event:
    fields:
      kind: {required: true}
      at: {format: date}
    by:
      field: kind
      table:
        call: {fields: {minutes: {type: integer, required: true}}}
        visit:
          fields: {minutes: {type: string}, at: {required: true}, place: {fields: {city: {type: string, required: true}}}}
          rules: [{id: short-visit, when: minutes == "0", forbid: place}]
        mail: {fields: {place: {fields: {city: {values: [A, B]}, zip: {}}}}}
  steps:
    items:
      by: {field: kind, table: {a: {fields: {n: {type: integer}}}, b: {fields: {n: {type: string}}}}, otherwise: {fields: {m: {}}}}
      fields: {kind: {type: string}}
  party:
    fields: {email: {type: string, required: true}, name: {type: string}}
    also:
      - {fields: {id: {type: integer, required: true}}}
      - {fields: {phone: {pattern: "[0-9]+", required: true}, name: {type: string}}, severity: warning, message: "{field} is told by its phone"}
  note:
    by: {field: event.kind, table: {call: {type: string}}, unlisted: warning, absent: {type: integer}}
)";

class Shapes : public testing::Test {
 protected:
  Ruleset ruleset(std::string_view text) {
    return load_ruleset(folder_.write("rules.yaml", text)).value();
  }
  static ShapeLines lines(const OwnedFindings& findings) {
    ShapeLines all;
    for (const OwnedFinding& finding : findings)
      all.push_back(fmt::format("{} {} {}", finding.path, code_name(finding.code),
                                severity_name(finding.severity)));
    std::sort(all.begin(), all.end());
    return all;
  }
  ShapeLines mistakes(std::string_view text) {
    ShapeLines all;
    const auto rules = load_ruleset(folder_.write("rules.yaml", text));
    if (rules) return all;
    for (const OwnedFinding& finding : rules.error().owned())
      all.push_back(fmt::format("{}:{} {}", finding.line, finding.column, finding.message));
    return all;
  }
  ShapeLines messages(std::string_view payload) {
    const Ruleset rules = ruleset(shaped_rules);
    Validator validator(rules);
    ShapeLines all;
    for (const OwnedFinding& finding : validator.check(payload, {}).findings().owned())
      all.push_back(finding.message);
    return all;
  }

  support::TemporaryFolder folder_;
};

struct Shaped {
  const char* payload;
  ShapeLines found;
};

const Shaped shaped[] = {
    // One value.
    {R"({"type":"number","value":5})", {}},
    {R"({"value":5,"type":"number"})", {}},
    {R"({"type":"number"})", {"/value missing_field error"}},
    {R"({"type":"number","value":-1})", {"/value out_of_range error"}},
    {R"({"type":"number","value":"text"})", {"/value wrong_type error"}},
    {R"({"type":"number","value":{"amount":"x"}})", {"/value wrong_type error"}},
    {R"({"type":"number","value":null})", {"/value missing_field error"}},
    {R"({"type":"text"})", {}},
    {R"({"type":"text","value":"text"})", {}},
    {R"({"type":"text","value":null})", {}},
    {R"({"type":"text","value":"longer"})", {"/value too_long error"}},
    {R"({"type":"money","value":{"amount":5}})", {}},
    {R"({"type":"money","value":{"currency":"GBP","more":1}})",
     {"/value/amount missing_field error", "/value/currency not_in_enum error",
      "/value/more unknown_field error"}},
    {R"({"type":"money","value":{"amount":500}})", {"/value/currency missing_field error"}},
    {R"({"type":"money","value":5})", {"/value wrong_type error"}},
    {R"({"type":"list","value":["a","b"]})", {}},
    {R"({"type":"list","value":["a",1,"c"]})",
     {"/value too_long error", "/value/1 wrong_type error"}},
    // A value that the table lacks; none, a broken one.
    {R"({"type":"other","value":5})", {"/value pair_not_allowed error"}},
    {R"({"type":"other"})", {}},
    {R"({"value":{"amount":"x"}})", {}},
    {R"({"type":"wrong","value":{"amount":"x"}})", {"/type not_in_enum error"}},
    // Objects that say themselves what they are.
    {R"({"event":{"kind":"call","minutes":5}})", {}},
    {R"({"event":{"minutes":5,"kind":"call","at":"2024-01-01"}})", {}},
    {R"({"event":{"kind":"call","at":"soon","place":{"city":5}}})",
     {"/event/at bad_format error", "/event/minutes missing_field error",
      "/event/place unknown_field error"}},
    {R"({"event":{"kind":"visit","minutes":5}})",
     {"/event/at missing_field error", "/event/minutes wrong_type error"}},
    {R"({"event":{"kind":"visit","at":"soon","place":{"zip":1}}})",
     {"/event/at bad_format error", "/event/place/city missing_field error",
      "/event/place/zip unknown_field error"}},
    {R"({"event":{"kind":"visit","at":"2024-01-01","minutes":"0","place":{"city":"C"}}})",
     {"/event/place forbidden_field error"}},
    {R"({"event":{"kind":"mail","place":{"city":"C","zip":1}}})",
     {"/event/place/city not_in_enum error"}},
    {R"({"event":{"kind":"mail","place":{}}})", {}},
    {R"({"event":{"kind":"fax","minutes":true}})", {"/event/kind pair_not_allowed error"}},
    {R"({"event":{"minutes":true,"other":1}})",
     {"/event/kind missing_field error", "/event/other unknown_field error"}},
    {R"({"steps":[{"kind":"a","n":1},{"kind":"b","n":"1"},{"kind":"c","m":1},{"n":true}]})", {}},
    {R"({"steps":[{"kind":"a","n":"1"},{"kind":"b","n":1},{"kind":"c","n":1},{"kind":5,"n":1}]})",
     {"/steps/0/n wrong_type error", "/steps/1/n wrong_type error",
      "/steps/2/n unknown_field error", "/steps/3/kind wrong_type error"}},
    // By a member of another object.
    {R"({"event":{"kind":"call","minutes":5},"note":"x"})", {}},
    {R"({"event":{"kind":"call","minutes":5},"note":5})", {"/note wrong_type error"}},
    {R"({"note":"x","event":{"kind":"mail"}})", {"/note pair_not_allowed warning"}},
    {R"({"note":"x"})", {"/note wrong_type error"}},
    // Forms that are tried.
    {R"({"party":{"email":"x","name":"y"}})", {}},
    {R"({"party":{"id":5}})", {}},
    {R"({"party":{"phone":"5","name":"n"}})", {"/party wrong_type warning"}},
    {R"({"party":{"id":"5"}})", {"/party/id wrong_type error"}},
    {R"({"party":{"id":5,"name":"n"}})", {"/party/name unknown_field error"}},
    {R"({"party":{}})", {"/party/email missing_field error"}},
    {R"({"party":{"phone":"x"}})", {"/party wrong_type warning", "/party/phone bad_format error"}},
};

TEST_F(Shapes, AreJudgedAlikeInEveryWay) {
  const Ruleset rules = ruleset(shaped_rules);
  Validator validator(rules);
  for (const Shaped& each : shaped) {
    SCOPED_TRACE(each.payload);
    const Context context;
    EXPECT_EQ(lines(validator.check(std::string_view(each.payload), context).findings().owned()),
              each.found);
    const auto value = nlohmann::json::parse(each.payload);
    EXPECT_EQ(lines(validator.check(value, context).findings().owned()), each.found);
  }
}

/// With their format beside `by` dates have an order, whatever the shape.
TEST_F(Shapes, DatesHaveAnOrder) {
  const Ruleset rules = ruleset(
      "leadlint: 1\nruleset: test/t\ntitle: t\nfields:\n  k: {values: [a, b]}\n  from: {format: "
      "date, by: {field: k, table: {a: {}, b: {required: true}}}}\n  to: {format: date}\nrules: "
      "[{id: d, assert: from <= to}]\n");
  Validator validator(rules);
  const ShapeLines late{"/from conflict error"};
  for (const std::string k : {R"("k":"a",)", R"("k":"b",)", ""}) {
    EXPECT_EQ(lines(validator.check("{" + k + R"("from":"2024-02-01","to":"2024-01-31"})")
                        .findings()
                        .owned()),
              late);
    EXPECT_TRUE(validator.check("{" + k + R"("from":"2024-01-31","to":"2024-02-01"})").ok());
  }
}

TEST_F(Shapes, MessagesAreThoseOfTheShape) {
  EXPECT_EQ(messages(R"({"type":"number","value":"x"})"),
            (ShapeLines{"value \"x\" must be a number, not text"}));
  EXPECT_EQ(
      messages(R"({"type":"other","value":5})"),
      (ShapeLines{
          "no shape of value is known for this type, only for number, text, money and list"}));
  EXPECT_EQ(messages(R"({"event":{"kind":"call","minutes":1,"place":{}}})"),
            (ShapeLines{"place does not belong here when kind is call"}));
  EXPECT_EQ(messages(R"({"event":{"kind":"visit"}})"),
            (ShapeLines{"at is missing; it is needed when kind is visit"}));
  EXPECT_EQ(messages(R"({"event":{"kind":"fax"}})"),
            (ShapeLines{"kind \"fax\" must be call, visit or mail"}));
  EXPECT_EQ(messages(R"({"party":{"phone":"1"}})"), (ShapeLines{"party is told by its phone"}));
  EXPECT_EQ(messages(R"({"party":{"id":1,"email":"x"}})"), (ShapeLines{"id does not belong here"}));
}

// What form text and cells hold becomes what the shape takes.
TEST_F(Shapes, TextIsWhatTheShapeTakes) {
  const Ruleset rules = ruleset(shaped_rules);
  Validator validator(rules);
  const auto form = [&](std::string_view text) {
    return lines(validator.check_form(text).findings().owned());
  };
  EXPECT_EQ(form("type=number&value=12"), ShapeLines{});
  EXPECT_EQ(form("type=text&value=12"), ShapeLines{});
  EXPECT_EQ(form("type=text&value=true"), ShapeLines{});
  EXPECT_EQ(form("type=number&value=true"), ShapeLines{"/value wrong_type error"});
  EXPECT_EQ(form("event[kind]=call&event[minutes]=5"), ShapeLines{});
  EXPECT_EQ(form("event[kind]=visit&event[minutes]=5&event[at]=2024-01-01"), ShapeLines{});
}

constexpr const char* head = "leadlint: 1\nruleset: test/t\ntitle: t\nfields:\n";

TEST_F(Shapes, MistakesHaveTheirPlaces) {
  const auto told = [&](const char* fields) { return mistakes(std::string(head) + fields); };
  EXPECT_EQ(
      told("  a: {by: {field: b}}\n"),
      (ShapeLines{
          "5:11 `by` has the key `table`: `by: {field: type, table: {number: {type: number}}}`"}));
  EXPECT_EQ(told("  a: {by: {field: b, table: {x: {type: string}}}}\n"),
            (ShapeLines{"5:19 there is no field `b` here"}));
  EXPECT_EQ(told("  a: {by: {field: a, table: {x: {type: string}}}}\n"),
            (ShapeLines{"5:11 `a` cannot tell its own shape"}));
  EXPECT_EQ(told("  b: {values: [x, y]}\n  a: {by: {field: b, table: {z: {type: string}}}}\n"),
            (ShapeLines{"6:30 `z` is no value of `b`; it has x, y"}));
  EXPECT_EQ(told("  b: {}\n  a: {by: {field: b, table: {z: string}}}\n"),
            (ShapeLines{"6:33 a shape is a map of the keys of a field"}));
  EXPECT_EQ(told("  b: {}\n  a: {by: {field: b, table: {z: {}}, otherwise: {}, unlisted: off}}\n"),
            (ShapeLines{"6:63 with `otherwise` every value has a shape: take `unlisted` away"}));
  const std::string dates =
      "  k: {values: [a]}\n  from: {by: {field: k, table: {a: {format: date}}}}\n  to: {format: "
      "date}\nrules:\n  - {id: d, assert: ";
  for (const char* asked : {"from <= to", "from >= 2020-01-01", "from < today"})
    EXPECT_EQ(told((dates + asked + "}\n").c_str()),
              (ShapeLines{"9:21 `from` is a date or a time by its shape alone, and the calendar "
                          "compares what always is one: write its `format` beside `by`"}))
        << asked;
  EXPECT_EQ(
      told("  k: {values: [a]}\n  v: {by: {field: k, table: {a: {type: number, default: 5}}}}\n"),
      (ShapeLines{"6:57 `default` holds whatever the shape: it stands beside `by` (of a "
                  "member, in `fields` there), not in a shape"}));
  EXPECT_EQ(told("  b: {fields: {k: {}}, by: {field: k, table: {z: {type: string}}}}\n"),
            (ShapeLines{"5:51 `type` says nothing here: `k` is a member of the object, whose "
                        "shapes have `fields`, `rules` and `cases`"}));
  EXPECT_EQ(
      told("  b: {by: {field: k, table: {z: {fields: {k: {}}}}}}\n"),
      (ShapeLines{
          "5:11 `k` tells the shape, and stands beside `by`: `fields: {k: {required: true}}`"}));
  EXPECT_EQ(told("  b: {fields: {k: {}}, by: {field: k, table: {z: {pairs: {fields: [a, b], table: "
                 "{}}}}}}\n"),
            (ShapeLines{"5:58 a shape of an object has `fields`, `rules` and `cases`: `pairs` "
                        "stands beside `by`"}));
  EXPECT_EQ(told("  b: {fields: {k: {}}, by: {field: k, tabel: {z: {}}}}\n"),
            (ShapeLines{"5:39 `by` has no key `tabel`"}));
}

}  // namespace
}  // namespace leadlint
