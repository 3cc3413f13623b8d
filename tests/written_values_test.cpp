// One meaning for every value: numbers by value, moments by the calendar, kinds apart, letters in
// any case where a field says so. Each row is a small rule file and a payload; as JSON text and as
// JSON value.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

class Equality : public testing::Test {
 protected:
  /// `body`: what stands below the first lines of a rule file.
  static tl::expected<Ruleset, Findings> load(const std::string& body) {
    const support::TemporaryFolder folder;
    return load_ruleset(folder.write(
        "rules.yaml", "leadlint: 1\nruleset: test/equality\ntitle: T\nsource: own\n" + body));
  }

  static std::string codes(const OwnedFindings& findings) {
    std::vector<std::string> words;
    for (const OwnedFinding& finding : findings)
      words.push_back(std::string(code_name(finding.code)) + " " + finding.path);
    std::sort(words.begin(), words.end());
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  struct Row {
    const char* what;
    const char* body;
    const char* payload;
    const char* expected;  // "code /path", in order
    const char* current = "";
  };

  static void run(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      const auto rules = load(row.body);
      ASSERT_TRUE(rules) << row.what << ": " << rules.error().owned().front().message;
      Validator validator(*rules);
      Context context;
      context.current = row.current;
      EXPECT_EQ(codes(validator.check(row.payload, context).findings().owned()), row.expected)
          << row.what << ": " << row.payload;
      const auto value = nlohmann::json::parse(row.payload);
      EXPECT_EQ(codes(validator.check(value, context).findings().owned()), row.expected)
          << row.what << " as a JSON value: " << row.payload;
    }
  }

  static std::string mistake(const std::string& body) {
    const auto rules = load(body);
    return rules ? "" : rules.error().owned().front().message;
  }
};

TEST_F(Equality, NumbersAreEqualByValue) {
  const char* values = "fields: {fee: {values: [0.5, 7.0, 7.5, 19]}}\n";
  const char* big = "fields: {n: {values: [12345678901234567890, 5]}}\n";
  const char* rules =
      "fields: {rate: {type: number}, note: {type: string}}\n"
      "rules:\n"
      "  - {id: eq, when: rate == 7.5, require: note}\n"
      "  - {id: in, when: 'rate in [8.50, 9.5]', require: note}\n"
      "  - {id: notin, assert: 'rate not in [1.5, 2.5]'}\n"
      "  - {id: large, when: rate == 12345678901234567890, require: note}\n";
  const char* pairs =
      "fields: {fee: {type: number, values: [2.5, 7.5]}, kind: {values: [A, B]}}\n"
      "pairs:\n  - {fields: [fee, kind], table: {2.5: [A], 7.50: [B]}}\n";
  const char* status =
      "status: level\n"
      "fields: {level: {type: number, values: [1, 2.5, 3]}, note: {type: string}}\n"
      "cases:\n  - {field: level, table: {2.5: {require: note}}}\n"
      "transitions: {allow: {1: [2.5], 2.5: [3]}}\n";
  const char* list = "fields: {days: {items: {type: number}, unique: true}}\n";
  const char* text = "fields: {n: {type: number, accept: text, values: [7.5]}}\n";
  const char* bounds = "fields: {n: {type: number, min: 0.1, max: 12345678901234567890}}\n";
  const char* keep = "fields: {n: {type: number}}\nrules:\n  - {id: kept, keep: n}\n";
  const char* one_of =
      "fields: {t: {type: string, enumerates: {after: 'of ', values: [1.5, 2]}}}\n";
  run({{"values", values, R"({"fee":7.50})", ""},
       {"values", values, R"({"fee":75e-1})", ""},
       {"values", values, R"({"fee":7})", ""},
       {"values", values, R"({"fee":19.0})", ""},
       {"values", values, R"({"fee":7.51})", "not_in_enum /fee"},
       {"over 64 bits", big, R"({"n":12345678901234567890})", ""},
       {"conditions", rules, R"({"rate":7.50})", "missing_field /note"},
       {"conditions", rules, R"({"rate":0.75e1})", "missing_field /note"},
       {"conditions", rules, R"({"rate":8.5})", "missing_field /note"},
       {"conditions", rules, R"({"rate":2.50})", "conflict /rate"},
       {"conditions", rules, R"({"rate":7.501})", ""},
       {"conditions", rules, R"({"rate":12345678901234567890})", "missing_field /note"},
       {"pairs", pairs, R"({"fee":7.50,"kind":"B"})", ""},
       {"pairs", pairs, R"({"fee":2.50,"kind":"B"})", "pair_not_allowed /kind"},
       {"status", status, R"({"level":2.50})", "missing_field /note"},
       {"transitions", status, R"({"level":3.0})", "transition_not_allowed /level",
        R"({"level":1.0})"},
       {"transitions", status, R"({"level":2.50,"note":"x"})", "", R"({"level":1.0})"},
       {"unique", list, R"({"days":[1,1.0]})", "conflict /days/1"},
       {"unique", list, R"({"days":[0.5,5e-1]})", "conflict /days/1"},
       {"unique", list, R"({"days":[1,1.5]})", ""},
       {"unique, null", "fields: {l: {items: {type: [string, \"null\"]}, unique: true}}\n",
        R"({"l":["a",null,"null",null]})", "conflict /l/3"},
       {"unique, nullable", "fields: {l: {items: {type: integer, nullable: true}, unique: true}}\n",
        R"({"l":[null,1,null]})", "conflict /l/2"},
       {"unique, no null", "fields: {l: {items: {type: integer}, unique: true}}\n",
        R"({"l":[null,null]})", "wrong_type /l/0, wrong_type /l/1"},
       {"text", text, R"({"n":"7.50"})", ""},
       {"text", text, R"({"n":"7.6"})", "not_in_enum /n"},
       {"bounds", bounds, R"({"n":0.1})", ""},
       {"bounds", bounds, R"({"n":0.09})", "out_of_range /n"},
       {"keep", keep, R"({"n":7.50})", "", R"({"n":7.5})"},
       {"keep", keep, R"({"n":7.0})", "", R"({"n":7})"},
       {"keep", keep, R"({"n":7.6})", "immutable /n", R"({"n":7.5})"},
       {"enumerates", one_of, R"({"t":"one of 1.50, 2"})", ""},
       {"enumerates", one_of, R"({"t":"one of 1.5, 3"})", "conflict /t"}});
}

/// What a JSON value cannot carry: it holds doubles.
TEST_F(Equality, NoTwoNeighboursAreOne) {
  const auto codes_of = [](const char* body, const char* payload, const char* current = "") {
    const auto rules = load(body);
    Validator validator(rules.value());
    Context context;
    context.current = current;
    return codes(validator.check(payload, context).findings().owned());
  };
  const char* big = "fields: {n: {values: [12345678901234567890, 5]}}\n";
  EXPECT_EQ(codes_of(big, R"({"n":12345678901234567890.0})"), "");
  EXPECT_EQ(codes_of(big, R"({"n":1.234567890123456789e19})"), "");
  EXPECT_EQ(codes_of(big, R"({"n":12345678901234567891})"), "not_in_enum /n");
  const char* bounds = "fields: {n: {type: number, min: 0.1, max: 12345678901234567890}}\n";
  EXPECT_EQ(codes_of(bounds, R"({"n":0.0999999999999999999999})"), "out_of_range /n");
  EXPECT_EQ(codes_of(bounds, R"({"n":12345678901234567891})"), "out_of_range /n");
  EXPECT_EQ(codes_of(bounds, R"({"n":12345678901234567890})"), "");
  const char* keep = "fields: {n: {type: number}}\nrules:\n  - {id: kept, keep: n}\n";
  EXPECT_EQ(codes_of(keep, R"({"n":9007199254740993.0})", R"({"n":9007199254740992.0})"),
            "immutable /n");
  const char* list = "fields: {days: {items: {type: number}, unique: true}}\n";
  EXPECT_EQ(codes_of(list, R"({"days":[0.1,0.10000000000000000001]})"), "");
  EXPECT_EQ(codes_of(list, R"({"days":[1e-999999999,10e-1000000000]})"), "conflict /days/1");
}

TEST_F(Equality, MomentsByTheCalendar) {
  const char* rules =
      "fields:\n"
      "  at: {format: rfc3339}\n"
      "  day: {format: MM/dd/yyyy}\n"
      "  note: {type: string}\n"
      "  due: {format: rfc3339, values: ['2025-03-01T10:00:00Z', '2025-03-02T10:00:00Z']}\n"
      "rules:\n"
      "  - {id: at, when: 'at == \"2025-03-01T10:00:00Z\"', require: note}\n"
      "  - {id: in, when: 'at in [\"2025-04-01T00:00:00Z\"]', require: note}\n"
      "  - {id: day, when: day == '3/1/2025', require: note}\n"
      "  - {id: due, when: 'due == \"2025-03-01T10:00:00Z\"', require: note}\n";
  std::string body = rules;
  body.replace(body.find("'3/1/2025'"), 10, "\"03/01/2025\"");
  run({{"offset", body.c_str(), R"({"at":"2025-03-01T11:00:00+01:00"})", "missing_field /note"},
       {"fraction", body.c_str(), R"({"at":"2025-03-01T10:00:00.0Z"})", "missing_field /note"},
       {"in", body.c_str(), R"({"at":"2025-03-31T23:00:00-01:00"})", "missing_field /note"},
       {"another", body.c_str(), R"({"at":"2025-03-01T10:00:01Z"})", ""},
       {"day", body.c_str(), R"({"day":"03/01/2025"})", "missing_field /note"},
       {"values", body.c_str(), R"({"due":"2025-03-02T11:00:00+01:00"})", ""},
       {"values", body.c_str(), R"({"due":"2025-03-01T11:00:00+01:00"})", "missing_field /note"},
       {"values", body.c_str(), R"({"due":"2025-03-01T11:00:00Z"})", "not_in_enum /due"}});
  EXPECT_EQ(mistake("fields: {day: {format: date}}\n"
                    "rules:\n  - {id: r, when: 'day == \"2024-02-30\"', forbid: day}\n"),
            "`day` is never `2024-02-30`: it has the form date; write it as in 2025-03-01");
  EXPECT_EQ(mistake("fields: {day: {format: MM/dd/yyyy, values: ['2024-02-01']}}\n"),
            "`day` is never `2024-02-01`: it has the form MM/dd/yyyy; write it as in 03/01/2025");
}

TEST_F(Equality, KindsAreKeptApart) {
  const char* mixed = "fields: {v: {values: [1, \"2\", true, \"false\", null, A]}}\n";
  const char* both =
      "fields: {v: {values: [1, \"1\"]}, note: {type: string}}\n"
      "rules:\n"
      "  - {id: number, when: v == 1, require: note}\n"
      "  - {id: text, when: 'v == \"1\"', forbid: note}\n";
  const char* text = "fields: {v: {values: [1, true, A], accept: [json, text]}}\n";
  const char* typed =
      "fields: {v: {type: [string, number], min: 5}, w: {type: [string, boolean]}, n: {}}\n"
      "rules:\n"
      "  - {id: seven, when: v == 7, require: n}\n"
      "  - {id: yes, when: w == true, require: n}\n";
  run({{"number", mixed, R"({"v":1})", ""},
       {"no integer", mixed, R"({"v":1.0})", "wrong_type /v"},
       {"text for number", mixed, R"({"v":"1"})", "not_in_enum /v"},
       {"text", mixed, R"({"v":"2"})", ""},
       {"number for text", mixed, R"({"v":2})", "not_in_enum /v"},
       {"text for true", mixed, R"({"v":"true"})", "not_in_enum /v"},
       {"true", mixed, R"({"v":true})", ""},
       {"false for text", mixed, R"({"v":false})", "not_in_enum /v"},
       {"text for null", mixed, R"({"v":"null"})", "not_in_enum /v"},
       {"null", mixed, R"({"v":null})", ""},
       {"both", both, R"({"v":1})", "missing_field /note"},
       {"both", both, R"({"v":"1"})", ""},
       {"both", both, R"({"v":"1","note":"x"})", "forbidden_field /note"},
       {"accept", text, R"({"v":"1"})", ""},
       {"accept", text, R"({"v":"1.0"})", ""},
       {"accept", text, R"({"v":"true"})", ""},
       {"accept", text, R"({"v":"2"})", "not_in_enum /v"},
       {"typed", typed, R"({"v":"3"})", ""},
       {"typed", typed, R"({"v":"7"})", ""},
       {"typed", typed, R"({"v":7.0})", "missing_field /n"},
       {"typed", typed, R"({"w":"true"})", ""},
       {"typed", typed, R"({"w":true})", "missing_field /n"}});
  EXPECT_EQ(mistake("fields: {a: {values: [A,, B]}}\n"),
            "an item of this list is empty: take the comma or dash away, or write the item "
            "(`\"\"` for the empty text, `null` for null)");
}

constexpr const char* stages =
    "status: state\n"
    "fields:\n"
    "  state: {required: true, values: [Open, Won, Übergeben], case: ignore}\n"
    "  detail: {case: ignore}\n"
    "  amount: {type: number}\n"
    "  reason: {type: string}\n"
    "pairs:\n  - {fields: [state, detail], table: {Open: [new], Won: [paid], Übergeben: []}}\n"
    "cases:\n  - {field: state, table: {Won: {require: amount}}}\n"
    "transitions: {allow: {Open: [Won, Übergeben]}, final: [Won]}\n"
    "rules:\n"
    "  - {id: why, when: 'state == \"übergeben\"', require: reason}\n"
    "  - {id: kept, keep: detail}\n";

TEST_F(Equality, EverySpellingThatIsTaken) {
  run({{"rule", stages, R"({"state":"ÜBERGEBEN"})", "missing_field /reason"},
       {"case", stages, R"({"state":"WON","detail":"PAID"})", "missing_field /amount"},
       {"pair", stages, R"({"state":"WON","detail":"New","amount":1})", "pair_not_allowed /detail"},
       {"stray", stages, R"({"state":"OPEN","detail":"NEW","amount":1})",
        "forbidden_field /amount"},
       {"left out", stages, R"({"state":"oPEN"})", ""},
       {"move", stages, R"({"state":"OPEN","detail":"new"})", "transition_not_allowed /state",
        R"({"state":"WON"})"},
       {"no move", stages, R"({"state":"WON","detail":"paid","amount":1})", "",
        R"({"state":"won","detail":"PAID"})"},
       {"kept", stages, R"({"state":"open","detail":"NEW"})", "",
        R"({"state":"Open","detail":"new"})"},
       {"sharp s", "fields: {w: {values: [Straße], case: ignore}}\n", R"({"w":"STRASSE"})",
        "not_in_enum /w"},
       {"cyrillic", "fields: {w: {values: [Потеряно], case: ignore}}\n", R"({"w":"ПОТЕРЯНО"})", ""},
       {"unique", "fields: {w: {items: {values: [Eins, Zwei], case: ignore}, unique: true}}\n",
        R"({"w":["EINS","eins"]})", "conflict /w/1"}});
}

TEST_F(Equality, TextsInAnyCase) {
  const char* texts =
      "formats:\n"
      "  code: {pattern: \"[a-f]+é?\"}\n"
      "  word: {values: [Eins, Über]}\n"
      "fields:\n"
      "  p: {pattern: \"x[^a]\", case: ignore}\n"
      "  q: {pattern: \"x[^a]\"}\n"
      "  f: {format: [code, word], case: ignore}\n"
      "  g: {format: [code, word]}\n"
      "  l: {items: {format: code, case: ignore}, unique: true}\n"
      "  a: {type: string, case: ignore}\n"
      "  b: {type: string}\n"
      "  n: {type: [integer, string]}\n"
      "  hit: {type: boolean}\n"
      "rules:\n"
      "  - {id: match, when: \"matches(a, code)\", require: hit}\n"
      "  - {id: equal, assert: a == b, severity: warning}\n"
      "  - {id: text, assert: text(a) == text(n), severity: warning}\n";
  run({{"pattern", texts, R"({"p":"XB"})", ""},
       {"pattern", texts, R"({"p":"xA"})", "bad_format /p"},
       {"pattern as written", texts, R"({"q":"XB"})", "bad_format /q"},
       {"format", texts, R"({"f":"AbÉ"})", ""},
       {"format of values", texts, R"({"f":"ÜBER"})", ""},
       {"format as written", texts, R"({"g":"AB"})", "bad_format /g"},
       {"format of values as written", texts, R"({"g":"über"})", "bad_format /g"},
       {"unique", texts, R"({"l":["ab","AB"]})", "conflict /l/1"},
       {"matches", texts, R"({"a":"AB"})", "missing_field /hit"},
       {"one of two is enough", texts, R"({"a":"X","b":"x"})", ""},
       {"not equal", texts, R"({"a":"X","b":"y"})", "conflict /a"},
       {"text", texts, R"({"a":"X","n":"x"})", ""},
       {"text of a number", texts, R"({"a":"12","n":12})", ""}});
}

TEST_F(Equality, PartsOfTexts) {
  const char* texts =
      "fields:\n"
      "  a: {type: string}\n"
      "  b: {type: string}\n"
      "  i: {type: string, case: ignore}\n"
      "  n: {type: [integer, string]}\n"
      "  hit: {type: boolean}\n"
      "rules:\n"
      "  - {id: start, assert: \"starts_with(a, 'Ab')\"}\n"
      "  - {id: end, assert: \"ends_with(b, a)\"}\n"
      "  - {id: in, when: \"contains(i, 'é')\", require: hit}\n"
      "  - {id: of, assert: \"not contains(b, i)\", severity: warning}\n"
      "  - {id: number, when: \"starts_with(n, '12')\", require: hit}\n"
      "  - {id: length, assert: length(b) <= length(i)}\n";
  run({{"start", texts, R"({"a":"Abc"})", ""},
       {"no start", texts, R"({"a":"abc"})", "conflict /a"},
       {"another field", texts, R"({"a":"Ab","b":"xAb"})", ""},
       {"another field", texts, R"({"a":"Ab","b":"Abx"})", "conflict /b"},
       {"absent", texts, R"({"b":"x"})", ""},
       {"any case", texts, R"({"i":"CAFÉ"})", "missing_field /hit"},
       {"any case of one", texts, R"({"b":"xABx","i":"abxx"})", ""},
       {"any case of one", texts, R"({"b":"xABx","i":"Ab"})", "conflict /b"},
       {"a number", texts, R"({"n":123})", "missing_field /hit"},
       {"a number", texts, R"({"n":"123"})", "missing_field /hit"},
       {"broken", texts, R"({"a":5,"b":"x"})", "wrong_type /a"},
       {"characters", texts, R"({"b":"éé","i":"ab"})", ""}});
}

TEST_F(Equality, TimesAsPeopleWriteThem) {
  const char* times =
      "fields:\n"
      "  from: {format: \"h:mm a\", min: \"09:00\"}\n"
      "  to: {format: \"HH:mm\"}\n"
      "  day: {format: \"d MMM yyyy\", max: \"1 Jun 2025\"}\n"
      "  iso: {format: date}\n"
      "  at: {format: \"MMMM d, yyyy hh:mm a\", values: [\"March 1, 2025 01:00 PM\"]}\n"
      "rules:\n"
      "  - {id: order, assert: from < to}\n"
      "  - {id: day, assert: day == iso}\n"
      "  - {id: late, assert: 'from <= \"11:00 PM\"'}\n";
  run({{"order", times, R"({"from":"1:00 pm","to":"13:01"})", ""},
       {"order", times, R"({"from":"1:00 PM","to":"12:59"})", "conflict /from"},
       {"noon", times, R"({"from":"12:00 PM","to":"12:01"})", ""},
       {"midnight", times, R"({"from":"12:30 AM"})", "out_of_range /from"},
       {"constant", times, R"({"from":"11:30 PM"})", "conflict /from"},
       {"months", times, R"({"day":"1 Mar 2025","iso":"2025-03-01"})", ""},
       {"months", times, R"({"day":"1 May 2025","iso":"2025-03-01"})", "conflict /day"},
       {"bound", times, R"({"day":"2 Jun 2025"})", "out_of_range /day"},
       {"listed", times, R"({"at":"March 1, 2025 01:00 pm"})", ""},
       {"not listed", times, R"({"at":"March 1, 2025 01:00 AM"})", "not_in_enum /at"}});
}

TEST_F(Equality, ValuesBesideTheList) {
  const char* also =
      "status: s\n"
      "fields:\n"
      "  s: {values: [Open, Won], also: [{values: [Open, Won, Old], case: ignore, severity: "
      "off}]}\n"
      "  n: {type: number}\n"
      "cases:\n  - {field: s, table: {Won: {require: n}, Old: {optional: n}}}\n"
      "transitions: {allow: {Open: [Won], Won: [Old]}}\n";
  const char* open =
      "status: s\n"
      "fields: {s: {values: {is: [Open, Won], severity: off}}, n: {type: number}}\n"
      "rules:\n"
      "  - {id: not-open, when: s != Open, require: n}\n"
      "transitions: {allow: {Open: [Won]}}\n";
  run({{"also, a case", also, R"({"s":"WON"})", "missing_field /n"},
       {"also, stray", also, R"({"s":"OPEN","n":1})", "forbidden_field /n"},
       {"also, another value", also, R"({"s":"OLD","n":1})", ""},
       {"also, a move", also, R"({"s":"old"})", "transition_not_allowed /s", R"({"s":"OPEN"})"},
       {"also, a move", also, R"({"s":"old"})", "", R"({"s":"WON"})"},
       {"open list", open, R"({"s":"Lost"})", "missing_field /n"},
       {"open list, a move", open, R"({"s":"Lost","n":1})", "transition_not_allowed /s",
        R"({"s":"Open"})"},
       {"open list, a move from there", open, R"({"s":"Won","n":1})", "transition_not_allowed /s",
        R"({"s":"Lost"})"},
       {"open list, no move", open, R"({"s":"Lost","n":1})", "", R"({"s":"Lost"})"}});
}

/// Of two objects or two lists nobody could be told that they are the same.
TEST_F(Equality, UniqueNeedsItemsThatCompare) {
  struct Wrong {
    const char* list;
    const char* said;  // in part; empty: taken
  };
  const Wrong rows[] = {
      {"{type: array, unique: true}", ""},
      {"{items: {}, unique: true}", ""},
      {"{items: {type: [string, object, array]}, unique: true}",
       "an item of `l` may be an object or a list: write what its "
       "items are, `items: {type: string}`"},
      {"{items: {type: [string, object]}, unique: true}", "may be an object: write"},
      {"{items: {type: string, also: [{items: {}, severity: off}]}, unique: true}",
       "may be a list: write"},
      {"{items: {fields: {id: {type: integer}}}, unique: true}",
       "the items of `l` are none: name a member of theirs, `unique: id`"},
      {"{items: {fields: {id: {fields: {n: {}}}}}, unique: id}",
       "`id` of an item of `l` may be an object: name a member"},
      {"{items: {fields: {id: {type: [integer, array]}}}, unique: id}", "may be a list"},
      {"{type: array, items: {type: string}, unique: true}", ""},
      {"{items: {type: [string, integer, \"null\"]}, unique: true}", ""},
      {"{items: {values: [a, b]}, unique: true}", ""},
      {"{items: {fields: {id: {}}}, unique: id}", ""},
      {"{items: {fields: {id: {type: integer}}}, unique: id}", ""}};
  for (const Wrong& row : rows) {
    const auto rules = load(std::string("fields: {l: ") + row.list + "}\n");
    ASSERT_EQ(rules.has_value(), *row.said == 0) << row.list;
    if (rules) continue;
    EXPECT_THAT(rules.error().owned().front().message, testing::HasSubstr(row.said)) << row.list;
  }
}

TEST_F(Equality, CatalogsHaveTheirColumns) {
  const auto rules = load(
      "catalogs: {reasons: {columns: [id, status], rows: data}}\n"
      "fields: {s: {values: [A, B]}, r: {type: number}}\n"
      "rules:\n  - {id: goes, assert: '(r, s) in reasons'}\n");
  ASSERT_TRUE(rules);
  const std::pair<const char*, const char*> rows[] = {
      {R"({"data":[{"id":1.5,"status":"A"}]})", ""},
      {R"([{"id":1,"status":"A"},{"id":2,"stauts":"A"}])",
       R"(catalog reasons: entry 2 has no "status"; is "stauts" meant?)"},
      {R"([{"id":1}])", R"(catalog reasons: entry 1 has no "status"; it has id)"},
      {R"([{"id":1,"status":["A"]}])",
       R"(catalog reasons: entry 1: "status" is a list, not a text, a number, true or false)"},
      {R"([1])",
       R"(catalog reasons: entry 1 is a plain value, without the "status" that rules ask for: write an object)"},
      {R"([{"id":1,"id":2,"status":"A"}])",
       R"("id" stands twice in one object: which of the two counts?)"},
      {R"([{"id":1,"":1,"":2}])", R"("" stands twice in one object: which of the two counts?)"},
      {R"([{"id":1e400,"status":"A"}])", "the number 1e400 is too large"},
      {R"([{"id":1,"status":"A"}] [])",
       "line 1, column 25: this is not JSON: expected the end: the text holds one value only"},
      {R"([{"id":"","status":"A"}])",
       R"(catalog reasons: entry 1: "id" is "": no value to look up)"},
      {R"([{"id":null,"status":"A"}])",
       R"(catalog reasons: entry 1: "id" is null, not a text, a number, true or false)"},
      {R"({"rows":[{"data":[]}],"data":{"id":1}})",
       R"(catalog reasons is neither a list nor an object with a list "data")"},
      {R"([{"id":[{"id":1}],"status":"A"}])",
       R"(catalog reasons: entry 1: "id" is a list, not a text, a number, true or false)"},
      {R"({"rows":[{"data":[1]}],"data":[{"id":{"a":1},"status":"A"}]})",
       R"(catalog reasons: entry 1: "id" is an object, not a text, a number, true or false)"},
      {R"({"data":[{"x":{"id":2},"status":"A","id":true}],"more":[[]]})", ""},
      {R"([{"id":1,"status":""}])", ""},
      {R"([{"id":1,"status":null}])", ""}};
  Catalogs behind_nul(*rules);
  EXPECT_EQ(behind_nul.add("reasons", std::string_view("[]\0[]", 5)).error(),
            "line 1, column 3: this is not JSON: expected the end: the text holds one value only");
  for (const auto& [text, expected] : rows) {
    Catalogs catalogs(*rules);
    const auto added = catalogs.add("reasons", text);
    EXPECT_EQ(added ? "" : added.error(), expected) << text;
  }
  Catalogs catalogs(*rules);
  ASSERT_TRUE(catalogs.add("reasons", R"([{"id":1.50,"status":"A"}])"));
  Validator validator(*rules);
  Context context;
  context.catalogs = &catalogs;
  EXPECT_EQ(codes(validator.check(R"({"r":15e-1,"s":"A"})", context).findings().owned()), "");
  EXPECT_EQ(
      codes(validator.check(R"({"r":1.5000000000000000001,"s":"A"})", context).findings().owned()),
      "pair_not_allowed /r");
}

TEST_F(Equality, ADayBesideAMoment) {
  const char* rules =
      "fields: {day: {format: date}, at: {format: rfc3339}}\n"
      "rules:\n"
      "  - {id: order, assert: day <= at}\n"
      "  - {id: soon, when: 'day == at', assert: 'same(day, at)'}\n";
  run({{"before", rules, R"({"day":"2025-03-01","at":"2025-03-02T00:00:00+14:00"})", ""},
       {"the day as written", rules, R"({"day":"2025-03-01","at":"2025-03-01T23:00:00-10:00"})",
        ""},
       {"after", rules, R"({"day":"2025-03-02","at":"2025-03-01T23:00:00-10:00"})",
        "conflict /day"}});
}

}  // namespace
}  // namespace leadlint
