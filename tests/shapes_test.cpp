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
      "  k: {values: [a, b]}\n  from: {by: {field: k, table: {a: {format: date}, b: {}}}}\n  to: "
      "{format: date}\nrules:\n  - {id: d, assert: ";
  for (const char* asked : {"from <= to", "from >= 2020-01-01", "from < today"})
    EXPECT_EQ(told((dates + asked + "}\n").c_str()),
              (ShapeLines{"9:21 the shapes of `from` are not alike, and the calendar compares what "
                          "is a date or a time in whichever: write its `format` beside `by`, or "
                          "alike in each"}))
        << asked;
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

struct ShapeMistake {
  const char* fields;
  ShapeLines told;
};

/// What rules say of a field that stands in shapes is looked at as anywhere else.
const ShapeMistake shape_mistakes[] = {
    // Values that no shape has.
    {"  k: {values: [a, b]}\n"
     "  v: {by: {field: k, table: {a: {fields: {c: {values: [EUR, USD]}}}}}}\n"
     "rules: [{id: x, assert: v.c == EURO}]\n",
     {"7:32 `EURO` is no value of `v.c`; it has EUR, USD"}},
    {"  v: {fields: {k: {values: [a, b]}}, by: {field: k, table: {a: {fields: {c: {values: "
     "[EUR]}}}, "
     "b: {fields: {c: {values: [USD]}}}}}}\n"
     "rules: [{id: x, when: \"v.c in [EUR, UDS]\", forbid: v}]\n",
     {"6:37 `UDS` is no value of `v.c`; it has EUR, USD"}},
    {"  k: {values: [a, b]}\n"
     "  v: {by: {field: k, table: {a: {values: [EUR]}, b: {type: integer}}}}\n"
     "rules: [{id: x, assert: v != EURO}]\n",
     {"7:30 `EURO` is no value of `v`; it has EUR"}},
    {"  c: {fields: {e: {type: string}}, also: [{fields: {l: {values: [p, q]}}}]}\n"
     "rules: [{id: x, assert: c.l == r}]\n",
     {"6:32 `r` is no value of `c.l`; it has p, q"}},
    {"  k: {values: [a, b]}\n  v: {by: {field: k, table: {a: {values: [EUR]}}, unlisted: off}}\n"
     "rules: [{id: x, assert: v == EURO}]\n",
     {}},
    // Tables.
    {"  k: {values: [a, b]}\n  n: {}\n"
     "  v: {by: {field: k, table: {a: {values: [p, q]}, b: {values: [r]}}}}\n"
     "cases: [{field: v, table: {p: {require: [n]}, s: {require: [n]}}}]\n",
     {"8:47 `s` is no value of `v`; it has p, q, r"}},
    {"  k: {values: [a, b]}\n  n: {values: [1, 2]}\n"
     "  v: {by: {field: k, table: {a: {type: string}, b: {type: string, max_length: 2}}}}\n"
     "pairs: [{fields: [v, n], table: {p: [1]}}]\n",
     {"8:19 the `pairs` table goes by the values of `v`, which has no list of `values`"}},
    {"  k: {values: [a, b]}\n  n: {values: [1, 2]}\n"
     "  v: {by: {field: k, table: {a: {values: [p, q]}, b: {values: [r]}}}}\n"
     "pairs: [{fields: [n, v], table: {1: [p, s]}}]\ntransitions: [{field: v, allow: {p: [t]}}]\n",
     {"8:41 `s` is no value of `v`; it has p, q, r",
      "9:38 `t` is no value of `v`; it has p, q, r"}},
    // What holds of the field as a whole, said in shapes that are not alike.
    {"  k: {values: [a, b]}\n"
     "  v: {by: {field: k, table: {a: {type: number, default: 5}, b: {type: string}}}}\n",
     {"6:57 `default` holds whatever the shape, and the shapes of `v` are not alike: it stands "
      "beside `by` (of a member, in `fields` there)"}},
    {"  c: {fields: {e: {values: [p]}}, also: [{fields: {e: {type: integer, was: [f]}}}]}\n",
     {"5:76 `was` holds whatever the form of the object, and the forms do not describe `e` alike: "
      "say the same in each that has it"}},
    {"  k: {values: [a]}\n  v: {by: {field: k, table: {a: {values: [p], default: r}}}}\n",
     {"6:56 the default `r` is no value of `v`; it has p"}},
    {"  c: {fields: {e: {}}, also: [{fields: {f: {}}, let: {g: present(f)}}]}\n",
     {"5:55 each form of an object that has several (`also` with `fields`) has `fields`, `rules` "
      "and `cases`, and no `let`"}},
    // Rows.
    {"  k: {type: string, case: ignore}\n  v: {by: {field: k, table: {a: {}, A: {}}}}\n",
     {"6:37 `k` has one row for a value: to it this is `a`, whose row is on line 6"}},
    {"  k: {type: number}\n  v: {by: {field: k, table: {1: {}, 1.0: {}}}}\n",
     {"6:37 `k` has one row for a value: to it this is `1`, whose row is on line 6"}},
    {"  k: {values: [a, b], default: a}\n  v: {by: {field: k, table: {a: {}}, absent: {}}}\n",
     {"6:46 this row is never met: where `k` is not sent it has its `default`"}},
    {"  k: {values: [a, b], default: a, nullable: true}\n"
     "  v: {by: {field: k, table: {a: {}}, absent: {}}}\n",
     {}},
    {"  k: {values: [a, b], default: a}\n  v: {}\n"
     "cases: [{field: k, table: {a: {require: [v]}, absent: {require: [v]}}}]\n",
     {"7:47 this row is never met: where `k` is not sent it has its `default`"}},
    {"  k: {values: [a, b], default: a}\n  v: {values: [1]}\n"
     "pairs: [{fields: [k, v], table: {a: [1], absent: [1]}}]\n",
     {"7:42 this row is never met: where `k` is not sent it has its `default`"}},
};

TEST_F(Shapes, MistakesAboutTheirFieldsAreTold) {
  for (const ShapeMistake& each : shape_mistakes) {
    SCOPED_TRACE(each.fields);
    EXPECT_EQ(mistakes(std::string(head) + each.fields), each.told);
  }
}

struct ShapeField {
  const char* fields;
  const char* payload;
  ShapeLines found;
};

constexpr const char* dated =
    "  e:\n    fields: {k: {values: [a, b, c]}}\n    by:\n      field: k\n      table:\n"
    "        a: {fields: {at: {format: date, required: true}}}\n"
    "        b: {fields: {at: {format: date}}}\n        c: {fields: {n: {type: integer}}}\n"
    "  to: {format: date}\nrules: [{id: order, assert: e.at <= to}]\n";
constexpr const char* lasting =
    "  e:\n    fields: {k: {values: [a, b]}}\n    by:\n      field: k\n      table:\n"
    "        a: {fields: {n: {type: integer, default: 5}, s: {values: {x: {}, y: {was: [z]}}, was: "
    "[t]}, "
    "u: {type: string, unit: bytes, max_length: 3}}}\n"
    "        b: {fields: {m: {}}}\n  q: {}\n"
    "rules: [{id: five, when: e.n == 5, require: q}, {id: y, when: e.s == y, forbid: q},\n"
    "        {id: length, assert: length(e.u) != 2}]\n";
constexpr const char* tables =
    "  k: {values: [a, b]}\n  n: {}\n"
    "  v: {by: {field: k, table: {a: {values: [p, q]}, b: {values: [r]}}}}\n"
    "cases: [{field: v, table: {p: {require: [n]}, r: {optional: [n]}}}]\n"
    "pairs: [{fields: [k, v], table: {a: [p], b: [r]}}]\n";
constexpr const char* eased =
    "  k: {values: [a, b, c]}\n"
    "  v: {required: true, by: {field: k, table: {a: {required: false}, b: {}, c: {required: {is: "
    "true, severity: warning}}}}}\n";
constexpr const char* eased_inside =
    "  e: {fields: {k: {values: [a, b]}, n: {required: true}}, by: {field: k, table: {a: {fields: "
    "{n: {required: false}}}, b: {fields: {m: {}}}}}}\n";
constexpr const char* freely =
    "  c: {each: {type: integer}, also: [{fields: {x: {type: string, required: true}}}]}\n";
constexpr const char* closest =
    "  c:\n    fields: {email: {type: string, required: true}}\n"
    "    also: [{fields: {id: {type: integer, required: true}}}]\n";

/// What is true of the field alone stays so where its form stands in a shape.
const ShapeField shape_fields[] = {
    {dated, R"({"e":{"k":"a","at":"2024-02-01"},"to":"2024-01-01"})", {"/e/at conflict error"}},
    {dated, R"({"e":{"k":"b","at":"2024-01-01"},"to":"2024-01-01"})", {}},
    {dated, R"({"e":{"k":"b"},"to":"2024-01-01"})", {}},
    {dated, R"({"e":{"k":"a"}})", {"/e/at missing_field error"}},
    {dated, R"({"e":{"at":"soon"},"to":"2024-01-01"})", {}},
    {dated, R"({"e":{"k":"c","at":"2023-01-01"}})", {"/e/at unknown_field warning"}},
    {lasting, R"({"e":{"k":"a"}})", {"/q missing_field error"}},
    {lasting, R"({"e":{"k":"a","n":6}})", {}},
    {lasting, R"({"e":{"k":"b"}})", {}},
    {lasting, R"({"e":{}})", {}},
    {lasting, R"({"e":{"k":"a","n":null},"q":1})", {"/e/n wrong_type warning"}},
    {lasting,
     R"({"e":{"k":"a","n":6,"s":"z"},"q":1})",
     {"/e/s not_in_enum warning", "/q forbidden_field error"}},
    {lasting,
     R"({"e":{"k":"a","n":6,"t":"y"},"q":1})",
     {"/e/t unknown_field warning", "/q forbidden_field error"}},
    {lasting, R"({"e":{"k":"a","n":6,"u":"\u00fc"}})", {"/e/u conflict error"}},
    {tables, R"({"k":"a","v":"p"})", {"/n missing_field error"}},
    {tables, R"({"k":"a","v":"q"})", {"/v pair_not_allowed error"}},
    {tables, R"({"k":"b","v":"r","n":1})", {}},
    {tables, R"({"k":"b","v":"p"})", {"/v not_in_enum error"}},
    {eased, R"({"k":"a"})", {}},
    {eased, R"({"k":"b"})", {"/v missing_field error"}},
    {eased, R"({"k":"c"})", {"/v missing_field warning"}},
    {eased, R"({})", {"/v missing_field error"}},
    {eased, R"({"k":"x"})", {"/k not_in_enum error"}},
    {eased_inside, R"({"e":{"k":"a"}})", {}},
    {eased_inside, R"({"e":{"k":"b"}})", {"/e/n missing_field error"}},
    {freely, R"({"c":{"a":1,"b":2}})", {}},
    {freely, R"({"c":{"x":1}})", {}},
    {freely, R"({"c":{"x":"t"}})", {}},
    {freely, R"({"c":{"x":"t","a":1}})", {"/c/a unknown_field warning"}},
    {freely, R"({"c":{"a":"t"}})", {"/c/a wrong_type error"}},
    {closest, R"({"c":{"id":"5"}})", {"/c/id wrong_type error"}},
    {closest, R"({"c":{"email":"x","id":"5"}})", {"/c/id unknown_field warning"}},
};

TEST_F(Shapes, KeepWhatAFieldIs) {
  for (const ShapeField& each : shape_fields) {
    SCOPED_TRACE(std::string(each.fields) + each.payload);
    const Ruleset rules = ruleset(std::string(head) + each.fields);
    Validator validator(rules);
    EXPECT_EQ(lines(validator.check(each.payload).findings().owned()), each.found);
  }
}

}  // namespace
}  // namespace leadlint
