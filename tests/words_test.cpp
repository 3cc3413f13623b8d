// What findings say: the words of rules, of formats, of pairs; a rule file's own messages with
// their placeholders; sentences that a rule only follows from. Read each as the sender who must
// mend the payload.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "compile/format_messages.h"
#include "finding/placeholders.h"
#include "leadlint/leadlint.h"
#include "parse/syntax.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

/// Rules of a text that starts behind `ruleset`, on disk for one test.
Ruleset rules_of(const std::string& body) {
  const support::TemporaryFolder folder;
  auto rules = load_ruleset(
      folder.write("rules.yaml", "leadlint: 1\nruleset: acme/words\ntitle: \"Words\"\n" + body));
  EXPECT_TRUE(rules) << body << "\n" << (rules ? "" : rules.error().owned().front().message);
  return *rules;
}

std::string told(const OwnedFindings& findings) {
  std::string all;
  for (const OwnedFinding& finding : findings)
    all += (all.empty() ? "" : " | ") + finding.message +
           (finding.suggestion.empty() ? "" : " [" + finding.suggestion + "]");
  return all;
}

struct Row {
  std::string_view payload, says;
};

void expect_words(const std::string& body, const std::vector<Row>& rows,
                  std::string_view current = {}) {
  Validator validator(rules_of(body));
  for (const Row& row : rows) {
    Context context;
    if (!current.empty()) context.current = current;
    EXPECT_EQ(told(validator.check(row.payload, context).findings().owned()), row.says)
        << row.payload;
  }
}

TEST(Words, OfAccentsThatAreSignsOfTheirOwn) {
  expect_words("fields: {s: {values: [Caf\u00e9, M\u00fcller, \"na\\u0308h\", \ud55c]}}\n",
               {
                   {"{\"s\":\"Cafe\\u0301\"}",
                    "s \"Cafe\u0301\" is not one of Caf\u00e9, M\u00fcller, na\u0308h or \ud55c: "
                    "its character 4 is written as "
                    "U+0065 U+0301; in Caf\u00e9 it is U+00E9 [Caf\u00e9]"},
                   {"{\"s\":\"n\u00e4h\"}",
                    "s \"n\u00e4h\" is not one of Caf\u00e9, M\u00fcller, na\u0308h or \ud55c: its "
                    "character 2 is written as "
                    "U+00E4; in na\u0308h it is U+0061 U+0308 [na\u0308h]"},
                   {"{\"s\":\"\\u1112\\u1161\\u11ab\"}",
                    "s \"\u1112\u1161\u11ab\" is not one of Caf\u00e9, M\u00fcller, na\u0308h or "
                    "\ud55c: its character 1 is "
                    "written as U+1112 U+1161 U+11AB; in \ud55c it is U+D55C [\ud55c]"},
                   {"{\"s\":\"Caffe\\u0301\"}",
                    "s \"Caffe\u0301\" is not one of Caf\u00e9, M\u00fcller, na\u0308h or \ud55c"},
               });
}

/// One cause, one finding: what checks of such a text say only follows from it.
TEST(Words, OfHalfASurrogatePairAreAllThatIsSaidOfItsText) {
  const std::string half = "half of a \\u surrogate pair stands alone; it is no character";
  expect_words(
      R"(
fields: {s: {values: [open]}, t: {type: string, max_length: 1, pattern: "[a-z]+"}, n: {type: integer}, l: {items: {type: string, format: date}}}
)",
      {{R"({"s":"\ud83d"})", half},
       {R"({"t":"\ud83d\ud83d"})", half},
       {R"({"n":"\udc00"})", half},
       {R"({"l":["\udc00", "x"]})", half + " | item 2 \"x\" is not a date such as 2025-01-31"},
       {R"({"t":"\ud83d\ude00"})", "t \"\U0001f600\" does not have the form that is asked for"}});
}

TEST(Words, OfBytesThatAreNoUtf8) {
  const std::string save =
      " in Windows-1252; save the text as UTF-8 (Excel: \"CSV UTF-8\"; or iconv -f WINDOWS-1252 -t "
      "UTF-8)";
  expect_words("fields: {s: {type: string}}\n",
               {{"{\"s\":\"caf\xE9\"}", "this is not UTF-8: the byte E9 is \"\u00e9\"" + save},
                {"{\"s\":\"\x93q\x94\"}", "this is not UTF-8: the byte 93 is \"\u201c\"" + save},
                {"{\"s\":\"10 \x80\"}", "this is not UTF-8: the byte 80 is \"\u20ac\"" + save},
                {"{\"s\":\"\xE9\xE0\"}", "this is not UTF-8: the byte E9 is \"\u00e9\"" + save},
                {"{\"s\":\"\xE2\x82\"}", "this is not UTF-8"},
                {"{\"s\":\"\x81\"}", "this is not UTF-8"},
                {"{\"s\":\"\xED\xA0\xBD\"}", "this is not UTF-8"},
                {"{\"s\":\"\xFF\"}", "this is not UTF-8"}});
}

TEST(Words, OfPairsNameWhatGoesWithTheValueAtHand) {
  expect_words(
      R"(
status: s
fields: {s: {values: [open, shut, gone, new]}, d: {type: string}}
pairs:
  - fields: [s, d]
    table: {open: [a, b], shut: [], gone: [c]}
    unlisted: error
    left_out: error
    also: [{table: {shut: [n, ""]}, severity: warning}]
)",
      {
          {R"({"s":"open","d":"c"})", R"(d "c" does not go with s open; expected a or b)"},
          {R"({"s":"shut","d":"a"})",
           R"(d "a" does not go with s shut; leave it out: shut has none)"},
          {R"({"s":"shut","d":"n"})",
           R"(d "n" does not go with s shut; leave it out: shut has none)"},
          {R"({"s":"open","d":"zzzz"})",
           R"(d "zzzz" is not a legal value; with s open it is a or b)"},
          {R"({"s":"shut","d":"zzzz"})",
           R"(d "zzzz" is not a legal value; leave it out: s shut has none)"},
          {R"({"s":"open"})", "d is missing; s open goes with a or b"},
          {R"({"s":"new"})", R"(s "new" is a legal value, but not one that may stand here; )"
                             "expected open, shut or gone"},
      });
}

TEST(Words, OfSeveralTablesOfPairsNameWhatAnyOfThemLists) {
  expect_words(
      R"(
status: s
fields: {s: {values: [open, shut, gone]}, d: {type: string}}
pairs:
  - {fields: [s, d], table: {open: [a, b]}, unlisted: error, left_out: error}
  - {fields: [s, d], table: {open: [b, c], shut: [x]}, unlisted: error, left_out: error}
)",
      {
          {R"({"s":"open","d":"x"})", R"(d "x" does not go with s open; expected a, b or c)"},
          {R"({"s":"open","d":"q"})", R"(d "q" is not a legal value; with s open it is a, b or c)"},
          {R"({"s":"open"})", "d is missing; s open goes with a, b or c"},
          {R"({"s":"gone"})", R"(s "gone" is a legal value, but not one that may stand )"
                              "here; expected open or shut"},
      });
}

TEST(Words, OfAssertionsAreDemands) {
  expect_words(R"(
fields:
  a: {type: number}
  b: {type: number}
  from: {format: date}
  to: {format: date}
  kind: {values: [x, y, z]}
  list: {items: {type: string}}
rules:
  - {id: order, assert: b >= a}
  - {id: days, assert: to >= from, at: to}
  - {id: kinds, when: present(a), assert: "kind in [x, y]"}
  - {id: not-ten, assert: a != 10}
  - {id: few, assert: length(list) <= 1}
)",
               {
                   {R"({"a":5,"b":4})", "b 4 must be at least a"},
                   {R"({"from":"2025-02-01","to":"2025-01-01"})",
                    R"(to "2025-01-01" must not be before from)"},
                   {R"({"a":1,"kind":"z"})", R"(kind "z" must be x or y when a is there)"},
                   {R"({"a":10})", "a 10 must not be 10"},
                   {R"({"list":["a","b"]})", "the length of list must be at most 1"},
               });
}

TEST(Words, OfMembersNameThemAll) {
  expect_words(
      R"(
fields:
  p:
    fields: {id: {type: string}, extra: {type: string}, more: {type: string}, ok: {type: boolean}}
    rules:
      - {id: alone, when: present(id), assert: 'only(id, ok)', at: id}
      - {id: filled, when: present(id), fill: id}
  x: {type: string}
  y: {type: string}
  z: {type: string}
rules:
  - {id: some, when: present(p), require_any: [x, y]}
  - {id: one, when: absent(p), require_one: [x, y]}
  - {id: never, forbid: z}
  - {id: not-both, when: present(x), forbid: y, code: conflict, severity: warning}
)",
      {
          {R"({"p":{"id":"1","ok":true,"extra":"e","more":"m"},"x":"1"})",
           "beside id only ok may stand: take out extra and more"},
          {R"({"p":{"id":""},"x":"1"})", "id is empty"},
          {R"({"p":{}})", "x or y is missing; one of them is needed when p is there"},
          {R"({"x":"1","z":"1"})", "z must not be there: leave it out"},
          {R"({"p":{},"x":"1","y":"1"})", "y does not go together with x: send one of the two"},
          {R"({"p":{},"x":null})",
           "x or y is missing; one of them is needed when p is "
           "there; x is null, which counts as left out"},
      });
}

TEST(Words, OfAMissingMemberThatIsNullSayNull) {
  expect_words(
      "fields: {a: {type: string, required: true}}\n",
      {{R"({"a":null})", "a is null, which counts as left out"}, {R"({})", "a is missing"}});
}

TEST(Words, OfWarningsDoNotForbid) {
  const std::string rules = R"(
status: s
fields: {s: {values: [NEW, OPEN, WON]}, n: {type: number}}
rules:
  - {id: kept, keep: n, severity: warning}
transitions: {allow: {is: {NEW: [OPEN], OPEN: [WON]}, severity: warning}}
)";
  expect_words(rules,
               {{R"({"s":"WON","n":2})",
                 R"(a change of s from "NEW" to "WON" is doubtful | n is stored as 1; )"
                 "a change to 2 is doubtful"}},
               R"({"s":"NEW","n":1})");
}

TEST(Words, OfWhatIsStoredNameItWhereverItStands) {
  const std::string rules = R"(
status: s
fields: {s: {values: [NEW, OPEN, WON]}, n: {type: number}}
current:
  fields: {data: {fields: {amount: {type: number}}}}
  also_at: {n: data.amount}
rules:
  - {id: kept, keep: n}
transitions: {allow: {NEW: [OPEN]}}
)";
  expect_words(rules, {{R"({"n":2})", "n is stored as 1 and may not change to 2"}},
               R"({"data":{"amount":1}})");
  expect_words(rules,
               {{R"({"s":"WON"})", R"(s may not go from "NEW" to "WON"; "NEW" goes to OPEN)"}},
               R"({"s":"NEW"})");
  expect_words(rules,
               {{R"({"s":"NEW"})", R"(s may not go from "WON" to "NEW"; nothing follows "WON")"}},
               R"({"s":"WON"})");
}

TEST(Words, OfTypesShowTheValue) {
  expect_words("fields: {n: {type: integer}, b: {type: {is: boolean, code: not_in_enum}}}\n",
               {{R"({"n":"INSTORE"})", R"(n "INSTORE" must be a whole number, not text)"},
                {R"({"b":"false"})",
                 R"(b "false" must be true or false, not text: take the quotes away [false])"},
                {R"({"n":{}})", "n must be a whole number, not an object"}});
}

TEST(Words, OfOtherBlocksNameNoLanguage) {
  expect_words(R"(
fields:
  kind: {values: [A, B]}
  id: {type: string}
  data: {fields: {visit: {type: string}, id: {type: string}}, rules: [
    {id: needed, when: outer.kind == B, require: visit},
    {id: echo, assert: id == outer.id}]}
)",
               {{R"({"kind":"B","data":{}})", "visit is missing; it is needed when kind is B"},
                {R"({"kind":"A","id":"1","data":{"id":"2"}})", R"(id "2" must equal id)"}});
}

// ----------------------------------------------------------------------------------------- formats

TEST(Words, OfFormatsShowAnExampleAndNoLetters) {
  expect_words(
      R"(
formats:
  phone: {pattern: "\\+[0-9]+", called: "a phone number", example: "+15125550100"}
  bare:  {pattern: "[0-9]+"}
  us:    {ldml: "HH:mm MM/dd/yyyy", example: "07:00 01/31/2019"}
  few:   {values: [AB, BC]}
fields:
  day:   {format: date}
  at:    {format: datetime}
  mail:  {format: email}
  phone: {format: phone}
  bare:  {format: bare}
  us:    {format: us}
  clock: {format: "H:m"}
  few:   {format: few}
  own:   {pattern: "[A-Z]{2}"}
)",
      {
          {R"({"day":"2025-13-01"})",
           R"(day "2025-13-01" is not a date such as 2025-01-31: there is no month 13)"},
          {R"({"day":"2025-02-29"})",
           R"(day "2025-02-29" is not a date such as 2025-01-31: that month has 28 days)"},
          {R"({"day":"2025-03-01T10:00:00Z"})",
           R"(day "2025-03-01T10:00:00Z" is not a date such as 2025-01-31: )"
           "a time does not belong there; write 2025-03-01"},
          {R"({"at":"2018-10-04T08:00:00.000Z"})",
           R"(at "2018-10-04T08:00:00.000Z" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: a fraction of a second does not belong there; write "
           "2018-10-04T08:00:00Z"},
          {R"({"at":"2018-10-04T08:00:00+0530"})",
           R"(at "2018-10-04T08:00:00+0530" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: its zone is written +05:30; write "
           "2018-10-04T08:00:00+05:30"},
          {R"({"mail":"x"})", R"(mail "x" is not an e-mail address such as name@example.com)"},
          {R"({"phone":"x"})", R"(phone "x" is not a phone number such as +15125550100)"},
          {R"({"bare":"x"})", R"(bare "x" does not have the form that is asked for)"},
          {R"({"own":"x"})", R"(own "x" does not have the form that is asked for)"},
          {R"({"us":"25:00 01/31/2019"})",
           R"(us "25:00 01/31/2019" is not a date with a time such as 07:00 01/31/2019: )"
           "there is no hour 25"},
          {R"({"clock":"x"})", R"(clock "x" is not a time such as 7:0)"},
          {R"({"few":"ON"})", R"(few "ON" is not AB or BC)"},
      });
}

TEST(Words, OfTimesNameZonesAndHalvesOfTheDay) {
  expect_words(
      R"(
fields:
  at:    {format: datetime}
  exact: {format: rfc3339}
  local: {format: "yyyy-MM-dd HH:mm:ss"}
  plain: {format: "yyyy-MM-dd HH:mm:ssxx"}
  clock: {format: time}
  short: {format: MM/dd/yy}
  milli: {format: "HH:mm:ss.SSS"}
)",
      {
          {R"({"at":"2025-03-01T10:00:00 UTC"})",
           R"(at "2025-03-01T10:00:00 UTC" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: UTC is written Z, directly behind the time; write "
           "2025-03-01T10:00:00Z"},
          {R"({"exact":"2025-03-01T10:00:00.5GMT"})",
           R"(exact "2025-03-01T10:00:00.5GMT" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: GMT is written Z, directly behind the time; write "
           "2025-03-01T10:00:00.5Z"},
          {R"({"at":"2025-03-01T10:00:00 +01:00"})",
           R"(at "2025-03-01T10:00:00 +01:00" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: its zone stands directly behind the time, without a blank; "
           "write 2025-03-01T10:00:00+01:00"},
          {R"({"at":"2025-03-01T10:00:00 Europe/Berlin"})",
           R"(at "2025-03-01T10:00:00 Europe/Berlin" is not a date with a time such as )"
           "2025-01-31T07:00:00Z: its zone is written Z or +01:00, directly behind the time"},
          {R"({"plain":"2025-03-01 10:00:00 UTC"})",
           R"(plain "2025-03-01 10:00:00 UTC" is not a date with a time such as )"
           "2025-01-31 07:00:00+0000: UTC is written +0000, directly behind the time; write "
           "2025-03-01 10:00:00+0000"},
          {R"({"local":"2025-03-01 10:00:00 UTC"})",
           R"(local "2025-03-01 10:00:00 UTC" is not a date with a time such as )"
           "2025-01-31 07:00:00: a zone does not belong there"},
          {R"({"local":"2025-03-01 1:00:00 PM"})",
           R"(local "2025-03-01 1:00:00 PM" is not a date with a time such as )"
           "2025-01-31 07:00:00: its hours go from 00 to 23, without AM and PM: 10 PM is 22; "
           "write 2025-03-01 13:00:00"},
          {R"({"clock":"10:00 p.m."})",
           R"(clock "10:00 p.m." is not a time such as 07:00: )"
           "its hours go from 00 to 23, without AM and PM: 10 PM is 22; write 22:00"},
          {R"({"short":"03/01/2025"})",
           R"(short "03/01/2025" is not a date such as 01/31/25: the year has 2 digits; write 03/01/25)"},
          {R"({"milli":"10:00:00.5"})",
           R"(milli "10:00:00.5" is not a time such as 07:00:00.000: the fraction has 3 digits; write 10:00:00.500)"},
      });
}

// ------------------------------------------------------------------------------------ own messages

TEST(Words, OfRuleFilesTakePlaceholders) {
  expect_words(R"(
fields:
  a: {type: string, max_length: {is: 3, message: "{field} takes {limit} letters, not {value}"}}
  b: {values: {is: [x, y], message: "{value} is unknown: {allowed}"}}
  c: {type: number, min: {is: 0, message: "below {{zero}"}}
  d: {type: number}
  e: {type: string}
rules:
  - {id: d, assert: d > c, message: "the end comes first"}
  - {id: e, when: present(a), require: e, message: "{value} is what it is"}
)",
               {
                   {R"({"a":"abcd","e":""})", R"(a takes 3 letters, not "abcd")"},
                   {R"({"b":"z"})", R"(b: "z" is unknown: x or y)"},
                   {R"({"c":-1})", "c -1: below {zero}"},
                   {R"({"c":2,"d":1})", "d 1: the end comes first"},
                   {R"({"a":"a"})", "e is missing; it is needed when a is there"},
               });
}

TEST(Words, PlaceholdersThatDoNotExistAreMistakes) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write(
      "rules.yaml",
      "leadlint: 1\nruleset: acme/words\nfields:\n"
      "  a: {type: string, max_length: {is: 3, message: \"{vlaue} and {}, {A}, {{x}\"}}\n"));
  ASSERT_FALSE(rules);
  ASSERT_EQ(rules.error().size(), 1U);
  EXPECT_EQ(rules.error().owned()[0].code, Code::unknown_name);
  EXPECT_EQ(rules.error().owned()[0].line, 4U);
  EXPECT_EQ(rules.error().owned()[0].suggestion, "value");
}

TEST(Words, FillOnlyWhatIsThere) {
  const Filler fill = [](std::string_view name) {
    return name == "a" ? std::optional<std::string>("1") : std::nullopt;
  };
  EXPECT_EQ(fill_message("x {a} {{a} {A} {", fill), "x 1 {a} {A} {");
  EXPECT_EQ(fill_message("{a}{b}", fill), std::nullopt);
  EXPECT_EQ(fill_message(without_placeholders("{a}"), fill), "{a}");
}

// ----------------------------------------------------------------------------------------- derived

TEST(Words, TellWhatFollowsFromASentence) {
  Validator validator(rules_of(R"(
fields:
  a: {type: string, max_length: 1, because: "field", derived: true}
  b: {type: string, max_length: {is: 1, because: "own"}, because: "field", derived: true}
  c: {type: string, also: [{type: integer, because: "form", derived: true, severity: warning}]}
rules:
  - {id: r, forbid: b, because: "rule", derived: true}
)"));
  const Result& result = validator.check(R"({"a":"aa","b":"bb","c":1})");
  std::string derived;
  for (const OwnedFinding& finding : result.findings().owned())
    derived += finding.because + (finding.derived ? "+ " : " ");
  EXPECT_EQ(derived, "field+ own rule+ form+ ");
}

}  // namespace
}  // namespace leadlint
