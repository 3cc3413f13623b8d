// Tables and machines as a user sees them: pairs under `when` and of three fields, several machines,
// rows for several values and for absence, what is stored at other places; and what a rule file may
// not say of them. Generated records: tests/agreement_test.cpp
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

INSTANTIATE_TEST_SUITE_P(
    Tables, TableRows,
    testing::Values(
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
       "5:34 `none` is no value of `a`; a row of what is not there is called `absent` | "
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
