// When a rule speaks and when it says nothing: broken values, warnings, nulls, absent blocks,
// several tables that stand together. Each row is judged as text and as a value, and by the
// reference evaluator.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "check/check.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "temporary_folder.h"

namespace leadlint::silence {
namespace {

struct Row {
  const char* name;
  const char* rules;  // behind the header
  const char* json;
  const char* current;                // "": not given
  std::vector<std::string> findings;  // "/path code severity", sorted

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class SilenceRows : public testing::TestWithParam<Row> {
 protected:
  void SetUp() override {
    path_ = folder_.write("rules.yaml", std::string("leadlint: 1\nruleset: test/silence\n"
                                                    "title: t\n") +
                                            GetParam().rules);
  }

  support::TemporaryFolder folder_;
  std::string path_;
};

std::vector<std::string> listed(const OwnedFindings& findings) {
  std::vector<std::string> lines;
  for (const OwnedFinding& finding : findings)
    if (!finding.path.starts_with("/@current"))  // those are looked at in stored_notes_test.cpp
      lines.push_back(fmt::format("{} {} {}", finding.path, code_name(finding.code),
                                  severity_name(finding.severity)));
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST_P(SilenceRows, AreJudgedSo) {
  const Row& row = GetParam();
  const auto rules = load_ruleset(path_);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  Context context;
  context.current = row.current;
  EXPECT_EQ(listed(validator.check(row.json, context).findings().owned()), row.findings)
      << "as text";
  EXPECT_EQ(listed(validator.check(nlohmann::json::parse(row.json), context).findings().owned()),
            row.findings)
      << "as a value";

  const auto checked = check::check_ruleset(parse::parse_ruleset(path_, {}).value()).value();
  reference::Context plain;
  reference::Value current;
  if (*row.current != '\0') {
    current = reference::parse_json(row.current).value();
    plain.current = &current;
  }
  std::vector<std::string> lines;
  for (const auto& [place, severity] : reference::evaluate(checked.rules(), row.json, plain))
    lines.push_back(
        fmt::format("{} {} {}", place.first, code_name(place.second), severity_name(severity)));
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, row.findings) << "by the reference";
}

/// Forms whose condition nobody can tell: the stored record or a catalog is not given.
constexpr const char* not_given = R"(
catalogs: {reasons: {columns: [code]}}
fields:
  kind: {values: [a, b]}
  code: {type: string}
  mark: {type: boolean, also: [{type: string, when: "current.kind == a and kind == b", severity: warning}]}
  told: {type: boolean, also: [{type: string, when: "not (code in reasons.code) and kind == b", severity: warning}]}
  next: {type: boolean, also: [{type: string, when: "after.kind == a", severity: warning}]}
)";

constexpr const char* tbd = R"(
status: status
fields:
  status: {required: true, values: [WON, OPEN]}
  tbd:    {type: boolean}
  start:  {format: date}
rules:
  - {id: start, when: status == WON and tbd != true, require: start}
)";
constexpr const char* soft = R"(
fields:
  kind: {values: [A, B]}
  day:  {format: {is: date, severity: warning}}
  end:  {format: date}
  note: {type: string}
  n:    {type: {is: integer, severity: warning}, accept: [json, text]}
rules:
  - {id: in-order, when: kind != B, assert: end >= day}
  - {id: noted, when: "n > 3 or kind == B", require: note}
  - {id: other, when: "kind == B and day == '2025-01-01'", forbid: end}
)";
constexpr const char* sized = R"(
fields:
  list:  {items: {type: integer}, max_items: {is: 9, severity: warning}}
  text:  {type: string, unit: utf16}
  most:  {type: number}
  extra: {each: {}}
rules:
  - {id: not-too-many, assert: most >= length(list)}
  - {id: as-long, assert: length(text) != length(list)}
  - {id: something, assert: not blank(list) and not blank(extra), at: extra}
)";
constexpr const char* blanks = R"(
fields:
  status: {values: [A, B]}
  reason: {type: string}
  other:  {type: string}
rules:
  - {id: says, when: blank(reason), require: other}
cases:
  - {field: status, table: {A: {fill: reason}, B: {optional: reason}}}
)";
constexpr const char* folded = R"(
fields:
  state: {values: {is: [OPEN], severity: off}, also: [{values: [LOST, WON], case: ignore, severity: off}]}
rules:
  - {id: state-kept, keep: state}
)";
constexpr const char* used = R"(
fields:
  amount: {type: number, min: {is: 0, severity: warning}}
  most:   {type: number}
  code:   {pattern: {is: "[A-Z]+", severity: warning}, min_length: {is: 3, severity: warning}, max_length: {is: 5, severity: warning}}
  word:   {min_length: {is: 3, severity: warning}, values: [long, longer]}
  kind:   {values: {is: [A, B], severity: warning}}
  list:   {items: {type: integer}, min_items: {is: 2, severity: warning}, unique: {is: true, severity: warning}}
rules:
  - {id: kept, keep: amount}
  - {id: enough, assert: most >= amount}
  - {id: code-x, when: code == x, forbid: most}
  - {id: kind-a, when: kind != A, require: code}
  - {id: listed, assert: "length(list) != 1", at: kind}
)";
constexpr const char* errors = R"(
fields:
  text: {type: string, max_length: 3}
  list: {items: {type: integer}, max_items: 2, unique: true}
  a:    {type: integer}
  b:    {type: integer}
rules:
  - {id: text-is, assert: text == abc}
  - {id: few, assert: "length(list) == 1"}
  - {id: last, assert: "list[last] != 7"}
  - {id: either, when: a == 1 or b == 1, require: text}
  - {id: not-in, when: "a not in [1, 2]", forbid: b}
)";
constexpr const char* groups = R"(
fields:
  name:  {type: string, nullable: true}
  mail:  {type: string}
  lead:  {fields: {id: {type: integer, nullable: true}, ref: {type: string}}}
rules:
  - {id: any, require_any: [lead.id, name, mail]}
  - {id: one, require_one: [name, mail], severity: warning}
  - {id: inside, require: lead.ref, at: mail, severity: note}
)";
constexpr const char* kept = R"(
fields:
  amount: {type: number, nullable: true}
  count:  {type: number, nullable: true}
  plain:  {type: number}
  box:    {nullable: true, fields: {size: {type: number}}}
rules:
  - {id: amount-kept, keep: amount}
  - {id: count-kept, keep: {is: count, null: empties}}
  - {id: plain-kept, keep: plain}
  - {id: size-kept, keep: box.size}
)";
constexpr const char* tables = R"(
status: status
fields:
  status: {values: [A, B, C]}
  sub:    {type: string}
  won:    {type: string}
  note:   {type: string}
pairs:
  - {fields: [status, sub], table: {A: [x]}, unlisted: {severity: warning}}
  - {fields: [status, sub], table: {A: [y], B: [z]}, unlisted: {severity: warning}}
cases:
  - {field: status, table: {A: {optional: note}}}
  - {field: status, when: won == yes, table: {B: {require: note}}}
  - {field: status, table: {B: {optional: won}}, elsewhere: {severity: "off"}}
transitions:
  - {allow: {A: [B]}}
  - {allow: {B: [C]}, deny: {any: [A]}}
  - {deny: {C: [B]}, final: [C]}
)";
constexpr const char* forms = R"(
fields:
  anonymous: {type: boolean}
  phone:     {type: string, also: [{type: "null", when: anonymous == true, severity: warning}]}
)";
constexpr const char* fills = R"(
status: status
fields:
  status: {values: [A, B]}
  reason: {type: string}
  other:  {type: string, min_length: {is: 2, severity: warning}}
rules:
  - {id: differ, assert: reason == other, at: other}
  - {id: filled, when: status == A, fill: reason}
  - {id: soft, when: status == B, fill: reason, severity: warning}
)";

constexpr const char* paired = R"(
fields:
  kind: {values: [A, B]}
  part: {type: string, nullable: true}
pairs: [{fields: [kind, part], table: {A: [x, y], B: []}, left_out: error}]
)";
constexpr const char* untyped = R"(
fields:
  id:   {type: string}
  meta: {}
  alt:  {type: [object, string]}
  tags: {type: array}
  both: {}
rules:
  - {id: differ, when: meta != both, require: id}
  - {id: stays, when: not changed(meta), require: id}
  - {id: goes, assert: changed(meta)}
  - {id: meta-kept, keep: meta}
  - {id: alt-kept, keep: alt}
  - {id: told, when: changed(meta), require: id}
  - {id: not-x, assert: meta != x}
  - {id: few, assert: length(tags) < 3}
)";
constexpr const char* taken_words = R"(
status: st
fields:
  st: {values: [OPEN, WON], also: [{type: string, severity: warning}]}
  x:  {type: string}
  y:  {type: string}
rules: [{id: custom, when: st == CUSTOM, require: x}]
cases: [{field: st, table: {CUSTOM: {require: y}}}]
transitions: {allow: {OPEN: [CUSTOM], CUSTOM: [WON]}}
)";
constexpr const char* switched_off_list = R"(
fields:
  st:  {values: {is: [OPEN], severity: off}}
  n:   {values: [1, 2], also: [{type: integer, severity: off}]}
  day: {values: ["2025-01-01"], format: date, also: [{format: date, severity: off}]}
  x:   {type: string}
rules:
  - {id: lost, when: "st in [LOST, OPEN]", require: x}
  - {id: three, assert: n != 3}
  - {id: later, when: "day == '2025-01-02'", require: x}
)";
constexpr const char* same_as = R"(
fields: {sub: {type: string}, o: {type: string}}
rules:
  - id: a
    assert: same(sub, current.sub)
  - id: b
    when: same(sub, current.sub)
    require: o
  - id: c
    when: not same(sub, current.sub)
    require: o
)";
constexpr const char* alike = R"(
fields:
  d: {format: date}
  e: {format: date}
  f: {format: {is: date, severity: warning}}
  z: {type: string}
rules:
  - {id: when-not, when: 'not same(d, e)', require: z}
  - {id: are, assert: 'same(d, e)', severity: warning}
  - {id: when-warned, when: 'same(f, e)', require: z, severity: warning}
)";
constexpr const char* dates_or_words = R"(
fields:
  d: {format: [date, email]}
  e: {format: date, also: [{values: [""], severity: off}]}
  f: {format: date, also: [{values: [TBD, ASAP], severity: off}]}
  g: {format: date, also: [{values: [TBD, ASAP], severity: off}]}
rules:
  - {id: equal, assert: f == g}
  - {id: in-order, assert: d <= e}
  - {id: not-same, assert: d != e}
)";
constexpr const char* logged = R"(
fields:
  log:
    items: {fields: {at: {type: integer}, state: {values: [NEW, OPEN, WON]}}}
    ascending: at
transitions: [{history: "log[].state", initial: [NEW], allow: {NEW: [OPEN], OPEN: [WON]}}]
)";
constexpr const char* few_items = R"(
fields:
  xs:
    type: array
    min_items: 3
    items: {fields: {a: {type: string}, id: {type: string}}}
    also: [{type: array, unique: id, severity: off}]
)";
constexpr const char* two_logs = R"(
fields:
  log: {items: {fields: {a: {values: [X, Y]}, b: {values: [X, Y]}}}}
transitions:
  - {id: a, history: "log[].a", allow: {X: [Y]}}
  - {id: b, history: "log[].b", allow: {X: [Y]}}
)";
constexpr const char* switched_off = R"(
fields:
  n:   {type: {is: integer, severity: off}}
  day: {format: {is: date, severity: off}}
  end: {format: date}
rules:
  - {id: few, assert: n <= 5}
  - {id: in-order, assert: end >= day}
)";
constexpr const char* quoted = R"(
fields:
  n: {type: integer, also: [{type: string, severity: off}]}
  m: {type: integer}
rules:
  - {id: positive, assert: n >= 1}
  - {id: more, assert: m >= n}
  - {id: small, when: not (n > 5), forbid: m}
)";
constexpr const char* held = R"(
fields:
  lock: {type: boolean}
  o:
    nullable: true
    fields:
      k: {type: integer}
      p: {fields: {q: {type: integer}}}
    rules:
      - {id: kept, when: outer.lock != false, keep: k}
)";

const Row rows[] = {
    // One cause, one finding.
    {"W01TextForABoolean", tbd, R"({"status":"WON","tbd":"true"})", "", {"/tbd wrong_type error"}},
    {"W01NoBoolean", tbd, R"({"status":"WON","tbd":false})", "", {"/start missing_field error"}},
    {"W01Absent", tbd, R"({"status":"WON"})", "", {"/start missing_field error"}},
    {"W01Null",
     tbd,
     R"({"status":"WON","tbd":null})",
     "",
     {"/start missing_field error", "/tbd wrong_type warning"}},
    {"ErrorsOfAnyCheckBreak", errors, R"({"text":"abcd"})", "", {"/text too_long error"}},
    {"TooManyItemsBreak", errors, R"({"list":[1,2,3]})", "", {"/list too_long error"}},
    {"ARepeatBreaksItsList", errors, R"({"list":[1,1]})", "", {"/list/1 conflict error"}},
    {"ABrokenLastItem", errors, R"({"list":["x"]})", "", {"/list/0 wrong_type error"}},
    {"ALastItem", errors, R"({"list":[7]})", "", {"/list/0 conflict error"}},
    {"OneSideOfAnOrIsBroken", errors, R"({"a":"x","b":1})", "", {"/a wrong_type error"}},
    {"NotInOfABrokenValue", errors, R"({"a":"x","b":2})", "", {"/a wrong_type error"}},
    {"NotInOfAnother", errors, R"({"a":3,"b":2})", "", {"/b forbidden_field error"}},
    // Broken, and no error says so: a note.
    {"ANoteForTheSilence",
     soft,
     R"({"kind":"A","day":"soon","end":"2025-01-01"})",
     "",
     {"/day bad_format warning", "/day not_judged note"}},
    {"NoNoteWhereItWouldBeSilentAnyway",
     soft,
     R"({"kind":"A","day":"soon"})",
     "",
     {"/day bad_format warning"}},
    {"NoNoteForAnotherKind",
     soft,
     R"({"kind":"B","day":"soon","note":"n"})",
     "",
     {"/day bad_format warning"}},
    {"ANoteThroughAnotherRule",
     soft,
     R"({"kind":"B","day":"soon","end":"2025-01-01","note":"n"})",
     "",
     {"/day bad_format warning", "/day not_judged note"}},
    {"ANoteForANumber",
     soft,
     R"({"n":"many"})",
     "",
     {"/n bad_format warning", "/n not_judged note"}},
    {"NoNoteWhereNothingIsMissing",
     soft,
     R"({"n":"many","note":"n"})",
     "",
     {"/n bad_format warning"}},
    {"NoNoteWhereItWasRead", soft, R"({"n":"2"})", "", {}},
    // Another form of a list, whose items are described by the first.
    {"AFormThatTellsItemsApart",
     few_items,
     R"({"xs":[{"a":"1","id":"x"},{"a":"2","id":"x"}]})",
     "",
     {"/xs/1/id conflict error"}},
    {"AFormThatTakesItemsAlikeElsewhere",
     few_items,
     R"({"xs":[{"a":"1","id":"x"},{"a":"1","id":"y"}]})",
     "",
     {}},
    {"AnObjectIsComparedWithNothing",
     untyped,
     R"({"id":"i","meta":{"a":1},"alt":{"b":1}})",
     R"({"meta":{"a":1},"alt":{"b":1}})",
     {}},
    {"AnObjectForAText",
     untyped,
     R"({"meta":{"a":1},"alt":"y"})",
     R"({"meta":"m","alt":"x"})",
     {"/alt immutable error", "/id missing_field error", "/meta immutable error"}},
    {"OfTwoObjectsNothingIsSaidUnderAConditionEither",
     untyped,
     R"({"meta":{"a":1},"both":{"a":1}})",
     R"({"meta":{"a":2}})",
     {}},
    {"AnUntypedValueThatChanges",
     untyped,
     R"({"meta":2,"tags":[1,2,3],"id":"i"})",
     R"({"meta":1})",
     {"/meta immutable error", "/tags conflict error"}},
    {"A08ARuleNamesAValueThatIsTakenBeside",
     taken_words,
     R"({"st":"CUSTOM"})",
     "",
     {"/st not_in_enum warning", "/x missing_field error", "/y missing_field error"}},
    {"A08AnotherOne", taken_words, R"({"st":"OTHER"})", "", {"/st not_in_enum warning"}},
    {"A08MovesToIt",
     taken_words,
     R"({"st":"CUSTOM","x":"","y":""})",
     R"({"st":"OPEN"})",
     {"/st not_in_enum warning"}},
    {"A08MovesFromIt", taken_words, R"({"st":"WON"})", R"({"st":"CUSTOM"})", {}},
    {"A08ItMayNotFollow",
     taken_words,
     R"({"st":"CUSTOM","x":"","y":""})",
     R"({"st":"WON"})",
     {"/st not_in_enum warning", "/st transition_not_allowed error"}},
    {"A08AListThatIsOff", switched_off_list, R"({"st":"LOST"})", "", {"/x missing_field error"}},
    {"A08ANumberTakenBeside", switched_off_list, R"({"n":3})", "", {"/n conflict error"}},
    {"A08ADateTakenBeside",
     switched_off_list,
     R"({"day":"2025-01-02"})",
     "",
     {"/x missing_field error"}},
    {"SameAsWhatNobodyKnows", same_as, R"({"sub":"q"})", "", {}},
    {"SameAsWhatIsNotThere",
     same_as,
     R"({"sub":"q"})",
     R"({})",
     {"/o missing_field error", "/sub conflict error"}},
    {"AWordIsNotADate",
     dates_or_words,
     R"({"d":"a@b.c","e":"2020-01-01","f":"TBD","g":"ASAP"})",
     "",
     {"/f conflict error"}},
    {"OneWord", dates_or_words, R"({"f":"TBD","g":"TBD"})", "", {}},
    {"AWordAndADate", dates_or_words, R"({"f":"TBD","g":"2020-01-01"})", "", {"/f conflict error"}},
    {"AWordBesideDatesHasNoOrder", dates_or_words, R"({"d":"a@b.c","e":"2020-01-01"})", "", {}},
    {"NorHasNothing", dates_or_words, R"({"d":"2020-01-01","e":""})", "", {}},
    {"TwoWords", dates_or_words, R"({"d":"a@b.c","e":""})", "", {}},
    {"DatesThatAreTheSame",
     dates_or_words,
     R"({"d":"2020-01-01","e":"2020-01-01"})",
     "",
     {"/d conflict error"}},
    {"DatesOutOfOrder",
     dates_or_words,
     R"({"d":"2020-01-02","e":"2020-01-01"})",
     "",
     {"/d conflict error"}},
    // A23: a warning does not switch off an error.
    {"A23Keep",
     used,
     R"({"amount":-5,"code":"ABC"})",
     R"({"amount":18500})",
     {"/amount immutable error", "/amount out_of_range warning"}},
    {"A23KeepOfAWarnedValue",
     used,
     R"({"amount":5,"code":"ABC"})",
     R"({"amount":-5})",
     {"/amount immutable error"}},
    {"A23Assert",
     used,
     R"({"amount":-1,"most":-2,"code":"ABC"})",
     "",
     {"/amount out_of_range warning", "/most conflict error"}},
    {"A23WhenOfAPattern",
     used,
     R"({"code":"x","most":1})",
     "",
     {"/code too_short warning", "/most forbidden_field error"}},
    {"A23OpenValues",
     used,
     R"({"kind":"C"})",
     "",
     {"/code missing_field error", "/kind not_in_enum warning"}},
    {"A23MinLengthEndsNothing",
     used,
     R"({"word":"no","code":"ABC"})",
     "",
     {"/word not_in_enum error", "/word too_short warning"}},
    {"A23Lists",
     used,
     R"({"list":[1],"code":"ABC"})",
     "",
     {"/kind conflict error", "/list too_short warning"}},
    // A9: the order of names never matters.
    {"A09NothingThere",
     groups,
     R"({})",
     "",
     {"/lead/id missing_field error", "/name missing_field warning"}},
    {"A09AnEmptyBlock",
     groups,
     R"({"lead":{}})",
     "",
     {"/lead/id missing_field error", "/mail missing_field note", "/name missing_field warning"}},
    {"A09ANullThatMayBeSent", groups, R"({"name":null})", "", {}},
    {"A09ANestedNull", groups, R"({"lead":{"id":null,"ref":"r"},"mail":"m"})", "", {}},
    {"A09ANullThatMayNot",
     groups,
     R"({"mail":null})",
     "",
     {"/lead/id missing_field error", "/mail wrong_type warning", "/name missing_field warning"}},
    {"A09ANullAndAnother", groups, R"({"name":null,"mail":"m"})", "", {"/mail conflict warning"}},
    // A20: keep and null.
    {"A20Null", kept, R"({"amount":null})", R"({"amount":5})", {"/amount immutable error"}},
    {"A20NullOfNull", kept, R"({"amount":null})", R"({"amount":null})", {}},
    {"A20NullOfNothing", kept, R"({"amount":null})", R"({})", {}},
    {"A20Empties", kept, R"({"count":null})", R"({"count":5})", {}},
    {"A20EmptiesKeepsOthers", kept, R"({"count":6})", R"({"count":5})", {"/count immutable error"}},
    {"A20NullThatIsAbsent",
     kept,
     R"({"plain":null})",
     R"({"plain":5})",
     {"/plain wrong_type warning"}},
    {"A20NullOfTheBlockAround",
     kept,
     R"({"box":null})",
     R"({"box":{"size":5}})",
     {"/box/size immutable error"}},
    // A10: several tables.
    {"A10PairOfTheFirst", tables, R"({"status":"A","sub":"x"})", "", {}},
    {"A10PairOfTheSecond", tables, R"({"status":"A","sub":"y"})", "", {}},
    {"A10PairOfNone", tables, R"({"status":"A","sub":"z"})", "", {"/sub pair_not_allowed error"}},
    {"A10NoValue", tables, R"({"status":"A","sub":"q"})", "", {"/sub not_in_enum error"}},
    {"A10Unlisted", tables, R"({"status":"C"})", "", {"/status pair_not_allowed warning"}},
    {"A10ListedInOne", tables, R"({"status":"B"})", "", {}},
    {"A10AllowOfTheFirst", tables, R"({"status":"B"})", R"({"status":"A"})", {}},
    {"A10AllowOfTheSecond",
     tables,
     R"({"status":"C"})",
     R"({"status":"B"})",
     {"/status pair_not_allowed warning"}},
    {"A10AllowedByNone",
     tables,
     R"({"status":"C"})",
     R"({"status":"A"})",
     {"/status pair_not_allowed warning", "/status transition_not_allowed error"}},
    {"A10Denied",
     tables,
     R"({"status":"A"})",
     R"({"status":"B"})",
     {"/status transition_not_allowed error"}},
    {"A10Final",
     tables,
     R"({"status":"B"})",
     R"({"status":"C"})",
     {"/status transition_not_allowed error"}},
    {"A10CasesGiveTogether", tables, R"({"status":"B","note":"n","won":"yes"})", "", {}},
    {"A10CasesUnderACondition",
     tables,
     R"({"status":"B","note":"n","won":"no"})",
     "",
     {"/note forbidden_field error"}},
    // Forms under a condition.
    {"AFormWhoseConditionIsBroken",
     forms,
     R"({"anonymous":"yes","phone":null})",
     "",
     {"/anonymous wrong_type error"}},
    {"AFormWhoseConditionHolds",
     forms,
     R"({"anonymous":true,"phone":null})",
     "",
     {"/phone wrong_type warning"}},
    {"AFormWhoseConditionDoesNot",
     forms,
     R"({"anonymous":false,"phone":5})",
     "",
     {"/phone wrong_type error"}},
    // The same as a broken value: nobody knows.
    {"SameAsABrokenOne",
     alike,
     R"({"d":"2022/01/02","e":"2022-01-02","z":"z"})",
     "",
     {"/d bad_format error"}},
    {"ABrokenOneAndNothing",
     alike,
     R"({"d":"2022/01/02","f":"2022-01-02"})",
     "",
     {"/d bad_format error"}},
    {"AGoodOneAndNothing",
     alike,
     R"({"d":"2022-01-02","f":"2022-01-02"})",
     "",
     {"/d conflict warning", "/z missing_field error"}},
    {"SameAsOneThatIsOnlyWarnedOf",
     alike,
     R"({"f":"soon"})",
     "",
     {"/f bad_format warning", "/f not_judged note"}},
    // What `fill` finds empty.
    {"AnEmptyTextIsOneFinding",
     fills,
     R"({"status":"A","reason":"","other":"ab"})",
     "",
     {"/reason too_short error"}},
    {"WhatFillFindsEmptyIsNotAskedForBlanks",
     blanks,
     R"({"status":"A","reason":""})",
     "",
     {"/reason too_short error"}},
    {"AWarningOfFillSwitchesNothingOff",
     fills,
     R"({"status":"B","reason":"","other":"ab"})",
     "",
     {"/other conflict error", "/reason too_short warning"}},
    {"AWarningOfMinLengthExplainsNoError",
     fills,
     R"({"reason":"b","other":"a"})",
     "",
     {"/other conflict error", "/other too_short warning"}},
    // Lengths beside other values, and what holds nothing.
    {"AsManyAsItMayHave", sized, R"({"list":[1,2],"most":2.0})", "", {}},
    {"MoreThanItMayHave", sized, R"({"list":[1,2],"most":1.5})", "", {"/most conflict error"}},
    {"ALengthOfAListThatIsNone",
     sized,
     R"({"list":"1,2","most":1})",
     "",
     {"/list wrong_type error"}},
    {"ALengthBesideANumberThatIsNone",
     sized,
     R"({"list":[1,2],"most":"1"})",
     "",
     {"/most wrong_type error"}},
    {"TwoLengths", sized, R"({"list":[1,2,3],"text":"abc"})", "", {"/text conflict error"}},
    {"LengthsCountInTheUnitOfTheField",
     sized,
     "{\"list\":[1,2],\"text\":\"\xF0\x9F\x98\x80\"}",
     "",
     {"/text conflict error"}},
    {"AnEmptyListIsBlank", sized, R"({"list":[],"extra":{"a":1}})", "", {"/extra conflict error"}},
    {"AnEmptyObjectIsBlank", sized, R"({"list":[1],"extra":{}})", "", {"/extra conflict error"}},
    {"WhatHoldsSomethingIsNot", sized, R"({"list":[1],"extra":{"a":0}})", "", {}},
    // `case: ignore` of a form that lists values is about these.
    {"AListedValueInAnotherCase", folded, R"({"state":"lost"})", R"({"state":"LOST"})", {}},
    {"AnotherValueInAnotherCase",
     folded,
     R"({"state":"asleep"})",
     R"({"state":"ASLEEP"})",
     {"/state immutable error"}},
    {"ANullGoesWithNothing",
     paired,
     R"({"kind":"A","part":null})",
     "",
     {"/part missing_field error"}},
    {"ANullWhereNothingGoes", paired, R"({"kind":"B","part":null})", "", {}},
    {"AnEntryWithoutTheMember",
     logged,
     R"({"log":[{"at":1,"state":"NEW"},{},{"at":1,"state":"WON"}]})",
     "",
     {"/log/2/at conflict error", "/log/2/state transition_not_allowed error"}},
    {"TheFirstEntryThatHasIt",
     logged,
     R"({"log":[{"at":1},{"state":"OPEN"}]})",
     "",
     {"/log/1/state transition_not_allowed error"}},
    {"ManyEntriesWithoutIt",
     logged,
     R"({"log":[{"state":"NEW"},{},{},{"state":"OPEN"},{},{"state":"WON"},{"state":"NEW"}]})",
     "",
     {"/log/6/state transition_not_allowed error"}},
    {"TwoHistoriesOfOneList",
     two_logs,
     R"({"log":[{"a":"Y","b":"X"},{"b":"Y"},{"a":"X"},{"b":"X"}]})",
     "",
     {"/log/2/a transition_not_allowed error", "/log/3/b transition_not_allowed error"}},
    {"TypeOff", switched_off, R"({"n":"7"})", "", {"/n not_judged note"}},
    {"TypeOffAndGood", switched_off, R"({"n":7})", "", {"/n conflict error"}},
    {"FormatOff",
     switched_off,
     R"({"day":"soon","end":"2025-01-01"})",
     "",
     {"/day not_judged note"}},
    {"FormatOffAndGood",
     switched_off,
     R"({"day":"2025-02-01","end":"2025-01-01"})",
     "",
     {"/end conflict error"}},
    {"ANumberInQuotes", quoted, R"({"n":"2"})", "", {}},
    {"ASmallNumberInQuotes", quoted, R"({"n":"0"})", "", {"/n conflict error"}},
    {"ANumberInQuotesBesideAnother", quoted, R"({"n":"7","m":6})", "", {"/m conflict error"}},
    {"NoNumberAtAll", quoted, R"({"n":"none","m":6})", "", {}},
    {"NoNumberIsNotSmall", quoted, R"({"m":6})", "", {"/m forbidden_field error"}},
    {"KeepInABlockThatIsNull", held, R"({"o":null})", R"({"o":{"k":5}})", {"/o/k immutable error"}},
    {"KeepInABlockThatIsNullWhen", held, R"({"o":null,"lock":false})", R"({"o":{"k":5}})", {}},
    {"KeepInABlockThatIsAbsent", held, R"({})", R"({"o":{"k":5}})", {}},
    {"KeepInABlockThatHeldNothing", held, R"({"o":null})", R"({"o":{}})", {}},

    // Forms under a condition that asks what is not given are taken where it might hold.
    {"AFormUnderWhatIsNotKnownIsTaken", not_given, R"({"kind":"b","mark":"x"})", "", {}},
    {"UnlessTheRestOfItsConditionFails",
     not_given,
     R"({"kind":"a","mark":"x"})",
     "",
     {"/mark wrong_type error"}},
    {"KnownItIsTakenAsItSays",
     not_given,
     R"({"kind":"b","mark":"x"})",
     R"({"kind":"a"})",
     {"/mark wrong_type warning"}},
    {"KnownNotToHoldItIsNotTaken",
     not_given,
     R"({"kind":"b","mark":"x"})",
     R"({"kind":"b"})",
     {"/mark wrong_type error"}},
    {"AFormUnderACatalogThatIsNotGivenIsTaken",
     not_given,
     R"({"kind":"b","code":"c","told":"x"})",
     "",
     {}},
    {"AFormUnderTheRecordAsItWillBeIsTaken", not_given, R"({"next":"x"})", "", {}},
    {"UnlessItIsToldByWhatIsSent",
     not_given,
     R"({"kind":"b","next":"x"})",
     "",
     {"/next wrong_type error"}},
};

INSTANTIATE_TEST_SUITE_P(, SilenceRows, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace leadlint::silence
