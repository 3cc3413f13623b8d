// Tables and machines as a user sees them: pairs under `when` and of three fields, several
// machines, rows for several values and for absence, what is stored at other places; and what a
// rule file may not say of them. Generated records: tests/agreement_test.cpp
// (tests/rulefiles/agreement/machines.yaml).
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "author/check_rules.h"
#include "bulk_support.h"
#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint::tables {
namespace {

constexpr const char* head = "leadlint: 1\nruleset: test/tables\ntitle: t\n";
constexpr const char *no_record = "none", *unknown = "";

struct Row {
  const char* name;
  const char* rules;  // behind the header
  const char* json;
  const char* current;
  std::vector<std::string> findings;  // "/path rule: message", sorted

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class TableRows : public testing::TestWithParam<Row> {
 protected:
  support::TemporaryFolder folder_;
};

TEST_P(TableRows, AreJudgedSo) {
  const Row& row = GetParam();
  const auto rules = load_ruleset(folder_.write("rules.yaml", std::string(head) + row.rules));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  Context context;
  context.no_current = std::string_view(row.current) == no_record;
  if (!context.no_current) context.current = row.current;
  std::vector<std::string> lines;
  for (const OwnedFinding& finding : validator.check(row.json, context).findings().owned())
    lines.push_back(fmt::format("{} {}: {}", finding.path,
                                finding.rule.substr(finding.rule.find('#') + 1), finding.message));
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, row.findings);
}

constexpr const char* three = R"(
fields:
  pipe:   {values: [sales, support]}
  stage:  {values: [new, lost, closed]}
  reason: {type: string, nullable: true}
pairs:
  - fields: [pipe, stage, reason]
    table:
      sales: {lost: [price, timing], new: []}
      support: {closed: [solved], absent: [asked]}
    left_out: error
)";
constexpr const char* two_when = R"(
fields: {pipe: {values: [a, b, c]}, stage: {values: [x, y]}, note: {type: string}}
pairs:
  - {id: a, when: pipe == a, fields: [stage, note], table: {"x, absent": [one]}}
  - {id: b, when: pipe != b, fields: [stage, note], table: {x: [two]}, unlisted: error}
)";
constexpr const char* machines = R"(
status: stage
fields:
  pipe:  {values: [sales, support]}
  stage: {values: [new, won, closed]}
  pay:   {fields: {state: {values: [unpaid, part, paid]}}}
current: {also_at: {pay: data.pay, stage: data.stage}}
transitions:
  - {id: sales, when: after.pipe == sales, initial: [new], allow: {new: [won]}}
  - {id: support, when: after.pipe == support, allow: {"new, closed": [closed, new]}, severity: warning}
  - {id: pay, field: pay.state, allow: {"absent, unpaid": [part, paid], part: [paid]}}
)";

constexpr const char* without = R"(
fields: {ready: {type: boolean}, pipe: {values: [a, b, c]}, stage: {values: [new, lost]}, reason: {type: string}, kind: {values: [x, y]}, note: {type: string}}
pairs:
  - {fields: [pipe, stage, reason], table: {a: {lost: [x]}, b: {lost: [x]}, c: {lost: [x]}}, left_out: error}
  - {id: b, fields: [pipe, stage, reason], table: {b: {absent: [y], new: [z]}}}
  - {id: c, when: ready == true, fields: [pipe, stage, reason], table: {c: {absent: []}}}
  - {id: n, fields: [kind, note], table: {x: [p], y: [q]}, left_out: error}
  - {id: o, when: ready == true, fields: [kind, note], table: {x: []}}
)";
constexpr const char* starts = R"(
status: stage
fields: {ready: {type: boolean}, stage: {values: [new, open, won, lost]}}
transitions:
  - {id: a, initial: [new], allow: {new: [open]}}
  - {id: b, when: ready == true, allow: {absent: [open], open: [won]}}
  - {id: c, when: ready == false, initial: [won], allow: {absent: [lost], open: [lost]}}
)";
constexpr const char* elsewhere = R"(
fields:
  amount: {type: number, nullable: true}
  pay:
    fields:
      state: {values: [unpaid, part, paid]}
      by: {fields: {name: {type: string}, mail: {type: string}}}
current:
  also_at: {pay: data.pay, pay.state: data.payState, pay.by: data.payer, pay.by.name: answer.name}
transitions: {field: pay.state, allow: {"absent, unpaid": [part], part: [paid]}}
rules:
  - {id: name-kept, keep: pay.by.name}
  - {id: mail-kept, keep: pay.by.mail}
)";

INSTANTIATE_TEST_SUITE_P(
    Tables, TableRows,
    testing::Values(
        Row{"without: needed, where no table does without",
            without,
            R"({"pipe": "a"})",
            unknown,
            {"/stage pairs.left_out: stage is missing; pipe a goes with lost"}},
        Row{"without: another table does without", without, R"({"pipe": "b"})", unknown, {}},
        Row{"without: another does where it counts",
            without,
            R"({"pipe": "c", "ready": true})",
            unknown,
            {}},
        Row{"without: where it does not count",
            without,
            R"({"pipe": "c", "ready": false})",
            unknown,
            {"/stage pairs.left_out: stage is missing; pipe c goes with lost"}},
        Row{"without: where nobody knows whether it counts",
            without,
            R"({"pipe": "c", "ready": "x"})",
            unknown,
            {"/ready ready.type: ready \"x\" must be true or false, not text"}},
        Row{"without: another has nothing there",
            without,
            R"({"kind": "x", "ready": true})",
            unknown,
            {}},
        Row{"without: another has nothing for another value",
            without,
            R"({"kind": "y", "ready": true})",
            unknown,
            {"/note n.left_out: note is missing; kind y goes with q"}},
        Row{"starts: in initial", starts, R"({"stage": "new"})", no_record, {}},
        Row{"starts: in none",
            starts,
            R"({"stage": "open"})",
            no_record,
            {"/stage a.initial: stage \"open\" is not one to begin with; expected new"}},
        Row{"starts: in a row of absence",
            starts,
            R"({"stage": "open", "ready": true})",
            no_record,
            {}},
        Row{"starts: what another has in initial, beside a row of absence",
            starts,
            R"({"stage": "new", "ready": true})",
            no_record,
            {}},
        Row{"starts: in another initial",
            starts,
            R"({"stage": "won", "ready": false})",
            no_record,
            {}},
        Row{"starts: in a row of absence beside an initial",
            starts,
            R"({"stage": "lost", "ready": false})",
            no_record,
            {"/stage a.initial: stage \"lost\" is not one to begin with; expected new"}},
        Row{"starts: a stored record without a status",
            starts,
            R"({"stage": "new", "ready": true})",
            "{}",
            {"/stage b: stage \"new\" may not come where no stage is stored; expected open"}},
        Row{"elsewhere: a member at its own other place",
            elsewhere,
            R"({"pay": {"state": "unpaid"}})",
            R"({"data": {"payState": "paid", "pay": {"state": "unpaid"}}})",
            {"/pay/state transitions: state may not go from \"paid\" to \"unpaid\"; nothing "
             "follows \"paid\""}},
        Row{"elsewhere: a member below the other place of the object around it",
            elsewhere,
            R"({"pay": {"state": "unpaid"}})",
            R"({"data": {"pay": {"state": "paid"}}})",
            {"/pay/state transitions: state may not go from \"paid\" to \"unpaid\"; nothing "
             "follows \"paid\""}},
        Row{"elsewhere: a null at the nearest place says nothing",
            elsewhere,
            R"({"pay": {"state": "unpaid"}})",
            R"({"data": {"payState": null, "pay": {"state": "paid"}}})",
            {"/pay/state transitions: state may not go from \"paid\" to \"unpaid\"; nothing "
             "follows \"paid\""}},
        Row{"elsewhere: its own place first",
            elsewhere,
            R"({"pay": {"state": "paid"}})",
            R"({"pay": {"state": "part"}, "data": {"payState": "paid", "pay": {"state": "unpaid"}}})",
            {}},
        Row{"elsewhere: two objects around it, the nearer first",
            elsewhere,
            R"({"pay": {"by": {"name": "A", "mail": "a"}}})",
            R"({"data": {"payer": {"name": "B"}, "pay": {"by": {"name": "A", "mail": "b"}}}})",
            {"/pay/by/mail mail-kept: mail is stored as \"b\" and may not change to \"a\"",
             "/pay/by/name name-kept: name is stored as \"B\" and may not change to \"A\""}},
        Row{"elsewhere: its own other place before those of both",
            elsewhere,
            R"({"pay": {"by": {"name": "A"}}})",
            R"({"answer": {"name": "A"}, "data": {"payer": {"name": "B"}, "pay": {"by": {"name": "C"}}}})",
            {}},
        Row{"three fields: what goes with both",
            three,
            R"({"pipe": "sales", "stage": "lost", "reason": "price"})",
            unknown,
            {}},
        Row{"three fields: the second does not go with the first",
            three,
            R"({"pipe": "sales", "stage": "closed", "reason": "solved"})",
            unknown,
            {"/stage pairs: stage \"closed\" does not go with pipe sales; expected lost or new"}},
        Row{"three fields: the third does not go with both",
            three,
            R"({"pipe": "sales", "stage": "lost", "reason": "solved"})",
            unknown,
            {"/reason pairs: reason \"solved\" does not go with pipe sales and stage lost; "
             "expected "
             "price or timing"}},
        Row{"three fields: the third goes with nothing here",
            three,
            R"({"pipe": "sales", "stage": "new", "reason": "price"})",
            unknown,
            {"/reason pairs: reason \"price\" does not go with pipe sales and stage new; leave it "
             "out"}},
        Row{"three fields: a null goes with nothing",
            three,
            R"({"pipe": "sales", "stage": "lost", "reason": null})",
            unknown,
            {"/reason pairs.left_out: reason is null, which counts as left out; it is needed when "
             "pipe is sales and stage is lost"}},
        Row{"three fields: one that may be absent",
            three,
            R"({"pipe": "support", "reason": "asked"})",
            unknown,
            {}},
        Row{"three fields: with its absence",
            three,
            R"({"pipe": "support", "reason": "solved"})",
            unknown,
            {"/reason pairs: reason \"solved\" does not go with pipe support and no stage; "
             "expected "
             "asked"}},
        Row{"under when: both count",
            two_when,
            R"({"pipe": "a", "stage": "x", "note": "two"})",
            unknown,
            {}},
        Row{"under when: the other does not count",
            two_when,
            R"({"pipe": "c", "stage": "x", "note": "one"})",
            unknown,
            {"/note b: note \"one\" does not go with stage x; expected two"}},
        Row{"under when: none counts",
            two_when,
            R"({"pipe": "b", "stage": "x", "note": "z"})",
            unknown,
            {}},
        Row{"under when: absence",
            two_when,
            R"({"pipe": "a", "note": "two"})",
            unknown,
            {"/note a: note \"two\" does not go with no stage; expected one"}},
        Row{"under when: unlisted",
            two_when,
            R"({"pipe": "c", "stage": "y"})",
            unknown,
            {"/stage b.unlisted: stage \"y\" is a legal value, but not one that may stand here; "
             "expected x"}},
        Row{"machines: by the stored pipeline",
            machines,
            R"({"stage": "closed"})",
            R"({"pipe": "sales", "stage": "new"})",
            {"/stage sales: stage may not go from \"new\" to \"closed\"; \"new\" goes to won"}},
        Row{"machines: by the pipeline that is sent",
            machines,
            R"({"pipe": "support", "stage": "won"})",
            R"({"pipe": "sales", "stage": "new"})",
            {"/stage support: a change of stage from \"new\" to \"won\" is doubtful"}},
        Row{"machines: of another field, stored in the API's answer",
            machines,
            R"({"pay": {"state": "part"}})",
            R"({"data": {"pay": {"state": "paid"}}})",
            {"/pay/state pay: state may not go from \"paid\" to \"part\"; nothing follows "
             "\"paid\""}},
        Row{"machines: where none is stored",
            machines,
            R"({"pay": {"state": "unpaid"}})",
            R"({"pay": {}})",
            {"/pay/state pay: state \"unpaid\" may not come where no state is stored; expected "
             "part or paid"}},
        Row{"machines: there is no record",
            machines,
            R"({"pipe": "sales", "stage": "won", "pay": {"state": "unpaid"}})",
            no_record,
            {"/pay/state pay: state \"unpaid\" may not come where no state is stored; expected "
             "part or paid",
             "/stage sales.initial: stage \"won\" is not one to begin with; expected new"}},
        Row{"machines: nothing is known",
            machines,
            R"({"pipe": "sales", "stage": "won"})",
            unknown,
            {}},
        Row{"cases: absence is one of the cases",
            "fields: {kind: {values: [a, b, c]}, x: {type: string}, y: {type: string}}\n"
            "cases: [{field: kind, table: {\"a, b\": {require: x}, absent: {require: y}}}]\n",
            R"({"x": "1"})",
            unknown,
            {"/x cases.elsewhere: x belongs to kind a or b",
             "/y cases.absent: y is missing; it is "
             "needed when kind is left out"}},
        Row{"a value that is called so",
            "fields: {kind: {values: [\"a, b\", absent]}, x: {type: string}}\n"
            "cases: [{field: kind, table: {\"a, b\": {require: x}, absent: {optional: x}}}]\n",
            R"({"kind": "a, b"})",
            unknown,
            {"/x cases.a, b: x is missing; it is needed when kind is a, b"}}));

TEST(Tables, OfAHistoryEachFieldBeginsInItsOwnTime) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write(
      "rules.yaml", std::string(head) +
                        "status: stage\nunknown_fields: off\n"
                        "fields: {stage: {values: [new, won]}, pay: {values: [unpaid, paid]}}\n"
                        "transitions:\n"
                        "  - {initial: [new], allow: {new: [won]}}\n"
                        "  - {id: pay, field: pay, initial: [unpaid], allow: {unpaid: [paid]}}\n"));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  BulkChecker checker{*rules};
  ASSERT_TRUE(checker.set_leads({.key = "id", .history = true, .whole_history = true}));
  class Broken final : public BulkSink {
   public:
    bool record(const BulkRecord& record) override {
      for (const OwnedFinding& finding : record.findings.owned())
        said.push_back(
            fmt::format("{} {}", record.number, finding.rule.substr(finding.rule.find('#') + 1)));
      return true;
    }
    std::vector<std::string> said;
  } broken;
  EXPECT_TRUE(checker.run(bulk::pieces_of("{\"id\":1,\"stage\":\"new\"}\n"
                                          "{\"id\":1,\"stage\":\"won\"}\n"
                                          "{\"id\":1,\"pay\":\"paid\"}\n"
                                          "{\"id\":1,\"pay\":\"unpaid\"}\n"
                                          "{\"id\":1,\"stage\":\"new\",\"pay\":\"paid\"}\n"),
                          broken));
  EXPECT_EQ(broken.said, (std::vector<std::string>{"3 pay.initial", "5 transitions"}));
}

TEST(Tables, SayWhatMayNotStandInThem) {
  struct Mistake {
    const char* body;
    const char* says;
  };
  constexpr Mistake mistakes[] = {
      {"fields: {a: {values: [A, B]}, b: {type: string}}\n"
       "pairs: [{fields: [a, b], table: {none: [x], \"A, B\": [y], B: [z]}}]",
       "5:34 `none` is no value of `a`: a row of what is not there is called `absent` | "
       "5:58 the table has a row `B` on line 5 already"},
      {"fields: {a: {values: [A, B]}, b: {type: string}}\n"
       "pairs: [{fields: [a, b], when: a == A, open: true, table: {A: [x]}}]",
       "5:40 a table under `when` gives its fields no lists of values in any case: take `open` "
       "away"},
      {"fields: {s: {values: [A, B]}, l: {items: {fields: {s: {values: [A, B]}}}}, n: {type: "
       "string}}\n"
       "transitions:\n  - {field: s, history: \"l[].s\", final: [A]}\n  - {field: n, final: [A]}\n"
       "  - {id: c, history: \"l[].s\", when: only(s), allow: {absent: [A]}}\n"
       "  - {id: d, field: after.s, final: [A]}",
       "6:13 `history: l[].s` names the field that moves: take `field` away | "
       "7:13 transitions go by the values of `n`, which has no list of `values` | "
       "8:37 `only` is about the members of one object, and these transitions are judged at the "
       "entries of a list: write a rule of its own | "
       "8:54 entries that have no status are passed over: what the first one may be says `initial` "
       "| 9:20 transitions compare what is sent with what is stored: write `field: s`"},
      // Words: where no list has them quotes make them values.
      {"status: s\ncatalogs: {c: {columns: [id]}}\n"
       "fields: {s: {values: {catalog: c.id}}, t: {values: {catalog: c.id}}, n: {type: string}}\n"
       "transitions:\n  - {allow: {\"any, A\": [any], none: [B], otherwise: [absent]}, final: "
       "[any], "
       "initial: [none]}\n"
       "cases:\n  - {field: s, table: {any: {require: n}, elsewhere: {}, null: {}, \"A, other\": "
       "{}}}\n"
       "pairs:\n  - {fields: [s, t], table: {any: [A], unlisted: [any], otherwise: [absent], A: "
       "[none]}}\n"
       "  - {fields: [s, n], id: n, table: {A: [none, absent]}}",
       "8:14 `any` is no value of `s`: `any` is every status without a row, and stands alone; in "
       "quotes, \"any\", it is a value | "
       "8:25 `any` is no value of `s`: name them; a status that nothing follows is `final`; in "
       "quotes, \"any\", it is a value | "
       "8:31 `none` is no value of `s`: a row of what is not there is called `absent`; in quotes, "
       "\"none\", it is a value | "
       "8:42 `otherwise` is no value of `s`: every status without a row is called `any`; in "
       "quotes, "
       "\"otherwise\", it is a value | "
       "8:54 `absent` is no value of `s`: what is sent names one; in quotes, \"absent\", it is a "
       "value | "
       "8:72 `any` is no value of `s`: name each; in quotes, \"any\", it is a value | "
       "8:88 `none` is no value of `s`: what is sent names one; in quotes, \"none\", it is a value "
       "| "
       "10:24 `any` is no value of `s`: a value without a row has none of these fields, and what "
       "goes for every value is a rule; in quotes, \"any\", it is a value | "
       "10:43 `elsewhere` is no value of `s`: `elsewhere` stands beside `table`; in quotes, "
       "\"elsewhere\", it is a value | "
       "10:58 `null` is no value of `s`: a row of what is not there is called `absent`; in quotes, "
       "\"null\", it is a value | "
       "12:30 `any` is no value of `s`: what has no row goes with any value, unless `unlisted` "
       "stands beside `table`; in quotes, \"any\", it is a value | "
       "12:40 `unlisted` is no value of `s`: that stands beside `table`; in quotes, \"unlisted\", "
       "it "
       "is a value | "
       "12:51 `any` is no value of `t`: what goes with anything has no row; in quotes, \"any\", it "
       "is "
       "a value | "
       "12:57 `otherwise` is no value of `s`: what has no row goes with any value, unless "
       "`unlisted` "
       "stands beside `table`; in quotes, \"otherwise\", it is a value | "
       "12:69 `absent` is no value of `t`: it may be left out beside all of them, unless "
       "`left_out` "
       "stands beside `table`; in quotes, \"absent\", it is a value | "
       "12:82 `none` is no value of `t`: a row of nothing is written []; in quotes, \"none\", it "
       "is a "
       "value | "
       "13:47 `absent` is no value of `n`: it may be left out beside all of them, unless "
       "`left_out` "
       "stands beside `table`"},
      {"status: s\ncatalogs: {c: {columns: [id]}}\n"
       "fields: {s: {values: {catalog: c.id}}, n: {type: string}}\n"
       "transitions: {allow: {\"any\": [\"any\", \"none\"], \"none\": [B]}, final: [\"absent\"]}\n"
       "cases: [{field: s, table: {\"any\": {require: n}, \"none\": {}, \"elsewhere\": {}}}]",
       ""},
      {"status: s\nfields: {s: {values: [A, B, any]}, t: {values: [A, B]}, n: {type: string}}\n"
       "transitions:\n  - {allow: {\"any\": [any]}}\n  - {id: t, field: t, allow: {\"any\": [A]}}",
       "8:31 `any` in quotes is a status, and none of `t` is called so: every status without a row "
       "is `any` without quotes"},
      // Twice.
      {"status: s\nfields: {s: {values: [A, B]}, n: {type: string}}\n"
       "transitions: {allow: {\"A, B\": [A], B: [A, A]}, deny: {A: [B], \"A, A\": [B]}, final: [B, "
       "B]}\n"
       "cases: [{field: s, table: {A: {require: [n, n]}, B: {fill: n, optional: n}}}]\n"
       "pairs: [{fields: [s, n], table: {A: [x, x]}}]\n"
       "rules: [{id: r, require: [n, n]}]",
       "6:36 the table has a row `B` on line 6 already | 6:43 `A` stands twice in the list | "
       "6:63 the table has a row `A` on line 6 already | 6:88 `B` stands twice in the list | "
       "7:45 this row names `n` twice | 7:73 this row names `n` twice | "
       "8:41 `x` stands twice in the list | 9:30 `require` names `n` twice"},
  };
  for (const Mistake& mistake : mistakes) {
    const support::TemporaryFolder folder;
    std::string told;
    for (const OwnedFinding& each :
         author::check_rules(folder.write("rules.yaml", std::string(head) + mistake.body)).mistakes)
      told += (told.empty() ? "" : " | ") + std::to_string(each.line) + ":" +
              std::to_string(each.column) + " " + each.message;
    EXPECT_EQ(told, mistake.says) << mistake.body;
  }
}

TEST(Tables, OfAChildTakeThePlaceOfSingleValuesOfARow) {
  const support::TemporaryFolder folder;
  folder.write("base.yaml", std::string(head) +
                                "fields: {a: {values: [A, B, C]}, b: {type: string}}\n"
                                "pairs: [{fields: [a, b], table: {\"A, B, C\": [x]}}]\n");
  const std::string path =
      folder.write("rules.yaml",
                   "leadlint: 1\nruleset: test/child\ntitle: t\nextends: ./base.yaml\n"
                   "pairs: [{fields: [a, b], table: {B: [y], C: none}}]\n");
  const auto rules = load_ruleset(path);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  for (const auto& [json, good] :
       {std::pair{R"({"a": "A", "b": "x"})", true}, std::pair{R"({"a": "A", "b": "y"})", false},
        std::pair{R"({"a": "B", "b": "y"})", true}, std::pair{R"({"a": "B", "b": "x"})", false},
        std::pair{R"({"a": "C", "b": "x"})", true}})
    EXPECT_EQ(validator.check(json).ok(), good) << json;
}

}  // namespace
}  // namespace leadlint::tables
